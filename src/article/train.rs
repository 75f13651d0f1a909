//! The evidence, and another model in place of the shipped one, for the program that trains it.

use super::features::Features;
use super::model::Model;
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

/// Has this process read pages with another model than the one that ships, from the bytes of its
/// file; whether it can. Once, before the first page.
#[must_use]
pub fn use_model(bytes: &[u8]) -> bool {
    Model::read(bytes).is_ok_and(|model| super::MODEL.set(model).is_ok())
}
