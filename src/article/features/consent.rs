//! Cookie and privacy dialogs, by what they talk of.
//!
//! Such a dialog may hold more running text than the story. Where its elements are not named for
//! what they are, it shows by one word that every language borrows: an element most of whose
//! paragraphs speak of cookies asks for consent, on a page that does not announce cookies as its
//! subject.

use std::collections::HashMap;

use super::place::Places;
use super::shape::Shape;
use super::{WordSet, hashed_words};
use crate::page::Page;

/// Ancestors of a block that may be the dialog.
const MAX_UP: usize = 8;

/// Blocks that speak of cookies in a dialog.
const MIN_BLOCKS: u32 = 4;

/// Words of a block that counts as text.
const TEXT: f32 = 8.0;

/// How the word is written.
const WORDS: [&str; 6] = [
    "cookie",
    "クッキー",
    "кукі",
    "файлы cookie",
    "쿠키",
    "çerez",
];

fn speaks(text: &str) -> bool {
    let text = text.to_lowercase();
    WORDS.iter().any(|word| text.contains(word))
}

/// Per block: whether it stands in a dialog.
pub(super) fn dialogs(
    page: &Page,
    places: &Places,
    shapes: &[Shape],
    announced: &WordSet,
) -> Vec<bool> {
    let mut out = vec![false; shapes.len()];
    let title: Vec<u64> = hashed_words("cookie cookies").collect();
    if announced.shared(&title)[0] > 0.0 {
        return out;
    }
    let is_text = |at: usize| shapes[at].words >= TEXT;
    let mut counts: HashMap<u32, u32> = HashMap::new();
    for (at, block) in page.blocks.iter().enumerate() {
        if is_text(at) && speaks(&block.text) {
            for above in page.tree.ancestors(block.anchor.element).take(MAX_UP) {
                *counts.entry(above).or_default() += 1;
            }
        }
    }
    for (element, count) in counts {
        if count < MIN_BLOCKS {
            continue;
        }
        let range = places.range(element);
        let texts = range.clone().filter(|&at| is_text(at)).count() as u32;
        if 2 * count >= texts {
            out[range].fill(true);
        }
    }
    out
}
