//! Gradient-boosted trees, read from bytes and evaluated.
//!
//! A model file is what `tests/bench/train` writes: magic, version and checksum, then any number of
//! stages; a stage is a list of binary trees over the numbers of one row. A row walks every tree
//! from its root, left where its number is at most the threshold, and the leaves it ends in are
//! added up; the logistic function makes a likelihood of the sum (Friedman 2001, "Greedy function
//! approximation: a gradient boosting machine").
//!
//! No tree is really walked, since a processor guesses wrong at every other turn. All turns of all
//! trees are asked column by column instead, by rising threshold, until one is not passed; each that
//! is passed strikes the leaves on its left out, one bit each, and a tree ends in the first leaf that
//! is left (Lucchese et al. 2015, "`QuickScorer`: a fast algorithm to rank documents with additive
//! ensembles of regression trees").

use crate::order;

/// First bytes of a model file.
const MAGIC: &[u8; 4] = b"WPGB";

/// Version of the file layout.
const VERSION: u32 = 1;

/// Leaves that are left, one bit each.
type Leaves = u16;

/// Leaves of a tree at most.
const MAX_LEAVES: usize = Leaves::BITS as usize;

/// Rows that are asked at once.
const LANES: usize = 8;

/// Why a model cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// Not a model, or one of another version.
    #[error("not a model of version {VERSION}")]
    Unknown,
    /// The bytes are not those that were written.
    #[error("the model's bytes are damaged")]
    Damaged,
}

/// Bit that tells a leaf from a node among children.
const LEAF: u16 = 1 << 15;

/// An inner node as it is written: where a number decides. Children at or above [`LEAF`] are leaves.
#[derive(Clone, Copy)]
struct Node {
    feature: u16,
    threshold: f32,
    left: u16,
    right: u16,
}

/// A tree as it is written.
struct Written {
    nodes: Vec<Node>,
    leaves: Vec<f32>,
}

/// An inner node as it is asked.
#[derive(Clone, Copy, Debug)]
struct Turn {
    threshold: f32,
    tree: u32,
    /// The leaves that are left to a row whose number is above the threshold.
    right: Leaves,
}

/// Stages of trees whose leaves are added up.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// Numbers in a row.
    width: usize,
    /// Per number of a row, and one more: its first turn.
    starts: Vec<usize>,
    /// By number of a row, then by threshold.
    turns: Vec<Turn>,
    /// Per tree: its first leaf. The leaves of a tree stand from left to right.
    trees: Vec<usize>,
    leaves: Vec<f32>,
    /// Per stage: how many trees it has.
    stages: Vec<usize>,
}

/// Takes little-endian values off the front of a slice.
struct Reader<'b>(&'b [u8]);

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], ModelError> {
        let (head, rest) = self.0.split_first_chunk().ok_or(ModelError::Damaged)?;
        self.0 = rest;
        Ok(*head)
    }
    fn u16(&mut self) -> Result<u16, ModelError> {
        self.take().map(u16::from_le_bytes)
    }
    fn u32(&mut self) -> Result<u32, ModelError> {
        self.take().map(u32::from_le_bytes)
    }
    fn f32(&mut self) -> Result<f32, ModelError> {
        self.take().map(f32::from_le_bytes)
    }
}

impl Written {
    fn read(reader: &mut Reader, width: usize) -> Result<Self, ModelError> {
        let inner = reader.u16()?;
        if usize::from(inner) >= MAX_LEAVES {
            return Err(ModelError::Damaged);
        }
        let mut nodes = Vec::new();
        for own in 0..inner {
            let node = Node {
                feature: reader.u16()?,
                threshold: reader.f32()?,
                left: reader.u16()?,
                right: reader.u16()?,
            };
            // Children stand behind their parent, so that no way leads back.
            let is_sound = |child: u16| {
                if child & LEAF == 0 {
                    child > own && child < inner
                } else {
                    child - LEAF <= inner
                }
            };
            if usize::from(node.feature) >= width
                || node.threshold.is_nan()
                || !is_sound(node.left)
                || !is_sound(node.right)
            {
                return Err(ModelError::Damaged);
            }
            nodes.push(node);
        }
        let leaves = (0..=inner)
            .map(|_| reader.f32())
            .collect::<Result<_, _>>()?;
        Ok(Self { nodes, leaves })
    }
}

impl Model {
    /// Reads a model file.
    ///
    /// # Errors
    ///
    /// [`ModelError`] when the bytes are not a whole model of this version.
    pub fn read(bytes: &[u8]) -> Result<Self, ModelError> {
        let mut reader = Reader(bytes);
        if reader.take().ok() != Some(*MAGIC) || reader.u32() != Ok(VERSION) {
            return Err(ModelError::Unknown);
        }
        let checksum = u64::from_le_bytes(reader.take()?);
        if xxhash_rust::xxh3::xxh3_64(reader.0) != checksum {
            return Err(ModelError::Damaged);
        }
        let mut model = Self::default();
        let mut turns = Vec::new();
        for _ in 0..reader.u32()? {
            let width = reader.u32()? as usize;
            model.width = model.width.max(width);
            let count = reader.u32()?;
            for _ in 0..count {
                let tree = Written::read(&mut reader, width)?;
                model.trees.push(model.leaves.len());
                let root = if tree.nodes.is_empty() { LEAF } else { 0 };
                model.plant(&tree, root, &mut turns)?;
            }
            model.stages.push(count as usize);
        }
        order::sort_by(&mut turns, |(a, x), (b, y)| {
            a.cmp(b).then(x.threshold.total_cmp(&y.threshold))
        });
        let start = |number| turns.partition_point(|&(feature, _)| usize::from(feature) < number);
        model.starts = (0..=model.width).map(start).collect();
        model.turns = turns.into_iter().map(|(_, turn)| turn).collect();
        Ok(model)
    }

