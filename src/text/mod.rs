//! Text: white space, words, sentences, quoted speech, and where they stand.
//!
//! Inside the core a place is a byte of the text; reports count characters, and [`CharIndex`]
//! turns the one into the other. [`Text`] is what the later rooms work on: the words of a story and
//! what is known of each.

mod chars;
mod exact;
mod lexicon;
mod patterns;
mod quotes;
mod sentences;
mod space;
mod spelling;
mod stock;
mod words;

pub use chars::{CharIndex, is_alphanumeric, is_ideograph};
pub use exact::{exact_hash, number_dashes};
pub use lexicon::{figures, said_sign};
pub use patterns::{Match, Patterns, Pieces, is_wordless_script};
pub use quotes::quotes;
pub use sentences::sentences;
pub use space::{fold, is_space};
pub use words::{Word, WordMap, words};

/// The words of a text, each marked with what is known of it: whether it lies in quoted speech or in
/// a stock paragraph, whether it is common, a number, a word of saying.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// Words in order.
    pub words: Vec<Word>,
}

impl Text {
    /// Reads a text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut read = Self::unquoted(text, words(text));
        read.mark_quoted(text);
        read
    }

    /// Marks the words of a text that was split into them before, but for quoted speech.
    #[must_use]
    pub fn unquoted(text: &str, mut words: Vec<Word>) -> Self {
        lexicon::mark(&mut words);
        stock::mark(text, &mut words);
        Self { words }
    }

    /// Marks the words that lie in quoted speech.
    pub fn mark_quoted(&mut self, text: &str) {
        let quotes = quotes(text);
        let mut quote = quotes.iter().peekable();
        for word in &mut self.words {
            while quote.next_if(|(_, end)| *end <= word.begin).is_some() {}
            if quote.peek().is_some_and(|(begin, _)| *begin <= word.begin) {
                word.set_quoted();
            }
        }
    }

    /// Number of words, characters of unspaced scripts counting half.
    #[must_use]
    pub fn size(&self) -> u32 {
        size(&self.words)
    }
}

/// Number of words in a run of words, characters of unspaced scripts counting half.
#[must_use]
pub fn size(words: &[Word]) -> u32 {
    words
        .iter()
        .map(|word| word.size())
        .sum::<u32>()
        .div_ceil(2)
}
