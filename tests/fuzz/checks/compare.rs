//! Any two texts: comparing is symmetric, spans lie in the texts, shares in `[0, 1]`.

use wireprint::overlap::{Story, compare};
use wireprint::report::{Pair, Relation, Span};
use wireprint::text::words;

/// Holds for any bytes.
pub fn check(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    // The halves are told apart by a character that texts do not have; else a text meets itself.
    let (one, two) = text.split_once('\u{1}').unwrap_or((&text, &text));
    let there = compare(&story(one), &story(two));
    within(&there, one, two);
    let back = compare(&story(two), &story(one));
    assert_eq!(there.relation, back.relation);
    assert_eq!((there.a_in_b, there.b_in_a), (back.b_in_a, back.a_in_b));
    assert_eq!(there.edits.len(), back.edits.len());
    if one == two && !words(one).is_empty() {
        assert_eq!(there.relation, Relation::Exact);
    }
}

fn story(text: &str) -> Story {
    Story {
        text: text.to_owned(),
        ..Story::default()
    }
}

fn within(pair: &Pair, one: &str, two: &str) {
    let (in_one, in_two) = (one.chars().count() as u32, two.chars().count() as u32);
    let lies = |[begin, end]: Span, length: u32| begin <= end && end <= length;
    for share in [pair.a_in_b, pair.b_in_a, pair.resemblance, pair.event_score] {
        assert!((0.0..=1.0).contains(&share));
    }
    for passage in &pair.passages {
        assert!(lies(passage.a, in_one) && lies(passage.b, in_two));
    }
    for edit in &pair.edits {
        assert!((0.0..=1.0).contains(&edit.weight));
        assert!(edit.a.is_none_or(|span| lies(span, in_one)));
        assert!(edit.b.is_none_or(|span| lies(span, in_two)));
    }
}
