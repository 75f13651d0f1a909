//! The shapes of dates, times and zones. Each function looks at one place, a bounded way ahead, and
//! says what stands there and where it ends.

use jiff::civil;
use jiff::tz::Offset;

use super::lexicon::LEXICON;
use super::tokens::Token;
use super::{Habits, Moment};

/// Years a page may speak of.
const YEARS: std::ops::RangeInclusive<u64> = 1800..=2100;

/// A place in the tokens.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'t> {
    pub(super) tokens: &'t [Token],
    pub(super) at: usize,
}

impl<'t> Cursor<'t> {
    pub(super) fn token(self) -> Option<&'t Token> {
        self.tokens.get(self.at)
    }

    pub(super) fn next(self) -> Self {
        Self {
            at: self.at + 1,
            ..self
        }
    }

    pub(super) fn mark(self) -> char {
        self.token().map_or('\0', |token| token.mark)
    }

    pub(super) fn word(self) -> &'t str {
        self.token().map_or("", |token| &token.word)
    }

    fn is_spaced(self) -> bool {
        self.token().is_none_or(|token| token.spaced)
    }

    /// A number in a range, written with that many digits at most.
    fn number(self, range: std::ops::RangeInclusive<u64>, digits: u8) -> Option<(i16, Self)> {
        let (value, written) = self.token()?.number?;
        (range.contains(&value) && written <= digits).then(|| (value as i16, self.next()))
    }

    fn skip(self, marks: &[char]) -> Self {
        if marks.contains(&self.mark()) {
            self.next()
        } else {
            self
        }
    }

    /// One of several words.
    fn one_of(self, words: &[&str]) -> Option<Self> {
        words.contains(&self.word()).then(|| self.next())
    }

    fn year(self) -> Option<(i16, Self)> {
        self.token()?.number.filter(|&(_, digits)| digits == 4)?;
        self.number(YEARS, 4).or_else(|| {
            // The Buddhist calendar, as Thailand writes it.
            let (year, rest) = self.number(2400..=2643, 4)?;
            Some((year - 543, rest))
        })
    }

    /// A year, or its last two digits.
    fn short_year(self) -> Option<(i16, Self)> {
        self.year().or_else(|| {
            let (_, digits) = self.token()?.number?;
            let (year, rest) = self.number(0..=99, 2)?;
            let century = if year < 70 { 2000 } else { 1900 };
            (digits == 2).then_some((century + year, rest))
        })
    }

    fn month_name(self, habits: &Habits) -> Option<(i8, Self)> {
        let token = self.token()?;
        let month = LEXICON.month(&token.word, &habits.language)?;
        Some((month, self.next().skip(&['.'])))
    }

    /// The number of a day with what may follow it: `5`, `5.`, `5th`, `1er`.
    fn day(self) -> Option<(i8, Self)> {
        let (day, mut rest) = self.number(1..=31, 2)?;
        if !rest.is_spaced() && LEXICON.ordinals.contains(rest.word()) {
            rest = rest.next();
        }
        Some((day as i8, rest.skip(&['.', 'º', 'ª', '°'])))
    }
}

