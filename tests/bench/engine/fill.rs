//! A library of made stories for `npm run bench -- engine`: `engine_fill FOLDER STORIES QUERIES`.
//!
//! Writes `shards.bin` (key, length, bytes, again and again) and `queries.json`: stories to look up,
//! each a copy with edits of a stored one, a story with a passage lifted from one, or a new one in
//! turn, with the texts of all its candidates, which a host would read from its store.

#[path = "../made.rs"]
mod made;

use std::collections::HashMap;
use std::io::Write;
use std::path::PathBuf;

use serde_json::json;
use wireprint::fingerprint::Fingerprint;
use wireprint::library::{Settling, candidates, insert, plan};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, stories, queries] = arguments.as_slice() else {
        return Err("engine_fill FOLDER STORIES QUERIES".into());
    };
    let (folder, stories) = (PathBuf::from(folder), stories.parse::<u32>()?);
    let mut shards: HashMap<u32, Vec<u8>> = HashMap::new();
    let batch = (stories / 20).max(1_000);
    for first in (0..stories).step_by(batch as usize) {
        let prints: Vec<Fingerprint> = (first..(first + batch).min(stories))
            .map(|n| Fingerprint::of(&made::story(u64::from(n), 600)))
            .collect();
        let numbered: Vec<(u32, &Fingerprint)> = (first..).zip(&prints).collect();
        let old: Vec<(u32, &[u8])> = shards
            .iter()
            .map(|(key, bytes)| (*key, bytes.as_slice()))
            .collect();
        let changed = insert(&numbered, &old, Settling::Each)?;
        shards.extend(changed);
    }
    let mut file = std::io::BufWriter::new(std::fs::File::create(folder.join("shards.bin"))?);
    for (key, bytes) in &shards {
        file.write_all(&key.to_le_bytes())?;
        file.write_all(&(bytes.len() as u32).to_le_bytes())?;
        file.write_all(bytes)?;
    }
    file.flush()?;
    let mut asked = Vec::new();
    for n in 0..queries.parse::<u64>()? {
        let source = n * 7919 % u64::from(stories);
        let text = match n % 3 {
            0 => made::edited(&made::story(source, 600), 15, n),
            1 => made::lifted(source, 800, 60, 10),
            _ => made::story(u64::from(stories) + n, 600),
        };
        let print = Fingerprint::of(&text);
        let views: Vec<(u32, &[u8])> = plan(&print)
            .iter()
            .filter_map(|key| Some((*key, shards.get(key)?.as_slice())))
            .collect();
        let found: HashMap<u32, String> = candidates(&print, &views)?
            .iter()
            .map(|candidate| {
                (
                    candidate.story,
                    made::story(u64::from(candidate.story), 600),
                )
            })
            .collect();
        asked.push(json!({"text": text, "source": source, "kind": n % 3, "stored": found}));
    }
    serde_json::to_writer(std::fs::File::create(folder.join("queries.json"))?, &asked)?;
    Ok(())
}
