//! The shape of a block's text, told without knowing its language.

use crate::page::Block;
use crate::text::is_ideograph;

/// Counts over a block's text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shape {
    /// Characters, each of a script without spaces counted as three: it says about as much.
    pub(super) size: f32,
    pub(super) words: f32,
    pub(super) link_density: f32,
    /// 0 none, 1 clause or ellipsis, 2 sentence.
    pub(super) ending: f32,
    pub(super) sentences: f32,
    pub(super) commas: f32,
    pub(super) digits: f32,
    pub(super) capitals: f32,
    pub(super) capital_words: f32,
    pub(super) short_words: f32,
    pub(super) opens_quote: f32,
    pub(super) starts_lower: f32,
    pub(super) symbols: f32,
    pub(super) colon: f32,
}

/// Whether a script writes without spaces between words.
fn is_dense(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{e7f}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}')
}

impl Shape {
    pub(super) fn of(block: &Block) -> Self {
        let mut shape = Self::default();
        let (mut chars, mut dense, mut letters, mut word) = (0_u32, 0_u32, 0_u32, 0_u32);
        let mut capital = false;
        let end = |word: u32, capital: bool, shape: &mut Self| {
            if word > 0 {
                shape.words += 1.0;
                shape.short_words += f32::from(u8::from(word <= 3));
                shape.capital_words += f32::from(u8::from(capital));
            }
        };
        for c in block.text.chars() {
            chars += 1;
            dense += u32::from(is_dense(c));
            if is_ideograph(c) {
                capital &= word > 0;
                word += 1;
                letters += 1;
                continue;
            }
            if c.is_alphanumeric() {
                if word == 0 {
                    capital = c.is_uppercase();
                }
                word += 1;
                if c.is_alphabetic() {
                    letters += 1;
                    shape.capitals += f32::from(u8::from(c.is_uppercase()));
                } else {
                    shape.digits += 1.0;
                }
                continue;
            }
            if matches!(c, '\'' | '’' | '-') && word > 0 {
                continue;
            }
            end(word, capital, &mut shape);
            word = 0;
            match c {
                '.' | '!' | '?' | '。' | '！' | '？' | '؟' | '۔' | '।' => {
                    shape.sentences += 1.0;
                }
                ',' | '、' | '，' | '،' | ';' => shape.commas += 1.0,
                '|' | '©' | '@' | '#' | '»' | '›' | '•' | '→' | '/' | '+' | '·' => {
                    shape.symbols += 1.0;
                }
                _ => {}
            }
        }
        end(word, capital, &mut shape);
        let chars = chars.max(1) as f32;
        let mut from_end = block.text.chars().rev().skip_while(|c| {
            matches!(
                c,
                '"' | '”' | '’' | '\'' | ')' | '»' | '“' | '」' | '』' | ']' | '）'
            )
        });
        shape.ending = match from_end.next() {
            Some('.') if block.text.ends_with("...") => 1.0,
            Some('.' | '!' | '?' | '。' | '！' | '？' | '؟' | '۔' | '।') => 2.0,
            Some(':' | '…' | ';' | ',' | '：') => 1.0,
            _ => 0.0,
        };
        let first = block.text.chars().next().unwrap_or(' ');
        shape.opens_quote = f32::from(u8::from(matches!(
            first,
            '"' | '“' | '„' | '«' | '‘' | '\'' | '「' | '–' | '—' | '»'
        )));
        shape.starts_lower = f32::from(u8::from(first.is_lowercase()));
        shape.colon = f32::from(u8::from(block.text.ends_with([':', '：'])));
        shape.size = chars + 2.0 * dense as f32;
        shape.link_density = block.link_chars as f32 / chars;
        shape.digits /= chars;
        shape.capitals /= letters.max(1) as f32;
        let words = shape.words.max(1.0);
        shape.short_words /= words;
        shape.capital_words /= words;
        shape
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Anchor;

    fn shape(text: &str) -> Shape {
        let anchor = Anchor {
            element: 0,
            nodes: Vec::new(),
            begin: 0,
            end: 0,
        };
        let chars = text.chars().count() as u32;
        Shape::of(&Block {
            text: text.into(),
            anchor,
            chars,
            link_chars: 0,
        })
    }

    #[test]
    fn tells_sentences_from_labels() {
        let sentence = shape("“It is late,” she said.");
        assert!(sentence.ending > 1.5 && sentence.opens_quote > 0.5 && sentence.words > 4.5);
        let label = shape("Most Read Stories");
        assert!(label.ending < 0.5 && label.capital_words > 0.9);
    }

    #[test]
    fn scripts_without_spaces_weigh_more() {
        assert!(shape("今日は晴れ。").size > 15.0);
        assert!(shape("今日は晴れ。").ending > 1.5);
    }
}
