//! A library in a folder: what was added is there, found and given back, whatever a writer left.

use super::*;

fn record(number: u32) -> Record {
    let words: Vec<String> = (0..90)
        .map(|n| format!("{:x}", (number * 7_919 + n * n * 131) % 99_991))
        .collect();
    Record {
        id: format!("lamp-{number}"),
        text: words.join(" "),
        ..Record::default()
    }
}

fn copy(of: u32, id: &str) -> Record {
    Record {
        id: id.to_owned(),
        ..record(of)
    }
}

fn ids(library: &Library) -> Vec<String> {
    let stories = library.stories().unwrap();
    stories.map(|record| record.unwrap().id).collect()
}

#[test]
fn stories_are_added_once_found_again_and_given_back() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings::default();
    let mut library = Library::open_to_write(folder.path()).unwrap();
    // More than are held, so that the copied one has to be read.
    let many = FRESH as u32 + 100;
    let all: Vec<Record> = (0..many).map(record).chain([copy(7, "copy")]).collect();
    let added = library
        .add(all.clone().into_iter().map(Ok), &settings)
        .unwrap();
    assert_eq!((added.stored, added.present), (many + 1, 0));
    assert!(added.pairs >= 1);
    let again = library
        .add([record(3), record(9_000)].map(Ok), &settings)
        .unwrap();
    assert_eq!((again.stored, again.present), (1, 1));
    drop(library);
    let library = Library::open(folder.path()).unwrap();
    assert_eq!(library.len(), all.len() as u64 + 1);
    let found = library
        .query(copy(9_000, "asked").story(), &settings)
        .unwrap();
    assert_eq!(
        (found[0].pair.a.as_str(), found[0].pair.b.as_str()),
        ("asked", "lamp-9000")
    );
    assert_eq!(library.story(found[0].number).unwrap(), record(9_000));
    assert_eq!(found[0].record, record(9_000));
    let behind = many + 2;
    assert!(matches!(library.story(behind), Err(LibraryError::Story(at)) if at == behind));
    let stored: Vec<Record> = library.stories().unwrap().map(Result::unwrap).collect();
    assert_eq!(stored[..all.len()], all);
    let pairs: Vec<String> = library.pairs().unwrap().map(Result::unwrap).collect();
    assert!(
        pairs
            .iter()
            .any(|pair| pair.contains("\"copy\"") && pair.contains("lamp-7"))
    );
}

#[test]
fn all_stories_are_added_or_none_is() {
    let folder = tempfile::tempdir().unwrap();
    let mut library = Library::open_to_write(folder.path()).unwrap();
    let broken = [Ok(record(1)), Err(LibraryError::Story(7))];
    let added = library.add(broken, &Settings::default());
    assert!(matches!(added, Err(LibraryError::Story(7))));
    assert!(library.is_empty());
    drop(library);
    let mut library = Library::open_to_write(folder.path()).unwrap();
    library.add([Ok(record(2))], &Settings::default()).unwrap();
    assert_eq!(ids(&library), ["lamp-2"]);
}

#[test]
fn what_a_killed_writer_left_is_cut_off() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings::default();
    let mut library = Library::open_to_write(folder.path()).unwrap();
    library.add([Ok(record(1))], &settings).unwrap();
    drop(library);
    // Killed after its lines and half its index, before the renaming.
    let path = folder.path().join(STORIES);
    let mut file = OpenOptions::new().append(true).open(path).unwrap();
    file.write_all(b"{\"id\":\"half\",\"text\":\"half a li")
        .unwrap();
    fs::write(folder.path().join("index.new"), b"WPL").unwrap();
    let mut library = Library::open_to_write(folder.path()).unwrap();
    assert_eq!(ids(&library), ["lamp-1"]);
    library.add([Ok(record(2))], &settings).unwrap();
    assert_eq!(ids(&library), ["lamp-1", "lamp-2"]);
    assert_eq!(
        library.query(record(2).story(), &settings).unwrap().len(),
        1
    );
}

#[test]
fn a_damaged_index_is_refused_and_nothing_is_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings::default();
    Library::open_to_write(folder.path())
        .unwrap()
        .add([Ok(record(1))], &settings)
        .unwrap();
    let path = folder.path().join(INDEX);
    let whole = fs::read(&path).unwrap();
    for (at, error) in [(0, "magic"), (3, "version"), (40, "checksum")] {
        let mut damaged = whole.clone();
        damaged[at] ^= 9;
        fs::write(&path, &damaged).unwrap();
        let refused = Library::open_to_write(folder.path()).unwrap_err();
        assert!(refused.to_string().contains(error), "{refused}");
        assert_eq!(fs::read(&path).unwrap(), damaged);
    }
    fs::write(&path, &whole[..64]).unwrap();
    assert!(Library::open(folder.path()).is_err());
}
