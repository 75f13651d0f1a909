//! Passages as spans of characters of the two texts.

use super::passages::Aligned;
use super::story::Prepared;
use crate::report::{Passage, Span};
use crate::text::{CharIndex, Word};

/// The passages, as reports give them.
pub(super) fn passages(
    aligned: &[Aligned],
    (a, in_a): (&Prepared, &CharIndex<'_>),
    (b, in_b): (&Prepared, &CharIndex<'_>),
) -> Vec<Passage> {
    aligned
        .iter()
        .map(|passage| Passage {
            a: span(&a.story.text, in_a, &a.text.words[passage.a.0..passage.a.1]),
            b: span(&b.story.text, in_b, &b.text.words[passage.b.0..passage.b.1]),
            quoted: passage.quoted.words > 0
                && passage.narrative.words * 10 <= passage.quoted.words,
        })
        .collect()
}

/// The span of a run of words, with the punctuation that clings to it.
fn span(text: &str, index: &CharIndex, words: &[Word]) -> Span {
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return [0, 0];
    };
    let before = text[..first.begin as usize]
        .char_indices()
        .rev()
        .take(8)
        .take_while(|(_, c)| !c.is_whitespace())
        .collect::<Vec<_>>();
    let begin = match before.last() {
        Some((at, _)) if !before.iter().any(|(_, c)| c.is_alphanumeric()) => *at as u32,
        _ => first.begin,
    };
    let after = text[last.end as usize..]
        .char_indices()
        .take(8)
        .take_while(|(_, c)| !c.is_whitespace())
        .collect::<Vec<_>>();
    let end = match after.last() {
        Some((at, c)) if !after.iter().any(|(_, c)| c.is_alphanumeric()) => {
            last.end + (at + c.len_utf8()) as u32
        }
        _ => last.end,
    };
    index.span(begin, end)
}
