//! The facts as numbers, for the model.
//!
//! The row of a block holds its own facts, its votes, and a few facts of its neighbours.

use super::facts::{Facts, HOLDERS, LEVELS, Sheet};
use super::votes::Ballot;
use crate::article::Article;
use crate::page::Page;
use crate::report::Kind;
use crate::rules::bit;

/// Number of kinds.
pub(super) const KINDS: usize = Kind::ALL.len();

/// Neighbours told of.
const NEAR: [isize; 4] = [-2, -1, 1, 2];

const OWN: usize = 18;
const PLACE: usize = 10;
const KIN: usize = 5;
const NEIGHBOUR: usize = 7;

/// Numbers in a row.
pub(super) const WIDTH: usize =
    OWN + PLACE + KIN + 4 * KINDS + HOLDERS.len() + KINDS + NEAR.len() * NEIGHBOUR;

fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

fn log(value: u32) -> f32 {
    (1.0 + value as f32).ln()
}

/// The rows of all blocks.
pub(super) fn rows(
    page: &Page,
    article: &Article,
    sheet: &Sheet,
    ballots: &[Ballot],
) -> Vec<Vec<f32>> {
    let said: Vec<[f32; KINDS]> = sheet.facts.iter().map(said).collect();
    let tops: Vec<f32> = said.iter().map(top).collect();
    (0..sheet.facts.len())
        .map(|at| {
            let facts = &sheet.facts[at];
            let block = &page.blocks[at];
            let mut row = Vec::with_capacity(WIDTH);
            row.extend([
                log(facts.words),
                log(block.chars),
                facts.linked,
                flag(facts.is_sentence),
                facts.digits,
                facts.capitals,
                facts.capital_words,
                facts.date.share(),
                flag(facts.date.complete),
                facts.title,
                facts.description,
                facts.author,
                log(facts.repeats),
                f32::from(page.tree.depth(block.anchor.element)),
                f32::from(facts.outside.min(30)),
                article.likely[at],
                flag(article.chosen[at]),
                facts.heading.map_or(-1.0, |heading| (at - heading) as f32),
            ]);
            let count = sheet.facts.len() as f32;
            let (first, last) = sheet.story.unwrap_or((0, 0));
            let away = |from: usize| {
                let away = at as f32 - from as f32;
                away.signum() * away.abs().ln_1p()
            };
            row.extend([
                at as f32 / count,
                log(at as u32),
                away(first),
                away(last),
                flag(at < first),
                flag(at > last),
                log((sheet.facts.len() - at) as u32),
                flag(sheet.is_heading(page, at)),
                flag(sheet.story.is_some()),
                log(block.text.matches(['|', '·', '•', '/', '>']).count() as u32),
            ]);
            let kin = sheet.kin[facts.kin as usize];
            let each = |sum: u32| sum as f32 / kin.count.max(1) as f32;
            row.extend([
                log(kin.count),
                each(kin.chars).ln_1p(),
                kin.linked as f32 / kin.chars.max(1) as f32,
                each(kin.sentences),
                each(kin.chosen),
            ]);
            row.extend(said[at]);
            row.extend(facts.heading.map_or([0.0; KINDS], |heading| said[heading]));
            row.extend(Kind::ALL.map(|kind| flag(facts.own & bit(kind) != 0)));
            row.extend(Kind::ALL.map(|kind| {
                let level = facts.above.iter().position(|votes| votes & bit(kind) != 0);
                level.map_or(0.0, |level| (LEVELS - level) as f32)
            }));
            row.extend(
                facts
                    .holders
                    .map(|near| f32::from(if near == 0 { 40 } else { near.min(30) })),
            );
            row.extend(ballots[at].sums());
            for offset in NEAR {
                row.extend(neighbour(page, article, sheet, &tops, at, offset));
            }
            row
        })
        .collect()
}

/// The strongest phrase of each kind.
fn said(facts: &Facts) -> [f32; KINDS] {
    let mut said = [0.0_f32; KINDS];
    for hit in &facts.hits {
        let strength = f32::from(hit.rule.strength) + if hit.begin < 3 { 0.5 } else { 0.0 };
        let sum = &mut said[hit.rule.kind as usize];
        *sum = sum.max(strength);
    }
    said
}

/// The kind of the strongest phrase, as a number.
fn top(said: &[f32; KINDS]) -> f32 {
    let mut best = (-1.0, 0.0);
    for (kind, &strength) in said.iter().enumerate() {
        if strength > best.1 {
            best = (kind as f32, strength);
        }
    }
    best.0
}

fn neighbour(
    page: &Page,
    article: &Article,
    sheet: &Sheet,
    tops: &[f32],
    at: usize,
    offset: isize,
) -> [f32; NEIGHBOUR] {
    let other = at
        .checked_add_signed(offset)
        .filter(|&other| other < sheet.facts.len());
    let Some(other) = other else {
        return [-1.0; NEIGHBOUR];
    };
    let facts = &sheet.facts[other];
    let parent = |at: usize| page.tree.parent(page.blocks[at].anchor.element);
    [
        log(facts.words),
        facts.linked,
        flag(article.chosen[other]),
        tops[other],
        facts.date.share(),
        flag(facts.kin == sheet.facts[at].kin),
        flag(parent(at) == parent(other)),
    ]
}
