//! A passage lifted into another story is found: the smaller twin of `tests/bench/library.rs`.

#[path = "bench/made.rs"]
mod made;

use wireprint::fingerprint::Fingerprint;
use wireprint::library::Memory;
use wireprint::overlap::{Story, compare};
use wireprint::report::Relation;

const STORIES: u32 = 1_500;
const LIFTS: u32 = 300;

fn library() -> Memory {
    let mut library = Memory::default();
    let prints: Vec<Fingerprint> = (0..STORIES)
        .map(|n| Fingerprint::of(&made::story(u64::from(n), 600)))
        .collect();
    let numbered: Vec<(u32, &Fingerprint)> = (0..).zip(&prints).collect();
    library.insert(&numbered).unwrap();
    library
}

#[test]
fn sixty_words_with_a_tenth_edited_are_found_among_all_stories() {
    let library = library();
    let mut missed = Vec::new();
    for n in 0..LIFTS {
        let source = n * (STORIES / LIFTS);
        let text = made::lifted(u64::from(source), 800, 60, 10);
        let found = library.candidates(&Fingerprint::of(&text)).unwrap();
        if !found.iter().any(|candidate| candidate.story == source) {
            missed.push(source);
        }
    }
    assert!(missed.len() * 1000 <= LIFTS as usize, "missed {missed:?}");
}

#[test]
fn what_was_lifted_is_named_and_placed() {
    for source in 0..20 {
        let story = |id: &str, text: String| Story {
            id: id.to_owned(),
            text,
            ..Story::default()
        };
        let pair = compare(
            &story("source", made::story(source, 600)),
            &story("lift", made::lifted(source, 800, 60, 10)),
        );
        assert!(pair.relation <= Relation::SharedQuotes, "{:?}", pair.why);
        let words = pair.b_in_a * 860.0;
        assert!((35.0..=100.0).contains(&words), "{words} words of {source}");
    }
}
