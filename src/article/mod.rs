//! Which blocks of a page are its story.
//!
//! A learned model judges every block by its [`features`]: gradient-boosted trees, trained by
//! `tests/bench/train` on pages whose true text is known. [`decode`] then decides over the page as a
//! whole.

mod decode;
mod features;
pub(crate) mod model;
#[cfg(feature = "train")]
pub mod train;

use std::sync::OnceLock;

use crate::page::Page;
use features::Features;
use model::{Stage, read_model};

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
    let features = Features::of(page);
    let stage = stage();
    let likely = (0..page.blocks.len())
        .map(|at| {
            if features.is_consent(at) {
                0.0
            } else {
                stage.likelihood(&features.rows[at])
            }
        })
        .collect();
    decode::decode(page, &features, likely)
}

/// The trained model.
fn stage() -> &'static Stage {
    static STAGE: OnceLock<Stage> = OnceLock::new();
    STAGE.get_or_init(|| {
        let stages = read_model(include_bytes!("model.bin"));
        stages
            .ok()
            .and_then(|stages| stages.into_iter().next())
            .unwrap_or_default()
    })
}
