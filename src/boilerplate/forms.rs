//! Short texts that say by their form what they are: times of a player, a count of pictures, buttons in
//! brackets, a picture's credit, a path of arrows.

use crate::report::Kind;
use crate::rules::Rules;

/// Characters of a button in brackets at most.
const BUTTON: usize = 16;

/// Whether a text is times and what divides them: `0:25`, `00:00 | 10:50`.
pub(super) fn is_time(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, ':' | '/' | '|' | '-' | ' ');
    text.contains(':') && text.chars().all(is_part)
}

/// Whether a short text counts: a number, a word or a slash, and a number.
pub(super) fn counts(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    let is_number = |word: &str| word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit());
    words.windows(3).any(|three| {
        is_number(three[0])
            && is_number(three[2])
            && matches!(
                three[1],
                "of" | "/" | "von" | "sur" | "de" | "di" | "van" | "z" | "av"
            )
    })
}

/// Whether a text is words in brackets and little else: `[Back] [On]`, `【返回】【打印】`.
pub(super) fn is_bracketed(text: &str) -> bool {
    let (mut begun, mut pairs, mut within, mut beside) = (None, 0, 0, 0);
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        begun = match (c, begun) {
            ('[' | '【' | '〔', None) => Some(0),
            (']' | '】' | '〕', Some(length)) => {
                pairs += 1;
                within += length;
                None
            }
            (_, Some(length)) if length < BUTTON => Some(length + 1),
            (_, Some(_)) => return false,
            (_, None) => {
                beside += 1;
                None
            }
        };
    }
    pairs >= 2 && within > 3 * beside
}

/// Whether a text ends with a picture's credit: `The quay. Photo: A. Name`, `The quay (Image: Name)`.
pub(super) fn names_picture(text: &str) -> bool {
    let Some(at) = text.contains(':').then(|| text.rfind(": ")).flatten() else {
        return false;
    };
    let begin = text[..at]
        .rfind(['.', '(', '|', '['])
        .map_or(0, |at| at + 1);
    let tail = text[begin..].trim_start();
    tail.split(' ').count() <= 8
        && Rules::get()
            .said(tail)
            .hits
            .iter()
            .any(|hit| hit.rule.kind == Kind::Caption && hit.begin < 2)
}

/// Whether a short text is pieces between arrows.
pub(super) fn is_path(text: &str) -> bool {
    // Most texts have no arrow, which a look at their characters shows soonest.
    text.contains(['›', '»', '>', '/'])
        && [" › ", " » ", " > ", " / "].iter().any(|arrow| {
            text.split(arrow)
                .filter(|piece| !piece.trim().is_empty())
                .count()
                > 1
        })
}

#[cfg(test)]
mod tests {
    use super::{counts, is_bracketed, is_path, is_time, names_picture};

    /// Holds a form to what has it and what has not.
    fn hold(form: fn(&str) -> bool, has: &[&str], has_not: &[&str]) {
        for text in has {
            assert!(form(text), "{text}");
        }
        for text in has_not {
            assert!(!form(text), "{text}");
        }
    }

    #[test]
    fn forms_are_told_from_sentences() {
        hold(is_time, &["0:25", "00:00 | 10:50"], &["At 10:50", "2031"]);
        hold(
            counts,
            &["2 of 7", "Picture 1 / 12"],
            &["One of 7 lamps", "7 lamps"],
        );
        hold(
            is_bracketed,
            &[
                "[Back] [On]",
                "【返回】【打印】",
                "Page 2 [Back] [Larger type] [Print]",
            ],
            &[
                "[Back]",
                "The wall [of 1931] gave way [again] on Monday, the authority said.",
                "[He] said that the wall would be closed [by the spring] at the latest",
                "[a text that goes on and on] [b]",
                "]] [[",
            ],
        );
        hold(
            names_picture,
            &["The quay (Image: Ada Holm)"],
            &["The quay in the evening"],
        );
        hold(
            is_path,
            &["Home › Harbour", "Home > Walls"],
            &["Home", "a > "],
        );
    }
}
