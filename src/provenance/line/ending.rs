//! A text that ends on its agency: "...he said. - Sapa", "The rest is silence. (AFP)".

use super::{Credit, Line, is_mark};
use crate::report::AgencyRole;

impl Line<'_> {
    /// The agencies on whose names the line ends, set off from what is said before.
    pub fn ending(&self) -> Vec<Credit> {
        let Some(last) = self.mentions.last() else {
            return Vec::new();
        };
        let rest = &self.text[last.span.end..];
        let is_code = rest.chars().count() <= 14
            && rest
                .chars()
                .all(|c| c.is_ascii_lowercase() || "/)].,;-– ".contains(c));
        let letters = rest.chars().filter(|c| c.is_alphabetic()).count();
        if !is_code || letters > 0 && !rest.starts_with('/') {
            return Vec::new();
        }
        let mut begin = self.text.len();
        let mut credits = Vec::new();
        for mention in self.mentions.iter().rev() {
            let joins = self.between(mention.span.end..begin).all(is_mark);
            if !(joins || credits.is_empty()) {
                break;
            }
            begin = mention.span.start;
            credits.push(mention.name.clone());
        }
        let before = self.text[..begin].trim_end();
        let mut marks = before.chars().rev();
        let is_set_off = match marks.next() {
            None => false,
            Some('-' | '–' | '—') => {
                // The dash ends a sentence, or stands after a space.
                let left = before.trim_end_matches(['-', '–', '—']);
                left.is_empty() || left.ends_with(' ') || ends_sentence(left)
            }
            Some('(' | '[') => {
                let left = before[..before.len() - 1].trim_end();
                ends_sentence(left) || left.ends_with(char::is_numeric)
            }
            Some('/') => before.len() > 1 && ends_sentence(before[..before.len() - 1].trim_end()),
            Some(_) => ends_sentence(before) || letters > 0,
        };
        if !is_set_off {
            return Vec::new();
        }
        let from = before.char_indices().rev().nth(60).map_or(0, |(at, _)| at);
        let role = AgencyRole::Whole;
        let credit = |name| Credit {
            name,
            vague: false,
            signs: false,
            role,
            span: from..self.text.len(),
        };
        credits.into_iter().map(credit).collect()
    }
}

fn ends_sentence(text: &str) -> bool {
    text.is_empty()
        || text.ends_with([
            '.', '!', '?', '"', '”', '“', '’', '\'', '»', '…', '。', '」', ')', ':',
        ])
}

#[cfg(test)]
mod tests {
    use super::super::tests::line;

    #[test]
    fn a_text_ends_on_its_agency() {
        for text in [
            "\"He will be back in March.\" - Sapa",
            "The rest is silence. (AFP)",
            "West. x@thomson.com afp/slj",
            "It rained. AP",
            "- AAP",
        ] {
            assert_eq!(line(text).ending().len(), 1, "{text}");
        }
        for text in [
            "as he told Reuters",
            "as he told Reuters.",
            "a report (by AFP)",
            "the AP",
        ] {
            assert!(line(text).ending().is_empty(), "{text}");
        }
    }
}
