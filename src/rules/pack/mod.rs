//! Rule packs: rules that come from outside the program, as data.
//!
//! A reader corrects what a block is taken for, and that correction is a rule; a rule pack is a
//! named list of such rules, to be exported, read by people and imported elsewhere. Rules are
//! declarative: they name words and places, and nothing in them can run. A pack is checked before
//! it is used: its form, its limits, and every rule against the examples and counterexamples it
//! brings along.
//!
//! Words are compared in the form in which they recur from page to page ([`wording`]): small
//! letters, plain quotes, all numbers alike.

mod active;
mod correction;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use thiserror::Error;

pub use active::{Active, Told};
pub use correction::correction;

use super::fold::wording;
use super::path::steps;
use crate::report::{Detail, Kind};
use active::Compiled;

/// Name of the pack of the reader's own corrections.
pub const OWN: &str = "own";

const FORMAT: &str = "wireprint-rules";
const VERSION: u32 = 1;

const MAX_RULES: usize = 2_000;
const MAX_EXAMPLES: usize = 50;
/// Characters of a word to look for, and of a name.
const MAX_TEXT: usize = 2_000;
const MAX_NAME: usize = 80;

/// A named list of rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(export))]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// `wireprint-rules`.
    pub format: String,
    /// Version of the format: 1.
    pub version: u32,
    /// Its name for readers; the pack named `own` holds the reader's own corrections.
    pub name: String,
    /// The rules; where several hold for a block, the first counts.
    pub rules: Vec<PackRule>,
}

/// One rule: what a block is that holds these words or stands in this place. It holds where
/// everything it names does; it names at least one of `block`, `begins`, `contains` and `path`.
///
/// A rule of the kind `body` that names only a `path` says which element is the article: what
/// stands outside is not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(export, optional_fields))]
#[serde(deny_unknown_fields)]
pub struct PackRule {
    /// Its name within the pack.
    pub id: String,
    /// What the block is.
    pub kind: Kind,
    /// What it is more exactly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<Detail>,
    /// Host of the site it holds for, with those below it; none holds everywhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// Language of the pages it holds for (ISO 639-1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// All of the block's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub block: Option<String>,
    /// The words it begins with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begins: Option<String>,
    /// Words it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contains: Option<String>,
    /// Elements it stands in, the outermost first, in a row: `main>article>div.note`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Blocks that it must hold for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "types", ts(as = "Option<Vec<Example>>"))]
    pub examples: Vec<Example>,
    /// Blocks that it must not hold for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "types", ts(as = "Option<Vec<Example>>"))]
    pub counterexamples: Vec<Example>,
}

/// A block to try a rule on: its text, or its text and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(export))]
#[serde(untagged)]
pub enum Example {
    /// The text alone; the rule's path is taken to hold.
    Text(String),
    /// The text and its path.
    Placed {
        /// The text.
        text: String,
        /// The elements around it.
        path: String,
    },
}

/// Why a rule pack is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PackError {
    /// It is no rule pack.
    #[error("this is no rule pack: {0}")]
    Form(String),
    /// It was written for another version of the program.
    #[error("version {0} of rule packs is not known; this program reads version {VERSION}")]
    Version(u64),
    /// One of its rules is wrong.
    #[error("rule {rule}: {problem}")]
    Rule {
        /// Its id, or its number where it has none.
        rule: String,
        /// What is wrong with it.
        problem: String,
    },
}

impl Pack {
    /// Takes a pack from outside: its form, its limits and its examples are checked.
    ///
    /// # Errors
    ///
    /// [`PackError`] names the first rule that is wrong.
    pub fn check(mut value: Value) -> Result<Self, PackError> {
        let form = |problem: String| PackError::Form(problem);
        if value.get("format").and_then(Value::as_str) != Some(FORMAT) {
            return Err(form(format!("`format` is not \"{FORMAT}\"")));
        }
        match value.get("version").and_then(Value::as_u64) {
            Some(version) if version == u64::from(VERSION) => {}
            Some(version) => return Err(PackError::Version(version)),
            None => return Err(form("`version` is missing".to_owned())),
        }
        let rules = match value.get_mut("rules").map(Value::take) {
            Some(Value::Array(rules)) if rules.len() <= MAX_RULES => rules,
            Some(Value::Array(_)) => return Err(form(format!("more than {MAX_RULES} rules"))),
            _ => return Err(form("`rules` is not a list".to_owned())),
        };
        value["rules"] = Value::Array(Vec::new());
        let mut pack: Self = serde_json::from_value(value).map_err(|e| form(e.to_string()))?;
        if pack.name.trim().is_empty() || pack.name.chars().count() > MAX_NAME {
            return Err(form(format!(
                "`name` is empty or longer than {MAX_NAME} characters"
            )));
        }
        for (number, rule) in rules.into_iter().enumerate() {
            let id = rule.get("id").and_then(Value::as_str).map(str::to_owned);
            let wrong = |problem: String| PackError::Rule {
                rule: id.clone().unwrap_or_else(|| (number + 1).to_string()),
                problem,
            };
            let rule: PackRule =
                serde_json::from_value(rule).map_err(|error| wrong(error.to_string()))?;
            rule.check().map_err(wrong)?;
            if pack.rules.iter().any(|other| other.id == rule.id) {
                return Err(wrong("another rule has the same id".to_owned()));
            }
            pack.rules.push(rule);
        }
        Ok(pack)
    }
}

impl PackRule {
    fn check(&self) -> Result<(), String> {
        let texts = [&self.block, &self.begins, &self.contains];
        let names = [Some(&self.id), self.site.as_ref(), self.language.as_ref()];
        if names
            .into_iter()
            .flatten()
            .any(|name| name.trim().is_empty() || name.chars().count() > MAX_NAME)
        {
            return Err(format!(
                "a name is empty or longer than {MAX_NAME} characters"
            ));
        }
        if texts.iter().all(|text| text.is_none()) && self.path.is_none() {
            return Err("it names none of `block`, `begins`, `contains`, `path`".to_owned());
        }
        for text in texts.into_iter().flatten() {
            if wording(text).is_empty() || text.chars().count() > MAX_TEXT {
                return Err(format!(
                    "its words are none or longer than {MAX_TEXT} characters"
                ));
            }
        }
        if self
            .path
            .as_deref()
            .is_some_and(|path| steps(path).is_none())
        {
            return Err("its `path` is not elements with `>` between them".to_owned());
        }
        if self.detail.is_some_and(|detail| detail.kind() != self.kind) {
            return Err(format!(
                "its `detail` does not belong to `{}`",
                self.kind.name()
            ));
        }
        if self.examples.len().max(self.counterexamples.len()) > MAX_EXAMPLES {
            return Err(format!("more than {MAX_EXAMPLES} examples"));
        }
        let compiled = Compiled::new(self);
        for (examples, wanted) in [(&self.examples, true), (&self.counterexamples, false)] {
            for example in examples {
                if compiled.tries(example) != wanted {
                    let verb = if wanted {
                        "does not hold for its example"
                    } else {
                        "holds for its counterexample"
                    };
                    let text: String = example.text().chars().take(60).collect();
                    return Err(format!("it {verb} \u{201c}{text}\u{201d}"));
                }
            }
        }
        Ok(())
    }

    /// Whether it names words, not only a place.
    fn has_words(&self) -> bool {
        self.block.is_some() || self.begins.is_some() || self.contains.is_some()
    }
}

impl Example {
    fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Placed { text, .. } => text,
        }
    }
}

#[cfg(test)]
mod tests;
