//! A library in a folder: the same protocol as in a browser, with files in place of its database.
//!
//! Two files only grow: `stories.jsonl` has a story a line, `pairs.jsonl` what the core said of two of
//! them. The third, `index`, holds the shards of the index, where each story's line begins, and how
//! long the other two are. It is written beside itself and put in its place by one renaming, which is
//! the moment at which an addition counts: what a process that was killed had written before is cut
//! off by the next one. Readers and writers lock the folder, so any number of processes may use it.
//!
//! A look-up reads the shards it needs, and the lines of the stories that they name, and nothing else.

mod index;

use std::collections::{HashMap, HashSet};
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use thiserror::Error;
use xxhash_rust::xxh3::xxh3_64;

use crate::bytes::FormatError;
use crate::library::{Found, candidates, plan, related_by};
use crate::overlap::{Prepared, Settings, Story};
use crate::report::{AgencyRole, Pair};
use index::{Head, Index};

const STORIES: &str = "stories.jsonl";
const PAIRS: &str = "pairs.jsonl";
const INDEX: &str = "index";
const LOCK: &str = "lock";

/// Stories of an addition that are held until they are written.
const FRESH: usize = 1_000;

/// Why a library cannot be read or written.
#[derive(Debug, Error)]
pub enum LibraryError {
    /// The folder, or a file in it, cannot be read or written.
    #[error("{}: {source}", .path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The index is damaged, or of another version.
    #[error("the index of the library: {0}")]
    Format(#[from] FormatError),
    /// The line of a story is damaged, or there is none.
    #[error("story {0} of the library is damaged, or there is none of that number")]
    Story(u32),
}

/// Who supplied a story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(schemars::JsonSchema))]
pub struct Supplier {
    /// Canonical name of the agency.
    pub name: String,
    /// Its part in the text.
    pub role: AgencyRole,
}

/// A stored story, under the names that the extension exports.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(schemars::JsonSchema))]
pub struct Record {
    /// The caller's name for the story.
    pub id: String,
    /// The site or newspaper that it is of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<String>,
    /// Headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// When it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// Language (ISO 639-1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Who supplied it, by its page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agencies: Vec<Supplier>,
    /// The body.
    pub text: String,
    /// Credit and notice blocks of the page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extras: Vec<String>,
    /// What else it came with, which is kept as it is.
    #[serde(flatten)]
    pub other: serde_json::Map<String, serde_json::Value>,
}

impl Record {
    /// What it is known by: its id and its text.
    fn key(&self) -> u64 {
        xxh3_64(format!("{}\0{}", self.id, self.text).as_bytes())
    }

    /// The story as the core compares it.
    #[must_use]
    pub fn story(&self) -> Story {
        Story {
            id: self.id.clone(),
            title: self.title.clone(),
            url: self.url.clone(),
            published: self.published.clone(),
            language: self.language.clone(),
            text: self.text.clone(),
            extras: self.extras.clone(),
        }
    }
}

/// What an addition did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(schemars::JsonSchema))]
pub struct Added {
    /// Stories that are new.
    pub stored: u32,
    /// Stories that were there already: the same id and the same text.
    pub present: u32,
    /// Pairs of related stories that were found.
    pub pairs: u32,
}

/// A stored story that another is related to.
#[derive(Clone, Debug)]
pub struct Related {
    /// Number of the stored story, by which it is given back.
    pub number: u32,
    /// The stored story.
    pub record: Record,
    /// How the two are related: `a` is the story that was asked about.
    pub pair: Pair,
}

/// A library that is open, and locked as long as it is.
#[derive(Debug)]
pub struct Library {
    folder: PathBuf,
    _lock: File,
    head: Head,
}

impl Library {
    /// Opens a library to read from it, together with other readers.
    ///
    /// # Errors
    /// When there is none, or its index is damaged.
    pub fn open(folder: &Path) -> Result<Self, LibraryError> {
        let path = folder.join(LOCK);
        let lock = File::open(&path).map_err(io_error(&path))?;
        lock.lock_shared().map_err(io_error(&path))?;
        Self::locked(folder, lock)
    }

    /// Opens a library to write to it, alone; makes one where there is none.
    ///
    /// # Errors
    /// When the folder cannot be written, or its index is damaged.
    pub fn open_to_write(folder: &Path) -> Result<Self, LibraryError> {
        fs::create_dir_all(folder).map_err(io_error(folder))?;
        let path = folder.join(LOCK);
        let mut options = OpenOptions::new();
        let lock = options.create(true).append(true).open(&path);
        let lock = lock.map_err(io_error(&path))?;
        lock.lock().map_err(io_error(&path))?;
        Self::locked(folder, lock)
    }

