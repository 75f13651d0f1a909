//! The delta: the postings of the newest stories, of all slices, in one small record.
//!
//! A story has postings in more than a hundred shards, and to write all of those anew for each story
//! would cost more the more stories there are. So an insertion adds to the delta, and beside it
//! *settles* a few slices in turn: what the delta holds of them goes to their shards. After
//! [`TURNS`] insertions every slice has had its turn, so the delta holds the postings of that many
//! stories at most, and a shard is written once for what that many stories have brought.
//!
//! The bytes are the postings themselves, sorted, so that looking up a hash is a binary search.

use crate::bytes::{FormatError, frame, open, seal};

const MAGIC: [u8; 3] = *b"WPD";
const VERSION: u8 = 1;

/// Insertions after which every slice was settled.
pub(super) const TURNS: u32 = 256;

/// One posting: `hash << 32 | story`, the whole hash.
pub(super) type Loose = u64;

/// A delta opened for reading.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Delta<'a>(&'a [[u8; 8]]);

impl<'a> Delta<'a> {
    /// Opens the bytes of a delta; empty bytes are one that was never written.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, FormatError> {
        if bytes.is_empty() {
            return Ok(Self::default());
        }
        let (postings, odd) = open(bytes, MAGIC, VERSION)?.as_chunks();
        if odd.is_empty() {
            Ok(Self(postings))
        } else {
            Err(FormatError::Length)
        }
    }

    /// All postings, sorted.
    pub(super) fn all(self) -> impl Iterator<Item = Loose> + 'a {
        self.0.iter().map(|posting| Loose::from_le_bytes(*posting))
    }

    /// The stories that have a hash: at most `limit`, ascending.
    pub(super) fn find(self, hash: u32, limit: usize) -> impl Iterator<Item = u32> + 'a {
        let of = |posting: &[u8; 8]| (Loose::from_le_bytes(*posting) >> 32) as u32;
        let from = self.0.partition_point(|posting| of(posting) < hash);
        let found = self.0[from..].iter().take_while(move |p| of(p) == hash);
        found.take(limit).map(|p| Loose::from_le_bytes(*p) as u32)
    }
}

/// The bytes of a delta with these postings, sorted.
pub(super) fn write(postings: &[Loose]) -> Vec<u8> {
    let mut bytes = frame(MAGIC, VERSION, 8 * postings.len());
    bytes.extend(postings.iter().flat_map(|posting| posting.to_le_bytes()));
    seal(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postings_come_back_and_are_found() {
        let postings: Vec<Loose> = (0..500_u64).map(|n| (n / 3 * 7) << 32 | n).collect();
        let bytes = write(&postings);
        let delta = Delta::open(&bytes).unwrap();
        assert_eq!(delta.all().collect::<Vec<_>>(), postings);
        assert_eq!(delta.find(14, 9).collect::<Vec<_>>(), [6, 7, 8]);
        assert_eq!(delta.find(14, 2).count(), 2);
        assert_eq!(delta.find(15, 9).count(), 0);
        assert_eq!(Delta::open(&[]).unwrap().find(14, 9).count(), 0);
    }

    #[test]
    fn damage_is_an_error() {
        let bytes = write(&[1 << 32, 2 << 32]);
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 4;
            assert!(Delta::open(&damaged).is_err());
        }
        // With a checksum that holds over postings in disorder: any answer, no panic.
        let disorder = write(&[2 << 32, 1 << 32]);
        let _ = Delta::open(&disorder).unwrap().find(1, 9).count();
    }
}
