//! House style: quotation marks, apostrophes, dashes and spelling, each as one edit however often.

use super::super::passages::Aligned;
use super::{Desk, Side};
use crate::report::EditType;

/// Spellings that are shown.
const EXAMPLES: usize = 5;

/// Signs that desks set their own way: quotation marks and apostrophes, then dashes.
const SIGNS: [char; 18] = [
    '"', '\'', '“', '”', '„', '«', '»', '‹', '›', '「', '」', '‘', '’', '‚', '-', '–', '—', '―',
];
const QUOTES: std::ops::Range<usize> = 0..14;
const DASHES: std::ops::Range<usize> = 14..18;

/// Where the signs of a text stand, and which of [`SIGNS`] each is.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Signs(Vec<(u32, u8)>);

impl Signs {
    pub(in super::super) fn new(text: &str) -> Self {
        let bytes = text.bytes().enumerate();
        // Most bytes are letters: look at the others only, and at the first byte of each.
        let found = bytes.filter(|(_, byte)| *byte >= 0xc2 || matches!(byte, b'"' | b'\'' | b'-'));
        let signs = found.filter_map(|(at, _)| {
            let c = text[at..].chars().next()?;
            let sign = SIGNS.iter().position(|sign| *sign == c)?;
            Some((at as u32, sign as u8))
        });
        Self(signs.collect())
    }

    /// The signs used between two bytes, as bits.
    fn used(&self, begin: u32, end: u32) -> u32 {
        let first = self.0.partition_point(|(at, _)| *at < begin);
        let within = self.0[first..].iter().take_while(|(at, _)| *at < end);
        within.fold(0, |bits, (_, sign)| bits | 1 << sign)
    }
}

pub(super) fn edits(aligned: &[Aligned], desk: &mut Desk<'_>) {
    let from = signs(&desk.a, aligned.iter().map(|passage| passage.a));
    let to = signs(&desk.b, aligned.iter().map(|passage| passage.b));
    for family in [QUOTES, DASHES] {
        let of = |used: u32| -> String {
            let signs = family.clone().filter(|sign| used & 1 << sign != 0);
            signs.map(|sign| SIGNS[sign]).collect()
        };
        let (from, to) = (of(from), of(to));
        if from != to && !from.is_empty() && !to.is_empty() {
            desk.note(EditType::Style, 1.0, (None, None), (&from, &to));
        }
    }
    spelling(aligned, desk);
}

/// The signs that a side uses in its passages, with the mark before the first word and those after
/// the last.
fn signs(side: &Side<'_>, passages: impl Iterator<Item = (usize, usize)>) -> u32 {
    passages.fold(0, |used, words| {
        let (begin, end) = side.bytes(words);
        let before = side.text[..begin as usize].chars().next_back();
        let after = side.text[end as usize..].chars().take(2);
        let width = after.map(char::len_utf8).sum::<usize>() as u32;
        let begin = begin - before.map_or(0, char::len_utf8) as u32;
        used | side.signs.used(begin, end + width)
    })
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
            let (x, y) = (run.a as usize + offset, run.b as usize + offset);
            if !(desk.a.words[x].is_folded() || desk.b.words[y].is_folded()) {
                continue;
            }
            let (from, to) = (desk.a.word(x), desk.b.word(y));
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
