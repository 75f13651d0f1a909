//! Copyright lines: "© 2031 Reuters. All rights reserved."

use std::ops::Range;

use super::super::words::cuts_no_word;
use super::{Credit, Line, TokenKind};
use crate::report::AgencyRole;
use crate::rules::fold;

/// Characters of a line's last words.
const LAST_WORDS: usize = 120;

impl Line<'_> {
    /// Where the last words of a line begin that holds more than one thing.
    pub fn last_words(&self) -> usize {
        let from = self
            .text
            .char_indices()
            .rev()
            .nth(LAST_WORDS)
            .map_or(0, |(at, _)| at);
        from + self.text[from..]
            .find(char::is_whitespace)
            .filter(|_| from > 0)
            .unwrap_or(0)
    }

    /// The holders of the copyright of a text, as the line says it from a byte on. `attached` says
    /// whether the line is known to be about the text.
    pub fn copyright(&self, from: usize, attached: bool) -> Vec<Credit> {
        let folded = &*self.folded;
        let sign = ["©", "(c)", "copyright"].iter().filter_map(|sign| {
            folded
                .match_indices(sign)
                .map(|(at, _)| at..at + sign.len())
                .filter(|span| cuts_no_word(folded, span.clone()))
                .map(|span| folded.place(span.start))
                .find(|&at| at >= from)
        });
        let Some(begin) = sign.min() else {
            return Vec::new();
        };
        let mut credits = Vec::new();
        let mut at = begin;
        for mention in self.mentions.iter().filter(|m| m.span.start >= begin) {
            let is_near = mention.span.start - at <= 60;
            let is_person = self.between(at..mention.span.start).any(|token| {
                token.kind == TokenKind::Name
                    && token.does == 0
                    && !is_copyright(&self.text[token.span.clone()])
                    || token.kind == TokenKind::Mark('/')
            });
            let fits = self.is_names_or_copyright(at..mention.span.start);
            let next = self.text[mention.span.end..].trim_start().chars().next();
            if !is_near || is_person || !fits || next == Some('/') {
                break;
            }
            at = mention.span.end;
            let end = (mention.span.end + 60).min(self.text.len());
            let end = (end..=self.text.len()).find(|&end| self.text.is_char_boundary(end));
            let end = end.unwrap_or(self.text.len());
            let dated = self
                .between(begin..end)
                .any(|token| token.kind == TokenKind::Number);
            let reserved =
                folded.contains("rights reserved") || folded.contains("rechte vorbehalten");
            if dated || reserved || attached {
                credits.push(Credit {
                    name: mention.name.clone(),
                    vague: false,
                    signs: false,
                    role: AgencyRole::Whole,
                    span: begin..end,
                });
            }
        }
        credits
    }

    fn is_names_or_copyright(&self, span: Range<usize>) -> bool {
        self.between(span).all(|token| match token.kind {
            TokenKind::Small => token.does != 0 || is_copyright(&self.text[token.span.clone()]),
            TokenKind::Mark(mark) => "©(),.-–—:;&'’ ".contains(mark),
            TokenKind::Name | TokenKind::Number => true,
        })
    }
}

fn is_copyright(word: &str) -> bool {
    matches!(
        &*fold(word),
        "copyright" | "c" | "by" | "rights" | "all" | "reserved"
    )
}

#[cfg(test)]
mod tests {
    use super::super::tests::line;

    #[test]
    fn a_copyright_line_credits_its_holder() {
        for text in [
            "© Reuters 2031. All rights reserved.",
            "Copyright 2031 by The Associated Press. All rights reserved.",
            "© dpa-infocom, dpa:240516-99-53606/3 (dpa)",
            "Copyright © AFP 2017-2031.",
        ] {
            assert_eq!(line(text).copyright(0, false).len().min(1), 1, "{text}");
        }
        for text in [
            "© Ada Holm/AFP 2031",
            "© Reuters / Ada Holm",
            "© AFP",
            "AFP 2031",
        ] {
            assert!(line(text).copyright(0, false).is_empty(), "{text}");
        }
    }
}
