//! An archive: every related pair of more stories than fit into memory.
//!
//! Four passes, each over files that are read from their beginning to their end:
//!
//! 1. *Postings*: every story is written down as a line, and each hash of its fingerprint, with the
//!    story's number, is put on a heap by the hash.
//! 2. *Join*: on a heap, all stories that have a hash stand together. Every two of them are put on a
//!    second heap, by the first of the two, with what sharing that hash tells.
//! 3. *Candidates*: there, all that two stories share stands together. Those that share enough
//!    ([`Evidence`](crate::library::Evidence)) are candidates.
//! 4. *Judging*: candidates are read and compared, story by story.
//!
//! Any engine that can group and join does the same (`spark/candidates.sql` is the second and third
//! pass for `DuckDB` and Spark); the method is that of pairwise similarity by inverted lists (Elsayed,
//! Lin and Oard, "Pairwise document similarity in large collections with `MapReduce`", 2008). As
//! there, what skews it are hashes that many stories have: n stories are n²/2 pairs. So a hash that
//! more than [`MOST`] stories share is left out; copies of one text have others in common, unless
//! they are more than that themselves.
//!
//! Unlike a look-up in a library, nothing here depends on what else was found: which pairs come out
//! follows from the stories alone, in whatever order and over however many machines they are judged.
//!
//! Each pass goes portion by portion, with a mark after each (see `files`): a run that was killed
//! goes on from the last mark, and gives what it would have given.

mod files;
mod join;

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::fingerprint::Fingerprint;
use crate::overlap::{Prepared, Settings, Story, compare_found};
use crate::report::Pair;
use files::{Files, numbered};
use join::{Candidate, Share, candidates, entry, first, shares};

/// Stories that may share a hash for it to be looked at, unless it is said otherwise.
pub const MOST: usize = 64;

/// Heaps of postings, and of pairs of stories.
const POSTINGS: usize = 256;
const PAIRS: usize = 512;
/// Stories that are judged at a time.
const PORTION: usize = 512;

/// The stories as lines, and where each of them ends (8 bytes).
const STORIES: &str = "stories";
const ENDS: &str = "ends";
/// Rows of files: see [`join`].
const POSTING: &str = "posting";
const PAIR: &str = "pair";
/// What comes out.
const FAILURES: &str = "failures";
const RELATED: &str = "related";

/// Stories that wait to be compared, and how far that is.
#[derive(Debug)]
pub struct Archive {
    files: Files,
    progress: Progress,
    /// Where each story's line ends.
    ends: Vec<u64>,
}

/// How far a run is.
#[derive(Debug, Serialize, Deserialize)]
struct Progress {
    run: Run,
    taken: Taken,
    /// Heaps of postings that are joined, and of pairs that are judged.
    joined: usize,
    judged: usize,
}

/// What must be the same for a run to be gone on with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Run {
    version: String,
    settings: Settings,
    most: usize,
}

/// How much of its input a run has: so many lines, that all together have this hash.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// Number of lines.
    pub lines: u64,
    /// XXH3-64 of their bytes.
    pub hash: u64,
}

impl Archive {
    /// The run that was begun in this folder, or a new one. It takes the folder away when it ends. A
    /// hash that more than `most` stories have is left out.
    ///
    /// # Errors
    /// When the folder cannot be written, or holds a run that is another one.
    pub fn open(folder: &Path, settings: Settings, most: usize) -> io::Result<Self> {
        let run = Run {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            settings,
            most,
        };
        let (files, begun) = Files::open(folder)?;
        let progress = begun.unwrap_or(Progress {
            run: run.clone(),
            taken: Taken::default(),
            joined: 0,
            judged: 0,
        });
        if progress.run != run {
            return Err(other("with other options", folder));
        }
        let ends = files.read(ENDS)?.into_iter().map(u64::from_le_bytes);
        Ok(Self {
            ends: ends.collect(),
            files,
            progress,
        })
    }

    /// How much of the input is in it.
    #[must_use]
    pub fn taken(&self) -> Taken {
        self.progress.taken
    }

    /// Number of stories.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are no stories.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Whether some of the input could not be read.
    #[must_use]
    pub fn has_failures(&self) -> bool {
        self.files.length(FAILURES) > 0
    }

