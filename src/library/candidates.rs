//! Candidates: the stories that a fingerprint may share text with, or that may report the same event.
//!
//! Every hash of the fingerprint names the stories that have it. Each of them is counted, the rarer
//! the more: what thousands of stories have tells nothing. Then the stories are ranked, those that
//! share text and those that only share the words of an event apart, and the first of each are given.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::convert::Infallible;

use serde::{Deserialize, Serialize};

use super::delta::Delta;
use super::evidence::{COMMON, Evidence, rarity};
use super::related::Idle;
use super::{DELTA, Shard, key, postings, rest, shard};
use crate::fingerprint::{Fingerprint, FormatError};
use crate::order;
use crate::text::WordMap;

/// Most candidates that share hashes.
const TEXTS: usize = 128;
/// Most candidates that share event keys alone.
const EVENTS: usize = 24;

/// A stored story that may share text or report the same event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(export))]
pub struct Candidate {
    /// The story's number.
    pub story: u32,
    /// Number of hashes in common.
    pub shared: u32,
    /// Number of event keys in common.
    pub alike: u32,
    /// Their rarities together.
    pub rare: u32,
    /// Whether it is looked at even where those before it come to nothing: what a host fetches at once.
    /// Where no such report is related, those behind them are let go.
    pub first: bool,
}

/// Stories that share hashes with a fingerprint, then those that share event keys alone: of the former
/// those first that share most of what is rare in the library, of the latter those that share most keys.
///
/// # Errors
/// When the bytes of a record are damaged.
pub fn candidates(
    fingerprint: &Fingerprint,
    shards: &[Shard<'_>],
) -> Result<Vec<Candidate>, FormatError> {
    Opened::new(shards)?.candidates(fingerprint)
}

/// Records that were checked and opened once, to look up many fingerprints.
#[derive(Debug, Default)]
pub struct Opened<'a> {
    delta: Delta<'a>,
    /// By their keys.
    shards: Vec<(u32, shard::Shard<'a>)>,
}

impl<'a> Opened<'a> {
    /// Opens records.
    ///
    /// # Errors
    /// When the bytes of one are damaged.
    pub fn new(records: &[Shard<'a>]) -> Result<Self, FormatError> {
        let mut opened = Self {
            delta: Delta::default(),
            shards: Vec::with_capacity(records.len()),
        };
        for (key, bytes) in records {
            if *key == DELTA {
                opened.delta = Delta::open(bytes)?;
            } else if let Some(shard) = shard::Shard::open(bytes)? {
                opened.shards.push((*key, shard));
            }
        }
        order::sort_by_key(&mut opened.shards, |(key, _)| *key);
        Ok(opened)
    }

    /// As [`candidates`]; of the records in the fingerprint's [plan](super::plan) all that were ever
    /// written must be among those that were opened.
    ///
    /// # Errors
    /// When the bytes of a record are damaged.
    pub fn candidates(&self, fingerprint: &Fingerprint) -> Result<Vec<Candidate>, FormatError> {
        ranked(fingerprint, |hash| {
            let place = self
                .shards
                .binary_search_by_key(&key(hash), |(key, _)| *key);
            let mut stories = match place {
                Ok(place) => self.shards[place].1.find(rest(hash), COMMON + 1)?,
                Err(_) => Vec::new(),
            };
            stories.extend(self.delta.find(hash, COMMON + 1));
            stories.sort_unstable();
            stories.dedup();
            Ok(Cow::from(stories))
        })
    }
}

/// The candidates of each of several fingerprints among those before it, which are numbered from 0:
/// as if each had been inserted into a library of their own before the next was looked up.
#[must_use]
pub fn among(fingerprints: &[Fingerprint]) -> Vec<Vec<Candidate>> {
    let mut before: HashMap<u32, Vec<u32>> = HashMap::new();
    let one = |(story, fingerprint): (u32, &Fingerprint)| {
        let Ok(found) = ranked(fingerprint, |hash| {
            Ok::<_, Infallible>(Cow::from(before.get(&hash).map_or(&[][..], Vec::as_slice)))
        });
        for hash in postings(fingerprint) {
            let stories = before.entry(hash).or_default();
            // A hash that is an event key too is posted once, and one that is common tells nothing.
            if stories.len() <= COMMON && stories.last() != Some(&story) {
                stories.push(story);
            }
        }
        found
    };
    (0..).zip(fingerprints).map(one).collect()
}

/// The candidates of a fingerprint; `stories_with` finds the stories that have a hash.
fn ranked<'s, E>(
    fingerprint: &Fingerprint,
    stories_with: impl Fn(u32) -> Result<Cow<'s, [u32]>, E>,
) -> Result<Vec<Candidate>, E> {
    let mut counts: WordMap<(u32, Evidence)> = WordMap::default();
    let mut look_up = |hash: u32, count: fn(&mut Evidence, u32)| -> Result<(), E> {
        let stories = stories_with(hash)?;
        let rarity = rarity(stories.len());
        for &story in stories.iter().filter(|_| rarity > 0) {
            let (_, evidence) = counts
                .entry(spread(story))
                .or_insert((story, Evidence::default()));
            count(evidence, rarity);
        }
        Ok(())
    };
    for hash in &fingerprint.hashes {
        look_up(*hash, Evidence::add_hash)?;
    }
    for event in &fingerprint.events {
        look_up(*event, Evidence::add_key)?;
    }
    let (mut texts, mut events): (Vec<_>, Vec<_>) = counts
        .into_values()
        .filter(|(_, evidence)| evidence.is_enough())
        .partition(|(_, evidence)| evidence.is_text());
    order::sort_by_key(&mut texts, |(story, evidence)| {
        (Reverse((evidence.text, evidence.event)), *story)
    });
    texts.truncate(TEXTS);
    // Four common names tell more of an event than two rare ones, which meet by chance.
    order::sort_by_key(&mut events, |(story, evidence)| {
        (Reverse((evidence.keys, evidence.event)), *story)
    });
    events.truncate(EVENTS);
    let mut idle = Idle::default();
    let candidate = |(story, evidence): (u32, Evidence)| {
        let mut candidate = Candidate {
            story,
            shared: evidence.hashes,
            alike: evidence.keys,
            rare: evidence.event,
            first: false,
        };
        // One text that is related renews the patience with all.
        candidate.first = candidate.shared > 0 || idle.bears(&candidate);
        if candidate.first {
            idle.count(&candidate, false);
        }
        candidate
    };
    Ok(texts.into_iter().chain(events).map(candidate).collect())
}

/// A story's number with its bits spread, as a map by hash wants them.
const fn spread(story: u32) -> u64 {
    (story as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}
