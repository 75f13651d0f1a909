//! Prints the rows of pages for the trainer of the kinds: `kinds_rows OUT [ODDS.f32] < pages.jsonl`
//! writes `OUT.jsonl` (per page its id, the width of a row and the texts of its blocks) and
//! `OUT.f32` (the rows); with the first model's odds, one list per block, it writes second rows.

use std::fs::File;
use std::io::{BufRead, BufWriter, Write};

use serde_json::{Value, json};
use wireprint::boilerplate::train::rows;
use wireprint::formats::snapshot_html;
use wireprint::page::Page;
use wireprint::report::Kind;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (out, odds) = match &arguments[..] {
        [out] => (out, None),
        [out, odds] => (out, Some(floats(odds)?)),
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
        let wide = page.blocks.len() * Kind::ALL.len();
        let rows = rows(&page, odds.as_ref().map(|odds| &odds[at..at + wide]));
        at += wide;
        let blocks: Vec<&str> = page
            .blocks
            .iter()
            .map(|block| block.text.as_str())
            .collect();
        let width = rows.first().map_or(0, Vec::len);
        writeln!(
            lines,
            "{}",
            json!({"id": text("id"), "width": width, "blocks": blocks})
        )?;
        for number in rows.iter().flatten() {
            numbers.write_all(&number.to_le_bytes())?;
        }
    }
    Ok(())
}

fn floats(path: &str) -> std::io::Result<Vec<f32>> {
    let bytes = std::fs::read(path)?;
    let number = |b: &[u8]| f32::from_le_bytes([b[0], b[1], b[2], b[3]]);
    Ok(bytes.chunks_exact(4).map(number).collect())
}
