//! The hash behind the word `exact`: what is left of a text once typography is normalised.
//!
//! Quotation marks, dashes, white space, case, Unicode form and invisible characters are
//! typography. Spelling, other punctuation and every symbol that carries meaning are not: `5%` is
//! not `5`, and `colour` is not `color`. A dash carries meaning at a number: `-5` is not `5`, nor `2-1`
//! `21`. The hash, which is stored, leaves those out too, so they are asked for apart.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};
use xxhash_rust::xxh3::xxh3_64;

use super::{is_space, words};

/// Hash of a text without its typography: XXH3-64, part of the stored formats.
#[must_use]
pub fn exact_hash(text: &str) -> u64 {
    let mut kept = Vec::with_capacity(text.len());
    let mut utf8 = [0; 4];
    let mut is_wide = false;
    let mut rest = text;
    loop {
        // Most text is ASCII, which goes byte by byte.
        let (plain, wide) = rest.split_at(leading_ascii(rest.as_bytes()));
        keep_plain(plain.as_bytes(), &mut kept);
        let mut chars = wide.chars();
        match chars.next() {
            None => break,
            // Three points and an ellipsis are one sign.
            Some('…') => kept.extend_from_slice(b"..."),
            Some(c) if is_typography(c) => {}
            Some(c) => {
                is_wide = true;
                for lower in c.to_lowercase() {
                    kept.extend_from_slice(lower.encode_utf8(&mut utf8).as_bytes());
                }
            }
        }
        rest = chars.as_str();
    }
    // Most text is in normal form, which is quick to see and slow to make.
    match std::str::from_utf8(&kept) {
        Ok(text) if is_wide && is_nfkc_quick(text.chars()) != IsNormalized::Yes => {
            let normal = text
                .nfkc()
                .filter(|c| !is_typography(*c))
                .flat_map(char::to_lowercase);
            xxh3_64(normal.nfkc().collect::<String>().as_bytes())
        }
        _ => xxh3_64(&kept),
    }
}

/// Where a text has dashes that belong to numbers: `-5`, `2-1`, `10 – 12`. Each is told by how many
/// letters and digits stand before it, which typography does not change.
#[must_use]
pub fn number_dashes(text: &str) -> Vec<u32> {
    let mut dashes = Vec::new();
    let mut letters = 0;
    // The character before the one at hand, and the last that was no space.
    let (mut last, mut solid) = (None, None);
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    for (at, c) in text.char_indices() {
        if is_dash(c) {
            let rest = &text[at + c.len_utf8()..];
            let is_range = is_digit(solid) && is_digit(rest.chars().find(|c| !is_space(*c)));
            let is_minus = last.is_some_and(is_space) && is_digit(rest.chars().next());
            if is_range || is_minus {
                dashes.push(letters);
            }
        }
        letters += u32::from(c.is_alphanumeric());
        last = Some(c);
        if !is_space(c) {
            solid = Some(c);
        }
    }
    dashes
}

/// Bytes before the first that is not ASCII. Whole chunks are looked at many bytes at a time.
fn leading_ascii(bytes: &[u8]) -> usize {
    let chunks = bytes.chunks(64).take_while(|chunk| chunk.is_ascii());
    let plain: usize = chunks.map(<[u8]>::len).sum();
    let rest = bytes[plain..].iter().take_while(|byte| byte.is_ascii());
    plain + rest.count()
}

/// Keeps what is no typography of an ASCII text, in lower case. Every byte is written and the next
/// one put over it if it is not to stay, because a branch on letters and spaces is foretold badly.
fn keep_plain(plain: &[u8], kept: &mut Vec<u8>) {
    let mut end = kept.len();
    kept.resize(end + plain.len(), 0);
    for byte in plain {
        kept[end] = byte.to_ascii_lowercase();
        end += usize::from(!is_plain_typography(*byte));
    }
    kept.truncate(end);
}

/// The same as [`is_typography`] for ASCII.
const fn is_plain_typography(byte: u8) -> bool {
    byte <= b' ' || matches!(byte, b'\'' | b'"' | b'`' | b'-' | b'\x7f')
}

/// Signs that desks set their own way without changing the text.
fn is_typography(c: char) -> bool {
    if c.is_ascii() {
        return is_plain_typography(c as u8);
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
    use super::{exact_hash, number_dashes};

    #[test]
    fn typography_is_no_difference() {
        assert_eq!(
            exact_hash("“It’s done” – he said…\n\nNEXT  week"),
            exact_hash("\"It's done\" - he said... Next week")
        );
        assert_eq!(exact_hash("Zu\u{308}rich"), exact_hash("Zürich"));
    }

    #[test]
    fn dashes_of_numbers_are_told_apart_from_others() {
        let dashes = number_dashes;
        for (one, other) in [
            ("by -12 million", "by 12 million"),
            ("by \u{2212}12 million", "by 12 million"),
            ("won 2-1 on Monday", "won 21 on Monday"),
        ] {
            assert_eq!(exact_hash(one), exact_hash(other));
            assert_ne!(dashes(one), dashes(other), "{one} / {other}");
        }
        for (one, other) in [
            ("10–12 people", "10 - 12 people"),
            ("said – 5 people", "said 5 people"),
            ("Covid-19 cases", "Covid 19 cases"),
            ("- 5 cups", "5 cups"),
        ] {
            assert_eq!(dashes(one), dashes(other), "{one} / {other}");
        }
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
