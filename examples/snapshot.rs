//! Prints the native snapshot of pages, one JSON line each, for the test that holds it against the
//! browser's: `cargo run --example snapshot -- FILE URL [FILE URL ...]`.

use std::error::Error;

use wireprint::formats::snapshot_html;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    for page in arguments.chunks_exact(2) {
        let html = std::fs::read_to_string(&page[0])?;
        println!(
            "{}",
            serde_json::to_string(&snapshot_html(&html, &page[1]))?
        );
    }
    Ok(())
}
