//! An archive: every related pair of more stories than fit into memory.
//!
//! Four passes, each over files that are read from their beginning to their end:
//!
//! 1. *Postings*: every story is written down as a line, and each hash of its fingerprint, with the
//!    story's number, is put on a heap by the hash.
//! 2. *Join*: on a heap, all stories that have a hash stand together. Every two of them are put on a
//!    second heap, by the first of the two, with what sharing that hash tells.
//! 3. *Candidates*: there, all that two stories share stands together. Those that share enough
//!    ([`Evidence`]) are candidates.
//! 4. *Judging*: candidates are read and compared, story by story.
//!
//! Any engine that can group and join does the same (`archive/candidates.sql` is the second and third
//! pass for `DuckDB` and Spark); the method is that of pairwise similarity by inverted lists (Elsayed,
//! Lin and Oard, "Pairwise document similarity in large collections with `MapReduce`", 2008). As
//! there, what skews it are hashes that many stories have: n stories are n²/2 pairs. So a hash that
//! more than [`MOST`] stories share is left out; copies of one text have others in common, unless
//! they are more than that themselves.
//!
//! Unlike a look-up in a library, nothing here depends on what else was found: which pairs come out
//! follows from the stories alone, in whatever order and over however many machines they are judged.

mod heaps;

use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::fingerprint::Fingerprint;
use crate::library::{Evidence, rarity};
use crate::overlap::{Prepared, Settings, Story, compare_found};
use crate::report::Pair;
use heaps::Heaps;

/// Stories that may share a hash for it to be looked at, unless it is said otherwise.
pub const MOST: usize = 64;

/// Heaps of postings, and of pairs of stories.
const POSTINGS: usize = 256;
const PAIRS: usize = 512;
/// Stories that are judged at a time.
const PORTION: usize = 512;

const STORIES: &str = "stories";

/// A hash, the story that has it, and whether it is an event key.
type Posting = [u8; 9];
/// Two stories, and how rare a hash is that they share, with [`KEY`] added for an event key.
type Share = [u8; 9];
const KEY: u8 = 0x80;

/// Stories that wait to be compared.
#[derive(Debug)]
pub struct Archive {
    written: Written,
    stories: BufWriter<File>,
    postings: Heaps<9>,
}

/// Stories as lines of a file.
#[derive(Debug)]
struct Written {
    folder: Scratch,
    /// Where each story's line begins, and where the last one ends.
    begins: Vec<u64>,
}

/// A folder that goes away with whoever has it.
#[derive(Debug)]
struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed is left to the owner of the folder around it.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Two stories that share enough to be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Candidate {
    a: u32,
    b: u32,
    is_report: bool,
}

impl Archive {
    /// An empty archive, in a folder of its own within one that is there. It takes it away again.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn new(within: &Path) -> io::Result<Self> {
        let folder = within.join(format!("wireprint-{}", std::process::id()));
        fs::create_dir(&folder)?;
        let folder = Scratch(folder);
        Ok(Self {
            stories: BufWriter::new(File::create(folder.0.join(STORIES))?),
            postings: Heaps::new(&folder.0, "postings", POSTINGS)?,
            written: Written {
                folder,
                begins: vec![0],
            },
        })
    }

    /// Adds stories, on all cores.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn add(&mut self, stories: &[Story]) -> io::Result<()> {
        let lines: Vec<(Vec<u8>, Fingerprint)> = stories
            .par_iter()
            .map(|story| Ok((serde_json::to_vec(story)?, Fingerprint::of(&story.text))))
            .collect::<io::Result<_>>()?;
        for (line, print) in lines {
            let number = self.written.len() as u32;
            let (hashes, keys) = (print.hashes.iter(), print.events.iter());
            for (hash, is_key) in hashes
                .map(|hash| (*hash, 0))
                .chain(keys.map(|key| (*key, 1)))
            {
                // By its lowest bits: winnowing keeps the smaller hashes.
                self.postings
                    .put(hash as usize % POSTINGS, entry(hash, number, is_key))?;
            }
            self.stories.write_all(&line)?;
            self.written.add(line.len());
        }
        Ok(())
    }

    /// Compares all stories; related pairs are given in the order of the stories, a portion at a
    /// time. A hash that more than `most` stories have is left out.
    ///
    /// # Errors
    /// When a file cannot be read or written, or what is given cannot be taken.
    pub fn pairs(
        self,
        settings: &Settings,
        most: usize,
        mut give: impl FnMut(Vec<Pair>) -> io::Result<()>,
    ) -> io::Result<()> {
        let Self {
            written,
            mut stories,
            postings,
        } = self;
        stories.flush()?;
        let shares = written.join(&postings, most)?;
        postings.remove()?;
        for heap in 0..shares.len() {
            let candidates = candidates(shares.read(heap)?);
            let stories: Vec<&[Candidate]> =
                candidates.chunk_by(|one, next| one.a == next.a).collect();
            for portion in stories.chunks(PORTION) {
                let pairs: Vec<Vec<Pair>> = portion
                    .par_iter()
                    .map(|candidates| written.judge(candidates, settings))
                    .collect::<io::Result<_>>()?;
                give(pairs.into_iter().flatten().collect())?;
            }
        }
        Ok(())
    }
}

