//! Which blocks of a page are its story.

use crate::page::{Block, Page};

/// The choice made over a page's blocks.
#[derive(Clone, Debug)]
pub struct Article {
    /// Per block: how likely it belongs to the story's text, in `[0, 1]`.
    pub likely: Vec<f32>,
    /// Per block: whether it was chosen.
    pub chosen: Vec<bool>,
    /// How sure the choice is, in `[0, 1]`.
    pub confidence: f32,
    /// Why it is (un)sure.
    pub why: Vec<String>,
    /// Further full stories on the page.
    pub others: Vec<Other>,
    /// Whether the page holds only the story's beginning.
    pub truncated: bool,
}

/// Another full story on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    /// Index of its headline's block.
    pub title: Option<usize>,
    /// Indices of the blocks of its text.
    pub blocks: Vec<usize>,
}

/// Chooses the story's blocks.
#[must_use]
pub fn choose(page: &Page) -> Article {
    let is_linked = |block: &Block| block.link_chars * 2 > block.chars;
    let (mut best, mut span, mut sum, mut begin) = (0.0, 0..0, 0.0_f32, 0);
    for (at, block) in page.blocks.iter().enumerate() {
        if sum <= 0.0 {
            (sum, begin) = (0.0, at);
        }
        let own = block.chars.saturating_sub(block.link_chars) as f32;
        sum += if is_linked(block) {
            -40.0
        } else {
            (own - 60.0).min(300.0)
        };
        if sum > best {
            (best, span) = (sum, begin..at + 1);
        }
    }
    let blocks = page.blocks.iter().enumerate();
    let chosen: Vec<bool> = blocks
        .map(|(at, block)| span.contains(&at) && !is_linked(block))
        .collect();
    Article {
        likely: chosen
            .iter()
            .map(|&chosen| f32::from(u8::from(chosen)))
            .collect(),
        chosen,
        confidence: 0.5,
        why: vec!["the densest run of text".to_owned()],
        others: Vec::new(),
        truncated: false,
    }
}