    /// Adds stories, on all cores, and tells of what could not be read; with that, so much of the
    /// input is taken.
    ///
    /// # Errors
    /// When a file cannot be written, or all stories were there already.
    pub fn add<T: Serialize>(
        &mut self,
        stories: &[Story],
        failures: &[T],
        taken: Taken,
    ) -> io::Result<()> {
        if self.progress.joined > 0 {
            return Err(self.other_input());
        }
        let printed: Vec<(Vec<u8>, Fingerprint)> = stories
            .par_iter()
            .map(|story| Ok((serde_json::to_vec(story)?, Fingerprint::of(&story.text))))
            .collect::<io::Result<_>>()?;
        let mut postings = vec![Vec::new(); POSTINGS];
        let (mut lines, mut ends) = (Vec::new(), Vec::new());
        for (line, print) in printed {
            let number = self.len() as u32;
            let (hashes, keys) = (print.hashes.iter(), print.events.iter());
            for (hash, is_key) in hashes
                .map(|hash| (*hash, 0))
                .chain(keys.map(|key| (*key, 1)))
            {
                // By its lowest bits: winnowing keeps the smaller hashes.
                postings[hash as usize % POSTINGS].extend(entry(hash, number, is_key));
            }
            lines.extend(line);
            let end = self.files.length(STORIES) + lines.len() as u64;
            self.ends.push(end);
            ends.extend(end.to_le_bytes());
        }
        self.files.append(STORIES, &lines)?;
        self.files.append(ENDS, &ends)?;
        self.files.append_all(POSTING, &postings)?;
        self.files.append(FAILURES, &as_lines(failures)?)?;
        self.progress.taken = taken;
        self.files.mark(&self.progress)
    }

    /// The error for an input that is not the one that the run was begun with.
    #[must_use]
    pub fn other_input(&self) -> io::Error {
        other("over other stories", &self.files.path(""))
    }

    /// Joins the stories; `tell` is told how many heaps are done, and of how many.
    ///
    /// # Errors
    /// When a file cannot be read or written.
    pub fn join(&mut self, mut tell: impl FnMut(usize, usize)) -> io::Result<()> {
        let size = self.heap_size();
        let cores = rayon::current_num_threads();
        while self.progress.joined < POSTINGS {
            let begin = self.progress.joined;
            let end = POSTINGS.min(begin + cores);
            let joined: Vec<Vec<Share>> = (begin..end)
                .into_par_iter()
                .map(|heap| {
                    let postings = self.files.read(&numbered(POSTING, heap))?;
                    Ok(shares(postings, self.progress.run.most))
                })
                .collect::<io::Result<_>>()?;
            let mut pairs = vec![Vec::new(); PAIRS];
            for share in joined.into_iter().flatten() {
                pairs[first(&share) as usize / size].extend(share);
            }
            self.files.append_all(PAIR, &pairs)?;
            self.progress.joined = end;
            self.files.mark(&self.progress)?;
            tell(end, POSTINGS);
        }
        Ok(())
    }

    /// Compares what was joined. First comes what could not be read, then related pairs in the order
    /// of the stories, one a line; `tell` is told how many heaps are done, and of how many.
    ///
    /// # Errors
    /// When a file cannot be read or written, or what is given cannot be taken.
    pub fn judge(
        &mut self,
        give: &mut impl Write,
        mut tell: impl FnMut(usize, usize),
    ) -> io::Result<()> {
        for name in [FAILURES, RELATED] {
            if self.files.length(name) > 0 {
                io::copy(&mut File::open(self.files.path(name))?, give)?;
            }
        }
        while self.progress.judged < PAIRS {
            let heap = self.progress.judged;
            let candidates = candidates(self.files.read(&numbered(PAIR, heap))?);
            let stories: Vec<&[Candidate]> =
                candidates.chunk_by(|one, next| one.a == next.a).collect();
            for portion in stories.chunks(PORTION) {
                let pairs: Vec<Vec<Pair>> = portion
                    .par_iter()
                    .map(|candidates| self.compare(candidates))
                    .collect::<io::Result<_>>()?;
                let lines = as_lines(&pairs.concat())?;
                self.files.append(RELATED, &lines)?;
                give.write_all(&lines)?;
            }
            self.progress.judged += 1;
            self.files.mark(&self.progress)?;
            tell(self.progress.judged, PAIRS);
        }
        Ok(())
    }

    /// Takes the folder away.
    ///
    /// # Errors
    /// When that cannot be done.
    pub fn remove(self) -> io::Result<()> {
        self.files.remove()
    }

    /// Stories whose pairs stand on one heap, so that the heaps are in the order of the stories.
    fn heap_size(&self) -> usize {
        self.len().div_ceil(PAIRS).max(1)
    }

    /// Those of the candidates of one story that are related to it.
    fn compare(&self, candidates: &[Candidate]) -> io::Result<Vec<Pair>> {
        let mut file = File::open(self.files.path(STORIES))?;
        let a = Prepared::new(self.story(&mut file, candidates[0].a)?);
        let mut pairs = Vec::new();
        for candidate in candidates {
            let b = self.story(&mut file, candidate.b)?;
            let settings = &self.progress.run.settings;
            pairs.extend(compare_found(&a, b, candidate.is_report, settings));
        }
        Ok(pairs)
    }

