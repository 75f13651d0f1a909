//! Spans inside a block that are of another kind: a pointer behind a paragraph, an agency's credit
//! behind the last sentence, the author in front of a date.

use crate::report::{Kind, Mark};
use crate::rules::{Rules, Said};
use crate::text::sentences;

/// Sentences of a block that are asked, from either end.
const ENDS: usize = 6;

/// Strength of a rule that says beyond doubt what a sentence is.
const SURE: u8 = 3;

/// The spans of a block that differ from its kind, given its text and what that says.
pub(super) fn marks(text: &str, said: &Said, kind: Kind) -> Vec<Mark> {
    match kind {
        Kind::Body | Kind::Summary | Kind::OtherStory if said.strongest >= SURE => {
            by_sentence(text, kind)
        }
        Kind::Date => author(said).into_iter().collect(),
        _ => Vec::new(),
    }
}

fn by_sentence(text: &str, kind: Kind) -> Vec<Mark> {
    let sentences = sentences(text);
    let mut marks: Vec<Mark> = Vec::new();
    if sentences.len() < 2 {
        return marks;
    }
    let (mut at, mut bytes) = (0, 0);
    for (number, &(begin, end)) in sentences.iter().enumerate() {
        if number >= ENDS && number + ENDS < sentences.len() {
            continue;
        }
        let (begin, end) = (begin as usize, end as usize);
        at += text[bytes..begin].chars().count() as u32;
        bytes = begin;
        let sentence = &text[begin..end];
        let Some(other) = kind_of(sentence).filter(|&other| other != kind) else {
            continue;
        };
        let length = sentence.chars().count() as u32;
        match marks.last_mut() {
            Some(mark) if mark.kind == other && at <= mark.end + 1 => mark.end = at + length,
            _ => marks.push(Mark {
                kind: other,
                begin: at,
                end: at + length,
            }),
        }
    }
    marks
}

/// The kind of a sentence that says so beyond doubt.
fn kind_of(sentence: &str) -> Option<Kind> {
    let Said { folded, hits, .. } = Rules::get().said(sentence);
    let first = folded.find(char::is_alphanumeric).unwrap_or(0);
    let quote = folded.find('"').unwrap_or(usize::MAX);
    hits.into_iter()
        .filter(|hit| hit.rule.strength == SURE && hit.begin < quote)
        .find(|hit| hit.begin <= first || matches!(hit.rule.kind, Kind::Credit | Kind::Notice))
        .map(|hit| hit.rule.kind)
}

/// "By Ada Holm 5 June 2031": the words before the date are the author's.
fn author(Said { folded, hits, .. }: &Said) -> Option<Mark> {
    let first = folded.find(char::is_alphanumeric).unwrap_or(0);
    let by = hits
        .iter()
        .find(|hit| hit.rule.kind == Kind::Byline && hit.begin <= first)?;
    let lexicon = crate::rules::lexicon();
    let mut end = 0;
    for word in folded.split_inclusive(char::is_whitespace) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let is_dated = bare.starts_with(|c: char| c.is_ascii_digit())
            || lexicon.months.contains(bare)
            || lexicon.weekdays.contains(bare)
            || lexicon.dated.contains(bare) && bare.len() > 2;
        if is_dated && end > by.end {
            let names = folded[..end].trim_end();
            let names = names.trim_end_matches([' ', '|', '-', ',']);
            let names = names.strip_suffix(" on").unwrap_or(names);
            return Some(Mark {
                kind: Kind::Byline,
                begin: 0,
                end: names.chars().count() as u32,
            });
        }
        end += word.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::marks;
    use crate::report::Kind;
    use crate::rules::Rules;

    fn spans(text: &str, kind: Kind) -> Vec<(Kind, String)> {
        let chars: Vec<char> = text.chars().collect();
        let cut = |begin: u32, end: u32| chars[begin as usize..end as usize].iter().collect();
        marks(text, &Rules::get().said(text), kind)
            .iter()
            .map(|m| (m.kind, cut(m.begin, m.end)))
            .collect()
    }

    #[test]
    fn a_credit_behind_the_last_sentence_is_marked() {
        assert_eq!(
            spans(
                "The quay é shut. It rained. (Reporting by Ada Holm; Editing by Piet Roos)",
                Kind::Body
            ),
            [(
                Kind::Credit,
                "(Reporting by Ada Holm; Editing by Piet Roos)".to_owned()
            )]
        );
    }

    #[test]
    fn the_author_before_a_date_is_marked() {
        assert_eq!(
            spans("By Ada Holm on June 5, 2031", Kind::Date),
            [(Kind::Byline, "By Ada Holm".to_owned())]
        );
    }

    #[test]
    fn a_quotation_about_rights_is_the_story() {
        assert_eq!(
            spans("He read it. “All rights reserved,” it said.", Kind::Body),
            []
        );
    }
}
