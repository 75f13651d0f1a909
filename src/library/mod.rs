//! What a store must keep and answer, without touching a store.
//!
//! The host asks [`plan`] which shards a fingerprint needs, fetches those bytes from wherever it
//! keeps them (`IndexedDB`, a file, memory) and passes them to [`candidates`], [`insert`] or
//! [`remove`]. Values in, values out: a host that is killed between two steps has lost nothing.
//!
//! A story is posted under its hashes, for stories that share text with it, and under its event keys,
//! for independent reports of the same event.
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

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use crate::fingerprint::{Fingerprint, FormatError};

/// Number of shards: at 100,000 stories a shard is a few kilobytes.
pub const SHARDS: u32 = 1 << SHARD_BITS;
const SHARD_BITS: u32 = 12;
/// A hash that more stories than this share tells stories apart no more.
const COMMON: usize = 2_000;
/// Most candidates that share hashes, and what the rarities of those must add up to: a lone hash
/// that dozens of stories have is a stock phrase.
const TEXTS: usize = 128;
const LEAST_RARITY: u32 = 7;
/// Most candidates that share event keys alone, and least keys that they share.
const EVENTS: usize = 24;
const LEAST_KEYS: u32 = 2;

/// A stored story that may share text or report the same event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Candidate {
    /// The story's number.
    pub story: u32,
    /// Number of hashes in common.
    pub shared: u32,
    /// Number of event keys in common.
    pub alike: u32,
}

/// A shard as the host keeps it.
pub type Shard<'a> = (u32, &'a [u8]);

/// The shards that a fingerprint has postings in, ascending.
#[must_use]
pub fn plan(fingerprint: &Fingerprint) -> Vec<u32> {
    let mut keys: Vec<u32> = postings(fingerprint).map(key).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Stories that share hashes with a fingerprint, then those that share event keys alone; in both
/// groups those first that share most of what is rare in the library.
///
/// # Errors
/// When the bytes of a shard are damaged.
pub fn candidates(
    fingerprint: &Fingerprint,
    shards: &[Shard<'_>],
) -> Result<Vec<Candidate>, FormatError> {
    let mut counts: HashMap<u32, Shared> = HashMap::new();
    for (slice, bytes) in shards {
        let Some(shard) = shard::Shard::open(bytes)? else {
            continue;
        };
        let mut look_up = |hash: u32, count: fn(&mut Shared, u32)| -> Result<(), FormatError> {
            let stories = shard.find(low(hash), COMMON + 1)?;
            let rarity = rarity(stories.len());
            for story in stories.into_iter().filter(|_| rarity > 0) {
                count(counts.entry(story).or_default(), rarity);
            }
            Ok(())
        };
        for hash in fingerprint
            .hashes
            .iter()
            .filter(|hash| key(**hash) == *slice)
        {
            look_up(*hash, |shared, rarity| {
                shared.hashes += 1;
                shared.text += rarity;
            })?;
        }
        for event in fingerprint
            .events
            .iter()
            .filter(|hash| key(**hash) == *slice)
        {
            look_up(*event, |shared, rarity| {
                shared.keys += 1;
                shared.event += rarity;
            })?;
        }
    }
    let (mut texts, mut events): (Vec<_>, Vec<_>) = counts
        .into_iter()
        .filter(|(_, shared)| shared.text >= LEAST_RARITY || shared.keys >= LEAST_KEYS)
        .partition(|(_, shared)| shared.text >= LEAST_RARITY);
    texts.sort_unstable_by_key(|(story, shared)| (Reverse((shared.text, shared.event)), *story));
    texts.truncate(TEXTS);
    events.sort_unstable_by_key(|(story, shared)| (Reverse(shared.event), *story));
    events.truncate(EVENTS);
    let found = texts.into_iter().chain(events);
    Ok(found
        .map(|(story, shared)| Candidate {
            story,
            shared: shared.hashes,
            alike: shared.keys,
        })
        .collect())
}

/// What a stored story shares with the one that is looked up: numbers, and sums of their rarities.
#[derive(Clone, Copy, Default)]
struct Shared {
    hashes: u32,
    text: u32,
    keys: u32,
    event: u32,
}

/// What sharing something tells that so many stories have: how often they could be doubled before
/// it is common.
const fn rarity(stories: usize) -> u32 {
    if stories == 0 || stories > COMMON {
        0
    } else {
        (COMMON / stories).ilog2() + 1
    }
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
        for hash in postings(fingerprint) {
            new.entry(key(hash))
                .or_default()
                .push(posting(hash, *story));
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

/// All hashes under which a story is found.
fn postings(fingerprint: &Fingerprint) -> impl Iterator<Item = u32> {
    let events = fingerprint.events.iter();
    fingerprint.hashes.iter().chain(events).copied()
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
