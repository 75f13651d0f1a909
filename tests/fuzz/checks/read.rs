//! Any page: it is read, or refused by an error; what is read points into its own text.

use wireprint::formats::snapshot_html;
use wireprint::{read, read_text};

/// Holds for any bytes.
pub fn check(data: &[u8]) {
    let page = String::from_utf8_lossy(data);
    let url = "https://news.example/2025/05/harbour-road";
    for reading in [
        read(&snapshot_html(&page, url), "page"),
        read_text(&page, "text", url),
    ] {
        let Ok(reading) = reading else { continue };
        let length = reading.text.chars().count() as u32;
        for block in &reading.blocks {
            assert!(block.begin.is_none_or(|begin| begin <= length));
            assert!(block.end.is_none_or(|end| end <= length));
            let within = block.text.chars().count() as u32;
            for mark in &block.marks {
                assert!(mark.begin <= mark.end && mark.end <= within);
            }
        }
    }
}
