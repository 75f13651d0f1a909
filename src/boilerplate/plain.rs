//! A text without markup, line by line.
//!
//! The story is the run of long lines; a heading such as "Related" or "What you should know" opens
//! a part that lasts until another begins; what stands above the first long line is title, byline
//! and date.

use super::Verdict;
use super::facts::Sheet;
use super::votes::Ballot;
use crate::learned::Prior;
use crate::page::Page;
use crate::report::{Kind, ReasonCode};

/// Words from which a line is running text.
const LONG: u32 = 25;

/// Words from which a line is a story's text even in the midst of pointers.
const STORY: u32 = 60;

/// Words that a heading of a part has at most.
const HEADING: u32 = 8;

/// Words of a line in a key-point box at most, and lines of such a box.
const POINT: u32 = 70;
const POINTS: usize = 8;

/// Judges every line.
pub(super) fn verdicts(
    page: &Page,
    sheet: &Sheet,
    ballots: &[Ballot],
    priors: &[Prior],
) -> Vec<Verdict> {
    let said: Vec<Option<Verdict>> = (0..ballots.len())
        .map(|at| said(sheet, ballots, at).or_else(|| recurs(&priors[at])))
        .collect();
    let is_running = |at: usize| {
        said[at].is_none() && (sheet.facts[at].words >= LONG || has_sentences(sheet, at))
    };
    let first = (0..said.len()).find(|&at| is_running(at));
    let last = (0..said.len()).rfind(|&at| is_running(at));
    let mut out = Vec::with_capacity(said.len());
    // The part of the text that a heading opened, if any.
    let mut part: Option<Kind> = None;
    let mut has_title = false;
    for (at, facts) in sheet.facts.iter().enumerate() {
        let verdict = if let Some(verdict) = said[at] {
            let is_box = verdict.kind != Kind::Summary || heads_box(sheet, &said, at);
            part = opens(page, sheet, at, verdict.kind)
                .filter(|_| is_box)
                .or(part);
            verdict
        } else if let Some(kind) = part {
            match kind {
                Kind::Related if facts.words >= STORY => {
                    because(Kind::OtherStory, 0.8, ReasonCode::LineOther)
                }
                Kind::Summary if facts.words > POINT => {
                    part = None;
                    because(Kind::Body, 0.6, ReasonCode::LineRunning)
                }
                // Topics are short: where running text goes on, their list is over.
                Kind::Tags if facts.words >= LONG && last.is_some_and(|last| at <= last) => {
                    part = None;
                    because(Kind::Body, 0.6, ReasonCode::LineRunning)
                }
                kind => because(kind, 0.7, ReasonCode::HeadingOfKind),
            }
        } else if first.is_none_or(|first| at < first) {
            if page.blocks[at].text.contains(['|', '*', '=', '_']) {
                because(Kind::Nav, 0.5, ReasonCode::LineOfSite)
            } else if has_title {
                because(Kind::Summary, 0.5, ReasonCode::LineBetween)
            } else {
                has_title = true;
                because(Kind::Title, 0.7, ReasonCode::LineAbove)
            }
        } else if last.is_some_and(|last| at <= last) {
            because(Kind::Body, 0.9, ReasonCode::RunningText)
        } else if page.blocks[at].text.starts_with(['*', '•', '-', '–', '>']) {
            because(Kind::Related, 0.5, ReasonCode::LinePoint)
        } else {
            because(Kind::Other, 0.3, ReasonCode::LineUnknown)
        };
        out.push(verdict);
    }
    out
}

fn because(kind: Kind, confidence: f32, why: ReasonCode) -> Verdict {
    Verdict {
        kind,
        confidence,
        why: Some(why),
    }
}

/// What a line is by its own words, where they say it.
fn said(sheet: &Sheet, ballots: &[Ballot], at: usize) -> Option<Verdict> {
    let facts = &sheet.facts[at];
    let verdict = Verdict::of(&ballots[at].sums());
    let strongest = facts
        .hits
        .iter()
        .filter(|hit| hit.rule.kind == verdict.kind)
        .map(|hit| hit.rule.strength)
        .max();
    let needed = if facts.words >= LONG { 3 } else { 2 };
    let is_said = strongest.is_some_and(|strength| strength >= needed)
        || verdict.kind == Kind::Date && facts.date.is_date();
    is_said.then_some(verdict)
}

/// What a line is that recurs beside other stories: what it was read as there, unless that was a
/// story's text.
fn recurs(prior: &Prior) -> Option<Verdict> {
    let was = prior.block.map(|seen| seen.kind);
    let kind = was.filter(|kind| !matches!(kind, Kind::Body | Kind::Summary | Kind::OtherStory));
    prior.recurs().then_some(Verdict {
        kind: kind.unwrap_or(Kind::Other),
        confidence: 0.8,
        why: None,
    })
}

/// Whether a short line ends as a sentence with several words does.
fn has_sentences(sheet: &Sheet, at: usize) -> bool {
    let facts = &sheet.facts[at];
    facts.is_sentence && facts.words >= 8
}

/// Whether what follows a heading of key points is a box of them. An article has headings such as
/// "Overview" too, with its own text below them.
fn heads_box(sheet: &Sheet, said: &[Option<Verdict>], at: usize) -> bool {
    let below = said.iter().zip(&sheet.facts).skip(at + 1);
    let points = below.take_while(|(said, facts)| said.is_none() && facts.words <= POINT);
    points.take(POINTS + 1).count() <= POINTS
}

/// The kind of the part that a line opens: only short lines that are headings by their words do.
fn opens(page: &Page, sheet: &Sheet, at: usize, kind: Kind) -> Option<Kind> {
    let facts = &sheet.facts[at];
    let is_heading = facts.words <= HEADING
        && (page.blocks[at].text.ends_with([':', '：'])
            || facts
                .hits
                .iter()
                .any(|hit| hit.rule.kind == kind && hit.rule.is_heading()));
    (is_heading
        && matches!(
            kind,
            Kind::Related | Kind::Summary | Kind::Comments | Kind::Tags | Kind::Promo
        ))
    .then_some(kind)
}