fn date(year: i16, month: i16, day: i16) -> Option<civil::Date> {
    civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// A number that is a point in time by itself: seconds or milliseconds since 1970, or all digits of
/// a date and a time.
pub(super) fn stamp(value: u64, digits: u8) -> Option<Moment> {
    let (date, time) = match digits {
        9 | 10 => return epoch(value),
        13 => return epoch(value / 1000),
        12 => (value / 10_000, value % 10_000 * 100),
        14 => (value / 1_000_000, value % 1_000_000),
        _ => return None,
    };
    Some(Moment {
        day: compact_date(date)?,
        time: Some(compact_time(time)?),
        offset: None,
    })
}

/// Seconds since 1970, of 1980 to 2100.
fn epoch(seconds: u64) -> Option<Moment> {
    let seconds = i64::try_from(seconds).ok()?;
    if !(315_532_800..4_102_444_800).contains(&seconds) {
        return None;
    }
    let local = Offset::UTC.to_datetime(jiff::Timestamp::from_second(seconds).ok()?);
    Some(Moment {
        day: local.date(),
        time: Some(local.time()),
        offset: Some(Offset::UTC),
    })
}

/// `20250605`
fn compact_date(value: u64) -> Option<civil::Date> {
    let (year, month, day) = (value / 10_000, value / 100 % 100, value % 100);
    if !YEARS.contains(&year) {
        return None;
    }
    date(year as i16, month as i16, day as i16)
}

/// `110500`
fn compact_time(value: u64) -> Option<civil::Time> {
    let (hour, minute, second) = (value / 10_000, value / 100 % 100, value % 100);
    civil::Time::new(hour as i8, minute as i8, second as i8, 0).ok()
}

/// A date that begins here.
pub(super) fn date_at<'t>(
    at: Cursor<'t>,
    habits: &Habits,
    machine: bool,
) -> Option<(civil::Date, Cursor<'t>)> {
    year_first(at, habits)
        .or_else(|| ideographs(at))
        .or_else(|| numeric(at, habits))
        .or_else(|| day_month_name(at, habits))
        .or_else(|| month_name_day(at, habits))
        .or_else(|| machine.then(|| compact(at)).flatten())
}

/// `2025-06-05`, `2025/6/5`, `2025. 06. 05.`, `2025. június 5.`
fn year_first<'t>(at: Cursor<'t>, habits: &Habits) -> Option<(civil::Date, Cursor<'t>)> {
    let (year, rest) = at.year()?;
    let mark = rest.mark();
    let after = if matches!(mark, '-' | '/' | '.') {
        rest.next()
    } else {
        rest
    };
    if let Some((month, rest)) = after.month_name(habits) {
        let (day, rest) = rest.skip(&['-', ',', '/']).day()?;
        return Some((date(year, i16::from(month), i16::from(day))?, rest));
    }
    if after.at == rest.at {
        return None;
    }
    let (month, rest) = after.number(1..=12, 2)?;
    if rest.mark() != mark {
        return None;
    }
    let (day, rest) = rest.next().number(1..=31, 2)?;
    let rest = if mark == '.' { rest.skip(&['.']) } else { rest };
    Some((date(year, month, day)?, rest))
}

/// `2025年6月5日`, `令和7年6月5日`, `2025년 6월 5일`.
fn ideographs(at: Cursor<'_>) -> Option<(civil::Date, Cursor<'_>)> {
    let (year, rest) = at.year().or_else(|| era(at))?;
    let (month, rest) = rest.one_of(&["年", "년"])?.number(1..=12, 2)?;
    let (day, rest) = rest.one_of(&["月", "월"])?.number(1..=31, 2)?;
    let rest = rest.one_of(&["日", "일", "号", "號"])?;
    Some((date(year, month, day)?, rest))
}

/// A year of the last two Japanese eras.
fn era(at: Cursor<'_>) -> Option<(i16, Cursor<'_>)> {
    let before = match (at.word(), at.next().word()) {
        ("令", "和") => 2018,
        ("平", "成") => 1988,
        _ => return None,
    };
    let at = at.next().next();
    let (year, rest) = at
        .number(1..=99, 2)
        .or_else(|| Some((1, at.one_of(&["元"])?)))?;
    Some((before + year, rest))
}

/// `05.06.2025`, `5/6/2025`, `05-06-25`; where years stand first, `25.06.05`.
fn numeric<'t>(at: Cursor<'t>, habits: &Habits) -> Option<(civil::Date, Cursor<'t>)> {
    let (first, rest) = at.number(1..=31, 2)?;
    let mark = rest.mark();
    if !matches!(mark, '-' | '/' | '.') {
        return None;
    }
    let (second, rest) = rest.next().number(1..=31, 2)?;
    if rest.mark() != mark {
        return None;
    }
    let last = rest.next();
    let (year, rest) = last.short_year()?;
    // Two digits are a year only in what is written in one piece, and is no version: `05.06.25`.
    let is_short = last.token()?.number?.1 == 2;
    let pieces = &at.tokens[at.at + 1..=last.at];
    let is_version = mark == '.' && pieces[1].number?.1 < 2;
    if is_short && (is_version || pieces.iter().any(|token| token.spaced)) {
        return None;
    }
    if is_short && habits.year_first {
        let (day, rest) = last.number(1..=31, 2)?;
        return Some((date(2000 + first, second, day)?, rest));
    }
    let month_first = second > 12 || (habits.month_first && mark != '.' && first <= 12);
    let (month, day) = if month_first {
        (first, second)
    } else {
        (second, first)
    };
    Some((date(year, month, day)?, rest))
}

