//! The rows of a page, for the program that trains the model.

use super::facts::Sheet;
use super::{rows as numbers, votes};
use crate::article;
use crate::page::Page;

/// The rows of a page, one per block.
#[must_use]
pub fn rows(page: &Page) -> Vec<Vec<f32>> {
    let article = article::choose(page);
    let sheet = Sheet::of(page, &article);
    let ballots: Vec<_> = (0..page.blocks.len())
        .map(|at| votes::ballot(page, &article, &sheet, at))
        .collect();
    numbers::rows(page, &article, &sheet, &ballots)
}
