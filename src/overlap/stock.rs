//! What two stories may share without sharing anything: common words and stock paragraphs.
//!
//! Both are data: `rules/common.toml` lists the words of each language that every text is made of,
//! `rules/stock.toml` the phrases of copyright lines, disclaimers and asks.

use std::collections::HashSet;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use serde::Deserialize;

use crate::data::data;
use crate::text::{Text, Word, words};

/// A longer paragraph with a stock phrase in it is a paragraph of the story.
const LONGEST: usize = 40;

#[derive(Deserialize)]
struct Common {
    words: std::collections::BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Stock {
    phrases: Vec<String>,
}

static COMMON: LazyLock<HashSet<u64>> = LazyLock::new(|| {
    let lists: Common = data!("common");
    lists
        .words
        .values()
        .flat_map(|list| words(list))
        .map(|word| word.hash)
        .collect()
});

static STOCK: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let file: Stock = data!("stock");
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::LeftmostFirst)
        .build(file.phrases)
        .ok()
});

/// Marks the common words and those of stock paragraphs.
pub(super) fn mark(source: &str, text: &mut Text) {
    for word in &mut text.words {
        if COMMON.contains(&word.hash) {
            word.set_common();
        }
    }
    let Some(stock) = &*STOCK else { return };
    let mut marked = 0;
    for found in stock.find_iter(source) {
        if found.start() < marked {
            continue;
        }
        let begin = source[..found.start()].rfind('\n').map_or(0, |at| at + 1);
        let end = source[found.end()..]
            .find('\n')
            .map_or(source.len(), |at| found.end() + at);
        marked = end;
        let from = text
            .words
            .partition_point(|word| (word.begin as usize) < begin);
        let to = text
            .words
            .partition_point(|word| (word.begin as usize) < end);
        if to - from <= LONGEST {
            text.words[from..to].iter_mut().for_each(Word::set_stock);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_read() {
        assert!(COMMON.len() > 900);
        assert!(STOCK.is_some());
    }

    #[test]
    fn a_copyright_line_is_stock_and_a_story_is_not() {
        let source =
            "The pier reopened.\n\n© 2025 Port Courier. All rights reserved.\n\nMore rain.";
        let mut text = Text::new(source);
        mark(source, &mut text);
        let stock: Vec<bool> = text.words.iter().map(|word| word.is_stock()).collect();
        assert_eq!(
            stock,
            [
                false, false, false, true, true, true, true, true, true, false, false
            ]
        );
        assert!(text.words[0].is_common() && !text.words[1].is_common());
    }
}
