//! A story as the second half of the core takes it, and what is computed once for each.
//!
//! Most stories that are looked at turn out to have nothing to do with the one at hand, so only the
//! words are read at once; everything else waits until it is first asked for.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::dates::Times;
use super::edits::Signs;
use super::events::{Frequencies, Vector};
use super::runs::Anchors;
use crate::fingerprint::{Fingerprint, Terms};
use crate::text::{Text, exact_hash, size};

/// A story: what is compared is `text`; the rest tells what a desk changed around it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "types",
    derive(ts_rs::TS, schemars::JsonSchema),
    ts(export, optional_fields)
)]
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

/// A story with everything that comparing needs, each part computed once.
#[derive(Clone, Debug)]
pub struct Prepared {
    pub(super) story: Story,
    pub(super) text: Text,
    pub(super) words: u32,
    exact: OnceLock<u64>,
    anchors: OnceLock<Anchors>,
    signs: OnceLock<Signs>,
    terms: OnceLock<Terms>,
    times: OnceLock<Times>,
    vector: OnceLock<Vector>,
}

impl Prepared {
    /// Reads a story.
    #[must_use]
    pub fn new(story: Story) -> Self {
        let text = Text::new(&story.text);
        Self::of(story, text)
    }

    /// A story whose words were read.
    pub(super) fn of(story: Story, text: Text) -> Self {
        Self {
            story,
            words: size(&text.words),
            text,
            exact: OnceLock::new(),
            anchors: OnceLock::new(),
            signs: OnceLock::new(),
            terms: OnceLock::new(),
            times: OnceLock::new(),
            vector: OnceLock::new(),
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
        self.terms
            .get_or_init(|| Terms::new(&self.story.text, &self.text))
    }

    /// The story as a report of an event.
    #[must_use]
    pub fn vector(&self) -> &Vector {
        self.vector
            .get_or_init(|| Vector::new(self.terms(), &Frequencies::default()))
    }

    /// Weighs the words again, by how rare they are among the stories at hand.
    pub fn weigh(&mut self, frequencies: &Frequencies) {
        self.vector = OnceLock::from(Vector::new(self.terms(), frequencies));
    }

    /// Its fingerprint.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::new(&self.text, self.terms(), self.exact())
    }

    /// Hash of the text without its typography.
    pub(super) fn exact(&self) -> u64 {
        *self.exact.get_or_init(|| exact_hash(&self.story.text))
    }

    pub(super) fn anchors(&self) -> &Anchors {
        self.anchors.get_or_init(|| Anchors::new(&self.text.words))
    }

    pub(super) fn signs(&self) -> &Signs {
        self.signs.get_or_init(|| Signs::new(&self.story.text))
    }

    pub(super) fn times(&self) -> &Times {
        let Story {
            text, published, ..
        } = &self.story;
        self.times
            .get_or_init(|| Times::new(text, &self.text, published.as_deref()))
    }
}
