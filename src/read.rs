//! One page through the rooms: snapshot in, reading out.

use crate::article::{self, Article};
use crate::boilerplate::{self, Label, Labels};
use crate::learned::{Known, Prior, prior};
use crate::page::{Page, Snapshot, SnapshotError, snapshot_text};
use crate::provenance;
use crate::report::{
    Block, Embedded, Kind, REPORT_VERSION, Reading, ReasonCode, Warning, sentences,
};

/// What separates paragraphs in a story's text.
const PARAGRAPH: &str = "\n\n";

/// Characters from which what a page shows is taken for its story.
const SHORT: usize = 1200;

/// Characters that a story has which the page does not show, and how many times longer it is than
/// what is shown.
const HIDDEN: usize = 400;
const MORE: usize = 3;

/// Reads a page of which nothing is known.
///
/// # Errors
///
/// [`SnapshotError`] when the snapshot cannot be read.
pub fn read(snapshot: &Snapshot, id: &str) -> Result<Reading, SnapshotError> {
    read_with(snapshot, id, &Known::default())
}

/// Reads a page with what the reader's library has learned.
///
/// # Errors
///
/// [`SnapshotError`] when the snapshot cannot be read.
pub fn read_with(snapshot: &Snapshot, id: &str, known: &Known) -> Result<Reading, SnapshotError> {
    let page = Page::new(snapshot)?;
    let priors = prior(&page, known);
    let article = article::choose(&page, &priors);
    if let Some((page, priors, article)) = hidden_story(&page, &article, known) {
        let labels = boilerplate::label(&page, &article, &priors);
        return Ok(report(snapshot, page, article, labels, id));
    }
    let labels = boilerplate::label(&page, &article, &priors);
    Ok(report(snapshot, page, article, labels, id))
}

/// The page with its hidden text, where that holds the story of a page that shows none.
fn hidden_story<'s, 'k>(
    page: &Page<'s>,
    article: &Article,
    known: &'k Known,
) -> Option<(Page<'s>, Vec<Prior<'k>>, Article)> {
    let shown = article.chars(page);
    if shown >= SHORT {
        return None;
    }
    let revealed = page.revealed()?;
    let priors = prior(&revealed, known);
    let mut article = article::choose(&revealed, &priors);
    if article.chars(&revealed) < HIDDEN.max(MORE * shown) {
        return None;
    }
    article.reasons.push(ReasonCode::HiddenStory.into());
    Some((revealed, priors, article))
}

/// The logarithm of each kind's likelihood for every block, as a trainer writes them: one number per
/// kind, block by block.
#[cfg(feature = "train")]
#[must_use]
pub fn odds(bytes: &[u8]) -> Vec<[f32; Kind::ALL.len()]> {
    let numbers = bytes.chunks_exact(4);
    let numbers: Vec<f32> = numbers
        .map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]))
        .collect();
    let blocks = numbers.chunks_exact(Kind::ALL.len());
    blocks
        .map(|odds| std::array::from_fn(|kind| odds[kind]))
        .collect()
}

/// Reads a page with what is known. Where a trainer's model of kinds says what its blocks are, they are
/// what it says, and no story is looked for that the page hides, which has other blocks.
///
/// # Errors
///
/// [`SnapshotError`] when the snapshot cannot be read.
#[cfg(feature = "train")]
pub fn read_given(
    snapshot: &Snapshot,
    id: &str,
    known: &Known,
    odds: Option<&[[f32; Kind::ALL.len()]]>,
) -> Result<Reading, SnapshotError> {
    let Some(odds) = odds else {
        return read_with(snapshot, id, known);
    };
    let page = Page::new(snapshot)?;
    let priors = prior(&page, known);
    let article = article::choose(&page, &priors);
    let labels = boilerplate::train::label_given(&page, &article, &priors, odds);
    Ok(report(snapshot, page, article, labels, id))
}

