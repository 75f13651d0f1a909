//! The rows of a page, for the program that trains the model.

use super::facts::Sheet;
use super::{rows as numbers, votes};
use crate::article;
use crate::learned::Prior;
use crate::page::Page;

/// The rows of a page, one per block.
#[must_use]
pub fn rows(page: &Page) -> Vec<Vec<f32>> {
    let prior = Prior::default();
    let article = article::choose(page, &vec![prior; page.blocks.len()]);
    let sheet = Sheet::of(page, &article);
    let ballots: Vec<_> = (0..page.blocks.len())
        .map(|at| votes::ballot(page, &article, &sheet, at, &prior))
        .collect();
    numbers::rows(page, &article, &sheet, &ballots)
}
