//! The small words of bylines, datelines and dates, of all languages together.

use std::collections::HashSet;
use std::sync::OnceLock;

use serde::Deserialize;

use super::fold::fold;

/// Words that mean the same in bylines, datelines and dates, whatever the language.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// What opens a byline: "by", "von", "par".
    pub by: HashSet<String>,
    /// What joins names: "and", "und", "et".
    pub and: HashSet<String>,
    /// What says that somebody only helped: "with", "mit", "avec".
    pub contributed: HashSet<String>,
    /// Names of months.
    pub months: HashSet<String>,
    /// Names of days.
    pub weekdays: HashSet<String>,
    /// Words inside a date or a time: "at", "Uhr", "GMT".
    pub clock: HashSet<String>,
    /// Words around a date: "published", "updated", "ago".
    pub dated: HashSet<String>,
    /// What journalists are called.
    pub roles: HashSet<String>,
    /// Agencies that are not named: "agencies", "Agenturen".
    pub unnamed: HashSet<String>,
}

#[derive(Deserialize)]
struct File {
    lexicon: Words,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Words {
    by: Vec<String>,
    and: Vec<String>,
    contributed: Vec<String>,
    months: Vec<String>,
    weekdays: Vec<String>,
    clock: Vec<String>,
    dated: Vec<String>,
    roles: Vec<String>,
    unnamed: Vec<String>,
}

impl Lexicon {
    fn add(&mut self, words: Words) {
        for (set, words) in [
            (&mut self.by, words.by),
            (&mut self.and, words.and),
            (&mut self.contributed, words.contributed),
            (&mut self.months, words.months),
            (&mut self.weekdays, words.weekdays),
            (&mut self.clock, words.clock),
            (&mut self.dated, words.dated),
            (&mut self.roles, words.roles),
            (&mut self.unnamed, words.unnamed),
        ] {
            set.extend(words.iter().map(|word| fold(word)));
        }
    }

    /// Whether a folded word may stand in small letters between names.
    #[must_use]
    pub fn is_connector(&self, word: &str) -> bool {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '&');
        self.and.contains(word)
            || self.by.contains(word)
            || self.contributed.contains(word)
            || self.roles.contains(word)
            || matches!(
                word,
                "de" | "da" | "van" | "von" | "der" | "den" | "di" | "el" | "al" | "la"
            )
    }
}

/// The words of all languages, loaded on first use.
///
/// # Panics
/// If the data files that are part of this crate are malformed, which a test rules out.
pub fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let mut all = Lexicon::default();
        for (_, file) in super::languages::<File>() {
            all.add(file.lexicon);
        }
        all
    })
}
