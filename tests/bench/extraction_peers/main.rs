//! Ours and the peers in Rust over pages: `extraction-peers NAME < pages.jsonl` writes
//! `{id, text, ms}` lines, ms of CPU for each page, parsing included; ours gives `parse_ms` too.

use std::io::BufRead;

use cpu_time::ThreadTime;
use serde_json::{Value, json};

/// The text of a page, and the milliseconds after which it was parsed, where that is known.
fn text(name: &str, html: &str, url: &str, begin: ThreadTime) -> (String, Option<f64>) {
    match name {
        "wireprint" => {
            let snapshot = wireprint::formats::snapshot_html(html, url);
            let parsed = milliseconds(begin);
            let reading = wireprint::read(&snapshot, "");
            (reading.map(|reading| reading.text).unwrap_or_default(), Some(parsed))
        }
        "dom_smoothie" => {
            let config = dom_smoothie::Config {
                text_mode: dom_smoothie::TextMode::Formatted,
                ..Default::default()
            };
            let url = url.starts_with("http").then_some(url);
            let article = dom_smoothie::Readability::new(html, url, Some(config))
                .and_then(|mut readability| readability.parse());
            let text = article.map(|article| article.text_content.to_string());
            (text.unwrap_or_default(), None)
        }
        "rs-trafilatura" => {
            let result = rs_trafilatura::extract(html);
            (result.map(|result| result.content_text).unwrap_or_default(), None)
        }
        _ => panic!("wireprint, dom_smoothie or rs-trafilatura"),
    }
}

fn milliseconds(begin: ThreadTime) -> f64 {
    begin.elapsed().as_secs_f64() * 1000.0
}

fn main() {
    let name = std::env::args().nth(1).unwrap_or_default();
    for line in std::io::stdin().lock().lines() {
        let page: Value = serde_json::from_str(&line.expect("text")).expect("a page a line");
        let field = |key: &str| page[key].as_str().unwrap_or_default();
        let begin = ThreadTime::now();
        let (text, parse_ms) = text(&name, field("html"), field("url"), begin);
        let ms = milliseconds(begin);
        println!("{}", json!({"id": field("id"), "text": text, "ms": ms, "parse_ms": parse_ms}));
    }
}
