//! Names of authors as lines give them, made plain: without the phrase before them, what they do,
//! where they can be written to, and what stands on the line behind them.
//!
//! One way for all places that state authors, so that a byline reads alike wherever it came from.

use super::claims::{by_phrases, is_beside, is_conjunction, is_particle};
use super::clean;
use super::dates::{self, Habits};
use crate::rules::fold;

/// Where other things begin that stand beside names on a line.
const BESIDE: [char; 6] = ['|', '•', '·', '\n', '／', '●'];

/// What may stand around a name without being part of it.
const AROUND: [char; 10] = [' ', ',', '-', '–', '—', ':', '(', '/', ';', '@'];

/// Dashes, behind which a weekday leads to its date.
const DASHES: [&str; 3] = [" –", " —", " -"];

/// Bytes of a weekday's full name, which is nobody's: "Monday".
const FULL_NAME: usize = 6;

/// Words of a name, and characters of one in a script without spaces.
const NAME: std::ops::RangeInclusive<usize> = 2..=4;
const MAX_DENSE: usize = 8;

/// Bytes of a word that may be an agency's abbreviation.
const SHORT: usize = 5;

/// The names on a line that readers see: what stands before a date, a job or a reading time.
pub(super) fn on_line(line: &str, habits: &Habits) -> String {
    let date = dates::find(line, habits).first().map(|date| date.begin);
    let cut = [date, line.find(BESIDE), duration(line), label(line)];
    let mut text = &line[..cut.into_iter().flatten().min().unwrap_or(line.len())];
    loop {
        text = text.trim_end_matches(AROUND);
        let (before, last) = text.rsplit_once(' ').unwrap_or(("", text));
        let is_small_join =
            |word: &str| word.starts_with(char::is_lowercase) && dates::is_join(word);
        // "Ann Gull Last updated", "Ann Gull, Thu, June 5", "Ann Gull on Thu, June 5", but not "Yi Sun 5 June"
        let is_set_off = last.starts_with(char::is_lowercase)
            || last.len() >= FULL_NAME
            || before.ends_with(',')
            || before.rsplit(' ').next().is_some_and(is_small_join);
        let is_join =
            is_set_off && dates::is_join(last) || DASHES.iter().any(|dash| before.ends_with(dash));
        let leads_to_date = date.is_some() && is_join;
        if last.is_empty() || !(dates::is_qualifier(last) || leads_to_date) {
            break;
        }
        text = before;
    }
    if dates::is_label(text) {
        return String::new();
    }
    plain(&without_place(text))
}

/// Names as a page states them.
pub(super) fn plain(stated: &str) -> String {
    let text = after_phrase(stated, false).unwrap_or(stated);
    let without = without_addresses(text);
    let text = without.trim_matches(['(', ')', ' ']);
    let text = clean::value(without_role(text)).replace(" ,", ",");
    // What a cut has left open: "Anne Mouette (avec AFP".
    let open = text.rfind('(').filter(|&at| !text[at..].contains(')'));
    let text = text[..open.unwrap_or(text.len())].trim_end_matches(AROUND);
    if is_phrase(&fold(text)) {
        return String::new();
    }
    each_once(&split(text))
}

/// Whether a folded text is a phrase that names follow, without any.
pub(super) fn is_phrase(folded: &str) -> bool {
    by_phrases().iter().any(|phrase| phrase == folded)
}

/// Whether every word is a name's, as it is written.
pub(super) fn are_all(names: &str) -> bool {
    names
        .split([' ', ','])
        .filter(|word| !word.is_empty())
        .all(|word| {
            !word.starts_with(char::is_lowercase) || is_conjunction(word) || word.len() <= 3
        })
}

/// Whether a text reads as one name and nothing else.
pub(super) fn is_one(text: &str) -> bool {
    let is_dense = |c: char| c > '\u{2e80}' && c.is_alphabetic();
    if text.chars().any(is_dense) {
        let is_short = (2..=MAX_DENSE).contains(&text.chars().count());
        return is_short && text.chars().all(|c| is_dense(c) || c == ' ');
    }
    let is_letter = |c: char| c.is_alphabetic() || matches!(c, ' ' | '-' | '.' | '\'' | '’');
    let is_part = |word: &str| !word.starts_with(char::is_lowercase) || is_particle(word);
    NAME.contains(&text.split(' ').count())
        && text.chars().all(is_letter)
        && !text.ends_with('.')
        && text.split(' ').all(is_part)
}

