//! A shard: the postings of one slice of all hashes, as bytes.
//!
//! A posting says "story s has hash h". The bytes hold a packed part, sorted by hash (gaps in Rice
//! code, story numbers in as many bits as the largest needs: under four bytes a posting), and a
//! small unsorted tail that new stories are appended to; when the tail has grown to a fraction of
//! the packed part, the two are merged. So adding a story costs a copy of the shard, not a sort.

use xxhash_rust::xxh3::xxh3_64;

use super::bits::{Reader, Writer};
use crate::fingerprint::{self, FormatError};

const MAGIC: [u8; 3] = *b"WPS";
const VERSION: u8 = 1;
/// Magic, version, number of packed postings, bytes of the packed part, bits of a story number,
/// bits of a gap's rest, two bytes kept zero.
const HEADER: usize = 4 + 4 + 4 + 4;
/// Bytes of a posting in the tail.
const LOOSE: usize = 8;
/// The tail may hold this many postings whatever the size of the packed part.
const TAIL: usize = 32;

/// One posting: `hash << 32 | story`, the hash without the bits that chose the shard.
pub(super) type Posting = u64;

/// All postings of a shard, sorted; empty bytes are an empty shard.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Posting>, FormatError> {
    let Some(parts) = parts(bytes)? else {
        return Ok(Vec::new());
    };
    let mut postings = unpack(&parts).ok_or(FormatError::Length)?;
    if !parts.tail.is_empty() {
        postings.extend(parts.tail.iter().map(|loose| u64::from_le_bytes(*loose)));
        postings.sort_unstable();
        postings.dedup();
    }
    Ok(postings)
}

/// The bytes of a shard with these postings, sorted and each once.
pub(super) fn write(postings: &[Posting]) -> Vec<u8> {
    let (packed, story_bits, gap_bits) = pack(postings);
    let mut bytes = Vec::with_capacity(HEADER + packed.len() + 8);
    bytes.extend_from_slice(&MAGIC);
    bytes.push(VERSION);
    bytes.extend_from_slice(&(postings.len() as u32).to_le_bytes());
    bytes.extend_from_slice(&(packed.len() as u32).to_le_bytes());
    bytes.extend_from_slice(&[story_bits as u8, gap_bits as u8, 0, 0]);
    bytes.extend_from_slice(&packed);
    bytes.extend_from_slice(&xxh3_64(&bytes).to_le_bytes());
    bytes
}

/// The bytes of a shard with further postings.
pub(super) fn add(bytes: &[u8], new: &[Posting]) -> Result<Vec<u8>, FormatError> {
    let Some(parts) = parts(bytes)? else {
        let mut postings = new.to_vec();
        postings.sort_unstable();
        postings.dedup();
        return Ok(write(&postings));
    };
    if parts.tail.len() + new.len() > TAIL + parts.count / 16 {
        let mut postings = read(bytes)?;
        postings.extend_from_slice(new);
        postings.sort_unstable();
        postings.dedup();
        return Ok(write(&postings));
    }
    let mut longer = Vec::with_capacity(bytes.len() + LOOSE * new.len());
    longer.extend_from_slice(&bytes[..bytes.len() - 8]);
    for posting in new {
        longer.extend_from_slice(&posting.to_le_bytes());
    }
    longer.extend_from_slice(&xxh3_64(&longer).to_le_bytes());
    Ok(longer)
}

struct Parts<'a> {
    count: usize,
    story_bits: u32,
    gap_bits: u32,
    packed: &'a [u8],
    tail: &'a [[u8; LOOSE]],
}

fn parts(bytes: &[u8]) -> Result<Option<Parts<'_>>, FormatError> {
    if bytes.is_empty() {
        return Ok(None);
    }
    let body = fingerprint::open(bytes, MAGIC, VERSION)?;
    let (header, rest) = body
        .split_first_chunk::<{ HEADER - 4 }>()
        .ok_or(FormatError::Length)?;
    let number = |at: usize| {
        u32::from_le_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]) as usize
    };
    let (story_bits, gap_bits) = (u32::from(header[8]), u32::from(header[9]));
    let (packed, tail) = rest
        .split_at_checked(number(4))
        .ok_or(FormatError::Length)?;
    let (tail, odd) = tail.as_chunks::<LOOSE>();
    // A posting takes at least a bit, which bounds what a damaged count can ask for.
    let fits = number(0) <= packed.len() * 8;
    if !odd.is_empty() || !fits || story_bits > 32 || gap_bits > 24 {
        return Err(FormatError::Length);
    }
    Ok(Some(Parts {
        count: number(0),
        story_bits,
        gap_bits,
        packed,
        tail,
    }))
}

fn pack(postings: &[Posting]) -> (Vec<u8>, u32, u32) {
    let largest = postings
        .iter()
        .map(|posting| *posting as u32)
        .max()
        .unwrap_or(0);
    let story_bits = 32 - largest.leading_zeros();
    let span = postings.last().map_or(0, |posting| posting >> 32);
    let mean = (span / postings.len().max(1) as u64) as u32;
    let gap_bits = (32 - mean.leading_zeros()).saturating_sub(1);
    let mut writer = Writer::default();
    let mut before = 0;
    for posting in postings {
        let hash = (posting >> 32) as u32;
        writer.put_rice(hash - before, gap_bits);
        writer.put(*posting as u32, story_bits);
        before = hash;
    }
    (writer.finish(), story_bits, gap_bits)
}

fn unpack(parts: &Parts<'_>) -> Option<Vec<Posting>> {
    let mut reader = Reader::new(parts.packed);
    let mut postings = Vec::with_capacity(parts.count + parts.tail.len());
    let mut hash = 0_u32;
    for _ in 0..parts.count {
        hash = hash.checked_add(reader.get_rice(parts.gap_bits)?)?;
        postings.push(u64::from(hash) << 32 | u64::from(reader.get(parts.story_bits)?));
    }
    Some(postings)
}

#[cfg(test)]
mod tests {
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
        let bytes = add(&write(&some(100)), &[5 << 32 | 7]).unwrap();
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 4;
            assert!(read(&damaged).is_err());
            // With a checksum that holds, as a hostile file would have: any answer, no panic.
            let body = damaged.len() - 8;
            let sum = xxh3_64(&damaged[..body]).to_le_bytes();
            damaged[body..].copy_from_slice(&sum);
            let _ = read(&damaged);
        }
    }
}
