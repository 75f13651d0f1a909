//! Dates as people and programs write them, to instants.
//!
//! A text is cut into numbers, words and marks (`tokens`); from every place where a date could
//! begin a fixed set of shapes is tried (`shapes`), each looking a bounded way ahead, so the work
//! is linear; then times and zones that belong to the dates are joined to them. Which order
//! `3/4/2025` has follows the page's language and country. Month names, labels and zones are data:
//! `rules/dates.toml`. `jiff` says which days exist.
//!
//! Nothing is made up: a date without a year is no date, a time without a zone has none, and an
//! abbreviation that stands for several zones counts as none.

mod join;
mod lexicon;
mod shapes;
mod tokens;

use std::fmt;

use jiff::civil;
use jiff::tz::Offset;

use lexicon::{LEXICON, fold};

/// A point in time as a page states it: a day, maybe a time of day, maybe with its zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The day.
    pub day: civil::Date,
    /// The time of day, where given.
    pub time: Option<civil::Time>,
    /// How far the time is ahead of UTC, where given.
    pub offset: Option<Offset>,
}

impl Moment {
    /// Reads what [`Moment`] writes.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        parse(text, &Habits::default())
    }

    /// The instant in seconds since 1970, the zone taken for UTC where it is not given.
    #[must_use]
    pub fn seconds(&self) -> i64 {
        let local = self.day.to_datetime(self.time.unwrap_or_default());
        let offset = self.offset.unwrap_or(Offset::UTC);
        offset
            .to_timestamp(local)
            .map_or(i64::MAX, jiff::Timestamp::as_second)
    }

    /// Whether it is surely before another: by the instant where both are known to the second, by
    /// the day otherwise.
    #[must_use]
    pub fn is_before(&self, other: &Self) -> bool {
        let is_instant = |moment: &Self| moment.time.is_some() && moment.offset.is_some();
        if is_instant(self) && is_instant(other) {
            self.seconds() < other.seconds()
        } else {
            self.day < other.day
        }
    }
}

/// RFC 3339: `2025-06-05T11:05:00+02:00`, without what is not known.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.day)?;
        let Some(time) = self.time else { return Ok(()) };
        write!(
            f,
            "T{:02}:{:02}:{:02}",
            time.hour(),
            time.minute(),
            time.second()
        )?;
        match self.offset.map(Offset::seconds) {
            None => Ok(()),
            Some(0) => f.write_str("Z"),
            Some(ahead) => {
                let sign = if ahead < 0 { '-' } else { '+' };
                let minutes = ahead.abs() / 60;
                write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
        }
    }
}

/// How a page's readers write dates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Habits {
    /// The page's language, ISO 639-1, empty when unknown.
    language: String,
    /// Whether `3/4/2025` is in March.
    month_first: bool,
    /// Whether `25.06.05` is in June.
    year_first: bool,
}

impl Habits {
    /// The habits of a language tag (`en-GB`) on a host (`www.example.co.uk`).
    #[must_use]
    pub fn new(tag: &str, host: &str) -> Self {
        let tag = tag.to_ascii_lowercase();
        let mut subtags = tag.split(['-', '_']);
        let language = subtags.next().unwrap_or_default().to_owned();
        let day_first = |region: &str| LEXICON.day_first.contains(region);
        let domain = host.rsplit('.').next().unwrap_or_default();
        // Without a language the domain decides: a country's, but for the United States', is no
        // place where the month stands first.
        let known = match language.as_str() {
            "" => domain.len() != 2 || domain == "us",
            language => LEXICON.month_first.contains(language),
        };
        Self {
            month_first: known && !subtags.any(day_first) && !day_first(domain),
            year_first: LEXICON.year_first.contains(&language),
            language,
        }
    }
}

/// What the words before a date say it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// The first publication.
    Published,
    /// The last change.
    Updated,
    /// Something else: a copyright, a birth.
    Other,
}

/// A date found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it says.
    pub moment: Moment,
    /// What the words before it call it, or right behind it.
    pub label: Option<Label>,
    /// Where it begins in the text, in bytes.
    pub begin: usize,
    /// One past its last byte.
    pub end: usize,
}

/// Bytes of a text that are looked at: a date stands in a line, not in a chapter.
const MAX_TEXT: usize = 2_000;

