//! Prints what the native host makes of pages, one JSON line each: the snapshot and the reading.
//! Tests hold them against the browser's: `cargo run --example page -- FILE URL [FILE URL ...]`.

use std::error::Error;

use wireprint::formats::snapshot_html;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    for page in arguments.chunks_exact(2) {
        let html = std::fs::read_to_string(&page[0])?;
        let snapshot = snapshot_html(&html, &page[1]);
        let reading = wireprint::read(&snapshot, &page[0])?;
        println!(
            "{}",
            serde_json::json!({ "snapshot": snapshot, "reading": reading })
        );
    }
    Ok(())
}
