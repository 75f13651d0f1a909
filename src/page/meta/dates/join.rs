//! Dates, and the times that belong to them.
//!
//! First all dates are found, then the times in the gaps between them. A date takes the time after
//! it, or else the one before it, where nothing but joining words and marks stands between.

use jiff::civil;
use jiff::tz::Offset;

use super::lexicon::LEXICON;
use super::shapes::{Cursor, compact_time_at, date_at, time_at, zone_at};
use super::tokens::Token;
use super::{Found, Habits, Moment};

/// Tokens that may stand between a date and its time.
const MAX_JOIN: usize = 8;

struct Day {
    date: civil::Date,
    begin: usize,
    end: usize,
}

/// All dates in the tokens, in their order; `machine` allows the shapes that only programs write.
pub(super) fn find(tokens: &[Token], habits: &Habits, machine: bool) -> Vec<Found> {
    let days = days(tokens, habits, machine);
    let mut out = Vec::with_capacity(days.len());
    // Tokens before this one belong to an earlier date.
    let mut free = 0;
    for (index, day) in days.iter().enumerate() {
        let limit = days.get(index + 1).map_or(tokens.len(), |next| next.begin);
        let (time, begin, end) = after(tokens, day, limit)
            .or_else(|| before(tokens, day, free))
            .map_or((None, day.begin, day.end), |(time, begin, end)| {
                (Some(time), begin.min(day.begin), end.max(day.end))
            });
        free = end;
        out.push(Found {
            moment: Moment {
                day: day.date,
                time: time.map(|(time, _)| time),
                offset: time.and_then(|(_, offset)| offset),
            },
            label: None,
            begin: tokens[begin].begin,
            end: tokens[end - 1].end,
        });
    }
    out
}

fn days(tokens: &[Token], habits: &Habits, machine: bool) -> Vec<Day> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        // A number that hangs on a letter or a mark before it (`v1.2.2025`) begins no date.
        let hangs = tokens[at].number.is_some()
            && !tokens[at].spaced
            && at > 0
            && matches!(tokens[at - 1].mark, '.' | '-' | '/' | '+');
        match date_at(Cursor { tokens, at }, habits, machine) {
            Some((date, rest)) if machine || !hangs => {
                let end = rest.at;
                out.push(Day {
                    date,
                    begin: at,
                    end,
                });
                at = end;
            }
            _ => at += 1,
        }
    }
    out
}

type Timed = ((civil::Time, Option<Offset>), usize, usize);

/// Whether a token may stand between a date and its time.
fn joins(token: &Token) -> bool {
    match token.number {
        Some(_) => false,
        None if token.word.is_empty() => {
            matches!(
                token.mark,
                ',' | '-' | '|' | '·' | '•' | '@' | '(' | ')' | '/' | '.' | ':'
            )
        }
        None => LEXICON.joins.contains(&token.word) || token.word == "t",
    }
}

/// A time with its zone, read at one place.
fn timed(tokens: &[Token], at: usize, day: civil::Date, dotted: bool) -> Option<Timed> {
    let cursor = Cursor { tokens, at };
    let compact = || {
        let leads = at > 0 && tokens[at - 1].word == "t" && !tokens[at].spaced;
        leads.then(|| compact_time_at(cursor)).flatten()
    };
    let (time, rest) = time_at(cursor, dotted).or_else(compact)?;
    let (offset, rest) = zone_at(rest, day.to_datetime(time))
        .map_or((None, rest), |(offset, rest)| (Some(offset), rest));
    Some(((time, offset), at, rest.at))
}

/// The time after a day.
fn after(tokens: &[Token], day: &Day, limit: usize) -> Option<Timed> {
    let last = limit.min(day.end + MAX_JOIN);
    for at in day.end..last {
        // A dot makes a time where a joining word or mark leads to it: `5. juni 2025 kl. 11.05`.
        if let Some((time, begin, end)) =
            timed(tokens, at, day.date, at > day.end || tokens[at].spaced)
        {
            return (end <= limit).then_some((time, begin, end));
        }
        if !joins(&tokens[at]) {
            return None;
        }
    }
    None
}

/// The time before a day: `11:05 Uhr, 5. Juni 2025`.
fn before(tokens: &[Token], day: &Day, free: usize) -> Option<Timed> {
    let first = day.begin.saturating_sub(2 * MAX_JOIN).max(free);
    // The earliest start from which time, zone and joining words reach the day.
    (first..day.begin).find_map(|at| {
        let found = timed(tokens, at, day.date, false)?;
        let (_, _, end) = found;
        let reaches = end <= day.begin
            && day.begin - end <= MAX_JOIN
            && tokens[end..day.begin].iter().all(joins);
        reaches.then_some(found)
    })
}
