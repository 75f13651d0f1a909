//! What readers see: byline and dates among the blocks around the story.
//!
//! Names and dates of a story stand between its headline and its first paragraph, or just before
//! the headline, or right after the last paragraph; dates elsewhere are other stories'. Blocks that
//! are known to be a byline or a date are asked first, those known to be of something else never.

use super::claims::is_by_class;
use super::dates::{self, Found, Habits, Label, Moment};
use super::{Metadata, headline, names};
use crate::order;
use crate::page::{Block, Page};
use crate::report::Kind;

/// Blocks that are looked at before the headline, after it, and after the body.
const BEFORE: usize = 8;
const AFTER: usize = 48;
const BEHIND: usize = 6;

/// Paragraphs of the story that may stand above its byline and date.
const MAX_PARAGRAPHS: usize = 2;

/// Characters of a block that may be a byline, or hold the story's date.
const MAX_BYLINE: usize = 120;
const MAX_DATE: u32 = 300;

/// The blocks of a page and what is known of them.
struct Seen<'p> {
    page: &'p Page<'p>,
    /// What each block is; empty where that is not known.
    kinds: &'p [Kind],
    /// The story's blocks, ascending.
    body: &'p [usize],
    habits: &'p Habits,
}

impl Seen<'_> {
    fn kind(&self, at: usize) -> Kind {
        self.kinds.get(at).copied().unwrap_or(Kind::Other)
    }

    /// Whether a block may say who wrote the story or when.
    fn may_state(&self, at: usize) -> bool {
        use Kind::{Ad, Caption, Comments, Consent, OtherStory, Related};
        let elsewhere = [Ad, Caption, Comments, Consent, OtherStory, Related];
        !elsewhere.contains(&self.kind(at)) && !is_paragraph(self.page, at, self.body)
    }

    /// How far a block is from what says who wrote the story or when: it may hold such things of its own,
    /// as the story's words do, or pages' heads.
    fn distance(&self, at: usize) -> u8 {
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
            let authors = bylines(seen, &blocks);
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

/// The bylines among some blocks, those that are known for one first, and those that may be something
/// else only where there is no other; names that stand side by side are of one byline.
fn bylines(seen: &Seen, blocks: &[usize]) -> Vec<String> {
    let mut found: Vec<(usize, String)> = Vec::new();
    for distance in 0..=2 {
        if distance > 1 && !found.is_empty() {
            break;
        }
        for &at in blocks.iter().filter(|&&at| seen.distance(at) == distance) {
            let Some(names) = byline(seen, at) else {
                continue;
            };
            match found.last_mut() {
                Some((last, before)) if are_twins(seen.page, *last, at) => {
                    let joined = names::joined(&[&**before, &*names]);
                    *before = joined;
                    *last = at;
                }
                _ => found.push((at, names)),
            }
        }
    }
    found.into_iter().map(|(_, names)| names).collect()
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

/// The names in a block that is a byline.
fn byline(seen: &Seen, at: usize) -> Option<String> {
    let block = &seen.page.blocks[at];
    let line = spaced(seen.page, block);
    if line.len() > 4 * MAX_BYLINE {
        return None;
    }
    let is_byline = seen.kind(at) == Kind::Byline;
    let is_classed = is_classed(seen.page, block);
    let line = match names::after_phrase(&line, is_byline || is_classed) {
        Some(rest) => rest,
        // `Last updated by Ann Gull on`
        None if is_classed => line
            .split_once(" by ")
            .map_or(line.as_str(), |(_, names)| names),
        None => return None,
    };
    let text = names::on_line(line, seen.habits);
    // "By Christmas, Larkholm will have a new wall" is a sentence.
    let is_sentence = seen.distance(at) > 1 && !names::are_all(&text);
    let is_names = !is_sentence
        && text.len() <= MAX_BYLINE
        && text.split(' ').count() <= 14
        && !text.ends_with(['.', '!', '?', '。'])
        && !text.contains("://")
        && text.chars().filter(|c| c.is_alphabetic()).count() > usize::from(text.is_ascii()) + 1
        && (text.contains(char::is_uppercase)
            || text.chars().any(|c| c.is_alphabetic() && !c.is_lowercase()));
    is_names.then_some(text)
}

/// Whether two blocks stand in elements of one kind, side by side, as those of several authors do.
fn are_twins(page: &Page, one: usize, other: usize) -> bool {
    let steps = |at: usize| {
        let node = page.blocks[at].anchor.nodes.first().copied().unwrap_or(0);
        page.tree.ancestors(node).take(4)
    };
    let class = |node| page.tree.attribute(node, "class");
    steps(one).zip(steps(other)).any(|(a, b)| {
        a != b
            && page.tree.parent(a) == page.tree.parent(b)
            && page.tree.name(a) == page.tree.name(b)
            && class(a) == class(b)
    })
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
