//! The evidence for or against each block, as numbers.
//!
//! One row per block. It tells what the block is like and where it stands: the shape of its text,
//! the elements and class words above it, what its containers hold, what blocks of the same markup
//! are like, and its neighbours. The features are those of the literature on
//! boilerplate (Kohlschütter et al. 2010, "Boilerplate detection using shallow text features";
//! Vogels et al. 2018, "`Web2Text`"), with the containers and class words that readers of Readability
//! know. A live page and parsed HTML give the same rows.

mod class_words;
mod context;
mod place;
mod shape;

use std::collections::HashMap;

use crate::page::{Announced, Page};
use crate::text::is_alphanumeric;

use class_words::BUCKETS;
use place::{HOLDERS, Places};
use shape::Shape;

/// Neighbours told of on each side.
const NEAR: [isize; 6] = [-3, -2, -1, 1, 2, 3];

/// Numbers per neighbour.
const PER_NEIGHBOUR: usize = 5;

/// Containers told of: the block's own, its parent, and so on.
const LEVELS: usize = 4;

/// Numbers per container.
const PER_LEVEL: usize = 5;

/// Words of a text that are compared.
const MAX_WORDS: usize = 200;

const OWN: usize = 15;
const POSITION: usize = 9;
const WORDS: usize = 5;
const KIN: usize = 5;

/// Numbers in a first row.
pub(super) const WIDTH: usize = OWN
    + POSITION
    + WORDS
    + KIN
    + HOLDERS.len()
    + BUCKETS
    + LEVELS * PER_LEVEL
    + NEAR.len() * PER_NEIGHBOUR
    + context::WIDTH;

/// The rows of a page, and what they were computed from.
pub(super) struct Features<'p, 's> {
    pub(super) rows: Vec<[f32; WIDTH]>,
    places: Places<'p, 's>,
    shapes: Vec<Shape>,
}

fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

fn log(value: f32) -> f32 {
    (1.0 + value.max(0.0)).ln()
}

/// Fills a row front to back.
struct Row([f32; WIDTH], usize);

impl Row {
    fn put<const N: usize>(&mut self, values: [f32; N]) {
        self.0[self.1..self.1 + N].copy_from_slice(&values);
        self.1 += N;
    }
}

/// The distinct words of a short text, hashed and sorted.
#[derive(Default)]
pub(super) struct WordSet(Vec<u64>);

/// Hashes of a text's words of three letters or more, in lower case.
pub(super) fn hashed_words(text: &str) -> impl Iterator<Item = u64> {
    let mut lower = String::new();
    let words = text
        .split(|c: char| !is_alphanumeric(c))
        .filter(|word| word.len() > 2);
    words.take(MAX_WORDS).map(move |word| {
        lower.clear();
        if word.is_ascii() {
            lower.push_str(word);
            lower.make_ascii_lowercase();
        } else {
            lower.extend(word.chars().flat_map(char::to_lowercase));
        }
        xxhash_rust::xxh3::xxh3_64(lower.as_bytes())
    })
}

impl WordSet {
    fn of(text: &str) -> Self {
        let mut words: Vec<u64> = hashed_words(text).collect();
        words.sort_unstable();
        words.dedup();
        Self(words)
    }

    /// The share of a text's words that are in the set, and the share of the set that it names.
    pub(super) fn shared(&self, words: &[u64]) -> [f32; 2] {
        let mut named = vec![false; self.0.len()];
        let mut hits = 0.0;
        for word in words {
            if let Ok(at) = self.0.binary_search(word) {
                named[at] = true;
                hits += 1.0;
            }
        }
        let named = named.iter().filter(|&&named| named).count() as f32;
        [
            hits / words.len().max(1) as f32,
            named / self.0.len().max(1) as f32,
        ]
    }
}

/// Where one distinct markup occurs and what its blocks amount to.
#[derive(Clone, Copy, Default)]
struct Kin {
    count: f32,
    size: f32,
    linked: f32,
    ends: f32,
}

