//! A table of counts that cannot grow without bound.
//!
//! Rows are kept under the hash of what they count. When there are too many, those seen least go,
//! the longest unseen first: what recurs is kept, and most of what a page holds never comes again.
//! (The idea is that of lossy counting: Manku and Motwani, "Approximate frequency counts over data
//! streams", 2002.)

use crate::bytes::{FormatError, take};
use crate::order;

/// What is counted under one hash.
pub(super) trait Row: Copy {
    /// Appends the row's bytes.
    fn write(&self, bytes: &mut Vec<u8>);

    /// Takes what [`Self::write`] wrote.
    fn read(bytes: &mut &[u8]) -> Result<Self, FormatError>;

    /// What it is worth to keep: how often it was seen, then how lately.
    fn worth(&self) -> (u16, u16);
}

/// Rows by hash, ascending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Table<R>(Vec<(u32, R)>);

impl<R> Default for Table<R> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<R: Row> Table<R> {
    pub(super) fn get(&self, hash: u32) -> Option<&R> {
        let at = self.0.binary_search_by_key(&hash, |row| row.0).ok()?;
        Some(&self.0[at].1)
    }

    /// Changes the rows of hashes, each of which is given once; `add` gets the old row, if any.
    pub(super) fn update(&mut self, hashes: Vec<u32>, mut add: impl FnMut(u32, Option<R>) -> R) {
        let mut fresh = Vec::new();
        for hash in hashes {
            match self.0.binary_search_by_key(&hash, |row| row.0) {
                Ok(at) => self.0[at].1 = add(hash, Some(self.0[at].1)),
                Err(_) => fresh.push((hash, add(hash, None))),
            }
        }
        self.0.extend(fresh);
        order::sort_by_key(&mut self.0, |row| row.0);
    }

    /// Lets the rows of least worth go.
    pub(super) fn shrink(&mut self, most: usize) {
        if self.0.len() > most {
            order::sort_by_key(&mut self.0, |(hash, row)| {
                (std::cmp::Reverse(row.worth()), *hash)
            });
            self.0.truncate(most);
            order::sort_by_key(&mut self.0, |row| row.0);
        }
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn write(&self, bytes: &mut Vec<u8>) {
        for (hash, row) in &self.0 {
            bytes.extend_from_slice(&hash.to_le_bytes());
            row.write(bytes);
        }
    }

    /// Reads what [`Self::write`] wrote.
    pub(super) fn read(mut bytes: &[u8]) -> Result<Self, FormatError> {
        let mut rows = Vec::new();
        while !bytes.is_empty() {
            rows.push((u32::from_le_bytes(take(&mut bytes)?), R::read(&mut bytes)?));
        }
        if rows.is_sorted_by(|a: &(u32, R), b| a.0 < b.0) {
            Ok(Self(rows))
        } else {
            Err(FormatError::Length)
        }
    }
}
