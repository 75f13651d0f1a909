//! Runs: stretches of words that two texts have in common, word for word.
//!
//! Every three words that stand in both texts are an anchor; anchors side by side on one diagonal
//! (the same distance between the two places) make a run, and a run grows as far as the words
//! agree. A group of three words that is frequent in both texts would give a product of anchors;
//! such groups are paired first with first and last with last instead, so that the work stays
//! linear on a page that repeats one sentence.

use crate::text::Word;

/// Words in an anchor.
const ANCHOR: usize = 3;
/// Up to so many pairs of places of one group of words are all looked at.
const ALL_PAIRS: usize = 16;
/// Words compared while runs grow, per word of the two texts, before growing stops.
const GROWTH: usize = 64;

/// Places of groups of three words, sorted by group: `hash << 32 | place`.
#[derive(Clone, Debug, Default)]
pub(super) struct Anchors {
    places: Vec<u64>,
    /// Which groups there may be: a bit for each, by a part of its hash.
    filter: Vec<u64>,
}

/// Bits of a filter for each group of words.
const FILTER: usize = 16;

impl Anchors {
    /// Of all groups of a text.
    pub(super) fn new(words: &[Word]) -> Self {
        let mut places: Vec<u64> = groups(words).collect();
        places.sort_unstable();
        let mut filter = vec![0; (places.len() * FILTER / 64).next_power_of_two()];
        for place in &places {
            let (at, bit) = slot(*place, filter.len());
            filter[at] |= bit;
        }
        Self { places, filter }
    }

    /// Of those groups of a text that may stand in another one too: to sort these few is quick.
    pub(super) fn shared(words: &[Word], other: &Self) -> Self {
        let filter = &other.filter;
        let mut places: Vec<u64> = groups(words)
            .filter(|group| {
                let (at, bit) = slot(*group, filter.len());
                filter[at] & bit != 0
            })
            .collect();
        places.sort_unstable();
        Self {
            places,
            filter: Vec::new(),
        }
    }
}

/// The groups of a text in order.
fn groups(words: &[Word]) -> impl Iterator<Item = u64> {
    words.windows(ANCHOR).enumerate().map(|(place, three)| {
        let mut mixed = 0_u64;
        for word in three {
            mixed = (mixed.rotate_left(23) ^ word.hash).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        }
        (mixed & 0xffff_ffff_0000_0000) | place as u64
    })
}

/// Where a group stands in a filter of so many words, a power of two.
const fn slot(group: u64, words: usize) -> (usize, u64) {
    let hash = (group >> 32) as usize;
    ((hash >> 6) & (words - 1), 1 << (hash & 63))
}

/// Words `a..a + len` of one text equal words `b..b + len` of the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Run {
    pub a: u32,
    pub b: u32,
    pub len: u32,
}

impl Run {
    pub(super) const fn a_end(self) -> u32 {
        self.a + self.len
    }

    pub(super) const fn b_end(self) -> u32 {
        self.b + self.len
    }
}

/// All maximal runs of at least [`ANCHOR`] words, by place in `a`.
pub(super) fn runs(a: (&[Word], &Anchors), b: (&[Word], &Anchors)) -> Vec<Run> {
    let pairs = by_place(pair_anchors(&a.1.places, &b.1.places), a.0.len());
    let (a, b) = (a.0, b.0);
    let mut budget = GROWTH * (a.len() + b.len());
    let mut runs: Vec<Run> = Vec::new();
    // How far in `a` the last run of each diagonal reaches.
    let mut reach = vec![0_u32; a.len() + b.len()];
    for (i, j) in pairs {
        let reach = &mut reach[i as usize + b.len() - j as usize];
        if i < *reach {
            continue;
        }
        let (mut i, mut j) = (i as usize, j as usize);
        let ahead = a[i..].iter().zip(&b[j..]).take(budget);
        let mut len = ahead.take_while(|(x, y)| x.hash == y.hash).count();
        // Two different groups of words may share the upper half of a hash.
        if len < ANCHOR {
            continue;
        }
        *reach = (i + len) as u32;
        while i > 0 && j > 0 && budget > len && a[i - 1].hash == b[j - 1].hash {
            (i, j, len) = (i - 1, j - 1, len + 1);
        }
        budget -= len;
        runs.push(Run {
            a: i as u32,
            b: j as u32,
            len: len as u32,
        });
    }
    runs.sort_unstable();
    runs
}

