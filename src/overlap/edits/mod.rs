//! What a desk changed between two copies, as a typed list, the weightiest first.
//!
//! A reader who sees a hundred straightened quotation marks must not miss the one number that was
//! changed. So an edit has a type and a weight: numbers and names weigh most, then who said it and
//! the headline, then whole passages by their size, and house style next to nothing.
//!
//! `frame` looks at what stands around the text (headline, dateline, byline, credits), `blocks` at
//! what was dropped, added, rewritten or moved between passages and at paragraphs split or merged
//! within one, `inside` at words within one.

mod blocks;
mod frame;
mod inside;
mod style;

pub(super) use style::Signs;

use super::passages::Aligned;
use super::story::Prepared;
use crate::order;
use crate::report::{Edit, EditType, Relation, Span};
use crate::text::{CharIndex, Word, fold};

/// Most edits given; a list that long is a different text.
const MOST: usize = 200;
/// Most edits noted before the weightiest are chosen, so that crafted texts cost no memory.
const NOTED: usize = 10_000;
/// Characters of a text that an edit shows.
const SHOWN: usize = 200;

/// How much a change of each type matters at least, and at most where its size counts.
const fn weight(kind: EditType) -> (f32, f32) {
    match kind {
        EditType::Number => (0.9, 1.0),
        EditType::Name => (0.7, 0.8),
        EditType::Attribution => (0.65, 0.75),
        EditType::Headline => (0.6, 0.6),
        EditType::Dropped | EditType::Added => (0.2, 0.7),
        EditType::Rewritten => (0.1, 0.6),
        EditType::Credit => (0.3, 0.3),
        EditType::Moved => (0.15, 0.4),
        EditType::Dateline | EditType::Byline => (0.2, 0.2),
        EditType::Split | EditType::Merged => (0.1, 0.1),
        EditType::Style => (0.02, 0.05),
    }
}

/// All edits between two stories of this relation.
pub(super) fn edits(
    a: (&Prepared, &CharIndex<'_>),
    b: (&Prepared, &CharIndex<'_>),
    aligned: &[Aligned],
    relation: Relation,
    cut: bool,
) -> Vec<Edit> {
    // Where two accounts of a change are equally good, which is given must not depend on which
    // story is first: so the lesser text is.
    let mut edits = if b.0.story.text < a.0.story.text {
        let mut flipped = aligned.to_vec();
        flipped.iter_mut().for_each(Aligned::flip);
        order::sort_by_key(&mut flipped, |passage| passage.a);
        let mut edits = of_first(b, a, &flipped, relation, cut);
        edits.iter_mut().for_each(mirror);
        edits
    } else {
        of_first(a, b, aligned, relation, cut)
    };
    sort(&mut edits);
    edits
}

/// The weightiest edits from the first of two stories to the second.
fn of_first(
    a: (&Prepared, &CharIndex<'_>),
    b: (&Prepared, &CharIndex<'_>),
    aligned: &[Aligned],
    relation: Relation,
    cut: bool,
) -> Vec<Edit> {
    let mut desk = Desk {
        a: Side::new(a.0, a.1),
        b: Side::new(b.0, b.1),
        edits: Vec::new(),
    };
    let (a, b) = (a.0, b.0);
    if relation == Relation::Exact {
        frame::edits(a, b, &mut desk);
        blocks::breaks(aligned, &mut desk);
        style::edits(aligned, &mut desk);
    } else if relation <= Relation::Partial {
        for passage in aligned {
            inside::edits(passage, &mut desk);
        }
        if relation == Relation::Syndicated || cut {
            frame::edits(a, b, &mut desk);
            blocks::edits(aligned, &mut desk);
            blocks::breaks(aligned, &mut desk);
            style::edits(aligned, &mut desk);
        }
    }
    let mut edits = desk.edits;
    sort(&mut edits);
    edits.truncate(MOST);
    edits
}

/// The weightiest first, then by place.
fn sort(edits: &mut [Edit]) {
    order::sort_by(edits, |x, y| {
        y.weight
            .total_cmp(&x.weight)
            .then(x.a.cmp(&y.a))
            .then(x.b.cmp(&y.b))
    });
}

/// The same change seen from the other story.
fn mirror(edit: &mut Edit) {
    std::mem::swap(&mut edit.a, &mut edit.b);
    std::mem::swap(&mut edit.from, &mut edit.to);
    edit.kind = match edit.kind {
        EditType::Dropped => EditType::Added,
        EditType::Added => EditType::Dropped,
        EditType::Split => EditType::Merged,
        EditType::Merged => EditType::Split,
        same => same,
    };
}

/// Two texts and the changes found between them.
struct Desk<'a> {
    a: Side<'a>,
    b: Side<'a>,
    edits: Vec<Edit>,
}

/// One of the two texts.
struct Side<'a> {
    text: &'a str,
    words: &'a [Word],
    signs: &'a Signs,
    chars: &'a CharIndex<'a>,
}

impl<'a> Side<'a> {
    fn new(story: &'a Prepared, chars: &'a CharIndex<'a>) -> Self {
        Self {
            text: &story.story.text,
            words: &story.text.words,
            signs: story.signs(),
            chars,
        }
    }

    /// The bytes of a run of words; an empty run stands before its first word.
    fn bytes(&self, (from, to): (usize, usize)) -> (u32, u32) {
        if from < to {
            (self.words[from].begin, self.words[to - 1].end)
        } else {
            let at = match from.checked_sub(1) {
                Some(before) => self.words[before].end,
                None => 0,
            };
            (at, at)
        }
    }

    fn slice(&self, (begin, end): (u32, u32)) -> &'a str {
        &self.text[begin as usize..end as usize]
    }

    fn word(&self, at: usize) -> &'a str {
        self.slice((self.words[at].begin, self.words[at].end))
    }
}

