//! The words and phrases of credits, from `rules/credits.toml`.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::data::data;
use crate::report::AgencyRole;
use crate::rules::{Folded, fold};
use crate::text::{Patterns, is_wordless_script};

/// What a word can do in a line of credit; a word may do several things.
pub(super) mod does {
    /// Opens a byline: "by".
    pub const BY: u8 = 1;
    /// Joins names: "and".
    pub const JOIN: u8 = 2;
    /// Says that the name after it helped: "with".
    pub const WITH: u8 = 4;
    /// Stands between names: "the", "in".
    pub const PLAIN: u8 = 8;
    /// Says what somebody is: "writer", "desk".
    pub const ROLE: u8 = 16;
    /// Belongs to a date.
    pub const DATE: u8 = 32;
    /// Speaks of pictures.
    pub const PICTURE: u8 = 64;
}

/// Which words of class names say what about an element.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "an element may be several of these"
)]
pub(super) struct Hints {
    /// Who supplied something.
    pub credit: bool,
    /// Who wrote something.
    pub author: bool,
    pub picture: bool,
    pub away: bool,
}

/// A phrase that names a supplier.
#[derive(Debug, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a property of its own"
)]
pub(super) struct Phrase {
    pub role: AgencyRole,
    /// Holds inside the body.
    #[serde(default)]
    pub sure: bool,
    /// Must open a line that holds nothing but names.
    #[serde(default)]
    pub opens: bool,
    /// Says that there is an agency without naming it.
    #[serde(default)]
    pub unnamed: bool,
    /// The name may be an address.
    #[serde(default)]
    pub sign_off: bool,
    #[serde(default)]
    before: Vec<String>,
    #[serde(default)]
    after: Vec<String>,
}

#[derive(Deserialize)]
struct File {
    words: HashMap<String, Vec<String>>,
    agency: Ends,
    unnamed: Unnamed,
    phrase: Vec<Phrase>,
    class: HashMap<String, Vec<String>>,
}

#[derive(Deserialize)]
struct Ends {
    end: Vec<String>,
    begin: Vec<String>,
}

#[derive(Deserialize)]
struct Unnamed {
    names: Vec<String>,
}

/// What a fixed string of a name or phrase stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The end of an agency's name: "News Agency".
    End,
    /// Its beginning: "Agencia".
    Begin,
    /// Agencies without a name.
    Unnamed,
}

/// The words and phrases, compiled.
pub(super) struct Words {
    does: HashMap<String, u8>,
    classes: HashMap<String, Hints>,
    parts: Vec<Part>,
    parts_in: Patterns,
    pub phrases: Vec<Phrase>,
    /// Per pattern of `phrases_in`: the phrase, and whether the name follows it.
    sides: Vec<(usize, bool)>,
    phrases_in: Patterns,
}

