//! The form in which text is compared with rules: small letters, plain quotes and dashes.
//!
//! Every character becomes exactly one, so that a character offset in the folded text is one in
//! the original.

use crate::text::{is_alphanumeric, is_wordless_script};

/// The text in small letters with typographic variants made plain, character by character.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    out.extend(text.chars().map(fold_char));
    out
}

/// The text as it recurs from page to page: folded, white space made one, all numbers alike.
#[must_use]
pub fn wording(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().map(fold_char) {
        let c = match c {
            c if c.is_numeric() => '0',
            c if c.is_whitespace() => ' ',
            c => c,
        };
        let goes_on = matches!(c, '0' | ' ') && out.ends_with(c);
        if !(goes_on || c == ' ' && out.is_empty()) {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

fn fold_char(c: char) -> char {
    match c {
        'A'..='Z' => c.to_ascii_lowercase(),
        c if c.is_ascii() => c,
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2032}' | '`' | '\u{b4}' => '\'',
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{ab}' | '\u{bb}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => ' ',
        '\u{ff1a}' => ':',
        '\u{ff08}' => '(',
        '\u{ff09}' => ')',
        '\u{ff5c}' => '|',
        '\u{ff0f}' => '/',
        // A capital I with a dot becomes two characters in small letters; the first is enough.
        'İ' => 'i',
        c => c.to_lowercase().next().unwrap_or(c),
    }
}

/// The words of a folded text: runs of letters and digits; each character of a script without
/// spaces is a word of its own.
pub fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded
        .split(|c: char| !(is_alphanumeric(c) || c == '\''))
        .flat_map(split_wordless)
        .filter(|word| !word.is_empty())
}

fn split_wordless(run: &str) -> impl Iterator<Item = &str> {
    let mut rest = run;
    std::iter::from_fn(move || {
        let end = match rest.chars().next()? {
            c if is_wordless_script(c) => c.len_utf8(),
            _ => rest.find(is_wordless_script).unwrap_or(rest.len()),
        };
        let (word, after) = rest.split_at(end);
        rest = after;
        Some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::{fold, wording, words};

    #[test]
    fn folding_keeps_the_number_of_characters() {
        for text in ["İSTANBUL – “ok”", "ＡＢ：（）", "ẞ ŉ", "Łódź’s"] {
            assert_eq!(fold(text).chars().count(), text.chars().count(), "{text}");
        }
        assert_eq!(fold("Editor’s Note – “x”"), "editor's note - \"x\"");
    }

    #[test]
    fn what_changes_from_page_to_page_is_folded_away() {
        assert_eq!(
            wording("  12 Comments \u{a0}·  5/2026 "),
            "0 comments · 0/0"
        );
        assert_eq!(wording("Comments"), "comments");
    }

    #[test]
    fn characters_of_wordless_scripts_are_words() {
        assert_eq!(
            words("3月5日 ok").collect::<Vec<_>>(),
            ["3", "月", "5", "日", "ok"]
        );
    }
}
