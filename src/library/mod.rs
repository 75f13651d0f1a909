//! What a store must keep and answer, without touching a store.
//!
//! The host asks [`plan`] which shards a fingerprint needs, fetches those bytes from wherever it
//! keeps them (`IndexedDB`, a file, memory) and passes them to [`candidates`], [`insert`] or
//! [`remove`]. Values in, values out: a host that is killed between two steps has lost nothing.
//!
//! Stories have numbers that the host gives out. A shard holds the postings of one of [`SHARDS`]
//! slices of all hashes; a shard that was never written is empty bytes. Damaged bytes are an error:
//! the host rebuilds the shard from the fingerprints, or those from the texts.

mod bits;
mod checks;
mod families;
mod memory;
mod shard;
mod source;

pub use checks::{Compared, check_claims};
pub use families::families;
pub use memory::Memory;
pub use source::StoryHead;

use std::collections::{BTreeMap, HashMap};

use crate::fingerprint::{Fingerprint, FormatError};

/// Number of shards: at 100,000 stories a shard is a few kilobytes.
pub const SHARDS: u32 = 1 << SHARD_BITS;
const SHARD_BITS: u32 = 12;
/// A hash that more stories than this share tells stories apart no more.
const COMMON: usize = 2_000;
/// Most candidates given.
const CANDIDATES: usize = 256;

/// A stored story that may share text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The story's number.
    pub story: u32,
    /// Number of hashes in common.
    pub shared: u32,
}

/// A shard as the host keeps it.
pub type Shard<'a> = (u32, &'a [u8]);

/// The shards that a fingerprint has postings in, ascending.
#[must_use]
pub fn plan(fingerprint: &Fingerprint) -> Vec<u32> {
    let mut keys: Vec<u32> = fingerprint.hashes.iter().map(|hash| key(*hash)).collect();
    keys.dedup();
    keys
}

/// Stories that share hashes with a fingerprint, most first.
///
/// # Errors
/// When the bytes of a shard are damaged.
pub fn candidates(
    fingerprint: &Fingerprint,
    shards: &[Shard<'_>],
) -> Result<Vec<Candidate>, FormatError> {
    let mut counts: HashMap<u32, u32> = HashMap::new();
    for (slice, bytes) in shards {
        let Some(shard) = shard::Shard::open(bytes)? else {
            continue;
        };
        let own = fingerprint
            .hashes
            .iter()
            .filter(|hash| key(**hash) == *slice);
        for hash in own {
            let stories = shard.find(low(*hash), COMMON + 1)?;
            if stories.len() <= COMMON {
                for story in stories {
                    *counts.entry(story).or_default() += 1;
                }
            }
        }
    }
    let mut found: Vec<Candidate> = counts
        .into_iter()
        .map(|(story, shared)| Candidate { story, shared })
        .collect();
    found.sort_unstable_by(|x, y| y.shared.cmp(&x.shared).then(x.story.cmp(&y.story)));
    found.truncate(CANDIDATES);
    Ok(found)
}

/// Adds stories: the new bytes of every shard that changes. `shards` holds at least the shards of
/// every fingerprint's plan that were written before.
///
/// # Errors
/// When the bytes of a shard are damaged.
pub fn insert(
    stories: &[(u32, &Fingerprint)],
    shards: &[Shard<'_>],
) -> Result<Vec<(u32, Vec<u8>)>, FormatError> {
    let mut new: BTreeMap<u32, Vec<shard::Posting>> = BTreeMap::new();
    for (story, fingerprint) in stories {
        for hash in &fingerprint.hashes {
            new.entry(key(*hash))
                .or_default()
                .push(posting(*hash, *story));
        }
    }
    let old: HashMap<u32, &[u8]> = shards.iter().copied().collect();
    new.into_iter()
        .map(|(key, postings)| {
            Ok((
                key,
                shard::add(old.get(&key).copied().unwrap_or_default(), &postings)?,
            ))
        })
        .collect()
}

/// Takes a story out: the new bytes of every shard that changes.
///
/// # Errors
/// When the bytes of a shard are damaged.
pub fn remove(
    story: u32,
    fingerprint: &Fingerprint,
    shards: &[Shard<'_>],
) -> Result<Vec<(u32, Vec<u8>)>, FormatError> {
    let keys = plan(fingerprint);
    let mut changed = Vec::new();
    for (key, bytes) in shards
        .iter()
        .filter(|(key, _)| keys.binary_search(key).is_ok())
    {
        let mut postings = shard::read(bytes)?;
        let before = postings.len();
        postings.retain(|posting| *posting as u32 != story);
        if postings.len() < before {
            changed.push((*key, shard::write(&postings)));
        }
    }
    Ok(changed)
}

/// The shard of a hash.
const fn key(hash: u32) -> u32 {
    hash >> (32 - SHARD_BITS)
}

/// A hash without the bits that choose its shard.
const fn low(hash: u32) -> u32 {
    hash & ((1 << (32 - SHARD_BITS)) - 1)
}

const fn posting(hash: u32, story: u32) -> shard::Posting {
    (low(hash) as u64) << 32 | story as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn print(words: std::ops::Range<u32>) -> Fingerprint {
        let words: Vec<String> = words
            .map(|n| format!("w{}", n.wrapping_mul(2_654_435_761)))
            .collect();
        Fingerprint::of(&words.join(" "))
    }

    #[test]
    fn stored_stories_are_found_and_removed() {
        let mut library = Memory::default();
        for story in 0..200 {
            let from = story * 500;
            library
                .insert(&[(story, &print(from..from + 300))])
                .unwrap();
        }
        let query = print(7 * 500 + 100..7 * 500 + 160);
        let found = library.candidates(&query).unwrap();
        assert_eq!(found[0].story, 7);
        assert!(found[0].shared >= 3);
        library.remove(7, &print(3500..3800)).unwrap();
        assert!(
            library
                .candidates(&query)
                .unwrap()
                .iter()
                .all(|c| c.story != 7)
        );
    }

    #[test]
    fn order_of_insertion_does_not_matter() {
        let prints: Vec<Fingerprint> = (0..40).map(|n| print(n * 90..n * 90 + 120)).collect();
        let stories: Vec<(u32, &Fingerprint)> = (0..).zip(&prints).collect();
        let (mut forward, mut back, mut bulk) =
            (Memory::default(), Memory::default(), Memory::default());
        for one in &stories {
            forward.insert(&[*one]).unwrap();
        }
        for one in stories.iter().rev() {
            back.insert(&[*one]).unwrap();
        }
        bulk.insert(&stories).unwrap();
        for print in &prints {
            let found = forward.candidates(print).unwrap();
            assert_eq!(found, back.candidates(print).unwrap());
            assert_eq!(found, bulk.candidates(print).unwrap());
        }
    }

    #[test]
    fn damaged_shards_are_an_error() {
        let query = print(0..100);
        let keys = plan(&query);
        assert_eq!(
            candidates(&query, &[(keys[0], b"nonsense".as_slice())]),
            Err(FormatError::Magic)
        );
        assert!(insert(&[(1, &query)], &[(keys[0], b"WPS\x09....".as_slice())]).is_err());
    }
}
