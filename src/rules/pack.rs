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

use serde::{Deserialize, Serialize};
use serde_json::Value;
use thiserror::Error;

use super::fold::{wording, words};
use super::path::{Step, holds, steps};
use super::structure::class_votes;
use crate::report::{Block, Detail, Kind};

/// Name of the pack of the reader's own corrections.
pub const OWN: &str = "own";

const FORMAT: &str = "wireprint-rules";
const VERSION: u32 = 1;

const MAX_RULES: usize = 2_000;
const MAX_EXAMPLES: usize = 50;
/// Characters of a word to look for, and of a name.
const MAX_TEXT: usize = 2_000;
const MAX_NAME: usize = 80;

/// Elements around a block whose names say what box it stands in.
const NEAR: usize = 3;

/// Words of a block that a correction takes over whole, and else by how many it begins.
const FEW: usize = 6;
const OPENING: usize = 4;

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

/// A rule with its words folded and its path read.
#[derive(Debug)]
struct Compiled<'r> {
    pack: &'r str,
    rule: &'r PackRule,
    block: Option<String>,
    begins: Option<String>,
    contains: Option<String>,
    path: Option<Vec<Step<'r>>>,
}

impl<'r> Compiled<'r> {
    fn new(rule: &'r PackRule) -> Self {
        let fold = |text: &Option<String>| text.as_deref().map(wording);
        Self {
            pack: "",
            rule,
            block: fold(&rule.block),
            begins: fold(&rule.begins),
            contains: fold(&rule.contains),
            path: rule.path.as_deref().and_then(steps),
        }
    }

    fn has_words_of(&self, text: &str) -> bool {
        self.block.as_deref().is_none_or(|block| text == block)
            && self
                .begins
                .as_deref()
                .is_none_or(|begins| text.starts_with(begins))
            && self
                .contains
                .as_deref()
                .is_none_or(|words| text.contains(words))
    }

    fn tries(&self, example: &Example) -> bool {
        let is_there = match (example, &self.path) {
            (Example::Placed { path, .. }, Some(own)) => {
                steps(path).is_some_and(|around| holds(own, &around))
            }
            _ => true,
        };
        is_there && self.has_words_of(&wording(example.text()))
    }
}

/// The rules of several packs that hold for one page.
#[derive(Debug, Default)]
pub struct Active<'r>(Vec<Compiled<'r>>);

/// What a rule of a pack says of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told<'r> {
    /// Name of the pack.
    pub pack: &'r str,
    /// The rule.
    pub rule: &'r PackRule,
}

impl Told<'_> {
    /// The reason, for readers.
    #[must_use]
    pub fn why(&self) -> String {
        if self.pack == OWN {
            "your correction".to_owned()
        } else {
            format!("rule pack {}: rule {}", self.pack, self.rule.id)
        }
    }

    /// Whether it names the element that the article is, rather than one block.
    #[must_use]
    pub fn is_article(&self) -> bool {
        self.rule.kind == Kind::Body && !self.rule.has_words()
    }
}

impl<'r> Active<'r> {
    /// The rules that hold for pages of a host in a language; the reader's own come first.
    #[must_use]
    pub fn of(packs: &'r [Pack], host: &str, language: &str) -> Self {
        let is_site = |site: &str| {
            let site = site.trim_start_matches("www.");
            host.strip_suffix(site)
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        };
        let mut all: Vec<Compiled> = Vec::new();
        for own in [true, false] {
            for pack in packs.iter().filter(|pack| (pack.name == OWN) == own) {
                let here = pack.rules.iter().filter(|rule| {
                    rule.site.as_deref().is_none_or(is_site)
                        && rule
                            .language
                            .as_deref()
                            .is_none_or(|known| known == language)
                });
                all.extend(here.map(|rule| Compiled {
                    pack: &pack.name,
                    ..Compiled::new(rule)
                }));
            }
        }
        Self(all)
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What the first rule says that holds for a block, given its [`wording`] and the elements
    /// around it, the outermost first.
    #[must_use]
    pub fn tell(&self, wording: &str, around: &[Step]) -> Option<Told<'r>> {
        let first = self.0.iter().find(|rule| {
            rule.has_words_of(wording) && rule.path.as_ref().is_none_or(|path| holds(path, around))
        })?;
        Some(Told {
            pack: first.pack,
            rule: first.rule,
        })
    }
}

