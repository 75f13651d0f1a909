//! The fuzz targets over their seeds, and over seeds that chance has changed a little: so that they
//! stay alive, and what they have found once stays mended. `PROPTEST_CASES` sets how many are tried;
//! `npm run fuzz` goes on from here.

use std::fs;
use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

#[path = "fuzz/checks/compare.rs"]
mod compare;
#[path = "fuzz/checks/library.rs"]
mod library;
#[path = "fuzz/checks/read.rs"]
mod read;
#[path = "fuzz/checks/rules.rs"]
mod rules;
#[path = "fuzz/checks/stored.rs"]
mod stored;
#[path = "fuzz/checks/text.rs"]
mod text;

/// Changed seeds that are tried with each target, unless it is said how many.
const CASES: u32 = 24;

fn holds(target: &str, check: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fuzz/seeds")
        .join(target);
    let files = fs::read_dir(folder).expect("the target has seeds");
    let seeds: Vec<Vec<u8>> = files
        .map(|file| fs::read(file.unwrap().path()).unwrap())
        .collect();
    for seed in &seeds {
        check(seed);
    }
    let some = any::<prop::sample::Index>;
    // At a place, some bytes go and others come.
    let change = (some(), 0usize..16, vec(any::<u8>(), 0..8));
    let changed = (some(), vec(change, 1..6)).prop_map(|(which, changes)| {
        let mut bytes = which.get(&seeds).clone();
        for (at, gone, come) in changes {
            let at = at.index(bytes.len() + 1);
            let end = bytes.len().min(at + gone);
            bytes.splice(at..end, come);
        }
        bytes
    });
    let given = Config::default();
    let config = Config {
        cases: std::env::var("PROPTEST_CASES").map_or(CASES, |_| given.cases),
        failure_persistence: None,
        ..given
    };
    let tried = TestRunner::new(config).run(&changed, |bytes| {
        check(&bytes);
        Ok(())
    });
    tried.unwrap();
}

#[test]
fn any_two_texts_compare() {
    holds("compare", compare::check);
}

#[test]
fn any_folder_is_a_library_or_none() {
    holds("library", library::check);
}

#[test]
fn any_page_is_read() {
    holds("read", read::check);
}

#[test]
fn any_rule_pack_is_taken_or_refused() {
    holds("rules", rules::check);
}

#[test]
fn any_stored_bytes_are_what_was_written_or_none() {
    holds("stored", stored::check);
}

#[test]
fn any_text_is_read() {
    holds("text", text::check);
}
