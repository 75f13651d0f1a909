//! The words by which a report of an event is known.
//!
//! Two reports written independently share no passage, but they share names, places and the words of
//! the matter. So the different words of a story are counted, over the whole text and over its first
//! 200 words, where reports say what happened; capitals, which names have, count double, and forms
//! of one word are known by their first letters.
//!
//! The heaviest of them are the story's *event keys*: postings beside those of its hashes, by which a
//! library finds reports of one event. Which words are heaviest follows from the story alone and is
//! reckoned in whole numbers, so that every host stores the same keys.

use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use crate::order;
use crate::text::Text;

/// Words of the beginning that are looked at apart.
const LEAD: usize = 200;
/// Letters by which forms of one word are known as one.
const STEM: usize = 6;
/// Event keys of a story.
const KEYS: usize = 12;
/// Seed of the hash of an event key, so that none meets the hash of a group of words.
const SEED: u64 = 0x6576_656e_7421;

/// The different words of a story with their counts, sorted by hash.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    terms: Vec<Term>,
    words: u32,
}

/// A word of a story and how often it stands there.
#[derive(Clone, Copy, Debug)]
pub struct Term {
    /// Hash of its stem.
    pub hash: u64,
    /// Weighted count in the story.
    pub count: u16,
    /// The same in its beginning.
    pub lead: u16,
    /// Whether every text of its language is made of it.
    pub common: bool,
}

impl Terms {
    /// Counts the words of a text; those of stock paragraphs are left out.
    #[must_use]
    pub fn new(source: &str, text: &Text) -> Self {
        let mut terms: Vec<Term> = Vec::with_capacity(text.words.len());
        let mut form = Vec::with_capacity(4 * STEM);
        let words = text.words.iter().enumerate();
        for (place, word) in words.filter(|(_, word)| !word.is_stock()) {
            let hash = if word.is_glyph() || word.is_common() {
                word.hash
            } else {
                stem(&source[word.begin as usize..word.end as usize], &mut form);
                xxh3_64(&form)
            };
            let count = if word.is_capital() { 2 } else { 1 };
            terms.push(Term {
                hash,
                count,
                lead: if place < LEAD { count } else { 0 },
                common: word.is_common(),
            });
        }
        let mut terms = sorted(terms);
        terms.dedup_by(|next, term| {
            let same = next.hash == term.hash;
            if same {
                term.count = term.count.saturating_add(next.count);
                term.lead = term.lead.saturating_add(next.lead);
                term.common &= next.common;
            }
            same
        });
        Self {
            terms,
            words: text.size(),
        }
    }

    /// The words, sorted by hash.
    pub fn iter(&self) -> impl Iterator<Item = &Term> {
        self.terms.iter()
    }

    /// Number of words of the story.
    #[must_use]
    pub const fn words(&self) -> u32 {
        self.words
    }

    /// The event keys: hashes of the heaviest words, ascending.
    #[must_use]
    pub fn keys(&self) -> Vec<u32> {
        // Often in the whole and often in the beginning.
        let weight = |term: &Term| (1 + u32::from(term.count)) * (1 + u32::from(term.lead));
        let mut telling: Vec<(u32, u64)> = self
            .terms
            .iter()
            .filter(|term| !term.common && term.count > 1)
            .map(|term| (weight(term), term.hash))
            .collect();
        order::sort_by_key(&mut telling, |(weight, hash)| {
            (std::cmp::Reverse(*weight), *hash)
        });
        let heaviest = telling.iter().take(KEYS);
        let mut keys: Vec<u32> = heaviest
            .map(|(_, hash)| (xxh3_64_with_seed(&hash.to_le_bytes(), SEED) >> 32) as u32)
            .collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}

/// Sorts terms by hash: first into heaps by the first byte of it, then each heap, most of which hold
/// two or three. This is the longest list that is sorted for every story that is compared.
fn sorted(terms: Vec<Term>) -> Vec<Term> {
    let heap = |term: &Term| (term.hash >> 56) as usize;
    let mut ends = [0_usize; 257];
    for term in &terms {
        ends[heap(term) + 1] += 1;
    }
    for heap in 0..256 {
        ends[heap + 1] += ends[heap];
    }
    let mut sorted = terms.clone();
    for term in terms {
        let end = &mut ends[heap(&term)];
        sorted[*end] = term;
        *end += 1;
    }
    for terms in sorted.chunk_by_mut(|x, y| heap(x) == heap(y)) {
        terms.sort_by_key(|term| term.hash);
    }
    sorted
}

/// The first letters of a word, in lower case, as UTF-8.
fn stem(word: &str, form: &mut Vec<u8>) {
    form.clear();
    if word.is_ascii() {
        let letters = word.bytes().filter(u8::is_ascii_alphanumeric);
        form.extend(letters.take(STEM).map(|byte| byte.to_ascii_lowercase()));
    } else {
        let letters = word.chars().filter(|c| c.is_alphanumeric());
        let mut utf8 = [0; 4];
        for c in letters.flat_map(char::to_lowercase).take(STEM) {
            form.extend_from_slice(c.encode_utf8(&mut utf8).as_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<u32> {
        Terms::new(text, &Text::new(text)).keys()
    }

    fn shared(one: &str, two: &str) -> usize {
        let two = keys(two);
        keys(one).iter().filter(|key| two.contains(key)).count()
    }

    #[test]
    fn reports_of_one_event_share_keys_and_others_do_not() {
        let one = "A ferry ran aground off Port Ellery on Monday; forty people were rescued by \
            Captain Orme, and the ferry was towed to Ellery.";
        let same = "Forty passengers were saved when the Ellery ferry grounded, said Captain Orme of \
            the coastguard. The ferries stay in port.";
        let other = "The council of Northmere voted to raise parking fees after a long debate.";
        assert!(shared(one, same) >= 3);
        assert_eq!(shared(one, other), 0);
    }

    #[test]
    fn keys_are_few_whatever_the_length() {
        let long: Vec<String> = (0..3000).map(|n| format!("Name{n}")).collect();
        let long = long.join(" ");
        assert_eq!(keys(&long).len(), KEYS);
        assert_eq!(keys(""), [0_u32; 0]);
    }
}
