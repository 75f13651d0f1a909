//! The core of Wireprint: what on a news page is the story, what every other block is, whose text
//! it was, and which stored stories share text with it.
//!
//! Everything here is pure: values in, values out; no clock, no randomness, no input or output.
//! The rooms stand in the order in which data flows through them, and a room may only use the
//! rooms above it:
//!
//! | room | question |
//! | --- | --- |
//! | [`text`] | what are the words, and where do they stand? |
//! | [`report`] | which types cross the boundary of the core? |
//! | [`rules`] | which phrases, names and dates does each language use? |
//! | [`page`] | which blocks does the page have, and what does it say of itself? |
//! | [`learned`] | what recurs over the reader's stored pages, and how did the reader correct us? |
//! | [`article`] | which blocks are the story? |
//! | [`boilerplate`] | what is every other block, and why? |
//! | [`provenance`] | who published it, and who supplied the text? |
//! | [`fingerprint`] | which hashes stand for the story in an index? |
//! | [`overlap`] | what do two stories share, and in what relation? |
//! | [`library`] | what must a store keep and answer? |
//!
//! [`read`] runs the first half of the table over one page; [`overlap::compare`] the second over
//! two stories. Hosts live at the edges: `formats` (native) makes snapshots from HTML, `wasm`
//! (browser) binds the core to JavaScript.

#![cfg_attr(not(target_arch = "wasm32"), forbid(unsafe_code))]

pub mod article;
pub mod boilerplate;
mod bytes;
mod data;
pub mod fingerprint;
#[cfg(feature = "native")]
pub mod formats;
pub mod learned;
pub mod library;
mod order;
pub mod overlap;
pub mod page;
pub mod provenance;
mod read;
pub mod report;
pub mod rules;
pub mod text;
#[cfg(target_arch = "wasm32")]
pub mod wasm;

#[cfg(feature = "train")]
pub use read::{odds, read_given};
pub use read::{read, read_text, read_text_with, read_with};
