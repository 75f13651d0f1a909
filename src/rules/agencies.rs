//! The agencies of the world: their names, abbreviations, addresses and closing sentences.
//!
//! All names are looked up in one pass over folded text ([`Patterns`]). A name counts where it cuts no
//! word and joins none ("dpa-Bericht", "AP's" and "reuters.com" are not names of a supplier);
//! abbreviations and names that are words of their own must also be spelled as the data file
//! spells them. Of names that overlap, the first and longest counts. Whether a name that was found
//! *supplied* anything is for `provenance` to say.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use serde::Deserialize;

use super::fold::fold;
use super::folded::Folded;
use crate::data::data;
use crate::order;
use crate::text::{Patterns, is_wordless_script};

/// What an agency hands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AgencyKind {
    /// News.
    #[default]
    Agency,
    /// Texts on one topic, columns, or republished work.
    Service,
    /// What others pay to have said.
    Release,
}

/// One agency.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agency {
    /// What reports call it.
    pub name: String,
    /// Its full name, where that is another.
    #[serde(default)]
    pub full: Option<String>,
    /// What it hands out.
    #[serde(default)]
    pub kind: AgencyKind,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    short: Vec<String>,
    #[serde(default)]
    faint: Vec<String>,
    #[serde(default)]
    domains: Vec<String>,
    #[serde(default)]
    signs: Vec<String>,
}

/// An agency's name in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The agency's place in [`Agencies::all`].
    pub agency: usize,
    /// The bytes of the text that name it.
    pub span: Range<usize>,
    /// Whether it is an abbreviation or a word of its own, which means the agency only where a
    /// supplier is named.
    pub is_short: bool,
    /// Whether it is short and means nothing where it stands alone.
    pub is_faint: bool,
}

#[derive(Deserialize)]
struct File {
    agency: Vec<Agency>,
}

/// A name: whose, and how it must be spelled if that matters.
struct Name {
    agency: usize,
    exact: Option<String>,
    is_faint: bool,
}

/// All agencies, compiled.
pub struct Agencies {
    all: Vec<Agency>,
    /// Per pattern of `names_in`: the names that fold to it.
    names: Vec<Vec<Name>>,
    names_in: Patterns,
    /// Per pattern of `signs_in`: the agency.
    signs: Vec<usize>,
    signs_in: Patterns,
    domains: HashMap<String, usize>,
}

impl std::fmt::Debug for Agencies {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Agencies")
            .field("all", &self.all.len())
            .finish_non_exhaustive()
    }
}

impl Agencies {
    /// The agencies, compiled on first use.
    ///
    /// # Panics
    /// If the data file that is part of this crate is malformed, which a test rules out.
    #[must_use]
    pub fn get() -> &'static Self {
        static AGENCIES: OnceLock<Agencies> = OnceLock::new();
        AGENCIES.get_or_init(|| {
            let file: File = data!("agencies");
            Self::compile(file.agency)
        })
    }

    fn compile(all: Vec<Agency>) -> Self {
        let mut patterns: Vec<String> = Vec::new();
        let mut names: Vec<Vec<Name>> = Vec::new();
        let mut known: HashMap<String, usize> = HashMap::new();
        let mut signs = Vec::new();
        let mut sign_patterns = Vec::new();
        let mut domains = HashMap::new();
        for (agency, entry) in all.iter().enumerate() {
            let long = entry
                .full
                .iter()
                .chain(&entry.aliases)
                .map(|name| (name, None, false));
            let short = entry
                .short
                .iter()
                .map(|name| (name, Some(name.clone()), false));
            let faint = entry
                .faint
                .iter()
                .map(|name| (name, Some(name.clone()), true));
            for (name, exact, is_faint) in long.chain(short).chain(faint) {
                let at = *known.entry(fold(name)).or_insert_with_key(|folded| {
                    patterns.push(folded.clone());
                    names.push(Vec::new());
                    names.len() - 1
                });
                names[at].push(Name {
                    agency,
                    exact,
                    is_faint,
                });
            }
            for sign in &entry.signs {
                signs.push(agency);
                sign_patterns.push(fold(sign));
            }
            domains.extend(entry.domains.iter().map(|domain| (domain.clone(), agency)));
        }
        Self {
            names_in: Patterns::new(patterns),
            signs_in: Patterns::new(sign_patterns),
            all,
            names,
            signs,
            domains,
        }
    }

    /// All agencies.
    #[must_use]
    pub fn all(&self) -> &[Agency] {
        &self.all
    }

    /// The agencies named in a text, in order.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<Found> {
        self.find_in(text, &Folded::new(text))
    }

    /// As [`Self::find`], for a text that was folded already.
    #[must_use]
    pub fn find_in(&self, text: &str, folded: &Folded) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        let mut matches: Vec<_> = self
            .names_in
            .find(folded, folded.pieces())
            .into_iter()
            .filter(|m| is_free(folded, m.begin..m.end))
            .map(|m| (m.begin, m.end, m.pattern))
            .collect();
        order::sort_by_key(&mut matches, |&(begin, end, _)| {
            (begin, std::cmp::Reverse(end))
        });
        for (begin, end, pattern) in matches {
            let begin = folded.place(begin);
            if found.last().is_some_and(|last| last.span.end > begin) {
                continue;
            }
            let end = folded.place(end);
            let spelled = &text[begin..end];
            let names = &self.names[pattern];
            let name = names
                .iter()
                .find(|name| name.exact.as_ref().is_none_or(|exact| exact == spelled));
            let name = name.filter(|name| name.exact.is_none() || is_apart(text, begin..end));
            if let Some(name) = name {
                found.push(Found {
                    agency: name.agency,
                    span: begin..end,
                    is_short: name.exact.is_some(),
                    is_faint: name.is_faint,
                });
            }
        }
        found
    }

    /// The agency whose closing sentence stands in a text, and the bytes of the sentence.
    #[must_use]
    pub fn sign(&self, folded: &Folded) -> Option<(usize, Range<usize>)> {
        let found = self.signs_in.longest(folded, folded.pieces());
        let sign = found.into_iter().next()?;
        Some((self.signs[sign.pattern], folded.span(sign.begin..sign.end)))
    }

    /// The agency that publishes on a host.
    #[must_use]
    pub fn of_host(&self, host: &str) -> Option<usize> {
        let host = host.to_ascii_lowercase();
        let mut rest = host.as_str();
        loop {
            if let Some(&agency) = self.domains.get(rest) {
                return Some(agency);
            }
            rest = &rest[rest.find('.')? + 1..];
        }
    }
}

