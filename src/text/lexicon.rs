//! What is known of single words, looked up once for each word of a text.
//!
//! Common words prove nothing when they are shared; numbers, their signs, days and words of saying name
//! what kind of change a change is. The lists are data: `rules/common.toml`, `rules/months.toml` and
//! `lexicon.toml` beside this file.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::words::{Word, WordMap, words};
use crate::data::data;

#[derive(Deserialize)]
struct Common {
    words: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Lists {
    numbers: BTreeMap<String, String>,
    signs: BTreeMap<String, String>,
    saying: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Calendar {
    names: Vec<String>,
    days: Vec<String>,
    doubtful: String,
}

/// What is known of a word.
#[derive(Clone, Copy, Default)]
struct Known {
    common: bool,
    saying: bool,
    count: bool,
    /// Hash of the figures that a number in letters stands for; 0 for none.
    figures: u64,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| data!("lexicon"));

static KNOWN: LazyLock<WordMap<Known>> = LazyLock::new(|| {
    let common: Common = data!("common");
    let calendar: Calendar = data!("months");
    let lists = &*LISTS;
    let mut known: WordMap<Known> = WordMap::default();
    for list in common.words.values() {
        for word in words(list) {
            known.entry(word.hash).or_default().common = true;
        }
    }
    for list in lists.saying.values() {
        for word in words(list) {
            known.entry(word.hash).or_default().saying = true;
        }
    }
    for list in calendar.names.iter().chain(&calendar.days) {
        for word in words(list) {
            known.entry(word.hash).or_default().count = true;
        }
    }
    for word in words(&calendar.doubtful) {
        known.entry(word.hash).or_default().count = false;
    }
    for (figures, list) in &lists.numbers {
        let Some(figures) = words(figures).first().map(|word| word.hash) else {
            continue;
        };
        for word in words(list) {
            let known = known.entry(word.hash).or_default();
            known.count = true;
            known.figures = figures;
        }
    }
    known
});

/// What is said in place of a sign, in hashes of words, with the sign. None begins another.
static SIGNS: LazyLock<Vec<(Vec<u64>, char)>> = LazyLock::new(|| {
    let mut signs: Vec<(Vec<u64>, char)> = Vec::new();
    for (sign, list) in &LISTS.signs {
        for said in list.split(',') {
            let hashes = words(said).iter().map(|word| word.hash).collect();
            if let Some(sign) = sign.chars().next() {
                signs.push((hashes, sign));
            }
        }
    }
    signs
});

/// The sign that words begin with in letters, as "per cent", and how many of them say it.
#[must_use]
pub fn said_sign(words: &[Word]) -> Option<(char, usize)> {
    let is_said = |said: &[u64]| {
        words.len() >= said.len()
            && said
                .iter()
                .zip(words)
                .all(|(hash, word)| *hash == word.hash)
    };
    let (said, sign) = SIGNS.iter().find(|(said, _)| is_said(said))?;
    Some((*sign, said.len()))
}

/// Marks the words that are known.
pub(super) fn mark(words: &mut [Word]) {
    let lexicon = &*KNOWN;
    for word in words {
        let Some(known) = lexicon.get(&word.hash) else {
            continue;
        };
        if known.common {
            word.set_common();
        }
        if known.saying {
            word.set_saying();
        }
        if known.count {
            word.set_count();
        }
    }
}

/// The hash of a number's figures, however it is written.
#[must_use]
pub fn figures(word: Word) -> u64 {
    match KNOWN.get(&word.hash) {
        Some(known) if known.figures != 0 => known.figures,
        _ => word.hash,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(source: &str) -> Vec<Word> {
        let mut words = words(source);
        mark(&mut words);
        words
    }

    #[test]
    fn the_lists_are_read() {
        let count = |is: fn(&Known) -> bool| KNOWN.values().filter(|known| is(known)).count();
        assert!(count(|known| known.common) > 900);
        assert!(count(|known| known.count) > 250);
        assert!(count(|known| known.saying) > 60);
    }

    #[test]
    fn words_are_known_in_each_language() {
        for (number, said) in [
            ("twelve", "said"),
            ("zwölf", "sagte"),
            ("douze", "selon"),
            ("doce", "dijo"),
            ("doze", "disse"),
            ("dodici", "secondo"),
            ("twaalf", "zei"),
            ("tolv", "enligt"),
            ("dwanaście", "powiedział"),
            ("двенадцать", "заявил"),
        ] {
            assert_eq!(figures(marked(number)[0]), words("12")[0].hash, "{number}");
            assert!(marked(said)[0].is_saying(), "{said}");
        }
        assert!(marked("iki")[0].is_count() && marked("dedi")[0].is_saying());
    }

    #[test]
    fn signs_are_known_in_each_language() {
        for said in [
            "percent",
            "per cent",
            "Prozent",
            "pour cent",
            "por ciento",
            "por cento",
            "per cento",
            "procent",
            "процентов",
        ] {
            let count = words(said).len();
            assert_eq!(said_sign(&words(said)), Some(('%', count)), "{said}");
            assert_eq!(
                said_sign(&words(&format!("{said} more"))),
                Some(('%', count))
            );
        }
        for (said, sign) in [
            ("dollars", '$'),
            ("euros", '€'),
            ("pounds", '£'),
            ("yen", '¥'),
        ] {
            assert_eq!(said_sign(&words(said)), Some((sign, 1)), "{said}");
        }
        for other in ["per", "percentage", "cent", ""] {
            assert_eq!(said_sign(&words(other)), None, "{other}");
        }
    }

    #[test]
    fn days_and_figures_count_and_doubtful_months_do_not() {
        let count: Vec<bool> = marked("On Tuesday, 5 March, the mayor may go")
            .iter()
            .map(|word| word.is_count())
            .collect();
        assert_eq!(count, [false, true, true, true, false, false, false, false]);
        assert!(marked("the")[0].is_common());
    }
}
