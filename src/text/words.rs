//! The words of a text, normalised and hashed, with their places.
//!
//! Two desks set one sentence differently: curly or straight quotes, `U.S.` or `US`, `colour` or
//! `color`, `1,000` or `1000`, a soft hyphen, a composed or a decomposed accent. A word's hash is
//! taken after all of that is folded away, so equal hashes mean "the same word to a reader". What
//! is left of the difference is kept by [`exact_hash`](super::exact_hash).
//!
//! Scripts that do not put spaces between words give one word per character, hashed together with
//! the character that follows it, so that runs of words mean about the same as elsewhere; such a
//! word counts for half ([`Word::size`]).

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use unicode_normalization::UnicodeNormalization;
use xxhash_rust::xxh3::xxh3_64;

use super::spelling;

/// A map by the hash of a word, which needs no hashing again.
pub type WordMap<V> = HashMap<u64, V, BuildHasherDefault<Hashed>>;

/// The hasher of [`WordMap`]: it passes a hash on.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64(bytes);
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// A word and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Hash of the normalised word: XXH3-64, part of the stored formats.
    pub hash: u64,
    /// First byte in the text.
    pub begin: u32,
    /// One past the last byte.
    pub end: u32,
    /// What is known of the word.
    flags: u16,
}

const CAPITAL: u16 = 1;
const NUMBER: u16 = 2;
const GLYPH: u16 = 4;
const QUOTED: u16 = 8;
const COMMON: u16 = 16;
const STOCK: u16 = 32;
const COUNT: u16 = 64;
const SAYING: u16 = 128;
const FOLDED: u16 = 256;
const LEADS: u16 = 512;

impl Word {
    /// Begins with a capital letter.
    #[must_use]
    pub const fn is_capital(self) -> bool {
        self.flags & CAPITAL != 0
    }

    /// Contains a digit.
    #[must_use]
    pub const fn is_number(self) -> bool {
        self.flags & NUMBER != 0
    }

    /// One character of a script without spaces between words.
    #[must_use]
    pub const fn is_glyph(self) -> bool {
        self.flags & GLYPH != 0
    }

    /// Lies in quoted speech.
    #[must_use]
    pub const fn is_quoted(self) -> bool {
        self.flags & QUOTED != 0
    }

    /// One of the words that every text of its language is made of.
    #[must_use]
    pub const fn is_common(self) -> bool {
        self.flags & COMMON != 0
    }

    /// Lies in a paragraph that stands in many stories alike.
    #[must_use]
    pub const fn is_stock(self) -> bool {
        self.flags & STOCK != 0
    }

    /// Tells a number or a day, in digits or in letters.
    #[must_use]
    pub const fn is_count(self) -> bool {
        self.flags & (NUMBER | COUNT) != 0
    }

    /// Belongs to telling who said something.
    #[must_use]
    pub const fn is_saying(self) -> bool {
        self.flags & SAYING != 0
    }

    /// First of its line.
    #[must_use]
    pub const fn leads(self) -> bool {
        self.flags & LEADS != 0
    }

    /// May be spelled in another way than its hash says: an accent, a British ending.
    #[must_use]
    pub const fn is_folded(self) -> bool {
        self.flags & FOLDED != 0
    }

    /// How much of a word it is, in halves.
    #[must_use]
    pub const fn size(self) -> u32 {
        if self.is_glyph() { 1 } else { 2 }
    }

    pub(super) fn set_quoted(&mut self) {
        self.flags |= QUOTED;
    }

    pub(super) fn set_common(&mut self) {
        self.flags |= COMMON;
    }

    pub(super) fn set_stock(&mut self) {
        self.flags |= STOCK;
    }

    pub(super) fn set_count(&mut self) {
        self.flags |= COUNT;
    }

    pub(super) fn set_saying(&mut self) {
        self.flags |= SAYING;
    }
}

/// Splits a text into words.
#[must_use]
pub fn words(text: &str) -> Vec<Word> {
    let mut scanner = Scanner {
        text,
        words: Vec::with_capacity(text.len() / 6),
        form: Vec::with_capacity(64),
        begin: 0,
        end: 0,
        flags: 0,
        open: false,
        leads: LEADS,
        initials: false,
    };
    scanner.run();
    scanner.words
}

