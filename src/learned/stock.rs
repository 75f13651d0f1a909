//! Stock phrases: sentences that stories of several sites hold which share nothing else.
//!
//! "This is a developing story." A story that is copied shares paragraph after paragraph with its
//! copies; a stock phrase comes alone, and in company that changes. So of a story that shares only
//! a sentence or two with other stored stories every sentence is counted, and of one that shares
//! more only those outside what it shares.

use std::collections::HashSet;

use xxhash_rust::xxh3::xxh3_64;

use super::table::{Row, Table};
use crate::bytes::{FormatError, frame, open, seal, take};
use crate::page::meta::url;
use crate::report::{Reading, Span};
use crate::rules::{wording, words};
use crate::text::{CharIndex, sentences};

const MAGIC: [u8; 3] = *b"WPK";
const VERSION: u8 = 1;

/// Rows kept: less than 50 kB.
const ROWS: usize = 4_000;
/// Sites of a row that are told apart.
const SITES: usize = 3;
/// Sites from which on a sentence is stock.
const STOCK: usize = 3;

/// Words of a sentence that can be stock: fewer are anybody's words, more are a story's.
const LENGTH: std::ops::RangeInclusive<usize> = 4..=45;
/// Sentences counted at either end of a story, where stock phrases stand.
const ENDS: usize = 12;
/// Shared sentences up to which two stories share nothing else.
const ALONE: usize = 2;

/// Sentences counted over all stored stories.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stock {
    stories: u32,
    rows: Table<Said>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Said {
    stories: u16,
    last: u16,
    /// Short hashes of the first sites that said it; 0 where there are fewer.
    sites: [u8; SITES],
}

impl Said {
    fn sites(self) -> usize {
        self.sites.iter().filter(|&&site| site != 0).count()
    }
}

impl Row for Said {
    fn write(&self, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(&self.stories.to_le_bytes());
        bytes.extend_from_slice(&self.last.to_le_bytes());
        bytes.extend_from_slice(&self.sites);
    }

    fn read(bytes: &mut &[u8]) -> Result<Self, FormatError> {
        Ok(Self {
            stories: u16::from_le_bytes(take(bytes)?),
            last: u16::from_le_bytes(take(bytes)?),
            sites: take(bytes)?,
        })
    }

    fn worth(&self) -> (u16, u16) {
        (self.stories, self.last)
    }
}

impl Stock {
    /// Counts the sentences of a stored story; `shared` are the spans of its text that other
    /// stored stories have too.
    pub fn count(&mut self, reading: &Reading, shared: &[Span]) {
        let host = url::host(reading.url.as_deref().unwrap_or_default());
        let site = if host.is_empty() {
            reading.site.as_deref().unwrap_or_default()
        } else {
            host.trim_start_matches("www.")
        };
        if site.is_empty() {
            return;
        }
        let site = (xxh3_64(site.as_bytes()) % 255) as u8 + 1;
        let chars = CharIndex::new(&reading.text);
        let mut all: Vec<(u32, bool)> = Vec::new();
        for (begin, end) in sentences(&reading.text) {
            let [from, to] = chars.span(begin, end);
            let is_shared = shared.iter().any(|&[a, b]| a < to && from < b);
            let sentence = &reading.text[begin as usize..end as usize];
            all.extend(hash(sentence).map(|hash| (hash, is_shared)));
        }
        let alone = all.iter().filter(|(_, is_shared)| *is_shared).count() <= ALONE;
        let count = all.len();
        let mut said = HashSet::new();
        for (at, (hash, is_shared)) in all.into_iter().enumerate() {
            if (at < ENDS || at + ENDS >= count) && (alone || !is_shared) {
                said.insert(hash);
            }
        }
        self.stories = self.stories.saturating_add(1);
        let last = (self.stories >> 4).min(u32::from(u16::MAX)) as u16;
        self.rows.update(said.into_iter().collect(), |_, old| {
            let mut said = old.unwrap_or_default();
            said.stories = said.stories.saturating_add(1);
            said.last = last;
            if !said.sites.contains(&site)
                && let Some(free) = said.sites.iter_mut().find(|other| **other == 0)
            {
                *free = site;
            }
            said
        });
        self.rows.shrink(ROWS);
    }

