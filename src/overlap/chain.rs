//! Chains: runs that follow one another in both texts with small gaps are one passage.
//!
//! A desk changes a word here and drops a clause there; what is left are runs in the same order.
//! Sparse dynamic programming finds, for each run, the best chain that ends with it, where a gap is
//! at most so many words on either side (a setting) and the two gaps differ by at most [`DRIFT`]. The best
//! chains are then taken one after the other, each word of either text belonging to one passage
//! only; so a moved paragraph is a passage of its own.

use std::cmp::Ordering;

use super::runs::Run;
use crate::order;

/// Most words by which the gaps on the two sides may differ.
const DRIFT: i64 = 10;
/// Chains kept open at a time; more are only wanted by text made to cost time.
const OPEN: usize = 48;

/// Runs of one passage, in order in both texts, none overlapping another.
pub(super) type Chain = Vec<Run>;

/// Chains over runs that are sorted by place in `a`; `size` is the number of words of each text.
///
/// `gap` is the most words between two runs of one chain, on either side.
pub(super) fn chains(runs: &[Run], size: (usize, usize), gap: u32) -> Vec<Chain> {
    let gap = i64::from(gap);
    let links = link(runs, gap);
    let mut best: Vec<usize> = (0..runs.len()).collect();
    order::sort_by(&mut best, |&x, &y| by_score(&links, x, y));
    let mut used = vec![false; runs.len()];
    let mut taken = (vec![false; size.0], vec![false; size.1]);
    let mut chains = Vec::new();
    for last in best {
        let mut chain = Chain::new();
        let mut at = Some(last);
        while let Some(run) = at.filter(|run| !used[*run]) {
            used[run] = true;
            // What better chains left of it, less what follows in this chain.
            let mut rest = free(runs[run], &taken.0, &taken.1);
            if let Some(next) = chain.last() {
                rest = before(rest, *next);
            }
            if rest.len > 0 {
                chain.push(rest);
            }
            at = links[run].previous;
        }
        for run in &chain {
            taken.0[run.a as usize..run.a_end() as usize].fill(true);
            taken.1[run.b as usize..run.b_end() as usize].fill(true);
        }
        chain.reverse();
        split(chain, gap, &mut chains);
    }
    order::sort(&mut chains);
    chains
}

struct Link {
    score: f32,
    previous: Option<usize>,
}

/// The better of two ends of chains first; of equals the first.
fn by_score(links: &[Link], x: usize, y: usize) -> Ordering {
    links[y].score.total_cmp(&links[x].score).then(x.cmp(&y))
}

/// For each run the best chain that ends with it.
fn link(runs: &[Run], gap: i64) -> Vec<Link> {
    let mut links: Vec<Link> = Vec::with_capacity(runs.len());
    let mut open: Vec<usize> = Vec::new();
    for (at, run) in runs.iter().enumerate() {
        open.retain(|&i| i64::from(runs[i].a_end()) + gap >= i64::from(run.a));
        if open.len() > OPEN {
            order::sort_by(&mut open, |&x, &y| by_score(&links, x, y));
            open.truncate(OPEN);
        }
        let mut best = Link {
            score: run.len as f32,
            previous: None,
        };
        for &i in &open {
            if let Some(gain) = follows(runs[i], *run, gap) {
                let score = links[i].score + gain;
                if score > best.score {
                    best = Link {
                        score,
                        previous: Some(i),
                    };
                }
            }
        }
        links.push(best);
        open.push(at);
    }
    links
}

/// What `next` adds to a chain that ends with `run`; none if it does not follow.
fn follows(run: Run, next: Run, gap: i64) -> Option<f32> {
    if next.a <= run.a || next.b <= run.b {
        return None;
    }
    let gap_a = i64::from(next.a) - i64::from(run.a_end());
    let gap_b = i64::from(next.b) - i64::from(run.b_end());
    let overlap = (-gap_a).max(-gap_b).max(0);
    let rest = i64::from(next.len) - overlap;
    let wide = gap_a.max(gap_b) + overlap;
    let drift = (gap_a - gap_b).abs();
    // Gaps cost a little, so that of equal chains the tighter one is best.
    (rest >= 1 && wide <= gap && drift <= DRIFT)
        .then_some(rest as f32 - 0.05 * wide as f32 - 0.1 * drift as f32)
}

/// The longest piece of a run of which nothing is taken.
pub(super) fn free(run: Run, a: &[bool], b: &[bool]) -> Run {
    let mut best = Run { len: 0, ..run };
    let mut begin = 0;
    for at in 0..=run.len {
        let blocked = at == run.len || a[(run.a + at) as usize] || b[(run.b + at) as usize];
        if blocked {
            if at - begin > best.len {
                best = Run {
                    a: run.a + begin,
                    b: run.b + begin,
                    len: at - begin,
                };
            }
            begin = at + 1;
        }
    }
    best
}

/// The part of a run that stands before `next` in both texts.
fn before(run: Run, next: Run) -> Run {
    let room = next
        .a
        .saturating_sub(run.a)
        .min(next.b.saturating_sub(run.b));
    Run {
        len: run.len.min(room),
        ..run
    }
}

/// Puts a chain among the chains, cut where taking words away left too wide a gap.
fn split(chain: Chain, gap: i64, chains: &mut Vec<Chain>) {
    let mut piece = Chain::new();
    for run in chain {
        if piece
            .last()
            .is_some_and(|last| follows(*last, run, gap).is_none())
        {
            chains.push(std::mem::take(&mut piece));
        }
        piece.push(run);
    }
    if !piece.is_empty() {
        chains.push(piece);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn run(a: u32, b: u32, len: u32) -> Run {
        Run { a, b, len }
    }

    #[test]
    fn small_gaps_are_bridged_and_wide_ones_are_not() {
        let runs = [run(0, 10, 8), run(9, 19, 6), run(40, 60, 5)];
        let found = chains(&runs, (100, 100), 14);
        assert_eq!(found, [vec![runs[0], runs[1]], vec![runs[2]]]);
    }

    #[test]
    fn the_gap_that_is_bridged_can_be_set() {
        let runs = [run(0, 10, 8), run(13, 23, 6)];
        assert_eq!(chains(&runs, (100, 100), 5).len(), 1);
        assert_eq!(chains(&runs, (100, 100), 4).len(), 2);
    }

    #[test]
    fn a_moved_paragraph_is_its_own_chain() {
        let runs = [run(0, 50, 40), run(42, 0, 30)];
        assert_eq!(chains(&runs, (100, 100), 14).len(), 2);
    }

    #[test]
    fn each_word_belongs_to_one_chain() {
        // The same four words stand twice in `b`.
        let runs = [run(0, 0, 20), run(8, 60, 4)];
        assert_eq!(chains(&runs, (40, 80), 14), [vec![runs[0]]]);
    }
}
