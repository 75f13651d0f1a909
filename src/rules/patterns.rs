//! Many phrases looked up in one pass over a text.
//!
//! The phrases stand in a sorted list. At every place where a word may begin, the stretch of the
//! list that agrees with the text is narrowed byte by byte until nothing of it is left, which most
//! often is after two or three. No phrase cuts a word at either end.
//!
//! An Aho-Corasick automaton would look each byte up once, but building one for thousands of
//! phrases takes longer than reading a page does, and the background of an extension is started
//! anew many times a day; a list only has to be sorted. The work stays linear: no place costs more
//! than the longest phrase.

use super::fold::is_wordless_script;

/// Phrases, each with its number in the order they were given.
#[derive(Debug)]
pub struct Patterns {
    sorted: Vec<(Box<[u8]>, u32)>,
    /// Per first byte, where its phrases begin in the list.
    starts: [u32; 257],
}

/// A phrase in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// Number of the phrase.
    pub pattern: usize,
    /// First byte.
    pub begin: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Patterns {
    /// The list of different, folded phrases.
    pub fn new(phrases: Vec<String>) -> Self {
        let bytes = phrases.into_iter().map(|text| text.into_bytes().into());
        let mut sorted: Vec<(Box<[u8]>, u32)> = bytes.zip(0..).collect();
        sorted.sort_unstable();
        let mut starts = [0; 257];
        for first in 0..=255_u8 {
            let next = sorted.partition_point(|(text, _)| text.first() <= Some(&first));
            starts[usize::from(first) + 1] = next as u32;
        }
        Self { sorted, starts }
    }

    /// Every phrase in a folded text, by place, the shorter first.
    pub fn find(&self, folded: &str) -> Vec<Match> {
        let mut found = Vec::new();
        let mut before = None;
        for (begin, c) in folded.char_indices() {
            if !joins(before, Some(c)) {
                self.find_at(folded, begin, &mut found);
            }
            before = Some(c);
        }
        found
    }

    fn find_at(&self, folded: &str, begin: usize, found: &mut Vec<Match>) {
        let text = &folded.as_bytes()[begin..];
        let first = usize::from(text[0]);
        let range = self.starts[first] as usize..self.starts[first + 1] as usize;
        let mut left = &self.sorted[range];
        let mut length = 1;
        while let Some(((shortest, number), rest)) = left.split_first() {
            if shortest.len() == length {
                let end = begin + length;
                let last = folded[..end].chars().next_back();
                if !joins(last, folded[end..].chars().next()) {
                    found.push(Match {
                        pattern: *number as usize,
                        begin,
                        end,
                    });
                }
                left = rest;
                continue;
            }
            let Some(&next) = text.get(length) else { break };
            let from = left.partition_point(|(phrase, _)| phrase[length] < next);
            let to = left.partition_point(|(phrase, _)| phrase[length] <= next);
            left = &left[from..to];
            length += 1;
        }
    }
}

/// Whether two neighbours belong to one word.
fn joins(a: Option<char>, b: Option<char>) -> bool {
    let is_letter = |c: char| c.is_alphanumeric() && !is_wordless_script(c);
    a.is_some_and(is_letter) && b.is_some_and(is_letter)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(phrases: &[&str], text: &str) -> Vec<(usize, String)> {
        let patterns = Patterns::new(phrases.iter().map(|&text| text.to_owned()).collect());
        let matches = patterns.find(text).into_iter();
        matches
            .map(|at| (at.pattern, text[at.begin..at.end].to_owned()))
            .collect()
    }

    #[test]
    fn phrases_may_overlap_and_contain_each_other() {
        let phrases = ["read more", "read", "more news"];
        let expected = [(1, "read"), (0, "read more"), (2, "more news")];
        assert_eq!(
            found(&phrases, "to read more news"),
            expected.map(|(n, text)| (n, text.to_owned()))
        );
    }

    #[test]
    fn no_phrase_cuts_a_word_but_scripts_without_spaces_have_none_to_cut() {
        assert!(found(&["share"], "shareholders overshare").is_empty());
        assert_eq!(found(&["記事"], "関連記事一覧").len(), 1);
        assert_eq!(found(&["(c)", "©"], "text(c) 2031 ©").len(), 2);
    }

    proptest! {
        #[test]
        fn finds_what_a_plain_search_finds(
            phrases in prop::collection::btree_set("[ab]{1,3}( [ab]{1,2})?", 1..12),
            text in "[ab ]{0,40}",
        ) {
            let phrases: Vec<String> = phrases.into_iter().collect();
            let mut expected = Vec::new();
            for (pattern, phrase) in phrases.iter().enumerate() {
                for begin in 0..text.len() {
                    let end = begin + phrase.len();
                    let is_word = |at: Option<usize>| {
                        at.and_then(|at| text.as_bytes().get(at)).is_some_and(|&c| c != b' ')
                    };
                    let is_there = text[begin..].starts_with(phrase.as_str());
                    if is_there && !is_word(begin.checked_sub(1)) && !is_word(Some(end)) {
                        expected.push((begin, end, pattern));
                    }
                }
            }
            expected.sort_unstable();
            let patterns = Patterns::new(phrases);
            let found = patterns.find(&text);
            let found: Vec<_> = found.iter().map(|at| (at.begin, at.end, at.pattern)).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