/// How likely a headline is to be its story's text: below what is ever chosen.
const HEADLINE: f32 = 0.1;

/// Number of the column that tells how many of a block's words the announced title has; the next one
/// tells how many of the title's words the block has.
const IN_TITLE: usize = OWN + POSITION;

/// Number of the column that tells how far above a block its consent dialog stands.
const CONSENT: usize = OWN + POSITION + WORDS + KIN + HOLDERS.len() + class_words::CONSENT;

impl<'p, 's> Features<'p, 's> {
    /// Computes the first rows of a page.
    pub(super) fn of(page: &'p Page<'s>) -> Self {
        let shapes: Vec<Shape> = page.blocks.iter().map(Shape::of).collect();
        let Announced {
            title, description, ..
        } = Announced::of(&page.tree);
        let (title, description) = (WordSet::of(title), WordSet::of(description));
        let (titles, descriptions) = named(page, &title, &description);
        let headlines = (0..shapes.len()).filter(|&at| is_headline(titles[at]));
        let mut places = Places::new(&page.tree, &page.blocks, &shapes, headlines);
        let (kin, kins) = kin(page, &places, &shapes);
        let mut repeats: HashMap<&str, f32> = HashMap::new();
        for block in &page.blocks {
            *repeats.entry(&block.text).or_default() += 1.0;
        }
        let heading = page
            .blocks
            .iter()
            .position(|b| page.tree.name(b.anchor.element) == "h1");
        let totals = places.page();
        let longest = shapes.iter().map(|s| s.size).fold(0.0, f32::max);
        let context = context::rows(page, &shapes);
        let mut before = 0.0;
        let mut rows = Vec::with_capacity(shapes.len());
        for (at, (block, shape)) in page.blocks.iter().zip(&shapes).enumerate() {
            let mut row = Row([0.0; WIDTH], 0);
            row.put(own(shape, page, at));
            let count = shapes.len() as f32;
            let from_heading = heading.map_or(-1000.0, |heading| at as f32 - heading as f32);
            row.put([
                at as f32 / count,
                before / totals.size.max(1.0),
                at as f32,
                from_heading,
                log(totals.size),
                log(count),
                totals.linked / totals.size.max(1.0),
                log(longest),
                f32::from(page.tree.depth(block.anchor.element)),
            ]);
            before += shape.size;
            row.put(titles[at]);
            row.put(descriptions[at]);
            row.put([repeats[block.text.as_str()]]);
            let group = kins[kin[at] as usize];
            row.put([
                log(group.count),
                group.size / group.count,
                group.linked / group.size.max(1.0),
                group.ends / group.count,
                group.size / totals.size.max(1.0),
            ]);
            let above = places.above(block.anchor.element);
            row.put(above.holders.map(f32::from));
            row.put(above.buckets.map(f32::from));
            let mut element = block.anchor.element;
            for _ in 0..LEVELS {
                let held = places.held(element);
                row.put([
                    log(held.size),
                    log(held.blocks),
                    held.linked / held.size.max(1.0),
                    held.ends / held.blocks.max(1.0),
                    (held.size - held.linked) / (totals.size - totals.linked).max(1.0),
                ]);
                element = page.tree.parent(element);
            }
            for offset in NEAR {
                row.put(neighbour(page, &shapes, &kin, at, offset));
            }
            row.put(context[at]);
            rows.push(row.0);
        }
        Self {
            rows,
            places,
            shapes,
        }
    }

    /// How much text a block holds: its characters, those of dense scripts counted thrice.
    pub(super) fn size(&self, at: usize) -> f32 {
        self.shapes[at].size
    }

    /// The blocks an element holds, as a range of indices.
    pub(super) fn range(&self, element: u32) -> std::ops::Range<usize> {
        self.places.range(element)
    }

