//! Phrases that name a supplier: "with files from Reuters", "AFP contributed to this report".

use std::ops::Range;

use super::super::names::{Mention, Name, Names};
use super::super::words::Words;
use super::{Credit, Line};
use crate::report::AgencyRole;
use crate::rules::{Agencies, Folded};

/// Marks between a phrase and the names it introduces.
const FOLLOWING: &str = ",:;/&-–—•·'’\"“”()[]|：、，（）／ ";

impl Line<'_> {
    /// The suppliers that phrases name. `whole` says whether the line stands alone, outside the
    /// running text.
    pub fn phrases(&self, whole: bool) -> Vec<Credit> {
        let mut credits = Vec::new();
        let found: Vec<_> = Words::get().phrases(&self.folded).collect();
        let span = |said: &Range<usize>| self.folded.span(said.clone());
        // Words of names are no phrases that end the list of another: "Source: Halden News Agency".
        let ends: Vec<Range<usize>> = found
            .iter()
            .map(|(_, _, said)| span(said))
            .filter(|said| !self.is_in_name(said))
            .collect();
        for (phrase, name_follows, said) in found {
            let said = span(&said);
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
                // The names behind the next phrase are that one's.
                let next = ends.partition_point(|other| other.start < said.end);
                let next = ends.get(next).map_or(self.text.len(), |next| next.start);
                for mention in self.mentions_in(said.end..next) {
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
                let before = ends.partition_point(|other| other.end <= said.start);
                let before = before.checked_sub(1).map_or(0, |last| ends[last].end);
                for mention in self.mentions_in(before..said.start).iter().rev() {
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

    /// The mentions within a stretch of the text.
    fn mentions_in(&self, stretch: Range<usize>) -> &[Mention] {
        // They stand in order, and none overlaps another.
        let from = self
            .mentions
            .partition_point(|mention| mention.span.start < stretch.start);
        let rest = &self.mentions[from..];
        &rest[..rest.partition_point(|mention| mention.span.end <= stretch.end)]
    }

    /// Whether a stretch of the text stands within a name.
    fn is_in_name(&self, stretch: &Range<usize>) -> bool {
        let after = self
            .mentions
            .partition_point(|mention| mention.span.start <= stretch.start);
        let last = after.checked_sub(1).map(|last| &self.mentions[last]);
        last.is_some_and(|mention| stretch.end <= mention.span.end)
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
        let mentions = Names::default().find(&plain, &Folded::new(&plain));
        mentions
            .into_iter()
            .next()
            .map(|mention| (mention.name, end))
    }

    /// The agency that says in its own sentence that the text is its own.
    pub fn sign(&self) -> Option<Credit> {
        let (agency, span) = Agencies::get().sign(&self.folded)?;
        Some(Credit {
            name: Name::Listed(agency),
            vague: false,
            signs: true,
            role: AgencyRole::Whole,
            span,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{line, named};
    use crate::report::AgencyRole;

    #[test]
    fn names_between_two_phrases_are_the_first_ones_or_the_second_ones() {
        let text =
            "With files from AFP, with files from Reuters; AP, Belga contributed to this report.";
        let mut names = named(&line(text).phrases(true));
        names.sort_by(|one, other| one.0.cmp(&other.0));
        names.dedup();
        let of = |name: &str| (name.to_owned(), AgencyRole::Contributed);
        assert_eq!(names, ["AFP", "AP", "Belga", "Reuters"].map(of));
    }

    #[test]
    fn a_line_of_many_phrases_names_each_agency_as_often_as_it_stands_there() {
        let text = "with files from AFP, ".repeat(2_000);
        assert_eq!(line(&text).phrases(true).len(), 2_000);
    }

    #[test]
    fn a_sign_off_names_its_agency_by_address_or_name() {
        for text in [
            "More news like this is available on bloomberg.com",
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
