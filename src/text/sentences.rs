//! Sentences, by their final marks.
//!
//! A sentence ends at `.`, `!`, `?`, `…` or their sisters in other scripts, at closing quotation
//! marks after them, and at every line end. A point after an abbreviation, an initial or a number
//! that goes on in lower case ends nothing.

use super::quotes::may_close;

/// Abbreviations before names and numbers, lower case, without their point.
const ABBREVIATIONS: [&str; 39] = [
    "adm", "art", "av", "bros", "bzw", "ca", "capt", "cf", "co", "col", "corp", "dr", "etc", "fig",
    "gen", "gov", "hon", "inc", "jr", "lt", "ltd", "maj", "mme", "mr", "mrs", "ms", "no", "nr",
    "prof", "rep", "rev", "sen", "sgt", "sr", "sra", "st", "str", "vs", "z.b",
];

/// Characters looked at for the word that follows a final mark.
const AHEAD: usize = 32;

/// Splits a text into sentences: spans of bytes without the white space around them.
#[must_use]
pub fn sentences(text: &str) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    let mut begin = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let ends = match c {
            // Lines, and scripts that put no space after the mark.
            '\n' | '\u{2028}' | '\u{2029}' | '。' | '！' | '？' | '．' | '।' | '॥' | '۔' | '؟'
            | '።' => true,
            '.' | '!' | '?' | '…' => {
                while chars
                    .next_if(|(_, next)| is_final(*next) || closes(*next))
                    .is_some()
                {}
                let rest = &text[chars.peek().map_or(text.len(), |(next, _)| *next)..];
                ends_sentence(&text[begin..at], c, rest)
            }
            _ => false,
        };
        if ends {
            while chars.next_if(|(_, next)| closes(*next)).is_some() {}
            let end = chars.peek().map_or(text.len(), |(next, _)| *next);
            push(text, begin, end, &mut found);
            begin = end;
        }
    }
    push(text, begin, text.len(), &mut found);
    found
}

fn is_final(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…')
}

fn closes(c: char) -> bool {
    matches!(c, ')' | ']') || may_close(c)
}

/// Whether a final mark after `before` ends the sentence, seeing what follows.
fn ends_sentence(before: &str, mark: char, rest: &str) -> bool {
    let mut following = rest.chars();
    match following.next() {
        None => return true,
        Some(space) if space.is_whitespace() => {}
        Some(_) => return false,
    }
    let next = following.take(AHEAD).find(|c| c.is_alphanumeric());
    if next.is_some_and(char::is_lowercase) {
        return false;
    }
    if mark != '.' {
        return true;
    }
    let last = before
        .rsplit(|c: char| c.is_whitespace() || c == '(')
        .next()
        .unwrap_or("");
    let last = last.trim_start_matches(|c: char| !c.is_alphanumeric());
    // At most this long, so that lower-casing stays cheap.
    if last.len() > 6 {
        return true;
    }
    let initial = last.chars().count() == 1 && last.chars().all(char::is_uppercase);
    !(initial || ABBREVIATIONS.contains(&last.to_lowercase().as_str()))
}

fn push(text: &str, begin: usize, end: usize, found: &mut Vec<(u32, u32)>) {
    let piece = &text[begin..end];
    let trimmed = piece.trim();
    if !trimmed.is_empty() {
        let start = begin + (piece.len() - piece.trim_start().len());
        found.push((start as u32, (start + trimmed.len()) as u32));
    }
}

#[cfg(test)]
mod tests {
    use super::sentences;

    fn split(text: &str) -> Vec<&str> {
        sentences(text)
            .iter()
            .map(|(b, e)| &text[*b as usize..*e as usize])
            .collect()
    }

    #[test]
    fn splits_at_ends_and_nowhere_else() {
        assert_eq!(
            split("Mr. Orr paid $3.5m. “Enough!” he said. \"Go.\" J. Vance left… Then?\nNew line"),
            [
                "Mr. Orr paid $3.5m.",
                "“Enough!” he said.",
                "\"Go.\"",
                "J. Vance left…",
                "Then?",
                "New line"
            ]
        );
        assert_eq!(
            split("今日は雨。「終わり。」明日も。"),
            ["今日は雨。", "「終わり。」", "明日も。"]
        );
    }
}