/// Reports a page whose blocks have been labelled.
fn report(
    snapshot: &Snapshot,
    mut page: Page,
    article: Article,
    labels: Labels,
    id: &str,
) -> Reading {
    let mut metadata = std::mem::take(&mut page.meta);
    let kinds: Vec<Kind> = labels.blocks.iter().map(|label| label.kind).collect();
    metadata.complete(&page, &kinds);
    let in_text: Vec<bool> = labels.blocks.iter().map(|label| label.in_text).collect();
    let others = labels.others;
    let labels = labels.blocks.into_iter().enumerate();
    let blocks: Vec<Block> = labels.map(|(at, label)| block(&page, at, label)).collect();
    let mut reading = Reading {
        id: id.to_owned(),
        version: REPORT_VERSION,
        url: (!snapshot.url.is_empty()).then(|| snapshot.url.clone()),
        agencies: provenance::claims(&page, &metadata, &kinds, &others),
        confidence: article.confidence,
        reasons: article.reasons,
        blocks,
        ..Reading::default()
    };
    metadata.fill(&mut reading);
    reading.conflicts = provenance::conflicts(&reading.agencies, reading.byline.as_deref());
    place(&mut reading, &in_text);
    if let Some(code) = boilerplate::stub(&reading, &metadata.linked) {
        reading.truncated = true;
        reading.reasons.push(code.into());
    }
    reading.why = sentences(&reading.reasons);
    for (number, other) in others.iter().enumerate() {
        let texts: Vec<&str> = other
            .blocks
            .iter()
            .map(|&at| &*page.blocks[at].text)
            .collect();
        reading.stories.push(Embedded {
            id: format!("{id}#{}", number + 1),
            title: other.title.map(|at| page.blocks[at].text.clone()),
            text: texts.join(PARAGRAPH),
        });
    }
    // Only lines of a text come to as many blocks.
    if snapshot.truncated || page.blocks.len() == Snapshot::MAX_NODES {
        reading.warnings.push(Warning {
            code: "page-cut".to_owned(),
            message: "The page is larger than Wireprint reads; its end was left out.".to_owned(),
        });
    }
    reading
}

/// Reads a text without a page around it: its lines are its blocks.
///
/// # Errors
///
/// [`SnapshotError`] as [`read`] gives it; an empty text has an empty reading.
pub fn read_text(text: &str, id: &str, url: &str) -> Result<Reading, SnapshotError> {
    read_text_with(text, id, url, &Known::default())
}

/// Reads a text with what the reader's library has learned.
///
/// # Errors
///
/// [`SnapshotError`] as [`read_with`] gives it; an empty text has an empty reading.
pub fn read_text_with(
    text: &str,
    id: &str,
    url: &str,
    known: &Known,
) -> Result<Reading, SnapshotError> {
    read_with(&snapshot_text(text, url), id, known)
}

/// A block of the report.
fn block(page: &Page, at: usize, label: Label) -> Block {
    let block = &page.blocks[at];
    Block {
        kind: label.kind,
        detail: label.detail,
        text: block.text.clone(),
        why: sentences(&label.reasons),
        reasons: label.reasons,
        confidence: label.confidence,
        begin: None,
        end: None,
        marks: label.marks,
        path: page.path(at),
        anchor: Some(block.anchor.clone()),
    }
}

/// Joins the standfirst and the body to the story's text, and notes where each block came to stand.
fn place(reading: &mut Reading, in_text: &[bool]) {
    let mut at = 0;
    for (block, _) in reading
        .blocks
        .iter_mut()
        .zip(in_text)
        .filter(|&(_, &is)| is)
    {
        if at > 0 {
            reading.text.push_str(PARAGRAPH);
            at += PARAGRAPH.len() as u32;
        }
        block.begin = Some(at);
        at += block.text.chars().count() as u32;
        block.end = Some(at);
        reading.text.push_str(&block.text);
    }
}
