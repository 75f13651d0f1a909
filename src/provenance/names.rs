//! Names of agencies in a text: those of the list, and those that only their own form gives away.
//!
//! Every country has its agencies, and no list has them all. "Halden News Agency" is one by its
//! last words, "Agencia Tormes" by its first; its abbreviation means it on a page that spells it
//! out, in brackets after the name or by its initials.

use std::collections::HashMap;
use std::ops::{Range, RangeInclusive};

use super::words::{Part, Words, does};
use crate::order;
use crate::rules::{Agencies, Folded, Found, fold};
use crate::text::is_wordless_script;

/// Words that the rest of a name may have.
const MAX_WORDS: usize = 4;
/// Characters of an abbreviation.
const SHORT: RangeInclusive<usize> = 2..=6;
/// Characters of the rest of a name in a script without spaces.
const MAX_CHARS: usize = 6;

/// Whose name it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Name {
    /// One of the list.
    Listed(usize),
    /// One that is not in the list, as the page spells it.
    Unlisted(String),
    /// Agencies without a name.
    Unnamed,
}

/// A name in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    pub name: Name,
    /// Bytes of the text.
    pub span: Range<usize>,
    /// Whether it is an abbreviation or a word of its own.
    pub is_short: bool,
    /// Whether it says nothing where it stands alone.
    pub is_faint: bool,
}

/// The unlisted agencies that a page names.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Abbreviation to name.
    short: HashMap<String, String>,
    /// Folded name to its spelling.
    full: HashMap<String, String>,
}

impl Names {
    /// Collects the unlisted names of a page from its texts, each with itself folded.
    pub fn collect<'t>(texts: impl Iterator<Item = (&'t str, &'t Folded)>) -> Self {
        let mut names = Self::default();
        for (text, folded) in texts {
            for (span, is_whole) in unlisted(text, folded) {
                let name = &text[span.clone()];
                if !is_whole
                    || Agencies::get()
                        .find(name)
                        .iter()
                        .any(|f| f.span.len() == name.len())
                {
                    continue;
                }
                let spelled = names
                    .full
                    .entry(fold(name))
                    .or_insert_with(|| name.to_owned());
                if spelled.chars().all(|c| !c.is_lowercase()) {
                    name.clone_into(spelled);
                }
                let rest = text[span.end..].trim_start();
                let bracketed = rest.strip_prefix('(').and_then(|rest| {
                    let mut near = rest.char_indices().take(SHORT.end() + 1);
                    let (end, _) = near.find(|&(_, c)| c == ')')?;
                    Some(&rest[..end])
                });
                let short = bracketed.filter(|short| is_short(short));
                let initials: String = name
                    .split([' ', '-'])
                    .filter_map(|w| w.chars().next())
                    .collect();
                let short = short.map(str::to_owned).or_else(|| {
                    let is_free = is_short(&initials) && Agencies::get().find(&initials).is_empty();
                    is_free.then_some(initials)
                });
                if let Some(short) = short {
                    names.short.entry(short).or_insert_with(|| name.to_owned());
                }
            }
        }
        names
    }

    /// The agencies named in a text, in order, none overlapping another.
    pub fn find(&self, text: &str, folded: &Folded) -> Vec<Mention> {
        let listed_ones = Agencies::get().find_in(text, folded).into_iter();
        let mut found: Vec<Mention> = listed_ones.map(listed).collect();
        found.extend(
            unlisted(text, folded)
                .into_iter()
                .filter(|(_, is_whole)| *is_whole)
                .map(|(span, _)| {
                    let span = self.narrowed(text, span);
                    let folded = fold(&text[span.clone()]);
                    let spelled = self.full.get(&folded).cloned();
                    let name = spelled.unwrap_or_else(|| text[span.clone()].to_owned());
                    Mention {
                        name: Name::Unlisted(name),
                        span,
                        is_short: false,
                        is_faint: false,
                    }
                }),
        );
        found.extend(unnamed(folded));
        found.extend(self.shortened(text));
        // The first, of them the longest, of them the listed; what overlaps one before it is left
        // out.
        order::sort_by(&mut found, |a, b| {
            let place = |m: &Mention| (m.span.start, std::cmp::Reverse(m.span.end));
            place(a).cmp(&place(b)).then(a.name.cmp(&b.name))
        });
        let mut kept: Vec<Mention> = Vec::with_capacity(found.len());
        for mention in found {
            if kept
                .last()
                .is_none_or(|last| last.span.end <= mention.span.start)
            {
                kept.push(mention);
            }
        }
        kept
    }

    /// Cuts from a name what stands before it, where the page also spells it without.
    fn narrowed(&self, text: &str, span: Range<usize>) -> Range<usize> {
        let name = &text[span.clone()];
        let shortest = name
            .char_indices()
            .filter(|&(_, c)| c == ' ')
            .map(|(at, _)| at + 1)
            .rfind(|&at| self.full.contains_key(&fold(&name[at..])));
        span.start + shortest.unwrap_or(0)..span.end
    }

    fn shortened<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Mention> + 't {
        let base = text.as_ptr() as usize;
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| (2..=7).contains(&word.len()))
            .filter_map(move |word| {
                let begin = word.as_ptr() as usize - base;
                let name = Name::Unlisted(self.short.get(word)?.clone());
                Some(Mention {
                    name,
                    span: begin..begin + word.len(),
                    is_short: true,
                    is_faint: false,
                })
            })
    }
}

fn listed(found: Found) -> Mention {
    Mention {
        name: Name::Listed(found.agency),
        span: found.span,
        is_short: found.is_short,
        is_faint: found.is_faint,
    }
}

