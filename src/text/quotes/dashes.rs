//! Speech without quotation marks: set off by dashes, or signed with one.
//!
//! Dialogue is set so in Russian, Spanish, French and Polish, where speech and attribution take
//! turns; posts of social networks carry a dash before the name of who posted.

use super::super::exact::is_dash;

/// Speech set off by dashes: `— Text, — said X. — More.`
pub(super) fn dialogue(text: &str, paragraphs: &[(usize, usize)], spans: &mut Vec<(usize, usize)>) {
    for &(begin, end) in paragraphs {
        let line = &text[begin..end];
        let lead = line.len() - line.trim_start().len();
        let mut chars = line[lead..].chars();
        let Some(dash @ ('—' | '–' | '―')) = chars.next() else {
            continue;
        };
        let first = chars.find(|c| !c.is_whitespace());
        if !first.is_some_and(|c| c.is_uppercase() || matches!(c, '¿' | '¡' | '«' | '…')) {
            continue;
        }
        // Speech and attribution take turns at every further dash that follows punctuation.
        let mut speaking = true;
        let mut from = begin + lead;
        let body = lead + dash.len_utf8();
        let mut turns = 0;
        for (at, _) in line[body..].match_indices(dash) {
            let at = body + at;
            let before = line[..at].trim_end();
            let turn = before.ends_with([',', '.', '!', '?', '…', '»', '"', ':']);
            if !turn || before.len() <= body {
                continue;
            }
            turns += 1;
            if speaking {
                spans.push((from, begin + before.len()));
            }
            speaking = !speaking;
            from = begin + at;
        }
        // A lone leading dash before a bare phrase is a list item, not speech.
        let sentence = line.trim_end().ends_with(['.', '!', '?', '…']);
        if speaking && (turns > 0 || (dash != '–' && sentence)) {
            spans.push((from, end));
        }
    }
}

/// Posts of social networks set into a story: paragraphs signed `— Name (@handle) date`.
pub(super) fn posts(text: &str, paragraphs: &[(usize, usize)], spans: &mut Vec<(usize, usize)>) {
    let mut before: Option<(usize, usize)> = None;
    for &(begin, end) in paragraphs.iter().filter(|(begin, end)| begin < end) {
        let line = &text[begin..end];
        if line.trim_start().starts_with(is_dash) && line.contains("(@") && line.len() < 160 {
            spans.push((before.map_or(begin, |(begin, _)| begin), end));
        }
        before = Some((begin, end));
    }
}

#[cfg(test)]
mod tests {
    use super::super::quotes;

    fn quoted(text: &str) -> Vec<&str> {
        quotes(text)
            .iter()
            .map(|(b, e)| &text[*b as usize..*e as usize])
            .collect()
    }

    #[test]
    fn dashes_set_off_dialogue() {
        assert_eq!(
            quoted("— Мы остаёмся, — сказал мэр. — Решение принято."),
            ["— Мы остаёмся,", "— Решение принято."]
        );
        assert_eq!(quoted("— First item of a list\n— second item"), [""; 0]);
    }

    #[test]
    fn a_signed_post_is_speech() {
        let text = "The pier was full.\n\nWe stay here.\n\n— Ada Holm (@adaholm) June 5, 2031";
        assert_eq!(
            quoted(text),
            ["We stay here.\n\n— Ada Holm (@adaholm) June 5, 2031"]
        );
    }
}