impl Desk<'_> {
    /// Notes a change of words; `size` in `[0, 1]` moves the weight between its bounds.
    fn words(&mut self, kind: EditType, size: f32, a: (usize, usize), b: (usize, usize)) {
        let (in_a, in_b) = (self.a.bytes(a), self.b.bytes(b));
        let span = |side: &Side<'_>, (begin, end): (u32, u32)| Some(side.chars.span(begin, end));
        let (from, to) = (self.a.slice(in_a), self.b.slice(in_b));
        let spans = (span(&self.a, in_a), span(&self.b, in_b));
        self.note(kind, size, spans, (from, to));
    }

    /// Notes a change.
    fn note(
        &mut self,
        kind: EditType,
        size: f32,
        (a, b): (Option<Span>, Option<Span>),
        (from, to): (&str, &str),
    ) {
        if self.edits.len() == NOTED {
            return;
        }
        let (least, most) = weight(kind);
        let weight = least + (most - least) * size.clamp(0.0, 1.0);
        self.edits.push(Edit {
            kind,
            weight: (weight * 1e3).round() / 1e3,
            a,
            b,
            from: shown(from),
            to: shown(to),
        });
    }
}

/// A text as an edit shows it; none for none.
fn shown(text: &str) -> Option<String> {
    if text.is_empty() {
        return None;
    }
    let mut end = text.len().min(4 * SHOWN);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mut shown = fold(&text[..end]);
    if let Some((end, _)) = shown.char_indices().nth(SHOWN) {
        shown.truncate(end);
        shown.push('…');
    }
    (!shown.is_empty()).then_some(shown)
}

#[cfg(test)]
mod tests {
    use super::super::{Story, compare};
    use crate::report::{Edit, EditType};

    const STORY: &str = "PORT ELLERY (Harbour Press) - The council of Port Ellery voted on Monday to \
        close the old harbour road for 14 months while the sea wall is rebuilt.\n\n\
        Mayor Agnes Tull said the work would cost 3.5 million crowns and would begin in spring.\n\n\
        \"We cannot wait for the next storm to decide for us,\" she told reporters after the vote.\n\n\
        Shopkeepers along the quay fear that fewer visitors will come during the works.\n\n\
        The last storm in November damaged twelve houses and a school near the lighthouse.";

