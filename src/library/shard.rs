//! A shard: the postings of one slice of all hashes, as bytes.
//!
//! A posting says "story s has hash h". The bytes hold a packed part, sorted by hash (gaps in Rice
//! code, story numbers in as many bits as the largest needs: under four bytes a posting) and cut
//! into blocks with a directory, so that looking up a hash reads one block; and a small unsorted
//! tail that postings from the delta are appended to. When the tail has grown to a fraction of the
//! packed part, the two are merged. So settling costs a copy of the shard, seldom a sort.
//!
//! Winnowing keeps the smallest of hashes in a row, so small ones are many and large ones few: each
//! block has the width of its own gaps.

use super::bits::{Reader, Writer};
use crate::bytes::{FormatError, frame, open, seal};

const MAGIC: [u8; 3] = *b"WPS";
const VERSION: u8 = 3;
/// Number of packed postings, bytes of the packed part, bits of a story number, three bytes kept
/// zero.
const HEADER: usize = 4 + 4 + 4;
/// Postings in a block of the packed part.
const BLOCK: usize = 128;
/// Bytes of a block's entry in the directory: its first hash (three bytes), bits of a gap's rest,
/// and where it begins.
const ENTRY: usize = 8;
/// Bytes of a posting in the tail.
const LOOSE: usize = 8;
/// The tail may hold this many postings whatever the size of the packed part.
const TAIL: usize = 32;

/// One posting: `hash << 32 | story`, the hash without the bits that chose the shard.
pub(super) type Posting = u64;

/// A shard opened for reading.
#[derive(Debug)]
pub(super) struct Shard<'a> {
    count: usize,
    story_bits: u32,
    directory: &'a [[u8; ENTRY]],
    packed: &'a [u8],
    tail: &'a [[u8; LOOSE]],
}

impl<'a> Shard<'a> {
    /// Opens the bytes of a shard; none for the empty bytes of one that was never written.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Option<Self>, FormatError> {
        if bytes.is_empty() {
            return Ok(None);
        }
        let body = open(bytes, MAGIC, VERSION)?;
        let (header, rest) = body
            .split_first_chunk::<HEADER>()
            .ok_or(FormatError::Length)?;
        let number = |at: usize| -> usize {
            u32::from_le_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]])
                as usize
        };
        let (count, length) = (number(0), number(4));
        let story_bits = u32::from(header[8]);
        let blocks = count.div_ceil(BLOCK) * ENTRY;
        let (directory, rest) = rest.split_at_checked(blocks).ok_or(FormatError::Length)?;
        let (packed, tail) = rest.split_at_checked(length).ok_or(FormatError::Length)?;
        let (tail, odd) = tail.as_chunks::<LOOSE>();
        if !odd.is_empty() || story_bits > 32 {
            return Err(FormatError::Length);
        }
        let directory = directory.as_chunks::<ENTRY>().0;
        Ok(Some(Self {
            count,
            story_bits,
            directory,
            packed,
            tail,
        }))
    }

    /// The stories that have a hash: at most `limit`, ascending, each once.
    pub(super) fn find(&self, hash: u32, limit: usize) -> Result<Vec<u32>, FormatError> {
        let mut found = Vec::new();
        // The hash may begin in the block before the first one that begins with it.
        let first = self
            .directory
            .partition_point(|entry| Entry::read(*entry).hash < hash);
        'blocks: for block in first.saturating_sub(1)..self.directory.len() {
            if Entry::read(self.directory[block]).hash > hash {
                break;
            }
            let mut postings = self.block(block)?;
            while let Some(other) = postings.hash()? {
                if other > hash || found.len() == limit {
                    break 'blocks;
                }
                if other == hash {
                    found.push(postings.story()?);
                } else {
                    postings.pass()?;
                }
            }
        }
        let loose = self.tail.iter().map(|loose| u64::from_le_bytes(*loose));
        found.extend(
            loose
                .filter(|posting| (posting >> 32) as u32 == hash)
                .map(|p| p as u32),
        );
        found.sort_unstable();
        found.dedup();
        found.truncate(limit);
        Ok(found)
    }

    /// All postings, sorted.
    pub(super) fn all(&self) -> Result<Vec<Posting>, FormatError> {
        let mut postings = Vec::with_capacity(self.directory.len() * BLOCK + self.tail.len());
        for block in 0..self.directory.len() {
            let mut packed = self.block(block)?;
            while let Some(hash) = packed.hash()? {
                postings.push(u64::from(hash) << 32 | u64::from(packed.story()?));
            }
        }
        postings.extend(self.tail.iter().map(|loose| u64::from_le_bytes(*loose)));
        postings.sort_unstable();
        postings.dedup();
        Ok(postings)
    }

    /// The postings of one block.
    fn block(&self, block: usize) -> Result<Block<'a>, FormatError> {
        let entry = Entry::read(self.directory[block]);
        let packed = self.packed.get(entry.begin..).ok_or(FormatError::Length)?;
        Ok(Block {
            reader: Reader::new(packed),
            left: BLOCK.min(self.count - block * BLOCK),
            hash: entry.hash,
            gap_bits: entry.gap_bits,
            story_bits: self.story_bits,
        })
    }
}

