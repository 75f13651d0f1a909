//! A snapshot made walkable: where each node's subtree ends, its text and its attributes.

use super::{SNAPSHOT_VERSION, Snapshot, SnapshotError, TEXT_NODE};

/// Ancestors that are looked at; only pages made to cost work have more.
const MAX_ABOVE: usize = 256;

/// A checked view of a [`Snapshot`]. Nodes are indices in preorder, so a subtree is the range
/// `node..end(node)`.
#[derive(Clone, Debug)]
pub struct Tree<'s> {
    snapshot: &'s Snapshot,
    /// Per node: one past the last node of its subtree.
    end: Vec<u32>,
    /// Per node: number of ancestors.
    depth: Vec<u16>,
    /// Per node, and one more: byte offset of its data in the snapshot's text.
    text_at: Vec<u32>,
    /// Per node, and one more: its first attribute.
    attr_at: Vec<u32>,
    /// Per attribute, and one more: byte offset of its value.
    value_at: Vec<u32>,
    /// Elements that are shown although the page hides them, ascending, none inside another.
    revealed: Vec<u32>,
}

impl<'s> Tree<'s> {
    /// Checks the columns against each other and indexes them.
    ///
    /// # Errors
    ///
    /// [`SnapshotError`] when the snapshot is of another version, empty, or contradicts itself.
    pub fn new(snapshot: &'s Snapshot) -> Result<Self, SnapshotError> {
        if snapshot.version != SNAPSHOT_VERSION {
            return Err(SnapshotError::Version(snapshot.version));
        }
        let count = snapshot.node_name.len();
        if count == 0 {
            return Err(SnapshotError::Empty);
        }
        check(snapshot, count)?;
        let mut end = vec![0; count];
        let mut depth = vec![0_u16; count];
        for node in (0..count).rev() {
            end[node] = end[node].max(node as u32 + 1);
            let parent = snapshot.node_parent[node] as usize;
            end[parent] = end[parent].max(end[node]);
        }
        for node in 1..count {
            depth[node] = depth[snapshot.node_parent[node] as usize].saturating_add(1);
        }
        let mut attr_at = Vec::with_capacity(count + 1);
        let mut attr = 0;
        for node in 0..=count as u32 {
            while attr < snapshot.attr_node.len() && snapshot.attr_node[attr] < node {
                attr += 1;
            }
            attr_at.push(attr as u32);
        }
        Ok(Self {
            snapshot,
            end,
            depth,
            text_at: byte_offsets(&snapshot.text, &snapshot.node_text)?,
            attr_at,
            value_at: byte_offsets(&snapshot.values, &snapshot.attr_value)?,
            revealed: Vec::new(),
        })
    }

    /// Number of nodes.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.end.len() as u32
    }

    /// Whether there are no nodes; never true of a checked tree.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.end.is_empty()
    }

    /// The snapshot underneath.
    #[must_use]
    pub fn snapshot(&self) -> &'s Snapshot {
        self.snapshot
    }

    /// Lower-case element name, or [`TEXT_NODE`].
    #[must_use]
    pub fn name(&self, node: u32) -> &'s str {
        &self.snapshot.names[usize::from(self.snapshot.node_name[node as usize])]
    }

    /// Whether the node is text.
    #[must_use]
    pub fn is_text(&self, node: u32) -> bool {
        self.snapshot.node_name[node as usize] == 0
    }

    /// Parent of a node; the root's is itself.
    #[must_use]
    pub fn parent(&self, node: u32) -> u32 {
        self.snapshot.node_parent[node as usize]
    }

    /// The node's ancestors, nearest first, as far as a page that people write has any.
    pub fn ancestors(&self, node: u32) -> impl Iterator<Item = u32> {
        std::iter::successors(Some(node), |&node| (node != 0).then(|| self.parent(node)))
            .skip(1)
            .take(MAX_ABOVE)
    }

    /// One past the last node of the subtree.
    #[must_use]
    pub fn end(&self, node: u32) -> u32 {
        self.end[node as usize]
    }

    /// Number of ancestors.
    #[must_use]
    pub fn depth(&self, node: u32) -> u16 {
        self.depth[node as usize]
    }

    /// A text node's data, unfolded; empty for elements.
    #[must_use]
    pub fn text(&self, node: u32) -> &'s str {
        let node = node as usize;
        &self.snapshot.text[self.text_at[node] as usize..self.text_at[node + 1] as usize]
    }

    /// UTF-16 units of a text node's data.
    #[must_use]
    pub fn units(&self, node: u32) -> u32 {
        self.snapshot.node_text[node as usize]
    }

    /// All kept attributes of an element: name and value.
    pub fn attributes(&self, node: u32) -> impl Iterator<Item = (&'s str, &'s str)> {
        let node = node as usize;
        (self.attr_at[node] as usize..self.attr_at[node + 1] as usize).map(|attr| {
            let name = usize::from(self.snapshot.attr_name[attr]);
            let value = self.value_at[attr] as usize..self.value_at[attr + 1] as usize;
            (
                self.snapshot.names[name].as_str(),
                &self.snapshot.values[value],
            )
        })
    }

    /// One attribute's value.
    #[must_use]
    pub fn attribute(&self, node: u32, name: &str) -> Option<&'s str> {
        self.attributes(node)
            .find(|&(known, _)| known == name)
            .map(|(_, value)| value)
    }

    /// The tree with some of its hidden elements shown: ascending, none inside another.
    #[must_use]
    pub(super) fn reveal(&self, roots: &[u32]) -> Self {
        Self {
            revealed: roots.to_vec(),
            ..self.clone()
        }
    }

    /// Whether the page shows the node itself, by its markup and, on a live page, by its styles.
    /// Its ancestors are not asked. Styles say nothing of what is inside a revealed element.
    #[must_use]
    pub fn is_shown(&self, node: u32) -> bool {
        let before = self.revealed.partition_point(|&root| root <= node);
        let root = before.checked_sub(1).map(|at| self.revealed[at]);
        match root.filter(|&root| node < self.end(root)) {
            Some(root) if root == node => return true,
            None if self.is_styled_away(node) => return false,
            _ => {}
        }
        self.attributes(node).all(|(name, value)| match name {
            "hidden" => false,
            "style" => !hides(value),
            _ => true,
        })
    }

    /// Whether a live page does not render the node.
    fn is_styled_away(&self, node: u32) -> bool {
        let visible = self.snapshot.visible.as_ref();
        visible.is_some_and(|visible| visible[node as usize] == 0)
    }
}

