//! Statements that a text is an agency's own, the headline aside.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::fold::fold;
use crate::data::data;
use crate::text::{Patterns, sentences};

#[derive(Deserialize)]
struct Language {
    phrases: Vec<String>,
}

static PHRASES: LazyLock<Patterns> = LazyLock::new(|| {
    let languages: BTreeMap<String, Language> = data!("statements");
    let phrases = languages.values().flat_map(|said| &said.phrases);
    Patterns::new(phrases.map(|phrase| fold(phrase)).collect())
});

/// The sentences of a text that state that nothing, or only the headline, was changed.
pub fn unedited(text: &str) -> impl Iterator<Item = &str> {
    let spans = sentences(text).into_iter();
    let said = spans.map(|(begin, end)| &text[begin as usize..end as usize]);
    said.filter(|sentence| !PHRASES.find_once(&fold(sentence)).is_empty())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::unedited;
    use crate::data::{Samples, written};

    #[test]
    fn every_language_finds_its_examples_and_spares_its_counterexamples() {
        let languages: BTreeMap<String, Samples> = written("statements");
        assert_eq!(languages.len(), crate::rules::LANGUAGES.len());
        for (language, said) in languages {
            for text in &said.examples {
                assert!(unedited(text).next().is_some(), "{language} misses {text}");
            }
            for text in &said.counterexamples {
                assert!(unedited(text).next().is_none(), "{language} takes {text}");
            }
        }
    }
}
