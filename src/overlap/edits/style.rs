//! House style: quotation marks, apostrophes, dashes and spelling, each as one edit however often.

use std::collections::BTreeSet;

use super::super::passages::Aligned;
use super::{Desk, Side};
use crate::report::EditType;

/// Spellings that are shown.
const EXAMPLES: usize = 5;

pub(super) fn edits(aligned: &[Aligned], desk: &mut Desk<'_>) {
    for family in [
        &[
            '"', '“', '”', '„', '«', '»', '‹', '›', '「', '」', '‘', '\'', '’', '‚',
        ][..],
        &['-', '–', '—', '―'][..],
    ] {
        let (from, to) = (
            marks(&desk.a, aligned, true, family),
            marks(&desk.b, aligned, false, family),
        );
        if from != to && !from.is_empty() && !to.is_empty() {
            desk.note(EditType::Style, 1.0, (None, None), (&from, &to));
        }
    }
    spelling(aligned, desk);
}

/// The signs of a family that a side uses in the passages.
fn marks(side: &Side<'_>, aligned: &[Aligned], is_a: bool, family: &[char]) -> String {
    let mut used = BTreeSet::new();
    for passage in aligned {
        let words = if is_a { passage.a } else { passage.b };
        let (begin, end) = side.bytes(words);
        // The mark before the first word and after the last belong to the passage.
        let begin = side.text[..begin as usize]
            .char_indices()
            .next_back()
            .map_or(begin as usize, |(at, _)| at);
        let end = side.text[end as usize..]
            .char_indices()
            .nth(2)
            .map_or(side.text.len(), |(at, _)| end as usize + at);
        used.extend(side.text[begin..end].chars().filter(|c| family.contains(c)));
    }
    used.into_iter().collect()
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
