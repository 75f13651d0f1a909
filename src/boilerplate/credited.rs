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
    if text.rsplit(' ').next().is_some_and(is_codes) {
        return true;
    }
    let agencies = Agencies::get().find(text);
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
            "Foto: AP",
            "",
        ] {
            assert!(!only_credits(line), "{line}");
        }
    }
}
