//! The rows of a page, for the program that trains the model.

use super::facts::Sheet;
use super::rows::{self, KINDS};
use super::votes;
use crate::article;
use crate::page::Page;

/// The rows of a page: the first ones or, given what the first model thought of each block, the
/// second ones.
#[must_use]
pub fn rows(page: &Page, odds: Option<&[f32]>) -> Vec<Vec<f32>> {
    let article = article::choose(page);
    let sheet = Sheet::of(page, &article);
    let ballots: Vec<_> = (0..page.blocks.len())
        .map(|at| votes::ballot(page, &article, &sheet, at))
        .collect();
    let first = rows::first(page, &article, &sheet, &ballots);
    let Some(odds) = odds else { return first };
    let odds: Vec<[f32; KINDS]> = odds
        .chunks_exact(KINDS)
        .filter_map(|odds| odds.try_into().ok())
        .collect();
    rows::second(page, &sheet, &first, &odds)
}
