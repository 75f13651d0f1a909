//! What must hold of any two stories, whatever they are.

use proptest::prelude::*;
use wireprint::fingerprint::Fingerprint;
use wireprint::library::{Memory, StoryHead, families, plan};
use wireprint::overlap::{Prepared, Settings, Story, compare, compare_prepared};
use wireprint::report::{EditType, Pair, Relation, Span};
use wireprint::text::{Word, quotes, sentences, words};

/// Stories of a few words and signs, so that chance gives them much in common.
fn prose() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => "(the|harbour|road|mayor|closed|storm|said|on|Monday|pier|ferry|was|14|3\\.5)",
        2 => "[a-z]{3,9}",
        1 => "(“stay|here,”|\"go|now\"|—|Ellery's|U\\.S\\.|東京で|ürün|\u{301}x|\n\n|\\.)",
    ];
    prop::collection::vec(word, 0..160).prop_map(|words| words.join(" "))
}

/// The same without quotations and other scripts.
fn plain() -> impl Strategy<Value = String> {
    let word =
        "(the|harbour|road|mayor|closed|storm|said|on|Monday|pier|ferry|was|14|3\\.5|[a-z]{3,9})";
    prop::collection::vec(word, 0..120).prop_map(|words| words.join(" "))
}

/// The words before some that are moved, those, and the words after them.
fn moved() -> impl Strategy<Value = (String, String, String)> {
    let words = |count| {
        prop::collection::vec("[a-z]{4,9}", count).prop_map(|words: Vec<String>| words.join(" "))
    };
    (words(6..12), words(5..9), words(6..12))
}

fn story(id: &str, text: &str) -> Story {
    Story {
        id: id.to_owned(),
        text: text.to_owned(),
        ..Story::default()
    }
}

