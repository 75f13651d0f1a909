//! The phrase rules: loading, compiling, matching.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::fold::fold;
use super::folded::Folded;
use crate::data::data;
use crate::report::{Detail, Kind};
use crate::text::{Patterns, is_wordless_script};

/// Characters that a gap in a phrase may span.
const MAX_GAP: usize = 80;

/// Where in a text a phrase must stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum At {
    /// At its beginning.
    Start,
    /// It is the text, but for punctuation around it.
    Whole,
    /// Anywhere.
    Any,
}

/// One thing said in one language.
#[derive(Debug)]
pub struct Rule {
    /// `language.kind.name`.
    pub id: String,
    /// What the text is.
    pub kind: Kind,
    /// What it is more exactly.
    pub detail: Option<Detail>,
    /// Where the phrase stands.
    pub at: At,
    /// Characters the text may have at most.
    pub max: usize,
    /// 3 holds in the middle of a story, 2 outside it, 1 is a hint.
    pub strength: u8,
    /// Whether names must follow.
    pub names: bool,
    /// Whether a number must follow.
    pub number: bool,
}

impl Rule {
    /// Whether its phrases are headings, which say what follows them.
    #[must_use]
    pub fn is_heading(&self) -> bool {
        matches!(self.name(), "heading" | "about")
    }

    /// Whether its phrases say that the rest of the text is for subscribers.
    #[must_use]
    pub fn is_gate(&self) -> bool {
        self.name() == "gate"
    }

    fn name(&self) -> &str {
        self.id.rsplit('.').next().unwrap_or("")
    }
}

/// A rule that holds for a text.
#[derive(Clone, Copy, Debug)]
pub struct Hit {
    /// The rule.
    pub rule: &'static Rule,
    /// First byte of the phrase in the folded text.
    pub begin: usize,
    /// One past the last byte of the phrase.
    pub end: usize,
}

/// What a text says.
#[derive(Clone, Debug)]
pub struct Said {
    /// The text as rules compare it.
    pub folded: Folded,
    /// The rules that hold for it, each once, in the order of their phrases.
    pub hits: Vec<Hit>,
    /// The strength of the strongest rule of which it holds any piece, wherever that stands: no part
    /// of the text says anything stronger.
    pub strongest: u8,
}

#[derive(Deserialize)]
struct Concept {
    #[serde(default)]
    detail: Option<Detail>,
    at: At,
    max: usize,
    strength: u8,
    #[serde(default)]
    names: bool,
    #[serde(default)]
    number: bool,
}

#[derive(Deserialize)]
struct Worded {
    phrases: Vec<String>,
}

/// What one language file says, by kind and name.
type Language = BTreeMap<String, BTreeMap<String, Worded>>;

/// All phrase rules, compiled.
#[derive(Debug)]
pub struct Rules {
    all: Vec<Rule>,
    phrases: Vec<Phrase>,
    patterns: Patterns,
    /// Per pattern: the pieces of phrases it is.
    pieces: Vec<Vec<Piece>>,
}

#[derive(Debug)]
struct Phrase {
    rule: usize,
    pieces: usize,
}

#[derive(Clone, Copy, Debug)]
struct Piece {
    phrase: usize,
    index: usize,
}

/// How far a phrase with gaps has been found.
#[derive(Clone, Copy)]
struct Progress {
    begin: usize,
    end: usize,
    next: usize,
}