/// `5. Juni 2025`, `5 de junio de 2025`, `5th of June, 2025`, `05-Jun-25`, `5 июня 2025 г.`
fn day_month_name<'t>(at: Cursor<'t>, habits: &Habits) -> Option<(civil::Date, Cursor<'t>)> {
    let (day, rest) = at.day()?;
    let rest = rest.skip(&['-', '/', ',', '\'']);
    let rest = rest.one_of(&["de", "d", "of", "di", "del"]).unwrap_or(rest);
    let rest = rest.skip(&['\'', '’']);
    let (month, rest) = rest.month_name(habits)?;
    let before = rest;
    let rest = rest.one_of(&["de", "del", "of"]).unwrap_or(rest);
    let rest = rest.skip(&[',', '-', '/', '.']);
    let apostrophe = rest.skip(&['\'', '’']);
    let tight = matches!(before.mark(), '-' | '/') || apostrophe.at > rest.at;
    let (year, rest) = if tight {
        apostrophe.short_year()?
    } else {
        rest.year()?
    };
    let rest = rest.one_of(&["г", "р", "r"]).unwrap_or(rest);
    Some((date(year, i16::from(month), i16::from(day))?, rest))
}

/// `June 5, 2025`, `Jun. 5th 2025`, `Jun 05 11:05:00 CEST 2025`.
fn month_name_day<'t>(at: Cursor<'t>, habits: &Habits) -> Option<(civil::Date, Cursor<'t>)> {
    let (month, rest) = at.month_name(habits)?;
    let (day, rest) = rest.skip(&['-', '/', ',']).day()?;
    let rest = rest.skip(&[',', '-', '/']);
    let rest = rest.one_of(&["de", "of"]).unwrap_or(rest);
    let apostrophe = rest.skip(&['\'', '’']);
    let year = if apostrophe.at > rest.at {
        apostrophe.short_year()
    } else {
        rest.year()
    };
    let (year, rest) = year.or_else(|| {
        let (_, rest) = time_at(rest, false)?;
        let rest = if LEXICON.is_zone(rest.word()) {
            rest.next()
        } else {
            rest
        };
        let (year, _) = rest.year()?;
        Some((year, at.next().next()))
    })?;
    Some((date(year, i16::from(month), i16::from(day))?, rest))
}

/// `20250605`.
fn compact(at: Cursor<'_>) -> Option<(civil::Date, Cursor<'_>)> {
    let (value, digits) = at.token()?.number?;
    (digits == 8).then_some(())?;
    Some((compact_date(value)?, at.next()))
}

/// `110500` or `1105`, after a `T`.
pub(super) fn compact_time_at(at: Cursor<'_>) -> Option<(civil::Time, Cursor<'_>)> {
    let (value, digits) = at.token()?.number?;
    let value = match digits {
        4 => value * 100,
        6 => value,
        _ => return None,
    };
    Some((compact_time(value)?, at.next()))
}

/// Which half of the day words here name, and where they end. A single letter says so only behind a
/// time: elsewhere it stands for other things (`2025 م`).
fn half(at: Cursor<'_>, is_behind: bool) -> Option<(bool, Cursor<'_>)> {
    let starts = |words: &[(String, char)]| {
        if let ([(word, _)], false) = (words, is_behind)
            && word.chars().nth(1).is_none()
        {
            return None;
        }
        let mut at = at;
        for (word, mark) in words {
            if at.word() != word || at.mark() != *mark {
                return None;
            }
            at = at.next();
        }
        Some(at)
    };
    let after = LEXICON.after_noon.iter().find_map(|words| starts(words));
    let before = || LEXICON.before_noon.iter().find_map(|words| starts(words));
    after
        .map(|rest| (true, rest))
        .or_else(|| before().map(|rest| (false, rest)))
}

