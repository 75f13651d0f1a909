//! What the core makes of one page.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Detail, Kind, Reason};

/// Version of the report types; raised when a field changes its meaning or goes away.
pub const REPORT_VERSION: u32 = 1;

/// Where each metadata field came from: field name to source (`json-ld`, `og:title`, `meta:author`,
/// `microdata`, `visible`, ...).
pub type Sources = BTreeMap<String, String>;

/// What the core makes of one page: the story, its metadata, and what every other block is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "types",
    derive(ts_rs::TS, schemars::JsonSchema),
    ts(export, optional_fields)
)]
pub struct Reading {
    /// The caller's name for the page.
    pub id: String,
    /// [`REPORT_VERSION`].
    pub version: u32,
    /// Address as given by the caller.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Address the page calls its own, tracking parameters removed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub canonical: Option<String>,
    /// Address the page is known by: `canonical` where it is of the page's own site, else the one it
    /// was read at, tracking parameters removed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Headline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Author line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
    /// First published: an instant with zone where given, else a date (RFC 3339).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// Last changed, as `published`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
    /// Section of the paper.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// Language of the story (ISO 639-1 where there is one).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The outlet's name for itself: the publisher.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// Where each of the fields above came from.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sources: Sources,
    /// How sure the core is that `text` is the story, in `[0, 1]`.
    pub confidence: f32,
    /// Why it is (un)sure.
    #[serde(default)]
    pub why: Vec<String>,
    /// The same in codes, for hosts with words of their own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "types", ts(as = "Option<Vec<Reason>>"))]
    pub reasons: Vec<Reason>,
    /// Whether the page holds only the beginning of the story (a paywall stub).
    pub truncated: bool,
    /// Agencies that supplied the text, by the page's own words.
    pub agencies: Vec<Agency>,
    /// Claims about the supplier that cannot both be true.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "types", ts(as = "Option<Vec<Conflict>>"))]
    pub conflicts: Vec<Conflict>,
    /// The story: standfirst and body, paragraphs joined by a blank line.
    pub text: String,
    /// All visible blocks of the page in document order.
    pub blocks: Vec<Block>,
    /// Further full stories found on the page.
    pub stories: Vec<Embedded>,
    /// What went wrong without stopping the reading.
    pub warnings: Vec<Warning>,
}

/// One block of the page: the text between two boundaries of non-inline elements.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "types",
    derive(ts_rs::TS, schemars::JsonSchema),
    ts(export, optional_fields)
)]
pub struct Block {
    /// What it is.
    pub kind: Kind,
    /// What it is more exactly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<Detail>,
    /// Its visible text, white space folded.
    pub text: String,
    /// Why it is of this kind: rule ids, features, frequencies.
    pub why: Vec<String>,
    /// The same in codes, for hosts with words of their own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "types", ts(as = "Option<Vec<Reason>>"))]
    pub reasons: Vec<Reason>,
    /// How sure the core is of the kind, in `[0, 1]`.
    pub confidence: f32,
    /// Place in the story's `text`, for blocks that are in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begin: Option<u32>,
    /// End of that place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<u32>,
    /// Spans inside the block that are of another kind.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
    /// The elements it stands in, the outermost first, four at most: `main>article>div.note>p`, each
    /// with a class name or an id that reads like one. None in a text without markup.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Place in the snapshot, for hosts that have the page at hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<Anchor>,
}

/// A span of a block that is of another kind than the block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema), ts(export))]
pub struct Mark {
    /// What the span is.
    pub kind: Kind,
    /// First character, in the block's text.
    pub begin: u32,
    /// One past the last character.
    pub end: u32,
}

/// Where a block stands in the snapshot it was read from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema), ts(export))]
pub struct Anchor {
    /// Index of the nearest element that is not inline.
    pub element: u32,
    /// Indices of the text nodes and line breaks that make up the block, in order. The block's text
    /// is their data joined, a `<br>` standing for a space, white space folded and trimmed.
    pub nodes: Vec<u32>,
    /// First UTF-16 unit of the first text node that belongs to the block.
    pub begin: u32,
    /// One past the last UTF-16 unit of the last text node that belongs to the block.
    pub end: u32,
}

/// How an agency took part in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema), ts(export))]
#[serde(rename_all = "lowercase")]
pub enum AgencyRole {
    /// It supplied the text.
    Whole,
    /// It contributed to it.
    Contributed,
    /// It is the publisher of the page.
    Publisher,
}

/// The claim that an agency supplied the text, with the words that prove it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema), ts(export))]
pub struct Agency {
    /// Canonical name.
    pub name: String,
    /// Its part in the text.
    pub role: AgencyRole,
    /// Strings from the page that say so, at most 200 characters each.
    pub evidence: Vec<String>,
    /// Where the strongest of them stands: `byline`, `dateline`, `credit`, `copyright`,
    /// `sign-off`, `meta`, `canonical`, `publisher`.
    #[serde(rename = "where")]
    pub place: String,
    /// Whether it distributes press releases: the text is somebody's own announcement.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(feature = "types", ts(as = "Option<bool>", optional))]
    pub release: bool,
}

/// Two claims of a page that cannot both be true.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema), ts(export))]
pub struct Conflict {
    /// The one, in the page's words.
    pub one: String,
    /// The other.
    pub other: String,
    /// Why they do not go together.
    pub why: String,
    /// The same in a code, for hosts with words of their own.
    pub reason: Reason,
}

/// A further full story found on the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "types",
    derive(ts_rs::TS, schemars::JsonSchema),
    ts(export, optional_fields)
)]
pub struct Embedded {
    /// `<page>#1` and so on, in document order.
    pub id: String,
    /// Its headline, where one stands above it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its text, paragraphs joined by a blank line.
    pub text: String,
}

/// Something that went wrong without stopping the reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema), ts(export))]
pub struct Warning {
    /// Stable word for machines.
    pub code: String,
    /// A sentence for people.
    pub message: String,
}
