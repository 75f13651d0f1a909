//! Claims: what a page says of one field, in how many places.
//!
//! Pages state the same thing in many places and contradict themselves. Every statement is kept
//! with the place it came from; the places are ranked by `rules/metadata.toml`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::data::data;
use crate::order;

/// One statement of one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// What it says.
    pub value: String,
    /// Where: `json-ld`, `og:title`, `meta:author`, `microdata`, `link:canonical`, `visible`, ...
    pub source: String,
}

/// All statements about one field, the most trusted first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claims(Vec<Claim>);

/// Claims that are kept of one field.
const MAX_CLAIMS: usize = 32;

impl Claims {
    /// The value of the most trusted claim.
    #[must_use]
    pub fn first(&self) -> Option<&str> {
        self.0.first().map(|claim| claim.value.as_str())
    }

    /// All claims, the most trusted first.
    #[must_use]
    pub fn all(&self) -> &[Claim] {
        &self.0
    }

    /// The values of all claims.
    pub fn values(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|claim| claim.value.as_str())
    }

    /// Adds a claim behind the others; not one that says nothing or has been made there already.
    pub(super) fn push(&mut self, source: &str, value: String) {
        let known = |claim: &Claim| claim.source == source && claim.value == value;
        if !value.is_empty() && self.0.len() < MAX_CLAIMS && !self.0.iter().any(known) {
            let source = source.to_owned();
            self.0.push(Claim { value, source });
        }
    }

    /// Makes a claim the most trusted.
    pub(super) fn prefer(&mut self, index: usize) {
        if index < self.0.len() {
            self.0[..=index].rotate_right(1);
        }
    }

    /// Writes every value anew; what has no new value is dropped.
    pub(super) fn rewrite(&mut self, mut with: impl FnMut(&Claim) -> Option<String>) {
        let old = std::mem::take(self);
        for claim in old.0 {
            if let Some(value) = with(&claim) {
                self.push(&claim.source, value);
            }
        }
    }

    /// Makes one claim of all those of one place.
    pub(super) fn join(&mut self, with: fn(&[&str]) -> String) {
        let old = std::mem::take(self);
        let mut sources: Vec<&str> = Vec::new();
        for Claim { source, .. } in &old.0 {
            if !sources.contains(&&**source) {
                sources.push(source);
            }
        }
        for source in sources {
            let claims = old.0.iter().filter(|claim| claim.source == source);
            let values: Vec<&str> = claims.map(|claim| &*claim.value).collect();
            self.push(source, with(&values));
        }
    }

    /// Orders the claims by the rank of their places.
    pub(super) fn rank(&mut self, field: Field) {
        let ranks = &RULES.ranks[field as usize];
        let rank = |claim: &Claim| ranks.get(&claim.source).copied().unwrap_or(usize::MAX);
        order::sort_by_key(&mut self.0, rank);
    }
}

/// The fields of a page's metadata.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Byline,
    Published,
    Modified,
    Section,
    Language,
    Site,
    Canonical,
}

#[derive(Deserialize)]
struct File {
    title: Vec<String>,
    byline: Vec<String>,
    published: Vec<String>,
    modified: Vec<String>,
    section: Vec<String>,
    language: Vec<String>,
    site: Vec<String>,
    canonical: Vec<String>,
    by: Vec<String>,
    and: HashSet<String>,
    beside: HashSet<String>,
    particles: HashSet<String>,
    by_classes: HashSet<String>,
    by_paths: Vec<String>,
    title_classes: Vec<String>,
    beside_title_classes: Vec<String>,
}

struct Rules {
    /// Per field: place to rank.
    ranks: Vec<HashMap<String, usize>>,
    /// Name of a <meta> element to the source's name and the field it states.
    names: HashMap<String, (String, Field)>,
    by: Vec<String>,
    and: HashSet<String>,
    beside: HashSet<String>,
    particles: HashSet<String>,
    by_classes: HashSet<String>,
    by_paths: Vec<String>,
    title_classes: Vec<String>,
    beside_title_classes: Vec<String>,
}

