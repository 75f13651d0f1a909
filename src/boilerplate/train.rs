//! The rows of a page, and its labels by odds from outside, for the program that trains the model.

use super::facts::Sheet;
use super::{Labels, label_by, rows as numbers, votes};
use crate::article::Article;
use crate::learned::Prior;
use crate::page::Page;
use crate::report::Kind;

/// The rows of a page, one per block.
#[must_use]
pub fn rows(page: &Page, article: &Article) -> Vec<Vec<f32>> {
    let sheet = Sheet::of(page, article);
    let ballots: Vec<_> = (0..page.blocks.len())
        .map(|at| votes::ballot(page, article, &sheet, at))
        .collect();
    numbers::rows(page, article, &sheet, &ballots)
}

/// What the blocks of a page are, given the logarithms of each kind's likelihood.
#[must_use]
pub fn label_given(
    page: &Page,
    article: &Article,
    priors: &[Prior],
    odds: &[[f32; Kind::ALL.len()]],
) -> Labels {
    label_by(page, article, priors, |_| odds.to_vec())
}
