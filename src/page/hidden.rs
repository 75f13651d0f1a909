//! Running text that a page keeps hidden.
//!
//! Some pages are sent with their story hidden and show it by script: streamed ones, ones that wait
//! for their fonts, ones that ask for a subscription first. Without scripts, or behind the ask, such
//! a page shows no story. Only what reads as running text counts here; whether it is the story is
//! judged later, block by block, as on any page.

use std::collections::HashMap;

use super::Tree;
use super::blocks::LEFT_OUT;

/// Characters from which a text node is a paragraph's.
const PARAGRAPH: usize = 80;

/// Characters in paragraphs that make running text.
const RUNNING: usize = 400;

/// The outermost hidden elements that hold paragraphs, where those beside each other make running
/// text: some pages hide their story as a whole, some paragraph by paragraph.
pub(super) fn running_text(tree: &Tree) -> Vec<u32> {
    let mut roots = Vec::new();
    let mut beside: HashMap<u32, usize> = HashMap::new();
    let mut node = 0;
    while node < tree.len() {
        if tree.is_text(node) || tree.is_shown(node) && !is_left_out(tree, node) {
            node += 1;
            continue;
        }
        if !is_left_out(tree, node) {
            let chars = paragraphs(tree, node);
            if chars > 0 {
                roots.push(node);
                *beside.entry(tree.parent(node)).or_default() += chars;
            }
        }
        node = tree.end(node);
    }
    roots.retain(|&root| beside[&tree.parent(root)] >= RUNNING);
    roots
}

fn is_left_out(tree: &Tree, node: u32) -> bool {
    LEFT_OUT.contains(&tree.name(node))
}

/// Characters of the paragraphs below an element.
fn paragraphs(tree: &Tree, root: u32) -> usize {
    let mut chars = 0;
    let mut node = root + 1;
    while node < tree.end(root) {
        if is_left_out(tree, node) {
            node = tree.end(node);
            continue;
        }
        let own = tree.text(node).trim().chars().count();
        if own >= PARAGRAPH && tree.name(tree.parent(node)) != "a" {
            chars += own;
        }
        node += 1;
    }
    chars
}

#[cfg(all(test, feature = "native"))]
mod tests {
    use super::super::Page;
    use crate::formats::snapshot_html;

    fn revealed(html: &str) -> Option<usize> {
        let snapshot = snapshot_html(html, "");
        let page = Page::new(&snapshot).unwrap();
        page.revealed().map(|page| page.blocks.len())
    }

    #[test]
    fn shows_what_reads_as_running_text() {
        let text = "The wall gave way at night and the market stood in water. ".repeat(3);
        let paragraph = format!("<p>{text}</p>");
        let whole = paragraph.repeat(3);
        assert_eq!(
            revealed(&format!("<p>a</p><div hidden>{whole}</div>")),
            Some(4)
        );
        let one = format!("<div style='display: none'>{paragraph}</div>");
        assert_eq!(revealed(&one.repeat(3)), Some(3));
        assert_eq!(
            revealed(&format!("<section>{one}</section>").repeat(3)),
            None
        );
        assert_eq!(
            revealed(&format!("<div hidden><p>{}</div>", "short<p>".repeat(99))),
            None
        );
        assert_eq!(
            revealed(&format!("<div hidden><script>{whole}</script></div>")),
            None
        );
        assert_eq!(revealed(&whole), None);
    }

    #[test]
    fn what_is_hidden_inside_stays_hidden() {
        let text = "The wall gave way at night and the market stood in water. ".repeat(9);
        let html = format!("<div hidden><p>{text}</p><p hidden>no</p></div><p hidden>no</p>");
        assert_eq!(revealed(&html), Some(1));
    }
}
