//! What must hold of any two stories, whatever they are.

use proptest::prelude::*;
use wireprint::fingerprint::Fingerprint;
use wireprint::library::{Memory, StoryHead, families, plan};
use wireprint::overlap::{Story, compare};
use wireprint::report::{Relation, Span};
use wireprint::text::{quotes, sentences, words};

/// Stories of a few words and signs, so that chance gives them much in common.
fn prose() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => "(the|harbour|road|mayor|closed|storm|said|on|Monday|pier|ferry|was|14|3\\.5)",
        2 => "[a-z]{3,9}",
        1 => "(“stay|here,”|\"go|now\"|—|Ellery's|U\\.S\\.|東京で|ürün|\u{301}x|\n\n|\\.)",
    ];
    prop::collection::vec(word, 0..160).prop_map(|words| words.join(" "))
}

fn story(id: &str, text: &str) -> Story {
    Story {
        id: id.to_owned(),
        text: text.to_owned(),
        ..Story::default()
    }
}

fn cut(text: &str, [begin, end]: Span) -> String {
    text.chars()
        .skip(begin as usize)
        .take((end - begin) as usize)
        .collect()
}

fn ends(text: &str) -> (Option<u64>, Option<u64>) {
    let words = words(text);
    (
        words.first().map(|word| word.hash),
        words.last().map(|word| word.hash),
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn comparing_is_symmetric_and_bounded(one in prose(), two in prose()) {
        let there = compare(&story("a", &one), &story("b", &two));
        let back = compare(&story("b", &two), &story("a", &one));
        prop_assert_eq!(there.relation, back.relation);
        prop_assert_eq!((there.a_in_b, there.b_in_a), (back.b_in_a, back.a_in_b));
        let mut mirrored: Vec<_> = back.passages.iter().map(|p| (p.b, p.a, p.quoted)).collect();
        mirrored.sort_unstable();
        let passages: Vec<_> = there.passages.iter().map(|p| (p.a, p.b, p.quoted)).collect();
        prop_assert_eq!(passages, mirrored);
        for share in [there.a_in_b, there.b_in_a, there.resemblance, there.event_score] {
            prop_assert!((0.0..=1.0).contains(&share), "{}", share);
        }
        prop_assert!(there.edits.iter().all(|edit| (0.0..=1.0).contains(&edit.weight)));
    }

    #[test]
    fn passages_lie_in_the_texts_and_begin_and_end_alike(one in prose(), two in prose(), kept in prose()) {
        let (one, two) = (format!("{one} {kept} {two}"), format!("{two} {kept}"));
        let pair = compare(&story("a", &one), &story("b", &two));
        let mut end = 0;
        for passage in &pair.passages {
            prop_assert!(passage.a[0] >= end && passage.a[0] < passage.a[1]);
            end = passage.a[1];
            prop_assert!(passage.a[1] as usize <= one.chars().count());
            prop_assert!(passage.b[1] as usize <= two.chars().count());
            let (in_a, in_b) = (cut(&one, passage.a), cut(&two, passage.b));
            // Of characters hashed with their successor the last may see another successor.
            prop_assert_eq!(ends(&in_a).0.is_some(), ends(&in_b).0.is_some());
            if in_a.is_ascii() && in_b.is_ascii() {
                prop_assert_eq!(ends(&in_a), ends(&in_b));
            }
        }
        for edit in &pair.edits {
            for (span, text) in [(edit.a, &one), (edit.b, &two)] {
                if let Some([begin, end]) = span {
                    prop_assert!(begin <= end && end as usize <= text.chars().count());
                }
            }
        }
    }

    #[test]
    fn a_story_is_an_exact_copy_of_itself(text in prose()) {
        prop_assume!(!words(&text).is_empty());
        let pair = compare(&story("a", &text), &story("b", &text));
        prop_assert_eq!(pair.relation, Relation::Exact);
        prop_assert_eq!((pair.a_in_b, pair.b_in_a, pair.resemblance), (1.0, 1.0, 1.0));
        prop_assert!(pair.edits.is_empty());
    }

    #[test]
    fn any_text_is_read(one in "\\PC{0,300}", two in any::<String>()) {
        for text in [&one, &two] {
            for (begin, end) in quotes(text).into_iter().chain(sentences(text)) {
                prop_assert!(text.get(begin as usize..end as usize).is_some());
            }
            for word in words(text) {
                prop_assert!(text.get(word.begin as usize..word.end as usize).is_some());
            }
        }
        let pair = compare(&story("a", &one), &story("b", &two));
        prop_assert!(pair.relation != Relation::Exact || pair.a_in_b >= 1.0);
    }

    #[test]
    fn fingerprints_come_back_and_random_bytes_do_not(text in prose(), bytes in any::<Vec<u8>>()) {
        let print = Fingerprint::of(&text);
        prop_assert_eq!(Fingerprint::from_bytes(&print.to_bytes()), Ok(print.clone()));
        prop_assert!(Fingerprint::from_bytes(&bytes).is_err());
        for key in plan(&print) {
            prop_assert!(wireprint::library::candidates(&print, &[(key, bytes.as_slice())]).is_err() || bytes.is_empty());
        }
    }

    #[test]
    fn order_of_stories_does_not_change_families(texts in prop::collection::vec(prose(), 2..7)) {
        let stories: Vec<Story> =
            texts.iter().enumerate().map(|(n, text)| story(&n.to_string(), text)).collect();
        let heads: Vec<StoryHead> = stories
            .iter()
            .map(|story| StoryHead { id: story.id.clone(), ..StoryHead::default() })
            .collect();
        let mut pairs = Vec::new();
        for (n, a) in stories.iter().enumerate() {
            pairs.extend(stories[n + 1..].iter().map(|b| compare(a, b)));
        }
        let forward = families(&heads, &pairs);
        pairs.reverse();
        prop_assert_eq!(forward, families(&heads, &pairs));
    }
}

#[test]
fn crafted_text_costs_no_more_than_its_length() {
    // One sentence ten thousand times, and every pair of forty words (de Bruijn-like).
    let sentence = "The harbour is closed for the day. ".repeat(10_000);
    let pair = compare(&story("a", &sentence), &story("b", &sentence[35 * 10..]));
    assert_eq!(pair.relation, Relation::Syndicated);
    let (mut forth, mut back) = (Vec::new(), Vec::new());
    for n in 0..60_000_u64 {
        let step = n.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 59;
        forth.push(format!("w{step}"));
        back.push(format!("w{}", (step * 7 + n) % 32));
    }
    assert!(compare(&story("a", &forth.join(" ")), &story("b", &back.join(" "))).a_in_b < 1.0);
    let mut library = Memory::default();
    let print = Fingerprint::of(&sentence);
    assert!(print.hashes.len() < 20);
    library.insert(&[(1, &print)]).unwrap();
    assert_eq!(library.candidates(&print).unwrap()[0].story, 1);
}
