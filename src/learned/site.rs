//! The template of one site, as its stored pages show it.
//!
//! A block recurs where the same words, numbers aside, stand in the same place of pages with
//! different stories. Counted are such blocks, and the places themselves: what stood there, by the
//! readings so far. A story that comes again (another version, a re-run under another address) is
//! not counted again, or its paragraphs would look like the site's template.
//!
//! (The first half is the idea of passim's `pboiler`: Cordell and Smith, "Viral Texts".)

use std::collections::HashMap;

use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use super::table::{Row, Table};
use crate::bytes::{FormatError, frame, open, seal, take};
use crate::report::{Block, Kind, Reading, SiteSummary, Span};
use crate::rules::{fold, wording, words};

const MAGIC: [u8; 3] = *b"WPT";
const VERSION: u8 = 1;

/// Rows kept: with [`STORIES`] marks, less than 50 kB.
const ROWS: usize = 2_800;
/// Stories remembered, so as not to count them again.
const STORIES: usize = 200;

/// Smallest hashes of a story's word triples by which it is known.
const MINIMA: usize = 8;
/// Of so many in common, two stories are one.
const SAME: usize = 4;
/// Words of a story that are hashed.
const MAX_WORDS: usize = 3_000;

/// What the stored pages of one site have in common.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Site {
    pages: u32,
    words: u64,
    boilerplate: u64,
    stories: Vec<Story>,
    rows: Table<Seen>,
}

/// How a story is known again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Story {
    address: u32,
    minima: [u32; MINIMA],
}

impl Story {
    fn of(reading: &Reading) -> Self {
        let address = reading.canonical.as_deref().or(reading.url.as_deref());
        let mut minima = [u32::MAX; MINIMA];
        let folded = fold(&reading.text);
        let hashes: Vec<u64> = words(&folded)
            .take(MAX_WORDS)
            .map(|word| xxh3_64(word.as_bytes()))
            .collect();
        for three in hashes.windows(3) {
            let mixed = three[0] ^ three[1].rotate_left(21) ^ three[2].rotate_left(42);
            for (seed, least) in (0..).zip(&mut minima) {
                let hash = xxh3_64_with_seed(&mixed.to_le_bytes(), seed) as u32;
                *least = (*least).min(hash);
            }
        }
        Self {
            address: address.map_or(0, |address| xxh3_64(address.as_bytes()) as u32),
            minima,
        }
    }

    fn is(&self, other: &Self) -> bool {
        let shared = self.minima.iter().zip(&other.minima);
        let shared = shared.filter(|(a, b)| a == b && **a != u32::MAX).count();
        self.address != 0 && self.address == other.address || shared >= SAME
    }

    fn write(&self, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(&self.address.to_le_bytes());
        for least in self.minima {
            bytes.extend_from_slice(&least.to_le_bytes());
        }
    }

    fn read(bytes: &mut &[u8]) -> Result<Self, FormatError> {
        let address = u32::from_le_bytes(take(bytes)?);
        let mut minima = [0; MINIMA];
        for least in &mut minima {
            *least = u32::from_le_bytes(take(bytes)?);
        }
        Ok(Self { address, minima })
    }
}

/// How often a block, or any block in its place, was seen, and as what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Seen {
    /// Pages it was seen on.
    pub pages: u16,
    /// Number of the last of them.
    last: u16,
    /// Blocks of it.
    blocks: u16,
    /// What it mostly was read as (a [`Kind`]'s place in the vocabulary) and by how many blocks
    /// that leads over all other kinds together (the majority vote of Boyer and Moore, 1981).
    kind: u8,
    lead: u16,
}

impl Row for Seen {
    fn write(&self, bytes: &mut Vec<u8>) {
        for number in [self.pages, self.last, self.blocks, self.lead] {
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        bytes.push(self.kind);
    }

    fn read(bytes: &mut &[u8]) -> Result<Self, FormatError> {
        Ok(Self {
            pages: u16::from_le_bytes(take(bytes)?),
            last: u16::from_le_bytes(take(bytes)?),
            blocks: u16::from_le_bytes(take(bytes)?),
            lead: u16::from_le_bytes(take(bytes)?),
            kind: take::<1>(bytes)?[0],
        })
    }

    fn worth(&self) -> (u16, u16) {
        (self.pages, self.last)
    }
}

impl Seen {
    fn add(&mut self, kind: Kind) {
        self.blocks = self.blocks.saturating_add(1);
        if self.lead == 0 {
            self.kind = kind as u8;
        }
        if self.kind == kind as u8 {
            self.lead = self.lead.saturating_add(1);
        } else {
            self.lead -= 1;
        }
    }

