//! A library held in memory: the store of the command line, and the shortest example of a host.

use std::collections::HashMap;

use super::{Candidate, Settling, Shard, candidates, insert, plan, plan_insert, remove};
use crate::fingerprint::{Fingerprint, FormatError};

/// Shards and the delta, by key.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    shards: HashMap<u32, Vec<u8>>,
}

impl Memory {
    /// Adds stories under their numbers.
    ///
    /// # Errors
    /// When a record is damaged.
    pub fn insert(&mut self, stories: &[(u32, &Fingerprint)]) -> Result<(), FormatError> {
        self.insert_settling(stories, Settling::Each)
    }

    /// Adds stories, and hands on as much of the delta as is said.
    ///
    /// # Errors
    /// When a record is damaged.
    pub fn insert_settling(
        &mut self,
        stories: &[(u32, &Fingerprint)],
        settling: Settling,
    ) -> Result<(), FormatError> {
        let numbers: Vec<u32> = stories.iter().map(|(story, _)| *story).collect();
        let old = self.fetch(&plan_insert(&numbers, settling));
        let changed = insert(stories, &old, settling)?;
        self.shards.extend(changed);
        Ok(())
    }

    /// Takes a story out.
    ///
    /// # Errors
    /// When a record is damaged.
    pub fn remove(&mut self, story: u32, fingerprint: &Fingerprint) -> Result<(), FormatError> {
        let changed = remove(story, fingerprint, &self.fetch(&plan(fingerprint)))?;
        self.shards.extend(changed);
        Ok(())
    }

    /// Stories that share hashes with a fingerprint, most first.
    ///
    /// # Errors
    /// When a record is damaged.
    pub fn candidates(&self, fingerprint: &Fingerprint) -> Result<Vec<Candidate>, FormatError> {
        candidates(fingerprint, &self.fetch(&plan(fingerprint)))
    }

    /// The bytes of a record, if it was ever written.
    #[must_use]
    pub fn get(&self, key: u32) -> Option<&[u8]> {
        self.shards.get(&key).map(Vec::as_slice)
    }

    /// Puts back the bytes of a record, as [`Memory::get`] gave them.
    pub fn put(&mut self, key: u32, bytes: Vec<u8>) {
        self.shards.insert(key, bytes);
    }

    /// Bytes of all records together.
    #[must_use]
    pub fn size(&self) -> usize {
        self.shards.values().map(Vec::len).sum()
    }

    fn fetch(&self, keys: &[u32]) -> Vec<Shard<'_>> {
        keys.iter()
            .filter_map(|key| Some((*key, self.shards.get(key)?.as_slice())))
            .collect()
    }
}
