//! Stories on a disk that all who work on an archive share: `fingerprint --into` writes them there, and
//! tells of each its place in place of itself; `judge --from` reads them by their places. Of what goes
//! between the two a text is by far the most, and a story is sent once for each that it may be related
//! to; a place has fifty bytes.
//!
//! A place is the name of a file in the folder, where the story's line begins in it, and how long it is:
//! `stories-0123456789abcdef.jsonl:512:4096`. Every run writes a file of its own, so that any number of
//! them may write to one folder.

use std::fs::File;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use wireprint::overlap::Story;

/// Bytes of a line that is read, at most.
const LONGEST: usize = 1 << 28;

/// A new file of stories.
#[derive(Debug)]
pub struct Shared {
    name: String,
    file: BufWriter<File>,
    length: u64,
}

impl Shared {
    /// One in this folder.
    pub fn create(folder: &Path) -> io::Result<Self> {
        let random = RandomState::new().build_hasher().finish();
        let name = format!("stories-{random:016x}.jsonl");
        let file = File::create_new(folder.join(&name))?;
        Ok(Self {
            name,
            file: BufWriter::new(file),
            length: 0,
        })
    }

    /// Writes a story; its place.
    pub fn put(&mut self, story: &Story) -> io::Result<String> {
        let mut line = serde_json::to_vec(story)?;
        line.push(b'\n');
        self.file.write_all(&line)?;
        let place = format!("{}:{}:{}", self.name, self.length, line.len());
        self.length += line.len() as u64;
        Ok(place)
    }

    /// Has everything written that was put.
    pub fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// The folder that stories are read from.
#[derive(Clone, Debug)]
pub struct Folder(pub PathBuf);

impl Folder {
    /// The story at a place.
    pub fn story(&self, place: &str) -> io::Result<Story> {
        let (name, begin, length) = parts(place)
            .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "that is no place"))?;
        let mut file = File::open(self.0.join(name))?;
        file.seek(SeekFrom::Start(begin))?;
        let mut line = vec![0; length];
        file.read_exact(&mut line)?;
        Ok(serde_json::from_slice(&line)?)
    }
}

/// The parts of a place; none that leads out of the folder.
fn parts(place: &str) -> Option<(&str, u64, usize)> {
    let mut parts = place.split(':');
    let name = parts
        .next()
        .filter(|name| Path::new(name).file_name() == Some(name.as_ref()))?;
    let begin = parts.next()?.parse().ok()?;
    let length = parts.next()?.parse().ok()?;
    (parts.next().is_none() && length <= LONGEST).then_some((name, begin, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn story(id: &str) -> Story {
        Story {
            id: id.to_owned(),
            text: format!("The lamp of {id} is lit."),
            ..Story::default()
        }
    }

    #[test]
    fn stories_are_read_where_they_were_put() {
        let folder = tempfile::tempdir().unwrap();
        let mut runs = [0, 1].map(|_| Shared::create(folder.path()).unwrap());
        let stories = ["a", "b", "c", "d"].map(story);
        let put = |(i, story): (usize, &Story)| runs[i % 2].put(story).unwrap();
        let places: Vec<String> = stories.iter().enumerate().map(put).collect();
        for run in &mut runs {
            run.flush().unwrap();
        }
        let from = Folder(folder.path().to_owned());
        for (place, story) in places.iter().zip(&stories).rev() {
            assert_eq!(&from.story(place).unwrap(), story);
        }
    }

    #[test]
    fn what_is_no_place_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let mut shared = Shared::create(folder.path()).unwrap();
        let place = shared.put(&story("a")).unwrap();
        shared.flush().unwrap();
        let from = Folder(folder.path().join("."));
        assert!(from.story(&place).is_ok());
        let name = place.split(':').next().unwrap();
        let inner = folder.path().file_name().unwrap().to_str().unwrap();
        for wrong in [
            String::new(),
            name.to_owned(),
            format!("{name}:0"),
            format!("{name}:0:99999"),
            format!("{name}:5:10"),
            format!("{place}:0"),
            format!("../{inner}/{place}"),
            format!("{name}:0:18446744073709551615"),
        ] {
            assert!(from.story(&wrong).is_err(), "{wrong}");
        }
    }
}