    /// The kind of most of its blocks, and how far most is from all: 1 where they all agree.
    pub(super) fn mostly(&self) -> Option<(Kind, f32)> {
        let kind = Kind::ALL.get(usize::from(self.kind))?;
        Some((*kind, f32::from(self.lead) / f32::from(self.blocks.max(1))))
    }
}

impl Site {
    /// Counts a stored page, unless its story was counted before. `shared` are spans of the story's
    /// text that other stored stories have too: what stands in them is a story that goes round, and
    /// no template.
    pub fn count(&mut self, reading: &Reading, shared: &[Span]) {
        let story = Story::of(reading);
        if self.stories.iter().any(|other| other.is(&story)) {
            return;
        }
        if self.stories.len() == STORIES {
            self.stories.remove(0);
        }
        self.stories.push(story);
        self.pages += 1;
        let mut kinds: HashMap<u32, Vec<Kind>> = HashMap::new();
        for block in &reading.blocks {
            let count = words(&fold(&block.text)).count() as u64;
            self.words += count;
            self.boilerplate += if block.kind.is_story() { 0 } else { count };
            if !is_shared(block, shared) {
                let path = block.path.as_deref().unwrap_or_default();
                for hash in [key(path, &wording(&block.text)), place(path)] {
                    kinds.entry(hash).or_default().push(block.kind);
                }
            }
        }
        let last = self.pages.min(u32::from(u16::MAX)) as u16;
        self.rows
            .update(kinds.keys().copied().collect(), |hash, old| {
                let mut seen: Seen = old.unwrap_or_default();
                seen.pages = seen.pages.saturating_add(1);
                seen.last = last;
                kinds[&hash].iter().for_each(|&kind| seen.add(kind));
                seen
            });
        self.rows.shrink(ROWS);
    }

    /// Pages counted.
    #[must_use]
    pub fn pages(&self) -> u32 {
        self.pages
    }

    /// How often the words of a block stood in its place.
    pub(super) fn block(&self, path: &str, wording: &str) -> Option<&Seen> {
        self.rows.get(key(path, wording))
    }

    /// How often anything stood in a place.
    pub(super) fn place(&self, path: &str) -> Option<&Seen> {
        self.rows.get(place(path))
    }

    /// How much of the site's pages is boilerplate.
    #[must_use]
    pub fn summary(&self) -> SiteSummary {
        SiteSummary {
            pages: self.pages,
            words: self.words as f64,
            boilerplate: self.boilerplate as f64,
        }
    }

    /// The bytes that are stored.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = frame(MAGIC, VERSION, 64 * 1024);
        bytes.extend_from_slice(&self.pages.to_le_bytes());
        bytes.extend_from_slice(&self.words.to_le_bytes());
        bytes.extend_from_slice(&self.boilerplate.to_le_bytes());
        bytes.extend_from_slice(&(self.stories.len() as u32).to_le_bytes());
        self.stories
            .iter()
            .for_each(|story| story.write(&mut bytes));
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
        let pages = u32::from_le_bytes(take(&mut body)?);
        let words = u64::from_le_bytes(take(&mut body)?);
        let boilerplate = u64::from_le_bytes(take(&mut body)?);
        let count = u32::from_le_bytes(take(&mut body)?) as usize;
        let stories = (0..count.min(STORIES)).map(|_| Story::read(&mut body));
        Ok(Self {
            pages,
            words,
            boilerplate,
            stories: stories.collect::<Result<_, _>>()?,
            rows: Table::read(body)?,
        })
    }
}

/// Whether a block of the story lies in text that other stories have too.
fn is_shared(block: &Block, shared: &[Span]) -> bool {
    let place = block.begin.zip(block.end);
    place.is_some_and(|(begin, end)| shared.iter().any(|&[from, to]| from < end && begin < to))
}

/// The row of some words in a place.
fn key(path: &str, wording: &str) -> u32 {
    xxh3_64_with_seed(wording.as_bytes(), u64::from(place(path))) as u32
}

/// The row of a place.
fn place(path: &str) -> u32 {
    xxh3_64(path.as_bytes()) as u32
}

