//! What the hot paths take of memory: how often they ask for it, and the most that they hold. Unlike time
//! that is the same on every machine and every day, so it has a budget (`tests/budgets.toml`) and tells
//! in every test run when a path has begun to do more than it did.

#[path = "bench/made.rs"]
mod made;

use std::hint::black_box;

use allocation_counter::measure;
use serde::Deserialize;
use wireprint::fingerprint::Fingerprint;
use wireprint::formats::snapshot_html;
use wireprint::library::Memory;
use wireprint::overlap::{Prepared, Settings, Story, compare_prepared};
use wireprint::{page::Snapshot, read};

#[derive(Deserialize)]
struct Budgets {
    allocations: std::collections::BTreeMap<String, Budget>,
}

#[derive(Deserialize)]
struct Budget {
    count: u64,
    bytes: u64,
}

/// Runs a path twice, so that what is made once is there, and holds the second time to its budget.
fn hold<T>(path: &str, mut work: impl FnMut() -> T) {
    let budgets: Budgets = toml::from_str(include_str!("budgets.toml")).expect("budgets");
    let Budget { count, bytes } = &budgets.allocations[path];
    black_box(work());
    let used = measure(|| {
        black_box(work());
    });
    let most = used.bytes_max;
    let told = format!(
        "{path}: {} allocations of {count}, {most} bytes of {bytes}",
        used.count_total
    );
    println!("{told}");
    assert!(used.count_total <= *count && most <= *bytes, "{told}");
    // A budget that nobody comes near holds nothing.
    assert!(2 * used.count_total > *count && 2 * most > *bytes, "{told}");
}

fn story(id: &str, text: String) -> Story {
    Story {
        id: id.to_owned(),
        text,
        ..Story::default()
    }
}

/// A page of 600 words with what stands around them.
fn page() -> Snapshot {
    let paragraphs = made::story(3, 600).replace("\n\n", "</p><p>");
    let links: Vec<String> = (0..60)
        .map(|n| format!("<li><a href='/lamp/{n}'>Lamp number {n} is lit</a></li>"))
        .collect();
    let links = links.concat();
    let html = format!(
        "<title>Lamp</title><nav><ul>{links}</ul></nav><article><h1>The lamp is lit</h1>\
         <p>{paragraphs}</p></article><footer>© Lamp</footer>"
    );
    snapshot_html(&html, "https://lamp.example/1")
}

#[test]
fn a_fingerprint_keeps_to_its_budget() {
    let text = made::story(1, 600);
    hold("fingerprint", || Fingerprint::of(&text));
}

#[test]
fn a_comparison_keeps_to_its_budget() {
    let text = made::story(1, 600);
    let a = Prepared::new(story("a", made::edited(&text, 15, 1)));
    let b = Prepared::new(story("b", text));
    hold("compare", || compare_prepared(&a, &b, &Settings::default()));
}

#[test]
fn a_query_keeps_to_its_budget() {
    let mut library = Memory::default();
    let prints: Vec<Fingerprint> = (0..1_000)
        .map(|n| Fingerprint::of(&made::story(n, 600)))
        .collect();
    let numbered: Vec<(u32, &Fingerprint)> = (0..).zip(&prints).collect();
    library.insert(&numbered).expect("whole shards");
    let asked = Fingerprint::of(&made::edited(&made::story(7, 600), 15, 1));
    hold("query", || {
        library.candidates(&asked).expect("whole shards")
    });
}

#[test]
fn a_reading_keeps_to_its_budget() {
    let page = page();
    hold("read", || read(&page, "p").expect("a reading"));
}
