//! A snapshot: a page's nodes as columns.
//!
//! A snapshot is the one thing that passes from a page to the core. Exactly two producers make it:
//! `extension/content` from the live DOM and `formats` from HTML, and they must agree on every
//! column but the optional ones (a test compares them). The rules both follow:
//!
//! - Node 0 is the document element. Elements and non-empty text nodes follow in preorder;
//!   comments and processing instructions are left out.
//! - The tree is the composed one: the children of a host with a shadow root are the children of
//!   that root, and a `slot` has its assigned nodes as children, or its own where none is assigned.
//!   A closed root is looked for only where the host's own first child is not seen to be shown.
//! - Children of `script` (unless its type is `application/ld+json`), `style`, `noscript`,
//!   `template`, `svg`, `math`, `iframe`, `embed`, `canvas`, `select`, `audio`, `video`
//!   and `textarea` are left out; the elements themselves stay.
//!   A live page adds the body of every shown frame of its own origin below its `iframe`.
//! - Attributes named in [`Snapshot::ATTRIBUTES`] are kept in source order, each value cut to
//!   [`Snapshot::MAX_VALUE`] UTF-16 units.
//! - Lengths count UTF-16 units, because that is what a DOM counts; a lone surrogate is written as
//!   U+FFFD. The core converts to bytes once, on entry.
//! - At [`Snapshot::MAX_NODES`] nodes or [`Snapshot::MAX_TEXT`] units of text the producer stops and
//!   sets `truncated`.

use serde::{Deserialize, Serialize};

/// Version of the column layout.
pub const SNAPSHOT_VERSION: u32 = 1;

/// The name that stands for a text node; always entry 0 of [`Snapshot::names`].
pub const TEXT_NODE: &str = "#text";

/// A page's nodes as columns; see the module's text for the rules.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(export, optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct Snapshot {
    /// [`SNAPSHOT_VERSION`].
    pub version: u32,
    /// Address of the page, empty when unknown.
    pub url: String,
    /// Lower-case element and attribute names in order of first use; entry 0 is [`TEXT_NODE`].
    pub names: Vec<String>,
    /// Per node: index of its name.
    #[cfg_attr(feature = "types", ts(type = "Uint16Array"))]
    pub node_name: Vec<u16>,
    /// Per node: index of its parent; node 0 is its own parent.
    #[cfg_attr(feature = "types", ts(type = "Uint32Array"))]
    pub node_parent: Vec<u32>,
    /// Per node: UTF-16 units of its data in `text`; 0 for elements.
    #[cfg_attr(feature = "types", ts(type = "Uint32Array"))]
    pub node_text: Vec<u32>,
    /// Per attribute: index of its node, ascending.
    #[cfg_attr(feature = "types", ts(type = "Uint32Array"))]
    pub attr_node: Vec<u32>,
    /// Per attribute: index of its name.
    #[cfg_attr(feature = "types", ts(type = "Uint16Array"))]
    pub attr_name: Vec<u16>,
    /// Per attribute: UTF-16 units of its value in `values`.
    #[cfg_attr(feature = "types", ts(type = "Uint32Array"))]
    pub attr_value: Vec<u32>,
    /// The data of all text nodes, joined.
    pub text: String,
    /// The values of all kept attributes, joined.
    pub values: String,
    /// Whether a cap was reached.
    pub truncated: bool,
    /// Per node: 1 where it is rendered, 0 where it is not. Only a live page knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(type = "Uint8Array"))]
    pub visible: Option<Vec<u8>>,
}

/// Why a snapshot cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SnapshotError {
    /// It was made by another version of Wireprint.
    #[error("the snapshot has version {0}, this engine reads version {SNAPSHOT_VERSION}")]
    Version(u32),
    /// It has no nodes.
    #[error("the page has no content")]
    Empty,
    /// Its columns contradict each other.
    #[error("the snapshot is damaged: {0}")]
    Damaged(&'static str),
}

impl Snapshot {
    /// Attributes that are kept.
    pub const ATTRIBUTES: [&'static str; 28] = [
        "alt",
        "aria-hidden",
        "aria-label",
        "charset",
        "class",
        "content",
        "data-component",
        "data-testid",
        "datetime",
        "dir",
        "hidden",
        "href",
        "http-equiv",
        "id",
        "itemprop",
        "itemscope",
        "itemtype",
        "lang",
        "name",
        "property",
        "rel",
        "role",
        "slot",
        "src",
        "style",
        "title",
        "type",
        "width",
    ];
    /// Nodes a snapshot holds at most.
    pub const MAX_NODES: usize = 250_000;
    /// UTF-16 units of text a snapshot holds at most.
    pub const MAX_TEXT: usize = 5_000_000;
    /// UTF-16 units of an attribute's value that are kept.
    pub const MAX_VALUE: usize = 1_000;
    /// Elements whose children are left out. `script` is among them unless it holds JSON-LD.
    /// Those of `object` stay: they are what a browser shows that cannot show the object.
    pub const CHILDLESS: [&'static str; 13] = [
        "audio", "canvas", "embed", "iframe", "math", "noscript", "script", "select", "style",
        "svg", "template", "textarea", "video",
    ];
}
