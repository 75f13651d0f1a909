//! A text cut into what dates are made of: numbers, words, marks.

use unicode_normalization::char::is_combining_mark;

use super::lexicon::fold;

/// One piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// A word, folded; empty for numbers and marks. Han, Kana and Hangul make one-character words.
    pub(super) word: String,
    /// A number's value and how many digits it was written with.
    pub(super) number: Option<(u64, u8)>,
    /// A mark; NUL for words and numbers.
    pub(super) mark: char,
    /// Where it stands, in bytes.
    pub(super) begin: usize,
    /// One past its last byte.
    pub(super) end: usize,
    /// Whether white space stands before it.
    pub(super) spaced: bool,
}

/// Value of a decimal digit in the scripts that dates are written in.
fn digit(c: char) -> Option<u64> {
    let zero = match c {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        '\u{966}'..='\u{96f}' => '\u{966}',
        '\u{9e6}'..='\u{9ef}' => '\u{9e6}',
        '\u{e50}'..='\u{e59}' => '\u{e50}',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        _ => return None,
    };
    Some(u64::from(u32::from(c) - u32::from(zero)))
}

/// Whether a character is a word of its own in a script without spaces, or a Hangul syllable.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}')
}

fn is_letter(c: char) -> bool {
    (c.is_alphabetic() || is_combining_mark(c)) && !stands_alone(c)
}

/// Cuts a text into tokens.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut chars = text.char_indices().peekable();
    let mut spaced = true;
    while let Some((begin, c)) = chars.next() {
        // Marks of direction stand inside dates and mean nothing to them.
        if c.is_whitespace()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
        {
            spaced |= c.is_whitespace();
            continue;
        }
        let mut token = Token {
            word: String::new(),
            number: None,
            mark: '\0',
            begin,
            end: begin + c.len_utf8(),
            spaced: std::mem::take(&mut spaced),
        };
        if let Some(first) = digit(c) {
            let (mut value, mut digits) = (first, 1_u8);
            while let Some(next) = chars.peek().and_then(|&(_, c)| digit(c)) {
                value = value.saturating_mul(10).saturating_add(next);
                digits = digits.saturating_add(1);
                token.end += chars.next().map_or(0, |(_, c)| c.len_utf8());
            }
            token.number = Some((value, digits));
        } else if stands_alone(c) {
            token.word = c.to_string();
        } else if is_letter(c) {
            while chars.peek().is_some_and(|&(_, c)| is_letter(c)) {
                token.end += chars.next().map_or(0, |(_, c)| c.len_utf8());
            }
            token.word = fold(&text[begin..token.end]);
        } else {
            token.mark = match c {
                '：' | '∶' => ':',
                '／' | '⁄' => '/',
                '．' => '.',
                '，' | '、' => ',',
                '−' | '–' | '—' | '－' | '‐' | '‑' => '-',
                '（' => '(',
                '）' => ')',
                other => other,
            };
        }
        out.push(token);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_between_digits_and_letters_and_around_ideographs() {
        let words = |text| -> Vec<String> {
            let show = |token: Token| match token.number {
                Some((value, digits)) => format!("{value}/{digits}"),
                None if token.word.is_empty() => token.mark.to_string(),
                None => token.word,
            };
            tokens(text).into_iter().map(show).collect()
        };
        assert_eq!(words("10h05 Févr."), ["10/2", "h", "5/2", "fevr", "."]);
        assert_eq!(
            words("２０２５年6月午前"),
            ["2025/4", "年", "6/1", "月", "午", "前"]
        );
    }
}
