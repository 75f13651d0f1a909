//! One line of text: which agencies it credits, and in what words.
//!
//! A line credits in four ways: it is nothing but names and the small words between them ("By Ada
//! Holm and Reuters, Tuesday"), it holds a phrase that names a supplier ("with files from Reuters"),
//! it is a copyright line ("© 2031 Reuters"), or it ends on a name set off from the sentence before
//! it ("...he said. - Sapa"). A line that speaks of pictures credits pictures.

use std::ops::Range;

use super::names::{Mention, Name, Names};
use super::words::{Words, cuts_no_word, does};
use crate::report::AgencyRole;
use crate::rules::{Agencies, Folded, fold, is_wordless_script};

/// Characters of a line of names.
const MAX_LINE: usize = 220;
/// Words in it that are not known.
const MAX_NAMES: usize = 16;

/// Characters of a line's last words.
const LAST_WORDS: usize = 120;

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
        let mut mentions = names.find(text);
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
        let folded = Folded::new(text);
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
            mentions,
            tokens,
        }
    }

    /// The tokens of a span.
    fn between(&self, span: Range<usize>) -> impl Iterator<Item = &Token> {
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

    /// Whether the line speaks of pictures.
    pub fn is_of_pictures(&self) -> bool {
        self.tokens.iter().any(|token| {
            token.does & does::PICTURE != 0
                && !self
                    .mentions
                    .iter()
                    .any(|m| m.span.contains(&token.span.start))
        })
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

    /// The suppliers that phrases name. `whole` says whether the line stands alone, outside the
    /// running text.
    pub fn phrases(&self, whole: bool) -> Vec<Credit> {
        let folded = Folded::new(self.text);
        let mut credits = Vec::new();
        for (phrase, name_follows, said) in Words::get().phrases(&folded) {
            let said = folded.span(said);
            if !(whole || phrase.sure) {
                continue;
            }
            if phrase.opens {
                let opens = self.text[..said.start]
                    .chars()
                    .all(|c| !c.is_alphanumeric());
                if !opens || self.listing().is_none() {
                    continue;
                }
            }
            let mut add = |name: Name, end: usize| {
                let span = said.start.min(end)..said.end.max(end);
                credits.push(Credit {
                    name,
                    vague: phrase.unnamed,
                    signs: phrase.sign_off,
                    role: phrase.role,
                    span,
                });
            };
            if phrase.unnamed {
                add(Name::Unnamed, said.end);
            }
            if phrase.sign_off {
                if let Some((name, end)) = self.signed(said.end) {
                    add(name, end);
                }
            } else if name_follows {
                let mut at = said.end;
                for mention in self.mentions.iter().filter(|m| m.span.start >= said.end) {
                    let gap = at..mention.span.start;
                    let is_list = self.is_names(gap.clone(), FOLLOWING);
                    if !is_list && (at == said.end || !self.is_item(gap)) {
                        break;
                    }
                    add(mention.name.clone(), mention.span.end);
                    at = mention.span.end;
                }
            } else {
                let mut at = said.start;
                for mention in self
                    .mentions
                    .iter()
                    .rev()
                    .filter(|m| m.span.end <= said.start)
                {
                    if !self.is_names(mention.span.end..at, FOLLOWING) {
                        break;
                    }
                    add(mention.name.clone(), mention.span.start);
                    at = mention.span.start;
                }
            }
        }
        credits
    }

    /// Who signs off after a phrase that points to the supplier's own site.
    fn signed(&self, from: usize) -> Option<(Name, usize)> {
        let end = self.text[from..]
            .char_indices()
            .nth(80)
            .map_or(self.text.len(), |(at, _)| from + at);
        let rest = &self.text[from..end];
        let host = rest
            .split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-')))
            .find_map(|word| Agencies::get().of_host(word.trim_matches('.')));
        if let Some(agency) = host {
            return Some((Name::Listed(agency), end));
        }
        let plain = rest.replace("'s ", " ").replace("’s ", " ");
        let mentions = Names::default().find(&plain);
        mentions
            .into_iter()
            .next()
            .map(|mention| (mention.name, end))
    }

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
        let folded = Folded::new(self.text);
        let sign = ["©", "(c)", "copyright"].iter().filter_map(|sign| {
            folded
                .match_indices(sign)
                .map(|(at, _)| at..at + sign.len())
                .filter(|span| cuts_no_word(&folded, span.clone()))
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

    /// The agency that says in its own sentence that the text is its own.
    pub fn sign(&self) -> Option<Credit> {
        let (agency, span) = Agencies::get().sign(self.text)?;
        Some(Credit {
            name: Name::Listed(agency),
            vague: false,
            signs: true,
            role: AgencyRole::Whole,
            span,
        })
    }

    /// Whether the span holds only what stands before the agency in a dateline: places and dates.
    pub fn is_place_and_date(&self, span: Range<usize>) -> bool {
        self.is_names(span, ",.;/-–—'’() ")
    }
}

/// Marks between a phrase and the names it introduces.
const FOLLOWING: &str = ",:;/&-–—'’\"“”()[]|：、，（）／ ";

fn is_mark(token: &Token) -> bool {
    matches!(token.kind, TokenKind::Mark(_))
}

fn is_copyright(word: &str) -> bool {
    matches!(
        &*fold(word),
        "copyright" | "c" | "by" | "rights" | "all" | "reserved"
    )
}

fn ends_sentence(text: &str) -> bool {
    text.is_empty()
        || text.ends_with([
            '.', '!', '?', '"', '”', '“', '’', '\'', '»', '…', '。', '」', ')', ':',
        ])
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

    fn line(text: &str) -> Line<'_> {
        Line::new(text, &Names::default())
    }

    fn listed(text: &str) -> Option<Vec<(String, AgencyRole)>> {
        Some(named(&line(text).listing()?.credits))
    }

    fn named(credits: &[Credit]) -> Vec<(String, AgencyRole)> {
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

    #[test]
    fn a_sign_off_names_its_agency_by_address_or_name() {
        for text in [
            "More stories like this are available on bloomberg.com",
            "More stories like this are available on Bloomberg’s site.",
        ] {
            let names = named(&line(text).phrases(false));
            assert_eq!(
                names,
                [("Bloomberg".to_owned(), AgencyRole::Whole)],
                "{text}"
            );
        }
    }
}
