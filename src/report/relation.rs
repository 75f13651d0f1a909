//! What the core says of two or more stories.

use serde::{Deserialize, Serialize};

use super::{Reason, Span};

/// How two stories relate, from strong to weak.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema), ts(export))]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// The same body once typography is normalised.
    Exact,
    /// The same text with local edits: both containments are at least .75.
    Syndicated,
    /// At least one passage of running text is shared, the rest is not.
    Partial,
    /// All that is shared is quoted speech or a named document's words.
    SharedQuotes,
    /// Independent texts about one event.
    SameEvent,
    /// None of these.
    Unrelated,
}

/// Which of the two stories is a cut copy of the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema), ts(export))]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// The first story.
    A,
    /// The second story.
    B,
}

/// The story that is a cut copy of the other.
pub type Cut = Side;

/// Everything the core says of two stories. Containments count body words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "types",
    derive(ts_rs::TS, schemars::JsonSchema),
    ts(export, optional_fields)
)]
pub struct Pair {
    /// Id of the first story.
    pub a: String,
    /// Id of the second story.
    pub b: String,
    /// The relation.
    pub relation: Relation,
    /// Which story is a cut copy, where one containment alone is at least .75.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut: Option<Cut>,
    /// Share of `a`'s body words that lie in passages aligned with `b`.
    pub a_in_b: f32,
    /// Share of `b`'s body words that lie in passages aligned with `a`.
    pub b_in_a: f32,
    /// Symmetric share.
    pub resemblance: f32,
    /// How alike the two are as reports of an event, in `[0, 1]`.
    pub event_score: f32,
    /// The event's date, where both texts give one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event_date: Option<String>,
    /// Aligned spans, in the order of `a`.
    pub passages: Vec<Passage>,
    /// What was changed between the two, heaviest first.
    pub edits: Vec<Edit>,
    /// Counts, thresholds and findings that led to the relation.
    pub why: Vec<String>,
    /// The same in codes, for hosts with words of their own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "types", ts(as = "Option<Vec<Reason>>"))]
    pub reasons: Vec<Reason>,
    /// What the two pages share, boilerplate counted; given where both were read from pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<Raw>,
}

/// What two pages share, boilerplate counted: shares of all their visible words.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema), ts(export))]
pub struct Raw {
    /// Share of `a`'s words that lie in passages aligned with `b`.
    pub a_in_b: f32,
    /// Share of `b`'s words that lie in passages aligned with `a`.
    pub b_in_a: f32,
    /// Symmetric share.
    pub resemblance: f32,
}

/// A span of `a` aligned with a span of `b`, in characters of each story's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema), ts(export))]
pub struct Passage {
    /// The span in `a`.
    pub a: Span,
    /// The span in `b`.
    pub b: Span,
    /// Whether nearly all of its words in common are quoted, in one of the texts at least.
    pub quoted: bool,
}

/// What a desk did to a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema), ts(export))]
#[serde(rename_all = "kebab-case")]
pub enum EditType {
    /// Another headline.
    Headline,
    /// Another dateline.
    Dateline,
    /// Another byline.
    Byline,
    /// A credit or notice that only one side has, or has differently.
    Credit,
    /// A paragraph only `a` has.
    Dropped,
    /// A paragraph only `b` has.
    Added,
    /// A paragraph that stands elsewhere.
    Moved,
    /// A paragraph of `a` that `b` sets as two.
    Split,
    /// Two paragraphs of `a` that `b` sets as one.
    Merged,
    /// A sentence put differently.
    Rewritten,
    /// A number or date that differs.
    Number,
    /// A name spelled differently.
    Name,
    /// Speech or fact ascribed to someone else.
    Attribution,
    /// Spelling and quotation style.
    Style,
}

impl EditType {
    /// The word used for it in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Dateline => "dateline",
            Self::Byline => "byline",
            Self::Credit => "credit",
            Self::Dropped => "dropped",
            Self::Added => "added",
            Self::Moved => "moved",
            Self::Split => "split",
            Self::Merged => "merged",
            Self::Rewritten => "rewritten",
            Self::Number => "number",
            Self::Name => "name",
            Self::Attribution => "attribution",
            Self::Style => "style",
        }
    }
}

/// One change between two stories.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "types",
    derive(ts_rs::TS, schemars::JsonSchema),
    ts(export, optional_fields)
)]
pub struct Edit {
    /// What was done.
    #[serde(rename = "type")]
    pub kind: EditType,
    /// How much it matters to a reader, in `[0, 1]`.
    pub weight: f32,
    /// Where, in `a`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub a: Option<Span>,
    /// Where, in `b`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub b: Option<Span>,
    /// The words in `a`, shortened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The words in `b`, shortened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

/// A set of stories that are copies of one text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "types",
    derive(ts_rs::TS, schemars::JsonSchema),
    ts(export, optional_fields)
)]
pub struct Family {
    /// Name of the family: the id of its representative.
    pub family: String,
    /// Ids of its stories.
    pub stories: Vec<String>,
    /// The story with the most of the shared text.
    pub representative: String,
    /// The earliest story, where dates say so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<String>,
    /// Its stories by when they appeared, as far as that is known; those without any date last.
    #[serde(default)]
    pub order: Vec<String>,
    /// Whose text it likely is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// Families that report the same event independently.
    pub events: Vec<String>,
    /// How often the event is told, by this family and those.
    pub event: EventSize,
}

/// How often an event is told: "5 stories, 3 independent texts".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema), ts(export))]
pub struct EventSize {
    /// Stories.
    pub stories: u32,
    /// Independent texts: families of copies.
    pub texts: u32,
}

/// Whose text a family of copies likely is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "types",
    derive(ts_rs::TS, schemars::JsonSchema),
    ts(export, optional_fields)
)]
pub struct Source {
    /// Id of the stored story that it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub story: Option<String>,
    /// Name of the agency that it is from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<String>,
    /// What speaks for it.
    pub why: Vec<String>,
    /// What leaves it in doubt.
    pub doubt: Vec<String>,
    /// What speaks for it, in codes, for hosts with words of their own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "types", ts(as = "Option<Vec<Reason>>"))]
    pub reasons: Vec<Reason>,
    /// What leaves it in doubt, in codes, for hosts with words of their own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "types", ts(as = "Option<Vec<Reason>>"))]
    pub doubts: Vec<Reason>,
}
