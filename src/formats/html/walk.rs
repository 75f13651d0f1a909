//! The parsed tree to the columns of a [`Snapshot`], in one iterative walk.

use std::collections::{HashMap, HashSet};

use html5ever::{Attribute, LocalName};

use super::dom::{Data, Id, NONE, Node};
use crate::page::{SNAPSHOT_VERSION, Snapshot, TEXT_NODE};

/// The columns as they grow.
struct Columns<'t> {
    tree: &'t [Node],
    snapshot: Snapshot,
    /// Index of each name in `snapshot.names`.
    index: HashMap<LocalName, u16>,
    units: usize,
    /// The host in whose shadow tree each host stands, and the slots that have been filled: what is
    /// assigned belongs to the tree around the host, whose own slots it may fill, and goes to the
    /// first slot of its name.
    around: HashMap<Id, Id>,
    filled: HashSet<(Id, String)>,
}

/// Takes the snapshot of a tree whose node 0 is the document.
pub(super) fn snapshot(tree: &[Node], url: &str) -> Snapshot {
    let mut columns = Columns {
        tree,
        snapshot: Snapshot {
            version: SNAPSHOT_VERSION,
            url: url.to_owned(),
            names: vec![TEXT_NODE.to_owned()],
            ..Snapshot::default()
        },
        index: HashMap::new(),
        units: 0,
        around: HashMap::new(),
        filled: HashSet::new(),
    };
    let root = children(tree, 0).find(|&id| matches!(tree[id as usize].data, Data::Element { .. }));
    // A node, the index of its parent in the snapshot, and the host whose children fill its slots.
    let mut stack: Vec<(Id, u32, Id)> = root.into_iter().map(|root| (root, 0, NONE)).collect();
    let mut below = Vec::new();
    while let Some((id, parent, host)) = stack.pop() {
        let index = columns.snapshot.node_name.len() as u32;
        if !columns.push(id, parent) {
            columns.snapshot.truncated = true;
            break;
        }
        let host = columns.children(id, host, &mut below);
        stack.extend(below.drain(..).rev().map(|child| (child, index, host)));
    }
    columns.snapshot
}

fn children(tree: &[Node], id: Id) -> impl Iterator<Item = Id> {
    let first = tree[id as usize].first_child;
    std::iter::successors((first != NONE).then_some(first), |&id| {
        let next = tree[id as usize].next;
        (next != NONE).then_some(next)
    })
}

fn attribute<'n>(node: &'n Node, wanted: &str) -> Option<&'n str> {
    let Data::Element { attributes, .. } = &node.data else {
        return None;
    };
    attributes
        .iter()
        .find(|a| &*a.name.local == wanted)
        .map(|a| &*a.value)
}

impl Columns<'_> {
    fn name(&mut self, name: &LocalName) -> u16 {
        if let Some(&index) = self.index.get(name) {
            return index;
        }
        let index = self.snapshot.names.len() as u16;
        self.snapshot.names.push(name.to_string());
        self.index.insert(name.clone(), index);
        index
    }

    /// Adds one node; `false` when the snapshot is full.
    fn push(&mut self, id: Id, parent: u32) -> bool {
        let index = self.snapshot.node_name.len();
        if index >= Snapshot::MAX_NODES || self.snapshot.names.len() > 60_000 {
            return false;
        }
        let tree = self.tree;
        let (name, units) = match &tree[id as usize].data {
            Data::Text(text) => {
                let units = text.encode_utf16().count();
                if self.units + units > Snapshot::MAX_TEXT {
                    return false;
                }
                self.snapshot.text.push_str(text);
                (0, units)
            }
            Data::Element { name, attributes } => {
                let index_of_name = self.name(&name.local);
                self.attributes(index as u32, attributes);
                (index_of_name, 0)
            }
            Data::Other => return true,
        };
        self.units += units;
        self.snapshot.node_name.push(name);
        self.snapshot.node_parent.push(parent);
        self.snapshot.node_text.push(units as u32);
        true
    }

    fn attributes(&mut self, node: u32, attributes: &[Attribute]) {
        for attribute in attributes {
            // A namespaced attribute (`xlink:href`) has another name in a DOM, and none we keep.
            if !attribute.name.ns.is_empty()
                || Snapshot::ATTRIBUTES
                    .binary_search(&&*attribute.name.local)
                    .is_err()
            {
                continue;
            }
            let name = self.name(&attribute.name.local);
            let mut units = 0;
            for c in attribute.value.chars() {
                if units + c.len_utf16() > Snapshot::MAX_VALUE {
                    break;
                }
                units += c.len_utf16();
                self.snapshot.values.push(c);
            }
            self.snapshot.attr_node.push(node);
            self.snapshot.attr_name.push(name);
            self.snapshot.attr_value.push(units as u32);
        }
    }

    /// The composed children of a node, and the host whose children fill the slots below it.
    fn children(&mut self, id: Id, host: Id, out: &mut Vec<Id>) -> Id {
        let tree = self.tree;
        let node = &tree[id as usize];
        let Data::Element { name, .. } = &node.data else {
            return host;
        };
        let linked_data = &*name.local == "script"
            && attribute(node, "type")
                .is_some_and(|t| t.trim().eq_ignore_ascii_case("application/ld+json"));
        if Snapshot::CHILDLESS.contains(&&*name.local) && !linked_data {
            return host;
        }
        let kept = |&id: &Id| match &tree[id as usize].data {
            Data::Text(text) => !text.is_empty(),
            Data::Element { .. } => true,
            Data::Other => false,
        };
        if node.is_host {
            self.around.insert(id, host);
            out.extend(children(tree, node.fragment).filter(kept));
            return id;
        }
        if host != NONE && &*name.local == "slot" {
            let wanted = attribute(node, "name").unwrap_or("");
            if self.filled.insert((host, wanted.to_owned())) {
                let fits = |id: &Id| attribute(&tree[*id as usize], "slot").unwrap_or("") == wanted;
                out.extend(children(tree, host).filter(kept).filter(fits));
            }
            if !out.is_empty() {
                return self.around.get(&host).copied().unwrap_or(NONE);
            }
        }
        out.extend(children(tree, id).filter(kept));
        host
    }
}
