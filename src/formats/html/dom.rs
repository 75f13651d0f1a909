//! The tree that the HTML parser builds: an arena of nodes joined by indices.
//!
//! It does what [`TreeSink`] asks and no more. Handles are indices, so that nothing is reference
//! counted and a page of any depth is dropped without recursion.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use html5ever::interface::tree_builder::{
    ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink,
};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, Namespace, QualName};

use crate::page::Snapshot;

/// Depth at which parsing stops: past it the algorithm's own look-ups grow quadratic.
const MAX_DEPTH: u32 = 2_000;

/// Index of a node in the arena.
pub(super) type Id = u32;

/// The node that stands for "none".
pub(super) const NONE: Id = Id::MAX;

/// What a node is.
#[derive(Debug)]
pub(super) enum Data {
    /// The document, a fragment, a comment or a processing instruction.
    Other,
    /// An element.
    Element {
        name: QualName,
        attributes: Vec<Attribute>,
    },
    /// Text.
    Text(StrTendril),
}

/// A node and its neighbours.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) data: Data,
    pub(super) parent: Id,
    pub(super) first_child: Id,
    last_child: Id,
    previous: Id,
    pub(super) next: Id,
    /// Contents of a template, or the shadow root of a host.
    pub(super) fragment: Id,
    /// Whether `fragment` is a shadow root.
    pub(super) is_host: bool,
    depth: u32,
}

/// The arena.
#[derive(Debug)]
pub(super) struct Dom {
    nodes: RefCell<Vec<Node>>,
    full: Cell<bool>,
}

/// The name of an element, owned so that the arena need not stay borrowed.
#[derive(Debug)]
pub(super) struct Name(Namespace, LocalName);

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.0
    }
    fn local_name(&self) -> &LocalName {
        &self.1
    }
}

impl Default for Dom {
    fn default() -> Self {
        let dom = Self {
            nodes: RefCell::default(),
            full: Cell::new(false),
        };
        dom.add(Data::Other);
        dom
    }
}

impl Dom {
    /// Whether the page is larger than a snapshot can hold.
    pub(super) fn is_full(&self) -> bool {
        self.full.get()
    }

    fn add(&self, data: Data) -> Id {
        let mut nodes = self.nodes.borrow_mut();
        // Comments and skipped subtrees count here but not in the snapshot: leave room for them.
        if nodes.len() > 4 * Snapshot::MAX_NODES {
            self.full.set(true);
        }
        nodes.push(Node {
            data,
            parent: NONE,
            first_child: NONE,
            last_child: NONE,
            previous: NONE,
            next: NONE,
            fragment: NONE,
            is_host: false,
            depth: 0,
        });
        nodes.len() as Id - 1
    }

    fn detach(nodes: &mut [Node], id: Id) {
        let Node {
            parent,
            previous,
            next,
            ..
        } = nodes[id as usize];
        if parent == NONE {
            return;
        }
        match previous {
            NONE => nodes[parent as usize].first_child = next,
            _ => nodes[previous as usize].next = next,
        }
        match next {
            NONE => nodes[parent as usize].last_child = previous,
            _ => nodes[next as usize].previous = previous,
        }
        let node = &mut nodes[id as usize];
        (node.parent, node.previous, node.next) = (NONE, NONE, NONE);
    }

    /// Puts `child` under `parent`, before `next` or at the end.
    fn insert(&self, parent: Id, next: Id, child: NodeOrText<Id>) {
        let child = match child {
            NodeOrText::AppendNode(id) => id,
            NodeOrText::AppendText(text) => {
                let mut nodes = self.nodes.borrow_mut();
                let previous = match next {
                    NONE => nodes[parent as usize].last_child,
                    _ => nodes[next as usize].previous,
                };
                if previous != NONE
                    && let Data::Text(before) = &mut nodes[previous as usize].data
                {
                    before.push_tendril(&text);
                    return;
                }
                drop(nodes);
                self.add(Data::Text(text))
            }
        };
        let mut nodes = self.nodes.borrow_mut();
        Self::detach(&mut nodes, child);
        let previous = match next {
            NONE => std::mem::replace(&mut nodes[parent as usize].last_child, child),
            _ => std::mem::replace(&mut nodes[next as usize].previous, child),
        };
        match previous {
            NONE => nodes[parent as usize].first_child = child,
            _ => nodes[previous as usize].next = child,
        }
        let depth = nodes[parent as usize].depth + 1;
        if depth > MAX_DEPTH {
            self.full.set(true);
        }
        let node = &mut nodes[child as usize];
        (node.parent, node.previous, node.next, node.depth) = (parent, previous, next, depth);
    }
}

impl TreeSink for Dom {
    type Handle = Id;
    type Output = Vec<Node>;
    type ElemName<'a> = Name;

    fn finish(self) -> Self::Output {
        self.nodes.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Id {
        0
    }

    fn elem_name<'a>(&'a self, target: &'a Id) -> Name {
        match &self.nodes.borrow()[*target as usize].data {
            Data::Element { name, .. } => Name(name.ns.clone(), name.local.clone()),
            _ => Name(Namespace::default(), LocalName::default()),
        }
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        flags: ElementFlags,
    ) -> Id {
        let id = self.add(Data::Element { name, attributes });
        if flags.template {
            let contents = self.add(Data::Other);
            self.nodes.borrow_mut()[id as usize].fragment = contents;
        }
        id
    }

    fn create_comment(&self, _: StrTendril) -> Id {
        self.add(Data::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Id {
        self.add(Data::Other)
    }

    fn append(&self, parent: &Id, child: NodeOrText<Id>) {
        self.insert(*parent, NONE, child);
    }

    fn append_based_on_parent_node(&self, element: &Id, previous: &Id, child: NodeOrText<Id>) {
        if self.nodes.borrow()[*element as usize].parent == NONE {
            self.append(previous, child);
        } else {
            self.append_before_sibling(element, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Id) -> Id {
        self.nodes.borrow()[*target as usize].fragment
    }

    fn same_node(&self, x: &Id, y: &Id) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Id, child: NodeOrText<Id>) {
        let parent = self.nodes.borrow()[*sibling as usize].parent;
        if parent != NONE {
            self.insert(parent, *sibling, child);
        }
    }

    fn add_attrs_if_missing(&self, target: &Id, missing: Vec<Attribute>) {
        if let Data::Element { attributes, .. } =
            &mut self.nodes.borrow_mut()[*target as usize].data
        {
            for attribute in missing {
                if attributes.iter().all(|known| known.name != attribute.name) {
                    attributes.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Id) {
        Self::detach(&mut self.nodes.borrow_mut(), *target);
    }

    fn reparent_children(&self, node: &Id, new_parent: &Id) {
        loop {
            let child = self.nodes.borrow()[*node as usize].first_child;
            if child == NONE {
                return;
            }
            self.insert(*new_parent, NONE, NodeOrText::AppendNode(child));
        }
    }

    fn attach_declarative_shadow(&self, host: &Id, template: &Id, _: &[Attribute]) -> bool {
        let mut nodes = self.nodes.borrow_mut();
        if nodes[*host as usize].fragment != NONE {
            return false;
        }
        nodes[*host as usize].fragment = nodes[*template as usize].fragment;
        nodes[*host as usize].is_host = true;
        true
    }
}
