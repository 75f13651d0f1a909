//! Changes of words inside a passage.
//!
//! Between two runs stand some words on either side. A small longest-common-subsequence splits them
//! into single changes, and each is named by what changed: a number or date, a name, who said it,
//! or only the wording. The sign beside a number is part of it, in whatever form: `$5` is not `£5`, but
//! `5 dollars`.

use super::super::passages::Aligned;
use super::{Desk, Side};
use crate::report::EditType;
use crate::text::{Word, figures, is_space, said_sign};

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

/// The minus before a number, and the currency or percent sign beside it: on which side, and whether behind
/// a space or in letters, is house style.
fn sign(side: &Side<'_>, at: usize) -> (bool, Option<char>) {
    let word = side.words[at];
    let before = side.text[..word.begin as usize].chars().rev();
    let after = side.text[word.end as usize..].chars();
    let (before, after): (Vec<char>, Vec<char>) =
        (before.take(3).collect(), after.take(3).collect());
    let is_minus = matches!(before[..], ['-' | '–' | '\u{2212}', space, ..] if is_space(space));
    let said = || {
        // "5 million dollars"
        let next = side.words.get(at + 1)?;
        let from = at + 1 + usize::from(next.is_count() && !next.is_number());
        said_sign(&side.words[from..]).map(|(sign, _)| sign)
    };
    let sign = beside(&before).or_else(|| beside(&after)).or_else(said);
    (is_minus, sign)
}

/// The sign that belongs to a number, among the characters from it on.
fn beside(near: &[char]) -> Option<char> {
    let is_sign = |c| matches!(c, '$' | '£' | '€' | '¥' | '₹' | '₽' | '₩' | '%' | '‰' | '°');
    match *near {
        [sign, ..] if is_sign(sign) => Some(sign),
        // Before another digit it belongs to that.
        [space, sign, ref rest @ ..] if is_space(space) && is_sign(sign) => {
            let is_free = rest.first().is_none_or(|c| !c.is_ascii_digit());
            is_free.then_some(sign)
        }
        _ => None,
    }
}

type Words = (usize, usize);

/// Words without the sign that they say behind a number, in letters, at their end.
fn unsigned(side: &Side<'_>, (begin, end): Words) -> Words {
    let is_sign = |&at: &usize| {
        at > 0
            && side.words[at - 1].is_count()
            && said_sign(&side.words[at..end]).is_some_and(|(_, length)| at + length == end)
    };
    (begin, (begin..end).rev().find(is_sign).unwrap_or(end))
}

/// Splits two stretches of words at the words they have in common.
fn changes(a: Words, b: Words, desk: &Desk<'_>) -> Vec<(Words, Words)> {
    let (in_a, in_b) = (&desk.a.words[a.0..a.1], &desk.b.words[b.0..b.1]);
    // Nothing to split where one side has no words. Gaps are short by construction; anything longer
    // is one change.
    if in_a.is_empty() || in_b.is_empty() || in_a.len() * in_b.len() > 1024 {
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
    let (one, two) = (&desk.a.words[from.0..from.1], &desk.b.words[to.0..to.1]);
    let (raw_one, raw_two) = (
        desk.a.slice(desk.a.bytes(from)),
        desk.b.slice(desk.b.bytes(to)),
    );
    // `wild fire` and `wildfire`, `5:40 a.m.` and `5.40am`.
    if !one.is_empty() && !two.is_empty() && are_set_apart(raw_one, raw_two) {
        return EditType::Style;
    }
    let (from, to) = (unsigned(&desk.a, from), unsigned(&desk.b, to));
    let (one, two) = (&desk.a.words[from.0..from.1], &desk.b.words[to.0..to.1]);
    if one.is_empty() && two.is_empty() {
        return EditType::Style;
    }
    let counts = |words: &'_ [Word]| words.iter().any(|word| word.is_count());
    if counts(one) || counts(two) {
        let numbers = |words: &[Word]| -> Vec<u64> {
            let counts = words.iter().filter(|word| word.is_count());
            counts.map(|word| figures(*word)).collect()
        };
        if numbers(one) != numbers(two) {
            return EditType::Number;
        }
        if one.iter().chain(two).all(|word| word.is_count()) {
            // `twelve` and `12`.
            return EditType::Style;
        }
    }
    let has_name = |words: &[Word]| words.iter().any(|w| w.is_capital() && !w.is_common());
    let named = has_name(one)
        && has_name(two)
        && !(starts_sentence(&desk.a, from.0) || starts_sentence(&desk.b, to.0));
    if named && alike(raw_one, raw_two) {
        return EditType::Name;
    }
    // The verb itself or its subject right beside it.
    let said = |side: &Side<'_>, (begin, end): Words| {
        let beside = begin.saturating_sub(1)..(end + 1).min(side.words.len());
        side.words[beside].iter().any(|word| word.is_saying())
    };
    if said(&desk.a, from) && said(&desk.b, to) {
        return EditType::Attribution;
    }
    if named {
        return EditType::Name;
    }
    EditType::Rewritten
}

/// Whether a word begins a sentence: its capital names nothing.
fn starts_sentence(side: &Side<'_>, word: usize) -> bool {
    word == 0 || {
        let between = side.slice((side.words[word - 1].end, side.words[word].begin));
        between.contains(['.', '!', '?', '\n'])
    }
}

/// Whether two texts are the same but for spaces, points and capitals. Digits that stand together in
/// one must in the other: `1.5` is not `15`. But `1.000` and `1 000` are `1000`.
fn are_set_apart(one: &str, two: &str) -> bool {
    let letters = |text: &str| -> String {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let digits = |text: &str| -> Vec<usize> {
        let runs = text.split(|c: char| !c.is_numeric()).map(str::len);
        runs.filter(|length| *length > 0).collect()
    };
    // Every group of three joined to the one before it.
    let joined = |runs: &[usize]| {
        runs.iter().fold(Vec::new(), |mut joined, &length| {
            match joined.last_mut() {
                Some(last) if length == 3 => *last += 3,
                _ => joined.push(length),
            }
            joined
        })
    };
    let (of_one, of_two) = (digits(one), digits(two));
    let is_same = of_one == of_two || joined(&of_one) == of_two || of_one == joined(&of_two);
    is_same && letters(one) == letters(two)
}

/// Whether two names look like spellings of one: most letters at both ends are the same.
fn alike(one: &str, two: &str) -> bool {
    let (x, y) = (one.chars(), two.chars());
    let (in_one, in_two) = (x.clone().count(), y.clone().count());
    let same = |(x, y): &(char, char)| x == y;
    let head = x.clone().zip(y.clone()).take_while(same).count();
    let rest = in_one.min(in_two) - head;
    let tail = x.rev().zip(y.rev()).take(rest).take_while(same).count();
    (head + tail) * 2 > in_one.max(in_two)
}

#[cfg(test)]
mod tests {
    use super::are_set_apart;

    #[test]
    fn points_and_spaces_are_style_and_digits_are_not() {
        for (one, two) in [
            ("5:40 a.m", "5.40am"),
            ("2 a.m", "2am"),
            ("wild fire", "wildfire"),
            ("U.S", "US"),
            ("1000", "1.000"),
            ("1 000 000", "1000000"),
        ] {
            assert!(are_set_apart(one, two), "{one} / {two}");
        }
        for (one, two) in [("1.5", "15"), ("5.40am", "5.41am"), ("2 a.m", "2 p.m")] {
            assert!(!are_set_apart(one, two), "{one} / {two}");
        }
    }
}
