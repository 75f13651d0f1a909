//! The hot paths of the core, each over one made input: what `tests/allocations.rs` holds to its budget of
//! memory and `hot_paths.rs` to that of instructions.

use std::hint::black_box;

use wireprint::fingerprint::Fingerprint;
use wireprint::formats::snapshot_html;
use wireprint::library::Memory;
use wireprint::overlap::{Prepared, Settings, Story, compare_prepared};
use wireprint::{page::Snapshot, read, read_text};

use crate::made;

/// One of them, ready to be gone through, any number of times.
pub type Path = Box<dyn FnMut()>;

/// A path's name, and what makes it ready.
type Named = (&'static str, fn() -> Path);

/// All of them.
pub const ALL: [Named; 5] = [
    ("fingerprint", fingerprint),
    ("compare", compare),
    ("query", query),
    ("read", reading),
    ("text", text),
];

/// Words of a story.
const WORDS: usize = 600;

/// Stories of the library that is asked.
const STORED: u64 = 1_000;

fn fingerprint() -> Path {
    let text = made::story(1, WORDS);
    Box::new(move || {
        black_box(Fingerprint::of(black_box(&text)));
    })
}

/// A story and its copy, one word in fifteen edited.
fn compare() -> Path {
    let text = made::story(1, WORDS);
    let a = Prepared::new(story("a", made::edited(&text, 15, 1)));
    let b = Prepared::new(story("b", text));
    Box::new(move || {
        black_box(compare_prepared(
            black_box(&a),
            black_box(&b),
            &Settings::default(),
        ));
    })
}

fn query() -> Path {
    let mut library = Memory::default();
    let prints: Vec<Fingerprint> = (0..STORED)
        .map(|n| Fingerprint::of(&made::story(n, WORDS)))
        .collect();
    let numbered: Vec<(u32, &Fingerprint)> = (0..).zip(&prints).collect();
    library.insert(&numbered).expect("whole shards");
    let asked = Fingerprint::of(&made::edited(&made::story(7, WORDS), 15, 1));
    Box::new(move || {
        black_box(library.candidates(black_box(&asked)).expect("whole shards"));
    })
}

fn reading() -> Path {
    let page = page();
    Box::new(move || {
        black_box(read(black_box(&page), "p").expect("a reading"));
    })
}

/// A story without a page around it.
fn text() -> Path {
    let text = made::story(5, WORDS);
    Box::new(move || {
        black_box(read_text(black_box(&text), "t", "").expect("a reading"));
    })
}

fn story(id: &str, text: String) -> Story {
    Story {
        id: id.to_owned(),
        text,
        ..Story::default()
    }
}

/// A page of 600 words with what stands around them.
fn page() -> Snapshot {
    let paragraphs = made::story(3, WORDS).replace("\n\n", "</p><p>");
    let links: Vec<String> = (0..60)
        .map(|n| format!("<li><a href='/lamp/{n}'>Lamp number {n} is lit</a></li>"))
        .collect();
    let links = links.concat();
    let html = format!(
        "<title>Lamp</title><nav><ul>{links}</ul></nav><article><h1>The lamp is lit</h1>\
         <p>{paragraphs}</p></article><footer>© Lamp</footer>"
    );
    snapshot_html(&html, "https://lamp.example/1")
}
