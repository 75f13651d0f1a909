//! Text: white space, words and where they stand.

mod space;

pub use space::{fold, is_space};
