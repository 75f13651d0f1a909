//! What one page, one comparison and one look-up cost as they grow: `cargo bench --bench sizes`. What a
//! library costs as it grows is measured by `library.rs` beside this file.
//!
//! Three tables: reading a page, by its nodes (parsing is not counted); fingerprinting and comparing, by
//! the words of a story and of its copy, one word in fifteen edited; looking up and comparing, by how
//! many such copies of the story are stored beside ten thousand others. Medians and 95th percentiles of
//! repeated runs, on one core.

mod made;

use std::hint::black_box;
use std::time::{Duration, Instant};

use wireprint::fingerprint::Fingerprint;
use wireprint::formats::snapshot_html;
use wireprint::library::{Found, Memory, related};
use wireprint::overlap::{Prepared, Settings, Story, compare_prepared};
use wireprint::page::Snapshot;
use wireprint::read;

const NODES: [usize; 6] = [300, 1_000, 3_000, 10_000, 30_000, 100_000];
const WORDS: [usize; 6] = [150, 300, 600, 1_200, 2_400, 4_800];
const COPIES: [u64; 5] = [0, 10, 30, 100, 300];
/// Stories beside the copies.
const OTHERS: u64 = 10_000;

/// How long something is repeated, and how often at least.
const LONG: Duration = Duration::from_secs(2);
const OFTEN: usize = 9;

fn main() {
    println!("page: nodes, ms p50/p95, us a node");
    for nodes in NODES {
        let page = page(nodes);
        let nodes = page.node_name.len();
        let (times, median) = timed(|| read(&page, "p").expect("a reading"));
        println!("{nodes} {times} {:.2}", median * 1e3 / nodes as f64);
    }
    println!("story: words, fingerprint ms p50/p95, compare ms p50/p95");
    for words in WORDS {
        let text = made::story(1, words);
        let (print, _) = timed(|| Fingerprint::of(&text));
        let copy = Prepared::new(story(made::edited(&text, 15, 1)));
        let whole = Prepared::new(story(text));
        let (compare, _) = timed(|| compare_prepared(&copy, &whole, &Settings::default()));
        println!("{words} {print} {compare}");
    }
    println!("copies: copies, look up ms p50/p95, and compare ms p50/p95, related");
    for copies in COPIES {
        look_up(copies);
    }
}

fn look_up(copies: u64) {
    let text = made::story(1, 600);
    let texts: Vec<String> = (0..copies)
        .map(|n| made::edited(&text, 15, 2 + n))
        .chain((0..OTHERS).map(|n| made::story(1_000 + n, 600)))
        .collect();
    let prints: Vec<Fingerprint> = texts.iter().map(|text| Fingerprint::of(text)).collect();
    let numbered: Vec<(u32, &Fingerprint)> = (0..).zip(&prints).collect();
    let mut library = Memory::default();
    library.insert(&numbered).expect("whole shards");
    let asked = Prepared::new(story(text));
    let print = asked.fingerprint();
    let (query, _) = timed(|| library.candidates(&print).expect("whole shards"));
    let settings = Settings::default();
    let with_texts = || {
        let candidates = library.candidates(&print).expect("whole shards");
        let found: Vec<Found> = candidates
            .iter()
            .map(|candidate| Found {
                candidate: *candidate,
                story: story(texts[candidate.story as usize].clone()),
            })
            .collect();
        related(&asked, found, &settings).count()
    };
    let (compare, _) = timed(with_texts);
    println!("{copies} {query} {compare} {}", with_texts());
}

/// Median and 95th percentile in milliseconds, as they are printed, and the median.
fn timed<T>(mut work: impl FnMut() -> T) -> (String, f64) {
    black_box(work());
    let mut times = Vec::new();
    let begin = Instant::now();
    while times.len() < OFTEN || begin.elapsed() < LONG {
        let one = Instant::now();
        black_box(work());
        times.push(one.elapsed());
    }
    times.sort_unstable();
    let at = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f64() * 1e3;
    (format!("{:.3}/{:.3}", at(50), at(95)), at(50))
}

fn story(text: String) -> Story {
    Story {
        text,
        ..Story::default()
    }
}

/// A page of about so many nodes: a story of half as many words, at most of three thousand, and links.
fn page(nodes: usize) -> Snapshot {
    let paragraphs = made::story(3, (nodes / 2).min(3_000)).replace("\n\n", "</p><p>");
    let taken = 2 * paragraphs.matches("<p>").count();
    let links: Vec<String> = (0..nodes.saturating_sub(taken) / 3)
        .map(|n| format!("<li><a href='/lamp/{n}'>Lamp number {n} is lit</a></li>"))
        .collect();
    let links = links.concat();
    let html = format!(
        "<title>Lamp</title><nav><ul>{links}</ul></nav><article><h1>The lamp is lit</h1>\
         <p>{paragraphs}</p></article><footer>© Lamp</footer>"
    );
    snapshot_html(&html, "https://lamp.example/1")
}
