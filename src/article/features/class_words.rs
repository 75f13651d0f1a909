//! What class names and their like say of an element.
//!
//! Sites name their elements for themselves, but in a shared vocabulary: `article-body`,
//! `relatedLinks`, `cookie_banner`. Attribute values are split into words, and the words sorted
//! into the buckets of `class_words.toml`; an element's hits are one bit per bucket.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::data::data;
use crate::order;
use crate::page::Tree;

/// Attributes that name an element.
const NAMING: [&str; 8] = [
    "class",
    "data-component",
    "data-testid",
    "id",
    "itemprop",
    "itemtype",
    "rel",
    "role",
];

/// Words of an attribute that are looked at.
const MAX_WORDS: usize = 40;

/// Number of buckets.
pub(super) const BUCKETS: usize = 29;

/// The bucket of cookie and privacy dialogs: buckets are numbered in the order of their names.
pub(super) const CONSENT: usize = 7;

#[derive(Deserialize)]
struct File {
    version: u32,
    buckets: std::collections::BTreeMap<String, Vec<String>>,
}

struct Lexicon {
    whole: HashMap<String, u32>,
    /// Sorted, so that those of one first letter stand together.
    starts: Vec<(String, u32)>,
}

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let file: File = data!("class_words");
        debug_assert!(file.version == 1 && file.buckets.len() == BUCKETS);
        let mut lexicon = Lexicon {
            whole: HashMap::new(),
            starts: Vec::new(),
        };
        for (bucket, words) in file.buckets.into_values().enumerate() {
            for word in words {
                if let Some(start) = word.strip_suffix('*') {
                    lexicon.starts.push((start.to_owned(), 1 << bucket));
                } else {
                    let words: Vec<&str> = parts(&word).collect();
                    *lexicon.whole.entry(words.join("-")).or_default() |= 1 << bucket;
                }
            }
        }
        order::sort(&mut lexicon.starts);
        lexicon
    })
}

/// Looks elements up, remembering attribute values already seen.
#[derive(Default)]
pub(super) struct ClassWords<'s> {
    seen: HashMap<&'s str, u32>,
}

impl<'s> ClassWords<'s> {
    /// The buckets an element's names hit, one bit each.
    pub(super) fn of(&mut self, tree: &Tree<'s>, element: u32) -> u32 {
        let mut hits = 0;
        for (name, value) in tree.attributes(element) {
            if NAMING.contains(&name) {
                hits |= *self.seen.entry(value).or_insert_with(|| look_up(value));
            }
        }
        hits
    }
}

/// The words of an attribute's value, humps aside.
fn parts(value: &str) -> impl Iterator<Item = &str> {
    value
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty())
}

fn look_up(value: &str) -> u32 {
    let lexicon = lexicon();
    let mut hits = 0;
    let mut word = String::new();
    let mut hit = |word: &str| {
        hits |= lexicon.whole.get(word).copied().unwrap_or(0);
        let first = word.as_bytes().first();
        let from = lexicon
            .starts
            .partition_point(|(start, _)| start.as_bytes().first() < first);
        for (start, bit) in &lexicon.starts[from..] {
            if start.as_bytes().first() != first {
                break;
            }
            if word.starts_with(start.as_str()) {
                hits |= bit;
            }
        }
    };
    // Two words in a row, as entries of two words have them.
    let mut pair = String::new();
    for part in parts(value).take(MAX_WORDS) {
        let lower = part.to_lowercase();
        hit(&lower);
        pair.push_str(&lower);
        hit(&pair);
        pair = lower + "-";
        // Without a capital there is no hump.
        if part.is_ascii() && !part.bytes().any(|b| b.is_ascii_uppercase()) {
            continue;
        }
        let mut was_lower = false;
        let mut humps = 0;
        for c in part.chars() {
            if c.is_uppercase() && was_lower {
                hit(&word);
                word.clear();
                humps += 1;
            }
            was_lower = c.is_lowercase();
            word.extend(c.to_lowercase());
        }
        if humps > 0 {
            hit(&word);
        }
        word.clear();
    }
    hits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Vec<String> {
        let file: File = data!("class_words");
        file.buckets.into_keys().collect()
    }

    fn buckets(value: &str) -> Vec<String> {
        let hits = look_up(value);
        let hit = |&bucket: &usize| hits & (1 << bucket) != 0;
        (0..BUCKETS)
            .filter(hit)
            .map(|bucket| names()[bucket].clone())
            .collect()
    }

    #[test]
    fn the_data_file_holds_what_the_code_expects() {
        assert_eq!(names().len(), BUCKETS);
        assert_eq!(names()[CONSENT], "consent");
    }

    #[test]
    fn every_entry_hits_its_bucket() {
        let file: File = data!("class_words");
        for (bucket, words) in file.buckets {
            for word in words {
                let value = word.trim_end_matches('*');
                assert!(buckets(value).contains(&bucket), "{bucket}: {word}");
            }
        }
    }

    #[test]
    fn splits_words_and_humps() {
        assert_eq!(buckets("articleBody"), ["article", "body"]);
        assert_eq!(buckets("c-newsletter__box"), ["promo", "widget"]);
        assert_eq!(buckets("recommendations"), ["related"]);
        assert!(buckets("xyzzy").is_empty());
    }
}