/// The rule that a reader's correction makes: a block of a site is of a kind.
///
/// It should hold for the site's other pages too, and never for their stories. Where the names
/// around the block are those of a box beside the story, its place alone is the rule; else the
/// words it begins with are needed too, or all of them where they are few. What belongs to the
/// story after all is known by all of its words.
#[must_use]
pub fn correction(block: &Block, site: &str, kind: Kind) -> PackRule {
    let text = wording(&block.text);
    let path = block.path.clone();
    let own = path
        .as_deref()
        .map(|path| path.rsplit('>').take(NEAR).collect::<Vec<_>>());
    let own = own.map(|steps| steps.join(" ").replace(['#', '.'], " "));
    let is_apart = own.is_some_and(|names| {
        block.begin.is_none()
            && Kind::ALL
                .into_iter()
                .any(|kind| !kind.is_story() && class_votes(&names) & super::bit(kind) != 0)
    });
    let count = words(&text).count();
    let (mut whole, mut begins) = (None, None);
    if kind == Kind::Body || !is_apart && count <= FEW {
        whole = Some(text.clone());
    } else if !is_apart {
        begins = Some(opening(&text));
    }
    let id = xxhash_rust::xxh3::xxh3_64(format!("{site}\n{path:?}\n{text}").as_bytes());
    PackRule {
        id: format!("correction-{id:016x}"),
        kind,
        detail: None,
        site: (!site.is_empty()).then(|| site.to_owned()),
        language: None,
        block: whole,
        begins,
        contains: None,
        path: path.filter(|_| kind != Kind::Body),
        examples: Vec::new(),
        counterexamples: Vec::new(),
    }
}

