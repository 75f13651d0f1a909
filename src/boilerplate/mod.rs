//! What every block of a page is, and why.
//!
//! `article` says which blocks are the story's text. Here every visible block gets one kind: facts
//! about it (`facts`) cast votes with reasons (`votes`), a model learned from labelled pages weighs
//! them where there is markup (`model`), neighbours in one box are brought into line (`context`),
//! a table is made the story's as a whole or not at all (`tables`), and spans that differ from their
//! block are marked (`marks`). A text without markup is read line by line instead (`plain`). Running
//! text of other stories is gathered at the end (`others`).
//!
//! Some things settle a kind by themselves (`signs`), such as a line that names nothing but agencies
//! (`credited`). Phrases, addresses and class names are data (`rules`); no rule knows a site.

mod context;
mod credited;
mod facts;
mod forms;
mod marks;
mod model;
mod others;
mod plain;
mod rows;
mod signs;
mod stub;
mod tables;
#[cfg(feature = "train")]
pub mod train;
mod votes;
mod wording;

use crate::article::{Article, Other};
use crate::learned::Prior;
use crate::order;
use crate::page::Page;
use crate::report::{Detail, Kind, Mark, Reason, ReasonCode};
use crate::rules::PackRule;

pub(crate) use stub::stub;

use facts::Sheet;
use votes::{Ballot, Why};

/// Reasons given per block at most.
const MAX_REASONS: usize = 4;

/// Blocks of a standfirst, repeated ones counted.
const STANDFIRST: usize = 3;

/// What a block is.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// Its kind.
    pub kind: Kind,
    /// Its finer name within the kind.
    pub detail: Option<Detail>,
    /// Why, for readers.
    pub reasons: Vec<Reason>,
    /// How sure that is, in `[0, 1]`.
    pub confidence: f32,
    /// Spans of another kind.
    pub marks: Vec<Mark>,
    /// Whether it is part of the story's text: body, or standfirst.
    pub in_text: bool,
}

/// What the blocks of a page are.
#[derive(Clone, Debug, Default)]
pub struct Labels {
    /// One per block.
    pub blocks: Vec<Label>,
    /// Further full stories on the page.
    pub others: Vec<Other>,
}

/// Labels every block of a page.
#[must_use]
pub fn label(page: &Page, article: &Article, priors: &[Prior]) -> Labels {
    label_by(page, article, priors, model::log_odds)
}

/// Labels every block of a page, by what `odds` says of the rows of all blocks: the logarithm of each
/// kind's likelihood.
fn label_by(
    page: &Page,
    article: &Article,
    priors: &[Prior],
    odds: impl FnOnce(&[Vec<f32>]) -> Vec<[f32; rows::KINDS]>,
) -> Labels {
    let sheet = Sheet::of(page, article);
    let mut ballots: Vec<Ballot> = (0..page.blocks.len())
        .map(|at| votes::ballot(page, article, &sheet, at))
        .collect();
    // The model knows pages alone, so it is asked before the library has its say.
    let odds: Vec<_> = if page.is_plain {
        Vec::new()
    } else {
        odds(&rows::rows(page, article, &sheet, &ballots))
    };
    for (ballot, prior) in ballots.iter_mut().zip(priors) {
        votes::learned(prior, ballot);
    }
    let mut verdicts: Vec<Verdict> = if page.is_plain {
        plain::verdicts(page, &sheet, &ballots, priors)
    } else {
        context::verdicts(page, article, &sheet, &ballots, &odds, priors)
    };
    let mut others = others::find(page, article, &sheet, priors, &mut verdicts);
    tables::agree(page, article, &mut verdicts);
    for (at, rule) in told(priors) {
        verdicts[at] = Verdict {
            kind: rule.kind,
            confidence: 1.0,
            why: None,
        };
        for other in &mut others {
            other.blocks.retain(|&block| block != at);
        }
    }
    others.retain(|other| !other.blocks.is_empty());
    let in_text = in_text(page, &sheet, &verdicts);
    let blocks = verdicts
        .into_iter()
        .enumerate()
        .map(|(at, verdict)| Label {
            kind: verdict.kind,
            detail: detail(&sheet, at, verdict.kind, &priors[at]),
            reasons: reasons(page, &ballots[at], verdict, &priors[at]),
            confidence: verdict.confidence.clamp(0.0, 1.0),
            marks: marks::marks(&page.blocks[at].text, &page.said[at], verdict.kind),
            in_text: in_text[at],
        })
        .collect();
    Labels { blocks, others }
}

/// The blocks that rules from outside settle: all that they hold for, but those inside an article
/// whose element is all that a rule names.
fn told<'k>(priors: &[Prior<'k>]) -> impl Iterator<Item = (usize, &'k PackRule)> {
    let rules = priors.iter().enumerate();
    rules.filter_map(|(at, prior)| {
        let told = prior.told.filter(|told| !told.is_article())?;
        Some((at, told.rule))
    })
}

