//! The bylines that readers see, and the names in them.
//!
//! A line is a byline where a phrase opens it ("By"), where its element is named or linked as authors'
//! are, or where it is known for one and reads as a name. Where the names stand in elements of their
//! own, those alone are the names: what stands beside them is a role, a place or a button.

use super::claims::{is_by_class, is_by_path};
use super::names;
use super::visible::{Seen, spaced};
use crate::page::{Block, Page};
use crate::report::Kind;
use crate::rules::fold;
use crate::text::{Text, words};

/// Characters of a block that may be a byline.
const MAX_BYLINE: usize = 120;

/// Blocks that may stand between the names of several authors.
const APART: usize = 3;

/// Elements above a text that say what it is.
const ABOVE: usize = 4;

/// The bylines among some blocks, those that are known for one first, and those that may be something
/// else only where there is no other; names that stand side by side are of one byline.
pub(super) fn among(seen: &Seen, blocks: &[usize]) -> Vec<String> {
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

/// The names in a block that is a byline.
fn byline(seen: &Seen, at: usize) -> Option<String> {
    let (page, block) = (seen.page, &seen.page.blocks[at]);
    let line = spaced(page, block);
    if line.len() > 4 * MAX_BYLINE {
        return None;
    }
    let is_byline = seen.kind(at) == Kind::Byline;
    let is_classed = is_classed(page, block) || is_byline && follows_phrase(page, at);
    let phrased = names::after_phrase(&line, is_byline || is_classed);
    let linked = own_names(page, block);
    if !linked.is_empty() && (phrased.is_some() || is_classed || is_byline) {
        return Some(linked);
    }
    let named = match phrased {
        Some(rest) => rest,
        // `Last updated by Ann Gull on`
        None if is_classed => line
            .split_once(" by ")
            .map_or(line.as_str(), |(_, names)| names),
        None => {
            let may_be = is_byline || is_linked(page, block);
            let text = may_be.then(|| names::on_line(&line, seen.habits))?;
            return is_name(&text).then_some(text);
        }
    };
    let text = names::on_line(named, seen.habits);
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

/// Whether a line that nothing else says to be a byline is a name: no name begins with a common word.
fn is_name(line: &str) -> bool {
    let first = words(line).into_iter().take(1).collect();
    let first = Text::unquoted(line, first).words;
    names::is_one(line) && first.first().is_some_and(|word| !word.is_common())
}

/// The names that stand in elements of their own in a block, because they are linked or named so.
fn own_names(page: &Page, block: &Block) -> String {
    let mut found: Vec<String> = Vec::new();
    for &node in &block.anchor.nodes {
        let mut above = page.tree.ancestors(node).take(2);
        if !above.any(|node| leads_to_author(page, node) || is_named(page, node)) {
            continue;
        }
        let name = names::plain(&crate::text::fold(page.tree.text(node)));
        if names::is_one(&name) {
            found.push(name);
        }
    }
    let found: Vec<&str> = found.iter().map(String::as_str).collect();
    names::joined(&found)
}

/// Whether an element is a link to what its site tells of an author.
fn leads_to_author(page: &Page, node: u32) -> bool {
    let is_by = |(name, value): (&str, &str)| match name {
        "rel" => value.split_ascii_whitespace().any(|word| word == "author"),
        "href" => {
            let path = value.split_once("://").map_or(value, |(_, rest)| rest);
            path.split('/').any(is_by_path)
        }
        _ => false,
    };
    page.tree.name(node) == "a" && page.tree.attributes(node).any(is_by)
}

/// Whether an element's class calls it a name.
fn is_named(page: &Page, node: u32) -> bool {
    let class = page.tree.attribute(node, "class").unwrap_or_default();
    class
        .split(|c: char| !c.is_ascii_alphanumeric())
        .any(|word| matches!(word, "name" | "names"))
}

/// Whether a block is nothing but a link to what its site tells of an author.
fn is_linked(page: &Page, block: &Block) -> bool {
    let first = block.anchor.nodes.first();
    block.link_chars == block.chars
        && first.is_some_and(|&node| {
            let mut above = page.tree.ancestors(node).take(ABOVE);
            above.any(|node| leads_to_author(page, node))
        })
}

/// Whether the block above is a phrase that names follow, and nothing else.
fn follows_phrase(page: &Page, at: usize) -> bool {
    let before = at.checked_sub(1).map(|at| &*page.blocks[at].text);
    before.is_some_and(|text| names::is_phrase(&fold(text.trim_end_matches([' ', ':', '：']))))
}

/// Whether two blocks stand in elements of one kind, side by side, as those of several authors do.
fn are_twins(page: &Page, one: usize, other: usize) -> bool {
    let steps = |at: usize| {
        let node = page.blocks[at].anchor.nodes.first().copied().unwrap_or(0);
        page.tree.ancestors(node).take(ABOVE)
    };
    let class = |node| page.tree.attribute(node, "class");
    other.abs_diff(one) <= APART
        && steps(one).zip(steps(other)).any(|(a, b)| {
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
    page.tree.ancestors(node).take(ABOVE).any(|node| {
        page.tree.attributes(node).any(|(name, value)| match name {
            "rel" => value.split_ascii_whitespace().any(|word| word == "author"),
            "class" | "data-testid" | "data-component" => value
                .split(|c: char| !c.is_ascii_alphanumeric())
                .filter(|word| word.len() > 4 || word.eq_ignore_ascii_case("by"))
                .any(|word| is_by_class(&word.to_ascii_lowercase())),
            _ => false,
        })
    })
}