/// The first words of a text.
fn opening(text: &str) -> String {
    let mut end = 0;
    for word in words(text).take(OPENING) {
        end += text[end..].find(word).unwrap_or(0) + word.len();
    }
    text[..end].to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Active, OWN, Pack, correction};
    use crate::report::{Block, Kind};
    use crate::rules::path::steps;
    use crate::rules::wording;

    fn pack(rules: &Value) -> Result<Pack, String> {
        let value =
            json!({"format": "wireprint-rules", "version": 1, "name": "test", "rules": rules});
        Pack::check(value).map_err(|error| error.to_string())
    }

    #[test]
    fn a_sound_pack_is_taken() {
        let rules = json!([
            {"id": "a", "kind": "notice", "detail": "affiliate", "begins": "We earn",
             "examples": ["We  earn 12 % of what you pay."], "counterexamples": ["They say we earn."]},
            {"id": "b", "kind": "promo", "site": "courier.example", "path": "div.box",
             "examples": [{"text": "Join", "path": "main>div.box>p"}],
             "counterexamples": [{"text": "Join", "path": "main>p"}]},
        ]);
        let taken = pack(&rules).unwrap();
        let again = serde_json::to_value(&taken).unwrap();
        assert_eq!(
            Pack::check(again).unwrap(),
            taken,
            "what is exported can be imported"
        );
    }

    #[test]
    fn a_faulty_rule_is_named_with_its_fault() {
        for (rule, fault) in [
            (
                json!({"id": "x", "kind": "promo"}),
                "rule x: it names none of",
            ),
            (
                json!({"id": "x", "kind": "nonsense", "begins": "a"}),
                "rule x: unknown variant",
            ),
            (
                json!({"kind": "promo", "begins": "a"}),
                "rule 1: missing field `id`",
            ),
            (
                json!({"id": "x", "kind": "promo", "run": "alert()"}),
                "rule x: unknown field `run`",
            ),
            (
                json!({"id": "x", "kind": "promo", "begins": " "}),
                "rule x: its words",
            ),
            (
                json!({"id": "x", "kind": "promo", "path": "div>>p"}),
                "rule x: its `path`",
            ),
            (
                json!({"id": "x", "kind": "promo", "detail": "copyright", "begins": "a"}),
                "rule x: its `detail`",
            ),
            (
                json!({"id": "x", "kind": "promo", "begins": "a", "examples": ["b"]}),
                "rule x: it does not hold",
            ),
            (
                json!({"id": "x", "kind": "promo", "contains": "a", "counterexamples": ["a"]}),
                "rule x: it holds",
            ),
            (
                json!({"id": "x", "kind": "promo", "site": "", "begins": "a"}),
                "rule x: a name",
            ),
        ] {
            let error = pack(&json!([rule])).unwrap_err();
            assert!(error.starts_with(fault), "{error}");
        }
        let twice = json!({"id": "x", "kind": "promo", "begins": "a"});
        assert!(
            pack(&json!([twice, twice]))
                .unwrap_err()
                .contains("same id")
        );
    }

    #[test]
    fn what_is_no_pack_is_refused() {
        for value in [
            json!(null),
            json!([]),
            json!({"format": "other", "version": 1}),
            json!({"format": "wireprint-rules"}),
            json!({"format": "wireprint-rules", "version": 2, "name": "x", "rules": []}),
            json!({"format": "wireprint-rules", "version": 1, "name": "", "rules": []}),
            json!({"format": "wireprint-rules", "version": 1, "name": "x"}),
        ] {
            assert!(Pack::check(value.clone()).is_err(), "{value}");
        }
    }

    fn block(text: &str, path: &str, is_story: bool) -> Block {
        Block {
            kind: Kind::Other,
            detail: None,
            text: text.to_owned(),
            why: Vec::new(),
            confidence: 0.5,
            begin: is_story.then_some(0),
            end: is_story.then_some(9),
            marks: Vec::new(),
            path: Some(path.to_owned()),
            anchor: None,
        }
    }

    /// Whether the correction of one block holds for another.
    fn carries(corrected: &Block, kind: Kind, other: &Block) -> bool {
        let mut own = pack(&json!([])).unwrap();
        own.name = OWN.to_owned();
        own.rules
            .push(correction(corrected, "courier.example", kind));
        let exported = serde_json::to_value(&own).unwrap();
        assert_eq!(Pack::check(exported).as_ref(), Ok(&own));
        let packs = [own];
        let active = Active::of(&packs, "www.courier.example", "en");
        assert!(Active::of(&packs, "courier.example.net", "en").is_empty());
        let path = other.path.clone().unwrap();
        let told = active.tell(&wording(&other.text), &steps(&path).unwrap());
        assert!(told.is_none_or(|told| told.why() == "your correction"));
        told.is_some()
    }

    #[test]
    fn a_correction_holds_for_other_pages_and_spares_the_story() {
        let story = block(
            "The board met on Monday and agreed on little.",
            "article>div.text>p",
            true,
        );
        let teaser = block("Seven lambs born on the hill", "aside.related>ul>li", false);
        let other = block(
            "Ferry fares to rise in spring",
            "aside.related>ul>li",
            false,
        );
        assert!(
            carries(&teaser, Kind::Promo, &other),
            "a named box speaks for all it holds"
        );
        let ask = block(
            "Stay with us for 12 more tales of the sea",
            "article>div.text>p",
            true,
        );
        let next = block(
            "Stay with us for 7 more tales of the hills",
            "article>div.text>p",
            false,
        );
        assert!(
            carries(&ask, Kind::Promo, &next),
            "the words it begins with carry it on"
        );
        for wrong in [&ask, &teaser] {
            assert!(!carries(wrong, Kind::Promo, &story));
        }
        let line = block("The end", "article>div.text>p", true);
        assert!(carries(&line, Kind::Other, &line));
        assert!(!carries(
            &line,
            Kind::Other,
            &block("The end of it", "article>div.text>p", true)
        ));
        assert!(carries(&story, Kind::Body, &story));
        assert!(
            !carries(&story, Kind::Body, &next),
            "what is the story is known by all its words"
        );
    }
}
