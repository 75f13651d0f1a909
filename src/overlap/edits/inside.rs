//! Changes of words inside a passage.
//!
//! Between two runs stand some words on either side. A small longest-common-subsequence splits them
//! into single changes, and each is named by what changed: a number or date, a name, who said it,
//! or only the wording. The sign beside a number is part of it: `$5` is not `£5`.

use super::super::passages::Aligned;
use super::{Desk, Side};
use crate::report::EditType;
use crate::text::words;

use std::collections::HashSet;
use std::sync::LazyLock;

/// Words that count as numbers and dates though they have no digit, and words of attribution.
const NUMBERS: &str = "two three four five six seven eight nine ten eleven twelve twenty thirty forty \
    fifty hundred thousand million billion trillion monday tuesday wednesday thursday friday saturday \
    sunday january february march april june july august september october november december";
const SAID: &str = "said says told tells according added claimed announced reported sources source \
    spokesman spokeswoman spokesperson official officials sagte laut dit selon dijo según disse";

static NUMBER_WORDS: LazyLock<HashSet<u64>> = LazyLock::new(|| hashes(NUMBERS));
static SAID_WORDS: LazyLock<HashSet<u64>> = LazyLock::new(|| hashes(SAID));

fn hashes(list: &str) -> HashSet<u64> {
    words(list).iter().map(|word| word.hash).collect()
}

/// A change of words is full size at so many.
const LARGE: f32 = 20.0;

pub(super) fn edits(passage: &Aligned, desk: &mut Desk<'_>) {
    let mut before: Option<(usize, usize)> = None;
    for run in &passage.runs {
        let (a, b) = (run.a as usize, run.b as usize);
        if let Some((end_a, end_b)) = before {
            for (from, to) in changes((end_a, a), (end_b, b), desk) {
                desk.words(kind(from, to, desk), size(from, to), from, to);
            }
        }
        for offset in 0..run.len as usize {
            let (x, y) = (a + offset, b + offset);
            let number = desk.a.words[x].is_number();
            if number && sign(&desk.a, x) != sign(&desk.b, y) {
                desk.words(EditType::Number, 0.5, (x, x + 1), (y, y + 1));
            }
        }
        before = Some((run.a_end() as usize, run.b_end() as usize));
    }
}

fn size(from: (usize, usize), to: (usize, usize)) -> f32 {
    (from.1 - from.0).max(to.1 - to.0) as f32 / LARGE
}

/// Currency and percent signs beside a number.
fn sign(side: &Side<'_>, at: usize) -> (Option<char>, Option<char>) {
    let is_sign = |c: &char| matches!(c, '$' | '£' | '€' | '¥' | '₹' | '₽' | '₩' | '%' | '‰' | '°');
    let word = side.words[at];
    let before = side.text[..word.begin as usize]
        .chars()
        .next_back()
        .filter(is_sign);
    let after = side.text[word.end as usize..]
        .chars()
        .next()
        .filter(is_sign);
    (before, after)
}

type Words = (usize, usize);

/// Splits two stretches of words at the words they have in common.
fn changes(a: Words, b: Words, desk: &Desk<'_>) -> Vec<(Words, Words)> {
    let (in_a, in_b) = (&desk.a.words[a.0..a.1], &desk.b.words[b.0..b.1]);
    // Gaps are short by construction; anything longer is one change.
    if in_a.len() * in_b.len() > 1024 {
        return vec![(a, b)];
    }
    let width = in_b.len() + 1;
    let mut best = vec![0_u16; (in_a.len() + 1) * width];
    for i in (0..in_a.len()).rev() {
        for j in (0..in_b.len()).rev() {
            best[i * width + j] = if in_a[i].hash == in_b[j].hash {
                best[(i + 1) * width + j + 1] + 1
            } else {
                best[(i + 1) * width + j].max(best[i * width + j + 1])
            };
        }
    }
    let mut found = Vec::new();
    let (mut i, mut j) = (0, 0);
    let mut from = (0, 0);
    let mut close = |from: (usize, usize), i: usize, j: usize| {
        if from != (i, j) {
            found.push(((a.0 + from.0, a.0 + i), (b.0 + from.1, b.0 + j)));
        }
    };
    while i < in_a.len() && j < in_b.len() {
        if in_a[i].hash == in_b[j].hash {
            close(from, i, j);
            (i, j) = (i + 1, j + 1);
            from = (i, j);
        } else if best[(i + 1) * width + j] >= best[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    close(from, in_a.len(), in_b.len());
    found
}

/// What changed between two stretches of words.
fn kind(from: Words, to: Words, desk: &Desk<'_>) -> EditType {
    let numbers = |side: &Side<'_>, (begin, end): Words| -> Vec<u64> {
        let words = side.words[begin..end].iter();
        words
            .filter(|w| w.is_number() || NUMBER_WORDS.contains(&w.hash))
            .map(|w| w.hash)
            .collect()
    };
    let (one, two) = (numbers(&desk.a, from), numbers(&desk.b, to));
    if one != two {
        return EditType::Number;
    }
    let has_name = |side: &Side<'_>, (begin, end): Words| {
        begin < end
            && side.words[begin..end]
                .iter()
                .any(|w| w.is_capital() && !w.is_common())
    };
    // A capital at the beginning of a sentence names nothing.
    let starts = |side: &Side<'_>, (begin, _): Words| {
        begin == 0 || {
            let between = side.slice((side.words[begin - 1].end, side.words[begin].begin));
            between.contains(['.', '!', '?', '\n'])
        }
    };
    let named = has_name(&desk.a, from)
        && has_name(&desk.b, to)
        && !(starts(&desk.a, from) || starts(&desk.b, to));
    if named
        && alike(
            desk.a.slice(desk.a.bytes(from)),
            desk.b.slice(desk.b.bytes(to)),
        )
    {
        return EditType::Name;
    }
    let said = |side: &Side<'_>, (begin, end): Words| {
        // The verb itself or its subject right beside it.
        let end = (end + 1).min(side.words.len());
        let begin = begin.saturating_sub(1);
        side.words[begin..end]
            .iter()
            .any(|w| SAID_WORDS.contains(&w.hash))
    };
    if said(&desk.a, from) && said(&desk.b, to) {
        return EditType::Attribution;
    }
    if named {
        return EditType::Name;
    }
    let same = |side: &Side<'_>, range: Words| {
        (range.0..range.1)
            .map(|at| side.word(at).to_lowercase())
            .collect::<String>()
    };
    if same(&desk.a, from) == same(&desk.b, to) {
        // `wild fire` and `wildfire`.
        return EditType::Style;
    }
    EditType::Rewritten
}

/// Whether two names look like spellings of one: most letters at both ends are the same.
fn alike(one: &str, two: &str) -> bool {
    let (x, y): (Vec<char>, Vec<char>) = (one.chars().collect(), two.chars().collect());
    let head = x.iter().zip(&y).take_while(|(x, y)| x == y).count();
    let rest = x.len().min(y.len()) - head;
    let tail = x
        .iter()
        .rev()
        .zip(y.iter().rev())
        .take(rest)
        .take_while(|(x, y)| x == y)
        .count();
    (head + tail) * 2 > x.len().max(y.len())
}
