//! What the trainer asks of the core.
//!
//! `evidence OUT < pages.jsonl` writes, per page, a line `{id, width, blocks: [text]}` to `OUT.jsonl`
//! and its rows, one per block, to `OUT.f32`. `evidence OUT MODEL < pages.jsonl` reads the pages with
//! another model than the one that ships, and writes lines `{id, text}`: the stories' texts.

use std::fs::File;
use std::io::{BufRead, BufWriter, Write};

use serde_json::{Value, json};
use wireprint::article::train::{rows, use_model};
use wireprint::formats::snapshot_html;
use wireprint::page::Page;
use wireprint::read;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (out, model) = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [out] => (out, None),
        [out, model] => (out, Some(model)),
        _ => return Err("usage: evidence OUT [MODEL] < pages.jsonl".into()),
    };
    if let Some(model) = model
        && !use_model(&std::fs::read(model)?)
    {
        return Err("not a model".into());
    }
    let mut lines = BufWriter::new(File::create(format!("{out}.jsonl"))?);
    let mut numbers = BufWriter::new(File::create(format!("{out}.f32"))?);
    for line in std::io::stdin().lock().lines() {
        let input: Value = serde_json::from_str(&line?)?;
        let text = |key: &str| input[key].as_str().unwrap_or_default();
        let snapshot = snapshot_html(text("html"), text("url"));
        let line = if model.is_some() {
            let Ok(reading) = read(&snapshot, text("id")) else {
                continue;
            };
            json!({"id": reading.id, "text": reading.text})
        } else {
            let Ok(page) = Page::new(&snapshot) else {
                continue;
            };
            let rows = rows(&page);
            for number in rows.iter().flatten() {
                numbers.write_all(&number.to_le_bytes())?;
            }
            let blocks: Vec<&str> = page.blocks.iter().map(|block| &*block.text).collect();
            json!({"id": text("id"), "width": rows.first().map_or(0, Vec::len), "blocks": blocks})
        };
        writeln!(lines, "{line}")?;
    }
    Ok(())
}
