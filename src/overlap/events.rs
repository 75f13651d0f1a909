//! How alike two stories are as reports of an event.
//!
//! Two reports written independently share names, places and the words of the matter, not their
//! sentences. So both are made vectors of rare words, once over the whole text and once over the
//! first 200 words, where reports say what happened; capitals, which names have, weigh double. The
//! score is the mean of the two cosines. How rare a word is follows from the stories at hand
//! ([`Frequencies`]) with a prior that stands in for stories not seen yet, so that five stories
//! about one event do not make the event's own words common.

use crate::fingerprint::Terms;
use crate::order;
use crate::text::WordMap;

/// Stories that the prior counts for.
const PRIOR: f32 = 100.0;
/// Share of stories that a common word, and any other word, is taken to stand in before any is seen.
const COMMON: f32 = 0.4;
const OTHER: f32 = 0.004;
/// Words of a story that is short, and how fast trust falls with length beyond.
const SHORT: u32 = 300;
const LENGTH: f32 = 0.7;

/// In how many stories each word stands.
#[derive(Clone, Debug, Default)]
pub struct Frequencies {
    stories: u32,
    words: WordMap<u32>,
}

impl Frequencies {
    /// Counts the words of one more story.
    pub fn add(&mut self, terms: &Terms) {
        self.stories += 1;
        for term in terms.iter() {
            *self.words.entry(term.hash).or_default() += 1;
        }
    }

    fn rarity(&self, seen: u32, is_common: bool) -> f32 {
        let prior = if is_common { COMMON } else { OTHER };
        ((self.stories as f32 + PRIOR) / (seen as f32 + PRIOR * prior))
            .ln()
            .max(0.0)
    }
}

/// A story as a report of an event: unit vectors over its words, sorted by word.
#[derive(Clone, Debug, Default)]
pub struct Vector {
    weights: Vec<Weight>,
    /// Words of the story.
    words: u32,
}

#[derive(Clone, Copy, Debug)]
struct Weight {
    hash: u64,
    whole: f32,
    lead: f32,
}

impl Vector {
    /// Weighs the words of a story.
    pub(super) fn new(terms: &Terms, frequencies: &Frequencies) -> Self {
        let (mut whole, mut lead) = (0.0, 0.0);
        // Most words were not seen and stand once or twice: their logarithms are taken once.
        let unseen = [false, true].map(|is_common| frequencies.rarity(0, is_common));
        let few: [f32; 16] = std::array::from_fn(|count| (1.0 + count as f32).ln());
        let often = |count: u16| match few.get(usize::from(count)) {
            Some(known) => *known,
            None => (1.0 + f32::from(count)).ln(),
        };
        let mut weights: Vec<Weight> = terms
            .iter()
            .filter_map(|term| {
                let rarity = match frequencies.words.get(&term.hash) {
                    Some(seen) => frequencies.rarity(*seen, term.common),
                    None => unseen[usize::from(term.common)],
                };
                let weight = Weight {
                    hash: term.hash,
                    whole: often(term.count) * rarity,
                    lead: often(term.lead) * rarity,
                };
                whole += weight.whole * weight.whole;
                lead += weight.lead * weight.lead;
                (rarity > 0.0).then_some(weight)
            })
            .collect();
        let (whole, lead) = (
            whole.sqrt().max(f32::MIN_POSITIVE),
            lead.sqrt().max(f32::MIN_POSITIVE),
        );
        for weight in &mut weights {
            weight.whole /= whole;
            weight.lead /= lead;
        }
        Self {
            weights,
            words: terms.words(),
        }
    }

    /// How alike two reports are, in `[0, 1]`.
    ///
    /// Long texts on one topic share more words by chance than short ones do, so what they share
    /// counts less, the less alike they are.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> f32 {
        let (whole, lead) = self.cosines(other);
        let likeness = f32::midpoint(whole, lead).min(1.0);
        let length = self.words.min(other.words).max(SHORT) as f32;
        let trust = (SHORT as f32 / length).powf(LENGTH);
        (likeness * (trust + (1.0 - trust) * likeness) * 1e4).round() / 1e4
    }

    /// Cosines of the whole texts and of their beginnings.
    fn cosines(&self, other: &Self) -> (f32, f32) {
        let (mut whole, mut lead) = (0.0, 0.0);
        let mut rest = other.weights.iter().peekable();
        for weight in &self.weights {
            while rest.next_if(|next| next.hash < weight.hash).is_some() {}
            if let Some(same) = rest.next_if(|next| next.hash == weight.hash) {
                whole += weight.whole * same.whole;
                lead += weight.lead * same.lead;
            }
        }
        (whole, lead)
    }

    /// The weightiest words: those by which like reports are looked up.
    #[must_use]
    pub fn heaviest(&self, count: usize) -> Vec<u64> {
        let mut heaviest: Vec<&Weight> = self.weights.iter().collect();
        order::sort_by(&mut heaviest, |x, y| {
            (y.whole + y.lead)
                .total_cmp(&(x.whole + x.lead))
                .then(x.hash.cmp(&y.hash))
        });
        heaviest.truncate(count);
        heaviest.into_iter().map(|weight| weight.hash).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    fn vector(text: &str) -> Vector {
        Vector::new(&Terms::new(text, &Text::new(text)), &Frequencies::default())
    }

    #[test]
    fn reports_of_one_event_are_more_alike_than_others() {
        let one = vector(
            "A ferry ran aground off Port Ellery on Monday; forty people were rescued by Captain Orme.",
        );
        let same = vector(
            "Forty passengers rescued after the Ellery ferry grounded, said Captain Orme of the coastguard.",
        );
        let other = vector(
            "The council of Northmere voted to raise parking fees after a debate about the harbour road.",
        );
        assert!(one.likeness(&same) > 2.0 * one.likeness(&other));
        assert!((one.likeness(&one) - 1.0).abs() < 1e-3);
        assert!((one.likeness(&same) - same.likeness(&one)).abs() < f32::EPSILON);
    }
}