/// Names of several statements in one, each once.
pub(super) fn joined(lists: &[&str]) -> String {
    let mut names = Vec::new();
    for list in lists {
        names.append(&mut split(list));
    }
    each_once(&names)
}

fn split(list: &str) -> Vec<&str> {
    list.split(", ").collect()
}

fn each_once(names: &[&str]) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for name in names
        .iter()
        .map(|name| name.trim())
        .filter(|name| !name.is_empty())
    {
        let known = kept.iter().position(|one| fold(one) == fold(name));
        match known {
            // Capitals alone are how a page sets it.
            Some(at) if !kept[at].contains(char::is_lowercase) => kept[at] = name,
            Some(_) => {}
            None => kept.push(name),
        }
    }
    kept.join(", ")
}

/// Where "Updated 2 hours ago" begins.
fn label(line: &str) -> Option<usize> {
    let gaps = line.match_indices(' ').map(|(at, _)| at);
    gaps.filter(|&at| at > 0).find(|&at| {
        let word = line[at + 1..].split([' ', ':']).next().unwrap_or_default();
        dates::is_label(word)
    })
}

/// Where "3 min read" and "2 hours ago" begin: a number, and a word that is no name.
fn duration(line: &str) -> Option<usize> {
    let gaps = line.match_indices(' ').map(|(at, _)| at + 1);
    gaps.into_iter().find(|&at| {
        let rest = line[at..].trim_start_matches(|c: char| c.is_ascii_digit());
        let is_number = rest.len() < line.len() - at;
        is_number
            && rest
                .strip_prefix([' ', '-'])
                .is_some_and(|word| word.starts_with(char::is_lowercase))
    })
}

fn without_addresses(text: &str) -> String {
    if !text.contains('@') {
        return text.to_owned();
    }
    // "ann.gull@quaypost.example" and "@anngull"
    let is_address = |word: &&str| {
        word.find('@')
            .is_some_and(|at| at == 0 && word.len() > 1 || at > 0 && word[at..].contains('.'))
    };
    let words: Vec<&str> = text.split(' ').filter(|word| !is_address(word)).collect();
    words.join(" ")
}

/// Names without the role that follows them: "Ann Gull, our correspondent in Port".
fn without_role(text: &str) -> &str {
    let is_role = |rest: &str| {
        let rest = rest.trim_start();
        let (word, next) = rest.split_once(' ').unwrap_or((rest, ""));
        // "Ann Gull, Bo Tern, and Cy Rail"
        let joins = is_conjunction(word) && !next.trim_start().starts_with(char::is_lowercase);
        // "Ann Gull, dpa" has an agency.
        let is_short = next.is_empty() && word.len() <= SHORT;
        word.starts_with(char::is_lowercase) && !joins && !is_short
    };
    let role = text
        .match_indices(',')
        .find(|(at, _)| is_role(&text[at + 1..]));
    role.map_or(text, |(at, _)| text[..at].trim_end())
}

/// Names without the place or the paper behind each: "Ann Gull in Larkholm and Bo Tern in Osmere", "Ann
/// Gull for the Quay Post".
fn without_place(text: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let (mut length, mut is_place) = (0, false);
    for word in text.split(' ') {
        let ends = word.ends_with(',');
        if is_conjunction(word) {
            (length, is_place) = (0, false);
        } else {
            // A name has two words at least.
            is_place |= length >= 2 && is_beside(word);
            length += 1;
        }
        if !is_place {
            kept.push(word);
        } else if ends {
            kept.push(",");
        }
        if ends {
            (length, is_place) = (0, false);
        }
    }
    kept.join(" ").replace(" ,", ",")
}

/// What follows a phrase like `By` at the beginning of a line. Phrases of scripts without spaces may be
/// the beginning of a word: where nothing else says that the line is a byline, a mark must follow them.
pub(super) fn after_phrase(text: &str, is_byline: bool) -> Option<&str> {
    by_phrases()
        .iter()
        .filter_map(|phrase| {
            let rest = strip_folded(text, phrase)?;
            let is_dense = phrase.ends_with(|c: char| c > '\u{2e80}');
            let is_mark = |c: char| c.is_whitespace() || matches!(c, ':' | '：' | '=' | '／' | '/');
            let may_touch = is_dense && is_byline && phrase.chars().count() > 1;
            let fits = may_touch || rest.starts_with(is_mark);
            let rest = rest.trim_start_matches(|c| is_mark(c) || c == '|');
            // `Text` and `Author` stand before names only with a colon; `By` and `von` alone do.
            (fits && rest.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase()))
                .then_some((phrase.len(), rest))
        })
        .max_by_key(|&(length, _)| length)
        .map(|(_, rest)| rest)
}