/// The postings of a block, one after the other: the hash of each, then its story, which is read or
/// passed over. An error where the bytes do not hold them.
struct Block<'a> {
    reader: Reader<'a>,
    left: usize,
    hash: u32,
    gap_bits: u32,
    story_bits: u32,
}

impl Block<'_> {
    fn hash(&mut self) -> Result<Option<u32>, FormatError> {
        let Some(left) = self.left.checked_sub(1) else {
            return Ok(None);
        };
        self.left = left;
        let gap = self.reader.get_rice(self.gap_bits);
        let hash = gap.and_then(|gap| self.hash.checked_add(gap));
        self.hash = hash.ok_or(FormatError::Length)?;
        Ok(Some(self.hash))
    }

    fn story(&mut self) -> Result<u32, FormatError> {
        self.reader.get(self.story_bits).ok_or(FormatError::Length)
    }

    fn pass(&mut self) -> Result<(), FormatError> {
        self.reader.skip(self.story_bits).ok_or(FormatError::Length)
    }
}

/// What the directory says of a block.
struct Entry {
    hash: u32,
    gap_bits: u32,
    begin: usize,
}

impl Entry {
    /// A gap's rest has fewer bits than a hash: more is what only damaged bytes say.
    fn read(bytes: [u8; ENTRY]) -> Self {
        let both = u64::from_le_bytes(bytes);
        Self {
            hash: both as u32 & 0xff_ffff,
            gap_bits: (both as u32 >> 24).min(24),
            begin: (both >> 32) as usize,
        }
    }
}

/// All postings of a shard's bytes, sorted.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Posting>, FormatError> {
    Shard::open(bytes)?.map_or(Ok(Vec::new()), |shard| shard.all())
}

/// The bytes of a shard with these postings, sorted and each once.
pub(super) fn write(postings: &[Posting]) -> Vec<u8> {
    let largest = postings
        .iter()
        .map(|posting| *posting as u32)
        .max()
        .unwrap_or(0);
    let story_bits = 32 - largest.leading_zeros();
    let (mut directory, mut packed) = (Vec::new(), Vec::new());
    for block in postings.chunks(BLOCK) {
        let mut before = (block[0] >> 32) as u32;
        let span = (block[block.len() - 1] >> 32) as u32 - before;
        let mean = span / block.len() as u32;
        let gap_bits = (32 - mean.leading_zeros()).saturating_sub(1);
        directory.extend_from_slice(&(before | gap_bits << 24).to_le_bytes());
        directory.extend_from_slice(&(packed.len() as u32).to_le_bytes());
        let mut writer = Writer::default();
        for posting in block {
            let hash = (posting >> 32) as u32;
            writer.put_rice(hash - before, gap_bits);
            writer.put(*posting as u32, story_bits);
            before = hash;
        }
        packed.append(&mut writer.finish());
    }
    let mut bytes = frame(MAGIC, VERSION, HEADER + directory.len() + packed.len());
    bytes.extend_from_slice(&(postings.len() as u32).to_le_bytes());
    bytes.extend_from_slice(&(packed.len() as u32).to_le_bytes());
    bytes.extend_from_slice(&[story_bits as u8, 0, 0, 0]);
    bytes.extend_from_slice(&directory);
    bytes.extend_from_slice(&packed);
    seal(bytes)
}

