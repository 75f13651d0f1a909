//! What readers see: byline and dates among the blocks around the story.
//!
//! Names and dates of a story stand between its headline and its first paragraph, or just before
//! the headline, or right after the last paragraph; dates elsewhere are other stories'.

use super::claims::{by_phrases, is_by_class};
use super::dates::{self, Found, Habits, Label, Moment};
use super::{Metadata, clean, headline};
use crate::order;
use crate::page::{Block, Page};

/// Blocks that are looked at before the headline, after it, and after the body.
const BEFORE: usize = 8;
const AFTER: usize = 48;
const BEHIND: usize = 6;

/// Paragraphs of the story that may stand above its byline and date.
const MAX_PARAGRAPHS: usize = 2;

/// Characters of a block that may be a byline, or hold the story's date.
const MAX_BYLINE: usize = 120;
const MAX_DATE: u32 = 300;

/// Finds the visible statements and adds them as claims. `body` are the indices of the story's
/// blocks in ascending order, empty when not known.
pub(super) fn add(metadata: &mut Metadata, page: &Page, body: &[usize], habits: &Habits) {
    let title = headline::find(metadata, page, body, habits);
    let mut is_signed = false;
    let mut stated: Vec<Statement> = Vec::new();
    for zone in zones(page, title, body) {
        let (is_dated, was_signed) = (!stated.is_empty(), is_signed);
        for at in zone.filter(|&at| !is_paragraph(page, at, body)) {
            let mut found = statements(page, at, habits);
            // Away from the headline, a date must say what it is, once one nearer has been found.
            found.retain(|statement| !is_dated || statement.label.is_some());
            stated.append(&mut found);
            is_signed |= !was_signed && byline(metadata, page, at, habits);
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
fn spaced(page: &Page, block: &Block) -> String {
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

/// Adds the names in a block that is a byline; whether it is one.
fn byline(metadata: &mut Metadata, page: &Page, at: usize, habits: &Habits) -> bool {
    let block = &page.blocks[at];
    let classed = is_classed(page, block);
    let line = spaced(page, block);
    if line.len() > 4 * MAX_BYLINE {
        return false;
    }
    let mut text = match (after_phrase(&line), classed) {
        (Some(rest), _) => rest,
        // `Last updated by Ann Gull on`
        (None, true) => line
            .split_once(" by ")
            .map_or(line.as_str(), |(_, names)| names),
        (None, false) => return false,
    };
    if let Some(date) = dates::find(text, habits).first() {
        text = &text[..date.begin];
    }
    let cut = text.find(['|', '•', '·', '\n', '／']).unwrap_or(text.len());
    let text = text[..cut].trim_end_matches([' ', ',', '-', '–', '—', ':', '(', '/']);
    let text = [" on", " am", " le", " el", " il", " em", " op"]
        .iter()
        .find_map(|word| text.strip_suffix(word))
        .unwrap_or(text);
    let text = clean::value(without_role(text));
    let words = text.split(' ').count();
    let is_names = text.len() <= MAX_BYLINE
        && words <= 14
        && !text.ends_with(['.', '!', '?', '。'])
        && !text.contains("://")
        && text.chars().filter(|c| c.is_alphabetic()).count() > 2
        && (text.contains(char::is_uppercase)
            || text.chars().any(|c| c.is_alphabetic() && !c.is_lowercase()));
    if is_names {
        metadata.byline.push("visible", text);
    }
    is_names
}

/// Names without the role that follows them: `Ann Gull, our correspondent in Port`.
fn without_role(text: &str) -> &str {
    let is_role = |rest: &str| rest.trim_start().starts_with(char::is_lowercase);
    let role = text
        .match_indices(',')
        .find(|(at, _)| is_role(&text[at + 1..]));
    role.map_or(text, |(at, _)| text[..at].trim_end())
}

/// What follows a phrase like `By` at the beginning of a line.
pub(super) fn after_phrase(text: &str) -> Option<&str> {
    by_phrases()
        .iter()
        .filter_map(|phrase| {
            let rest = strip_folded(text, phrase)?;
            let dense = phrase.ends_with(|c: char| c > '\u{2e80}');
            let cut = rest
                .starts_with(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | '=' | '／'));
            let rest = rest.trim_start_matches(|c: char| {
                c.is_whitespace() || matches!(c, ':' | '：' | '=' | '／' | '|')
            });
            // `Text` and `Author` stand before names only with a colon; `By` and `von` alone do.
            ((cut || dense) && rest.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase()))
                .then_some((phrase.len(), rest))
        })
        .max_by_key(|&(length, _)| length)
        .map(|(_, rest)| rest)
}

/// The rest of a text after a phrase, case aside.
fn strip_folded<'t>(text: &'t str, phrase: &str) -> Option<&'t str> {
    let mut rest = text.chars();
    for wanted in phrase.chars() {
        let c = rest.next()?;
        if c != wanted && !c.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
    }
    Some(rest.as_str())
}

/// Whether a block stands in an element whose classes or links say that it names authors.
fn is_classed(page: &Page, block: &Block) -> bool {
    let Some(&node) = block.anchor.nodes.first() else {
        return false;
    };
    page.tree.ancestors(node).take(4).any(|node| {
        page.tree.attributes(node).any(|(name, value)| match name {
            "rel" => value.split_ascii_whitespace().any(|word| word == "author"),
            "class" => value
                .split(|c: char| !c.is_ascii_alphanumeric())
                .filter(|word| word.len() > 4 || word.eq_ignore_ascii_case("by"))
                .any(|word| is_by_class(&word.to_ascii_lowercase())),
            _ => false,
        })
    })
}