/// Whether a word can be the abbreviation of an agency.
fn is_short(word: &str) -> bool {
    SHORT.contains(&word.chars().count()) && word.chars().all(char::is_uppercase)
}

/// The spans of names that are agencies' by their form, and whether more than the form is there.
fn unlisted(text: &str, folded: &Folded) -> Vec<(Range<usize>, bool)> {
    let mut spans: Vec<(Range<usize>, bool)> = Vec::new();
    for (part, span) in Words::get().parts(folded) {
        let span = folded.span(span);
        let first = text[span.clone()].chars().next();
        if part == Part::Unnamed || first.is_none_or(char::is_lowercase) {
            continue;
        }
        let whole = match part {
            Part::End => before(text, span.start)..span.end,
            _ => span.start..after(text, span.end),
        };
        if spans.last().is_none_or(|(last, _)| last.end <= whole.start) {
            spans.push((whole.clone(), whole != span));
        }
    }
    spans
}

/// Where the name begins whose last words begin at `end`.
fn before(text: &str, end: usize) -> usize {
    if text[end..].chars().next().is_some_and(is_wordless_script) {
        let run = text[..end]
            .chars()
            .rev()
            .take(MAX_CHARS)
            .take_while(|&c| is_wordless_script(c));
        return end - run.map(char::len_utf8).sum::<usize>();
    }
    let mut begin = end;
    for _ in 0..MAX_WORDS {
        let rest = &text[..begin];
        let Some(rest) = rest.strip_suffix(' ') else {
            break;
        };
        let at = rest.rfind([' ', '\u{a0}', '(', '/', '"', '“', '-', '–', '—', ':']);
        let at = at.map_or(0, |at| {
            at + rest[at..].chars().next().map_or(1, char::len_utf8)
        });
        let word = &rest[at..];
        if !is_name_word(word) {
            break;
        }
        begin = at;
    }
    begin
}

/// Where the name ends whose first words end at `begin`.
fn after(text: &str, begin: usize) -> usize {
    let mut end = begin;
    let mut at = begin;
    for _ in 0..MAX_WORDS {
        let Some(rest) = text[at..].strip_prefix(' ') else {
            break;
        };
        let length = rest
            .find(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '\'' | '’'))
            .unwrap_or(rest.len());
        let word = &rest[..length];
        at += 1 + length;
        if is_name_word(word) {
            end = at;
        } else if !matches!(word, "de" | "do" | "da" | "di" | "del" | "la" | "of") {
            break;
        }
    }
    end
}

/// Whether a word can belong to an agency's own name.
fn is_name_word(word: &str) -> bool {
    let is_capital = word.chars().next().is_some_and(char::is_uppercase);
    let ends = word.chars().next_back().is_some_and(char::is_alphanumeric);
    let does = Words::get().does(&fold(word));
    let other = does::BY | does::JOIN | does::WITH | does::PLAIN | does::DATE | does::PICTURE;
    is_capital && ends && does & other == 0
}

/// Agencies that are not named.
fn unnamed(folded: &Folded) -> Vec<Mention> {
    let is_unnamed = |(part, _): &(Part, Range<usize>)| *part == Part::Unnamed;
    let parts = Words::get().parts(folded).filter(is_unnamed);
    let mention = |span| Mention {
        name: Name::Unnamed,
        span,
        is_short: true,
        is_faint: false,
    };
    parts.map(|(_, span)| mention(folded.span(span))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(page: &str, text: &str) -> Vec<String> {
        let folded: Vec<Folded> = page.lines().map(Folded::new).collect();
        let names = Names::collect(page.lines().zip(&folded));
        let mentions = names.find(text, &Folded::new(text)).into_iter();
        mentions
            .map(|mention| match mention.name {
                Name::Listed(agency) => Agencies::get().all()[agency].name.clone(),
                Name::Unlisted(name) => name,
                Name::Unnamed => "Agencies".to_owned(),
            })
            .collect()
    }

    #[test]
    fn an_agency_is_known_by_the_form_of_its_name() {
        for (text, name) in [
            ("By Halden News Agency", "Halden News Agency"),
            (
                "Photo and text: the Corvane Press Association.",
                "Corvane Press Association",
            ),
            ("Von der Tarner Presse-Agentur", "Tarner Presse-Agentur"),
            ("Agencia Tormes, 3 de mayo", "Agencia Tormes"),
            ("Kıyı Haber Ajansı’na göre", "Kıyı Haber Ajansı"),
            ("北湾通信社", "北湾通信社"),
        ] {
            assert_eq!(found(text, text), [name], "{text}");
        }
        for text in [
            "the news agency said",
            "News Agency",
            "By a Press Association",
        ] {
            assert!(
                !found(text, text)
                    .iter()
                    .any(|name| name.ends_with("Agency")),
                "{text}"
            );
        }
    }

    #[test]
    fn a_fuller_name_counts_over_the_listed_one_inside_it() {
        let text = "Corvane Press Association and the Press Association";
        assert_eq!(found(text, text), ["Corvane Press Association", "PA"]);
    }

    #[test]
    fn abbreviations_mean_what_the_page_spells_out() {
        let page = "Reporting by the Halden News Agency was used.\nTarn Coast Newswire (TCN)";
        assert_eq!(found(page, "VELDHAVEN (HNA)"), ["Halden News Agency"]);
        assert_eq!(found(page, "TARN, TCN:"), ["Tarn Coast Newswire"]);
        assert!(found("", "VELDHAVEN (HNA)").is_empty());
    }

    #[test]
    fn what_stands_before_a_name_the_page_knows_is_no_part_of_it() {
        let page = "© 2026 Halden News Agency";
        assert_eq!(
            found(page, "Ada Holm Halden News Agency"),
            ["Halden News Agency"]
        );
    }
}