/// Characters that only steer rendering: they neither make nor break a word.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' |
        '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' |
        '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Accents that desks leave out or that a keyboard composes differently.
fn is_dropped_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{640}' | '\u{64b}'..='\u{652}' | '\u{670}')
}

/// Scripts written without spaces between words.
fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c),
        0x0e01..=0x0eff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x3005..=0x3007 | 0x3041..=0x30ff |
        0x31f0..=0x31ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff |
        0xff66..=0xff9d | 0x20000..=0x3ffff)
        && c.is_alphanumeric()
}

/// Apostrophes as typed.
pub(super) const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '＇' | '´' | '`')
}

struct Scanner<'a> {
    text: &'a str,
    words: Vec<Word>,
    form: Vec<u8>,
    begin: usize,
    end: usize,
    flags: u16,
    open: bool,
    /// [`LEADS`] from a line's end to its next word.
    leads: u16,
    /// The word so far is single letters with points between: `U.S`.
    initials: bool,
}

impl Scanner<'_> {
    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let byte = bytes[at];
            if byte.is_ascii_alphanumeric() {
                at = self.plain(at);
            } else if byte < 0x80 {
                if !(self.open && self.joins(at, char::from(byte), at + 1)) {
                    self.flush();
                }
                if byte == b'\n' {
                    self.leads = LEADS;
                }
                at += 1;
            } else {
                at = self.wide(at);
            }
        }
        self.flush();
    }

    /// Takes a run of ASCII letters and digits.
    fn plain(&mut self, at: usize) -> usize {
        let rest = &self.text.as_bytes()[at..];
        let length = rest.iter().position(|byte| !byte.is_ascii_alphanumeric());
        let run = &rest[..length.unwrap_or(rest.len())];
        self.start(at, run[0].is_ascii_uppercase());
        let lower = run.iter().map(|byte| byte | 0x20);
        self.form.extend(lower);
        // Digits have that bit anyway; they stand below the letters.
        if run.iter().any(|byte| *byte <= b'9') {
            self.flags |= NUMBER;
        }
        self.end = at + run.len();
        self.end
    }

    /// Takes one character beyond ASCII.
    fn wide(&mut self, at: usize) -> usize {
        let Some(c) = self.text[at..].chars().next() else {
            return self.text.len();
        };
        let next = at + c.len_utf8();
        if is_invisible(c) || (self.open && is_dropped_mark(c)) {
            if self.open && is_dropped_mark(c) {
                self.end = next;
                self.flags |= FOLDED;
            }
        } else if is_unspaced(c) {
            self.flush();
            self.glyph(c, at, next);
        } else if c.is_alphanumeric()
            || (self.open && unicode_normalization::char::is_combining_mark(c))
        {
            self.start(at, c.is_uppercase());
            self.flags |= FOLDED;
            if c.is_numeric() {
                self.flags |= NUMBER;
            }
            let mut utf8 = [0; 4];
            for folded in std::iter::once(c).nfkd().flat_map(char::to_lowercase) {
                if !is_dropped_mark(folded) {
                    let plain = match folded {
                        'ł' => 'l',
                        'ø' => 'o',
                        'đ' => 'd',
                        'ı' => 'i',
                        'ё' => 'е',
                        other => other,
                    };
                    self.form
                        .extend_from_slice(plain.encode_utf8(&mut utf8).as_bytes());
                }
            }
            self.end = next;
        } else if !(self.open && self.joins(at, c, next)) {
            self.flush();
        }
        next
    }

    fn start(&mut self, at: usize, capital: bool) {
        if !self.open {
            self.open = true;
            self.begin = at;
            self.flags = self.leads | if capital { CAPITAL } else { 0 };
            self.leads = 0;
            self.initials = false;
            self.form.clear();
        }
    }

    /// Whether the mark `c` holds the word before and the word after it together.
    fn joins(&mut self, at: usize, c: char, next: usize) -> bool {
        let bytes = self.text.as_bytes();
        let rest = &bytes[next..];
        if is_apostrophe(c) {
            let joins = self.text[next..]
                .chars()
                .next()
                .is_some_and(char::is_alphabetic);
            if joins {
                self.form.push(b'\'');
            }
            return joins;
        }
        let digit_before = bytes[at - 1].is_ascii_digit();
        let digits_after = rest
            .iter()
            .take(4)
            .take_while(|b| b.is_ascii_digit())
            .count();
        match c {
            '.' if digit_before && digits_after > 0 => {
                self.form.push(b'.');
                true
            }
            ',' => digit_before && digits_after == 3,
            '.' => {
                // `U.S.`, `e.g.`: a point between single letters.
                let single = self.initials || self.end - self.begin == 1;
                let letter = rest.first().is_some_and(u8::is_ascii_alphabetic);
                let ends = !rest
                    .get(1)
                    .is_some_and(|b| b.is_ascii_alphanumeric() || *b >= 0x80);
                self.initials = single && letter && ends;
                self.initials
            }
            _ => false,
        }
    }

    /// A character that is a word by itself, hashed with its successor.
    fn glyph(&mut self, c: char, begin: usize, end: usize) {
        let mut form = [0; 8];
        let mut length = c.encode_utf8(&mut form).len();
        let successor = self.text[end..].chars().find(|c| !is_invisible(*c));
        if let Some(successor) = successor.filter(|c| is_unspaced(*c)) {
            length += successor.encode_utf8(&mut form[length..]).len();
        }
        self.words.push(Word {
            hash: xxh3_64(&form[..length]),
            begin: begin as u32,
            end: end as u32,
            flags: GLYPH | self.leads,
        });
        self.leads = 0;
    }

    fn flush(&mut self) {
        if !self.open {
            return;
        }
        self.open = false;
        let (hash, folded) = spelling::hash(&mut self.form);
        self.words.push(Word {
            hash,
            begin: self.begin as u32,
            end: self.end as u32,
            flags: self.flags | if folded { FOLDED } else { 0 },
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hashes(text: &str) -> Vec<u64> {
        words(text).iter().map(|w| w.hash).collect()
    }

    fn pieces(text: &str) -> Vec<&str> {
        words(text)
            .iter()
            .map(|w| &text[w.begin as usize..w.end as usize])
            .collect()
    }

    #[test]
    fn typography_and_house_style_do_not_matter() {
        for (one, other) in [
            ("The mayor’s “plan” — ready", "the Mayor's 'plan' - ready"),
            ("U.S. and U.N. aid", "US and UN aid"),
            ("1,250,000 people", "1250000 people"),
            ("co\u{ad}opera\u{200b}tion", "cooperation"),
            ("caf\u{e9} Erdo\u{11f}an", "cafe\u{301} Erdogan"),
            ("ﬁnancial ＡＢＣ", "financial abc"),
            (
                "the colour of organisation travelled",
                "the color of organization traveled",
            ),
        ] {
            assert_eq!(hashes(one), hashes(other), "{one} / {other}");
        }
    }

    #[test]
    fn what_differs_stays_different() {
        for (one, other) in [
            ("5.5", "55"),
            ("we'll", "well"),
            ("1,25", "125"),
            ("flour", "floor"),
        ] {
            assert_ne!(hashes(one), hashes(other), "{one} / {other}");
        }
    }

    #[test]
    fn words_are_cut_where_readers_cut() {
        assert_eq!(
            pieces("Well-known: the U.S. paid 3.5m, J.K.Rowling said (e.g. 'tis)."),
            [
                "Well", "known", "the", "U.S", "paid", "3.5m", "J.K", "Rowling", "said", "e.g",
                "tis"
            ]
        );
    }

    #[test]
    fn unspaced_scripts_give_one_word_a_character() {
        assert_eq!(
            pieces("東京で会議 2025年"),
            ["東", "京", "で", "会", "議", "2025", "年"]
        );
        let first = words("会議");
        let second = words("会場");
        assert_ne!(first[0].hash, second[0].hash, "hashed with the successor");
        assert_eq!(first[0].size(), 1);
    }

    #[test]
    fn flags_tell_capitals_and_numbers() {
        let found = words("Élan vital 30 Ärzte");
        let flags: Vec<_> = found
            .iter()
            .map(|w| (w.is_capital(), w.is_number()))
            .collect();
        assert_eq!(
            flags,
            [(true, false), (false, false), (false, true), (true, false)]
        );
    }
}
