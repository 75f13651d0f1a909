//! What the trainer asks of the core.
//!
//! `evidence OUT < pages.jsonl` writes, per page, a line `{id, width, blocks: [text]}` to `OUT.jsonl`
//! and its rows, one per block, to `OUT.f32`. `evidence OUT LIKELY.f32 < pages.jsonl` is given one
//! likelihood per block, in that order, and writes lines `{id, chosen: [bool], text}`: the choice, and
//! the story's text as a reading gives it.

use std::fs::File;
use std::io::{BufRead, BufWriter, Read, Write};

use serde_json::{Value, json};
use wireprint::article::train::rows;
use wireprint::formats::snapshot_html;
use wireprint::learned::Known;
use wireprint::page::Page;
use wireprint::{Given, read_given};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (out, likely) = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [out] => (out, None),
        [out, likely] => (out, Some(floats(likely)?)),
        _ => return Err("usage: evidence OUT [LIKELY.f32] < pages.jsonl".into()),
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
        let count = page.blocks.len();
        let line = if let Some(likely) = &likely {
            let given = Given {
                likely: Some(likely[at..at + count].to_vec()),
                odds: None,
            };
            let (chosen, reading) = read_given(&snapshot, text("id"), &Known::default(), &given)?;
            json!({"id": text("id"), "chosen": chosen, "text": reading.text})
        } else {
            let rows = rows(&page);
            for number in rows.iter().flatten() {
                numbers.write_all(&number.to_le_bytes())?;
            }
            let blocks: Vec<&str> = page.blocks.iter().map(|block| &*block.text).collect();
            json!({"id": text("id"), "width": rows.first().map_or(0, Vec::len), "blocks": blocks})
        };
        at += count;
        writeln!(lines, "{line}")?;
    }
    Ok(())
}

fn floats(path: &str) -> std::io::Result<Vec<f32>> {
    let mut bytes = Vec::new();
    File::open(path)?.read_to_end(&mut bytes)?;
    Ok(bytes
        .chunks_exact(4)
        .map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]))
        .collect())
}
