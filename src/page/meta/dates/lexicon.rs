//! The words of `rules/dates.toml`, indexed once.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use jiff::civil;
use jiff::tz::Offset;
use serde::Deserialize;

use crate::data::data;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The rules that ship with the core.
pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(data!("dates")));

/// How people write dates, ready to be asked.
#[derive(Debug)]
pub(super) struct Lexicon {
    /// Month names: language and month, in the order of the file.
    months: HashMap<String, Vec<(String, i8)>>,
    /// Zones: offsets, and rules for those whose offset depends on the day.
    zones: HashMap<String, Zone>,
    /// Words that may stand between a date and its time.
    pub(super) joins: HashSet<String>,
    pub(super) ordinals: HashSet<String>,
    pub(super) hours: HashSet<String>,
    pub(super) minutes: HashSet<String>,
    /// Each as the words and marks it is cut into; of two that begin alike the longer stands first.
    pub(super) before_noon: Vec<Vec<(String, char)>>,
    pub(super) after_noon: Vec<Vec<(String, char)>>,
    pub(super) updated: Vec<String>,
    pub(super) published: Vec<String>,
    pub(super) other: Vec<String>,
    /// What may stand before a label: "last updated".
    pub(super) qualifiers: Vec<String>,
    pub(super) day_first: HashSet<String>,
    pub(super) month_first: HashSet<String>,
    pub(super) year_first: HashSet<String>,
}

#[derive(Debug)]
enum Zone {
    Fixed(i8),
    /// That of the winter, where the summer is as in the United States.
    American(i8),
}

#[derive(Deserialize)]
struct File {
    months: Vec<Months>,
    words: Words,
    labels: Labels,
    zones: HashMap<String, String>,
    american_zones: HashMap<String, String>,
    numeric: Numeric,
}

#[derive(Deserialize)]
struct Months {
    language: String,
    names: Vec<String>,
}

#[derive(Deserialize)]
struct Words {
    join: String,
    weekday: String,
    ordinal: String,
    before_noon: String,
    after_noon: String,
    hour: String,
    minute: String,
}

#[derive(Deserialize)]
struct Labels {
    updated: Vec<String>,
    published: Vec<String>,
    other: Vec<String>,
    qualifiers: Vec<String>,
}

#[derive(Deserialize)]
struct Numeric {
    day_first: String,
    month_first: String,
    leading_year: String,
}

impl Lexicon {
    fn new(file: File) -> Self {
        let mut months: HashMap<String, Vec<(String, i8)>> = HashMap::new();
        for language in file.months {
            for (month, names) in (1..).zip(&language.names) {
                for name in words(names) {
                    let known = months.entry(name).or_default();
                    known.push((language.language.clone(), month));
                }
            }
        }
        let fixed = file
            .zones
            .into_iter()
            .filter_map(|(name, offset)| Some((name, Zone::Fixed(hours(&offset)?))));
        let american = file
            .american_zones
            .into_iter()
            .filter_map(|(name, offset)| Some((name, Zone::American(hours(&offset)?))));
        let tokens = |list: &str| {
            let cut = |word: &str| {
                let tokens = super::tokens::tokens(word).into_iter();
                tokens.map(|token| (token.word, token.mark)).collect()
            };
            list.split_whitespace().map(cut).collect()
        };
        let folded = |list: Vec<String>| list.iter().map(|phrase| fold(phrase)).collect();
        let join = format!("{} {}", file.words.join, file.words.weekday);
        Self {
            months,
            zones: fixed.chain(american).collect(),
            joins: words(&join).collect(),
            ordinals: words(&file.words.ordinal).collect(),
            hours: words(&file.words.hour).collect(),
            minutes: words(&file.words.minute).collect(),
            before_noon: tokens(&file.words.before_noon),
            after_noon: tokens(&file.words.after_noon),
            updated: folded(file.labels.updated),
            published: folded(file.labels.published),
            other: folded(file.labels.other),
            qualifiers: folded(file.labels.qualifiers),
            day_first: words(&file.numeric.day_first).collect(),
            month_first: words(&file.numeric.month_first).collect(),
            year_first: words(&file.numeric.leading_year).collect(),
        }
    }

    /// The month a folded word names, in the page's language where it knows the word.
    pub(super) fn month(&self, word: &str, language: &str) -> Option<i8> {
        let known = self.months.get(word)?;
        let own = known.iter().find(|(known, _)| known == language);
        own.or(known.first()).map(|&(_, month)| month)
    }

    /// The offset a zone's folded name means on a day.
    pub(super) fn offset(&self, word: &str, at: civil::DateTime) -> Option<Offset> {
        let hours = match *self.zones.get(word)? {
            Zone::Fixed(hours) => hours,
            Zone::American(hours) => hours + i8::from(is_american_summer(at)?),
        };
        Offset::from_hours(hours).ok()
    }

    /// Whether a folded word names a zone.
    pub(super) fn is_zone(&self, word: &str) -> bool {
        self.zones.contains_key(word)
    }
}

/// Whether it is summer by the clocks of the United States: since 2007 from the second Sunday of March to
/// the first of November, each at two o'clock.
fn is_american_summer(at: civil::DateTime) -> Option<bool> {
    let sunday = |month: i8, number: i8| {
        let first = civil::Date::new(at.year(), month, 1).ok()?;
        let day = first.nth_weekday_of_month(number, civil::Weekday::Sunday);
        Some(day.ok()?.at(2, 0, 0, 0))
    };
    Some(sunday(3, 2)? <= at && at < sunday(11, 1)?)
}

/// `+07:00`.
fn hours(offset: &str) -> Option<i8> {
    offset.strip_suffix(":00")?.parse().ok()
}

fn words(list: &str) -> impl Iterator<Item = String> {
    list.split_whitespace().map(fold)
}

/// Lower case, without diacritics, full-width forms made ordinary.
pub(super) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfkd()
        .filter(|&c| !is_combining_mark(c))
        .flat_map(char::to_lowercase)
        .filter(|&c| !is_combining_mark(c))
        .nfc()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_twelve_months_and_every_zone_an_offset() {
        let file: File = data!("dates");
        for months in &file.months {
            assert_eq!(months.names.len(), 12, "{}", months.language);
            assert!(months.names.iter().all(|names| !names.is_empty()));
        }
        let zones = file.zones.len() + file.american_zones.len();
        assert_eq!(LEXICON.zones.len(), zones);
    }

    #[test]
    fn a_month_belongs_to_the_language_of_the_page() {
        assert_eq!(LEXICON.month("listopad", "pl"), Some(11));
        assert_eq!(LEXICON.month("listopad", "hr"), Some(10));
        assert_eq!(LEXICON.month(&fold("Février"), "fr"), Some(2));
    }

    #[test]
    fn an_american_zone_knows_summer() {
        let offset = |day: civil::Date| LEXICON.offset("et", day.at(12, 0, 0, 0));
        assert_eq!(offset(civil::date(2025, 1, 5)), Offset::from_hours(-5).ok());
        assert_eq!(offset(civil::date(2025, 7, 5)), Offset::from_hours(-4).ok());
        for (day, hours) in [((3, 8), -5), ((3, 9), -4), ((11, 1), -4), ((11, 2), -5)] {
            let offset = offset(civil::date(2025, day.0, day.1));
            assert_eq!(offset, Offset::from_hours(hours).ok(), "{day:?}");
        }
    }
}
