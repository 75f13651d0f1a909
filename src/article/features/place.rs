//! Where a block stands: which elements hold it, how far off, and what else they hold.

use std::collections::HashMap;

use super::class_words::{BUCKETS, CONSENT, ClassWords};
use super::shape::Shape;
use crate::page::{Block, Tree};

/// Elements whose distance above a block is told.
pub(super) const HOLDERS: [&str; 16] = [
    "article",
    "main",
    "aside",
    "nav",
    "header",
    "footer",
    "form",
    "figure",
    "table",
    "li",
    "section",
    "blockquote",
    "figcaption",
    "p",
    "h1",
    "h2",
];

/// The distance that stands for "nowhere above".
pub(super) const FAR: u8 = 20;

/// How far above an element each holder and each bucket of class words stands; 0 is itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Above {
    pub(super) holders: [u8; HOLDERS.len()],
    pub(super) buckets: [u8; BUCKETS],
}

impl Above {
    const NOTHING: Self = Self {
        holders: [FAR; HOLDERS.len()],
        buckets: [FAR; BUCKETS],
    };

    fn step(mut self) -> Self {
        for distance in self.holders.iter_mut().chain(&mut self.buckets) {
            *distance = (*distance + 1).min(FAR);
        }
        self
    }
}

/// Answers for the containers of a page's blocks.
pub(super) struct Places<'p, 's> {
    tree: &'p Tree<'s>,
    words: ClassWords<'s>,
    above: HashMap<u32, Above>,
    /// First text node of each block, ascending: an element's blocks are a range of them.
    first: Vec<u32>,
    /// Sums over the blocks before each one.
    sums: Vec<Sums>,
    /// Elements that no dialog holds, ascending: articles and headlines.
    landmarks: Vec<u32>,
}

/// What the blocks under an element amount to.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sums {
    pub(super) blocks: f32,
    pub(super) size: f32,
    pub(super) linked: f32,
    pub(super) ends: f32,
    pub(super) commas: f32,
}

impl std::ops::Sub for Sums {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self {
            blocks: self.blocks - other.blocks,
            size: self.size - other.size,
            linked: self.linked - other.linked,
            ends: self.ends - other.ends,
            commas: self.commas - other.commas,
        }
    }
}

impl<'p, 's> Places<'p, 's> {
    /// Indexes a page; `headlines` are the indices of the blocks that repeat its title.
    pub(super) fn new(
        tree: &'p Tree<'s>,
        blocks: &[Block],
        shapes: &[Shape],
        headlines: impl Iterator<Item = usize>,
    ) -> Self {
        let mut sum = Sums::default();
        let mut sums = vec![sum];
        for shape in shapes {
            sum.blocks += 1.0;
            sum.size += shape.size;
            sum.linked += shape.size * shape.link_density;
            sum.ends += f32::from(u8::from(shape.ending > 1.5));
            sum.commas += shape.commas;
            sums.push(sum);
        }
        let mut landmarks: Vec<u32> = (0..tree.len())
            .filter(|&node| matches!(tree.name(node), "article" | "main"))
            .chain(headlines.map(|at| blocks[at].anchor.element))
            .collect();
        landmarks.sort_unstable();
        Self {
            tree,
            words: ClassWords::default(),
            above: HashMap::new(),
            first: blocks
                .iter()
                .filter_map(|b| b.anchor.nodes.first().copied())
                .collect(),
            sums,
            landmarks,
        }
    }

    /// Whether an element can be a dialog: the page's article and its headline are in none.
    fn is_aside(&self, element: u32) -> bool {
        let before = self.landmarks.partition_point(|&node| node < element);
        let next = self.landmarks.get(before);
        next.is_none_or(|&node| node >= self.tree.end(element))
    }

    /// What stands above an element, itself included.
    pub(super) fn above(&mut self, element: u32) -> Above {
        let mut chain = Vec::new();
        let mut at = element;
        let mut above = loop {
            if let Some(&known) = self.above.get(&at) {
                break known;
            }
            chain.push(at);
            if at == 0 {
                break Above::NOTHING;
            }
            at = self.tree.parent(at);
        };
        while let Some(element) = chain.pop() {
            above = above.step();
            let name = self.tree.name(element);
            if let Some(holder) = HOLDERS.iter().position(|&known| known == name) {
                above.holders[holder] = 0;
            }
            // Class words of the body and the root describe the page, not its parts.
            if self.tree.depth(element) > 1 {
                let mut hits = self.words.of(self.tree, element);
                if hits & (1 << CONSENT) != 0 && !self.is_aside(element) {
                    hits &= !(1 << CONSENT);
                }
                for (bucket, distance) in above.buckets.iter_mut().enumerate() {
                    if hits & (1 << bucket) != 0 {
                        *distance = 0;
                    }
                }
            }
            self.above.insert(element, above);
        }
        above
    }

    /// The blocks an element holds, as a range of indices.
    pub(super) fn range(&self, element: u32) -> std::ops::Range<usize> {
        let end = self.tree.end(element);
        self.first.partition_point(|&node| node < element)
            ..self.first.partition_point(|&node| node < end)
    }

    /// What the blocks an element holds amount to.
    pub(super) fn held(&self, element: u32) -> Sums {
        let range = self.range(element);
        self.sums[range.end] - self.sums[range.start]
    }

    /// What the whole page amounts to.
    pub(super) fn page(&self) -> Sums {
        self.sums.last().copied().unwrap_or_default()
    }

    /// What makes two blocks alike in markup: the names and classes of their container and of its
    /// parent.
    pub(super) fn signature(&self, element: u32) -> [&'s str; 4] {
        let parent = self.tree.parent(element);
        let class = |element| self.tree.attribute(element, "class").unwrap_or("");
        [
            self.tree.name(element),
            class(element),
            self.tree.name(parent),
            class(parent),
        ]
    }
}