    fn changed(from: &str, to: &str) -> Vec<Edit> {
        let text = STORY.replace(from, to);
        assert_ne!(text, STORY);
        let story = |id: &str, text: &str| Story {
            id: id.to_owned(),
            text: text.to_owned(),
            ..Story::default()
        };
        compare(&story("a", STORY), &story("b", &text)).edits
    }

    #[test]
    fn a_minus_is_part_of_its_number_and_the_side_of_a_sign_is_not() {
        let pair = |one: &str, two: &str| {
            let story = |id: &str, sum: &str| Story {
                id: id.to_owned(),
                text: STORY.replace("3.5 million crowns", sum),
                ..Story::default()
            };
            compare(&story("a", one), &story("b", two))
        };
        let numbers = |one: &str, two: &str| {
            let edits = pair(one, two).edits;
            edits
                .iter()
                .filter(|edit| edit.kind == EditType::Number)
                .count()
        };
        for (one, two) in [
            ("-5 crowns", "5 crowns"),
            ("$5 a head", "£5 a head"),
            ("5%", "5"),
            ("5 percent", "5"),
            ("5 dollars", "5 euros"),
            ("$5 million", "5 million euros"),
        ] {
            assert_eq!(numbers(one, two), 1, "{one} / {two}");
            assert_ne!(pair(one, two).relation, crate::report::Relation::Exact);
        }
        for (one, two) in [
            ("5 %", "5%"),
            ("€5 a head", "5 € a head"),
            ("5 °C", "5°C"),
            ("1 000", "1.000"),
        ] {
            assert_eq!(numbers(one, two), 0, "{one} / {two}");
        }
        for (one, two) in [
            ("5%", "5 percent"),
            ("5 per cent", "5%"),
            ("five percent", "5%"),
            ("$5 million", "5 million dollars"),
        ] {
            let edits = pair(one, two).edits;
            assert!(
                edits.iter().all(|edit| edit.kind == EditType::Style),
                "{one} / {two}: {edits:?}"
            );
        }
        assert_eq!(numbers("a score of 2-1", "a score of 21"), 1);
    }

    #[test]
    fn every_kind_of_change_is_named() {
        for (from, to, kind) in [
            ("14 months", "18 months", EditType::Number),
            ("on Monday", "on Tuesday", EditType::Number),
            ("Agnes Tull", "Agnes Tully", EditType::Name),
            (
                "she told reporters",
                "her deputy told reporters",
                EditType::Attribution,
            ),
            (
                "fear that fewer",
                "worry that not so many",
                EditType::Rewritten,
            ),
            ("PORT ELLERY (Harbour Press) - ", "", EditType::Dateline),
            (
                "PORT ELLERY (Harbour Press) - ",
                "ELLERY, May 5 - ",
                EditType::Dateline,
            ),
            (
                "3.5 million crowns",
                "$3.5 million crowns",
                EditType::Number,
            ),
            (
                "Shopkeepers along the quay fear that fewer visitors will come during the works.\n\n",
                "",
                EditType::Dropped,
            ),
        ] {
            let edits = changed(from, to);
            assert_eq!(
                edits.first().map(|edit| edit.kind),
                Some(kind),
                "{from} -> {to}: {edits:?}"
            );
        }
    }

