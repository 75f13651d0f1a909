//! Passages: chains grown to where the shared text really begins and ends.
//!
//! A chain ends at its last three words in common, yet a desk may have changed a word just before
//! the end of a paragraph. So ends grow over a few words as long as the two texts keep agreeing,
//! and up to the sentence's end where hardly anything is left of it on either side.

use std::cmp::Reverse;

use super::chain::{Chain, free};
use super::runs::Run;
use crate::order;
use crate::text::{Word, size};

/// Words looked at beyond an end for the two texts to meet again.
const REACH: usize = 4;
/// A chain needs so many words in common to be a passage.
const LEAST: u32 = 5;

/// An aligned passage, in words of both texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Aligned {
    /// First word and one past the last, in `a`.
    pub a: (usize, usize),
    /// The same in `b`.
    pub b: (usize, usize),
    /// The runs in it.
    pub runs: Chain,
    /// Words in common outside quoted speech.
    pub narrative: Tally,
    /// Words in common that either side sets in quotation marks.
    pub quoted: Tally,
    /// Words in common that both sides do.
    pub spoken: Tally,
}

/// Words in common of one sort; those of stock paragraphs are left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// All of them.
    pub words: u32,
    /// Those that are neither common words nor names.
    pub telling: u32,
    /// Names and numbers.
    pub names: u32,
}

impl Tally {
    /// Counts a word, in halves until [`Tally::halved`].
    fn add(&mut self, word: Word) {
        self.words += word.size();
        if word.is_capital() || word.is_number() {
            self.names += word.size() * u32::from(!word.is_common());
        } else if !word.is_common() {
            self.telling += word.size();
        }
    }

    const fn halved(self) -> Self {
        Self {
            words: self.words.div_ceil(2),
            telling: self.telling.div_ceil(2),
            names: self.names.div_ceil(2),
        }
    }
}

/// Grows chains into passages; no word comes to lie in two, not even between words in common: what
/// the heaviest chain spans is its own, and lighter ones keep what lies outside. What the words in
/// common are is counted apart ([`count`]), because to align them takes less than to know them.
pub(super) fn align(chains: Vec<Chain>, a: &[Word], b: &[Word]) -> Vec<Aligned> {
    let is_long = |passage: &Aligned| size(&a[passage.a.0..passage.a.1]) >= LEAST;
    let mut whole: Vec<Aligned> = chains.into_iter().map(Aligned::new).collect();
    whole.retain(is_long);
    order::sort_by_key(&mut whole, |passage| Reverse(passage.matched()));
    let mut taken = (vec![false; a.len()], vec![false; b.len()]);
    let mut kept: Vec<Aligned> = Vec::with_capacity(whole.len());
    for passage in whole {
        let runs = passage.runs.iter();
        let mut free: Vec<Run> = runs.map(|run| free(*run, &taken.0, &taken.1)).collect();
        free.retain(|run| run.len > 0);
        let pieces = free.chunk_by(|one, next| {
            let gap_a = &taken.0[one.a_end() as usize..next.a as usize];
            let gap_b = &taken.1[one.b_end() as usize..next.b as usize];
            !gap_a.contains(&true) && !gap_b.contains(&true)
        });
        let mut pieces: Vec<Aligned> = pieces.map(|runs| Aligned::new(runs.to_vec())).collect();
        pieces.retain(is_long);
        for piece in &pieces {
            taken.0[piece.a.0..piece.a.1].fill(true);
            taken.1[piece.b.0..piece.b.1].fill(true);
        }
        kept.append(&mut pieces);
    }
    order::sort_by_key(&mut kept, |passage| passage.a);
    for passage in &mut kept {
        passage.grow(a, b, &mut taken);
    }
    kept
}

/// Counts the words in common of passages by sort.
pub(super) fn count(passages: &mut [Aligned], a: &[Word], b: &[Word]) {
    for passage in passages {
        passage.count(a, b);
    }
}

impl Aligned {
    fn new(runs: Chain) -> Self {
        let first = runs.first().copied().unwrap_or(Run { a: 0, b: 0, len: 0 });
        let last = runs.last().copied().unwrap_or(first);
        Self {
            a: (first.a as usize, last.a_end() as usize),
            b: (first.b as usize, last.b_end() as usize),
            runs,
            narrative: Tally::default(),
            quoted: Tally::default(),
            spoken: Tally::default(),
        }
    }

    /// Counts the words in common by sort.
    fn count(&mut self, a: &[Word], b: &[Word]) {
        let (mut narrative, mut quoted, mut spoken) =
            (Tally::default(), Tally::default(), Tally::default());
        for run in &self.runs {
            let in_a = &a[run.a as usize..run.a_end() as usize];
            let in_b = &b[run.b as usize..run.b_end() as usize];
            for (x, y) in in_a
                .iter()
                .zip(in_b)
                .filter(|(x, y)| !x.is_stock() && !y.is_stock())
            {
                match (x.is_quoted(), y.is_quoted()) {
                    (false, false) => narrative.add(*x),
                    (true, true) => {
                        quoted.add(*x);
                        spoken.add(*x);
                    }
                    _ => quoted.add(*x),
                }
            }
        }
        self.narrative = narrative.halved();
        self.quoted = quoted.halved();
        self.spoken = spoken.halved();
    }

    /// The same passage seen from the other text.
    pub(super) fn flip(&mut self) {
        std::mem::swap(&mut self.a, &mut self.b);
        for run in &mut self.runs {
            std::mem::swap(&mut run.a, &mut run.b);
        }
    }

