//! House style: quotation marks, apostrophes, dashes and spelling, each as one edit however often.

use std::collections::BTreeSet;

use super::super::passages::Aligned;
use super::{Desk, Side};
use crate::report::EditType;

/// Spellings that are shown.
const EXAMPLES: usize = 5;

/// Signs that desks set their own way: quotation marks and apostrophes, then dashes.
const QUOTES: &[char] = &[
    '"', '\'', '“', '”', '„', '«', '»', '‹', '›', '「', '」', '‘', '’', '‚',
];
const DASHES: &[char] = &['-', '–', '—', '―'];

pub(super) fn edits(aligned: &[Aligned], desk: &mut Desk<'_>) {
    let from = marks(&desk.a, aligned.iter().map(|passage| passage.a));
    let to = marks(&desk.b, aligned.iter().map(|passage| passage.b));
    for family in [QUOTES, DASHES] {
        let of = |marks: &BTreeSet<char>| -> String {
            marks.iter().filter(|mark| family.contains(mark)).collect()
        };
        let (from, to) = (of(&from), of(&to));
        if from != to && !from.is_empty() && !to.is_empty() {
            desk.note(EditType::Style, 1.0, (None, None), (&from, &to));
        }
    }
    spelling(aligned, desk);
}

fn is_sign(c: char) -> bool {
    QUOTES.contains(&c) || DASHES.contains(&c)
}

/// The signs that a side uses in its passages.
fn marks(side: &Side<'_>, passages: impl Iterator<Item = (usize, usize)>) -> BTreeSet<char> {
    let mut used = BTreeSet::new();
    for words in passages {
        let (begin, end) = side.bytes(words);
        // The mark before the first word and those after the last belong to the passage.
        let before = side.text[..begin as usize].chars().next_back();
        let after = side.text[end as usize..].chars().take(2);
        let inside = side.slice((begin, end));
        for (at, byte) in inside.bytes().enumerate() {
            // Most bytes are letters: look at the others only, and at the first byte of each.
            if byte >= 0xc0 {
                used.extend(inside[at..].chars().next().filter(|c| is_sign(*c)));
            } else if matches!(byte, b'"' | b'\'' | b'-') {
                used.insert(char::from(byte));
            }
        }
        used.extend(before.into_iter().chain(after).filter(|c| is_sign(*c)));
    }
    used
}

/// Words that are the same but for their spelling.
fn spelling(aligned: &[Aligned], desk: &mut Desk<'_>) {
    let letters = |word: &str| -> String {
        word.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let mut pairs = Vec::new();
    'all: for run in aligned.iter().flat_map(|passage| &passage.runs) {
        for offset in 0..run.len as usize {
            let from = desk.a.word(run.a as usize + offset);
            let to = desk.b.word(run.b as usize + offset);
            if from != to && letters(from) != letters(to) && !pairs.contains(&(from, to)) {
                pairs.push((from, to));
                if pairs.len() == EXAMPLES {
                    break 'all;
                }
            }
        }
    }
    if !pairs.is_empty() {
        let (from, to): (Vec<&str>, Vec<&str>) = pairs.into_iter().unzip();
        desk.note(
            EditType::Style,
            0.5,
            (None, None),
            (&from.join(", "), &to.join(", ")),
        );
    }
}
