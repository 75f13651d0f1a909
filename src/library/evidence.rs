//! Whether what two stories share is enough to compare them.
//!
//! A hash that two stories share tells the more, the fewer stories have it: what two have was copied,
//! what dozens have is a stock phrase, what thousands have tells nothing. So what is counted is not
//! hashes but their rarities, in whole numbers that every host and every database reckons alike.

/// A hash that more stories than this share tells stories apart no more.
pub(super) const COMMON: usize = 2_000;
/// How rare one of the shared hashes must be, or all together: what dozens of stories have is a stock
/// phrase, and a longer one has two hashes or three.
const LEAST_RARITY: u32 = 7;
const LEAST_RARITIES: u32 = 14;
/// Least event keys that two reports share.
pub(super) const LEAST_KEYS: u32 = 2;

/// What sharing something tells that so many stories have: how often they could be doubled before
/// it is common; 0 for what is common.
#[must_use]
pub const fn rarity(stories: usize) -> u32 {
    if stories == 0 || stories > COMMON {
        0
    } else {
        (COMMON / stories).ilog2() + 1
    }
}

/// What two stories share: numbers, and sums of rarities.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Number of hashes in common.
    pub hashes: u32,
    /// Their rarities together.
    pub text: u32,
    /// The greatest of them.
    pub rarest: u32,
    /// Number of event keys in common.
    pub keys: u32,
    /// Their rarities together.
    pub event: u32,
}

impl Evidence {
    /// Counts a shared hash.
    pub fn add_hash(&mut self, rarity: u32) {
        self.hashes += 1;
        self.text += rarity;
        self.rarest = self.rarest.max(rarity);
    }

    /// Counts a shared event key.
    pub fn add_key(&mut self, rarity: u32) {
        self.keys += 1;
        self.event += rarity;
    }

    /// Whether it is text that is shared, and more than a stock phrase.
    #[must_use]
    pub const fn is_text(&self) -> bool {
        self.rarest >= LEAST_RARITY || self.text >= LEAST_RARITIES
    }

    /// Whether it may be a report of the same event.
    #[must_use]
    pub const fn is_report(&self) -> bool {
        self.keys >= LEAST_KEYS
    }

    /// Whether it is enough to compare the two.
    #[must_use]
    pub const fn is_enough(&self) -> bool {
        self.is_text() || self.is_report()
    }
}
