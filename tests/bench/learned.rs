//! What knowing a site's other pages is worth: `learned PAGES... > readings.jsonl` reads each page
//! knowing all other pages of its host, where there are at least two; `learned --bare PAGES...`
//! reads the same pages knowing nothing. The readings go to the scorers of kinds and extraction.
//! `--odds ODDS.f32` behind that gives the logarithms of each kind's likelihood for every block of all
//! pages in order, so that a model that never saw a site judges its pages.
//!
//! PAGES are files of JSON Lines `{id, url, html}`. Each other page is read bare before it is learned
//! from, as a reader's library would have read it.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use rayon::prelude::*;
use serde_json::Value;
use wireprint::formats::snapshot_html;
use wireprint::learned::{Known, Site, Stock, learn, prior};
use wireprint::page::meta::url;
use wireprint::page::{Snapshot, SnapshotError};
use wireprint::report::{Kind, Reading};
use wireprint::{odds, read_given};

/// Other pages of a site from which on it has a template.
const OTHERS: usize = 2;

/// A page with its id, and what its blocks are by a trainer's model.
struct Page {
    id: String,
    snapshot: Snapshot,
    odds: Option<Vec<[f32; Kind::ALL.len()]>>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut files: Vec<String> = std::env::args().skip(1).collect();
    let is_bare = files.first().is_some_and(|first| first == "--bare");
    files.drain(..usize::from(is_bare));
    let mut given = None;
    if files.first().is_some_and(|first| first == "--odds") {
        given = Some(odds(&std::fs::read(&files[1])?).into_iter());
        files.drain(..2);
    }
    let mut sites: BTreeMap<String, Vec<Page>> = BTreeMap::new();
    for file in &files {
        for line in std::fs::read_to_string(file)?.lines() {
            let page: Value = serde_json::from_str(line)?;
            let text = |key: &str| page[key].as_str().unwrap_or_default();
            let host = url::host(text("url"));
            let snapshot = snapshot_html(text("html"), text("url"));
            let odds = given
                .as_mut()
                .map(|given| match wireprint::page::Page::new(&snapshot) {
                    Ok(page) => given.take(page.blocks.len()).collect(),
                    Err(_) => Vec::new(),
                });
            let site = sites.entry(host.trim_start_matches("www.").to_owned());
            site.or_default().push(Page {
                id: text("id").to_owned(),
                snapshot,
                odds,
            });
        }
    }
    sites.remove("");
    sites.retain(|_, pages| pages.len() > OTHERS);
    let cost = Cost::default();
    let read: Vec<Vec<Reading>> = sites
        .into_par_iter()
        .map(|(_, pages)| of_site(&pages, is_bare, &cost))
        .collect::<Result<_, _>>()?;
    for mut reading in read.into_iter().flatten() {
        for block in &mut reading.blocks {
            block.anchor = None;
        }
        println!("{}", serde_json::to_string(&reading)?);
    }
    if !is_bare {
        cost.print();
    }
    Ok(())
}

/// What learning cost: nanoseconds, pages learned from, pages asked about, bytes of the largest site.
#[derive(Default)]
struct Cost {
    learned: AtomicU64,
    pages: AtomicU64,
    asked: AtomicU64,
    questions: AtomicU64,
    bytes: AtomicU64,
}

impl Cost {
    fn print(&self) {
        let of = |number: &AtomicU64| number.load(Ordering::Relaxed) as f64;
        let each = |sum, count| of(sum) / of(count).max(1.0) / 1e6;
        eprintln!(
            "{:.2} ms to learn from a page, {:.2} ms to ask about one, {} bytes for a site at most",
            each(&self.learned, &self.pages),
            each(&self.asked, &self.questions),
            of(&self.bytes),
        );
    }
}

fn nanos(begun: Instant) -> u64 {
    begun.elapsed().as_nanos() as u64
}

fn of_site(pages: &[Page], is_bare: bool, cost: &Cost) -> Result<Vec<Reading>, SnapshotError> {
    let read = |page: &Page, known: &Known| {
        read_given(&page.snapshot, &page.id, known, page.odds.as_deref())
    };
    let bare = pages.iter().map(|page| read(page, &Known::default()));
    let bare: Vec<Reading> = bare.collect::<Result<_, _>>()?;
    if is_bare {
        return Ok(bare);
    }
    let pages = pages.iter().enumerate();
    let informed = pages.map(|(at, page)| {
        let (mut site, mut stock) = (Site::default(), Stock::default());
        let begun = Instant::now();
        for (other, reading) in bare.iter().enumerate() {
            if other != at {
                learn(reading, &[], &mut site, &mut stock);
            }
        }
        cost.learned.fetch_add(nanos(begun), Ordering::Relaxed);
        cost.pages
            .fetch_add(bare.len() as u64 - 1, Ordering::Relaxed);
        let bytes = site.to_bytes().len() as u64;
        cost.bytes.fetch_max(bytes, Ordering::Relaxed);
        let known = Known {
            site: Some(site),
            ..Known::default()
        };
        let blocks = wireprint::page::Page::new(&page.snapshot)?;
        let begun = Instant::now();
        std::hint::black_box(prior(&blocks, &known));
        cost.asked.fetch_add(nanos(begun), Ordering::Relaxed);
        cost.questions.fetch_add(1, Ordering::Relaxed);
        read(page, &known)
    });
    informed.collect()
}
