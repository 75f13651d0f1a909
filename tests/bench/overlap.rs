//! Time of the second half of the core: `cargo bench --bench overlap`.

use divan::Bencher;
use divan::counter::ItemsCount;
use wireprint::fingerprint::Fingerprint;
use wireprint::library::Memory;
use wireprint::overlap::{Prepared, Settings, Story, compare_prepared};

fn main() {
    divan::main();
}

/// A made story of so many words: words of a made language by Zipf's law, some in quotation marks.
fn story(seed: u64, words: usize) -> Story {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let mut text = String::new();
    for place in 0..words {
        let rank = (8000.0_f64).powf((next() % 10_000) as f64 / 10_000.0) as u64;
        let syllables = ["ba", "ko", "ri", "ten", "mu", "sal", "or", "vi"];
        let length = 1 + rank.ilog2() as usize / 3;
        let mut left = rank;
        for _ in 0..length {
            text.push_str(syllables[(left % 8) as usize]);
            left /= 8;
        }
        text.push_str(match place % 60 {
            19 => ". \u{201c}Ha ",
            32 => "\u{201d}, ",
            59 => ".\n\n",
            _ => " ",
        });
    }
    Story {
        id: seed.to_string(),
        text,
        ..Story::default()
    }
}

/// A copy with every fifteenth word changed and the beginning cut.
fn edited(story: &Story) -> Story {
    let words = story.text.split(' ').enumerate().skip(60);
    let words: Vec<&str> = words
        .map(|(place, word)| if place % 15 == 0 { "zanu" } else { word })
        .collect();
    Story {
        text: words.join(" "),
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
    let (a, b) = (Prepared::new(story.clone()), Prepared::new(edited(&story)));
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

#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 20)]
fn look_up_among(bencher: Bencher<'_, '_>, stories: u32) {
    let library = library(stories);
    let query = Fingerprint::of(&edited(&story(77, 600)).text);
    bencher.bench(|| library.candidates(divan::black_box(&query)));
}

#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 20)]
fn add_one_to(bencher: Bencher<'_, '_>, stories: u32) {
    let library = library(stories);
    let print = Fingerprint::of(&story(7_000_000, 600).text);
    bencher
        .with_inputs(|| library.clone())
        .bench_values(|mut library| library.insert(&[(stories, divan::black_box(&print))]));
}

fn library(stories: u32) -> Memory {
    let mut library = Memory::default();
    for first in (0..stories).step_by(1000) {
        let prints: Vec<Fingerprint> = (first..first + 1000)
            .map(|n| Fingerprint::of(&story(u64::from(n), 600).text))
            .collect();
        let numbered: Vec<(u32, &Fingerprint)> = (first..).zip(&prints).collect();
        library.insert(&numbered).expect("a whole library");
    }
    eprintln!(
        "{stories} stories: {} bytes of index a story",
        library.size() / stories as usize
    );
    library
}
