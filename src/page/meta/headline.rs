//! The headline that readers see.
//!
//! It is the heading that shares its words with the titles the page states for machines. Where none
//! does, or the page states only its section, it is what looks like a headline just above the
//! story: a heading, or a short line that is named so or set off by its type.

use super::claims::is_title_class;
use super::dates::{self, Habits};
use super::visible::after_phrase;
use super::{Metadata, clean, title};
use crate::order;
use crate::page::{Block, Page};

/// First blocks of a text without markup that may repeat its stated title.
const FIRST: usize = 8;

/// Blocks above the story among which a block that is no heading may be its headline.
const ABOVE: usize = 48;

/// Characters that a headline has at most.
const MAX_TITLE: u32 = 300;

/// Blocks that are compared with the stated titles: a page of headings has no headline.
const MAX_ASKED: usize = 500;

/// Characters that a first line has at most to be the headline of a text without markup.
const MAX_FIRST_LINE: u32 = 160;

/// Words that a section's name has at most.
const MAX_SECTION: usize = 3;

/// Blocks above and below the beginning of the story that are asked for their looks.
const NEAR: (usize, usize) = (8, 2);

/// Words of a line that looks like a headline.
const LOOKS: std::ops::RangeInclusive<usize> = 3..=30;

/// A block that may be the headline.
struct Candidate {
    at: usize,
    level: u8,
    text: String,
    score: f32,
}

/// Finds the headline and adds it as a claim; gives its block. `body` are the indices of the story's
/// blocks in ascending order, empty when not known.
pub(super) fn find(
    metadata: &mut Metadata,
    page: &Page,
    body: &[usize],
    habits: &Habits,
) -> Option<usize> {
    if page.is_plain {
        return first_line(metadata, page);
    }
    let stated: Vec<String> = metadata.title.values().take(8).map(str::to_owned).collect();
    let is_stated_well = metadata
        .title
        .all()
        .iter()
        .any(|claim| claim.source != "title");
    let agreeing = by_words(page, body, &stated);
    let is_section = agreeing
        .as_ref()
        .is_some_and(|found| found.level != 1 && title::words(&found.text).len() <= MAX_SECTION);
    let looking = if agreeing.is_none() && !is_stated_well || is_section {
        // A `<title>` as long as a headline is given up only for what is set off well.
        let is_long = stated
            .iter()
            .any(|title| title::words(title).len() > MAX_SECTION);
        let enough = if is_long { 2.0 } else { 0.0 };
        by_looks(page, body, habits).filter(|found| found.score > enough)
    } else {
        None
    };
    let found = match (agreeing, looking) {
        (Some(_), Some(looking)) if looking.level == 1 => looking,
        (agreeing, looking) => agreeing.or(looking).or_else(|| lone(page, &stated))?,
    };
    let text = clean::value(&found.text);
    // A heading that holds a kicker or a standfirst too: the part that two places call the title.
    let part = stated
        .iter()
        .enumerate()
        .find(|&(index, part)| title::is_end(part, &text) && stated[..index].contains(part));
    let text = part.map_or(text, |(_, part)| part.clone());
    metadata.title.push("visible", text);
    Some(found.at)
}

/// The headline of a text without markup.
fn first_line(metadata: &mut Metadata, page: &Page) -> Option<usize> {
    // A page that is all one text may still have a title that repeats one of its first lines.
    let repeats = |block: &Block| {
        let stated = metadata.title.values();
        stated
            .take(8)
            .any(|other| title::beside(other, &block.text).is_some())
    };
    let at = page.blocks.iter().take(FIRST).position(repeats);
    let first = page.blocks.first()?;
    let ends = first.text.ends_with(['.', '。', ':', ';', ',']);
    let is_title = first.chars <= MAX_FIRST_LINE && !ends && page.blocks.len() > 1;
    let at = at.or_else(|| is_title.then_some(0))?;
    metadata
        .title
        .push("visible", clean::value(&page.blocks[at].text));
    Some(at)
}

