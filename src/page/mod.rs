//! A page as the core sees it: a [`Snapshot`] of its nodes, cut into [`Block`]s, and what the page
//! says of itself.
//!
//! ```text
//! Snapshot (columns, from a host) -> Tree (checked, walkable) -> blocks, metadata
//! ```

mod announced;
mod blocks;
mod hidden;
pub mod meta;
mod path;
mod plain;
mod snapshot;
mod tree;

pub use announced::Announced;
pub use blocks::Block;
pub use meta::Metadata;
pub use plain::snapshot_text;
pub use snapshot::{SNAPSHOT_VERSION, Snapshot, SnapshotError, TEXT_NODE};
pub use tree::Tree;

use crate::rules::{Rules, Said, Step};

/// A page, ready to be judged.
#[derive(Debug)]
pub struct Page<'s> {
    /// The nodes.
    pub tree: Tree<'s>,
    /// The visible blocks in document order.
    pub blocks: Vec<Block>,
    /// What each of them says.
    pub said: Vec<Said>,
    /// Whether the page is a text file: its lines are its blocks and there is no structure.
    pub is_plain: bool,
    /// What the page says of its story, for machines.
    pub meta: Metadata,
}

impl<'s> Page<'s> {
    /// Makes a page of a snapshot.
    ///
    /// # Errors
    ///
    /// [`SnapshotError`] when the snapshot cannot be read.
    pub fn new(snapshot: &'s Snapshot) -> Result<Self, SnapshotError> {
        let tree = Tree::new(snapshot)?;
        let blocks = blocks::blocks(&tree);
        let is_plain = blocks::is_text_file(&tree);
        let meta = Metadata::of(&tree);
        Ok(Self {
            tree,
            said: said(&blocks),
            blocks,
            is_plain,
            meta,
        })
    }

    /// The page with the running text that it keeps hidden, where there is such text.
    #[must_use]
    pub fn revealed(&self) -> Option<Self> {
        let roots = hidden::running_text(&self.tree);
        if roots.is_empty() {
            return None;
        }
        let tree = self.tree.reveal(&roots);
        let blocks = blocks::blocks(&tree);
        Some(Self {
            tree,
            said: said(&blocks),
            blocks,
            is_plain: self.is_plain,
            meta: self.meta.clone(),
        })
    }

    /// Where a block stands, as a path of elements; none in a text without markup.
    #[must_use]
    pub fn path(&self, at: usize) -> Option<String> {
        (!self.is_plain).then(|| path::path(&self.tree, self.blocks[at].anchor.element))
    }

    /// The elements around a block, the outermost first, as rules name them.
    #[must_use]
    pub fn steps(&self, at: usize) -> Vec<Step<'s>> {
        if self.is_plain {
            return Vec::new();
        }
        path::steps(&self.tree, self.blocks[at].anchor.element)
    }
}

fn said(blocks: &[Block]) -> Vec<Said> {
    let rules = Rules::get();
    blocks.iter().map(|block| rules.said(&block.text)).collect()
}
