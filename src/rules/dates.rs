//! Which texts are dates: by their words, not by formats.
//!
//! A date line is a short text of numbers, names of months and days, and the small words that
//! stand between them in any of the languages. That covers every order and punctuation.

use std::sync::OnceLock;

use super::fold::words;
use super::lexicon;
use std::collections::HashMap;

/// What a word does in a date: it names a month or a day, belongs to a time, or stands around.
const NAME: u8 = 1;
const CLOCK: u8 = 2;
const AROUND: u8 = 4;

/// How much of a text is a date.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct DateShape {
    /// Words of the text.
    pub words: usize,
    /// How many of them belong to dates and times.
    pub dated: usize,
    /// Whether a day, a month with a number, a year or a time of day is named.
    pub complete: bool,
}

impl DateShape {
    /// Share of the words that belong to the date.
    #[must_use]
    pub fn share(self) -> f32 {
        if self.words == 0 {
            0.0
        } else {
            self.dated as f32 / self.words as f32
        }
    }

    /// Whether the text is a date and little else.
    #[must_use]
    pub fn is_date(self) -> bool {
        self.complete && self.words <= 24 && self.share() >= 0.8
    }
}

/// Measures a folded text as a date. Only its first words are read.
#[must_use]
pub fn date_shape(folded: &str) -> DateShape {
    let mut shape = DateShape::default();
    let (mut month, mut number, mut year, mut ago) = (false, false, false, false);
    for word in words(folded).take(40) {
        shape.words += 1;
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        let is_number = digits > 0 && (digits == word.len() || is_numbered(word, digits));
        let does = does(word);
        if is_number || does != 0 {
            shape.dated += 1;
        }
        month |= does & NAME != 0;
        number |= is_number;
        year |= is_number && digits == 4 && (word.starts_with("19") || word.starts_with("20"));
        ago |= does & AROUND != 0;
    }
    shape.complete = number && (month || year || ago || has_clock(folded));
    shape
}

/// What a folded word does in a date, in bits.
fn does(word: &str) -> u8 {
    static DOES: OnceLock<HashMap<&str, u8>> = OnceLock::new();
    let known = DOES.get_or_init(|| {
        let lexicon = lexicon();
        let lists = [
            (&lexicon.months, NAME),
            (&lexicon.weekdays, NAME),
            (&lexicon.clock, CLOCK),
            (&lexicon.dated, AROUND),
        ];
        let mut known = HashMap::new();
        for (words, does) in lists {
            for word in words {
                *known.entry(word.as_str()).or_default() |= does;
            }
        }
        known
    });
    known.get(word).copied().unwrap_or_default()
}

/// "3rd", "10am", "20h30", "1er".
fn is_numbered(word: &str, digits: usize) -> bool {
    let rest = word.trim_matches(|c: char| c.is_ascii_digit());
    digits <= 8
        && matches!(
            rest,
            "am" | "pm"
                | "th"
                | "st"
                | "nd"
                | "rd"
                | "h"
                | "hrs"
                | "er"
                | "e"
                | "t"
                | "z"
                | "min"
                | "m"
                | "d"
        )
}

/// Whether the text holds "12:34" or "12.34" or "1/2".
fn has_clock(folded: &str) -> bool {
    folded.as_bytes().windows(3).any(|w| {
        w[0].is_ascii_digit() && matches!(w[1], b':' | b'.' | b'/') && w[2].is_ascii_digit()
    })
}

#[cfg(test)]
mod tests {
    use super::super::fold;
    use super::date_shape;

    #[test]
    fn dates_of_many_forms() {
        for text in [
            "June 5, 2031",
            "Published: 05 Jun. 2031, 11:05",
            "Updated 10:02",
            "2031-06-05",
            "5.6.2031, 14:30 Uhr",
            "Publié le 5 juin 2031 à 11h05",
            "2031年6月5日 11:05",
            "3 hours ago",
            "4 min read",
            "Thu, 10 Jan 2031 03:47:03 GMT",
        ] {
            let shape = date_shape(&fold(text));
            assert!(shape.is_date(), "{text}: {shape:?}");
        }
    }

    #[test]
    fn sentences_and_numbers_are_no_dates() {
        for text in [
            "7",
            "Ferry",
            "The ferry left on June 5, 2031.",
            "$50",
            "Sports",
            "Today",
        ] {
            assert!(!date_shape(&fold(text)).is_date(), "{text}");
        }
    }
}