/// Whether an inline style hides its element.
fn hides(style: &str) -> bool {
    style
        .split(';')
        .filter_map(|rule| rule.split_once(':'))
        .any(|(property, value)| {
            let is = |wanted: &str, v: &str| {
                let v = v.trim();
                v.get(..wanted.len())
                    .is_some_and(|start| start.eq_ignore_ascii_case(wanted))
            };
            (property.trim().eq_ignore_ascii_case("display") && is("none", value))
                || (property.trim().eq_ignore_ascii_case("visibility") && is("hidden", value))
        })
}

fn check(snapshot: &Snapshot, count: usize) -> Result<(), SnapshotError> {
    let damaged = |why| Err(SnapshotError::Damaged(why));
    let names = snapshot.names.len();
    if snapshot.names.first().is_none_or(|name| name != TEXT_NODE) {
        return damaged("the first name is not the text node's");
    }
    if snapshot.node_parent.len() != count || snapshot.node_text.len() != count {
        return damaged("the node columns differ in length");
    }
    let attributes = snapshot.attr_node.len();
    if snapshot.attr_name.len() != attributes || snapshot.attr_value.len() != attributes {
        return damaged("the attribute columns differ in length");
    }
    if snapshot
        .visible
        .as_ref()
        .is_some_and(|visible| visible.len() != count)
    {
        return damaged("the visibility column has another length");
    }
    let is_known = |&name: &u16| usize::from(name) < names;
    if !snapshot.node_name.iter().all(is_known) || !snapshot.attr_name.iter().all(is_known) {
        return damaged("a name is missing");
    }
    let mut parents = snapshot.node_parent.iter().enumerate();
    if !parents.all(|(node, &parent)| (parent as usize) < node.max(1)) {
        return damaged("a node stands before its parent");
    }
    if !snapshot.attr_node.is_sorted()
        || snapshot
            .attr_node
            .last()
            .is_some_and(|&node| node as usize >= count)
    {
        return damaged("an attribute has no node");
    }
    Ok(())
}

/// Byte offsets of consecutive pieces given by their UTF-16 lengths.
fn byte_offsets(text: &str, units: &[u32]) -> Result<Vec<u32>, SnapshotError> {
    const SHORT: SnapshotError = SnapshotError::Damaged("lengths and text disagree");
    let mut offsets = Vec::with_capacity(units.len() + 1);
    let mut at = 0;
    offsets.push(0);
    let bytes = text.as_bytes();
    for &units in units {
        let ascii = bytes.get(at..at + units as usize);
        if ascii.is_some_and(<[u8]>::is_ascii) {
            at += units as usize;
        } else {
            let mut left = units as usize;
            let mut chars = text[at..].chars();
            while left > 0 {
                let c = chars.next().ok_or(SHORT)?;
                left = left.checked_sub(c.len_utf16()).ok_or(SHORT)?;
                at += c.len_utf8();
            }
        }
        offsets.push(at as u32);
    }
    if at == text.len() {
        Ok(offsets)
    } else {
        Err(SHORT)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tiny() -> Snapshot {
        Snapshot {
            version: SNAPSHOT_VERSION,
            names: vec![TEXT_NODE.into(), "p".into(), "class".into()],
            node_name: vec![1, 0],
            node_parent: vec![0, 0],
            node_text: vec![0, 3],
            attr_node: vec![0],
            attr_name: vec![2],
            attr_value: vec![1],
            text: "a😀".into(),
            values: "é".into(),
            ..Snapshot::default()
        }
    }

    #[test]
    fn counts_in_utf16() {
        let snapshot = tiny();
        let tree = Tree::new(&snapshot).unwrap();
        assert_eq!(tree.text(1), "a😀");
        assert_eq!(tree.attribute(0, "class"), Some("é"));
        assert_eq!(tree.end(0), 2);
    }

    #[test]
    fn refuses_what_contradicts_itself() {
        let damage: [fn(&mut Snapshot); 7] = [
            |s| s.version = 0,
            |s| s.node_parent[1] = 1,
            |s| s.node_text[1] = 2,
            |s| s.node_text[1] = 9,
            |s| s.attr_node[0] = 7,
            |s| s.node_name[0] = 99,
            |s| s.visible = Some(vec![1]),
        ];
        for damage in damage {
            let mut snapshot = tiny();
            damage(&mut snapshot);
            assert!(Tree::new(&snapshot).is_err());
        }
    }

    #[test]
    fn knows_inline_hiding() {
        assert!(hides("color:red; DISPLAY : none !important"));
        assert!(hides("visibility:hidden"));
        assert!(!hides("display:block"));
    }
}
