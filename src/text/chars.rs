//! From bytes, which the core counts, to characters (code points), which reports count; and what kind of
//! character one is.

/// Whether a character is one of the common Chinese characters, each of which is a letter, no digit, and
/// neither small nor capital. The standard's tables are slow to tell that, and texts are long.
#[must_use]
pub const fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// Whether a character is a letter or a digit.
#[must_use]
pub fn is_alphanumeric(c: char) -> bool {
    is_ideograph(c) || c.is_alphanumeric()
}

/// Answers how many characters stand before a byte of one text.
#[derive(Debug)]
pub struct CharIndex<'a> {
    text: &'a str,
    /// Characters before every [`STEP`]th byte; empty where all characters are one byte.
    before: Vec<u32>,
}

/// Bytes between two kept counts.
const STEP: usize = 128;

impl<'a> CharIndex<'a> {
    /// Prepares for one text.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let mut before = Vec::new();
        if !text.is_ascii() {
            let mut count = 0;
            for chunk in text.as_bytes().chunks(STEP) {
                before.push(count);
                count += starts(chunk);
            }
        }
        Self { text, before }
    }

    /// Characters before byte `at`.
    #[must_use]
    pub fn of(&self, at: u32) -> u32 {
        let at = (at as usize).min(self.text.len());
        match self.before.get(at / STEP).or(self.before.last()) {
            None => at as u32,
            Some(&before) => {
                let from = (at / STEP).min(self.before.len() - 1) * STEP;
                before + starts(&self.text.as_bytes()[from..at])
            }
        }
    }

    /// A span of bytes as a span of characters.
    #[must_use]
    pub fn span(&self, begin: u32, end: u32) -> [u32; 2] {
        [self.of(begin), self.of(end)]
    }
}

/// Characters that start in these bytes of UTF-8.
fn starts(bytes: &[u8]) -> u32 {
    // Sums of bytes over short chunks are done many at a time.
    let chunk = |chunk: &[u8]| -> u8 { chunk.iter().map(|b| u8::from((*b & 0xc0) != 0x80)).sum() };
    bytes
        .chunks(STEP)
        .map(|bytes| u32::from(chunk(bytes)))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ideographs_are_letters_and_nothing_else() {
        for c in ('\0'..=char::MAX).filter(|&c| is_ideograph(c)) {
            assert!(c.is_alphabetic() && !c.is_numeric(), "{c}");
            assert!(!c.is_uppercase() && !c.is_lowercase(), "{c}");
        }
    }

    #[test]
    fn counts_agree_with_the_naive_count() {
        for text in ["plain".repeat(60), "ä東😀x".repeat(90), String::new()] {
            let index = CharIndex::new(&text);
            for (count, (byte, _)) in text.char_indices().enumerate() {
                assert_eq!(index.of(byte as u32), count as u32);
            }
            assert_eq!(index.of(text.len() as u32), text.chars().count() as u32);
        }
    }
}