    /// Takes the part of the last tree below a child, its leaves from left to right.
    fn plant(
        &mut self,
        tree: &Written,
        child: u16,
        turns: &mut Vec<(u16, Turn)>,
    ) -> Result<(), ModelError> {
        let number = self.trees.len() - 1;
        let planted = self.leaves.len() - self.trees[number];
        if child & LEAF != 0 {
            if planted >= tree.leaves.len() {
                return Err(ModelError::Damaged);
            }
            self.leaves.push(tree.leaves[usize::from(child - LEAF)]);
            return Ok(());
        }
        let node = tree.nodes[usize::from(child)];
        self.plant(tree, node.left, turns)?;
        let left = self.leaves.len() - self.trees[number] - planted;
        let struck = (Leaves::MAX >> (MAX_LEAVES - left)) << planted;
        let turn = Turn {
            threshold: node.threshold,
            tree: number as u32,
            right: !struck,
        };
        turns.push((node.feature, turn));
        self.plant(tree, node.right, turns)
    }

    /// The likelihood of each row by the first stage, in `[0, 1]`; 0 where there is none, or a row is too
    /// short for the model.
    #[must_use]
    pub fn likelihoods(&self, rows: &[&[f32]]) -> Vec<f32> {
        let likelihood = |sums: Vec<f32>| {
            let sum = sums.first().map_or(f32::NEG_INFINITY, |sum| *sum);
            1.0 / (1.0 + (-sum).exp())
        };
        self.sums(rows).into_iter().map(likelihood).collect()
    }

    /// What the trees of each stage add up to, for each row of numbers; nothing for one that is too short
    /// for the model.
    #[must_use]
    pub fn sums(&self, rows: &[&[f32]]) -> Vec<Vec<f32>> {
        let Some(first) = rows.first() else {
            return Vec::new();
        };
        // Much is the same for all blocks of a page: such columns take their turns once.
        let shortest = rows.iter().map(|row| row.len()).min().unwrap_or(0);
        let mut shared = vec![true; shortest];
        shared.resize(self.width, false);
        for row in rows {
            for (shared, (number, other)) in shared.iter_mut().zip(row.iter().zip(*first)) {
                *shared &= number.to_bits() == other.to_bits();
            }
        }
        let mut common = vec![[Leaves::MAX; LANES]; self.trees.len()];
        self.strike(&[*first; LANES], |column| shared[column], &mut common);
        let mut left = Vec::new();
        let mut sums = Vec::with_capacity(rows.len());
        for rows in rows.chunks(LANES) {
            left.clone_from(&common);
            self.strike(rows, |column| !shared[column], &mut left);
            let all = self.add_up(&left);
            sums.extend(rows.iter().enumerate().map(|(lane, row)| {
                let is_whole = row.len() >= self.width;
                let all = all.iter().take_while(|_| is_whole);
                all.map(|stage| stage[lane]).collect()
            }));
        }
        sums
    }

    /// Strikes out, for each tree, the leaves that the turns over some columns take from each of a few
    /// rows.
    fn strike(
        &self,
        rows: &[&[f32]],
        is_asked: impl Fn(usize) -> bool,
        left: &mut [[Leaves; LANES]],
    ) {
        for (column, bounds) in self.starts.windows(2).enumerate() {
            if !is_asked(column) {
                continue;
            }
            // A row that is not there strikes nothing out.
            let mut numbers = [f32::NEG_INFINITY; LANES];
            for (number, row) in numbers.iter_mut().zip(rows) {
                *number = row.get(column).copied().unwrap_or(*number);
            }
            let most = numbers.into_iter().fold(f32::NEG_INFINITY, f32::max);
            let turns = &self.turns[bounds[0]..bounds[1]];
            for turn in turns.iter().take_while(|turn| turn.threshold < most) {
                let left = &mut left[turn.tree as usize];
                for lane in 0..LANES {
                    let stays = Leaves::from(numbers[lane] > turn.threshold).wrapping_sub(1);
                    left[lane] &= turn.right | stays;
                }
            }
        }
    }

