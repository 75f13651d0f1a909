//! Gradient-boosted trees, read from bytes and evaluated.
//!
//! A model file is what `tests/bench/train` writes: magic, version and checksum, then any number of
//! stages; a stage is a list of binary trees over the numbers of one row. A row walks every tree
//! from its root, left where its number is at most the threshold, and the leaves it ends in are
//! added up; the logistic function makes a likelihood of the sum (Friedman 2001, "Greedy function
//! approximation: a gradient boosting machine").

/// First bytes of a model file.
const MAGIC: &[u8; 4] = b"WPGB";

/// Version of the file layout.
const VERSION: u32 = 1;

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

/// An inner node: where a number decides. Children at or above [`LEAF`] are leaves.
#[derive(Clone, Copy, Debug)]
struct Node {
    threshold: f32,
    feature: u16,
    left: u16,
    right: u16,
}

/// Bit that tells a leaf from a node among children.
const LEAF: u16 = 1 << 15;

#[derive(Clone, Debug)]
struct Tree {
    nodes: std::ops::Range<u32>,
    leaves: u32,
}

/// Trees whose leaves are added up.
#[derive(Clone, Debug, Default)]
pub struct Stage {
    /// Numbers in a row.
    width: usize,
    trees: Vec<Tree>,
    nodes: Vec<Node>,
    leaves: Vec<f32>,
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

/// Reads all stages of a model file.
///
/// # Errors
///
/// [`ModelError`] when the bytes are not a whole model of this version.
pub fn read_model(bytes: &[u8]) -> Result<Vec<Stage>, ModelError> {
    let mut reader = Reader(bytes);
    if reader.take().ok() != Some(*MAGIC) || reader.u32() != Ok(VERSION) {
        return Err(ModelError::Unknown);
    }
    let checksum = u64::from_le_bytes(reader.take()?);
    if xxhash_rust::xxh3::xxh3_64(reader.0) != checksum {
        return Err(ModelError::Damaged);
    }
    let stages = reader.u32()?;
    (0..stages).map(|_| Stage::read(&mut reader)).collect()
}

impl Stage {
    fn read(reader: &mut Reader) -> Result<Self, ModelError> {
        let width = reader.u32()? as usize;
        let count = reader.u32()?;
        let (mut trees, mut nodes, mut leaves) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..count {
            let inner = reader.u16()?;
            let begin = nodes.len() as u32;
            for own in 0..inner {
                let node = Node {
                    feature: reader.u16()?,
                    threshold: reader.f32()?,
                    left: reader.u16()?,
                    right: reader.u16()?,
                };
                // Children stand behind their parent, so that a walk always ends.
                let is_sound = |child: u16| {
                    if child & LEAF == 0 {
                        child > own && child < inner
                    } else {
                        child - LEAF <= inner
                    }
                };
                if usize::from(node.feature) >= width
                    || !is_sound(node.left)
                    || !is_sound(node.right)
                {
                    return Err(ModelError::Damaged);
                }
                nodes.push(node);
            }
            trees.push(Tree {
                nodes: begin..nodes.len() as u32,
                leaves: leaves.len() as u32,
            });
            for _ in 0..=inner {
                leaves.push(reader.f32()?);
            }
        }
        Ok(Self {
            width,
            trees,
            nodes,
            leaves,
        })
    }

    /// The likelihood of one row, in `[0, 1]`; 0 for a row that is too short for the model.
    #[must_use]
    pub fn likelihood(&self, row: &[f32]) -> f32 {
        if row.len() < self.width {
            return 0.0;
        }
        1.0 / (1.0 + (-self.sum(row)).exp())
    }

    /// What the trees add up to for one row; 0 for a row that is too short for the model.
    #[must_use]
    pub fn sum(&self, row: &[f32]) -> f32 {
        if row.len() < self.width {
            return 0.0;
        }
        self.trees.iter().map(|tree| self.leaf(tree, row)).sum()
    }

    fn leaf(&self, tree: &Tree, row: &[f32]) -> f32 {
        let nodes = &self.nodes[tree.nodes.start as usize..tree.nodes.end as usize];
        let mut at = if nodes.is_empty() { LEAF } else { 0 };
        while at & LEAF == 0 {
            let node = nodes[usize::from(at)];
            at = if row[usize::from(node.feature)] <= node.threshold {
                node.left
            } else {
                node.right
            };
        }
        self.leaves[tree.leaves as usize + usize::from(at - LEAF)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One stage, one tree: at most 1.5 in column 0 gives -2, more gives 2.
    fn bytes() -> Vec<u8> {
        let mut body = Vec::new();
        for value in [1_u32, 1, 1] {
            body.extend(value.to_le_bytes());
        }
        body.extend(1_u16.to_le_bytes());
        body.extend(0_u16.to_le_bytes());
        body.extend(1.5_f32.to_le_bytes());
        body.extend(LEAF.to_le_bytes());
        body.extend((LEAF + 1).to_le_bytes());
        body.extend((-2.0_f32).to_le_bytes());
        body.extend(2.0_f32.to_le_bytes());
        let mut bytes = MAGIC.to_vec();
        bytes.extend(VERSION.to_le_bytes());
        bytes.extend(xxhash_rust::xxh3::xxh3_64(&body).to_le_bytes());
        bytes.extend(body);
        bytes
    }

    #[test]
    fn walks_its_trees() {
        let stage = &read_model(&bytes()).unwrap()[0];
        assert!(stage.likelihood(&[1.5]) < 0.2);
        assert!(stage.likelihood(&[1.6]) > 0.8);
    }

    #[test]
    fn refuses_damage() {
        assert_eq!(read_model(b"WPGB").unwrap_err(), ModelError::Unknown);
        let whole = bytes();
        for at in 16..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 1;
            assert_eq!(read_model(&bytes).unwrap_err(), ModelError::Damaged);
        }
    }
}
