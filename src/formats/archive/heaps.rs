//! Heaps: entries dealt out over many files, each small enough to be read whole.
//!
//! What shall meet later is put on one heap, by a number that both share. Entries wait in memory
//! until there are enough of a heap to be worth a write, and its file is open only as long as that
//! takes, so that the number of heaps is not bounded by how many files a process may have open.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Bytes of a heap that wait for a write.
const WAITING: usize = 1 << 16;

/// Heaps of entries of so many bytes each.
#[derive(Debug)]
pub(super) struct Heaps<const BYTES: usize> {
    folder: PathBuf,
    waiting: Vec<Vec<u8>>,
}

impl<const BYTES: usize> Heaps<BYTES> {
    /// So many empty heaps, in a new folder of this name.
    pub(super) fn new(parent: &Path, name: &str, count: usize) -> io::Result<Self> {
        let folder = parent.join(name);
        fs::create_dir(&folder)?;
        Ok(Self {
            folder,
            waiting: vec![Vec::new(); count],
        })
    }

    /// Number of heaps.
    pub(super) fn len(&self) -> usize {
        self.waiting.len()
    }

    /// Puts an entry on a heap.
    pub(super) fn put(&mut self, heap: usize, entry: [u8; BYTES]) -> io::Result<()> {
        let waiting = &mut self.waiting[heap];
        waiting.extend_from_slice(&entry);
        if waiting.len() < WAITING {
            return Ok(());
        }
        let mut options = OpenOptions::new();
        let file = options
            .create(true)
            .append(true)
            .open(path(&self.folder, heap));
        file?.write_all(waiting)?;
        waiting.clear();
        Ok(())
    }

    /// All entries of a heap, in the order in which they came.
    pub(super) fn read(&self, heap: usize) -> io::Result<Vec<[u8; BYTES]>> {
        let mut bytes = match fs::read(path(&self.folder, heap)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            read => read?,
        };
        bytes.extend_from_slice(&self.waiting[heap]);
        Ok(bytes.as_chunks().0.to_vec())
    }

    /// Takes the files away.
    pub(super) fn remove(self) -> io::Result<()> {
        fs::remove_dir_all(self.folder)
    }
}

fn path(folder: &Path, heap: usize) -> PathBuf {
    folder.join(heap.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_on_a_heap_is_read_from_it() {
        let folder = tempfile::tempdir().unwrap();
        let mut heaps: Heaps<4> = Heaps::new(folder.path(), "numbers", 3).unwrap();
        // More than waits in memory.
        let numbers: Vec<u32> = (0..60_000).collect();
        for number in &numbers {
            heaps
                .put(*number as usize % 2, number.to_le_bytes())
                .unwrap();
        }
        for heap in 0..heaps.len() {
            let read = heaps
                .read(heap)
                .unwrap()
                .into_iter()
                .map(u32::from_le_bytes);
            let put = numbers.iter().copied().filter(|n| *n as usize % 2 == heap);
            assert!(read.eq(put), "heap {heap}");
        }
        heaps.remove().unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
