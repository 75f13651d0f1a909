//! Where the blocks of a page stand to its story: above it, in it, below it, or elsewhere.
//!
//! A credit belongs to the story it stands by. Above the first paragraph are bylines and source
//! lines, below the last one credits and copyright lines; further away stand other stories, menus
//! and the site's own footer, whose words are not about this text.

use std::collections::HashMap;

use super::words::{Hints, Words};
use crate::article::Other;
use crate::page::{Page, Tree};
use crate::report::Kind;

/// Characters from which a block of the story is a paragraph.
const PARAGRAPH: u32 = 80;
/// Blocks above the first paragraph that are searched for the headline.
const MAX_HEAD: usize = 60;
/// Blocks above the first paragraph that count where there is no headline.
const HEAD: usize = 14;
/// Blocks above the headline that count.
const ABOVE: usize = 4;
/// Blocks below the last paragraph that count.
const TAIL: usize = 16;

/// Where a block stands to the story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Zone {
    /// Above the first paragraph.
    Head,
    /// From the first paragraph to the last; whether it is one of the first two.
    Body { opening: bool },
    /// The last paragraph (0) and the blocks below it, counted from it.
    Tail(usize),
    /// Not by the story.
    Away,
}

/// The zones of all blocks.
pub(super) fn zones(page: &Page, kinds: &[Kind], others: &[Other]) -> Vec<Zone> {
    let is_body = |at: usize| kinds.get(at) == Some(&Kind::Body);
    let count = page.blocks.len();
    let mut zones = vec![Zone::Away; count];
    let is_paragraph = |&at: &usize| {
        let block = &page.blocks[at];
        is_body(at)
            && (block.chars >= PARAGRAPH || page.is_plain && block.chars >= PARAGRAPH / 2)
            && block.link_chars * 2 < block.chars
    };
    let mut paragraphs: Vec<usize> = (0..count).filter(is_paragraph).collect();
    if paragraphs.is_empty() {
        paragraphs = (0..count).filter(|&at| is_body(at)).collect();
    }
    let (Some(&first), Some(&last)) = (paragraphs.first(), paragraphs.last()) else {
        return zones;
    };
    // Another story below ends this one's surroundings.
    let others = others
        .iter()
        .filter_map(|other| other.title.or(other.blocks.first().copied()));
    let next = others.filter(|&at| at > last).min().unwrap_or(count);
    let end = next.min(last + TAIL + 1);
    let headline = (first.saturating_sub(MAX_HEAD)..=first)
        .rev()
        .find(|&at| is_headline(&page.tree, page.blocks[at].anchor.element));
    let begin = headline.map_or(first.saturating_sub(HEAD), |at| at.saturating_sub(ABOVE));
    let second = paragraphs.get(1).copied().unwrap_or(first);
    for (at, zone) in zones.iter_mut().enumerate() {
        *zone = if at < begin || at >= end {
            Zone::Away
        } else if at < first {
            Zone::Head
        } else if at >= last {
            Zone::Tail(at - last)
        } else {
            Zone::Body {
                opening: at <= second,
            }
        };
        // What looks like a menu between the headline and the text may be a byline.
        let is_near = *zone == Zone::Head && headline.is_some_and(|headline| at > headline);
        let is_elsewhere = |&kind: &Kind| is_elsewhere(kind) && !(is_near && kind == Kind::Nav);
        if kinds.get(at).is_some_and(is_elsewhere) {
            *zone = Zone::Away;
        }
    }
    zones
}

/// Kinds whose words are not about the story's text.
fn is_elsewhere(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Caption
            | Kind::OtherStory
            | Kind::Comments
            | Kind::Ad
            | Kind::Nav
            | Kind::Consent
            | Kind::Media
    )
}

fn is_headline(tree: &Tree, element: u32) -> bool {
    std::iter::once(element)
        .chain(tree.ancestors(element))
        .take(3)
        .any(|node| tree.name(node) == "h1")
}

/// What the names of a page's elements say; most stand around many blocks.
pub(super) struct Around<'p> {
    page: &'p Page<'p>,
    /// By the value of an attribute.
    said: HashMap<&'p str, Hints>,
}

impl<'p> Around<'p> {
    pub(super) fn new(page: &'p Page<'p>) -> Self {
        Self {
            page,
            said: HashMap::new(),
        }
    }

    /// What the elements around a block say it is, the inner ones first.
    pub(super) fn hints(&mut self, at: usize) -> Hints {
        let tree = &self.page.tree;
        let block = &self.page.blocks[at];
        let mut hints = Hints::default();
        let Some(&first) = block.anchor.nodes.first() else {
            return hints;
        };
        let mut level = 0;
        for node in tree.ancestors(first) {
            let name = tree.name(node);
            hints.picture |= matches!(name, "figure" | "figcaption");
            hints.away |= matches!(name, "nav" | "aside" | "footer");
            for (attribute, value) in tree.attributes(node) {
                if !matches!(
                    attribute,
                    "class" | "id" | "itemprop" | "rel" | "data-testid"
                ) {
                    continue;
                }
                let look_up = || Words::get().hints(value);
                let says = *self.said.entry(value).or_insert_with(look_up);
                hints.credit |= says.credit && level < 3;
                hints.author |= says.author && level < 3;
                hints.picture |= says.picture && level < 2;
                hints.away |= says.away && level < 5;
            }
            level += usize::from(node <= block.anchor.element);
            if level > 5 {
                break;
            }
        }
        hints
    }
}