    /// For each stage, the sum of the leaves that each of a few rows ends in.
    fn add_up(&self, left: &[[Leaves; LANES]]) -> Vec<[f32; LANES]> {
        let mut trees = self.trees.iter().zip(left);
        let stage = |&count: &usize| {
            let mut sums = [0.0; LANES];
            for (&first, left) in trees.by_ref().take(count) {
                for (sum, left) in sums.iter_mut().zip(left) {
                    *sum += self.leaves[first + left.trailing_zeros() as usize];
                }
            }
            sums
        };
        self.stages.iter().map(stage).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A model of one stage over rows of two numbers, given its trees.
    fn file(trees: &[Written]) -> Vec<u8> {
        let mut body = Vec::new();
        for value in [1, 2, trees.len() as u32] {
            body.extend(value.to_le_bytes());
        }
        for tree in trees {
            body.extend((tree.nodes.len() as u16).to_le_bytes());
            for node in &tree.nodes {
                body.extend(node.feature.to_le_bytes());
                body.extend(node.threshold.to_le_bytes());
                body.extend(node.left.to_le_bytes());
                body.extend(node.right.to_le_bytes());
            }
            body.extend(tree.leaves.iter().flat_map(|leaf| leaf.to_le_bytes()));
        }
        let mut bytes = MAGIC.to_vec();
        bytes.extend(VERSION.to_le_bytes());
        bytes.extend(xxhash_rust::xxh3::xxh3_64(&body).to_le_bytes());
        bytes.extend(body);
        bytes
    }

    /// At most 1.5 in column 0 gives -2, more gives 2.
    fn stump() -> Written {
        let node = Node {
            feature: 0,
            threshold: 1.5,
            left: LEAF,
            right: LEAF + 1,
        };
        Written {
            nodes: vec![node],
            leaves: vec![-2.0, 2.0],
        }
    }

    /// A tree of seven turns and eight leaves, numbered from right to left.
    fn tree(turns: &[(u16, i8)], leaves: &[i8]) -> Written {
        let child = |at: u16| if at < 7 { at } else { LEAF + 14 - at };
        let node = |(own, &(feature, threshold)): (u16, &(u16, i8))| Node {
            feature,
            threshold: f32::from(threshold),
            left: child(2 * own + 1),
            right: child(2 * own + 2),
        };
        Written {
            nodes: (0..).zip(turns).map(node).collect(),
            leaves: leaves.iter().map(|&leaf| f32::from(leaf)).collect(),
        }
    }

    /// The leaf that a row reaches on foot.
    fn walked(tree: &Written, row: &[f32]) -> f32 {
        let mut at = 0;
        while at & LEAF == 0 {
            let node = tree.nodes[usize::from(at)];
            let goes_left = row[usize::from(node.feature)] <= node.threshold;
            at = if goes_left { node.left } else { node.right };
        }
        tree.leaves[usize::from(at - LEAF)]
    }

    #[test]
    fn a_row_goes_left_up_to_the_threshold() {
        let model = Model::read(&file(&[stump()])).unwrap();
        let mut rows: [&[f32]; 3] = [&[1.5, 0.0], &[1.6, 0.0], &[1.6]];
        let likely = model.likelihoods(&rows);
        assert!(likely[0] < 0.2);
        assert!(likely[1] > 0.8);
        assert!(likely[2] < 0.1, "the row is too short");
        rows.reverse();
        let reversed = model.likelihoods(&rows);
        assert!(reversed.iter().eq(likely.iter().rev()));
    }

    #[test]
    fn refuses_damage() {
        assert_eq!(Model::read(b"WPGB").unwrap_err(), ModelError::Unknown);
        let whole = file(&[stump()]);
        for at in 16..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 1;
            assert_eq!(Model::read(&bytes).unwrap_err(), ModelError::Damaged);
        }
        let mut twice = stump();
        twice.nodes[0].left = 1;
        twice.nodes[0].right = 1;
        twice.nodes.push(stump().nodes[0]);
        twice.leaves.push(0.0);
        assert_eq!(
            Model::read(&file(&[twice])).unwrap_err(),
            ModelError::Damaged
        );
    }

    proptest! {
        #[test]
        fn every_row_ends_in_the_leaf_it_would_walk_to(
            turns in prop::collection::vec((0_u16..2, -3_i8..3), 14),
            leaves in prop::collection::vec(any::<i8>(), 16),
            rows in prop::collection::vec(prop::array::uniform2(-4_i8..4), 1..3 * LANES),
            shared in prop::option::of(0_usize..2),
        ) {
            let mut rows: Vec<_> = rows.into_iter().map(|row| row.map(f32::from)).collect();
            if let Some(column) = shared {
                for row in &mut rows {
                    row[column] = 1.0;
                }
            }
            let halves = turns.chunks(7).zip(leaves.chunks(8));
            let trees: Vec<Written> = halves.map(|(turns, leaves)| tree(turns, leaves)).collect();
            let model = Model::read(&file(&trees)).unwrap();
            let rows: Vec<&[f32]> = rows.iter().map(|row| &row[..]).collect();
            let sum = |row: &&[f32]| trees.iter().map(|tree| walked(tree, row)).sum();
            let expected: Vec<Vec<f32>> = rows.iter().map(|row| vec![sum(row)]).collect();
            prop_assert_eq!(model.sums(&rows), expected);
        }
    }
}