/// The edits of a pair in some order, seen from the other story where `mirrored`.
fn changes(pair: &Pair, mirrored: bool) -> Vec<String> {
    let mut changes: Vec<String> = pair
        .edits
        .iter()
        .map(|edit| {
            let (kind, weight) = (edit.kind, edit.weight);
            let (a, b) = ((edit.a, &edit.from), (edit.b, &edit.to));
            if !mirrored {
                return format!("{kind:?} {weight} {a:?} {b:?}");
            }
            let kind = match kind {
                EditType::Dropped => EditType::Added,
                EditType::Added => EditType::Dropped,
                EditType::Split => EditType::Merged,
                EditType::Merged => EditType::Split,
                same => same,
            };
            format!("{kind:?} {weight} {b:?} {a:?}")
        })
        .collect();
    changes.sort_unstable();
    changes
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
    fn comparing_is_symmetric_and_bounded(one in prose(), two in prose(), kept in prose()) {
        let (one, two) = (format!("{one} {kept}"), format!("{kept} {two}"));
        let there = compare(&story("a", &one), &story("b", &two));
        let back = compare(&story("b", &two), &story("a", &one));
        prop_assert_eq!(there.relation, back.relation);
        prop_assert_eq!((there.a_in_b, there.b_in_a), (back.b_in_a, back.a_in_b));
        let mut mirrored: Vec<_> = back.passages.iter().map(|p| (p.b, p.a, p.quoted)).collect();
        mirrored.sort_unstable();
        let passages: Vec<_> = there.passages.iter().map(|p| (p.a, p.b, p.quoted)).collect();
        prop_assert_eq!(passages, mirrored);
        prop_assert_eq!(changes(&there, false), changes(&back, true));
        for share in [there.a_in_b, there.b_in_a, there.resemblance, there.event_score] {
            prop_assert!((0.0..=1.0).contains(&share), "{}", share);
        }
        prop_assert!(there.edits.iter().all(|edit| (0.0..=1.0).contains(&edit.weight)));
    }

    #[test]
    fn passages_lie_in_the_texts_and_begin_and_end_alike(one in prose(), two in prose(), kept in prose()) {
        let (one, two) = (format!("{one} {kept} {two}"), format!("{two} {kept}"));
        let pair = compare(&story("a", &one), &story("b", &two));
        let mut in_b: Vec<Span> = pair.passages.iter().map(|passage| passage.b).collect();
        in_b.sort_unstable();
        prop_assert!(in_b.windows(2).all(|spans| spans[0][1] <= spans[1][0]), "{:?}", in_b);
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
    fn containments_are_the_shares_of_words_in_passages(
        one in plain(), kept in plain(), (before, moved, after) in moved(), two in plain(),
    ) {
        // `moved` stands in the middle of a passage on one side, and by itself on the other.
        let (one, two) = (
            format!("{one} {kept}. {before} {moved} {after}."),
            format!("{kept} {two}. {before} {after}. {two} {moved}."),
        );
        let pair = compare(&story("a", &one), &story("b", &two));
        prop_assume!(pair.relation <= Relation::SharedQuotes && pair.relation != Relation::Exact);
        let within = |text: &str, spans: &[Span]| {
            let inside = |word: &&Word| spans.iter().any(|[b, e]| *b <= word.begin && word.end <= *e);
            let words = words(text);
            let count = words.iter().filter(inside).count();
            count as f32 / words.len() as f32
        };
        let (in_a, in_b): (Vec<Span>, Vec<Span>) = pair.passages.iter().map(|p| (p.a, p.b)).unzip();
        prop_assert!((within(&one, &in_a) - pair.a_in_b).abs() < 1e-3, "{:?}", pair);
        prop_assert!((within(&two, &in_b) - pair.b_in_a).abs() < 1e-3, "{:?}", pair);
    }

    #[test]
    fn order_of_insertion_does_not_change_what_is_found(texts in prop::collection::vec(prose(), 2..9)) {
        let prints: Vec<Fingerprint> = texts.iter().map(|text| Fingerprint::of(text)).collect();
        let numbered: Vec<(u32, &Fingerprint)> = (0..).zip(&prints).collect();
        let (mut forth, mut back) = (Memory::default(), Memory::default());
        forth.insert(&numbered).unwrap();
        for one in numbered.iter().rev() {
            back.insert(&[*one]).unwrap();
        }
        for (number, print) in &numbered {
            let found = forth.candidates(print).unwrap();
            prop_assert_eq!(&found, &back.candidates(print).unwrap());
            back.remove(*number, print).unwrap();
            prop_assert!(back.candidates(print).unwrap().iter().all(|c| c.story != *number));
            back.insert(&[(*number, print)]).unwrap();
        }
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
    fn fingerprints_come_back_and_random_bytes_do_not(
        text in prose(),
        bytes in any::<Vec<u8>>(),
        place in any::<prop::sample::Index>(),
        flip in 1..=u8::MAX,
    ) {
        let print = Fingerprint::of(&text);
        let stored = print.to_bytes();
        prop_assert_eq!(Fingerprint::from_bytes(&stored), Ok(print.clone()));
        let mut damaged = stored.clone();
        damaged[place.index(stored.len())] ^= flip;
        prop_assert!(Fingerprint::from_bytes(&damaged).is_err());
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

const BASE: &str = "The tide mill at Cold Point grinds again after eleven winters, and the miller \
    opens the gates twice a day for anyone who cares to watch the wheel turn in the dark water.";

/// The relation of a base text and another that both hold `shared`, with the reasons.
fn sharing(one: &str, two: &str, shared: &str) -> (Relation, String) {
    let pair = compare(
        &story("a", &format!("{one}\n\n{shared}")),
        &story("b", &format!("{two}\n\n{shared}")),
    );
    (pair.relation, pair.why.join("; "))
}

const OTHER: &str = "Parking along the quay of Northmere will cost more from May, the council \
    decided after four hours of debate, and three members left the hall before the vote was taken.";

#[test]
fn stock_names_and_repeats_are_filtered_and_said() {
    for (shared, reason) in [
        (
            "Copyright 2025 The Northern Wire and its members. All rights reserved. Sign up for our \
             newsletter to get the best of the day.",
            "stock phrases of notices and asks",
        ),
        (
            "Agnes Tull, Tom Orme, Maud Vale, Ilse Brandt, Karl Henning, Ruth Dacey, Owen Pryce, \
             Lena Moberg, Piet Vries, Anna Sorel",
            "names alone",
        ),
        (
            "ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha",
            "a few words repeated",
        ),
    ] {
        let (relation, why) = sharing(BASE, OTHER, shared);
        assert!(relation >= Relation::SameEvent, "{shared}: {why}");
        assert!(why.contains(reason), "{shared}: {why}");
    }
    let (relation, _) = sharing(
        BASE,
        OTHER,
        "The harbour master found the missing bell under the old slipway on the morning of the fair.",
    );
    assert_eq!(relation, Relation::Partial);
}

#[test]
fn the_reasons_give_counts_thresholds_and_the_rarest_passage() {
    let shared = "The harbour master found the missing bell under the old slipway on the morning of \
        the fair, wrapped in a sail.";
    let (_, why) = sharing(BASE, OTHER, shared);
    for part in [
        "21 in one passage (14 are enough)",
        "narrative, 0 quoted",
        "words of a and",
    ] {
        assert!(why.contains(part), "{part}: {why}");
    }
    assert!(
        why.contains("the rarest passage has") && why.contains("missing bell"),
        "{why}"
    );
}

#[test]
fn thresholds_and_the_gap_can_be_set() {
    let shared = "The harbour master found the missing bell under the old slipway on the morning of the fair.";
    let a = Prepared::new(story("a", &format!("{BASE}\n\n{shared}")));
    let b = Prepared::new(story("b", &format!("{OTHER}\n\n{shared}")));
    let relation = |settings: &Settings| compare_prepared(&a, &b, settings).relation;
    assert_eq!(relation(&Settings::default()), Relation::Partial);
    let strict = Settings {
        passage: 40,
        total: 80,
        ..Settings::default()
    };
    assert!(relation(&strict) >= Relation::SameEvent);
    let loose = Settings {
        copy: 0.2,
        ..Settings::default()
    };
    assert_eq!(relation(&loose), Relation::Syndicated);
    // Six words put between are bridged unless the gap may only be three.
    let apart = shared.replace(
        "the old slipway",
        "what was left of the old and rotten slipway",
    );
    let c = Prepared::new(story("c", &apart));
    let d = Prepared::new(story("d", shared));
    let passages = |gap| {
        compare_prepared(
            &c,
            &d,
            &Settings {
                gap,
                ..Settings::default()
            },
        )
        .passages
    };
    assert_eq!(passages(14).len(), 1);
    assert!(passages(3).len() > 1);
}

#[test]
fn moved_merged_and_split_paragraphs_are_found() {
    let parts = [
        BASE,
        OTHER,
        "The bell was hung again before noon.",
        "Two hundred people came to see it.",
    ];
    let one = parts.join("\n\n");
    let two = [
        parts[2],
        " ",
        parts[3],
        "\n\n",
        parts[1],
        "\n\n",
        &parts[0].replace(", and", ".\n\nAnd"),
    ]
    .concat();
    let pair = compare(&story("a", &one), &story("b", &two));
    assert_eq!(pair.relation, Relation::Syndicated);
    assert!(pair.a_in_b > 0.95 && pair.b_in_a > 0.95, "{pair:?}");
    let kinds: Vec<EditType> = pair.edits.iter().map(|edit| edit.kind).collect();
    for kind in [EditType::Moved, EditType::Merged, EditType::Split] {
        assert!(kinds.contains(&kind), "{kind:?}: {kinds:?}");
    }
}

#[test]
fn scripts_of_the_world_are_compared() {
    for (one, two) in [
        (
            "東部の港町エレリーの議会は月曜日、高潮堤の再建のため旧港湾道路を十四か月閉鎖することを決めた。商店主らは観光客の減少を心配している。",
            "エレリーの議会は月曜日、高潮堤の再建のため旧港湾道路を十四か月閉鎖することを決めた。商店主らは観光客の減少を心配しているという。",
        ),
        (
            "صوت مجلس مدينة إيليري يوم الاثنين على إغلاق طريق الميناء القديم لمدة أربعة عشر شهرا حتى يعاد بناء السور البحري",
            "صوّت مجلس مدينة إيليري يوم الاثنين على إغلاق طريق الميناء القديم لمدة أربعة عشر شهرًا حتى يعاد بناء السور البحري",
        ),
        (
            "Совет города Эллери проголосовал в понедельник за закрытие старой портовой дороги на четырнадцать месяцев, пока строят новую дамбу.",
            "Совет города Эллери проголосовал в понедельник за закрытие старой портовой дороги на четырнадцать месяцев, пока строят дамбу.",
        ),
        (
            "สภาเมืองเอลเลอรีลงมติเมื่อวันจันทร์ให้ปิดถนนท่าเรือเก่าเป็นเวลาสิบสี่เดือนระหว่างการสร้างกำแพงกันคลื่นใหม่",
            "สภาเมืองเอลเลอรีลงมติให้ปิดถนนท่าเรือเก่าเป็นเวลาสิบสี่เดือนระหว่างการสร้างกำแพงกันคลื่นใหม่",
        ),
    ] {
        let pair = compare(&story("a", one), &story("b", two));
        assert!(
            pair.relation <= Relation::Syndicated,
            "{one}: {:?}",
            pair.why
        );
        let (a, b) = (Fingerprint::of(one), Fingerprint::of(two));
        assert!(a.hashes.iter().any(|hash| b.hashes.contains(hash)), "{one}");
    }
}

const STATEMENT: &str = "“The mill belongs to nobody but the tide, and we only borrow it twice a \
    day,” said the miller, Maud Vale.";

#[test]
fn each_relation_is_told_from_the_next() {
    let with = |text: &str, more: &str| format!("{text}\n\n{more}");
    let own = with(BASE, STATEMENT);
    let same_event = "Cold Point's tide mill is grinding once more after eleven winters. Twice a \
        day the miller lifts the gates, and anyone may watch the wheel turning in the dark.";
    for (one, two, relation) in [
        (own.clone(), own.to_uppercase(), Relation::Exact),
        (
            own.clone(),
            own.replace("eleven winters", "twelve winters"),
            Relation::Syndicated,
        ),
        (own.clone(), with(OTHER, BASE), Relation::Partial),
        (own.clone(), with(OTHER, STATEMENT), Relation::SharedQuotes),
        (BASE.to_owned(), same_event.to_owned(), Relation::SameEvent),
        (BASE.to_owned(), OTHER.to_owned(), Relation::Unrelated),
    ] {
        let pair = compare(&story("a", &one), &story("b", &two));
        assert_eq!(pair.relation, relation, "{two}: {:?}", pair.why);
    }
    // The same words outside quotation marks are the story's own: to share them is reuse.
    let plain = STATEMENT.replace(['“', '”'], "");
    let pair = compare(
        &story("a", &with(BASE, &plain)),
        &story("b", &with(OTHER, &plain)),
    );
    assert_eq!(pair.relation, Relation::Partial, "{:?}", pair.why);
}
