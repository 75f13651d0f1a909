//! An archive of made stories for `npm run bench -- archive`: `archive_fill FOLDER STORIES`.
//!
//! Writes `stories.jsonl` and `planted.jsonl`, the pairs that share text by design: of ten stories one
//! is a copy with edits and one has a passage lifted from another. What else they share are the
//! phrases that every newsroom uses.

#[path = "../made.rs"]
mod made;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use serde_json::json;

/// Every so many stories are a copy, the next a lift, both of stories two places on.
const EVERY: u64 = 10;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, stories] = arguments.as_slice() else {
        return Err("archive_fill FOLDER STORIES".into());
    };
    let (folder, count) = (PathBuf::from(folder), stories.parse::<u64>()?);
    let mut stories = BufWriter::new(File::create(folder.join("stories.jsonl"))?);
    let mut planted = BufWriter::new(File::create(folder.join("planted.jsonl"))?);
    let id = |n: u64| format!("s{n:08}");
    for n in 0..count {
        let source = n + 2;
        let body = match n % EVERY {
            0 => made::edited(&made::story(source, 600), 15, n),
            1 => made::lifted(source, 700, 60, 10),
            _ => made::story(n, 600),
        };
        writeln!(stories, "{}", json!({"id": id(n), "body": body}))?;
        if n % EVERY < 2 && source < count {
            writeln!(planted, "{}", json!([id(n), id(source)]))?;
        }
    }
    stories.flush()?;
    planted.flush()?;
    Ok(())
}
