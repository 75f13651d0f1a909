//! Lines that name nothing but who supplied the text: `Reuters`, `Von dpa`, `red, Agenturen`,
//! `(AP/jw)`, `srf/abc;de`.
//!
//! Newsrooms sign with the agencies they used and with the short codes of those who worked on the
//! text. Such a line is a credit whatever the template calls it, while a line that also names an
//! author is that author's.

use crate::rules::{Agencies, fold, lexicon};

/// Characters of such a line at most.
const LONG: usize = 70;

/// Words joined by slashes that are no codes.
const WORDS: [&str; 5] = ["and/or", "und/oder", "et/ou", "y/o", "he/she"];

/// Letters of a code.
const CODE: std::ops::RangeInclusive<usize> = 2..=5;

/// Whether a line names an agency, agencies, or joined codes, and nothing else.
pub(super) fn only_credits(text: &str) -> bool {
    if text.chars().count() > LONG {
        return false;
    }
    let agencies = Agencies::get().find(text);
    if ends_in_codes(text, agencies.iter().any(|found| !found.is_faint)) {
        return true;
    }
    let mut rest = text.to_owned();
    for found in agencies.iter().rev().filter(|found| !found.is_faint) {
        rest.replace_range(found.span.clone(), " ");
    }
    let is_named = agencies.iter().any(|found| !found.is_faint);
    let words = lexicon();
    let folded = fold(&rest);
    let unnamed = words.unnamed.iter().any(|name| {
        let at = folded.find(name.as_str());
        at.is_some_and(|at| is_apart(&folded, at, at + name.len()))
    });
    let mut codes = 0;
    for word in rest.split(|c: char| !c.is_alphanumeric() && c != '.') {
        let word = word.trim_matches('.');
        let small = fold(word);
        if word.is_empty() || words.by.contains(&small) || words.by.contains(&format!("{small}:")) {
            continue;
        }
        let is_joined = words.and.contains(&small) || words.contributed.contains(&small);
        let is_unnamed = unnamed
            && words
                .unnamed
                .iter()
                .any(|name| name.split(' ').any(|part| part == small));
        if is_joined || is_unnamed {
            continue;
        }
        if !is_code(word) {
            return false;
        }
        codes += 1;
    }
    let has_slash = text.contains(['/', ';']);
    is_named && (codes == 0 || has_slash || codes == 1 && text.starts_with('('))
        || unnamed && codes <= 2
}

fn is_code(word: &str) -> bool {
    CODE.contains(&word.len()) && word.bytes().all(|b| b.is_ascii_lowercase())
}

/// Whether a line ends in codes that nothing but a credit can be: alone, in brackets, or behind an
/// agency or a time of broadcast. "Rich/poor" ends sentences and lists.
fn ends_in_codes(text: &str, has_agency: bool) -> bool {
    let (before, last) = text.rsplit_once(' ').unwrap_or(("", text));
    let bracketed = last
        .strip_prefix('(')
        .and_then(|codes| codes.strip_suffix(')'));
    let has_time = || {
        let is_time = |w: &[u8]| {
            w[0].is_ascii_digit() && matches!(w[1], b':' | b'.') && w[2].is_ascii_digit()
        };
        before.as_bytes().windows(3).any(is_time)
    };
    is_codes(bracketed.unwrap_or(last))
        && (before.is_empty() || bracketed.is_some() || has_agency || has_time())
}

/// Whether a word is codes joined by slashes.
fn is_codes(word: &str) -> bool {
    word.contains('/') && word.split(['/', ';', ',']).all(is_code) && !WORDS.contains(&word)
}

/// Whether a span of a text cuts no word.
fn is_apart(text: &str, begin: usize, end: usize) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !is_letter(text[..begin].chars().next_back()) && !is_letter(text[end..].chars().next())
}

#[cfg(test)]
mod tests {
    use super::only_credits;

    #[test]
    fn agencies_and_codes_alone_are_a_credit() {
        for line in [
            "Reuters",
            "(AP)",
            "Von dpa",
            "By Associated Press",
            "AFP, Reuters",
            "red/Agenturen",
            "Agenturen",
            "abc/def;gh",
            "Larkfield Radio, 15.4.2031, 10:05; lr/abc;de",
            "AFP and Reuters",
            "Larkfield harbour closed (abc/def)",
            "With files from dpa, abc/def",
        ] {
            assert!(only_credits(line), "{line}");
        }
    }

    #[test]
    fn names_words_and_places_are_more_than_a_credit() {
        for line in [
            "By Ada Holm, Associated Press",
            "Reuters reporters win a prize",
            "Mail",
            "and/or",
            "it goes 40 km/h",
            "we are here",
            "London",
            "A game of rich/poor",
            "Return flight, hand luggage, tram/bus",
            "Foto: AP",
            "",
        ] {
            assert!(!only_credits(line), "{line}");
        }
    }
}
