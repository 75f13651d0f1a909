//! When the event of a story was, by the story's own words.
//!
//! Reports of one event come within days of it. A report names its day ("the 22 March meeting", "on
//! Thursday" against the day it was published) and looks back at earlier events by their bare month
//! ("following his March visit"). So a story that looks back at March does not report what another
//! story reports of 22 March, however alike the two are in words. Where both name days, and other ones,
//! one may follow the other up: then their words decide.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Deserialize;

use crate::data::data;
use crate::page::meta::dates::Moment;
use crate::report::{Reason, ReasonCode};
use crate::text::{Text, Word, WordMap, words};

/// Words of the beginning in which a report names its day.
const LEAD: usize = 120;
/// Days that reports of one event may name apart.
const NEAR: i32 = 10;
/// Days of one story that are kept.
const NAMED: usize = 32;
/// Days that reports of one event may be published apart.
const PUBLISHED: i32 = 30;

#[derive(Deserialize)]
struct File {
    names: Vec<String>,
    short: Vec<String>,
    doubtful: String,
    days: Vec<String>,
}

struct Calendar {
    names: WordMap<i8>,
    short: WordMap<i8>,
    doubtful: Vec<u64>,
    weekdays: WordMap<i8>,
}

static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| {
    let file: File = data!("months");
    let numbered = |lists: &[String]| {
        let each = lists.iter().zip(1..).flat_map(|(list, number)| {
            words(list).into_iter().map(move |word| (word.hash, number))
        });
        each.collect()
    };
    Calendar {
        names: numbered(&file.names),
        short: numbered(&file.short),
        doubtful: words(&file.doubtful).iter().map(|word| word.hash).collect(),
        weekdays: numbered(&file.days),
    }
});

/// A day of a month, perhaps with its year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::struct_field_names)] // `day` is what the field is.
struct Day {
    year: Option<i16>,
    month: i8,
    day: i8,
}

/// What a story says of time.
#[derive(Clone, Debug, Default)]
pub(super) struct Times {
    /// The day it reports of, by its first words.
    event: Option<Day>,
    /// Every day it names.
    named: Vec<Day>,
    /// When it was published.
    published: Option<Date>,
    /// Months that it names without a day: bits 1 to 12.
    bare: u16,
}

impl Times {
    pub(super) fn new(source: &str, text: &Text, published: Option<&str>) -> Self {
        let published = published.and_then(Moment::read).map(|moment| moment.day);
        let mut times = Self {
            published,
            ..Self::default()
        };
        let calendar = &*CALENDAR;
        let mut weekday = None;
        for (place, word) in text.words.iter().enumerate() {
            let name = calendar.names.get(&word.hash);
            if let Some(&month) = name.or_else(|| calendar.short.get(&word.hash)) {
                let is_doubtful = calendar.doubtful.contains(&word.hash);
                if let Some(day) = day(source, &text.words, place, month) {
                    if name.is_none() && is_doubtful && day.year.is_none() {
                        continue;
                    }
                    if times.named.len() < NAMED {
                        times.named.push(day);
                    }
                    if place < LEAD && times.event.is_none() {
                        times.event = Some(day);
                    }
                } else if name.is_some() && word.is_capital() && !is_doubtful {
                    times.bare |= 1 << month;
                }
            } else if place < LEAD && weekday.is_none() {
                weekday = calendar.weekdays.get(&word.hash).copied();
            }
        }
        if times.event.is_none() {
            times.event = weekday.zip(published).and_then(|(weekday, published)| {
                // The last such day up to the day of publication.
                let back = (published.weekday().to_monday_one_offset() - weekday).rem_euclid(7);
                let date = (0..back).try_fold(published, |date, _| date.yesterday());
                Some(date.ok()?.into())
            });
        }
        times
    }

    /// Why the two cannot report one event, where their times say so.
    pub(super) fn conflict(&self, other: &Self) -> Option<Reason> {
        if let (Some(one), Some(two)) = (self.published, other.published) {
            let apart = days_between(one, two);
            if apart > PUBLISHED {
                let apart = apart.unsigned_abs();
                return Some(Reason::with(ReasonCode::DaysApart, [apart.into()]));
            }
        }
        for (one, two) in [(self, other), (other, self)] {
            let Some(day) = one.event else { continue };
            let near = |named: &Day| day.apart(*named).is_some_and(|apart| apart <= NEAR);
            let names_month = two.bare & (1 << day.month) != 0;
            // A story of that day may name the month, too.
            let mut own_days = two.event.into_iter().chain(two.published.map(Day::from));
            let looks_back = names_month && !own_days.any(|own| near(&own));
            if looks_back && !two.named.iter().any(|named| named.month == day.month) {
                let day = day.to_string();
                return Some(Reason::with(ReasonCode::LooksBack, [day.into()]));
            }
            if let Some(other_day) = two.event
                && !near(&other_day)
                && !two.named.iter().any(near)
                && !one
                    .named
                    .iter()
                    .any(|named| other_day.apart(*named).is_some_and(|apart| apart <= NEAR))
            {
                let days = [day, other_day].map(|day| day.to_string().into());
                return Some(Reason::with(ReasonCode::OtherDays, days));
            }
        }
        None
    }

    /// The day of the event, where both stories give the same.
    pub(super) fn shared(&self, other: &Self) -> Option<String> {
        let (one, two) = (self.event?, other.event?);
        let year = one.year.or(two.year);
        (one.apart(two)? <= 1).then(|| Day { year, ..one }.to_string())
    }
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        Self {
            year: Some(date.year()),
            month: date.month(),
            day: date.day(),
        }
    }
}

