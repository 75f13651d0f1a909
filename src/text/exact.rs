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
