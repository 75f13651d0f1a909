//! What knowing a site's other pages is worth: `learned PAGES... > readings.jsonl` reads each page
//! knowing all other pages of its host, where there are at least two; `learned --bare PAGES...`
//! reads the same pages knowing nothing. The readings go to the scorers of kinds and extraction.
//!
//! PAGES are files of JSON Lines `{id, url, html}`. Each other page is read bare before it is learned
//! from, as a reader's library would have read it.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde_json::Value;
use wireprint::formats::snapshot_html;
use wireprint::learned::{Known, Site, Stock, learn};
use wireprint::page::meta::url;
use wireprint::page::{Snapshot, SnapshotError};
use wireprint::report::Reading;
use wireprint::{read, read_with};

/// Other pages of a site from which on it has a template.
const OTHERS: usize = 2;

type Page = (String, Snapshot);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut files: Vec<String> = std::env::args().skip(1).collect();
    let is_bare = files.first().is_some_and(|first| first == "--bare");
    files.drain(..usize::from(is_bare));
    let mut sites: BTreeMap<String, Vec<Page>> = BTreeMap::new();
    for file in &files {
        for line in std::fs::read_to_string(file)?.lines() {
            let page: Value = serde_json::from_str(line)?;
            let text = |key: &str| page[key].as_str().unwrap_or_default();
            let host = url::host(text("url"));
            let snapshot = snapshot_html(text("html"), text("url"));
            let site = sites.entry(host.trim_start_matches("www.").to_owned());
            site.or_default().push((text("id").to_owned(), snapshot));
        }
    }
    sites.remove("");
    sites.retain(|_, pages| pages.len() > OTHERS);
    let read: Vec<Vec<Reading>> = sites
        .into_par_iter()
        .map(|(_, pages)| of_site(&pages, is_bare))
        .collect::<Result<_, _>>()?;
    for mut reading in read.into_iter().flatten() {
        for block in &mut reading.blocks {
            block.anchor = None;
        }
        println!("{}", serde_json::to_string(&reading)?);
    }
    Ok(())
}

fn of_site(pages: &[Page], is_bare: bool) -> Result<Vec<Reading>, SnapshotError> {
    let bare: Vec<Reading> = pages
        .iter()
        .map(|(id, snapshot)| read(snapshot, id))
        .collect::<Result<_, _>>()?;
    if is_bare {
        return Ok(bare);
    }
    let pages = pages.iter().enumerate();
    let informed = pages.map(|(at, (id, snapshot))| {
        let (mut site, mut stock) = (Site::default(), Stock::default());
        for (other, reading) in bare.iter().enumerate() {
            if other != at {
                learn(reading, &[], &mut site, &mut stock);
            }
        }
        let known = Known {
            site: Some(site),
            ..Known::default()
        };
        read_with(snapshot, id, &known)
    });
    informed.collect()
}
