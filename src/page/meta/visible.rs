//! What readers see: bylines and dates among the blocks around the story.
//!
//! Names and dates of a story stand between its headline and its first paragraph, or just before
//! the headline, or right after the last paragraph; dates elsewhere are other stories'. Blocks that
//! are known to be a byline or a date are asked first, those known to be of something else never.

use super::dates::{self, Found, Habits, Label, Moment};
use super::{Metadata, bylines, headline};
use crate::order;
use crate::page::{Block, Page};
use crate::report::Kind;

/// Blocks that are looked at before the headline, after it, and after the body.
const BEFORE: usize = 8;
const AFTER: usize = 48;
const BEHIND: usize = 6;

/// Paragraphs of the story that may stand above its byline and date.
const MAX_PARAGRAPHS: usize = 2;

/// Characters of a block that may hold the story's date.
const MAX_DATE: u32 = 300;

/// The blocks of a page and what is known of them.
pub(super) struct Seen<'p> {
    pub page: &'p Page<'p>,
    /// What each block is; empty where that is not known.
    kinds: &'p [Kind],
    /// The story's blocks, ascending.
    body: &'p [usize],
    pub habits: &'p Habits,
}

impl Seen<'_> {
    pub fn kind(&self, at: usize) -> Kind {
        self.kinds.get(at).copied().unwrap_or(Kind::Other)
    }

    /// Whether a block may say who wrote the story or when.
    fn may_state(&self, at: usize) -> bool {
        use Kind::{Ad, Caption, Comments, Consent, OtherStory, Related};
        let elsewhere = [Ad, Caption, Comments, Consent, OtherStory, Related];
        !elsewhere.contains(&self.kind(at))
            && !is_paragraph(self.page, at, self.body)
            && !self.is_subhead(at)
    }

    /// Whether a block is a heading within the story: those of a timeline are dates.
    fn is_subhead(&self, at: usize) -> bool {
        let name = self.page.tree.name(self.page.blocks[at].anchor.element);
        matches!(name, "h2" | "h3" | "h4" | "h5" | "h6") && self.body.binary_search(&at).is_ok()
    }

    /// How far a block is from what says who wrote the story or when: it may hold such things of its own,
    /// as the story's words do, or pages' heads.
    pub fn distance(&self, at: usize) -> u8 {
        match self.kind(at) {
            Kind::Byline | Kind::Date => 0,
            Kind::Title | Kind::Summary | Kind::Body | Kind::Nav | Kind::Promo => 2,
            _ => 1,
        }
    }
}

/// Finds the visible statements and adds them as claims. `body` are the indices of the story's
/// blocks in ascending order, `kinds` what each block is; empty when not known.
pub(super) fn add(
    metadata: &mut Metadata,
    page: &Page,
    kinds: &[Kind],
    body: &[usize],
    habits: &Habits,
) {
    let title = headline::find(metadata, page, body, habits);
    let seen = &Seen {
        page,
        kinds,
        body,
        habits,
    };
    let mut is_signed = false;
    let mut stated: Vec<Statement> = Vec::new();
    for zone in zones(page, title, body) {
        let blocks: Vec<usize> = zone.filter(|&at| seen.may_state(at)).collect();
        if !is_signed {
            let authors = bylines::among(seen, &blocks);
            is_signed = !authors.is_empty();
            for names in authors {
                metadata.byline.push("visible", names);
            }
        }
        let is_dated = !stated.is_empty();
        for is_far in [false, true] {
            for &at in blocks
                .iter()
                .filter(|&&at| (seen.distance(at) > 1) == is_far)
            {
                let mut found = statements(page, at, habits);
                // Away from the headline, a date must say what it is, once one nearer has been found.
                let is_late = is_dated || is_far && !stated.is_empty();
                found.retain(|statement| !is_late || statement.label.is_some());
                stated.append(&mut found);
            }
        }
        // A story that only says when it was changed may say below when it was published.
        let is_published = |statement: &Statement| statement.label == Some(Label::Published);
        if stated.iter().any(is_published) {
            break;
        }
    }
    order::sort_by_key(&mut stated, |statement| statement.label.is_none());
    for statement in stated {
        let claims = match statement.label {
            Some(Label::Updated) => &mut metadata.modified,
            _ => &mut metadata.published,
        };
        claims.push(statement.source, statement.moment.to_string());
    }
}