/// A time of day: `11:05`, `11:05:30.250`, `10h30`, `10 Uhr`, `10:02 PM`, `午後3時5分`; and, where
/// what stands around says that it must be a time, `11.05`.
pub(super) fn time_at(at: Cursor<'_>, dotted: bool) -> Option<(civil::Time, Cursor<'_>)> {
    let before = half(at, false);
    let at = before.map_or(at, |(_, rest)| rest);
    let (hour, rest) = at.number(0..=24, 2)?;
    let (mut minute, mut second) = (0, 0);
    let mut certain = false;
    let mut rest = rest;
    if rest.mark() == ':' || rest.mark() == '.' {
        let by_dot = rest.mark() == '.';
        let (_, digits) = rest.next().token()?.number?;
        if digits == 2
            && let Some((value, after)) = rest.next().number(0..=59, 2)
        {
            (minute, certain) = (value, !by_dot || dotted);
            rest = after;
            if rest.mark() == ':'
                && let Some((value, after)) = rest.next().number(0..=60, 2)
            {
                second = value.min(59);
                rest = after;
                let fraction = rest.next();
                if matches!(rest.mark(), '.' | ',')
                    && !fraction.is_spaced()
                    && fraction.token().is_some_and(|t| t.number.is_some())
                {
                    rest = fraction.next();
                }
            }
        } else {
            return None;
        }
    } else if LEXICON.hours.contains(rest.word()) {
        certain = true;
        rest = rest.next();
        if let Some((value, after)) = rest.number(0..=59, 2) {
            minute = value;
            rest = after;
            if LEXICON.minutes.contains(rest.word()) {
                rest = rest.next();
            }
        }
    }
    let after = half(rest, true);
    let is_after_noon = before.or(after).map(|(is_after, _)| is_after);
    rest = after.map_or(rest, |(_, rest)| rest);
    if LEXICON.hours.contains(rest.word()) {
        certain = true;
        rest = rest.next();
    }
    let hour = match is_after_noon {
        Some(true) if hour < 12 => hour + 12,
        Some(false) if hour == 12 => 0,
        _ => hour % 24,
    };
    if !certain && is_after_noon.is_none() {
        return None;
    }
    let time = civil::Time::new(hour as i8, minute as i8, second as i8, 0).ok()?;
    Some((time, rest))
}

/// A zone after a time: `Z`, `GMT`, `GMT+2`, `+02:00`, ` -0500`, `(CEST)`. A bare sign must touch
/// its time or write four digits, or else it is the dash of a range.
pub(super) fn zone_at(at: Cursor<'_>, local: civil::DateTime) -> Option<(Offset, Cursor<'_>)> {
    let open = at.skip(&['(', '[', ',']);
    if let Some(offset) = LEXICON.offset(open.word(), local) {
        let rest = open.next();
        let by_number = matches!(open.word(), "gmt" | "utc")
            .then(|| signed(rest, false))
            .flatten();
        let (offset, rest) = by_number.unwrap_or((offset, rest));
        return Some((offset, rest.skip(&[')', ']'])));
    }
    signed(at, true)
}

fn signed(at: Cursor<'_>, bare: bool) -> Option<(Offset, Cursor<'_>)> {
    let sign = match at.mark() {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let digits = at.next();
    let (value, written) = digits.token()?.number?;
    if digits.is_spaced() || (bare && at.is_spaced() && written != 4) {
        return None;
    }
    let (hours, minutes, rest) = match written {
        4 => (value / 100, value % 100, digits.next()),
        1 | 2 => {
            let rest = digits.next();
            match rest.next().number(0..=59, 2) {
                Some((minutes, after)) if rest.mark() == ':' => (value, minutes as u64, after),
                _ => (value, 0, rest),
            }
        }
        _ => return None,
    };
    if hours > 14 || minutes > 59 {
        return None;
    }
    let seconds = sign * (hours * 3600 + minutes * 60) as i32;
    Some((Offset::from_seconds(seconds).ok()?, rest))
}
