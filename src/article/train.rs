//! The evidence and the choice, for the program that trains the model.

use super::Article;
use super::decode::decode;
use super::features::Features;
use crate::page::Page;

/// The row of each block.
#[must_use]
pub fn rows(page: &Page) -> Vec<Vec<f32>> {
    Features::of(page)
        .rows
        .iter()
        .map(|row| row.to_vec())
        .collect()
}

/// Which blocks are chosen, given how likely each one is.
#[must_use]
pub fn chosen(page: &Page, mut likely: Vec<f32>) -> Article {
    let features = Features::of(page);
    for (at, likely) in likely.iter_mut().enumerate() {
        *likely = likely.min(features.most(at));
    }
    decode(page, &features, likely, false)
}
