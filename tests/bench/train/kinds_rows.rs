//! Prints the rows of pages for the trainer of the kinds: `kinds_rows OUT < pages.jsonl` writes
//! `OUT.jsonl` (per page its id, the width of a row and the texts of its blocks) and `OUT.f32` (the
//! rows).

use std::fs::File;
use std::io::{BufRead, BufWriter, Write};

use serde_json::{Value, json};
use wireprint::boilerplate::train::rows;
use wireprint::formats::snapshot_html;
use wireprint::page::Page;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let out = std::env::args()
        .nth(1)
        .ok_or("usage: kinds_rows OUT < pages.jsonl")?;
    let mut lines = BufWriter::new(File::create(format!("{out}.jsonl"))?);
    let mut numbers = BufWriter::new(File::create(format!("{out}.f32"))?);
    for line in std::io::stdin().lock().lines() {
        let input: Value = serde_json::from_str(&line?)?;
        let text = |key: &str| input[key].as_str().unwrap_or_default();
        let snapshot = snapshot_html(text("html"), text("url"));
        let Ok(page) = Page::new(&snapshot) else {
            continue;
        };
        let rows = rows(&page);
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
