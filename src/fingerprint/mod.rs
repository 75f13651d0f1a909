//! What stands for a story in an index: a few dozen hashes chosen so that any shared passage of
//! some length has one in common.
//!
//! The hashes of all word 4-grams are *winnowed* (Schleimer, Wilkerson and Aiken, "Winnowing: local
//! algorithms for document fingerprinting", 2003): of every 12 in a row the smallest is kept, so
//! two texts that share 15 words in a row share a kept hash, wherever the words stand. Inside
//! quotations, where a shared sentence is all there may be, the window is 4.
//!
//! Beside them stand the story's event keys ([`Terms::keys`]), by which reports of one event are found
//! that share no passage.
//!
//! A fingerprint is stored. Its bytes carry a magic number, a version and a checksum; the hash
//! (XXH3-64, fixed seed, upper half kept) and the normalisation of words are part of the version.

mod terms;

pub use terms::{Term, Terms};

use xxhash_rust::xxh3::xxh3_64_with_seed;

pub use crate::bytes::FormatError;
use crate::bytes::{frame, open, seal};
use crate::text::{Text, Word, exact_hash, size};

/// Words in one hashed group.
const GRAM: usize = 4;
/// Of so many groups in a row at least one is kept.
const WINDOW: usize = 12;
/// The same inside quotations.
const QUOTED_WINDOW: usize = 4;
/// Seed of the group hash.
const SEED: u64 = 0x5769_7265_7072_6e74;

const MAGIC: [u8; 3] = *b"WPF";
/// Version of the fingerprint: bytes, hash and normalisation.
pub const VERSION: u8 = 2;
/// Number of words, exact hash, number of hashes, number of event keys.
const HEADER: usize = 4 + 8 + 4 + 4;

/// The hashes that stand for a story.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fingerprint {
    /// Number of words of the story.
    pub words: u32,
    /// Hash of the text without its typography: equal for stories that are `exact` copies.
    pub exact: u64,
    /// The kept hashes, ascending, each once.
    pub hashes: Vec<u32>,
    /// Event keys, ascending, each once.
    pub events: Vec<u32>,
}

impl Fingerprint {
    /// The fingerprint of a story's text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let words = Text::new(text);
        Self::new(&words, &Terms::new(text, &words), exact_hash(text))
    }

    /// The same from a text that was read already.
    #[must_use]
    pub fn new(text: &Text, terms: &Terms, exact: u64) -> Self {
        Self {
            words: size(&text.words),
            exact,
            hashes: winnow(&text.words),
            events: terms.keys(),
        }
    }

    /// The bytes that are stored.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let count = self.hashes.len() + self.events.len();
        let mut bytes = frame(MAGIC, VERSION, HEADER + 4 * count);
        bytes.extend_from_slice(&self.words.to_le_bytes());
        bytes.extend_from_slice(&self.exact.to_le_bytes());
        bytes.extend_from_slice(&(self.hashes.len() as u32).to_le_bytes());
        bytes.extend_from_slice(&(self.events.len() as u32).to_le_bytes());
        for hash in self.hashes.iter().chain(&self.events) {
            bytes.extend_from_slice(&hash.to_le_bytes());
        }
        seal(bytes)
    }

    /// Reads stored bytes.
    ///
    /// # Errors
    /// When the bytes are damaged or of another kind or version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FormatError> {
        let body = open(bytes, MAGIC, VERSION)?;
        let (words, rest) = body.split_first_chunk::<4>().ok_or(FormatError::Length)?;
        let (exact, rest) = rest.split_first_chunk::<8>().ok_or(FormatError::Length)?;
        let (count, rest) = rest.split_first_chunk::<4>().ok_or(FormatError::Length)?;
        let (keys, rest) = rest.split_first_chunk::<4>().ok_or(FormatError::Length)?;
        let (all, tail) = rest.as_chunks::<4>();
        let count = u32::from_le_bytes(*count) as usize;
        let keys = u32::from_le_bytes(*keys) as usize;
        if !tail.is_empty() || Some(all.len()) != count.checked_add(keys) {
            return Err(FormatError::Length);
        }
        let numbers = |all: &[[u8; 4]]| all.iter().map(|one| u32::from_le_bytes(*one)).collect();
        Ok(Self {
            words: u32::from_le_bytes(*words),
            exact: u64::from_le_bytes(*exact),
            hashes: numbers(&all[..count]),
            events: numbers(&all[count..]),
        })
    }
}

