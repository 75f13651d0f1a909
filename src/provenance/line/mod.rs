//! One line of text: which agencies it credits, and in what words.
//!
//! A line credits in four ways: it is nothing but names and the small words between them ("By Ada
//! Holm and Reuters, Tuesday"), it holds a phrase that names a supplier ("with files from Reuters"),
//! it is a copyright line ("© 2031 Reuters"), or it ends on a name set off from the sentence before
//! it ("...he said. - Sapa"). A line that speaks of pictures credits pictures.

mod copyright;
mod ending;
mod phrases;

use std::borrow::Cow;
use std::ops::Range;

use super::names::{Mention, Name, Names};
use super::words::{Words, does};
use crate::report::AgencyRole;
use crate::rules::{Folded, fold};
use crate::text::is_wordless_script;

/// Characters of a line of names.
const MAX_LINE: usize = 220;
/// Words in it that are not known.
const MAX_NAMES: usize = 16;

/// A word of a line, or a mark between words.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Token {
    span: Range<usize>,
    kind: TokenKind,
    does: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TokenKind {
    /// Begins with a capital, or belongs to a script without them and is short.
    Name,
    Number,
    Small,
    Mark(char),
}

/// A line and what it is made of.
#[derive(Debug)]
pub(super) struct Line<'t> {
    pub text: &'t str,
    folded: Cow<'t, Folded>,
    pub mentions: Vec<Mention>,
    tokens: Vec<Token>,
}

/// What a line says of one agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Credit {
    pub name: Name,
    /// It speaks of an agency in passing, without naming it.
    pub vague: bool,
    /// It is the agency's own closing line.
    pub signs: bool,
    pub role: AgencyRole,
    /// Bytes of the line that say it.
    pub span: Range<usize>,
}

/// How a line of nothing but names is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Listing {
    pub credits: Vec<Credit>,
    /// It opens with "by" or the like.
    pub by: bool,
    /// It holds a date or a time.
    pub dated: bool,
    /// Its agencies are named by letters that mean much else.
    pub faint: bool,
}

impl<'t> Line<'t> {
    pub fn new(text: &'t str, names: &Names) -> Self {
        Self::of(text, Cow::Owned(Folded::new(text)), names)
    }

    /// As [`Self::new`], of a text that was folded already.
    pub fn folded(text: &'t str, folded: &'t Folded, names: &Names) -> Self {
        Self::of(text, Cow::Borrowed(folded), names)
    }

    fn of(text: &'t str, folded: Cow<'t, Folded>, names: &Names) -> Self {
        let mut mentions = names.find(text, &folded);
        // "the agencies AFP and AP" are named; "RP news wires" are somebody's own.
        let is_named = |at: usize, mentions: &[Mention]| {
            let span = &mentions[at].span;
            let next = mentions
                .get(at + 1)
                .map(|next| &text[span.end..next.span.start]);
            let before = text[..span.start].strip_suffix(' ').unwrap_or_default();
            let word = before.rsplit(' ').next().unwrap_or_default();
            let is_name = word.chars().next().is_some_and(char::is_uppercase)
                && word.ends_with(char::is_alphanumeric)
                && Words::get().does(&fold(word)) == 0;
            next.is_some_and(|gap| !gap.chars().any(char::is_alphanumeric)) || is_name
        };
        let unnamed = |at: &usize| mentions[*at].name == Name::Unnamed && is_named(*at, &mentions);
        let spoken_for: Vec<usize> = (0..mentions.len()).filter(unnamed).collect();
        for at in spoken_for.into_iter().rev() {
            mentions.remove(at);
        }
        let mut tokens = if mentions.is_empty() {
            Vec::new()
        } else {
            tokens(text)
        };
        for (phrase, _, said) in Words::get().phrases(&folded) {
            let said = folded.span(said);
            let bit = if phrase.role == AgencyRole::Contributed {
                does::WITH
            } else {
                does::PLAIN
            };
            let from = tokens.partition_point(|token| token.span.start < said.start);
            let inside = tokens[from..]
                .iter_mut()
                .take_while(|token| token.span.end <= said.end);
            inside.for_each(|token| token.does |= bit);
        }
        Self {
            text,
            folded,
            mentions,
            tokens,
        }
    }

    /// The tokens of a span.
    fn between(&self, span: Range<usize>) -> impl Iterator<Item = &Token> + Clone {
        let from = self
            .tokens
            .partition_point(|token| token.span.start < span.start);
        self.tokens[from..]
            .iter()
            .take_while(move |token| token.span.end <= span.end)
    }

    /// Whether the token is part of an agency's name.
    fn is_mentioned(&self, token: &Token) -> bool {
        let from = self
            .mentions
            .partition_point(|m| m.span.end <= token.span.start);
        self.mentions
            .get(from)
            .is_some_and(|m| m.span.contains(&token.span.start))
    }

