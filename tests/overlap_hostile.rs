//! Text as machines and vandals make it: read from scans, stripped of its points, cut short,
//! repeated ten thousand times. Work is not timed but bounded by what is counted: the unit tests of
//! `overlap::runs` count pairs and runs, these count what comes out.

#[path = "bench/made.rs"]
mod made;

use wireprint::fingerprint::Fingerprint;
use wireprint::library::Memory;
use wireprint::overlap::{Story, compare};
use wireprint::report::{Pair, Relation, Side};
use wireprint::text::sentences;

fn story(id: &str, text: &str) -> Story {
    Story {
        id: id.to_owned(),
        text: text.to_owned(),
        ..Story::default()
    }
}

fn against(text: &str, other: &str) -> Pair {
    compare(&story("a", text), &story("b", other))
}

/// Whether a library that holds the one finds it by the other.
fn found(stored: &str, query: &str) -> bool {
    let mut library = Memory::default();
    library.insert(&[(1, &Fingerprint::of(stored))]).unwrap();
    let found = library.candidates(&Fingerprint::of(query)).unwrap();
    found.iter().any(|candidate| candidate.shared > 0)
}

const WIRE: &str = "The council of Port Ellery voted on Monday to close the old harbour road for \
    14 months while the sea wall is rebuilt.\n\nMayor Agnes Tull said the work would cost 3.5 \
    million crowns. \u{201c}We cannot wait for the next storm to decide for us,\u{201d} she told \
    reporters after the vote, in which nine of eleven members agreed.\n\nShopkeepers along the quay \
    fear that fewer visitors will come during the works, and want the parking near the lighthouse \
    to be free until the road is open again.";

#[test]
fn invisible_characters_and_capitals_are_typography() {
    let invisible = WIRE.replace("ou", "o\u{ad}u").replace("er", "e\u{200b}r");
    let bom = format!("\u{feff}{}", WIRE.replace(' ', " \u{2060}"));
    for copy in [invisible, bom, WIRE.to_uppercase(), WIRE.to_lowercase()] {
        let pair = against(WIRE, &copy);
        assert_eq!(pair.relation, Relation::Exact, "{copy}");
        assert!(found(WIRE, &copy));
    }
}

#[test]
fn text_without_points_and_capitals_is_a_copy() {
    let heard: String = WIRE
        .chars()
        .filter(|c| c.is_alphanumeric() || c.is_whitespace())
        .collect();
    let heard = heard.to_lowercase().replace('\n', " ").replace("35", "3.5");
    let pair = against(WIRE, &heard);
    assert_eq!(pair.relation, Relation::Syndicated);
    assert_eq!((pair.a_in_b, pair.b_in_a), (1.0, 1.0));
    assert!(found(WIRE, &heard));
}

#[test]
fn text_that_a_machine_cut_is_a_cut_copy() {
    let half = format!("{}…", &WIRE[..WIRE.len() * 3 / 5]);
    let pair = against(WIRE, &half);
    assert_eq!(pair.relation, Relation::Partial);
    assert_eq!(pair.cut, Some(Side::B));
    assert!(pair.b_in_a > 0.97, "{}", pair.b_in_a);
    assert!(found(WIRE, &half));
}

#[test]
fn text_from_a_scan_is_found_and_is_a_copy() {
    let clean = made::story(4, 600);
    // Letters are read wrongly now and then, so that about one word in eight is another; or two and
    // a half times as often, so that more than one in four is.
    for ([e, o, l, i], words, least) in [([15, 15, 10, 20], 8, 0.95), ([6, 6, 4, 8], 4, 0.85)] {
        let mut letters = 0;
        let scan: String = clean
            .chars()
            .map(|c| {
                letters += 1;
                match c {
                    'e' if letters % e == 0 => 'c',
                    'o' if letters % o == 0 => '0',
                    'l' if letters % l == 0 => '1',
                    'i' if letters % i == 0 => 'l',
                    other => other,
                }
            })
            .collect();
        let in_both = clean.split(' ').zip(scan.split(' '));
        let wrong = in_both.filter(|(one, other)| one != other).count();
        let all = clean.split(' ').count();
        assert!(wrong * (words + 1) > all, "{wrong} of {all} words");
        let pair = against(&clean, &scan);
        assert_eq!(pair.relation, Relation::Syndicated, "{:?}", pair.why);
        assert!(pair.a_in_b > least, "{}", pair.a_in_b);
        assert!(found(&clean, &scan));
    }
}