impl Day {
    /// Days between two days; without a year, in the same year or across one turn of the year.
    fn apart(self, other: Self) -> Option<i32> {
        let year = self.year.or(other.year).unwrap_or(2000);
        let date = |day: Self| Date::new(day.year.unwrap_or(year), day.month, day.day).ok();
        let apart = days_between(date(self)?, date(other)?);
        let known = self.year.is_some() && other.year.is_some();
        Some(if known {
            apart
        } else {
            apart.min((365 - apart).abs())
        })
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.year {
            Some(year) => write!(f, "{year:04}-{:02}-{:02}", self.month, self.day),
            None => write!(f, "--{:02}-{:02}", self.month, self.day),
        }
    }
}

fn days_between(one: Date, two: Date) -> i32 {
    let hours = one.duration_until(two).as_hours();
    i32::try_from(hours / 24).map_or(i32::MAX, i32::abs)
}

/// The day beside a month's name: `22 March 2025`, `March 22`, `5 de junio`, `5. Juni`.
fn day(source: &str, words: &[Word], place: usize, month: i8) -> Option<Day> {
    let number = |place: usize| -> Option<i16> {
        let word = words.get(place).filter(|word| word.is_number())?;
        let raw = &source[word.begin as usize..word.end as usize];
        let digits = raw.len() - raw.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let tail = &raw[digits..];
        (tail.is_empty() || matches!(tail, "st" | "nd" | "rd" | "th" | "er"))
            .then(|| raw[..digits].parse().ok())?
    };
    let year = |place: usize| number(place).filter(|year| (1900..2100).contains(year));
    let fits = |day: &i16| (1..=31).contains(day);
    let skip_de = |place: usize| {
        let word = words.get(place)?;
        (&source[word.begin as usize..word.end as usize] == "de").then_some(())
    };
    let before = place.checked_sub(1).and_then(number).or_else(|| {
        skip_de(place.checked_sub(1)?)?;
        number(place.checked_sub(2)?)
    });
    if let Some(day) = before.filter(fits) {
        let next = if skip_de(place + 1).is_some() {
            place + 2
        } else {
            place + 1
        };
        return Some(Day {
            year: year(next),
            month,
            day: day as i8,
        });
    }
    let day = number(place + 1).filter(fits)?;
    Some(Day {
        year: year(place + 2),
        month,
        day: day as i8,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(text: &str, published: Option<&str>) -> Times {
        Times::new(text, &Text::new(text), published)
    }

    fn event(text: &str, published: Option<&str>) -> Option<String> {
        times(text, published).event.map(|day| day.to_string())
    }

    #[test]
    fn days_are_read_in_many_languages() {
        assert!(CALENDAR.names.len() > 100 && CALENDAR.weekdays.len() > 60);
        for (text, day) in [
            ("The 22 March meeting of the two", "--03-22"),
            ("On March 22nd, 2025 the two met", "2025-03-22"),
            ("Published: 05 Jun. 2025, 11:05", "2025-06-05"),
            ("Am 5. Juni 2024 trafen sich beide", "2024-06-05"),
            ("El 5 de junio de 2024 se reunieron", "2024-06-05"),
            ("Le 1er août, ils se sont vus", "--08-01"),
            ("Они встретились 22 марта", "--03-22"),
        ] {
            assert_eq!(event(text, None).as_deref(), Some(day), "{text}");
        }
        assert_eq!(event("They may meet, 300 people said in March", None), None);
    }

    #[test]
    fn a_weekday_counts_back_from_publication() {
        // The fifth of June 2025 was a Thursday.
        assert_eq!(
            event("They met on Wednesday.", Some("2025-06-05")).as_deref(),
            Some("2025-06-04")
        );
        assert_eq!(
            event("They met on Friday.", Some("2025-06-05T09:00:00Z")).as_deref(),
            Some("2025-05-30")
        );
    }

    #[test]
    fn a_story_that_looks_back_at_a_month_is_another_event() {
        let march = times(
            "The 22 March meeting between Orr and Vale ended without a deal.",
            None,
        );
        let june = times(
            "Orr met Vale again on Thursday, after her March visit to the capital.",
            None,
        );
        assert!(march.conflict(&june).is_some());
        assert!(june.conflict(&march).is_some());
        assert!(june.conflict(&june).is_none());
        assert!(march.conflict(&march).is_none());
    }

    #[test]
    fn a_story_of_the_same_day_may_name_the_month() {
        let one = times("On 5 June 2025 the bridge fell.", Some("2025-06-05"));
        for two in [
            times(
                "The bridge fell on Thursday. Repairs were due in June.",
                Some("2025-06-05"),
            ),
            times(
                "The bridge fell. June Holm, a driver, was hurt.",
                Some("2025-06-06"),
            ),
        ] {
            assert!(one.conflict(&two).is_none() && two.conflict(&one).is_none());
        }
        let later = times("Why the bridge fell in June.", Some("2025-06-30"));
        assert!(one.conflict(&later).is_some());
    }

    #[test]
    fn short_forms_that_are_other_words_need_a_year() {
        for text in [
            "Some 3 out of 4 shopkeepers stayed.",
            "Two years ago, 30 people left.",
            "Sie kam, als sie 20 war.",
        ] {
            assert_eq!(event(text, None), None, "{text}");
        }
        assert_eq!(
            event("Em 3 out 2025 a ponte caiu.", None).as_deref(),
            Some("2025-10-03")
        );
    }

    #[test]
    fn stories_of_one_day_share_it() {
        let one = times("On 22 March 2025 the bridge fell.", None);
        let two = times("The bridge fell on Saturday.", Some("2025-03-22"));
        assert_eq!(one.shared(&two).as_deref(), Some("2025-03-22"));
        let later = times("On 30 June 2025 the bridge fell.", None);
        assert!(one.conflict(&later).is_some());
    }
}