/// Where names and dates of the story stand, the likeliest place first: from the headline until the
/// story is well under way; else above the headline; else below the story.
fn zones(page: &Page, title: Option<usize>, body: &[usize]) -> [std::ops::Range<usize>; 3] {
    let first = body.first().copied();
    let start = match (title, first) {
        (Some(title), _) => title + 1,
        (None, Some(first)) => first.saturating_sub(AFTER / 2),
        (None, None) => 0,
    };
    let count = page.blocks.len();
    let mut end = count.min(start + AFTER);
    let paragraphs = (start..end).filter(|&at| is_paragraph(page, at, body));
    if let Some(at) = paragraphs.take(MAX_PARAGRAPHS + 1).nth(MAX_PARAGRAPHS) {
        end = at;
    }
    let top = start.saturating_sub(1);
    let behind = body
        .last()
        .map_or(0..0, |&last| last.max(end)..count.min(last + 1 + BEHIND));
    [start..end, top.saturating_sub(BEFORE)..top, behind]
}

/// Whether a block is a paragraph of the story: its dates are what the story tells of.
fn is_paragraph(page: &Page, at: usize, body: &[usize]) -> bool {
    page.blocks[at].chars > 160 && body.binary_search(&at).is_ok()
}

/// A block's text with a space between its nodes: what stands side by side on the page in elements
/// of its own is not one word.
pub(super) fn spaced(page: &Page, block: &Block) -> String {
    if page.is_plain {
        return block.text.clone();
    }
    let mut out = String::new();
    for &node in &block.anchor.nodes {
        out.push_str(page.tree.text(node));
        out.push(' ');
    }
    crate::text::fold(&out)
}

/// A date that a block states.
struct Statement {
    source: &'static str,
    label: Option<Label>,
    moment: Moment,
}

/// The dates that a block states of the story.
fn statements(page: &Page, at: usize, habits: &Habits) -> Vec<Statement> {
    let block = &page.blocks[at];
    if block.chars > MAX_DATE {
        return Vec::new();
    }
    let text = spaced(page, block);
    let mut found = dates::find(&text, habits);
    let machine = time_elements(page, block, habits);
    if found.is_empty() {
        // A relative time (`2 hours ago`) whose element states the date.
        found.extend(machine.iter().map(|&moment| Found {
            moment,
            label: dates::label(&text),
            begin: 0,
            end: 0,
        }));
    }
    if found.is_empty() {
        return Vec::new();
    }
    let before = at.checked_sub(1).map(|at| &page.blocks[at].text);
    let is_label = |text: &&String| text.len() < 40 && !text.contains(|c: char| c.is_ascii_digit());
    let before = before.filter(is_label).and_then(|text| dates::label(text));
    let before = before.filter(|&label| label != Label::Other);
    let statements = found.iter().enumerate().map(|(index, date)| {
        // The element's own statement is the fuller one of the same day.
        let stated = machine
            .iter()
            .find(|moment| moment.day == date.moment.day && moment.time.is_some());
        let (source, moment) = stated.map_or(("visible", date.moment), |&moment| ("time", moment));
        Statement {
            source,
            label: date.label.or(before.filter(|_| index == 0)),
            moment,
        }
    });
    statements
        .filter(|statement| statement.label != Some(Label::Other))
        .collect()
}

/// The dates of the `<time>` elements around a block's text.
fn time_elements(page: &Page, block: &Block, habits: &Habits) -> Vec<Moment> {
    let mut out = Vec::new();
    let mut last = None;
    for &node in block.anchor.nodes.iter().take(32) {
        let is_time = |&node: &u32| page.tree.name(node) == "time";
        let Some(time) = page.tree.ancestors(node).take(4).find(is_time) else {
            continue;
        };
        if last == Some(time) {
            continue;
        }
        last = Some(time);
        let stated = page.tree.attribute(time, "datetime").unwrap_or_default();
        out.extend(dates::parse(stated, habits));
    }
    out
}
