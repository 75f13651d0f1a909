//! Further full stories on a page: below the first one, or in a feed of several outlets.

use super::Verdict;
use super::facts::Sheet;
use crate::article::{Article, Other};
use crate::learned::Prior;
use crate::order;
use crate::page::Page;
use crate::report::{Kind, ReasonCode};

/// Words a run of text needs to count as a story.
const ENOUGH: u32 = 60;

/// Paragraphs that a run on a page with markup needs.
const PARAGRAPHS: usize = 3;

/// Words from which a block outside the story is running text.
const RUNNING: u32 = 22;

/// Blocks above a story's text among which its headline is looked for.
const ABOVE: usize = 4;

/// Finds runs of other stories' text; blocks of such runs become [`Kind::OtherStory`].
pub(super) fn find(
    page: &Page,
    article: &Article,
    sheet: &Sheet,
    priors: &[Prior],
    verdicts: &mut [Verdict],
) -> Vec<Other> {
    let mut others: Vec<Other> = article.others.clone();
    tell(&others, verdicts);
    // What is another story's already opens none.
    let opened = opened(priors, verdicts);
    tell(&opened, verdicts);
    others.extend(opened);
    let mut taken = vec![false; verdicts.len()];
    for &at in others
        .iter()
        .flat_map(|other| other.blocks.iter().chain(&other.title))
    {
        taken[at] = true;
    }
    let mut run: Vec<usize> = Vec::new();
    for at in 0..=verdicts.len() {
        let is_text =
            taken.get(at) == Some(&false) && is_running(page, article, sheet, verdicts, at);
        // In a plain text a line is a whole story; on a page, a story is a run of paragraphs.
        let goes_on = is_text
            && !page.is_plain
            && run
                .last()
                .is_none_or(|&last| at - last <= 2 && sheet.facts[at].kin == sheet.facts[last].kin);
        if !goes_on && !run.is_empty() {
            keep(page, article, sheet, &run, verdicts, &mut others);
            run.clear();
        }
        if is_text {
            run.push(at);
        }
    }
    order::sort_by_key(&mut others, |other| other.blocks.first().copied());
    others
}

/// The stories that go on where a line opens one that is known to stand elsewhere by itself.
fn opened(priors: &[Prior], verdicts: &[Verdict]) -> Vec<Other> {
    let mut others: Vec<Other> = Vec::new();
    for (at, prior) in priors.iter().enumerate() {
        if verdicts[at].kind != Kind::Body {
            continue;
        }
        if prior.opens {
            others.push(Other {
                title: None,
                blocks: Vec::new(),
            });
        }
        if let Some(other) = others.last_mut() {
            other.blocks.push(at);
        }
    }
    others
}

fn tell(others: &[Other], verdicts: &mut [Verdict]) {
    for other in others {
        let title = other
            .title
            .filter(|&title| verdicts[title].kind == Kind::Body);
        for &at in other.blocks.iter().chain(&title) {
            verdicts[at] = text_of_another();
        }
    }
}

fn text_of_another() -> Verdict {
    Verdict {
        kind: Kind::OtherStory,
        confidence: 0.8,
        why: Some(ReasonCode::OtherOnPage),
    }
}

fn is_running(
    page: &Page,
    article: &Article,
    sheet: &Sheet,
    verdicts: &[Verdict],
    at: usize,
) -> bool {
    let facts = &sheet.facts[at];
    match verdicts[at].kind {
        Kind::OtherStory => true,
        Kind::Related | Kind::Other if !page.is_plain => {
            !article.chosen[at]
                && facts.words >= RUNNING
                && facts.is_sentence
                && facts.linked < 0.3
                && facts.hits.iter().all(|hit| hit.rule.strength < 3)
        }
        _ => false,
    }
}

fn keep(
    page: &Page,
    article: &Article,
    sheet: &Sheet,
    run: &[usize],
    verdicts: &mut [Verdict],
    others: &mut Vec<Other>,
) {
    let words: u32 = run.iter().map(|&at| sheet.facts[at].words).sum();
    // On a page, a teaser may be as long as a short text; a story goes on for paragraphs.
    let is_enough = page.is_plain || run.len() >= PARAGRAPHS && words >= 2 * ENOUGH;
    if words < ENOUGH || !is_enough {
        return;
    }
    for &at in run {
        verdicts[at] = text_of_another();
    }
    let first = run[0];
    let mut title = None;
    for at in (first.saturating_sub(ABOVE)..first).rev() {
        let facts = &sheet.facts[at];
        let is_story = article.chosen[at] && !page.is_plain;
        if is_story || verdicts[at].kind == Kind::OtherStory {
            break;
        }
        let name = page.tree.name(page.blocks[at].anchor.element);
        let is_heading = matches!(name, "h1" | "h2" | "h3" | "h4");
        let is_line = facts.words >= 4 && facts.words <= 30 && !facts.date.is_date();
        if is_heading || is_line {
            title = Some(at);
            break;
        }
    }
    others.push(Other {
        title,
        blocks: run.to_vec(),
    });
}