/// The rest of a text after a phrase, case aside.
fn strip_folded<'t>(text: &'t str, phrase: &str) -> Option<&'t str> {
    let mut rest = text.chars();
    for wanted in phrase.chars() {
        let c = rest.next()?;
        if c != wanted && !c.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
    }
    Some(rest.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_behind_names_is_no_name() {
        let habits = Habits::default();
        for (line, names) in [
            ("Ann Gull Published June 5, 2025", "Ann Gull"),
            ("Ann Gull, Thu, June 5, 2025", "Ann Gull"),
            ("Ann Gull Updated 2 hours ago", "Ann Gull"),
            ("Ann Gull at 5 June 2025", "Ann Gull"),
            ("Ann Gull 3 min read", "Ann Gull"),
            (
                "ANN GULL, Coast Wire Writer 1 hour, 40 minutes ago",
                "ANN GULL, Coast Wire Writer",
            ),
            ("Ann Gull, Channel 4 News", "Ann Gull, Channel 4 News"),
            ("Published 5 June 2025", ""),
            ("Ann Gull Last updated: 5 June 2025", "Ann Gull"),
            ("Ann Gull | Coast", "Ann Gull"),
            (
                "Зоряна Левченко — Середа, 18 червня 2025",
                "Зоряна Левченко",
            ),
            ("Ann Gull in Larkholm", "Ann Gull"),
            (
                "Ann Gull in Larkholm, Bo Tern in Osmere and Cy Rail",
                "Ann Gull, Bo Tern and Cy Rail",
            ),
            ("Ann Gull for the Quay Post", "Ann Gull"),
            ("Ann Gull @anngull", "Ann Gull"),
            ("Ann Gull ann.gull@quaypost.example", "Ann Gull"),
            ("Anna Möwe aktualisiert am 5. Juni 2025", "Anna Möwe"),
            ("Yi Sun 5 June 2025", "Yi Sun"),
            ("Written by", ""),
        ] {
            assert_eq!(on_line(line, &habits), names, "{line}");
        }
    }

    #[test]
    fn a_name_is_told_from_other_short_lines() {
        for name in [
            "Ann Gull",
            "Vincent van Dijk",
            "Bo-Anne O’Tern",
            "张三",
            "三宅晴彦",
        ] {
            assert!(is_one(name), "{name}");
        }
        for line in [
            "Coast",
            "Ahead of the Tide",
            "3 min read",
            "Ann Gull reports.",
            "今日の天気と潮の高さについて",
        ] {
            assert!(!is_one(line), "{line}");
        }
    }

    #[test]
    fn stated_names_are_made_plain() {
        for (stated, names) in [
            ("By Ann Gull and Bo Tern", "Ann Gull and Bo Tern"),
            (
                "Ann Gull, Bo Tern, and Cy Rail",
                "Ann Gull, Bo Tern, and Cy Rail",
            ),
            (
                "Anna Möwe, Bo Tern, und Cy Rail",
                "Anna Möwe, Bo Tern, und Cy Rail",
            ),
            ("Ann Gull, our correspondent in Port", "Ann Gull"),
            ("Ann Gull , Bo Tern", "Ann Gull, Bo Tern"),
            ("ANN GULL, Ann Gull", "Ann Gull"),
            ("ann.gull@quaypost.example (Ann Gull)", "Ann Gull"),
            ("Von Anna Möwe", "Anna Möwe"),
            ("Anne Mouette (avec AFP", "Anne Mouette"),
            ("Anna Mås, i Berlin", "Anna Mås"),
            ("Anna Mås,", "Anna Mås"),
            ("Anna Möwe, dpa", "Anna Möwe, dpa"),
            ("文／張三", "張三"),
        ] {
            assert_eq!(plain(stated), names, "{stated}");
        }
    }

    #[test]
    fn phrases_that_begin_words_are_no_phrases() {
        for line in [
            "文部科学省の新しい計画",
            "文章来源：新华社",
            "記者会見のポイント",
        ] {
            assert_eq!(after_phrase(line, false), None, "{line}");
        }
        assert_eq!(after_phrase("记者张三", true), Some("张三"));
        assert_eq!(after_phrase("记者：张三", false), Some("张三"));
    }
}