#[cfg(test)]
mod tests {
    use super::{ROWS, STORIES, Site};
    use crate::bytes::FormatError;
    use crate::report::{Block, Kind, Reading};

    fn block(kind: Kind, text: String, begin: Option<u32>) -> Block {
        Block {
            kind,
            detail: None,
            begin,
            end: begin.map(|begin| begin + text.chars().count() as u32),
            text,
            why: Vec::new(),
            reasons: Vec::new(),
            confidence: 1.0,
            marks: Vec::new(),
            path: Some("main>p".to_owned()),
            anchor: None,
        }
    }

    /// Page `number` with a story of its own, the site's line, and `more` blocks of its own.
    fn page(number: usize, more: usize) -> Reading {
        let words: Vec<String> = (0..60).map(|n| letters(n * 7919 + number * 131)).collect();
        let text = words.join(" ");
        let mut blocks = vec![
            block(Kind::Body, text.clone(), Some(0)),
            block(Kind::Promo, format!("Join our {number} readers"), None),
        ];
        blocks.extend((0..more).map(|n| {
            block(
                Kind::Related,
                format!("Teaser {} of {}", letters(number), letters(n)),
                None,
            )
        }));
        Reading {
            text,
            blocks,
            ..Reading::default()
        }
    }

    fn letters(number: usize) -> String {
        number
            .to_string()
            .chars()
            .map(|c| char::from(b'a' + c as u8 - b'0'))
            .collect()
    }

    fn seen(site: &Site, text: &str) -> Option<u16> {
        site.block("main>p", &crate::rules::wording(text))
            .map(|seen| seen.pages)
    }

    #[test]
    fn what_recurs_beside_different_stories_is_counted() {
        let mut site = Site::default();
        for number in 0..3 {
            site.count(&page(number, 0), &[]);
        }
        assert_eq!(site.pages(), 3);
        assert_eq!(seen(&site, "Join our 99 readers"), Some(3));
        let place = site.place("main>p").unwrap();
        assert_eq!((place.pages, place.blocks), (3, 6));
        let back = Site::from_bytes(&site.to_bytes()).unwrap();
        assert_eq!(back, site);
        let summary = site.summary();
        assert_eq!(
            (summary.pages, summary.words, summary.boilerplate),
            (3, 192.0, 12.0)
        );
    }

    #[test]
    fn a_story_that_comes_again_is_no_template() {
        let mut site = Site::default();
        for _ in 0..4 {
            site.count(&page(1, 0), &[]);
        }
        assert_eq!(site.pages(), 1);
        let again = Reading {
            url: Some("https://courier.example/1".to_owned()),
            ..page(2, 0)
        };
        let update = Reading {
            url: again.url.clone(),
            ..page(3, 0)
        };
        site.count(&again, &[]);
        site.count(&update, &[]);
        assert_eq!(site.pages(), 2, "a version of a page is no other page");
        // A paragraph that other stored stories have too goes round; it is not counted at all.
        let text = page(5, 0).text;
        site.count(&page(5, 0), &[[3, 9]]);
        assert_eq!(seen(&site, &text), None);
        assert_eq!(seen(&site, "Join our 5 readers"), Some(3));
    }

    #[test]
    fn the_sketch_is_bounded_and_what_recurs_stays() {
        let mut site = Site::default();
        for number in 0..STORIES + 50 {
            site.count(&page(number, 150), &[]);
        }
        assert_eq!(site.rows.len(), ROWS);
        assert!(site.to_bytes().len() < 50_000, "{}", site.to_bytes().len());
        assert_eq!(
            usize::from(seen(&site, "Join our 5 readers").unwrap()),
            STORIES + 50
        );
    }

    #[test]
    fn damaged_bytes_are_an_error() {
        let mut site = Site::default();
        site.count(&page(1, 3), &[]);
        let bytes = site.to_bytes();
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 4;
            assert!(Site::from_bytes(&damaged).is_err());
            assert!(Site::from_bytes(&bytes[..at]).is_err());
            // With a checksum that holds, as a hostile file would have: any answer, no panic.
            damaged.truncate(bytes.len() - 8);
            let _ = Site::from_bytes(&crate::bytes::seal(damaged));
        }
        assert_eq!(
            Site::from_bytes(b"WPT\x09........"),
            Err(FormatError::Version(9))
        );
    }
}