/// The kept hashes of a run of words.
fn winnow(words: &[Word]) -> Vec<u32> {
    if words.is_empty() {
        return Vec::new();
    }
    let grams: Vec<u32> = words.windows(GRAM.min(words.len())).map(gram).collect();
    let mut kept = Vec::with_capacity(grams.len() / 4);
    least_of_each(&grams, WINDOW, &mut kept);
    // Groups that lie wholly in one quotation, again with the narrower window.
    let mut begin = 0;
    while begin < words.len() {
        let quoted = words[begin].is_quoted();
        let end = begin
            + words[begin..]
                .iter()
                .position(|w| w.is_quoted() != quoted)
                .unwrap_or(words.len() - begin);
        if quoted && end - begin >= GRAM {
            least_of_each(&grams[begin..=end - GRAM], QUOTED_WINDOW, &mut kept);
        }
        begin = end;
    }
    kept.sort_unstable();
    kept.dedup();
    kept
}

fn gram(words: &[Word]) -> u32 {
    let mut bytes = [0; 8 * GRAM];
    for (word, slot) in words.iter().zip(bytes.chunks_exact_mut(8)) {
        slot.copy_from_slice(&word.hash.to_le_bytes());
    }
    (xxh3_64_with_seed(&bytes, SEED) >> 32) as u32
}

/// Keeps the smallest hash of every `window` in a row (the last of equal ones).
fn least_of_each(grams: &[u32], window: usize, kept: &mut Vec<u32>) {
    let window = window.min(grams.len());
    let mut least: Option<usize> = None;
    for end in window..=grams.len() {
        let begin = end - window;
        let newest = end - 1;
        let fresh = match least {
            Some(at) if at >= begin => {
                if grams[newest] <= grams[at] {
                    newest
                } else {
                    continue;
                }
            }
            // The smallest left the window: look again. On average once in half a window.
            _ => (begin..end)
                .rev()
                .min_by_key(|at| grams[*at])
                .unwrap_or(newest),
        };
        least = Some(fresh);
        kept.push(grams[fresh]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prose(from: usize, words: usize) -> String {
        let words: Vec<String> = (from..from + words)
            .map(|n| format!("w{}", n * 7919 % 100_003))
            .collect();
        words.join(" ")
    }

    #[test]
    fn a_shared_passage_shares_a_hash() {
        for start in 0..50 {
            let passage = prose(start * 100, 15);
            let one = Fingerprint::of(&format!(
                "{} {passage} {}",
                prose(90_000, 200),
                prose(80_000, 90)
            ));
            let other = Fingerprint::of(&format!("{} {passage}", prose(70_000, 150)));
            assert!(
                one.hashes
                    .iter()
                    .any(|hash| other.hashes.binary_search(hash).is_ok())
            );
        }
    }

    #[test]
    fn quotations_are_sampled_more_densely() {
        let words = prose(0, 60);
        let plain = Fingerprint::of(&words);
        let quoted = Fingerprint::of(&format!("“{words}”"));
        assert!(quoted.hashes.len() > plain.hashes.len() + 5);
        assert!(plain.hashes.iter().all(|hash| quoted.hashes.contains(hash)));
    }

    #[test]
    fn bytes_come_back_and_damage_is_an_error() {
        let print = Fingerprint::of(&prose(0, 300));
        let bytes = print.to_bytes();
        assert_eq!(Fingerprint::from_bytes(&bytes), Ok(print));
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x10;
            assert!(Fingerprint::from_bytes(&damaged).is_err(), "byte {at}");
            assert!(
                Fingerprint::from_bytes(&bytes[..at]).is_err(),
                "cut at {at}"
            );
        }
        let mut newer = bytes;
        newer[3] = VERSION + 1;
        assert_eq!(
            Fingerprint::from_bytes(&newer),
            Err(FormatError::Version(VERSION + 1))
        );
    }

    #[test]
    fn bytes_are_stable() {
        // What a fixed text comes to: a change here is a change of the format's version.
        let print = Fingerprint::of(
            "The council of Port Ellery, U.S., voted 14–3 on Monday to close the old harbour road, \
             which 1,200 lorries a day had used. “We will not wait for another crack,” said its \
             chair, Ada Holm.",
        );
        let known = Fingerprint {
            words: 36,
            exact: 12_190_804_554_207_608_642,
            hashes: vec![
                495_685_129,
                541_709_352,
                793_543_364,
                1_006_070_592,
                1_366_704_197,
            ],
            events: vec![
                49_752_372,
                1_008_843_671,
                2_360_385_016,
                3_320_370_536,
                3_412_248_132,
            ],
        };
        assert_eq!(print, known);
        let bytes = print.to_bytes();
        assert_eq!(bytes[..8], *b"WPF\x02\x24\0\0\0");
        assert_eq!(bytes.len(), 4 + HEADER + 4 * 10 + 8);
    }

    #[test]
    fn short_and_empty_texts_have_fingerprints_too() {
        assert_eq!(Fingerprint::of("").hashes, [0_u32; 0]);
        assert_eq!(Fingerprint::of("Fire at harbour").hashes.len(), 1);
        assert_eq!(
            Fingerprint::of("Fire at harbour").hashes,
            Fingerprint::of("FIRE AT HARBOR").hashes
        );
    }
}