    /// How likely a block can be the story's text at most: hardly as its headline, never as what asks
    /// for consent.
    pub(super) fn most(&self, at: usize) -> f32 {
        if self.is_consent(at) {
            0.0
        } else if self.is_headline(at) {
            HEADLINE
        } else {
            1.0
        }
    }

    /// Whether a block repeats the title that the page announces.
    fn is_headline(&self, at: usize) -> bool {
        let row = &self.rows[at];
        is_headline([row[IN_TITLE], row[IN_TITLE + 1]])
    }

    /// Whether a block stands in a cookie or privacy dialog, by the names of its containers.
    fn is_consent(&self, at: usize) -> bool {
        self.rows[at][CONSENT] < f32::from(place::FAR)
    }
}

/// Whether a block repeats the announced title, by what each has of the other.
fn is_headline(shared: [f32; 2]) -> bool {
    shared[0] > 0.9 && shared[1] > 0.5
}

/// What each block has in common with the title and with the description that the page announces.
fn named(page: &Page, title: &WordSet, description: &WordSet) -> (Vec<[f32; 2]>, Vec<[f32; 2]>) {
    let mut words = Vec::new();
    let blocks = page.blocks.iter().map(|block| {
        words.clear();
        words.extend(hashed_words(&block.text));
        (title.shared(&words), description.shared(&words))
    });
    blocks.unzip()
}

fn own(shape: &Shape, page: &Page, at: usize) -> [f32; OWN] {
    let block = &page.blocks[at];
    [
        log(shape.size),
        shape.words,
        shape.link_density,
        shape.ending,
        shape.sentences,
        shape.commas,
        shape.digits,
        shape.capitals,
        shape.capital_words,
        shape.short_words,
        shape.opens_quote,
        shape.starts_lower,
        shape.symbols,
        shape.colon,
        wrapped(page, block.anchor.nodes.first().copied().unwrap_or(0)),
    ]
}

/// What inline element the block's first words are in: 0 none, 1 a link, 2 strong, 3 emphasis,
/// 4 another.
fn wrapped(page: &Page, node: u32) -> f32 {
    match page.tree.name(page.tree.parent(node)) {
        "a" => 1.0,
        "b" | "strong" => 2.0,
        "i" | "em" => 3.0,
        "span" | "font" | "time" | "label" | "button" | "small" | "cite" | "q" => 4.0,
        _ => 0.0,
    }
}

fn neighbour(
    page: &Page,
    shapes: &[Shape],
    kin: &[u32],
    at: usize,
    offset: isize,
) -> [f32; PER_NEIGHBOUR] {
    let Some(other) = at
        .checked_add_signed(offset)
        .filter(|&other| other < shapes.len())
    else {
        return [-1.0; PER_NEIGHBOUR];
    };
    let parent = |at: usize| page.tree.parent(page.blocks[at].anchor.element);
    [
        log(shapes[other].size),
        shapes[other].link_density,
        shapes[other].ending,
        flag(kin[other] == kin[at]),
        flag(parent(other) == parent(at)),
    ]
}

/// Sorts the blocks by markup.
fn kin(page: &Page, places: &Places, shapes: &[Shape]) -> (Vec<u32>, Vec<Kin>) {
    let mut ids = HashMap::new();
    let mut kins: Vec<Kin> = Vec::new();
    let mut of = Vec::with_capacity(shapes.len());
    for (block, shape) in page.blocks.iter().zip(shapes) {
        let id = *ids
            .entry(places.signature(block.anchor.element))
            .or_insert(kins.len());
        if id == kins.len() {
            kins.push(Kin::default());
        }
        let kin = &mut kins[id];
        kin.count += 1.0;
        kin.size += shape.size;
        kin.linked += shape.size * shape.link_density;
        kin.ends += flag(shape.ending > 1.5);
        of.push(id as u32);
    }
    (of, kins)
}

/// Words of the title that the page announces.
pub(super) fn announced_title(page: &Page) -> WordSet {
    WordSet::of(Announced::of(&page.tree).title)
}