#[test]
fn one_sentence_ten_thousand_times_is_one_passage() {
    let page = "The harbour is closed for the day. ".repeat(10_000);
    let pair = against(&page, &page[35 * 10..]);
    assert_eq!(pair.relation, Relation::Syndicated);
    assert!(pair.passages.len() < 10 && pair.edits.len() <= 200);
    assert!(Fingerprint::of(&page).hashes.len() < 20);
    // Against a story that says it once, and against another page of the kind.
    assert!(against(&page, WIRE).passages.len() < 10);
    let other = "The ferry waits for the tide again. ".repeat(10_000);
    assert!(against(&page, &other).passages.len() < 10);
}

#[test]
fn every_group_of_words_once_gives_few_passages_and_edits() {
    // A de Bruijn sequence of three words over 32: every anchor stands once, every diagonal breaks.
    let sequence = de_bruijn(32, 3);
    let forth: Vec<String> = sequence.iter().map(|n| format!("w{n}")).collect();
    let back: Vec<String> = sequence.iter().rev().map(|n| format!("w{n}")).collect();
    let pair = against(&forth.join(" "), &back.join(" "));
    assert!(pair.a_in_b < 1.0 && pair.edits.len() <= 200);
    assert!(pair.passages.len() <= sequence.len() / 3);
}

/// All sequences of `length` letters of an alphabet of `size`, overlapping (Lyndon words).
fn de_bruijn(size: usize, length: usize) -> Vec<usize> {
    fn extend(at: usize, period: usize, word: &mut Vec<usize>, size: usize, out: &mut Vec<usize>) {
        let length = word.len() - 1;
        if at > length {
            if length.is_multiple_of(period) {
                out.extend_from_slice(&word[1..=period]);
            }
            return;
        }
        word[at] = word[at - period];
        extend(at + 1, period, word, size, out);
        for letter in word[at - period] + 1..size {
            word[at] = letter;
            extend(at + 1, at, word, size, out);
        }
    }
    let mut out = Vec::new();
    extend(1, 1, &mut vec![0; length + 1], size, &mut out);
    out
}

#[test]
fn long_runs_of_one_character_are_read() {
    for unit in [
        "a", "a ", ".", ". ", "\"", "“", "— ", "\u{301}", "東", "7", "' ", "\n",
    ] {
        let text = unit.repeat(300_000 / unit.len());
        let pair = against(&text, &format!("{text} and a little more"));
        assert!(pair.passages.len() < 10, "{unit:?}");
        assert!(Fingerprint::of(&text).hashes.len() < 20, "{unit:?}");
        assert!(sentences(&text).len() <= text.len());
        // Such a run is no text that could be shared.
        assert!(
            !matches!(pair.relation, Relation::Partial | Relation::SharedQuotes),
            "{unit:?}: {:?}",
            pair.why
        );
    }
}

#[test]
fn thousands_of_credits_and_passages_stay_few_edits() {
    let extras = |from: usize| {
        (from..from + 5_000)
            .map(|n| format!("© {n} Port Press"))
            .collect()
    };
    let a = Story {
        extras: extras(0),
        ..story("a", WIRE)
    };
    let b = Story {
        extras: extras(2_500),
        ..story("b", &format!("{WIRE} It rained."))
    };
    assert_eq!(compare(&a, &b).edits.len(), 200);
}
