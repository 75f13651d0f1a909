//! What a library in a folder costs as it grows: `cargo bench --bench folder -- [STORIES…]`.
//!
//! Made stories of 600 words, of a hundred eight copies of earlier ones with edits and eight with a
//! passage of one, are added to a library on disk, each related to those before it. For each size: minutes to
//! add them all, and bytes a story; milliseconds to look up a story and compare it with all that it may be
//! related to, the library opened for each anew; and how many of a thousand lifts (60 words with a
//! tenth of them edited, in another story of 800 words) find the story that they were taken from.
//! One core.

mod made;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use wireprint::formats::library::{Library, Record};
use wireprint::overlap::{Settings, Story};

const LIFTS: u64 = 1_000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let asked = std::env::args().filter_map(|argument| argument.parse().ok());
    let mut sizes: Vec<u64> = asked.collect();
    if sizes.is_empty() {
        sizes = vec![1_000, 10_000, 100_000];
    }
    println!(
        "{:>9} {:>9} {:>8} {:>8} {:>17} {:>11}",
        "stories", "pairs", "add min", "B/story", "query p50/p95 ms", "lifts found"
    );
    for size in sizes {
        measure(size)?;
    }
    Ok(())
}

fn measure(size: u64) -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let settings = Settings::default();
    let begin = Instant::now();
    let added =
        Library::open_to_write(folder.path())?.add((0..size).map(|n| Ok(record(n))), &settings)?;
    let minutes = begin.elapsed().as_secs_f64() / 60.0;
    let mut times = Vec::new();
    let mut found = 0;
    for n in 0..LIFTS {
        // One that is neither a copy nor has a passage itself.
        let source = n * size / LIFTS / 10 * 10 + 5;
        let lift = Story {
            text: made::lifted(source, 800, 60, 10),
            ..Story::default()
        };
        let begin = Instant::now();
        let related = Library::open(folder.path())?.query(lift, &settings)?;
        times.push(begin.elapsed());
        let name = source.to_string();
        found += u64::from(related.iter().any(|one| one.record.id == name));
    }
    println!(
        "{size:>9} {:>9} {minutes:>8.1} {:>8} {:>17} {:>11}",
        added.pairs,
        bytes(folder.path())? / size,
        percentiles(times),
        format!("{:.1} %", (found * 100) as f64 / LIFTS as f64)
    );
    Ok(())
}

/// A story, named by its number.
fn record(number: u64) -> Record {
    let earlier = number * 7 / 10;
    let text = match number % 10 {
        0 => made::edited(&made::story(earlier, 600), 15, number),
        1 => made::lifted(earlier, 700, 60, 10),
        _ => made::story(number, 600),
    };
    Record {
        id: number.to_string(),
        text,
        ..Record::default()
    }
}

fn bytes(folder: &Path) -> std::io::Result<u64> {
    fs::read_dir(folder)?
        .map(|file| Ok(file?.metadata()?.len()))
        .sum()
}

fn percentiles(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let at = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f64() * 1e3;
    format!("{:.2}/{:.2}", at(50), at(95))
}