impl Rules {
    /// The rules, compiled on first use.
    ///
    /// # Panics
    /// If the data files that are part of this crate are malformed, which a test rules out.
    pub fn get() -> &'static Self {
        static RULES: OnceLock<Rules> = OnceLock::new();
        RULES.get_or_init(|| {
            let languages = super::languages().map(|(code, file)| (code, phrases(file)));
            Self::compile(languages)
        })
    }

    fn compile(languages: impl Iterator<Item = (&'static str, Language)>) -> Self {
        let concepts: BTreeMap<Kind, BTreeMap<String, Concept>> = data!("concepts");
        let mut rules = Vec::new();
        let mut phrases = Vec::new();
        let mut patterns: Vec<String> = Vec::new();
        let mut pieces: Vec<Vec<Piece>> = Vec::new();
        let mut known: HashMap<String, usize> = HashMap::new();
        for (code, said) in languages {
            for (kind, names) in said {
                for (name, said) in names {
                    let id = format!("{code}.{kind}.{name}");
                    let kind = named(&kind);
                    let concept = &concepts[&kind][name.as_str()];
                    rules.push(Rule {
                        id,
                        kind,
                        detail: concept.detail,
                        at: concept.at,
                        max: concept.max,
                        strength: concept.strength,
                        names: concept.names,
                        number: concept.number,
                    });
                    for phrase in &said.phrases {
                        let mut count = 0;
                        for piece in phrase.split('*').map(str::trim).filter(|p| !p.is_empty()) {
                            let at = *known.entry(fold(piece)).or_insert_with_key(|piece| {
                                patterns.push(piece.clone());
                                pieces.push(Vec::new());
                                patterns.len() - 1
                            });
                            pieces[at].push(Piece {
                                phrase: phrases.len(),
                                index: count,
                            });
                            count += 1;
                        }
                        phrases.push(Phrase {
                            rule: rules.len() - 1,
                            pieces: count,
                        });
                    }
                }
            }
        }
        Self {
            all: rules,
            phrases,
            patterns: Patterns::new(patterns),
            pieces,
        }
    }

    /// What a text says.
    #[must_use]
    pub fn said(&'static self, text: &str) -> Said {
        let folded = Folded::new(text);
        let length = folded.chars().count();
        let (first, last) = bounds(&folded, char::is_alphanumeric);
        // `Comments (312)` is the whole of a heading as `Comments` is.
        let (first_letter, last_letter) = bounds(&folded, char::is_alphabetic);
        let mut hits: Vec<Hit> = Vec::new();
        let mut strongest = 0;
        let mut progress: HashMap<usize, Progress> = HashMap::new();
        for m in self.patterns.find(&folded, folded.pieces()) {
            for piece in &self.pieces[m.pattern] {
                let phrase = &self.phrases[piece.phrase];
                let rule = &self.all[phrase.rule];
                strongest = strongest.max(rule.strength);
                let opening = if rule.at == At::Whole {
                    first_letter
                } else {
                    first
                };
                if length > rule.max
                    || piece.index == 0 && rule.at != At::Any && m.begin > opening.max(first)
                {
                    continue;
                }
                let begin = if piece.index == 0 {
                    m.begin
                } else {
                    match progress.get(&piece.phrase) {
                        Some(p)
                            if p.next == piece.index
                                && p.end <= m.begin
                                && m.begin - p.end <= MAX_GAP =>
                        {
                            p.begin
                        }
                        _ => continue,
                    }
                };
                if piece.index + 1 < phrase.pieces {
                    let p = Progress {
                        begin,
                        end: m.end,
                        next: piece.index + 1,
                    };
                    progress.insert(piece.phrase, p);
                    continue;
                }
                if rule.at == At::Whole && m.end < last.min(last_letter) {
                    continue;
                }
                if rule.names && !names_follow(&folded, text, m.end) {
                    continue;
                }
                if rule.number && !number_follows(&folded[m.end..]) {
                    continue;
                }
                match hits.iter_mut().find(|hit| std::ptr::eq(hit.rule, rule)) {
                    Some(hit) if hit.begin == begin => hit.end = hit.end.max(m.end),
                    Some(_) => {}
                    None => hits.push(Hit {
                        rule,
                        begin,
                        end: m.end,
                    }),
                }
            }
        }
        Said {
            folded,
            hits,
            strongest,
        }
    }

    /// All rules.
    #[must_use]
    pub fn all(&self) -> &[Rule] {
        &self.all
    }
}

/// The kind that a table is named after.
fn named(name: &str) -> Kind {
    let kind = Kind::ALL.into_iter().find(|kind| kind.name() == name);
    kind.expect("tables are named after kinds")
}

/// What a language file says beside its lexicon.
fn phrases(mut file: Map<String, Value>) -> Language {
    file.remove("language");
    file.remove("lexicon");
    serde_json::from_value(Value::Object(file)).expect("language files are tested")
}

/// Whether the first word of a text is a number.
fn number_follows(rest: &str) -> bool {
    let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    rest.starts_with(|c: char| c.is_ascii_digit())
}