/// The date that a machine's field holds: also without marks (`20250605`) or as seconds or
/// milliseconds since 1970.
#[must_use]
pub fn parse(text: &str, habits: &Habits) -> Option<Moment> {
    let text = head(text);
    let tokens = tokens::tokens(text);
    if let [token] = tokens.as_slice()
        && let Some((value, digits)) = token.number
        && let Some(moment) = shapes::stamp(value, digits)
    {
        return Some(moment);
    }
    let mut found = join::find(&tokens, habits, true);
    found.truncate(1);
    let moment = found.pop().map(|found| found.moment);
    // What an empty field of a database is written as.
    moment.filter(|moment| moment.day != civil::date(1970, 1, 1))
}

/// All dates in a line that people read, in their order.
#[must_use]
pub fn find(text: &str, habits: &Habits) -> Vec<Found> {
    let text = head(text);
    if !text.contains(char::is_numeric) {
        return Vec::new();
    }
    let mut found = join::find(&tokens::tokens(text), habits, false);
    let (Some(first), Some(last)) = (found.first(), found.last()) else {
        return found;
    };
    // "5 June 2025 (published), 6 June 2025 (updated)"
    let are_behind = label(&text[..first.begin]).is_none() && behind(&text[last.end..]).is_some();
    let mut from = 0;
    for date in &mut found {
        date.label = label(&text[from..date.begin]);
        from = date.end;
        let behind = behind(&text[date.end..]).filter(|behind| are_behind || behind.is_tight);
        if let Some(behind) = behind.filter(|_| date.label.is_none()) {
            date.label = Some(behind.label);
            from += behind.length;
        }
    }
    found
}

/// A label right behind a date.
struct Behind {
    label: Label,
    /// Whether it hangs on the date, or stands in brackets: it cannot be the next date's.
    is_tight: bool,
    /// Bytes up to its end.
    length: usize,
}

/// The label that a text begins with.
fn behind(text: &str) -> Option<Behind> {
    let rest = text.trim_start();
    let word = rest.trim_start_matches(['(', '（', '[']);
    let is_end =
        |c: char| c.is_whitespace() || c.is_numeric() || "()（）[],，、。|・/:：".contains(c);
    let end = word.find(is_end).unwrap_or(word.len());
    let is_bracketed = word.len() < rest.len();
    let hangs = rest.len() == text.len() && !word[end..].starts_with([':', '：']);
    Some(Behind {
        label: label(&word[..end])?,
        is_tight: is_bracketed || hangs,
        length: text.len() - word.len() + end,
    })
}

/// What a line says of a date that follows it: the last label in it.
#[must_use]
pub fn label(text: &str) -> Option<Label> {
    let text = fold(text);
    let lists = [
        (Label::Updated, &LEXICON.updated),
        (Label::Published, &LEXICON.published),
        (Label::Other, &LEXICON.other),
    ];
    let places = lists.into_iter().flat_map(|(label, phrases)| {
        let place = |phrase: &String| {
            // Not where words stand without spaces between them, or have endings put to them.
            let is_dense = |c: char| c >= '\u{2e80}' || ('\u{e00}'..'\u{1000}').contains(&c);
            let cuts = |c: char| c.is_alphabetic() && !is_dense(c);
            let is_own = |at: &usize| {
                let end = at + phrase.len();
                let starts = !text[..*at].ends_with(cuts) || !phrase.starts_with(cuts);
                let ends = !text[end..].starts_with(cuts) || !phrase.ends_with(cuts);
                starts && ends
            };
            let before = |end: usize| text[..end].rfind(phrase.as_str());
            let mut places = std::iter::successors(before(text.len()), |at| before(*at));
            let at = places.find(is_own)?;
            Some((at + phrase.len(), phrase.len(), label))
        };
        phrases.iter().filter_map(place).collect::<Vec<_>>()
    });
    places
        .max_by_key(|&(end, length, _)| (end, length))
        .map(|(_, _, label)| label)
}

/// Whether a word says of a date that the story was published or changed then.
pub(super) fn is_label(word: &str) -> bool {
    let word = fold(word);
    LEXICON.updated.contains(&word) || LEXICON.published.contains(&word)
}

/// Whether a word stands before such labels: "last updated".
pub(super) fn is_qualifier(word: &str) -> bool {
    LEXICON.qualifiers.contains(&fold(word))
}

/// Whether a word joins a date to what stands before it, a weekday's name among them.
pub(super) fn is_join(word: &str) -> bool {
    LEXICON.joins.contains(&fold(word))
}

fn head(text: &str) -> &str {
    let mut end = text.len().min(MAX_TEXT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests;