impl Words {
    /// The words, compiled on first use. The data file ships with the core and is tested.
    pub fn get() -> &'static Self {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(|| Self::compile(data!("credits")))
    }

    fn compile(file: File) -> Self {
        let kinds = [
            ("by", does::BY),
            ("join", does::JOIN),
            ("with", does::WITH),
            ("plain", does::PLAIN),
            ("role", does::ROLE),
            ("date", does::DATE),
            ("picture", does::PICTURE),
        ];
        let mut all: HashMap<String, u8> = HashMap::new();
        for (kind, bit) in kinds {
            for word in &file.words[kind] {
                *all.entry(fold(word)).or_default() |= bit;
            }
        }
        let mut classes: HashMap<String, Hints> = HashMap::new();
        for (kind, words) in file.class {
            for word in words {
                let hints = classes.entry(word).or_default();
                match kind.as_str() {
                    "credit" => hints.credit = true,
                    "author" => hints.author = true,
                    "picture" => hints.picture = true,
                    _ => hints.away = true,
                }
            }
        }
        let mut parts = Vec::new();
        let mut patterns = Vec::new();
        for (part, names) in [
            (Part::End, &file.agency.end),
            (Part::Begin, &file.agency.begin),
            (Part::Unnamed, &file.unnamed.names),
        ] {
            for name in names {
                parts.push(part);
                patterns.push(fold(name));
            }
        }
        let mut sides = Vec::new();
        let mut phrases = Vec::new();
        for (at, phrase) in file.phrase.iter().enumerate() {
            for (said, name_follows) in [(&phrase.before, true), (&phrase.after, false)] {
                for said in said {
                    sides.push((at, name_follows));
                    phrases.push(fold(said));
                }
            }
        }
        Self {
            does: all,
            classes,
            parts,
            parts_in: Patterns::new(patterns),
            phrases: file.phrase,
            sides,
            phrases_in: Patterns::new(phrases),
        }
    }

    /// What a folded word does.
    pub fn does(&self, word: &str) -> u8 {
        self.does.get(word).copied().unwrap_or_default()
    }

    /// What the words of a class, id or property say.
    pub fn hints(&self, value: &str) -> Hints {
        let mut hints = Hints::default();
        for name in value.split_ascii_whitespace() {
            let joined: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
            let whole = std::iter::once(joined.to_ascii_lowercase());
            for word in class_words(name).chain(whole) {
                if let Some(says) = self.classes.get(&word) {
                    hints.credit |= says.credit;
                    hints.author |= says.author;
                    hints.picture |= says.picture;
                    hints.away |= says.away;
                }
            }
        }
        hints
    }

    /// The fixed parts of agencies' names in a folded text.
    pub fn parts(&self, folded: &Folded) -> impl Iterator<Item = (Part, Range<usize>)> {
        let found = self.parts_in.longest(folded, folded.pieces()).into_iter();
        found.map(|m| (self.parts[m.pattern], m.begin..m.end))
    }

    /// The phrases in a folded text: the phrase, whether the name follows it, and its bytes.
    pub fn phrases(&self, folded: &Folded) -> impl Iterator<Item = (&Phrase, bool, Range<usize>)> {
        let found = self.phrases_in.longest(folded, folded.pieces()).into_iter();
        found.map(|m| {
            let (phrase, name_follows) = self.sides[m.pattern];
            (&self.phrases[phrase], name_follows, m.begin..m.end)
        })
    }
}

/// The words a class name is made of: `article-sourceLine` is `article`, `source`, `line`.
fn class_words(name: &str) -> impl Iterator<Item = String> {
    let mut words = vec![String::new()];
    let mut was_small = false;
    for c in name.chars() {
        let starts = c.is_ascii_uppercase() && was_small;
        if starts || !c.is_ascii_alphanumeric() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_ascii_alphanumeric()) {
            word.push(c.to_ascii_lowercase());
        }
        was_small = c.is_ascii_lowercase();
    }
    words.into_iter().filter(|word| !word.is_empty())
}

/// Whether the span of a folded text begins and ends between words.
pub(super) fn cuts_no_word(folded: &str, span: Range<usize>) -> bool {
    let cut = |a: Option<char>, b: Option<char>| match (a, b) {
        (Some(a), Some(b)) => {
            a.is_alphanumeric()
                && b.is_alphanumeric()
                && !is_wordless_script(a)
                && !is_wordless_script(b)
        }
        _ => false,
    };
    let inside = &folded[span.clone()];
    !cut(
        folded[..span.start].chars().next_back(),
        inside.chars().next(),
    ) && !cut(
        inside.chars().next_back(),
        folded[span.end..].chars().next(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{Samples, written};
    use crate::provenance::line::Line;
    use crate::provenance::names::Names;

    #[derive(Deserialize)]
    struct Tested {
        phrase: Vec<Samples>,
    }

    #[test]
    fn every_phrase_takes_its_examples_and_spares_its_counterexamples() {
        let mut wrong = Vec::new();
        let file: Tested = written("credits");
        for phrase in &file.phrase {
            if phrase.examples.is_empty() {
                wrong.push(format!("{} has no example", phrase.id));
            }
            for text in &phrase.examples {
                let names = Names::collect(std::iter::once((text.as_str(), &Folded::new(text))));
                if Line::new(text, &names).phrases(true).is_empty() {
                    wrong.push(format!("{} misses {text:?}", phrase.id));
                }
            }
            for text in &phrase.counterexamples {
                let names = Names::collect(std::iter::once((text.as_str(), &Folded::new(text))));
                let credits = Line::new(text, &names).phrases(true);
                if !credits.is_empty() {
                    wrong.push(format!("{} takes {text:?}: {credits:?}", phrase.id));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn class_names_are_read_by_their_words() {
        let hints = |value| Words::get().hints(value);
        assert!(hints("article__sourceLine").credit);
        assert!(hints("c-byline").author);
        assert!(hints("photoCredit").picture);
        assert!(hints("mostRead").away);
        assert_eq!(hints("resourceful"), Hints::default());
    }
}
