//! The index of a library in a folder: a head of fixed length (lengths of the other files, and where
//! each record lies), where each story's line begins, and the records. A reader reads the head and what
//! it is asked for; a writer holds all of it and writes it beside the old one, whose place it then takes.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use super::{INDEX, Library, LibraryError, io_error};
use crate::bytes::{FormatError, frame, open, seal, take};
use crate::library::{Memory, SHARDS};

const MAGIC: [u8; 3] = *b"WPL";
const VERSION: u8 = 1;
/// Places in the table of records: the shards, and the delta.
const RECORDS: usize = SHARDS as usize + 1;
/// Bytes of the head: its frame, three lengths, and the table.
const HEAD: usize = 4 + 3 * 8 + RECORDS * 12 + 8;

/// The head of the index: lengths, and where each record lies.
#[derive(Clone, Debug)]
pub(super) struct Head {
    pub(super) stories: u64,
    pub(super) pairs: u64,
    pub(super) count: u64,
    /// Of every record, where its bytes begin, and how many there are.
    table: Vec<(u64, u32)>,
}

/// The index as a writer holds it: whole.
pub(super) struct Index {
    pub(super) shards: Memory,
    /// Where each story's line begins.
    pub(super) begins: Vec<u64>,
}

impl Index {
    pub(super) fn read(library: &Library) -> Result<Self, LibraryError> {
        let mut index = Self {
            shards: Memory::default(),
            begins: Vec::new(),
        };
        if library.is_empty() {
            return Ok(index);
        }
        let mut file = library.file(INDEX)?;
        let begins = read_at(&mut file, HEAD as u64, library.head.count.saturating_mul(8))?;
        let (begins, _) = begins.as_chunks();
        index.begins = begins.iter().copied().map(u64::from_le_bytes).collect();
        for key in 0..=SHARDS {
            let bytes = library.head.record(&mut file, key)?;
            if !bytes.is_empty() {
                index.shards.put(key, bytes);
            }
        }
        Ok(index)
    }

    /// Writes the index beside the old one and puts it in its place.
    pub(super) fn write(self, folder: &Path, lengths: &Head) -> Result<Head, LibraryError> {
        let count = self.begins.len() as u64;
        let mut at = HEAD as u64 + 8 * count;
        let table = (0..=SHARDS).map(|key| {
            let length = self.shards.get(key).map_or(0, <[u8]>::len) as u32;
            at += u64::from(length);
            (at - u64::from(length), length)
        });
        let head = Head {
            stories: lengths.stories,
            pairs: lengths.pairs,
            count,
            table: table.collect(),
        };
        let path = folder.join("index.new");
        let write = || -> io::Result<()> {
            let mut file = io::BufWriter::new(File::create(&path)?);
            file.write_all(&head.to_bytes())?;
            for begin in &self.begins {
                file.write_all(&begin.to_le_bytes())?;
            }
            for key in 0..=SHARDS {
                file.write_all(self.shards.get(key).unwrap_or_default())?;
            }
            file.into_inner()
                .map_err(io::IntoInnerError::into_error)?
                .sync_all()?;
            fs::rename(&path, folder.join(INDEX))
        };
        write().map_err(io_error(&path))?;
        Ok(head)
    }
}

impl Head {
    /// Reads the head of an index; where there is none, that of an empty library.
    pub(super) fn read(path: &Path) -> Result<Self, LibraryError> {
        let mut bytes = vec![0; HEAD];
        match File::open(path).and_then(|mut file| file.read_exact(&mut bytes)) {
            Ok(()) => Ok(Self::from_bytes(&bytes)?),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self {
                stories: 0,
                pairs: 0,
                count: 0,
                table: vec![(0, 0); RECORDS],
            }),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                Err(FormatError::Length.into())
            }
            Err(error) => Err(io_error(path)(error)),
        }
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, FormatError> {
        let mut body = open(bytes, MAGIC, VERSION)?;
        let mut length = || take(&mut body).map(u64::from_le_bytes);
        let (stories, pairs, count) = (length()?, length()?, length()?);
        let table = (0..RECORDS).map(|_| {
            let at = u64::from_le_bytes(take(&mut body)?);
            Ok((at, u32::from_le_bytes(take(&mut body)?)))
        });
        Ok(Self {
            stories,
            pairs,
            count,
            table: table.collect::<Result<_, FormatError>>()?,
        })
    }

    fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = frame(MAGIC, VERSION, HEAD);
        for length in [self.stories, self.pairs, self.count] {
            bytes.extend_from_slice(&length.to_le_bytes());
        }
        for (at, length) in &self.table {
            bytes.extend_from_slice(&at.to_le_bytes());
            bytes.extend_from_slice(&length.to_le_bytes());
        }
        seal(bytes)
    }

    /// The bytes of a record; none where it was never written.
    pub(super) fn record(&self, index: &mut File, key: u32) -> Result<Vec<u8>, LibraryError> {
        let (at, length) = self.table[key as usize];
        match length {
            0 => Ok(Vec::new()),
            _ => read_at(index, at, length.into()),
        }
    }

    /// Where the line of a story begins.
    pub(super) fn begin(&self, index: &mut File, story: u32) -> Result<u64, LibraryError> {
        if u64::from(story) >= self.count {
            return Err(LibraryError::Story(story));
        }
        let bytes = read_at(index, HEAD as u64 + 8 * u64::from(story), 8)?;
        Ok(u64::from_le_bytes(take(&mut bytes.as_slice())?))
    }
}

/// So many bytes from a place on. No more room is made than the file fills, whatever it says.
fn read_at(file: &mut File, at: u64, length: u64) -> Result<Vec<u8>, LibraryError> {
    let mut bytes = Vec::new();
    let read = file
        .seek(SeekFrom::Start(at))
        .and_then(|_| file.take(length).read_to_end(&mut bytes));
    match read {
        Ok(_) if bytes.len() as u64 == length => Ok(bytes),
        _ => Err(FormatError::Length.into()),
    }
}