static RULES: LazyLock<Rules> = LazyLock::new(|| {
    let file: File = data!("metadata");
    let fields = [
        (Field::Title, file.title),
        (Field::Byline, file.byline),
        (Field::Published, file.published),
        (Field::Modified, file.modified),
        (Field::Section, file.section),
        (Field::Language, file.language),
        (Field::Site, file.site),
        (Field::Canonical, file.canonical),
    ];
    let mut rules = Rules {
        ranks: Vec::new(),
        names: HashMap::new(),
        by: file.by,
        and: file.and,
        beside: file.beside,
        particles: file.particles,
        by_classes: file.by_classes,
        by_paths: file.by_paths,
        title_classes: file.title_classes,
        beside_title_classes: file.beside_title_classes,
    };
    for (field, sources) in fields {
        let mut ranks = HashMap::new();
        for (rank, source) in sources
            .iter()
            .enumerate()
            .flat_map(|(rank, sources)| sources.split(' ').map(move |source| (rank, source)))
        {
            ranks.insert(source.to_owned(), rank);
            let plain = source.strip_prefix("meta:");
            if plain.is_some() || source.contains([':', '.']) {
                let name = plain.unwrap_or(source).to_owned();
                let known = rules.names.entry(name);
                known.or_insert_with(|| (source.to_owned(), field));
            }
        }
        rules.ranks.push(ranks);
    }
    rules
});

/// What a <meta> element of this name states: the source's name and the field.
pub(super) fn stated_by(name: &str) -> Option<(&'static str, Field)> {
    let (source, field) = RULES.names.get(name)?;
    Some((source, *field))
}

/// Phrases that stand before the names in a byline.
pub(super) fn by_phrases() -> &'static [String] {
    &RULES.by
}

/// Whether a word stands between the last two of several names.
pub(super) fn is_conjunction(word: &str) -> bool {
    RULES.and.contains(word)
}

/// Whether a word behind names begins what is none: where, or for whom, they write.
pub(super) fn is_beside(word: &str) -> bool {
    RULES.beside.contains(word)
}

/// Whether a word in lower case is part of names.
pub(super) fn is_particle(word: &str) -> bool {
    RULES.particles.contains(word)
}

/// Whether a part of a path is one above the pages of authors.
pub(super) fn is_by_path(part: &str) -> bool {
    let mut paths = RULES.by_paths.iter();
    paths.any(|path| path.eq_ignore_ascii_case(part))
}

/// Whether a class word is one of elements that hold authors' names.
pub(super) fn is_by_class(word: &str) -> bool {
    RULES.by_classes.contains(word)
}

/// Whether a class word in lower case is one of elements that hold a headline, and not what stands
/// above or below it.
pub(super) fn is_title_class(word: &str) -> bool {
    let mut beside = RULES.beside_title_classes.iter();
    let mut title = RULES.title_classes.iter();
    !beside.any(|known| word.starts_with(known.as_str()))
        && title.any(|known| word.contains(known.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_its_places() {
        assert_eq!(RULES.ranks.len(), Field::Canonical as usize + 1);
        assert_eq!(stated_by("author"), Some(("meta:author", Field::Byline)));
        assert_eq!(stated_by("og:title"), Some(("og:title", Field::Title)));
        assert_eq!(stated_by("viewport"), None);
    }

    #[test]
    fn claims_are_ranked_and_not_repeated() {
        let mut claims = Claims::default();
        for (source, value) in [
            ("title", "A"),
            ("og:title", "B"),
            ("og:title", "B"),
            ("x", "C"),
            ("json-ld", ""),
        ] {
            claims.push(source, value.to_owned());
        }
        claims.rank(Field::Title);
        assert_eq!(claims.values().collect::<Vec<_>>(), ["B", "A", "C"]);
        claims.prefer(2);
        assert_eq!(claims.values().collect::<Vec<_>>(), ["C", "B", "A"]);
    }
}