/// Whether a short name in a script without spaces ends there: before other signs of its script, two
/// signs are part of any word. (Before it may stand the place: `【北京共同】`.)
fn is_apart(text: &str, span: Range<usize>) -> bool {
    let joins = |c: Option<char>| c.is_some_and(|c| is_wordless_script(c) && c.is_alphanumeric());
    let inside = &text[span.clone()];
    !joins(inside.chars().next_back()) || !joins(text[span.end..].chars().next())
}

/// Whether the span cuts no word and is not part of a compound, an address or a genitive.
fn is_free(folded: &str, span: Range<usize>) -> bool {
    let inside = &folded[span.clone()];
    let is_word = |c: char| c.is_alphanumeric() && !is_wordless_script(c);
    let mut before = folded[..span.start].chars().rev();
    let mut after = folded[span.end..].chars();
    if inside.chars().next().is_some_and(is_word) {
        match before.next() {
            Some(c) if is_word(c) => return false,
            Some('@' | '#' | '.' | '_') => return false,
            // A single hyphen joins words; two of them are a dash.
            Some('-') if before.next().is_some_and(is_word) => return false,
            _ => {}
        }
    }
    if inside.chars().next_back().is_some_and(is_word) {
        match (after.next(), after.next()) {
            (Some(c), _) if is_word(c) => return false,
            (Some('.' | '-' | '@' | '_'), Some(c)) if is_word(c) && c.is_alphabetic() => {
                return false;
            }
            (Some('\''), Some('s')) => return false,
            _ => {}
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn names(text: &str) -> Vec<&str> {
        let agencies = Agencies::get();
        let found = agencies.find(text);
        found
            .iter()
            .map(|found| agencies.all()[found.agency].name.as_str())
            .collect()
    }

    #[test]
    fn the_data_is_sound() {
        let all = Agencies::get().all();
        assert!(all.len() >= 60);
        let mut seen = HashSet::new();
        for agency in all {
            assert!(seen.insert(&agency.name), "{} twice", agency.name);
            let spelled = agency
                .full
                .iter()
                .chain(&agency.aliases)
                .chain(&agency.short)
                .chain(&agency.faint);
            for name in spelled {
                assert!(!names(name).is_empty(), "{name} is not found");
            }
            for sign in &agency.signs {
                let folded = Folded::new(sign);
                let found = Agencies::get().sign(&folded).map(|(at, _)| &all[at].name);
                assert_eq!(found, Some(&agency.name), "{sign}");
            }
            for domain in &agency.domains {
                let found = Agencies::get().of_host(&format!("www.{domain}"));
                assert_eq!(
                    found.map(|at| &all[at].name),
                    Some(&agency.name),
                    "{domain}"
                );
            }
        }
    }

    #[test]
    fn the_longest_name_counts() {
        assert_eq!(names("Australian Associated Press"), ["AAP"]);
        assert_eq!(
            names("South African Press Association and dpa-AFX"),
            ["Sapa", "dpa"]
        );
    }

    #[test]
    fn abbreviations_need_their_letters() {
        assert_eq!(names("sid/dpa"), ["SID", "dpa"]);
        assert_eq!(names("AP, ap, Ap"), ["AP"]);
        assert_eq!(names("İstanbul (AA)"), ["Anadolu"]);
        assert_eq!(names("【北京共同】港の壁"), ["Kyodo"]);
        assert!(names("全港共同使用").is_empty());
    }

    #[test]
    fn compounds_and_addresses_name_no_supplier() {
        for text in [
            "dpa-Bericht",
            "AP's",
            "x@reuters.com",
            "MAPS",
            "www.ap.org",
            "AP-NORC",
        ] {
            assert!(names(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn hosts_belong_to_agencies_by_their_ends() {
        let name = |host| {
            Agencies::get()
                .of_host(host)
                .map(|at| &*Agencies::get().all()[at].name)
        };
        assert_eq!(name("uk.reuters.com"), Some("Reuters"));
        assert_eq!(name("notreuters.com"), None);
        assert_eq!(name(""), None);
    }
}