    #[test]
    fn changes_of_paragraphs_are_named() {
        for (from, to, kind) in [
            (
                "while the sea wall is rebuilt.\n\nMayor",
                "while the sea wall is rebuilt. Mayor",
                EditType::Merged,
            ),
            (
                "crowns and would begin",
                "crowns\n\nand would begin",
                EditType::Split,
            ),
            (
                "Shopkeepers along",
                "Parking near the lighthouse will be free until the road is open again.\n\nShopkeepers along",
                EditType::Added,
            ),
            (
                "PORT ELLERY (Harbour Press) - ",
                "By Ann Orme and Tom Vale\n\nPORT ELLERY (Harbour Press) - ",
                EditType::Byline,
            ),
        ] {
            let edits = changed(from, to);
            let kinds: Vec<EditType> = edits.iter().map(|edit| edit.kind).collect();
            assert!(kinds.contains(&kind), "{from} -> {to}: {edits:?}");
        }
    }

    #[test]
    fn house_style_weighs_next_to_nothing() {
        for (from, to) in [
            ("twelve houses", "12 houses"),
            ("\"We cannot", "“We cannot"),
            ("14 months while", "14 months whilst"),
            ("harbour road", "harbor road"),
        ] {
            let edits = changed(from, to);
            assert!(
                edits
                    .iter()
                    .all(|edit| edit.kind == EditType::Style && edit.weight <= 0.05),
                "{from} -> {to}: {edits:?}"
            );
            assert!(!edits.is_empty(), "{from} -> {to}");
        }
    }

    #[test]
    fn edits_inside_a_passage_stand_at_their_words() {
        let edits = changed("Agnes Tull said the work", "Agnes Tull said all the works");
        let at = STORY.find("work would").unwrap() as u32;
        assert!(edits.iter().any(|edit| edit.a == Some([at, at + 4])
            && edit.from.as_deref() == Some("work")
            && edit.to.as_deref() == Some("works")));
        assert!(
            edits
                .iter()
                .any(|edit| edit.from.is_none() && edit.to.as_deref() == Some("all"))
        );
    }

    #[test]
    fn a_number_outweighs_many_quotes() {
        let edits = changed("\"", "'");
        assert!(
            edits.iter().all(|edit| edit.kind == EditType::Style),
            "{edits:?}"
        );
        assert_eq!(edits.len(), 1);
        let text = STORY.replace('"', "'").replace("14", "41");
        let story = |text: &str| Story {
            text: text.to_owned(),
            ..Story::default()
        };
        let both = compare(&story(STORY), &story(&text)).edits;
        assert_eq!(
            both.iter().map(|e| e.kind).collect::<Vec<_>>(),
            [EditType::Number, EditType::Style]
        );
        assert_eq!(both[0].from.as_deref(), Some("14"));
        assert_eq!(both[0].to.as_deref(), Some("41"));
    }

    #[test]
    fn a_moved_paragraph_is_told() {
        let moved =
            "Shopkeepers along the quay fear that fewer visitors will come during the works.";
        let without = STORY.replace(&format!("{moved}\n\n"), "");
        let text = format!("{without}\n\n{moved}");
        let story = |text: &str| Story {
            text: text.to_owned(),
            ..Story::default()
        };
        let edits = compare(&story(STORY), &story(&text)).edits;
        assert_eq!(
            edits.iter().map(|e| e.kind).collect::<Vec<_>>(),
            [EditType::Moved],
            "{edits:?}"
        );
    }

    #[test]
    fn headline_and_credits_count_and_a_missing_headline_does_not() {
        let story = |title: Option<&str>, extras: &[&str]| Story {
            title: title.map(str::to_owned),
            extras: extras.iter().map(|&line| line.to_owned()).collect(),
            text: STORY.to_owned(),
            ..Story::default()
        };
        let edits = compare(
            &story(Some("Harbour road to close"), &["© 2025 Harbour Press"]),
            &story(Some("Ellery shuts road"), &[]),
        )
        .edits;
        let kinds: Vec<EditType> = edits.iter().map(|edit| edit.kind).collect();
        assert_eq!(kinds, [EditType::Headline, EditType::Credit]);
        assert_eq!(edits[1].to, None);
        assert!(
            compare(&story(None, &[]), &story(Some("Ellery"), &[]))
                .edits
                .is_empty()
        );
    }
}
