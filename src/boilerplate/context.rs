//! The judgement over a page with markup: votes and model together, then neighbours in line.
//!
//! Blocks of the same markup, and blocks in the same box, are of one kind unless they say otherwise
//! themselves; so each block outside the story also hears the mean of its like.

use std::collections::HashMap;

use super::Verdict;
use super::facts::{Facts, Sheet};
use super::signs;
use super::votes::{Ballot, Vote};
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

/// What it counts that the article is certain of a block that it chose, where no sign settles it.
const CERTAIN: f32 = 2.0;

/// What the site's stored pages count against kinds that change from page to page, and against those
/// that do not.
const TEMPLATE: f32 = 1.5;
const OF_A_STORY: [Kind; 6] = [
    Kind::Related,
    Kind::Title,
    Kind::Byline,
    Kind::Date,
    Kind::Caption,
    Kind::Tags,
];
const OF_A_SITE: [Kind; 4] = [Kind::Nav, Kind::Notice, Kind::Consent, Kind::Share];

/// Words of a sentence that no menu has.
const SENTENCE: u32 = 8;

/// What a vote counts against the model's logarithms.
const VOTE: f32 = 0.5;

/// Judges every block by its own votes and those of its like.
pub(super) fn verdicts(
    page: &Page,
    article: &Article,
    sheet: &Sheet,
    ballots: &[Ballot],
    odds: &[[f32; Kind::ALL.len()]],
    priors: &[Prior],
) -> Vec<Verdict> {
    let own: Vec<[f32; Kind::ALL.len()]> = odds
        .iter()
        .zip(ballots)
        .map(|(&odds, ballot)| {
            let mut sums = odds;
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
            let is_credit = |vote: &Vote| vote.kind == Kind::Credit && vote.weight >= signs::SURE;
            let is_said = says_so(&sheet.facts[at]) || ballots[at].votes.iter().any(is_credit);
            if is_said || outside(at) && article.likely[at] < UNLIKELY {
                sums[Kind::Body as usize] -= VETO;
            }
            // Who supplied the text is named, or nothing is a credit.
            let is_credited = ballots[at]
                .votes
                .iter()
                .any(|vote| vote.kind == Kind::Credit);
            if !is_credited {
                sums[Kind::Credit as usize] -= VETO;
            }
            let is_settled = ballots[at]
                .votes
                .iter()
                .any(|vote| vote.weight >= signs::SURE);
            // A line that says who supplied the text is a credit, certain though the article is of it.
            let is_signed = is_said && is_credited;
            if !outside(at) && !is_settled && !is_signed {
                sums[Kind::Body as usize] += CERTAIN * certainty(article.likely[at]);
            }
            weigh_template(&priors[at], &sheet.facts[at], &mut sums);
            Verdict::likeliest(&sums)
        })
        .collect()
}

/// How certain a likelihood is: by how much its logarithm of odds is above 1, which is 3 in 4.
fn certainty(likely: f32) -> f32 {
    let likely = likely.clamp(0.01, 0.99);
    ((likely / (1.0 - likely)).ln() - 1.0).max(0.0)
}

/// What the site's stored pages say against kinds: what stands on many of them is no story's text and
/// seldom points to one; what was never seen in a place that they all have is seldom furniture. Their
/// sentences are asks and notices rather than menus.
fn weigh_template(prior: &Prior, facts: &Facts, sums: &mut [f32; Kind::ALL.len()]) {
    let mut against = |kinds: &[Kind], weight: f32| {
        for &kind in kinds {
            sums[kind as usize] -= weight;
        }
    };
    if prior.recurs() {
        against(&[Kind::Body, Kind::Summary, Kind::OtherStory], 2.0 * VETO);
        if facts.is_sentence && facts.words >= SENTENCE {
            against(&[Kind::Nav], VETO);
        }
    }
    if prior.block.is_some() {
        against(&OF_A_STORY, TEMPLATE);
    } else if prior.is_new() {
        against(&OF_A_SITE, TEMPLATE);
    }
}

/// Whether a block says in its first words that it is a credit, a notice, a pointer, an ask or the path
/// to the page, or is a short one that says anywhere that it is a credit or a notice.
fn says_so(facts: &Facts) -> bool {
    !facts.is_label()
        && facts.hits.iter().any(|hit| {
            let is_short = facts.words <= SHORT;
            let opens = hit.begin < 3;
            hit.rule.strength == 3
                && match hit.rule.kind {
                    Kind::Credit | Kind::Notice => opens || is_short,
                    Kind::Related => opens,
                    Kind::Promo | Kind::Nav => opens && is_short,
                    _ => false,
                }
        })
}
