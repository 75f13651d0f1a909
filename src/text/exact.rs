//! The hash behind the word `exact`: what is left of a text once typography is normalised.
//!
//! Quotation marks, dashes, white space, case, Unicode form and invisible characters are
//! typography. Spelling, other punctuation and every symbol that carries meaning are not: `5%` is
//! not `5`, and `colour` is not `color`.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};
use xxhash_rust::xxh3::xxh3_64;

use super::{is_space, words};

/// Hash of a text without its typography: XXH3-64, part of the stored formats.
#[must_use]
pub fn exact_hash(text: &str) -> u64 {
    let mut kept = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            // Three points and an ellipsis are one sign.
            '…' => kept.push_str("..."),
            'a'..='z' => kept.push(c),
            'A'..='Z' => kept.push(c.to_ascii_lowercase()),
            _ if is_typography(c) => {}
            _ => kept.extend(c.to_lowercase()),
        }
    }
    // Most text is in normal form, which is quick to see and slow to make.
    if is_nfkc_quick(kept.chars()) != IsNormalized::Yes {
        let normal = kept
            .nfkc()
            .filter(|c| !is_typography(*c))
            .flat_map(char::to_lowercase);
        kept = normal.nfkc().collect();
    }
    xxh3_64(kept.as_bytes())
}

/// Signs that desks set their own way without changing the text.
fn is_typography(c: char) -> bool {
    if c.is_ascii() {
        return c <= ' ' || matches!(c, '\'' | '"' | '`' | '-' | '\x7f');
    }
    is_space(c)
        || words::is_apostrophe(c)
        || words::is_invisible(c)
        || super::quotes::is_mark(c)
        || is_dash(c)
}

/// Hyphens and dashes.
pub(super) const fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}'
    )
}

#[cfg(test)]
mod tests {
    use super::exact_hash;

    #[test]
    fn typography_is_no_difference() {
        assert_eq!(
            exact_hash("“It’s done” – he said…\n\nNEXT  week"),
            exact_hash("\"It's done\" - he said... Next week")
        );
        assert_eq!(exact_hash("Zu\u{308}rich"), exact_hash("Zürich"));
    }

    #[test]
    fn everything_else_is() {
        for (one, other) in [
            ("up 5%", "up 5"),
            ("colour", "color"),
            ("A, B", "A B"),
            ("café", "cafe"),
        ] {
            assert_ne!(exact_hash(one), exact_hash(other), "{one} / {other}");
        }
    }
}
