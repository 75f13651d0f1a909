//! What the class names and ids of an element say about its text.
//!
//! Templates are written by people who name things: `article-share`, `relatedStories`,
//! `c-newsletter-signup`. The words of such names vote for kinds. No name of a site or of its own
//! making is in the list, only words that many templates share.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::data::data;
use crate::order;
use crate::report::Kind;

/// Kinds that class names can vote for: a set of bits by [`Kind`] order.
pub type Votes = u32;

/// The bit of a kind.
#[must_use]
pub const fn bit(kind: Kind) -> Votes {
    1 << kind as u32
}

#[derive(Deserialize)]
struct File {
    kinds: HashMap<Kind, Vec<String>>,
    ads: Ads,
}

/// Names that only advertisements have.
#[derive(Debug, Default, Deserialize)]
struct Ads {
    elements: Vec<String>,
    words: Vec<String>,
    /// Words before such a word that turn it round.
    not: Vec<String>,
}

#[derive(Debug, Default)]
struct Words {
    ads: Ads,
    whole: HashMap<String, Votes>,
    /// Beginnings, by length, so that one look-up per length finds them.
    stems: HashMap<String, Votes>,
    lengths: Vec<usize>,
}

fn known() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let file: File = data!("structure");
        let mut words = Words {
            ads: file.ads,
            ..Words::default()
        };
        for (kind, list) in file.kinds {
            for word in list {
                match word.strip_suffix('*') {
                    Some(stem) => *words.stems.entry(stem.to_owned()).or_default() |= bit(kind),
                    None => *words.whole.entry(word).or_default() |= bit(kind),
                }
            }
        }
        words.lengths = words.stems.keys().map(String::len).collect();
        order::sort(&mut words.lengths);
        words.lengths.dedup();
        words
    })
}

/// The kinds that the words of a class list, an id or the like vote for.
#[must_use]
pub fn class_votes(names: &str) -> Votes {
    let known = known();
    let mut votes = 0;
    let mut word = String::new();
    let mut vote = |word: &mut String| {
        if word.len() > 1 {
            votes |= known.whole.get(word.as_str()).copied().unwrap_or(0);
            for &length in &known.lengths {
                let Some(stem) = word.get(..length) else {
                    break;
                };
                votes |= known.stems.get(stem).copied().unwrap_or(0);
            }
        }
        word.clear();
    };
    let mut was_small = false;
    for c in names.chars().take(400) {
        if !c.is_alphabetic() || c.is_uppercase() && was_small {
            vote(&mut word);
        }
        was_small = c.is_lowercase();
        if c.is_ascii_alphabetic() {
            word.push(c.to_ascii_lowercase());
        } else if c.is_alphabetic() {
            word.extend(c.to_lowercase());
        }
    }
    vote(&mut word);
    votes
}

/// Whether elements of this name hold advertisements.
#[must_use]
pub fn is_ad_element(name: &str) -> bool {
    known().ads.elements.iter().any(|known| known == name)
}

/// Whether a class name, an id or a label has a word that only advertisements have, and before it none
/// that turns it round.
#[must_use]
pub fn is_ad_name(name: &str) -> bool {
    let is_one_of = |list: &[String], word: &str| {
        let is = |known: &String| known.eq_ignore_ascii_case(word);
        list.iter().any(is)
    };
    let Ads { words, not, .. } = &known().ads;
    let mut before = "";
    for word in name.split(|c: char| !c.is_alphabetic()) {
        if is_one_of(words, word) {
            return !is_one_of(not, before);
        }
        before = word;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{File, bit, class_votes, is_ad_element, is_ad_name};
    use crate::data::data;
    use crate::report::Kind;

    #[test]
    fn every_entry_votes_for_its_kind() {
        let file: File = data!("structure");
        for (kind, words) in file.kinds {
            for word in words {
                let votes = class_votes(word.trim_end_matches('*'));
                assert_ne!(votes & bit(kind), 0, "{}: {word}", kind.name());
            }
        }
    }

    #[test]
    fn every_name_of_advertisements_is_one() {
        let File { ads, .. } = data!("structure");
        for word in &ads.words {
            assert!(
                is_ad_name(&format!("x-{}-2", word.to_uppercase())),
                "{word}"
            );
            for not in &ads.not {
                assert!(!is_ad_name(&format!("{not}-{word}")), "{not} {word}");
            }
        }
        for element in &ads.elements {
            assert!(is_ad_element(element), "{element}");
        }
        assert!(!is_ad_name("adagio") && !is_ad_element("a"));
    }

    #[test]
    fn words_of_class_names_vote() {
        for (names, kind) in [
            ("c-newsletter-signup", Kind::Promo),
            ("relatedStories", Kind::Related),
            ("share_bar--top", Kind::Share),
            ("ArticleComments", Kind::Comments),
            ("breadcrumbs", Kind::Tags),
        ] {
            assert_ne!(class_votes(names) & bit(kind), 0, "{names}");
        }
        assert_eq!(class_votes("grid-12 flex px-4 shad"), 0);
        assert_eq!(
            class_votes("navidad") & bit(Kind::Ad),
            0,
            "a word is not its end"
        );
    }
}