/// Level of the heading that a block is in, 0 for none.
fn heading(page: &Page, block: &Block) -> u8 {
    let Some(&node) = block.anchor.nodes.first() else {
        return 0;
    };
    let mut names = page
        .tree
        .ancestors(node)
        .take(6)
        .map(|node| page.tree.name(node));
    names
        .find_map(|name| match name.as_bytes() {
            [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
            _ => None,
        })
        .unwrap_or(0)
}

/// A block's text, cut at its line breaks.
fn lines(page: &Page, block: &Block) -> Vec<String> {
    let mut out = vec![String::new()];
    for &node in &block.anchor.nodes {
        if page.tree.name(node) == "br" {
            out.push(String::new());
        } else if let Some(line) = out.last_mut() {
            line.push_str(page.tree.text(node));
        }
    }
    let lines = out.iter().map(|line| crate::text::fold(line));
    lines.filter(|line| !line.is_empty()).collect()
}

/// The block that agrees best with the stated titles.
fn by_words(page: &Page, body: &[usize], stated: &[String]) -> Option<Candidate> {
    let mut wanted: Vec<Vec<String>> = stated.iter().map(|other| title::words(other)).collect();
    order::sort(&mut wanted);
    wanted.dedup();
    let agreement = |text: &str| {
        let words = title::words(text);
        let agreements = wanted.iter().map(|other| title::agrees(&words, other));
        agreements.fold(0.0, f32::max)
    };
    let first_body = body.first().copied().unwrap_or(usize::MAX);
    let mut asked = 0;
    let mut best: Option<Candidate> = None;
    for (at, block) in page.blocks.iter().enumerate() {
        let level = heading(page, block);
        if block.chars > MAX_TITLE || level == 0 && block.link_chars > 0 {
            continue;
        }
        // Headings are few; other blocks are asked only near the story.
        if level == 0 && (at > first_body || at + ABOVE < first_body.min(4 * ABOVE)) {
            continue;
        }
        asked += 1;
        if asked > MAX_ASKED {
            break;
        }
        let mut text = (agreement(&block.text), block.text.clone());
        if level == 0 && text.0 > 0.0 {
            // The line of a block that holds the author and the date as well.
            for line in lines(page, block) {
                let agreement = agreement(&line);
                if agreement > text.0 {
                    text = (agreement, line);
                }
            }
        }
        let bonus = match level {
            1 => 0.3,
            2 | 3 => 0.1,
            _ => 0.0,
        };
        let behind = if at > first_body { 0.2 } else { 0.0 };
        let score = text.0 + bonus - behind;
        let enough = if level == 1 { 0.4 } else { 0.6 };
        if text.0 >= enough && best.as_ref().is_none_or(|known| score > known.score) {
            best = Some(Candidate {
                at,
                level,
                text: text.1,
                score,
            });
        }
    }
    best
}

/// The block about the beginning of the story that looks most like a headline.
fn by_looks(page: &Page, body: &[usize], habits: &Habits) -> Option<Candidate> {
    let &first_body = body.first()?;
    let end = page.blocks.len().min(first_body + NEAR.1);
    let mut best: Option<Candidate> = None;
    for at in first_body.saturating_sub(NEAR.0)..end {
        let block = &page.blocks[at];
        let level = heading(page, block);
        let mut lines = lines(page, block);
        if block.chars > MAX_TITLE || lines.is_empty() || level == 0 && block.link_chars > 0 {
            continue;
        }
        let text = if level > 0 {
            block.text.clone()
        } else {
            lines.swap_remove(0)
        };
        let is_line = LOOKS.contains(&title::words(&text).len())
            && !text.ends_with(['.', '。', ':', ';', ','])
            && after_phrase(&text).is_none()
            && dates::find(&text, habits).is_empty();
        if !is_line {
            continue;
        }
        let set_off = match level {
            1 => 4.0,
            2 => 3.0,
            3 => 2.0,
            _ => 0.0,
        } + looks(page, block);
        let score = set_off - 0.2 * first_body.abs_diff(at) as f32;
        if set_off > 1.0 && best.as_ref().is_none_or(|known| score > known.score) {
            best = Some(Candidate {
                at,
                level,
                text,
                score,
            });
        }
    }
    best
}

/// How far the names and the type of the elements about a block's first words set it off.
fn looks(page: &Page, block: &Block) -> f32 {
    let Some(&node) = block.anchor.nodes.first() else {
        return 0.0;
    };
    let (mut named, mut bold) = (0.0, 0.0);
    for element in page.tree.ancestors(node).take(3) {
        let is_named = page.tree.attributes(element).any(|(name, value)| {
            matches!(name, "class" | "id")
                && value
                    .split(|c: char| !c.is_alphanumeric())
                    .any(|word| is_title_class(&word.to_lowercase()))
        });
        if is_named {
            named = 3.0;
        }
        if matches!(page.tree.name(element), "b" | "strong" | "big" | "font") {
            bold = 1.5;
        }
    }
    named + bold
}

/// The only top heading of a page that states no title.
fn lone(page: &Page, stated: &[String]) -> Option<Candidate> {
    let mut tops = (0..page.blocks.len()).filter(|&at| heading(page, &page.blocks[at]) == 1);
    let at = tops.next().filter(|_| stated.is_empty())?;
    tops.next().is_none().then(|| Candidate {
        at,
        level: 1,
        text: page.blocks[at].text.clone(),
        score: 0.0,
    })
}