/// The pairs by their places in `a`, counted into order.
fn by_place(pairs: Vec<(u32, u32)>, places: usize) -> Vec<(u32, u32)> {
    let mut begin = vec![0_u32; places + 1];
    for (place, _) in &pairs {
        begin[*place as usize + 1] += 1;
    }
    for place in 0..places {
        begin[place + 1] += begin[place];
    }
    let mut sorted = vec![(0, 0); pairs.len()];
    for pair in pairs {
        let place = &mut begin[pair.0 as usize];
        sorted[*place as usize] = pair;
        *place += 1;
    }
    sorted
}

/// Pairs of places at which both texts have the same group of words.
fn pair_anchors(a: &[u64], b: &[u64]) -> Vec<(u32, u32)> {
    let mut pairs = Vec::with_capacity(a.len().min(b.len()));
    let pair = |x: &u64, y: &u64| (*x as u32, *y as u32);
    let (mut i, mut j) = (0, 0);
    while let (Some(&x), Some(&y)) = (a.get(i), b.get(j)) {
        let (in_a, in_b) = (x >> 32, y >> 32);
        if in_a == in_b {
            let (in_a, in_b) = (group(&a[i..]), group(&b[j..]));
            if in_a.len() * in_b.len() <= ALL_PAIRS {
                for x in in_a {
                    pairs.extend(in_b.iter().map(|y| pair(x, y)));
                }
            } else {
                pairs.extend(in_a.iter().zip(in_b).map(|(x, y)| pair(x, y)));
                let ends = in_a.iter().rev().zip(in_b.iter().rev());
                pairs.extend(ends.map(|(x, y)| pair(x, y)));
            }
            i += in_a.len();
            j += in_b.len();
        } else {
            // Without a branch: which of the two is smaller cannot be foretold.
            i += usize::from(in_a < in_b);
            j += usize::from(in_b < in_a);
        }
    }
    pairs
}

/// The entries at the head of a sorted list that are of one group.
fn group(entries: &[u64]) -> &[u64] {
    let hash = entries[0] >> 32;
    let end = entries
        .iter()
        .position(|entry| entry >> 32 != hash)
        .unwrap_or(entries.len());
    &entries[..end]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::words;

    fn between(a: &str, b: &str) -> Vec<(u32, u32, u32)> {
        let (a, b) = (words(a), words(b));
        runs((&a, &Anchors::new(&a)), (&b, &Anchors::new(&b)))
            .iter()
            .map(|run| (run.a, run.b, run.len))
            .collect()
    }

    #[test]
    fn runs_are_maximal_and_sorted() {
        assert_eq!(
            between(
                "one two three four five six seven",
                "five six seven zero one two three four"
            ),
            [(0, 4, 4), (4, 0, 3)]
        );
    }

    #[test]
    fn anchors_that_are_shared_give_the_same_runs() {
        let a = words("one two three four five six seven eight two three four");
        let b = words("five six seven zero one two three four five one two three nine ten");
        let in_a = Anchors::new(&a);
        let all = Anchors::new(&b);
        let shared = Anchors::shared(&b, &in_a);
        assert!(shared.places.len() < all.places.len());
        let found = runs((&a, &in_a), (&b, &all));
        assert_eq!(runs((&a, &in_a), (&b, &shared)), found);
        let back = runs((&b, &all), (&a, &in_a));
        assert_eq!(runs((&b, &shared), (&a, &in_a)), back);
    }

    #[test]
    fn two_shared_words_are_no_run() {
        assert_eq!(between("alpha beta gamma", "alpha beta delta"), []);
    }

    #[test]
    fn work_is_linear_in_any_text() {
        let sentence = "the harbour is closed for the day ".repeat(3_000);
        let numbered = |number: fn(u64) -> u64| {
            let words: Vec<String> = (0..20_000).map(|n| format!("w{}", number(n))).collect();
            words.join(" ")
        };
        let few = numbered(|n| n.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 60);
        let periods = numbered(|n| n % (2 + n % 7));
        for one in [&sentence, &few, &periods] {
            for two in [&sentence, &few, &periods] {
                let (a, b) = (words(one), words(two));
                let (in_a, in_b) = (Anchors::new(&a), Anchors::new(&b));
                let pairs = pair_anchors(&in_a.places, &in_b.places);
                assert!(pairs.len() <= 2 * (a.len() + b.len()));
                let runs = runs((&a, &in_a), (&b, &in_b));
                let grown: usize = runs.iter().map(|run| run.len as usize).sum();
                assert!(grown <= GROWTH * (a.len() + b.len()));
            }
        }
    }

    #[test]
    fn a_page_of_one_sentence_costs_linear_work() {
        let text = "The harbour is closed for the day. ".repeat(10_000);
        let found = between(&text, &text[35..]);
        assert!(found.len() < 10);
        assert!(found.iter().any(|run| run.2 == 69_993));
    }
}
