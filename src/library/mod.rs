//! What a store must keep and answer, without touching a store.
//!
//! The host asks [`plan`] which records a fingerprint needs, fetches those bytes from wherever it
//! keeps them (`IndexedDB`, files, memory) and passes them to [`candidates`] or [`remove`]; for
//! [`insert`] it asks [`plan_insert`]. Values in, values out: a host that is killed between two steps
//! has lost nothing.
//!
//! A story is posted under its hashes, for stories that share text with it, and under its event keys,
//! for independent reports of the same event.
//!
//! Stories have numbers that the host gives out, one after another. A record is a shard, which holds
//! the postings of one of [`SHARDS`] slices of all hashes, packed and sorted, or the delta, which
//! holds the newest postings of all slices and hands them on slice by slice. A record that was never
//! written is empty bytes. Damaged bytes are an error: the host makes the records anew from the
//! fingerprints, or those from the texts.

mod bits;
mod candidates;
mod checks;
mod delta;
mod evidence;
mod families;
mod memory;
mod related;
mod shard;
mod source;

pub use candidates::{Candidate, Opened, among, candidates};
pub use checks::{Compared, check_claims};
pub use evidence::{Evidence, rarity};
pub use families::families;
pub use memory::Memory;
pub use related::{Found, related, related_by};
pub use source::StoryHead;

use std::collections::HashMap;

use serde::Deserialize;

use crate::fingerprint::{Fingerprint, FormatError};
use crate::order;
use delta::{Delta, Loose, TURNS};

/// Number of shards: at 100,000 stories a shard is ten kilobytes.
pub const SHARDS: u32 = 1 << SHARD_BITS;
const SHARD_BITS: u32 = 12;
/// The key of the delta, beside those of the shards.
const DELTA: u32 = SHARDS;

/// A record as the host keeps it: its key and its bytes.
pub type Shard<'a> = (u32, &'a [u8]);

/// The records that a fingerprint may have postings in, ascending.
#[must_use]
pub fn plan(fingerprint: &Fingerprint) -> Vec<u32> {
    let mut keys: Vec<u32> = postings(fingerprint).map(key).collect();
    keys.push(DELTA);
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// How much of the delta an insertion hands on to the shards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "lowercase")]
pub enum Settling {
    /// A turn for each story: the delta stays small, whatever comes.
    #[default]
    Each,
    /// A turn for one story in 32, for portions that follow one another: each writes a part of the
    /// shards only, while the delta grows to some four thousand stories. [`Settling::All`] must follow.
    Few,
    /// All of it.
    All,
}

/// Stories for which [`Settling::Few`] settles a turn.
const FEW: u32 = 32;

/// The records that inserting stories under these numbers writes, ascending: the delta, and the
/// shards whose turn it is.
#[must_use]
pub fn plan_insert(stories: &[u32], settling: Settling) -> Vec<u32> {
    let due = due(stories.iter().copied(), settling);
    let mut keys: Vec<u32> = (0..SHARDS).filter(|key| due[turn(*key)]).collect();
    keys.push(DELTA);
    keys
}

/// The turns that are due when stories with these numbers come.
fn due(stories: impl Iterator<Item = u32>, settling: Settling) -> [bool; TURNS as usize] {
    let mut due = [settling == Settling::All; TURNS as usize];
    for story in stories {
        match settling {
            Settling::Each => due[(story % TURNS) as usize] = true,
            Settling::Few if story % FEW == 0 => due[(story / FEW % TURNS) as usize] = true,
            Settling::Few | Settling::All => {}
        }
    }
    due
}

/// The turn in which a shard is settled.
const fn turn(key: u32) -> usize {
    (key / (SHARDS / TURNS)) as usize
}

/// Adds stories: the new bytes of every record that changes. `shards` holds those of
/// [`plan_insert`] that were written before.
///
/// # Errors
/// When the bytes of a record are damaged.
pub fn insert(
    stories: &[(u32, &Fingerprint)],
    shards: &[Shard<'_>],
    settling: Settling,
) -> Result<Vec<(u32, Vec<u8>)>, FormatError> {
    let old: HashMap<u32, &[u8]> = shards.iter().copied().collect();
    let old = |key: u32| old.get(&key).copied().unwrap_or_default();
    let due = due(stories.iter().map(|(story, _)| *story), settling);
    let new = stories
        .iter()
        .flat_map(|(story, fingerprint)| postings(fingerprint).map(|hash| posting(hash, *story)));
    let (mut settled, mut kept): (Vec<Loose>, Vec<Loose>) = Delta::open(old(DELTA))?
        .all()
        .chain(new)
        .partition(|posting| due[turn(key(hash(*posting)))]);
    order::sort_by_key(&mut settled, |posting| key(hash(*posting)));
    let mut changed = Vec::new();
    for slice in settled.chunk_by(|x, y| key(hash(*x)) == key(hash(*y))) {
        let of = key(hash(slice[0]));
        let postings: Vec<shard::Posting> = slice
            .iter()
            .map(|loose| u64::from(rest(hash(*loose))) << 32 | u64::from(*loose as u32))
            .collect();
        changed.push((of, shard::add(old(of), &postings)?));
    }
    kept.sort_unstable();
    kept.dedup();
    changed.push((DELTA, delta::write(&kept)));
    Ok(changed)
}

/// Takes a story out: the new bytes of every record that changes.
///
/// # Errors
/// When the bytes of a record are damaged.
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
        let is_delta = *key == DELTA;
        let mut postings = if is_delta {
            Delta::open(bytes)?.all().collect()
        } else {
            shard::read(bytes)?
        };
        let before = postings.len();
        postings.retain(|posting| *posting as u32 != story);
        if postings.len() < before {
            let write = if is_delta { delta::write } else { shard::write };
            changed.push((*key, write(&postings)));
        }
    }
    Ok(changed)
}