impl Written {
    fn len(&self) -> usize {
        self.begins.len() - 1
    }

    /// Counts a line of so many bytes.
    fn add(&mut self, length: usize) {
        self.begins.push(self.begins[self.len()] + length as u64);
    }

    /// What every two stories share, on heaps by the first of the two, in the order of the stories.
    fn join(&self, postings: &Heaps<9>, most: usize) -> io::Result<Heaps<9>> {
        let size = self.len().div_ceil(PAIRS).max(1);
        let mut shares: Heaps<9> = Heaps::new(&self.folder.0, "pairs", PAIRS)?;
        let cores = rayon::current_num_threads();
        for first in (0..postings.len()).step_by(cores) {
            let joined: Vec<Vec<Share>> = (first..postings.len().min(first + cores))
                .into_par_iter()
                .map(|heap| Ok(join(postings.read(heap)?, most)))
                .collect::<io::Result<_>>()?;
            for share in joined.into_iter().flatten() {
                shares.put(number(&share, 0) as usize / size, share)?;
            }
        }
        Ok(shares)
    }

    /// Those of the candidates of one story that are related to it.
    fn judge(&self, candidates: &[Candidate], settings: &Settings) -> io::Result<Vec<Pair>> {
        let mut file = File::open(self.folder.0.join(STORIES))?;
        let a = Prepared::new(self.story(&mut file, candidates[0].a)?);
        let mut pairs = Vec::new();
        for candidate in candidates {
            let b = self.story(&mut file, candidate.b)?;
            pairs.extend(compare_found(&a, b, candidate.is_report, settings));
        }
        Ok(pairs)
    }

    fn story(&self, file: &mut File, number: u32) -> io::Result<Story> {
        let number = number as usize;
        let (begin, end) = (self.begins[number], self.begins[number + 1]);
        file.seek(SeekFrom::Start(begin))?;
        let mut line = vec![0; (end - begin) as usize];
        file.read_exact(&mut line)?;
        Ok(serde_json::from_slice(&line)?)
    }
}

/// What every two stories share by the postings of one heap.
fn join(mut postings: Vec<Posting>, most: usize) -> Vec<Share> {
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

/// The candidates among the pairs of one heap, sorted.
fn candidates(mut shares: Vec<Share>) -> Vec<Candidate> {
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
fn entry(one: u32, two: u32, last: u8) -> [u8; 9] {
    let mut entry = [last; 9];
    entry[..4].copy_from_slice(&one.to_le_bytes());
    entry[4..8].copy_from_slice(&two.to_le_bytes());
    entry
}

fn number(entry: &[u8; 9], at: usize) -> u32 {
    u32::from_le_bytes([entry[at], entry[at + 1], entry[at + 2], entry[at + 3]])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn story(number: u32) -> Story {
        let words: Vec<String> = (0..90)
            .map(|n| format!("{:x}", (number * 7_919 + n * n * 131) % 999_983))
            .collect();
        Story {
            id: format!("lamp-{number}"),
            text: words.join(" "),
            ..Story::default()
        }
    }

    fn named(id: &str, text: String) -> Story {
        Story {
            id: id.to_owned(),
            text,
            ..Story::default()
        }
    }

    fn pairs(stories: &[Story], most: usize) -> Vec<(String, String)> {
        let folder = tempfile::tempdir().unwrap();
        let mut archive = Archive::new(folder.path()).unwrap();
        for portion in stories.chunks(7) {
            archive.add(portion).unwrap();
        }
        let mut given = Vec::new();
        let give = |pairs: Vec<Pair>| {
            given.extend(pairs.into_iter().map(|pair| (pair.a, pair.b)));
            Ok(())
        };
        archive.pairs(&Settings::default(), most, give).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        given
    }

    #[test]
    fn copies_and_lifts_come_out_in_the_order_of_the_stories() {
        let mut stories: Vec<Story> = (0..60).map(story).collect();
        stories.push(named("copy", stories[41].text.clone()));
        let lift: Vec<&str> = stories[3].text.split(' ').take(50).collect();
        let lifted = format!("{} {}", story(900).text, lift.join(" "));
        stories.push(named("lift", lifted));
        let expected = [("lamp-3", "lift"), ("lamp-41", "copy")];
        let expected = expected.map(|(a, b)| (a.to_owned(), b.to_owned()));
        assert_eq!(pairs(&stories, MOST), expected);
    }

    #[test]
    fn what_too_many_stories_have_is_left_out() {
        let copies: Vec<Story> = (0..12)
            .map(|n| named(&format!("copy-{n}"), story(1).text))
            .collect();
        assert_eq!(pairs(&copies, 12).len(), 66);
        assert_eq!(pairs(&copies, 11).len(), 0);
        assert_eq!(pairs(&[], MOST).len(), 0);
    }

    #[test]
    fn what_a_run_that_failed_wrote_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let mut archive = Archive::new(folder.path()).unwrap();
        archive.add(&[story(1), story(1)]).unwrap();
        let full = |_| Err(io::Error::other("full"));
        let failed = archive.pairs(&Settings::default(), MOST, full);
        assert_eq!(failed.unwrap_err().to_string(), "full");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
