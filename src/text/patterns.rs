//! Many phrases looked up in one pass over a text.
//!
//! A text falls into pieces that no phrase cuts: words, and characters that belong to none. A phrase
//! is a row of whole pieces, so the phrases are sorted by a hash of their first piece, and only where
//! a piece of the text has phrases of its hash are these narrowed, byte by byte, until none is left.
//! Most pieces of most texts begin no phrase. The pieces are found once for all lists that a text is
//! looked through by ([`Pieces`]).
//!
//! An Aho-Corasick automaton would look each byte up once, but building one for thousands of
//! phrases takes longer than reading a page does, and the background of an extension is started
//! anew many times a day; a list only has to be sorted. The work stays linear: no place costs more
//! than the longest phrase.

use crate::order;

/// Phrases, each with its number in the order they were given.
#[derive(Debug)]
pub struct Patterns {
    /// By the hash of their first pieces, then by their bytes.
    sorted: Vec<Phrase>,
    /// Per hash, and one more: where its phrases begin in the list.
    starts: Vec<u32>,
}

/// Ordered as it is declared.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Phrase {
    hash: usize,
    text: Box<[u8]>,
    number: u32,
}

/// Bytes of a text whose pieces are kept: they take more room than the text.
const KEPT: usize = 1 << 16;

/// The pieces of a folded text, but for spaces: where each begins, and its hash. None of a long text,
/// where every list finds them anew.
#[derive(Clone, Debug, Default)]
pub struct Pieces(Option<Vec<(u32, u32)>>);

impl Pieces {
    /// The pieces of a text.
    #[must_use]
    pub fn of(folded: &str) -> Self {
        Self((folded.len() <= KEPT).then(|| {
            let mut all = Vec::with_capacity(folded.len() / 5);
            all.extend(pieces(folded));
            all.shrink_to_fit();
            all
        }))
    }
}

/// The pieces of a folded text, one after another.
fn pieces(folded: &str) -> impl Iterator<Item = (u32, u32)> {
    let mut begin = 0;
    let mut next = move || {
        let at = begin;
        let first = folded.as_bytes().get(at)?;
        let (length, hash) = first_piece(&folded[at..]);
        begin += length;
        Some((*first, (at as u32, hash)))
    };
    std::iter::from_fn(move || {
        loop {
            match next()? {
                (b' ', _) => {}
                (_, piece) => return Some(piece),
            }
        }
    })
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
    #[must_use]
    pub fn new(phrases: Vec<String>) -> Self {
        let hashes = (2 * phrases.len()).next_power_of_two();
        let phrase = |(text, number): (String, u32)| Phrase {
            hash: first_piece(&text).1 as usize & (hashes - 1),
            text: text.into_bytes().into(),
            number,
        };
        let mut sorted: Vec<Phrase> = phrases.into_iter().zip(0..).map(phrase).collect();
        order::sort(&mut sorted);
        let mut starts = vec![0; hashes + 1];
        for phrase in &sorted {
            starts[phrase.hash + 1] += 1;
        }
        for hash in 0..hashes {
            starts[hash + 1] += starts[hash];
        }
        Self { sorted, starts }
    }

    /// Every phrase in a folded text with these pieces, by place, the shorter first.
    #[must_use]
    pub fn find(&self, folded: &str, pieces: &Pieces) -> Vec<Match> {
        match &pieces.0 {
            Some(all) => self.find_by(folded, all.iter().copied()),
            None => self.find_once(folded),
        }
    }

    /// The same of a text that is looked through by no other list.
    #[must_use]
    pub fn find_once(&self, folded: &str) -> Vec<Match> {
        self.find_by(folded, pieces(folded))
    }

    fn find_by(&self, folded: &str, pieces: impl Iterator<Item = (u32, u32)>) -> Vec<Match> {
        let mut found = Vec::new();
        // Their number is a power of two.
        let last = self.starts.len() - 2;
        for (begin, hash) in pieces {
            let hash = hash as usize & last;
            let range = self.starts[hash] as usize..self.starts[hash + 1] as usize;
            if !range.is_empty() {
                find_at(&self.sorted[range], folded, begin as usize, &mut found);
            }
        }
        found
    }

    /// The longest phrase at every place, none overlapping the one before it; the first of equals.
    #[must_use]
    pub fn longest(&self, folded: &str, pieces: &Pieces) -> Vec<Match> {
        let mut longest: Vec<Match> = Vec::new();
        for found in self.find(folded, pieces) {
            match longest.last_mut() {
                Some(last) if last.begin == found.begin && last.end < found.end => *last = found,
                Some(last) if last.end > found.begin => {}
                _ => longest.push(found),
            }
        }
        longest
    }
}