/// Which blocks make up the story's text: the body, and the standfirst before it, once; a short item
/// may have no other text. Boxes of key points repeat the story and are out.
fn in_text(page: &Page, sheet: &Sheet, verdicts: &[Verdict]) -> Vec<bool> {
    let first = verdicts
        .iter()
        .position(|verdict| verdict.kind == Kind::Body);
    let mut standfirst: Vec<&str> = Vec::new();
    let is_points = |at: usize| {
        let facts = &sheet.facts[at];
        let says = |at: usize| {
            sheet.facts[at]
                .hits
                .iter()
                .any(|hit| hit.rule.kind == Kind::Summary)
        };
        let is_item = page.tree.name(page.blocks[at].anchor.element) == "li";
        let is_point = page.blocks[at].text.starts_with('•');
        says(at) || facts.heading.is_some_and(says) || is_item || is_point
    };
    let mut out = vec![false; verdicts.len()];
    for (at, verdict) in verdicts.iter().enumerate() {
        let text = &*page.blocks[at].text;
        out[at] = match verdict.kind {
            Kind::Body => true,
            Kind::Summary
                if standfirst.len() < STANDFIRST
                    && first.is_none_or(|first| at < first)
                    && !is_points(at) =>
            {
                let is_new = !standfirst.contains(&text);
                standfirst.push(text);
                is_new
            }
            _ => false,
        };
    }
    out
}

/// A kind with how sure it is.
#[derive(Clone, Copy, Debug)]
struct Verdict {
    kind: Kind,
    confidence: f32,
    /// A reason beside the votes.
    why: Option<ReasonCode>,
}

impl Verdict {
    /// The likeliest kind by logarithms of likelihoods.
    fn likeliest(logs: &[f32; Kind::ALL.len()]) -> Self {
        let most = logs.iter().copied().fold(f32::MIN, f32::max);
        let total: f32 = logs.iter().map(|log| (log - most).exp()).sum();
        let at = logs.iter().position(|&log| log >= most).unwrap_or(0);
        Self {
            kind: Kind::ALL[at],
            confidence: 1.0 / total,
            why: None,
        }
    }

    /// The kind with most votes; sure by how far it leads.
    fn of(sums: &[f32; Kind::ALL.len()]) -> Self {
        let mut best = (Kind::Other, 0.0_f32);
        let mut second = 0.0_f32;
        for kind in Kind::ALL {
            let sum = sums[kind as usize];
            if sum > best.1 {
                second = best.1;
                best = (kind, sum);
            } else {
                second = second.max(sum);
            }
        }
        let confidence = if best.1 > 0.0 {
            best.1 / (best.1 + second)
        } else {
            0.2
        };
        Self {
            kind: best.0,
            confidence,
            why: None,
        }
    }
}

/// The finer name: that of the rule from outside, or of the strongest phrase of the kind.
fn detail(sheet: &Sheet, at: usize, kind: Kind, prior: &Prior) -> Option<Detail> {
    let told = prior.told.and_then(|told| told.rule.detail);
    if told.is_some() {
        return told;
    }
    let hits = &sheet.facts[at].hits;
    hits.iter()
        .filter(|hit| hit.rule.kind == kind && hit.rule.detail.is_some())
        .max_by_key(|hit| hit.rule.strength)
        .and_then(|hit| hit.rule.detail)
        .or_else(|| (kind == Kind::Date).then_some(Detail::Published))
}

/// The reasons that spoke for the kind, strongest first.
fn reasons(page: &Page, ballot: &Ballot, verdict: Verdict, prior: &Prior) -> Vec<Reason> {
    if let Some(told) = prior.told.filter(|told| told.rule.kind == verdict.kind) {
        return vec![told.reason()];
    }
    let mut votes: Vec<_> = ballot
        .votes
        .iter()
        .filter(|vote| vote.kind == verdict.kind)
        .collect();
    order::sort_by(&mut votes, |a, b| b.weight.total_cmp(&a.weight));
    let mut out: Vec<Reason> = verdict.why.map(Reason::from).into_iter().collect();
    if verdict.kind != Kind::Body {
        out.extend(prior.block.map(|seen| {
            let values = [u32::from(seen.pages).into(), seen.of.into()];
            Reason::with(ReasonCode::SeenOnSite, values)
        }));
        let said = |stories| Reason::with(ReasonCode::SaidInStories, [u32::from(stories).into()]);
        out.extend(prior.stock.map(said));
        let stands = |pages: u32| Reason::with(ReasonCode::StandsInRun, [pages.into()]);
        out.extend(prior.run.map(stands));
    }
    for vote in votes.into_iter().take(MAX_REASONS) {
        let reason = match vote.why {
            Why::Phrase(id) => Reason::with(ReasonCode::Phrase, [id.into()]),
            Why::Names(kind) => Reason::with(ReasonCode::Names, [kind.name().into()]),
            Why::Element(name) => Reason::with(ReasonCode::Element, [name.into()]),
            Why::Plainly(code) => code.into(),
            Why::Place(pages) => Reason::with(ReasonCode::PlaceOnSite, [u32::from(pages).into()]),
            Why::Heading(heading) => {
                let text: String = page.blocks[heading].text.chars().take(60).collect();
                Reason::with(ReasonCode::Heading, [text.into()])
            }
        };
        // Several votes may say the same.
        if !out.contains(&reason) {
            out.push(reason);
        }
    }
    if out.is_empty() {
        out.push(ReasonCode::AmongKind.into());
    }
    out
}
