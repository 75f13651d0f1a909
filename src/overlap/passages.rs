//! Passages: chains grown to where the shared text really begins and ends.
//!
//! A chain ends at its last three words in common, yet a desk may have changed a word just before
//! the end of a paragraph. So ends grow over a few words as long as the two texts keep agreeing,
//! and up to the sentence's end where hardly anything is left of it on either side.

use super::chain::Chain;
use super::runs::Run;
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

/// Grows chains into passages; no word comes to lie in two.
pub(super) fn align(chains: Vec<Chain>, a: &[Word], b: &[Word]) -> Vec<Aligned> {
    let mut taken = (vec![false; a.len()], vec![false; b.len()]);
    let mut kept = Vec::with_capacity(chains.len());
    for chain in chains {
        let passage = Aligned::new(chain, a, b);
        if size(&a[passage.a.0..passage.a.1]) >= LEAST {
            taken.0[passage.a.0..passage.a.1].fill(true);
            taken.1[passage.b.0..passage.b.1].fill(true);
            kept.push(passage);
        }
    }
    for passage in &mut kept {
        passage.grow(a, b, &mut taken);
    }
    kept
}

impl Aligned {
    fn new(runs: Chain, a: &[Word], b: &[Word]) -> Self {
        let first = runs.first().copied().unwrap_or(Run { a: 0, b: 0, len: 0 });
        let last = runs.last().copied().unwrap_or(first);
        let mut passage = Self {
            a: (first.a as usize, last.a_end() as usize),
            b: (first.b as usize, last.b_end() as usize),
            runs,
            narrative: Tally::default(),
            quoted: Tally::default(),
            spoken: Tally::default(),
        };
        passage.count(a, b);
        passage
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

    /// Words in common.
    pub(super) fn matched(&self) -> u32 {
        self.runs.iter().map(|run| run.len).sum()
    }

    /// Words of the longer side that lie between those in common.
    pub(super) fn gaps(&self) -> u32 {
        ((self.a.1 - self.a.0).max(self.b.1 - self.b.0) as u32).saturating_sub(self.matched())
    }

    fn grow(&mut self, a: &[Word], b: &[Word], taken: &mut (Vec<bool>, Vec<bool>)) {
        // Forward.
        loop {
            let room_a = room(&taken.0[self.a.1..]);
            let room_b = room(&taken.1[self.b.1..]);
            let meet = meet(room_a, room_b, |i, j, n| {
                (0..n).all(
                    |k| match (a.get(self.a.1 + i + k), b.get(self.b.1 + j + k)) {
                        (Some(x), Some(y)) => x.hash == y.hash,
                        _ => false,
                    },
                )
            });
            let Some((i, j, n)) = meet else { break };
            let run = Run {
                a: (self.a.1 + i) as u32,
                b: (self.b.1 + j) as u32,
                len: n as u32,
            };
            taken.0[self.a.1..run.a_end() as usize].fill(true);
            taken.1[self.b.1..run.b_end() as usize].fill(true);
            self.a.1 = run.a_end() as usize;
            self.b.1 = run.b_end() as usize;
            self.runs.push(run);
        }
        // Backward.
        loop {
            let room_a = taken.0[..self.a.0]
                .iter()
                .rev()
                .take(REACH + 2)
                .take_while(|t| !**t)
                .count();
            let room_b = taken.1[..self.b.0]
                .iter()
                .rev()
                .take(REACH + 2)
                .take_while(|t| !**t)
                .count();
            let meet = meet(room_a, room_b, |i, j, n| {
                (0..n).all(|k| {
                    self.a.0 > i + k
                        && self.b.0 > j + k
                        && a[self.a.0 - 1 - i - k].hash == b[self.b.0 - 1 - j - k].hash
                })
            });
            let Some((i, j, n)) = meet else { break };
            let run = Run {
                a: (self.a.0 - i - n) as u32,
                b: (self.b.0 - j - n) as u32,
                len: n as u32,
            };
            taken.0[run.a as usize..self.a.0].fill(true);
            taken.1[run.b as usize..self.b.0].fill(true);
            self.a.0 = run.a as usize;
            self.b.0 = run.b as usize;
            self.runs.insert(0, run);
        }
        self.count(a, b);
    }

    /// Number of words of the passage in each text.
    pub(super) fn sizes(&self, a: &[Word], b: &[Word]) -> (u32, u32) {
        (size(&a[self.a.0..self.a.1]), size(&b[self.b.0..self.b.1]))
    }
}

/// Words free beyond an end, as far as they are looked at.
fn room(taken: &[bool]) -> usize {
    taken
        .iter()
        .take(REACH + 2)
        .take_while(|taken| !**taken)
        .count()
}

/// The nearest place beyond both ends where two words agree: words to leave out on either side and
/// words in common.
fn meet(
    room_a: usize,
    room_b: usize,
    agree: impl Fn(usize, usize, usize) -> bool,
) -> Option<(usize, usize, usize)> {
    for sum in 0..=REACH {
        for i in 0..=sum {
            let j = sum - i;
            let n = if sum == 0 { 1 } else { 2 };
            if i + n <= room_a && j + n <= room_b && agree(i, j, n) {
                return Some((i, j, n));
            }
        }
    }
    None
}
