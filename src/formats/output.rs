//! What the command line prints beside readings, pairs and families, as schemas tell it.

use serde::Serialize;

use crate::overlap::Story;

/// Why a line of input gave nothing: a line of output in its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(schemars::JsonSchema))]
pub struct Failure {
    /// The id of the line, or its number where it has none.
    pub id: String,
    /// What went wrong.
    pub error: Problem,
}

/// What went wrong, for machines and for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(schemars::JsonSchema))]
pub struct Problem {
    /// Stable word.
    pub code: &'static str,
    /// Sentence.
    pub message: String,
}

impl Failure {
    /// A failure of the input with this id.
    #[must_use]
    pub fn new(id: &str, code: &'static str, message: &impl ToString) -> Self {
        let error = Problem {
            code,
            message: message.to_string(),
        };
        Self {
            id: id.to_owned(),
            error,
        }
    }
}

/// A story with what stands for it in a join.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(schemars::JsonSchema))]
pub struct Fingerprinted<'s> {
    /// The story, or where it lies.
    #[serde(flatten)]
    pub story: Placed<'s>,
    /// Hashes of its fingerprint: stories that share text share some.
    pub hashes: Vec<u32>,
    /// Keys of the event that it tells of: reports of one event share some.
    pub keys: Vec<u32>,
}

/// A story that was read, or where it lies now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Placed<'s> {
    /// Itself.
    Here {
        /// The story.
        story: &'s Story,
    },
    /// Its name and its place.
    There {
        /// The caller's name for it.
        id: &'s str,
        /// Its file in the folder, where its line begins, and how many bytes that has.
        place: String,
    },
}
