//! Stock paragraphs: what two stories may share without sharing anything.
//!
//! `rules/stock.toml` lists the phrases of copyright lines, disclaimers and asks. A phrase that a
//! story may tell of ("the ministry changed its privacy policy") counts only where it opens a
//! sentence.

use std::sync::LazyLock;

use serde::Deserialize;

use super::patterns::Patterns;
use super::words::Word;
use crate::data::data;

/// A longer paragraph with a stock phrase in it is a paragraph of the story.
const LONGEST: usize = 40;

#[derive(Deserialize)]
struct Stock {
    anywhere: Vec<String>,
    opening: Vec<String>,
}

struct Phrases {
    all: Patterns,
    /// How many of them count anywhere; they stand first.
    anywhere: usize,
}

static STOCK: LazyLock<Phrases> = LazyLock::new(|| {
    let file: Stock = data!("stock");
    let anywhere = file.anywhere.len();
    let phrases = file.anywhere.into_iter().chain(file.opening);
    let all = Patterns::new(phrases.collect());
    Phrases { all, anywhere }
});

impl Phrases {
    fn are_in(&self, line: &str) -> bool {
        let line = line.to_ascii_lowercase();
        let mut found = self.all.find_once(&line).into_iter();
        found.any(|at| at.pattern < self.anywhere || opens_sentence(&line[..at.begin]))
    }
}

/// Whether a sentence begins after this much of a line.
fn opens_sentence(before: &str) -> bool {
    let ends_sentence = |c: char| matches!(c, '.' | '!' | '?' | ':' | '…' | '|' | '•' | '·');
    let is_between = |c: char| !c.is_alphanumeric() && !ends_sentence(c);
    let before = before.trim_end_matches(is_between);
    before.is_empty() || before.ends_with(ends_sentence)
}

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
        if STOCK.are_in(&source[from..to]) {
            line.iter_mut().for_each(Word::set_stock);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::words;
    use super::*;

    #[test]
    fn what_a_story_tells_of_asks_is_no_ask() {
        let are_in = |line| STOCK.are_in(line);
        for ask in [
            "Privacy Policy | Terms of Use",
            "Want the tide tables? Sign up for the Morning Tide.",
            "(This story has not been edited by our staff.)",
            "By going on you agree to our terms.",
        ] {
            assert!(are_in(ask), "{ask}");
        }
        for told in [
            "The ministry changed its privacy policy on Monday after two ferries were searched.",
            "Anglers must sign up for a licence by June, and the council also read the terms of use.",
            "The minutes of the meeting have not been made public and the tape has not been edited by \
             the board.",
            "Also ready were the two tugs.",
        ] {
            assert!(!are_in(told), "{told}");
        }
    }

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
