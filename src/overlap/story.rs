//! A story as the second half of the core takes it, and what is computed once for each.

use serde::{Deserialize, Serialize};

use super::dates::Times;
use super::edits::Signs;
use super::events::{Frequencies, Vector};
use super::runs::Anchors;
use crate::fingerprint::{Fingerprint, Terms};
use crate::text::{Text, exact_hash, size};

/// A story: what is compared is `text`; the rest tells what a desk changed around it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(export, optional_fields))]
pub struct Story {
    /// The caller's name for the story.
    pub id: String,
    /// Headline; none means "not given".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// When it was published: RFC 3339, or as much of it as is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// Language (ISO 639-1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The body.
    pub text: String,
    /// Credit and notice blocks of the page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extras: Vec<String>,
}

/// A story with everything that comparing needs, computed once.
#[derive(Clone, Debug)]
pub struct Prepared {
    pub(super) story: Story,
    pub(super) text: Text,
    pub(super) exact: u64,
    pub(super) words: u32,
    pub(super) anchors: Anchors,
    pub(super) signs: Signs,
    pub(super) terms: Terms,
    pub(super) times: Times,
    pub(super) vector: Vector,
}

impl Prepared {
    /// Reads a story.
    #[must_use]
    pub fn new(story: Story) -> Self {
        let text = Text::new(&story.text);
        let terms = Terms::new(&story.text, &text);
        Self {
            vector: Vector::new(&terms, &Frequencies::default()),
            terms,
            times: Times::new(&story.text, &text, story.published.as_deref()),
            exact: exact_hash(&story.text),
            words: size(&text.words),
            anchors: Anchors::new(&text.words),
            signs: Signs::new(&story.text),
            text,
            story,
        }
    }

    /// The story itself.
    #[must_use]
    pub fn story(&self) -> &Story {
        &self.story
    }

    /// The words by which reports of one event are known, for [`Frequencies::add`].
    #[must_use]
    pub fn terms(&self) -> &Terms {
        &self.terms
    }

    /// The story as a report of an event.
    #[must_use]
    pub fn vector(&self) -> &Vector {
        &self.vector
    }

    /// Weighs the words again, by how rare they are among the stories at hand.
    pub fn weigh(&mut self, frequencies: &Frequencies) {
        self.vector = Vector::new(&self.terms, frequencies);
    }

    /// Its fingerprint.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::new(&self.text, &self.terms, self.exact)
    }
}
