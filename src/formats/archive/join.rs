//! The join: from which stories have a hash to which two share enough to be compared.

use crate::library::{Evidence, rarity};

/// A hash, the story that has it, and whether it is an event key.
pub(super) type Posting = [u8; 9];
/// Two stories, and how rare a hash is that they share, with [`KEY`] added for an event key.
pub(super) type Share = [u8; 9];
const KEY: u8 = 0x80;

/// Two stories that share enough to be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Candidate {
    pub(super) a: u32,
    pub(super) b: u32,
    pub(super) is_report: bool,
}

/// What every two stories share by the postings of one heap.
pub(super) fn shares(mut postings: Vec<Posting>, most: usize) -> Vec<Share> {
    let hash = |posting: &Posting| (number(posting, 0), posting[8]);
    let story = |posting: &Posting| number(posting, 4);
    postings.sort_unstable_by_key(|posting| (hash(posting), story(posting)));
    let mut shares = Vec::new();
    for same in postings.chunk_by(|one, next| hash(one) == hash(next)) {
        let rarity = rarity(same.len()) as u8;
        if same.len() > most || rarity == 0 {
            continue;
        }
        let rarity = rarity | if same[0][8] > 0 { KEY } else { 0 };
        for (at, a) in same.iter().enumerate() {
            let later = same[at + 1..].iter();
            shares.extend(later.map(|b| entry(story(a), story(b), rarity)));
        }
    }
    shares
}

/// The first of the two stories.
pub(super) fn first(share: &Share) -> u32 {
    number(share, 0)
}

/// The candidates among the pairs of one heap, sorted.
pub(super) fn candidates(mut shares: Vec<Share>) -> Vec<Candidate> {
    let pair = |share: &Share| (number(share, 0), number(share, 4));
    shares.sort_unstable_by_key(pair);
    let mut candidates = Vec::new();
    for shared in shares.chunk_by(|one, next| pair(one) == pair(next)) {
        let mut evidence = Evidence::default();
        for rarity in shared.iter().map(|share| share[8]) {
            if rarity & KEY == 0 {
                evidence.add_hash(u32::from(rarity));
            } else {
                evidence.add_key(u32::from(rarity - KEY));
            }
        }
        if evidence.is_enough() {
            let ((a, b), is_report) = (pair(&shared[0]), evidence.is_report());
            candidates.push(Candidate { a, b, is_report });
        }
    }
    candidates
}

/// Two numbers and a byte, as they stand on a heap.
pub(super) fn entry(one: u32, two: u32, last: u8) -> [u8; 9] {
    let mut entry = [last; 9];
    entry[..4].copy_from_slice(&one.to_le_bytes());
    entry[4..8].copy_from_slice(&two.to_le_bytes());
    entry
}

fn number(entry: &[u8; 9], at: usize) -> u32 {
    u32::from_le_bytes([entry[at], entry[at + 1], entry[at + 2], entry[at + 3]])
}
