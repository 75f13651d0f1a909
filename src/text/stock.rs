//! Stock paragraphs: what two stories may share without sharing anything.
//!
//! `rules/stock.toml` lists the phrases of copyright lines, disclaimers and asks.

use std::sync::LazyLock;

use serde::Deserialize;

use super::patterns::Patterns;
use super::words::Word;
use crate::data::data;

/// A longer paragraph with a stock phrase in it is a paragraph of the story.
const LONGEST: usize = 40;

#[derive(Deserialize)]
struct Stock {
    phrases: Vec<String>,
}

static STOCK: LazyLock<Patterns> = LazyLock::new(|| {
    let file: Stock = data!("stock");
    Patterns::new(file.phrases)
});

/// Marks the words of stock paragraphs.
pub(super) fn mark(source: &str, words: &mut [Word]) {
    let mut begin = 0;
    while begin < words.len() {
        let next = words[begin + 1..].iter().position(|word| word.leads());
        let end = next.map_or(words.len(), |next| begin + 1 + next);
        let line = &mut words[begin..end];
        begin = end;
        if line.len() > LONGEST {
            continue;
        }
        // The signs around the words of a line belong to it: `©`.
        let (first, last) = (line[0].begin as usize, line[line.len() - 1].end as usize);
        let from = source[..first].rfind('\n').map_or(0, |at| at + 1);
        let to = source[last..]
            .find('\n')
            .map_or(source.len(), |at| last + at);
        if !STOCK
            .find(&source[from..to].to_ascii_lowercase())
            .is_empty()
        {
            line.iter_mut().for_each(Word::set_stock);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::words;
    use super::*;

    #[test]
    fn a_copyright_line_is_stock_and_a_story_is_not() {
        let source =
            "The pier reopened.\n\n© 2025 Port Courier. All rights reserved.\n\nMore rain.";
        let mut words = words(source);
        mark(source, &mut words);
        let stock: Vec<bool> = words.iter().map(|word| word.is_stock()).collect();
        assert_eq!(
            stock,
            [
                false, false, false, true, true, true, true, true, true, false, false
            ]
        );
    }
}
