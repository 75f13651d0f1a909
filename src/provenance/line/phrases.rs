//! Phrases that name a supplier: "with files from Reuters", "AFP contributed to this report".

use super::super::names::{Name, Names};
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
        for (phrase, name_follows, said) in Words::get().phrases(&self.folded) {
            let said = self.folded.span(said);
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
