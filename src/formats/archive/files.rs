//! The files of a run, from which one that was killed goes on.
//!
//! Files only grow. When a portion of the work is done, [`Files::mark`] notes in one step how long
//! each file is and how far the run. Whatever a killed run wrote after its last mark is cut off by
//! [`Files::open`], and the work goes on from the mark.
//!
//! A file is open only as long as a write takes, so that how many there are is not bounded by how many
//! a process may have open.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

const MARK: &str = "mark.json";
const LOCK: &str = "lock";

/// Files in a folder that one process at a time has for itself.
#[derive(Debug)]
pub(super) struct Files {
    folder: PathBuf,
    lengths: BTreeMap<String, u64>,
    /// Locked until it is closed, however the process ends.
    _lock: File,
}

/// What stands in the file of the mark.
#[derive(Serialize, Deserialize)]
struct Mark<T> {
    lengths: BTreeMap<String, u64>,
    progress: T,
}

impl Files {
    /// The files of the folder as they were at their last mark, if there is one, and how far the run
    /// was.
    pub(super) fn open<T: DeserializeOwned>(folder: &Path) -> io::Result<(Self, Option<T>)> {
        fs::create_dir_all(folder)?;
        let lock = File::create(folder.join(LOCK))?;
        match lock.try_lock() {
            Err(TryLockError::WouldBlock) => {
                let message = format!("another run is at work in {}", folder.display());
                return Err(io::Error::new(io::ErrorKind::ResourceBusy, message));
            }
            locked => locked?,
        }
        let mark: Option<Mark<T>> = match fs::read(folder.join(MARK)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            read => Some(serde_json::from_slice(&read?).map_err(|_| damaged(folder))?),
        };
        let (lengths, progress) =
            mark.map_or_else(Default::default, |mark| (mark.lengths, Some(mark.progress)));
        let files = Self {
            folder: folder.to_owned(),
            lengths,
            _lock: lock,
        };
        files.cut()?;
        Ok((files, progress))
    }

    /// Cuts off what was written after the mark.
    fn cut(&self) -> io::Result<()> {
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if ![MARK, LOCK].contains(&&*name) && !self.lengths.contains_key(&*name) {
                fs::remove_file(entry.path())?;
            }
        }
        for (name, length) in &self.lengths {
            let file = OpenOptions::new().write(true).open(self.path(name));
            let file = file.map_err(|_| damaged(&self.folder))?;
            if file.metadata()?.len() < *length {
                return Err(damaged(&self.folder));
            }
            file.set_len(*length)?;
        }
        Ok(())
    }

    /// Where a file is.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// How long a file is.
    pub(super) fn length(&self, name: &str) -> u64 {
        self.lengths.get(name).copied().unwrap_or_default()
    }

    /// Adds to a file.
    pub(super) fn append(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        if bytes.is_empty() {
            return Ok(());
        }
        let mut options = OpenOptions::new();
        let file = options.create(true).append(true).open(self.path(name));
        file?.write_all(bytes)?;
        *self.lengths.entry(name.to_owned()).or_default() += bytes.len() as u64;
        Ok(())
    }

    /// Adds to a row of files: `bytes[3]` to the fourth.
    pub(super) fn append_all(&mut self, row: &str, bytes: &[Vec<u8>]) -> io::Result<()> {
        for (number, bytes) in bytes.iter().enumerate() {
            self.append(&numbered(row, number), bytes)?;
        }
        Ok(())
    }

    /// All that is in a file: entries of so many bytes each.
    pub(super) fn read<const BYTES: usize>(&self, name: &str) -> io::Result<Vec<[u8; BYTES]>> {
        if self.length(name) == 0 {
            return Ok(Vec::new());
        }
        Ok(fs::read(self.path(name))?.as_chunks().0.to_vec())
    }

    /// Notes that all that was written is whole, and how far the run is.
    pub(super) fn mark<T: Serialize>(&self, progress: &T) -> io::Result<()> {
        let mark = Mark {
            lengths: self.lengths.clone(),
            progress,
        };
        let next = self.path("mark.next");
        fs::write(&next, serde_json::to_vec(&mark)?)?;
        fs::rename(next, self.path(MARK))
    }

    /// Takes the files away, and the folder.
    pub(super) fn remove(self) -> io::Result<()> {
        // Without its mark nothing counts, should the rest be cut short.
        fs::remove_file(self.path(MARK))?;
        fs::remove_dir_all(self.folder)
    }
}

/// The name of a file in a row.
pub(super) fn numbered(row: &str, number: usize) -> String {
    format!("{row}-{number}")
}

fn damaged(folder: &Path) -> io::Error {
    let message = format!(
        "what an earlier run left in {} is damaged: remove it and begin anew",
        folder.display()
    );
    io::Error::new(io::ErrorKind::InvalidData, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(folder: &Path) -> (Files, Option<u32>) {
        Files::open(folder).unwrap()
    }

    #[test]
    fn what_was_written_after_the_mark_is_cut_off() {
        let folder = tempfile::tempdir().unwrap();
        let (mut files, progress) = open(folder.path());
        assert_eq!(progress, None);
        files.append("words", b"abcdef").unwrap();
        files.mark(&7).unwrap();
        files.append("words", b"gh").unwrap();
        files.append("more", b"i").unwrap();
        drop(files);

        let (mut files, progress) = open(folder.path());
        assert_eq!(progress, Some(7));
        assert_eq!((files.length("words"), files.length("more")), (6, 0));
        assert!(!files.path("more").exists());
        files.append("words", b"xyz").unwrap();
        assert_eq!(files.read("words").unwrap(), [*b"abc", *b"def", *b"xyz"]);
        files.remove().unwrap();
        assert!(!folder.path().exists());
    }

    #[test]
    fn two_runs_do_not_share_a_folder() {
        let folder = tempfile::tempdir().unwrap();
        let first = open(folder.path());
        let second = Files::open::<u32>(folder.path()).unwrap_err();
        assert_eq!(second.kind(), io::ErrorKind::ResourceBusy);
        drop(first);
        open(folder.path());
    }

    #[test]
    fn files_that_lack_what_was_marked_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let (mut files, _) = open(folder.path());
        files.append("words", b"abcdef").unwrap();
        files.mark(&1).unwrap();
        fs::write(files.path("words"), b"abc").unwrap();
        drop(files);
        let refused = Files::open::<u32>(folder.path()).unwrap_err();
        assert!(refused.to_string().contains("begin anew"), "{refused}");
        fs::write(folder.path().join(MARK), b"{").unwrap();
        let refused = Files::open::<u32>(folder.path()).unwrap_err();
        assert!(refused.to_string().contains("begin anew"), "{refused}");
    }
}
