//! Any files in a library's folder: it opens and answers, or it is refused by an error, and then
//! nothing in it changes. Lines of their own tell apart what the index's head says, what lies behind
//! it, and the stories. The head holds, as somebody bent on harm would set it: its table is mostly
//! empty, so only the places that are not are written out.

use std::fs;
use std::path::Path;

use wireprint::formats::library::{Library, Record};
use wireprint::library::SHARDS;
use wireprint::overlap::Settings;
use xxhash_rust::xxh3::xxh3_64;

const BETWEEN: &[u8] = b"\n==\n";
/// Bytes of the lengths that the head begins with, and of a place in its table.
const LENGTHS: usize = 3 * 8;
const PLACE: usize = 8 + 4;

/// Holds for any bytes.
pub fn check(data: &[u8]) {
    let folder = std::env::temp_dir().join(format!("wireprint-fuzz-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    let (head, rest) = parted(data);
    let (records, stories) = parted(rest);
    for index in [data.to_vec(), [head_of(head), records.to_vec()].concat()] {
        for (name, bytes) in [
            ("index", &*index),
            ("stories.jsonl", stories),
            ("lock", &[][..]),
        ] {
            fs::write(folder.join(name), bytes).expect("a file");
        }
        let _ = fs::remove_file(folder.join("pairs.jsonl"));
        used(&folder);
        added(&folder, &index);
    }
    fs::remove_dir_all(&folder).expect("it is there");
}

/// What stands before the first line that parts, and behind it.
fn parted(data: &[u8]) -> (&[u8], &[u8]) {
    let at = data.windows(BETWEEN.len()).position(|part| part == BETWEEN);
    match at {
        Some(at) => (&data[..at], &data[at + BETWEEN.len()..]),
        None => (data, &[]),
    }
}

/// A head of three lengths and a table: of each place that is written, its number and what it says.
fn head_of(said: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0; 4 + LENGTHS + (SHARDS as usize + 1) * PLACE];
    bytes[..4].copy_from_slice(b"WPL\x01");
    let lengths = said.len().min(LENGTHS);
    bytes[4..4 + lengths].copy_from_slice(&said[..lengths]);
    for place in said[lengths..].chunks_exact(2 + PLACE) {
        let number = usize::from(u16::from_le_bytes([place[0], place[1]])) % (SHARDS as usize + 1);
        let at = 4 + LENGTHS + number * PLACE;
        bytes[at..at + PLACE].copy_from_slice(&place[2..]);
    }
    let sum = xxh3_64(&bytes);
    bytes.extend_from_slice(&sum.to_le_bytes());
    bytes
}

/// Everything that a reader asks.
fn used(folder: &Path) {
    let Ok(library) = Library::open(folder) else {
        return;
    };
    let _ = library.query(lamp().story(), &Settings::default());
    let _ = library.stories().map(|stories| stories.take(100).count());
    let _ = library.pairs().map(|pairs| pairs.take(100).count());
}

/// A story is added; where it is refused the index is as it was.
fn added(folder: &Path, index: &[u8]) {
    let opened = Library::open_to_write(folder);
    let taken = opened.and_then(|mut library| library.add([Ok(lamp())], &Settings::default()));
    if taken.is_err() {
        assert!(fs::read(folder.join("index")).is_ok_and(|now| now == index));
    } else {
        assert!(Library::open(folder).is_ok_and(|library| !library.is_empty()));
    }
}

fn lamp() -> Record {
    Record {
        id: "lamp".to_owned(),
        text:
            "The keeper lit the lamp of the old pier at nine and wrote down every ship that passed."
                .to_owned(),
        ..Record::default()
    }
}
