//! The judgement over a page with markup: votes and model together, then neighbours in line.
//!
//! Blocks of the same markup, and blocks in the same box, are of one kind unless they say otherwise
//! themselves; so each block outside the story also hears the mean of its like.

use std::collections::HashMap;

use super::Verdict;
use super::facts::{Facts, Sheet};
use super::votes::Ballot;
use super::{model, rows};
use crate::article::Article;
use crate::learned::Prior;
use crate::page::Page;
use crate::report::Kind;

/// How much of the mean of its like a block hears.
const HEARD: f32 = 0.3;

/// Likelihood below which a block that was not chosen is not taken for the story after all.
const UNLIKELY: f32 = 0.35;

/// Words of a short block.
const SHORT: u32 = 45;

/// What speaks against taking such a block, or one that plainly says what it is.
const VETO: f32 = 5.0;

/// What a vote counts against the model's logarithms.
const VOTE: f32 = 0.5;

/// Judges every block by its own votes and those of its like.
pub(super) fn verdicts(
    page: &Page,
    article: &Article,
    sheet: &Sheet,
    ballots: &[Ballot],
    priors: &[Prior],
) -> Vec<Verdict> {
    let rows = rows::rows(page, article, sheet, ballots);
    let own: Vec<[f32; Kind::ALL.len()]> = rows
        .iter()
        .zip(ballots)
        .map(|(row, ballot)| {
            let mut sums = model::log_odds(row);
            for (sum, votes) in sums.iter_mut().zip(ballot.sums()) {
                *sum += VOTE * votes;
            }
            sums
        })
        .collect();
    // Mean votes of blocks with the same markup, and of blocks in the same box.
    let mut kin: HashMap<u32, ([f32; Kind::ALL.len()], f32)> = HashMap::new();
    let mut boxes: HashMap<u32, ([f32; Kind::ALL.len()], f32)> = HashMap::new();
    let parent = |at: usize| page.tree.parent(page.blocks[at].anchor.element);
    let outside = |at: usize| !article.chosen[at];
    for at in (0..own.len()).filter(|&at| outside(at)) {
        for (sums, count) in [
            kin.entry(sheet.facts[at].kin)
                .or_insert(([0.0; Kind::ALL.len()], 0.0)),
            boxes
                .entry(parent(at))
                .or_insert(([0.0; Kind::ALL.len()], 0.0)),
        ] {
            *count += 1.0;
            for (sum, vote) in sums.iter_mut().zip(&own[at]) {
                *sum += vote;
            }
        }
    }
    (0..own.len())
        .map(|at| {
            let mut sums = own[at];
            if outside(at) {
                for (heard, count) in [kin[&sheet.facts[at].kin], boxes[&parent(at)]] {
                    if count > 1.0 {
                        for (sum, vote) in sums.iter_mut().zip(heard) {
                            *sum += HEARD * vote / count;
                        }
                    }
                }
            }
            // Which blocks are the story is the article's to say, unless a block says of itself what
            // else it is.
            let is_said = says_so(&sheet.facts[at]);
            if is_said || outside(at) && article.likely[at] < UNLIKELY {
                sums[Kind::Body as usize] -= VETO;
            }
            if priors[at].recurs() {
                for kind in [Kind::Body, Kind::Summary, Kind::OtherStory] {
                    sums[kind as usize] -= 2.0 * VETO;
                }
            }
            Verdict::likeliest(&sums)
        })
        .collect()
}

/// Whether a block says in its first words that it is a credit, a notice, a pointer or an ask, or
/// is a short one that says anywhere that it is a credit or a notice.
fn says_so(facts: &Facts) -> bool {
    facts.hits.iter().any(|hit| {
        let is_short = facts.words <= SHORT;
        let opens = hit.begin < 3;
        hit.rule.strength == 3
            && match hit.rule.kind {
                Kind::Credit | Kind::Notice => opens || is_short,
                Kind::Related => opens,
                Kind::Promo => opens && is_short,
                _ => false,
            }
    })
}
