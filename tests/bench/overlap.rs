//! Time of the second half of the core, story by story: `cargo bench --bench overlap`. What a whole
//! library costs is measured by `library.rs` beside this file.

use divan::Bencher;
use divan::counter::ItemsCount;
use wireprint::fingerprint::Fingerprint;
use wireprint::library::Memory;
use wireprint::overlap::{Prepared, Settings, Story, compare_prepared};

mod made;

fn main() {
    divan::main();
}

fn story(seed: u64, words: usize) -> Story {
    Story {
        id: seed.to_string(),
        text: made::story(seed, words),
        ..Story::default()
    }
}

/// A desk's copy: the beginning cut and every fifteenth word changed.
fn copy(story: &Story) -> Story {
    let (_, rest) = story.text.split_once("\n\n").unwrap_or_default();
    Story {
        text: made::edited(rest, 15, 1),
        ..story.clone()
    }
}

#[divan::bench]
fn fingerprint_600_words(bencher: Bencher<'_, '_>) {
    let story = story(1, 600);
    bencher
        .counter(ItemsCount::new(1_usize))
        .bench(|| Fingerprint::of(divan::black_box(&story.text)));
}

#[divan::bench]
fn prepare_600_words(bencher: Bencher<'_, '_>) {
    let story = story(1, 600);
    bencher
        .counter(ItemsCount::new(1_usize))
        .bench(|| Prepared::new(divan::black_box(story.clone())));
}

#[divan::bench]
fn verify_a_copy(bencher: Bencher<'_, '_>) {
    let story = story(1, 600);
    let (a, b) = (Prepared::new(story.clone()), Prepared::new(copy(&story)));
    bencher.counter(ItemsCount::new(1_usize)).bench(|| {
        compare_prepared(
            divan::black_box(&a),
            divan::black_box(&b),
            &Settings::default(),
        )
    });
}

#[divan::bench]
fn verify_two_other_stories(bencher: Bencher<'_, '_>) {
    let (a, b) = (Prepared::new(story(1, 600)), Prepared::new(story(2, 600)));
    bencher.counter(ItemsCount::new(1_usize)).bench(|| {
        compare_prepared(
            divan::black_box(&a),
            divan::black_box(&b),
            &Settings::default(),
        )
    });
}

/// The pairs as they come: every candidate pair of the shared benchmark, where it is there.
#[divan::bench(sample_count = 5)]
fn verify_the_candidates_of_the_benchmark(bencher: Bencher<'_, '_>) {
    let stories = benchmark();
    let mut library = Memory::default();
    let prints: Vec<Fingerprint> = stories.iter().map(Prepared::fingerprint).collect();
    let numbered: Vec<(u32, &Fingerprint)> = (0..).zip(&prints).collect();
    library.insert(&numbered).expect("whole shards");
    let pairs: Vec<(u32, u32)> = numbered
        .iter()
        .flat_map(|(story, print)| {
            let found = library.candidates(print).expect("whole shards");
            let others = found.into_iter().map(|candidate| candidate.story);
            others
                .filter(|other| other > story)
                .map(|other| (*story, other))
        })
        .collect();
    bencher.counter(ItemsCount::new(pairs.len())).bench(|| {
        for (a, b) in &pairs {
            let (a, b) = (&stories[*a as usize], &stories[*b as usize]);
            divan::black_box(compare_prepared(a, b, &Settings::default()));
        }
    });
}

/// Stories of the shared benchmark; none where it is not there.
fn benchmark() -> Vec<Prepared> {
    let folder = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../shared/bench/overlap/synthetic"
    );
    let unpacked = std::process::Command::new("gzip")
        .args(["-dc", &format!("{folder}/stories.jsonl.gz")])
        .output();
    let text = unpacked.map(|output| output.stdout).unwrap_or_default();
    text.split(|byte| *byte == b'\n')
        .filter_map(|line| serde_json::from_slice::<serde_json::Value>(line).ok())
        .map(|line| {
            Prepared::new(Story {
                id: line["id"].as_str().unwrap_or_default().to_owned(),
                text: line["body"].as_str().unwrap_or_default().to_owned(),
                ..Story::default()
            })
        })
        .collect()
}