/// The bytes of a shard with further postings.
pub(super) fn add(bytes: &[u8], new: &[Posting]) -> Result<Vec<u8>, FormatError> {
    match Shard::open(bytes)? {
        Some(shard) if shard.tail.len() + new.len() <= TAIL + shard.count / 16 => {
            let mut longer = Vec::with_capacity(bytes.len() + LOOSE * new.len());
            longer.extend_from_slice(&bytes[..bytes.len() - 8]);
            for posting in new {
                longer.extend_from_slice(&posting.to_le_bytes());
            }
            Ok(seal(longer))
        }
        shard => {
            let mut postings = shard.map_or(Ok(Vec::new()), |shard| shard.all())?;
            postings.extend_from_slice(new);
            postings.sort_unstable();
            postings.dedup();
            Ok(write(&postings))
        }
    }
}

#[cfg(test)]
mod tests {
    use xxhash_rust::xxh3::xxh3_64;

    use super::*;

    fn some(count: u64) -> Vec<Posting> {
        let mut postings: Vec<Posting> = (0..count)
            .map(|n| (((n * 7_919_777) % (1 << 20)) << 32) | ((n * 31) % 100_000))
            .collect();
        postings.sort_unstable();
        postings.dedup();
        postings
    }

    #[test]
    fn postings_come_back_in_under_four_bytes_each() {
        let postings = some(2200);
        let bytes = write(&postings);
        assert_eq!(read(&bytes), Ok(postings));
        assert!(bytes.len() < 2200 * 4, "{}", bytes.len());
        assert_eq!(read(&[]), Ok(vec![]));
    }

    #[test]
    fn bytes_are_stable() {
        // A change here is a change of the format's version.
        let bytes = write(&some(300));
        let longer = add(&bytes, &[(7 << 32) | 9]).unwrap();
        let known = [12_247_961_111_459_152_407, 16_855_987_293_273_170_736];
        assert_eq!([bytes, longer].map(|bytes| xxh3_64(&bytes)), known);
    }

    #[test]
    fn a_hash_is_found_wherever_its_postings_lie() {
        const LATE: u64 = 9_000_000;
        // One hash over several blocks, among others.
        let mut postings: Vec<Posting> = (0..600).map(|story| (7_u64 << 32) | story).collect();
        postings.extend(some(500));
        postings.sort_unstable();
        postings.dedup();
        let bytes = add(&write(&postings), &[(7 << 32) | LATE]).unwrap();
        let shard = Shard::open(&bytes).unwrap().unwrap();
        let found = shard.find(7, 10_000).unwrap();
        assert_eq!((found.len(), found[0], found[600]), (601, 0, LATE as u32));
        assert_eq!(shard.find(7, 50).unwrap().len(), 50);
        for posting in some(500) {
            let stories = shard.find((posting >> 32) as u32, 10_000).unwrap();
            assert!(stories.contains(&(posting as u32)));
        }
        assert_eq!(shard.find(6, 10).unwrap(), [0_u32; 0]);
    }

    #[test]
    fn adding_appends_and_then_merges() {
        let mut bytes = Vec::new();
        let all = some(3000);
        for chunk in all.chunks(7) {
            bytes = add(&bytes, chunk).unwrap();
        }
        assert_eq!(read(&bytes), Ok(all));
    }

    #[test]
    fn damage_is_an_error_not_a_panic() {
        let bytes = add(&write(&some(100)), &[(5 << 32) | 7]).unwrap();
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 4;
            assert!(read(&damaged).is_err());
            // With a checksum that holds, as a hostile file would have: any answer, no panic.
            damaged.truncate(damaged.len() - 8);
            let _ = read(&seal(damaged));
        }
    }
}