/// The bytes of a folded text between its first and its last character that says something.
fn bounds(folded: &str, counts: fn(char) -> bool) -> (usize, usize) {
    let says = |c: char| counts(c) || matches!(c, '(' | '[' | '©' | '@');
    let first = folded.find(says).unwrap_or(0);
    // A parenthesis opens a phrase only where the phrase has it; else it is decoration.
    let first = match folded[first..].chars().next() {
        Some('(' | '[') => first + 1,
        _ => first,
    };
    let last = folded.rfind(counts).map_or(0, |at| {
        at + folded[at..].chars().next().map_or(1, char::len_utf8)
    });
    (first, last)
}

/// Whether nothing but names follows: words with capitals, joined by a few small ones.
fn names_follow(folded: &str, text: &str, end: usize) -> bool {
    let skipped = folded[..end].chars().count();
    let rest: String = text.chars().skip(skipped).collect();
    let mut capitals = 0;
    let mut small = 0;
    for word in rest.split_whitespace() {
        let Some(c) = word.chars().find(|c| c.is_alphanumeric()) else {
            continue;
        };
        if c.is_uppercase() || is_wordless_script(c) {
            capitals += 1;
        } else if c.is_lowercase() && !super::lexicon().is_connector(&fold(word)) {
            small += 1;
        }
    }
    capitals > 0 && small * 3 <= capitals || rest.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::Rules;
    use crate::data::{Samples, written};
    use crate::rules::LANGUAGES;

    /// Every rule of every language against its own examples and counterexamples.
    #[test]
    fn every_rule_finds_its_examples_and_spares_its_counterexamples() {
        let rules = Rules::get();
        let mut wrong = Vec::new();
        for (code, _) in LANGUAGES {
            let mut file: toml::Table = written(code);
            file.retain(|key, _| key != "language" && key != "lexicon");
            let said: BTreeMap<String, BTreeMap<String, Samples>> = file.try_into().unwrap();
            for (kind, names) in said {
                for (name, said) in names {
                    let id = format!("{code}.{kind}.{name}");
                    let holds = |text: &str| rules.said(text).hits.iter().any(|h| h.rule.id == id);
                    if said.examples.is_empty() {
                        wrong.push(format!("{id} has no example"));
                    }
                    for text in said.examples.iter().filter(|text| !holds(text)) {
                        wrong.push(format!("{id} misses {text:?}"));
                    }
                    for text in said.counterexamples.iter().filter(|text| holds(text)) {
                        wrong.push(format!("{id} takes {text:?}"));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn every_language_says_what_counts_most() {
        let needed = [
            "credit.contributed",
            "credit.source",
            "credit.supplied",
            "notice.copyright",
            "notice.rights",
            "notice.syndication",
            "notice.disclaimer",
            "notice.opinion",
            "notice.affiliate",
            "notice.correction",
            "notice.editor",
            "notice.policy",
            "related.",
            "promo.",
            "share.",
            "comments.",
            "consent.",
            "tags.",
            "date.",
            "byline.",
            "bio.",
            "ad.",
            "media.",
            "nav.",
        ];
        for (code, _) in LANGUAGES {
            for kind in needed {
                let prefix = format!("{code}.{kind}");
                assert!(
                    Rules::get()
                        .all()
                        .iter()
                        .any(|rule| rule.id.starts_with(&prefix)),
                    "{prefix} has no rule"
                );
            }
        }
    }

    #[test]
    fn a_phrase_with_a_gap_holds_only_in_order() {
        let holds = |text| {
            Rules::get()
                .said(text)
                .hits
                .iter()
                .any(|h| h.rule.id == "en.credit.contributed")
        };
        assert!(holds("Material from the Tidewire was used in this report."));
        assert!(!holds(
            "It was used in this report, the material from the quay."
        ));
    }

    #[test]
    fn no_part_of_a_text_says_anything_stronger() {
        let text = "The wall gave way. All rights reserved. (Reporting by Ada Holm)";
        let strongest = Rules::get().said(text).strongest;
        assert_eq!(strongest, 3);
        for sentence in text.split_inclusive(". ") {
            assert!(Rules::get().said(sentence).strongest <= strongest);
        }
        assert_eq!(Rules::get().said("The wall gave way.").strongest, 0);
    }

    #[test]
    fn a_phrase_never_cuts_a_word() {
        assert!(Rules::get().said("Shareholders").hits.is_empty());
    }
}