/// Which of the phrases, sorted by their bytes, a text has at a place.
fn find_at(mut left: &[Phrase], folded: &str, begin: usize, found: &mut Vec<Match>) {
    let text = &folded.as_bytes()[begin..];
    let mut length = 0;
    while let Some((shortest, rest)) = left.split_first() {
        if shortest.text.len() == length {
            let end = begin + length;
            let last = folded[..end].chars().next_back();
            if !(last.is_some_and(is_letter) && folded[end..].starts_with(is_letter)) {
                found.push(Match {
                    pattern: shortest.number as usize,
                    begin,
                    end,
                });
            }
            left = rest;
            continue;
        }
        let Some(&next) = text.get(length) else { break };
        let from = left.partition_point(|phrase| phrase.text[length] < next);
        let to = left.partition_point(|phrase| phrase.text[length] <= next);
        left = &left[from..to];
        length += 1;
    }
}

/// Whether the character belongs to a script that writes without spaces, where a word has no
/// visible bounds.
#[must_use]
pub fn is_wordless_script(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2ffff}')
}

/// The first piece of a text, a word or a character that belongs to none: its bytes, and its hash
/// (FNV-1a).
fn first_piece(text: &str) -> (usize, u32) {
    const BASIS: u32 = 0x811c_9dc5;
    let join = |hash: u32, &byte: &u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    let bytes = text.as_bytes();
    let (mut length, mut hash) = (0, BASIS);
    while let Some(byte) = bytes
        .get(length)
        .filter(|byte| byte.is_ascii_alphanumeric())
    {
        hash = join(hash, byte);
        length += 1;
    }
    let is_longer = bytes.get(length).is_some_and(|byte| !byte.is_ascii());
    if is_longer || length == 0 {
        let rest = &text[length..];
        length += rest.find(|c| !is_letter(c)).unwrap_or(rest.len());
        if length == 0 {
            length = rest.chars().next().map_or(0, char::len_utf8);
        }
        hash = bytes[..length].iter().fold(BASIS, join);
    }
    (length, hash ^ hash >> 15)
}

/// Whether a character makes one word with its like beside it.
fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric()
    } else {
        !is_wordless_script(c) && c.is_alphanumeric()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(phrases: &[&str], text: &str) -> Vec<(usize, String)> {
        let patterns = Patterns::new(phrases.iter().map(|&text| text.to_owned()).collect());
        let matches = patterns.find_once(text).into_iter();
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
    fn the_longest_of_those_that_overlap_counts_and_the_first() {
        let phrases = ["read", "read more", "more news", "news"];
        let phrases = phrases.map(str::to_owned).to_vec();
        let text = "to read more news";
        let longest = Patterns::new(phrases).longest(text, &Pieces::of(text));
        let numbers: Vec<usize> = longest.iter().map(|at| at.pattern).collect();
        assert_eq!(numbers, [1, 3]);
    }

    #[test]
    fn no_phrase_cuts_a_word_but_scripts_without_spaces_have_none_to_cut() {
        assert!(found(&["share"], "shareholders overshare").is_empty());
        assert_eq!(found(&["記事"], "関連記事一覧").len(), 1);
        assert_eq!(found(&["(c)", "©"], "text(c) 2031 ©").len(), 2);
    }

    #[test]
    fn a_long_text_is_looked_through_as_a_short_one_is() {
        let patterns = Patterns::new(vec!["read more".to_owned()]);
        for long in [0, KEPT] {
            let text = "lamp ".repeat(long) + "read more";
            assert_eq!(patterns.find(&text, &Pieces::of(&text)).len(), 1);
        }
    }

    proptest! {
        #[test]
        fn pieces_are_words_and_what_stands_between_them(text in "[ab7é中—, ]{0,24}") {
            let mut at = 0;
            while at < text.len() {
                let (length, hash) = first_piece(&text[at..]);
                let piece = &text[at..at + length];
                prop_assert!(piece.chars().count() == 1 || piece.chars().all(is_letter), "{piece}");
                prop_assert_eq!(first_piece(piece), (length, hash));
                at += length;
            }
        }

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
            let found = patterns.find(&text, &Pieces::of(&text));
            prop_assert_eq!(&found, &patterns.find_once(&text));
            let found: Vec<_> = found.iter().map(|at| (at.begin, at.end, at.pattern)).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