    fn locked(folder: &Path, lock: File) -> Result<Self, LibraryError> {
        let head = Head::read(&folder.join(INDEX))?;
        Ok(Self {
            folder: folder.to_owned(),
            _lock: lock,
            head,
        })
    }

    /// Number of stories.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.head.count
    }

    /// Whether there is no story.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.head.count == 0
    }

    /// The stored stories that one is related to; `a` is the one that is asked about.
    ///
    /// # Errors
    /// When a file cannot be read, or is damaged.
    pub fn query(&self, story: Story, settings: &Settings) -> Result<Vec<Related>, LibraryError> {
        let story = Prepared::new(story);
        let print = story.fingerprint();
        let mut index = self.file(INDEX)?;
        let keys = plan(&print);
        let records: Vec<(u32, Vec<u8>)> = keys
            .into_iter()
            .map(|key| Ok((key, self.head.record(&mut index, key)?)))
            .collect::<Result<_, LibraryError>>()?;
        let shards: Vec<(u32, &[u8])> = records
            .iter()
            .filter(|(_, bytes)| !bytes.is_empty())
            .map(|(key, bytes)| (*key, bytes.as_slice()))
            .collect();
        let mut stories = self.file(STORIES)?;
        let mut stored: HashMap<String, (u32, Record)> = HashMap::new();
        let found = candidates(&print, &shards)?.into_iter().map(Found::from);
        let fetch = |number| {
            let at = self.head.begin(&mut index, number)?;
            let record = line_at(&mut stories, at, number)?;
            // By its number, because a changed text may stand under the same name as the one before.
            let id = number.to_string();
            let story = Story {
                id: id.clone(),
                ..record.story()
            };
            stored.insert(id, (number, record));
            Ok(story)
        };
        let pairs: Vec<Pair> =
            related_by(&story, found, fetch, settings).collect::<Result<_, LibraryError>>()?;
        let known = pairs.into_iter().filter_map(|mut pair| {
            let (number, record) = stored.remove(&pair.b)?;
            pair.b.clone_from(&record.id);
            Some(Related {
                number,
                record,
                pair,
            })
        });
        Ok(known.collect())
    }

    /// The story of a number.
    ///
    /// # Errors
    /// When there is none, or its line is damaged.
    pub fn story(&self, number: u32) -> Result<Record, LibraryError> {
        if u64::from(number) >= self.head.count {
            return Err(LibraryError::Story(number));
        }
        let at = self.head.begin(&mut self.file(INDEX)?, number)?;
        line_at(&mut self.file(STORIES)?, at, number)
    }

    /// Every story, in the order in which they were added.
    ///
    /// # Errors
    /// When the file of stories cannot be read.
    pub fn stories(
        &self,
    ) -> Result<impl Iterator<Item = Result<Record, LibraryError>> + use<>, LibraryError> {
        let lines = self.lines(STORIES, self.head.stories)?;
        Ok(lines.zip(0..).map(|(line, number)| {
            let line = line.map_err(|_| LibraryError::Story(number))?;
            serde_json::from_str(&line).map_err(|_| LibraryError::Story(number))
        }))
    }

    /// What the core said of stored stories, a line of JSON for each pair.
    ///
    /// # Errors
    /// When the file of pairs cannot be read.
    pub fn pairs(&self) -> Result<impl Iterator<Item = io::Result<String>> + use<>, LibraryError> {
        self.lines(PAIRS, self.head.pairs)
    }

    /// Adds stories, each related to those that are there and to those before it. One that is there
    /// under the same id with the same text is not added again. All are added, or none is; of the
    /// stories only the latest are held in memory.
    ///
    /// # Errors
    /// When a file cannot be read or written, or is damaged, and what came in the place of a story.
    pub fn add(
        &mut self,
        records: impl IntoIterator<Item = Result<Record, LibraryError>>,
        settings: &Settings,
    ) -> Result<Added, LibraryError> {
        let mut added = Added::default();
        // What is not in its place yet does not count, here neither.
        let mut lengths = self.head.clone();
        let mut index = Index::read(self)?;
        let mut there = self.known()?;
        let stories = self.growing(STORIES, self.head.stories)?;
        let pairs = self.growing(PAIRS, self.head.pairs)?;
        let (mut stories, mut pairs) = (io::BufWriter::new(stories), io::BufWriter::new(pairs));
        let mut old = if self.is_empty() {
            None
        } else {
            Some(self.file(STORIES)?)
        };
        let mut fresh: HashMap<u32, Record> = HashMap::new();
        for record in records {
            let record = record?;
            if !there.insert(record.key()) {
                added.present += 1;
                continue;
            }
            let number = index.begins.len() as u32;
            let story = Prepared::new(record.story());
            let print = story.fingerprint();
            let found = index
                .shards
                .candidates(&print)?
                .into_iter()
                .map(Found::from);
            let fetch = |other| match (fresh.get(&other), &mut old) {
                (Some(record), _) => Ok(record.story()),
                (None, Some(file)) => {
                    Ok(line_at(file, index.begins[other as usize], other)?.story())
                }
                (None, None) => Err(LibraryError::Story(other)),
            };
            for pair in related_by(&story, found, fetch, settings) {
                added.pairs += 1;
                lengths.pairs += self.write(PAIRS, &mut pairs, &pair?)?;
            }
            index.shards.insert(&[(number, &print)])?;
            index.begins.push(lengths.stories);
            lengths.stories += self.write(STORIES, &mut stories, &record)?;
            added.stored += 1;
            fresh.insert(number, record);
            if fresh.len() == FRESH {
                stories
                    .flush()
                    .map_err(io_error(&self.folder.join(STORIES)))?;
                fresh.clear();
                old = Some(self.file(STORIES)?);
            }
        }
        for (name, file) in [(STORIES, stories), (PAIRS, pairs)] {
            let path = self.folder.join(name);
            let file = file.into_inner().map_err(io::IntoInnerError::into_error);
            file.and_then(|file| file.sync_data())
                .map_err(io_error(&path))?;
        }
        self.head = index.write(&self.folder, &lengths)?;
        Ok(added)
    }

    /// The ids and texts that are there, as hashes.
    fn known(&self) -> Result<HashSet<u64>, LibraryError> {
        self.stories()?.map(|record| Ok(record?.key())).collect()
    }

    fn file(&self, name: &str) -> Result<File, LibraryError> {
        let path = self.folder.join(name);
        File::open(&path).map_err(io_error(&path))
    }

    /// A file that grows, without what was written behind its end by a process that was killed.
    fn growing(&self, name: &str, length: u64) -> Result<File, LibraryError> {
        let path = self.folder.join(name);
        let mut options = OpenOptions::new();
        let file = options.create(true).append(true).open(&path);
        let file = file.map_err(io_error(&path))?;
        if file.metadata().map_err(io_error(&path))?.len() < length {
            return Err(FormatError::Length.into());
        }
        file.set_len(length).map_err(io_error(&path))?;
        Ok(file)
    }

    fn lines(
        &self,
        name: &str,
        length: u64,
    ) -> Result<impl Iterator<Item = io::Result<String>> + use<>, LibraryError> {
        let file = if length == 0 {
            None
        } else {
            Some(self.file(name)?)
        };
        let lines = file.map(|file| BufReader::new(file.take(length)).lines());
        Ok(lines.into_iter().flatten())
    }

    /// Writes an object as a line; gives its length.
    fn write(
        &self,
        name: &str,
        file: &mut impl Write,
        object: &impl Serialize,
    ) -> Result<u64, LibraryError> {
        let path = self.folder.join(name);
        let mut line = serde_json::to_vec(object).map_err(|error| io_error(&path)(error.into()))?;
        line.push(b'\n');
        file.write_all(&line).map_err(io_error(&path))?;
        Ok(line.len() as u64)
    }
}

/// The story on the line that begins at a place.
fn line_at(file: &mut File, at: u64, story: u32) -> Result<Record, LibraryError> {
    let mut line = Vec::new();
    file.seek(SeekFrom::Start(at))
        .and_then(|_| BufReader::new(file).read_until(b'\n', &mut line))
        .map_err(|_| LibraryError::Story(story))?;
    serde_json::from_slice(&line).map_err(|_| LibraryError::Story(story))
}

fn io_error(path: &Path) -> impl FnOnce(io::Error) -> LibraryError {
    let path = path.to_owned();
    move |source| LibraryError::Io { path, source }
}

#[cfg(test)]
mod tests;
