//! Bytes that a store keeps: a magic number, a version, the body, a checksum.
//!
//! Everything of the core that outlives a run is framed so. What is damaged, or written by another
//! version, is refused with a reason and never guessed at: it can always be computed again from
//! the stored texts.

use thiserror::Error;
use xxhash_rust::xxh3::xxh3_64;

/// Bytes of the checksum.
const CHECKSUM: usize = 8;

/// Why stored bytes are refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum FormatError {
    /// The bytes are not of this kind at all.
    #[error("these bytes are not what they should be: the magic number is missing")]
    Magic,
    /// Another version of the core wrote them.
    #[error("version {0} is not known; compute it again from the stored text")]
    Version(u8),
    /// They are cut short, or longer than they say.
    #[error("the bytes are cut short or damaged")]
    Length,
    /// They were changed since they were written.
    #[error("the checksum does not hold: the bytes are damaged")]
    Checksum,
}

/// Opens a frame: what is pushed behind it is the body, until [`seal`] closes it.
pub(crate) fn frame(magic: [u8; 3], version: u8, capacity: usize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(4 + capacity + CHECKSUM);
    bytes.extend_from_slice(&magic);
    bytes.push(version);
    bytes
}

/// Closes a frame with its checksum.
pub(crate) fn seal(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.extend_from_slice(&xxh3_64(&bytes).to_le_bytes());
    bytes
}

/// Checks magic, version and checksum of stored bytes and gives the body.
pub(crate) fn open(bytes: &[u8], magic: [u8; 3], version: u8) -> Result<&[u8], FormatError> {
    let (head, rest) = bytes.split_first_chunk::<4>().ok_or(FormatError::Length)?;
    if head[..3] != magic {
        return Err(FormatError::Magic);
    }
    if head[3] != version {
        return Err(FormatError::Version(head[3]));
    }
    let (body, checksum) = rest
        .split_last_chunk::<CHECKSUM>()
        .ok_or(FormatError::Length)?;
    if xxh3_64(&bytes[..bytes.len() - CHECKSUM]) != u64::from_le_bytes(*checksum) {
        return Err(FormatError::Checksum);
    }
    Ok(body)
}

/// Takes the next bytes of a body.
pub(crate) fn take<const N: usize>(body: &mut &[u8]) -> Result<[u8; N], FormatError> {
    let (bytes, rest) = body.split_first_chunk().ok_or(FormatError::Length)?;
    *body = rest;
    Ok(*bytes)
}
