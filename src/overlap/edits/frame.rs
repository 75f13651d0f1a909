//! Changes around the text: headline, dateline, byline, credits and notices.

use std::collections::HashSet;

use super::super::story::Prepared;
use super::Desk;
use crate::report::EditType;
use crate::text::exact_hash;

/// Longest dateline and byline, in bytes.
const LONGEST: usize = 90;
/// Dashes between a dateline and its text.
const DASHES: [char; 3] = ['—', '–', '-'];
/// Words that a byline begins with.
const BY: [&str; 8] = ["by ", "von ", "par ", "por ", "di ", "door ", "av ", "af "];

pub(super) fn edits(a: &Prepared, b: &Prepared, desk: &mut Desk<'_>) {
    let (a, b) = (&a.story, &b.story);
    if let (Some(from), Some(to)) = (&a.title, &b.title)
        && exact_hash(from) != exact_hash(to)
    {
        desk.note(EditType::Headline, 1.0, (None, None), (from, to));
    }
    lines(
        EditType::Dateline,
        dateline(&a.text),
        dateline(&b.text),
        desk,
    );
    lines(EditType::Byline, byline(&a.text), byline(&b.text), desk);
    credits(&a.extras, &b.extras, desk);
}

/// Notes two opening lines that differ, of which one may be missing.
fn lines(kind: EditType, a: Option<&str>, b: Option<&str>, desk: &mut Desk<'_>) {
    let (from, to) = (a.unwrap_or_default(), b.unwrap_or_default());
    if exact_hash(from) != exact_hash(to) {
        // Both stand at the beginning of their text.
        let spans = (
            a.map(|line| desk.a.chars.span(0, line.len() as u32)),
            b.map(|line| desk.b.chars.span(0, line.len() as u32)),
        );
        desk.note(kind, 1.0, spans, (from, to));
    }
}

/// `CITY, Date (Agency) -` at the beginning of a text.
pub(super) fn dateline(text: &str) -> Option<&str> {
    let longest = (0..=LONGEST + 4)
        .rev()
        .find(|at| text.is_char_boundary(*at))?;
    let first = text[..longest].lines().next()?;
    let (end, after) = first.match_indices(DASHES).find_map(|(at, dash)| {
        let before = first[..at].trim_end_matches(' ');
        let after = first[at..].trim_start_matches(dash);
        let spaced = before.len() < at || dash == "—";
        (spaced && after.starts_with(' ')).then_some((before.len(), first.len() - after.len() + 1))
    })?;
    let line = &first[..end];
    // The name of the place is set in capitals, or the agency stands in brackets.
    let place = line.split([',', '(', '/']).next()?.trim();
    let letters = || place.chars().filter(|c| c.is_alphabetic());
    let capitals = letters().count() >= 3 && letters().all(|c| !c.is_lowercase());
    let agency = line.contains('(') && place.split_whitespace().count() <= 4;
    (end < LONGEST && (capitals || agency)).then(|| &first[..after])
}

/// `By Name` as the first line of a text.
fn byline(text: &str) -> Option<&str> {
    let first = text.lines().next()?;
    let lower: String = first.chars().take(8).flat_map(char::to_lowercase).collect();
    let ends = first.trim_end().ends_with(['.', '!', '?', ':']);
    (first.len() < LONGEST && !ends && BY.iter().any(|by| lower.starts_with(by))).then_some(first)
}

/// Notes the credits and notices that only one side has.
fn credits(a: &[String], b: &[String], desk: &mut Desk<'_>) {
    let hashes = |lines: &[String]| -> HashSet<u64> {
        let hashes = lines.iter().map(|line| exact_hash(line));
        hashes.collect()
    };
    let (in_a, in_b) = (hashes(a), hashes(b));
    for line in a.iter().filter(|line| !in_b.contains(&exact_hash(line))) {
        desk.note(EditType::Credit, 1.0, (None, None), (line, ""));
    }
    for line in b.iter().filter(|line| !in_a.contains(&exact_hash(line))) {
        desk.note(EditType::Credit, 1.0, (None, None), ("", line));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_and_bylines_are_told_from_text() {
        assert_eq!(dateline("LONDON (AP) - The pier"), Some("LONDON (AP) - "));
        assert_eq!(
            dateline("ELLERY, May 5 — The pier"),
            Some("ELLERY, May 5 — ")
        );
        assert_eq!(dateline("Ellery (dpa) - Der Pier"), Some("Ellery (dpa) - "));
        assert_eq!(dateline("The mayor - a baker - said"), None);
        assert_eq!(
            byline("By Ann Orme and Tom Vale\n\nThe pier"),
            Some("By Ann Orme and Tom Vale")
        );
        assert_eq!(
            byline("By dawn the pier had gone, and with it the boats."),
            None
        );
    }
}