/// All hashes under which a story is found.
fn postings(fingerprint: &Fingerprint) -> impl Iterator<Item = u32> {
    let events = fingerprint.events.iter();
    fingerprint.hashes.iter().chain(events).copied()
}

/// The shard of a hash. Its lowest bits tell: by its highest, most hashes that winnowing keeps would
/// share a few shards.
const fn key(hash: u32) -> u32 {
    hash & (SHARDS - 1)
}

/// A hash without the bits that choose its shard.
const fn rest(hash: u32) -> u32 {
    hash >> SHARD_BITS
}

const fn posting(hash: u32, story: u32) -> Loose {
    (hash as u64) << 32 | story as u64
}

const fn hash(posting: Loose) -> u32 {
    (posting >> 32) as u32
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
    fn an_insertion_writes_as_few_records_however_many_stories_there_are() {
        let mut records: HashMap<u32, Vec<u8>> = HashMap::new();
        let view = |records: &HashMap<u32, Vec<u8>>, keys: Vec<u32>| -> Vec<(u32, Vec<u8>)> {
            let there = keys.into_iter();
            there
                .filter_map(|key| Some((key, records.get(&key)?.clone())))
                .collect()
        };
        for story in 0..3 * TURNS {
            let own = print(story * 500..story * 500 + 200);
            let old = view(&records, plan_insert(&[story], Settling::Each));
            let old: Vec<Shard<'_>> = old.iter().map(|(key, b)| (*key, b.as_slice())).collect();
            let changed = insert(&[(story, &own)], &old, Settling::Each).unwrap();
            assert!(changed.len() <= (SHARDS / TURNS + 1) as usize);
            records.extend(changed);
            assert!(records[&DELTA].len() < 8 * 60 * TURNS as usize);
            // The story is found at once, as is one whose slices were all settled.
            for known in [story, story / 3] {
                let print = print(known * 500 + 50..known * 500 + 120);
                let read = view(&records, plan(&print));
                let read: Vec<Shard<'_>> =
                    read.iter().map(|(key, b)| (*key, b.as_slice())).collect();
                assert_eq!(candidates(&print, &read).unwrap()[0].story, known);
            }
        }
    }

    #[test]
    fn portions_write_a_part_of_the_shards_each_and_the_last_settles_all() {
        let mut library = Memory::default();
        let (size, portions) = (512, 24);
        for first in (0..portions * size).step_by(size as usize) {
            let numbers: Vec<u32> = (first..first + size).collect();
            let written = plan_insert(&numbers, Settling::Few).len() as u32;
            assert_eq!(written, SHARDS / TURNS * size / FEW + 1);
            let prints = numbers.iter().map(|n| print(n * 20..n * 20 + 20));
            let prints: Vec<Fingerprint> = prints.collect();
            let stories: Vec<_> = numbers.into_iter().zip(&prints).collect();
            library.insert_settling(&stories, Settling::Few).unwrap();
        }
        let postings = |library: &Memory| {
            Delta::open(library.get(DELTA).unwrap())
                .unwrap()
                .all()
                .count()
        };
        let each = print(0..20).hashes.len();
        assert!(postings(&library) < 2 * each * (FEW * TURNS) as usize);
        let found = library.candidates(&print(40..60)).unwrap();
        library.insert_settling(&[], Settling::All).unwrap();
        assert_eq!(postings(&library), 0);
        assert_eq!(library.candidates(&print(40..60)).unwrap(), found);
        assert_eq!(found[0].story, 2);
    }

    #[test]
    fn a_phrase_that_dozens_of_stories_have_finds_none_of_them() {
        let phrase: Vec<String> = (0..18).map(|n| format!("stock{n}")).collect();
        let phrase = phrase.join(" ");
        let with = |story: u32, words: u32| {
            let own: Vec<String> = (0..words).map(|n| format!("w{story}x{n}")).collect();
            Fingerprint::of(&format!("{phrase} {}", own.join(" ")))
        };
        let found = |stories: u32| {
            let mut library = Memory::default();
            let prints: Vec<Fingerprint> = (0..stories).map(|story| with(story, 80)).collect();
            let numbered: Vec<(u32, &Fingerprint)> = (0..).zip(&prints).collect();
            library.insert(&numbered).unwrap();
            let query = with(stories, 80);
            let shared = prints[0].hashes.iter();
            let shared = shared.filter(|hash| query.hashes.contains(hash)).count();
            assert!((1..=3).contains(&shared), "{shared}");
            // Copies of one of them are found among them all the same.
            let copy = library.candidates(&with(0, 70)).unwrap();
            assert_eq!(copy[0].story, 0);
            library.candidates(&query).unwrap().len()
        };
        assert_eq!((found(9), found(150)), (9, 0));
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
        // A shard is only read when it has something to take in.
        let many: Vec<(u32, &Fingerprint)> = (0..TURNS).map(|story| (story, &query)).collect();
        let damaged = [(keys[0], b"WPS\x09....".as_slice())];
        assert!(insert(&many, &damaged, Settling::Each).is_err());
        let damaged = [(DELTA, b"WPD\x09....".as_slice())];
        assert!(insert(&[(1, &query)], &damaged, Settling::Each).is_err());
    }
}
