//! The hash behind the word `exact`: what is left of a text once typography is normalised.
//!
//! Quotation marks, dashes, white space, case, Unicode form and invisible characters are
//! typography. Spelling, other punctuation and every symbol that carries meaning are not: `5%` is
//! not `5`, and `colour` is not `color`.

use unicode_normalization::UnicodeNormalization;
use xxhash_rust::xxh3::xxh3_64;

use super::{is_space, words};

/// Hash of a text without its typography: XXH3-64, part of the stored formats.
#[must_use]
pub fn exact_hash(text: &str) -> u64 {
    let mut kept = String::with_capacity(text.len());
    if text.is_ascii() {
        kept.extend(
            text.chars()
                .filter(|c| !is_typography(*c))
                .map(|c| char::to_ascii_lowercase(&c)),
        );
        // Three points and an ellipsis are one sign.
        if kept.contains("...") {
            kept = kept.replace("...", "…").nfkc().collect();
        }
    } else {
        kept.extend(
            text.nfkc()
                .filter(|c| !is_typography(*c))
                .flat_map(char::to_lowercase),
        );
        // Lower case of some letters is not yet in normal form.
        kept = kept.nfkc().collect();
    }
    xxh3_64(kept.as_bytes())
}

/// Signs that desks set their own way without changing the text.
fn is_typography(c: char) -> bool {
    c.is_ascii_control()
        || is_space(c)
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
