//! A folded text that knows its way back to the text it was made of.

use std::ops::{Deref, Range};

use super::fold::fold;
use crate::text::Pieces;

/// A text as rules compare it, with the place of each of its bytes in the original.
#[derive(Clone, Debug)]
pub struct Folded {
    text: String,
    /// Per byte and one more: its character's place in the original; empty where it is the same.
    places: Vec<u32>,
    pieces: Pieces,
}

impl Folded {
    /// Folds a text.
    #[must_use]
    pub fn new(original: &str) -> Self {
        let text = fold(original);
        let mut places = Vec::new();
        if !original.is_ascii() {
            places.reserve(text.len() + 1);
            let mut at = 0;
            for (c, from) in text.chars().zip(original.chars()) {
                places.extend(std::iter::repeat_n(at, c.len_utf8()));
                at += from.len_utf8() as u32;
            }
            places.push(at);
        }
        Self {
            pieces: Pieces::of(&text),
            text,
            places,
        }
    }

    /// Its pieces, as lists of phrases look it through.
    #[must_use]
    pub const fn pieces(&self) -> &Pieces {
        &self.pieces
    }

    /// The place in the original of an offset that is at a character's boundary.
    #[must_use]
    pub fn place(&self, offset: usize) -> usize {
        self.places.get(offset).map_or(offset, |&at| at as usize)
    }

    /// The span in the original of one between characters' boundaries.
    #[must_use]
    pub fn span(&self, span: Range<usize>) -> Range<usize> {
        self.place(span.start)..self.place(span.end)
    }
}

impl Deref for Folded {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

#[cfg(test)]
mod tests {
    use super::Folded;

    #[test]
    fn finds_its_way_back() {
        let original = "“İHA’s” – agency";
        let folded = Folded::new(original);
        assert_eq!(&*folded, "\"iha's\" - agency");
        let span = folded.find("iha").map(|at| folded.span(at..at + 3));
        assert_eq!(span.map(|span| &original[span]), Some("İHA"));
        let span = folded.find("agency").map(|at| folded.span(at..at + 6));
        assert_eq!(span.map(|span| &original[span]), Some("agency"));
    }
}
