//! What the trainer of the kinds asks of the core.
//!
//! `kinds_rows OUT < pages.jsonl` writes `OUT.jsonl` (per page its id, the width of a row and the texts
//! of its blocks) and `OUT.f32` (the rows, one per block). `kinds_rows OUT ODDS.f32 < pages.jsonl` is
//! given the logarithm of each kind's likelihood for every block, in that order, and writes readings
//! `{id, blocks: [{kind, text, why}]}` to `OUT.jsonl`.

use std::fs::File;
use std::io::{BufRead, BufWriter, Write};

use serde_json::{Value, json};
use wireprint::article::choose;
use wireprint::boilerplate::train::rows;
use wireprint::formats::snapshot_html;
use wireprint::learned::{Known, Prior};
use wireprint::page::Page;
use wireprint::{odds, read_given};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (out, odds) = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [out] => (out, None),
        [out, path] => (out, Some(odds(&std::fs::read(path)?))),
        _ => return Err("usage: kinds_rows OUT [ODDS.f32] < pages.jsonl".into()),
    };
    let mut lines = BufWriter::new(File::create(format!("{out}.jsonl"))?);
    let mut numbers = BufWriter::new(File::create(format!("{out}.f32"))?);
    let mut at = 0;
    for line in std::io::stdin().lock().lines() {
        let input: Value = serde_json::from_str(&line?)?;
        let text = |key: &str| input[key].as_str().unwrap_or_default();
        let snapshot = snapshot_html(text("html"), text("url"));
        let Ok(page) = Page::new(&snapshot) else {
            continue;
        };
        let line = if let Some(odds) = &odds {
            let own = &odds[at..at + page.blocks.len()];
            let reading = read_given(&snapshot, text("id"), &Known::default(), Some(own))?;
            json!({"id": reading.id, "blocks": reading.blocks})
        } else {
            let priors = vec![Prior::default(); page.blocks.len()];
            let rows = rows(&page, &choose(&page, &priors));
            for number in rows.iter().flatten() {
                numbers.write_all(&number.to_le_bytes())?;
            }
            let blocks: Vec<&str> = page.blocks.iter().map(|block| &*block.text).collect();
            json!({"id": text("id"), "width": rows.first().map_or(0, Vec::len), "blocks": blocks})
        };
        at += page.blocks.len();
        writeln!(lines, "{line}")?;
    }
    Ok(())
}