    fn story(&self, file: &mut File, number: u32) -> io::Result<Story> {
        let number = number as usize;
        let begin = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        file.seek(SeekFrom::Start(begin))?;
        let mut line = vec![0; (self.ends[number] - begin) as usize];
        file.read_exact(&mut line)?;
        Ok(serde_json::from_slice(&line)?)
    }
}

/// Objects as lines of JSON.
fn as_lines<T: Serialize>(objects: &[T]) -> io::Result<Vec<u8>> {
    let mut lines = Vec::new();
    for object in objects {
        serde_json::to_writer(&mut lines, object)?;
        lines.push(b'\n');
    }
    Ok(lines)
}

fn other(how: &str, folder: &Path) -> io::Error {
    let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    let message = format!(
        "{} holds a run {how} that did not come to its end: finish that, or remove it",
        folder.display()
    );
    io::Error::new(io::ErrorKind::InvalidInput, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn story(number: u32) -> Story {
        let words: Vec<String> = (0..90)
            .map(|n| format!("{:x}", (number * 7_919 + n * n * 131) % 999_983))
            .collect();
        named(&format!("lamp-{number}"), words.join(" "))
    }

    fn named(id: &str, text: String) -> Story {
        Story {
            id: id.to_owned(),
            text,
            ..Story::default()
        }
    }

    /// Sixty stories, a copy of one and a lift from another.
    fn some() -> Vec<Story> {
        let mut stories: Vec<Story> = (0..60).map(story).collect();
        stories.push(named("copy", stories[41].text.clone()));
        let lift: Vec<&str> = stories[3].text.split(' ').take(50).collect();
        let lifted = format!("{} {}", story(900).text, lift.join(" "));
        stories.push(named("lift", lifted));
        stories
    }

    fn open(folder: &Path, most: usize) -> io::Result<Archive> {
        Archive::open(&folder.join("run"), Settings::default(), most)
    }

    fn fill(archive: &mut Archive, stories: &[Story]) -> io::Result<()> {
        for portion in stories.chunks(7) {
            archive.add::<()>(portion, &[], Taken::default())?;
        }
        archive.join(|_, _| ())
    }

    fn names(lines: &[u8]) -> Vec<(String, String)> {
        let lines = std::str::from_utf8(lines).unwrap().lines();
        let pairs = lines.map(|line| serde_json::from_str::<Pair>(line).unwrap());
        pairs.map(|pair| (pair.a, pair.b)).collect()
    }

    fn pairs(stories: &[Story], most: usize) -> Vec<(String, String)> {
        let folder = tempfile::tempdir().unwrap();
        let mut archive = open(folder.path(), most).unwrap();
        fill(&mut archive, stories).unwrap();
        let mut given = Vec::new();
        archive.judge(&mut given, |_, _| ()).unwrap();
        archive.remove().unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        names(&given)
    }

    #[test]
    fn copies_and_lifts_come_out_in_the_order_of_the_stories() {
        let expected = [("lamp-3", "lift"), ("lamp-41", "copy")];
        let expected = expected.map(|(a, b)| (a.to_owned(), b.to_owned()));
        assert_eq!(pairs(&some(), MOST), expected);
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

    /// Takes so many bytes, and no more.
    struct Full(usize);

    impl Write for Full {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 = self
                .0
                .checked_sub(bytes.len())
                .ok_or(io::Error::other("full"))?;
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_run_that_failed_is_gone_on_with_and_another_is_not() {
        let whole = pairs(&some(), MOST);
        let folder = tempfile::tempdir().unwrap();
        let mut archive = open(folder.path(), MOST).unwrap();
        fill(&mut archive, &some()).unwrap();
        assert!(archive.judge(&mut Full(10), |_, _| ()).is_err());
        drop(archive);

        let refused = open(folder.path(), MOST - 1).unwrap_err();
        assert!(
            refused.to_string().contains("with other options"),
            "{refused}"
        );
        let mut archive = open(folder.path(), MOST).unwrap();
        let refused = fill(&mut archive, &some()).unwrap_err();
        assert!(
            refused.to_string().contains("over other stories"),
            "{refused}"
        );
        let mut told = Vec::new();
        archive.join(|done, _| told.push(done)).unwrap();
        assert!(told.is_empty(), "joined anew");
        let mut given = Vec::new();
        archive
            .judge(&mut given, |done, _| told.push(done))
            .unwrap();
        assert!(told[0] > 1, "judged anew");
        assert_eq!(names(&given), whole);
    }
}