    /// Whether a span holds only names and the small words and marks between them.
    fn is_names(&self, span: Range<usize>, marks: &str) -> bool {
        let mut names = 0;
        let outside = |token: &&Token| !self.is_mentioned(token);
        let fits = self
            .between(span)
            .filter(outside)
            .all(|token| match token.kind {
                TokenKind::Name => {
                    names += usize::from(token.does == 0);
                    token.does & does::PICTURE == 0
                }
                TokenKind::Number => true,
                TokenKind::Small => {
                    token.does & !does::PICTURE != 0 && token.does & does::PICTURE == 0
                }
                TokenKind::Mark(mark) => marks.contains(mark),
            });
        fits && names <= MAX_NAMES
    }

    /// Whether a span holds one item of a list, of which nothing is known: "AFP, edp, Reuters".
    fn is_item(&self, span: Range<usize>) -> bool {
        let words = self
            .between(span)
            .filter(|token| !is_mark(token) && token.does == 0);
        words
            .map(|token| token.span.len())
            .fold((0, 0), |(n, longest), length| (n + 1, longest.max(length)))
            <= (1, 5)
    }

    /// Whether the line speaks of pictures: by a word, or as "REUTERS/Ada Holm" does.
    pub fn is_of_pictures(&self) -> bool {
        self.is_of_photographer()
            || self.tokens.iter().any(|token| {
                token.does & does::PICTURE != 0
                    && !self
                        .mentions
                        .iter()
                        .any(|m| m.span.contains(&token.span.start))
            })
    }

    /// Whether it is an agency, a slash and the names of one person.
    fn is_of_photographer(&self) -> bool {
        let [agency] = &self.mentions[..] else {
            return false;
        };
        let Some(person) = self.text[agency.span.end..].strip_prefix('/') else {
            return false;
        };
        let mut names = self.between(self.text.len() - person.len()..self.text.len());
        // In capitals it may be a town.
        let is_name = |token: &Token| {
            let is_capitals = !self.text[token.span.clone()].contains(char::is_lowercase);
            token.kind == TokenKind::Name && token.does == 0 && !is_capitals
        };
        let count = names.clone().count();
        agency.span.start == 0 && (2..=4).contains(&count) && names.all(is_name)
    }

    /// Reads the line as a list of names.
    pub fn listing(&self) -> Option<Listing> {
        const MARKS: &str = ",.;:/|•·-–—()[]&+'’\"“”*©@»›<>_~=→●、：（）／ ";
        let first = self.mentions.first()?;
        let is_faint = self.mentions.iter().all(|m| m.is_faint) && self.tokens.len() < 2;
        if is_faint || self.text.chars().count() > MAX_LINE || self.is_of_pictures() {
            return None;
        }
        let mut at = 0;
        for mention in &self.mentions {
            if !self.is_names(at..mention.span.start, MARKS) || self.is_longer_name(mention) {
                return None;
            }
            at = mention.span.end;
        }
        if !self.is_names(at..self.text.len(), MARKS) {
            return None;
        }
        let opening = self
            .between(0..first.span.start)
            .find(|token| !is_mark(token));
        let outside = |token: &&Token| {
            !self
                .mentions
                .iter()
                .any(|m| m.span.contains(&token.span.start))
        };
        Some(Listing {
            credits: self
                .mentions
                .iter()
                .map(|mention| self.credit(mention))
                .collect(),
            by: opening.is_some_and(|token| token.does & does::BY != 0),
            faint: self.mentions.iter().all(|mention| mention.is_faint),
            dated: self
                .tokens
                .iter()
                .filter(outside)
                .any(|token| token.kind == TokenKind::Number),
        })
    }

    /// Whether the name goes on where the mention ends: "Reuters Events".
    fn is_longer_name(&self, mention: &Mention) -> bool {
        let is_other = |token: &Token| token.kind == TokenKind::Name && token.does == 0;
        // "AP Golf Writer" is a writer of the agency.
        let mut next = self.between(mention.span.end..self.text.len()).take(3);
        let goes_on = next
            .next()
            .is_some_and(|token| token.span.start == mention.span.end + 1 && is_other(token));
        let is_writer = next.any(|token| token.does & does::ROLE != 0);
        let stands_on = self
            .between(0..mention.span.start)
            .last()
            .is_some_and(|token| token.span.end + 1 == mention.span.start && is_other(token));
        mention.is_short && goes_on && !is_writer || mention.is_faint && stands_on
    }

