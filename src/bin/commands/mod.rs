//! The subcommands, and what they share.

pub mod companion;
pub mod compare;
mod corpus;
pub mod families;
pub mod library;
mod lines;
pub mod overlap;
mod progress;
pub mod read;
mod shared;
pub mod steps;
mod stories;
pub mod thresholds;