    /// Words in common.
    pub(super) fn matched(&self) -> u32 {
        self.runs.iter().map(|run| run.len).sum()
    }

    /// Words of the longer side that lie between those in common.
    pub(super) fn gaps(&self) -> u32 {
        ((self.a.1 - self.a.0).max(self.b.1 - self.b.0) as u32).saturating_sub(self.matched())
    }

    /// Grows both ends over free words, as long as the two texts meet again soon.
    fn grow(&mut self, a: &[Word], b: &[Word], taken: &mut (Vec<bool>, Vec<bool>)) {
        loop {
            let room = (
                room(taken.0[self.a.1..].iter()),
                room(taken.1[self.b.1..].iter()),
            );
            let (from_a, from_b) = (&a[self.a.1..], &b[self.b.1..]);
            let Some(step) = meet(room, |x, y| from_a[x].hash == from_b[y].hash) else {
                break;
            };
            let run = Run {
                a: (self.a.1 + step.skip_a) as u32,
                b: (self.b.1 + step.skip_b) as u32,
                len: step.len as u32,
            };
            taken.0[self.a.1..run.a_end() as usize].fill(true);
            taken.1[self.b.1..run.b_end() as usize].fill(true);
            (self.a.1, self.b.1) = (run.a_end() as usize, run.b_end() as usize);
            self.runs.push(run);
        }
        let mut front = Vec::new();
        loop {
            let room = (
                room(taken.0[..self.a.0].iter().rev()),
                room(taken.1[..self.b.0].iter().rev()),
            );
            let (end_a, end_b) = (self.a.0, self.b.0);
            let same = |x: usize, y: usize| a[end_a - 1 - x].hash == b[end_b - 1 - y].hash;
            let Some(step) = meet(room, same) else { break };
            let run = Run {
                a: (end_a - step.skip_a - step.len) as u32,
                b: (end_b - step.skip_b - step.len) as u32,
                len: step.len as u32,
            };
            taken.0[run.a as usize..end_a].fill(true);
            taken.1[run.b as usize..end_b].fill(true);
            (self.a.0, self.b.0) = (run.a as usize, run.b as usize);
            front.push(run);
        }
        front.reverse();
        front.append(&mut self.runs);
        self.runs = front;
    }

    /// Number of words of the passage in each text.
    pub(super) fn sizes(&self, a: &[Word], b: &[Word]) -> (u32, u32) {
        (size(&a[self.a.0..self.a.1]), size(&b[self.b.0..self.b.1]))
    }
}

/// Words free beyond an end, as far as they are looked at.
fn room<'a>(taken: impl Iterator<Item = &'a bool>) -> usize {
    taken.take(REACH + 2).take_while(|taken| !**taken).count()
}

/// Where two texts meet again beyond an end.
struct Step {
    /// Words left out on either side.
    skip_a: usize,
    skip_b: usize,
    /// Words in common after them.
    len: usize,
}

/// The nearest place beyond both ends where words agree: one right at the end, or two after others.
fn meet(room: (usize, usize), same: impl Fn(usize, usize) -> bool) -> Option<Step> {
    for skipped in 0..=REACH {
        let len = if skipped == 0 { 1 } else { 2 };
        for skip_a in 0..=skipped {
            let skip_b = skipped - skip_a;
            let fits = skip_a + len <= room.0 && skip_b + len <= room.1;
            if fits && (0..len).all(|k| same(skip_a + k, skip_b + k)) {
                return Some(Step {
                    skip_a,
                    skip_b,
                    len,
                });
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::words;

    #[test]
    fn ends_grow_over_a_changed_word_and_stop_at_other_text() {
        let a = words("zero one two three four five changed six seven. Other things entirely here");
        let b = words("nil one two three four five altered six seven. Nothing like that again");
        let chain = vec![Run { a: 1, b: 1, len: 5 }];
        let found = align(vec![chain], &a, &b);
        assert_eq!((found[0].a, found[0].b), ((1, 9), (1, 9)));
    }

    #[test]
    fn what_a_heavier_chain_spans_is_its_own() {
        let text = |of: &str, count: usize| {
            let all: Vec<String> = (0..count).map(|n| format!("{of}{n}")).collect();
            words(&all.join(" "))
        };
        let (a, b) = (text("ape", 20), text("bee", 50));
        let run = |a, b, len| Run { a, b, len };
        let spans = |chains| -> Vec<_> {
            let found = align(chains, &a, &b).into_iter();
            found.map(|passage| (passage.a, passage.b)).collect()
        };
        let within = vec![vec![run(0, 0, 6), run(12, 6, 6)], vec![run(6, 30, 6)]];
        assert_eq!(spans(within), [((0, 18), (0, 12))]);
        let around = vec![vec![run(0, 0, 5), run(14, 14, 5)], vec![run(5, 30, 12)]];
        let parts = [((0, 5), (0, 5)), ((5, 17), (30, 42))];
        assert_eq!(
            spans(around),
            parts,
            "the light one's end is too short by itself"
        );
    }

    #[test]
    fn words_are_counted_by_sort() {
        let a = words("one two three four five six");
        let mut found = align(vec![vec![Run { a: 0, b: 0, len: 6 }]], &a, &a);
        count(&mut found, &a, &a);
        assert_eq!(
            (
                found[0].narrative.words,
                found[0].quoted.words,
                found[0].gaps()
            ),
            (6, 0, 0)
        );
    }
}