    /// The credit of a mention in a list of names: it only helped where it comes after others, by a
    /// word that says so or joined to people.
    fn credit(&self, mention: &Mention) -> Credit {
        let before: Vec<&Token> = self.between(0..mention.span.start).collect();
        let is_other = |token: &&Token| token.kind == TokenKind::Name && token.does == 0;
        let is_person = |token: &&Token| {
            let inside = self
                .mentions
                .iter()
                .any(|m| m.span.contains(&token.span.start));
            is_other(token) && !inside
        };
        let people = before
            .iter()
            .any(|token| is_person(token) || token.does & does::ROLE != 0);
        let joint = before.last().is_some_and(|token| {
            token.does & does::JOIN != 0 || matches!(token.kind, TokenKind::Mark('/' | '&' | '+'))
        });
        let helped = before
            .iter()
            .rev()
            .take(3)
            .any(|token| token.does & does::WITH != 0);
        let role = if helped || people && joint {
            AgencyRole::Contributed
        } else {
            AgencyRole::Whole
        };
        Credit {
            name: mention.name.clone(),
            vague: false,
            signs: false,
            role,
            span: 0..self.text.len(),
        }
    }

    /// Whether the span holds only what stands before the agency in a dateline: places and dates.
    pub fn is_place_and_date(&self, span: Range<usize>) -> bool {
        self.is_names(span, ",.;/-–—'’() ")
    }
}

fn is_mark(token: &Token) -> bool {
    matches!(token.kind, TokenKind::Mark(_))
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((begin, c)) = chars.next() {
        if !c.is_alphanumeric() {
            if !c.is_whitespace() {
                let span = begin..begin + c.len_utf8();
                tokens.push(Token {
                    span,
                    kind: TokenKind::Mark(c),
                    does: 0,
                });
            }
            continue;
        }
        let mut end = begin + c.len_utf8();
        while let Some(&(at, next)) = chars.peek() {
            // An apostrophe or a hyphen inside a word belongs to it.
            let joins = matches!(next, '\'' | '’' | '-')
                && text[at + next.len_utf8()..]
                    .chars()
                    .next()
                    .is_some_and(char::is_alphanumeric);
            if !(next.is_alphanumeric() || joins) {
                break;
            }
            end = at + next.len_utf8();
            chars.next();
        }
        let word = &text[begin..end];
        let does = Words::get().does(&fold(word));
        let short = word.chars().count() <= 4;
        let kind = if c.is_numeric() {
            TokenKind::Number
        } else if c.is_uppercase() || is_wordless_script(c) && short {
            TokenKind::Name
        } else {
            TokenKind::Small
        };
        tokens.push(Token {
            span: begin..end,
            kind,
            does,
        });
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Agencies;

    pub(super) fn line(text: &str) -> Line<'_> {
        Line::new(text, &Names::default())
    }

    fn listed(text: &str) -> Option<Vec<(String, AgencyRole)>> {
        Some(named(&line(text).listing()?.credits))
    }

    pub(super) fn named(credits: &[Credit]) -> Vec<(String, AgencyRole)> {
        let name = |credit: &Credit| match &credit.name {
            Name::Listed(agency) => Agencies::get().all()[*agency].name.clone(),
            Name::Unlisted(name) => name.clone(),
            Name::Unnamed => "Agencies".to_owned(),
        };
        credits
            .iter()
            .map(|credit| (name(credit), credit.role))
            .collect()
    }

    #[test]
    fn a_list_of_names_credits_the_agencies_in_it() {
        use AgencyRole::{Contributed, Whole};
        for (text, names) in [
            ("By ADA HOLM, Associated Press Writer", vec![("AP", Whole)]),
            ("Reuters, Larkfield,", vec![("Reuters", Whole)]),
            ("Ada Holm and AP", vec![("AP", Contributed)]),
            ("Von Ada Holm mit AFP", vec![("AFP", Contributed)]),
            ("Von dpa 30.04.2031, 18:58", vec![("dpa", Whole)]),
            ("By Ada Holm and agencies", vec![("Agencies", Contributed)]),
            (
                "AFP / Updated: Dec 22, 2031, 19:28 IST",
                vec![("AFP", Whole)],
            ),
            ("sid/dpa", vec![("SID", Whole), ("dpa", Whole)]),
            (
                "Larkfield News Service; with files from Reuters",
                vec![("Larkfield News Service", Whole), ("Reuters", Contributed)],
            ),
        ] {
            let names = names
                .into_iter()
                .map(|(name, role)| (name.to_owned(), role))
                .collect();
            assert_eq!(listed(text), Some(names), "{text}");
        }
    }

    #[test]
    fn a_sentence_a_picture_credit_and_a_longer_name_are_no_list() {
        for text in [
            "Shares fell, Reuters reported.",
            "AP Photo/Ada Holm",
            "Foto: dpa",
            "Reuters Events",
            "She told AFP",
            "AA",
        ] {
            assert_eq!(listed(text), None, "{text}");
        }
    }
}