    /// The number of stories that say a sentence, where those are of several sites.
    #[must_use]
    pub fn of(&self, sentence: &str) -> Option<u16> {
        let said = self.rows.get(hash(sentence)?)?;
        (said.sites() >= STOCK).then_some(said.stories)
    }

    /// The bytes that are stored.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = frame(MAGIC, VERSION, 4 + 11 * self.rows.len());
        bytes.extend_from_slice(&self.stories.to_le_bytes());
        self.rows.write(&mut bytes);
        seal(bytes)
    }

    /// Reads stored bytes.
    ///
    /// # Errors
    ///
    /// [`FormatError`] when they are damaged or of another kind or version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FormatError> {
        let mut body = open(bytes, MAGIC, VERSION)?;
        Ok(Self {
            stories: u32::from_le_bytes(take(&mut body)?),
            rows: Table::read(body)?,
        })
    }
}

/// The row of a sentence; none where it is too short or too long to be stock.
fn hash(sentence: &str) -> Option<u32> {
    let wording = wording(sentence);
    let length = words(&wording).count();
    LENGTH
        .contains(&length)
        .then(|| xxh3_64(wording.as_bytes()) as u32)
}

#[cfg(test)]
mod tests {
    use super::{ROWS, Stock};
    use crate::bytes::FormatError;
    use crate::report::Reading;

    const STOCK: &str = "This is a story that goes on; come back for more.";

    /// A word for a number: numbers themselves are all alike.
    fn word(number: usize) -> String {
        let digits = number.to_string();
        digits
            .chars()
            .map(|c| char::from(b'a' + c as u8 - b'0'))
            .collect()
    }

    /// Sentence `n` of story `number`.
    fn own(number: usize, n: usize) -> String {
        format!("The {} of {} stands here alone.", word(n), word(number))
    }

    /// A story about something of its own, on one of seven sites.
    fn reading(number: usize, tail: &str) -> Reading {
        let own: Vec<String> = (0..8).map(|n| own(number, n)).collect();
        Reading {
            url: Some(format!("https://site{}.example/{number}", number % 7)),
            text: format!("{} {tail}", own.join(" ")),
            ..Reading::default()
        }
    }

    #[test]
    fn a_sentence_of_several_sites_is_stock() {
        let mut stock = Stock::default();
        for number in 0..2 {
            stock.count(&reading(number, STOCK), &[]);
        }
        assert_eq!(stock.of(STOCK), None, "two sites may be one newsroom");
        stock.count(&reading(9, "Nothing else."), &[]);
        stock.count(&reading(3, STOCK), &[]);
        assert_eq!(stock.of(STOCK), Some(3));
        assert_eq!(stock.of(&own(1, 1)), None);
        let back = Stock::from_bytes(&stock.to_bytes()).unwrap();
        assert_eq!(back, stock);
    }

    #[test]
    fn sentences_of_a_copied_story_are_not() {
        let mut stock = Stock::default();
        for number in 0..6 {
            let copy = Reading {
                url: reading(number, "").url,
                ..reading(1, "")
            };
            let all = copy.text.chars().count() as u32;
            stock.count(&copy, &[[0, all]]);
        }
        assert_eq!(stock.of(&own(1, 1)), None);
    }

    #[test]
    fn the_sketch_is_bounded_and_what_recurs_stays() {
        let mut stock = Stock::default();
        for number in 0..1_000 {
            stock.count(
                &reading(number, if number % 10 == 0 { STOCK } else { "" }),
                &[],
            );
        }
        assert_eq!(stock.rows.len(), ROWS);
        assert!(stock.to_bytes().len() < 50_000);
        assert!(stock.of(STOCK).is_some());
        let mut damaged = stock.to_bytes();
        damaged[40] ^= 1;
        assert_eq!(Stock::from_bytes(&damaged), Err(FormatError::Checksum));
    }
}
