//! What a library costs as it grows, and what it finds: `cargo bench --bench library -- [STORIES…]`.
//!
//! Made stories of 600 words fill libraries of 1,000, 10,000 and 100,000 stories (1,000,000 when
//! asked for). For each size: bytes of index a story; milliseconds to add one more story, to look a
//! story up, and to look it up and compare it with all its candidates; and how many of a thousand
//! lifts (60 words with a tenth of them edited, in another story of 800 words) find the story that
//! they were taken from. One core.

mod made;

use std::time::{Duration, Instant};

use wireprint::fingerprint::Fingerprint;
use wireprint::library::{Found, Memory, related};
use wireprint::overlap::{Prepared, Settings, Story};

const LIFTS: u32 = 1_000;
/// Stories added one by one: twice as many as pass until each shard has had its turn to be written.
const ADDED: u32 = 512;

fn main() {
    let asked = std::env::args().filter_map(|argument| argument.parse().ok());
    let mut sizes: Vec<u32> = asked.collect();
    if sizes.is_empty() {
        sizes = vec![1_000, 10_000, 100_000];
    }
    println!(
        "{:>9} {:>8} {:>7} {:>15} {:>17} {:>11} {:>22} {:>11}",
        "stories",
        "postings",
        "B/story",
        "add p50/p95 ms",
        "query p50/p95 ms",
        "candidates",
        "+ compare p50/p95 ms",
        "lifts found"
    );
    for size in sizes {
        measure(size);
    }
}

fn measure(size: u32) {
    let (mut library, postings) = fill(size);
    let bytes = library.size() / size as usize;
    let (mut query, mut verify, mut add) = (Vec::new(), Vec::new(), Vec::new());
    let mut compared = Vec::new();
    let mut found = 0;
    for n in 0..LIFTS {
        let source = (u64::from(n) * u64::from(size) / u64::from(LIFTS)) as u32;
        let lift = Prepared::new(story(made::lifted(u64::from(source), 800, 60, 10)));
        let begin = Instant::now();
        let candidates = library
            .candidates(&lift.fingerprint())
            .expect("whole shards");
        query.push(begin.elapsed());
        found += u32::from(candidates.iter().any(|candidate| candidate.story == source));
        if n % 10 > 0 {
            continue;
        }
        // The stored stories' texts are not kept here: they are made again, which is not counted.
        let texts: Vec<Found> = candidates
            .iter()
            .map(|candidate| Found {
                candidate: *candidate,
                story: story(made::story(u64::from(candidate.story), 600)),
            })
            .collect();
        compared.push(texts.len());
        let begin = Instant::now();
        std::hint::black_box(related(&lift, texts, &Settings::default()).count());
        verify.push(begin.elapsed() + query[query.len() - 1]);
    }
    for n in 0..ADDED {
        let print = Fingerprint::of(&made::story(u64::from(size + n), 600));
        let begin = Instant::now();
        library.insert(&[(size + n, &print)]).expect("whole shards");
        add.push(begin.elapsed());
    }
    compared.sort_unstable();
    println!(
        "{size:>9} {postings:>8} {bytes:>7} {:>15} {:>17} {:>11} {:>22} {:>11}",
        percentiles(add),
        percentiles(query),
        format!(
            "{}/{}",
            compared[compared.len() / 2],
            compared[compared.len() * 95 / 100]
        ),
        percentiles(verify),
        format!("{:.1} %", f64::from(found * 100) / f64::from(LIFTS))
    );
}

fn story(text: String) -> Story {
    Story {
        text,
        ..Story::default()
    }
}

/// A library of so many stories, and how many postings each has.
fn fill(size: u32) -> (Memory, usize) {
    let mut library = Memory::default();
    let mut postings = 0;
    // Large batches: each writes every shard once.
    let batch = (size / 20).max(1_000);
    for first in (0..size).step_by(batch as usize) {
        let last = (first + batch).min(size);
        let prints: Vec<Fingerprint> = (first..last)
            .map(|n| Fingerprint::of(&made::story(u64::from(n), 600)))
            .collect();
        postings += prints
            .iter()
            .map(|print| print.hashes.len() + print.events.len())
            .sum::<usize>();
        let numbered: Vec<(u32, &Fingerprint)> = (first..).zip(&prints).collect();
        library.insert(&numbered).expect("whole shards");
    }
    (library, postings / size as usize)
}

fn percentiles(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let at = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f64() * 1e3;
    format!("{:.2}/{:.2}", at(50), at(95))
}
