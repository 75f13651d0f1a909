//! The blocks of a page: the text between two boundaries of non-inline elements.
//!
//! One walk over the tree. Every element that is not inline ends the block before it and after
//! it; so does a second `<br>` in a row. Hidden text and text inside controls and embedded objects
//! is left out; an icon or a script in a line does not part the words around it. An element of the
//! page's own making is some words of its line where it stands in a paragraph or a heading, as most
//! of them are not styled as boxes there. Where the browser shows a text file, the page is one
//! `<pre>` and its lines are its blocks.

use std::collections::HashMap;

use super::{Snapshot, Tree};
use crate::report::Anchor;
use crate::text::is_space;

/// Elements that do not bound a block.
const INLINE: [&str; 43] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "button", "cite", "code", "data",
    "del", "dfn", "em", "font", "i", "img", "input", "ins", "kbd", "label", "mark", "nobr", "q",
    "rp", "rt", "ruby", "s", "samp", "slot", "small", "span", "strike", "strong", "sub", "sup",
    "time", "tt", "u", "var", "wbr", "#text",
];

/// Elements whose text is no part of the page's text.
pub(super) const LEFT_OUT: [&str; 15] = [
    "audio", "canvas", "embed", "head", "math", "noscript", "option", "script", "select", "style",
    "svg", "template", "textarea", "title", "video",
];

/// Those of them that may stand in the middle of a sentence.
const IN_LINE: [&str; 6] = ["math", "noscript", "script", "style", "svg", "template"];

/// Nodes below an element of a page's own making at most that is part of a line.
const MAX_IN_LINE: u32 = 32;

/// One block: its text and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Visible text, white space folded.
    pub text: String,
    /// Where it stands in the snapshot.
    pub anchor: Anchor,
    /// Characters of `text`.
    pub chars: u32,
    /// Characters that are inside a link.
    pub link_chars: u32,
}

/// A block in the making.
#[derive(Default)]
struct Draft {
    text: String,
    nodes: Vec<u32>,
    chars: u32,
    link_chars: u32,
    /// A space is due before the next word.
    space: bool,
}

impl Draft {
    fn push(&mut self, tree: &Tree, node: u32, in_link: bool) {
        let before = self.chars;
        let mut rest = tree.text(node);
        loop {
            let word_at = rest.find(|c| !is_space(c));
            self.space |= word_at != Some(0) && !rest.is_empty();
            let Some(word_at) = word_at else { break };
            rest = &rest[word_at..];
            let word_end = rest.find(is_space).unwrap_or(rest.len());
            if self.space && !self.text.is_empty() {
                self.text.push(' ');
                self.chars += 1;
            }
            self.space = false;
            self.text.push_str(&rest[..word_end]);
            self.chars += rest[..word_end].chars().count() as u32;
            rest = &rest[word_end..];
        }
        if self.chars > before {
            self.nodes.push(node);
            if in_link {
                self.link_chars += self.chars - before;
            }
        } else if !self.nodes.is_empty() {
            // White space between words still stands between them when the text is placed again.
            self.nodes.push(node);
        }
    }

    fn finish(&mut self, tree: &Tree, classes: &[Class], out: &mut Vec<Block>) {
        let mut draft = std::mem::take(self);
        while draft
            .nodes
            .last()
            .is_some_and(|&node| tree.text(node).chars().all(is_space))
        {
            draft.nodes.pop();
        }
        let (Some(&first), Some(&last)) = (draft.nodes.first(), draft.nodes.last()) else {
            return;
        };
        out.push(Block {
            text: draft.text,
            chars: draft.chars,
            link_chars: draft.link_chars,
            anchor: Anchor {
                element: container(tree, classes, first),
                nodes: draft.nodes,
                begin: 0,
                end: tree.units(last),
            },
        });
    }
}

/// The nearest ancestor that is not inline.
fn container(tree: &Tree, classes: &[Class], node: u32) -> u32 {
    let is_box = |&node: &u32| match class(tree, classes, node) {
        Class::Inline | Class::Link | Class::Break => false,
        Class::Own => !is_in_line(tree, classes, node),
        _ => true,
    };
    tree.ancestors(node).find(is_box).unwrap_or(0)
}

/// Cuts the page into blocks, in document order.
pub(super) fn blocks(tree: &Tree) -> Vec<Block> {
    if let Some(text) = text_file(tree) {
        return lines(tree, text);
    }
    let classes = classes(tree);
    let mut out = Vec::new();
    let mut draft = Draft::default();
    // Ends of open elements: those that bound a block, and those that are links.
    let mut open: Vec<u32> = Vec::new();
    let mut link_end = 0;
    let mut breaks = 0;
    let mut node = 0;
    while node < tree.len() {
        while open.last().is_some_and(|&end| end <= node) {
            open.pop();
            draft.finish(tree, &classes, &mut out);
            breaks = 0;
        }
        let class = match class(tree, &classes, node) {
            Class::Own if is_in_line(tree, &classes, node) => Class::Inline,
            class => class,
        };
        match class {
            Class::Text => {
                let has_words = tree.text(node).chars().any(|c| !is_space(c));
                breaks = if has_words { 0 } else { breaks };
                draft.push(tree, node, node < link_end);
            }
            _ if matches!(class, Class::LeftOut | Class::InLine) || !tree.is_shown(node) => {
                if !matches!(class, Class::Inline | Class::InLine) {
                    draft.finish(tree, &classes, &mut out);
                }
                node = tree.end(node);
                continue;
            }
            Class::Break => {
                breaks += 1;
                draft.space = true;
                if !draft.nodes.is_empty() {
                    draft.nodes.push(node);
                }
                if breaks > 1 {
                    draft.finish(tree, &classes, &mut out);
                }
            }
            Class::Link => link_end = link_end.max(tree.end(node)),
            Class::Inline | Class::InLine => {}
            Class::Boundary | Class::Own | Class::LeftOut => {
                draft.finish(tree, &classes, &mut out);
                open.push(tree.end(node));
                breaks = 0;
            }
        }
        node += 1;
    }
    draft.finish(tree, &classes, &mut out);
    out
}

#[derive(Clone, Copy, PartialEq)]
enum Class {
    Text,
    Inline,
    Link,
    Break,
    /// Left out, and the words around it are parted.
    LeftOut,
    /// Left out in the middle of a line.
    InLine,
    /// An element of the page's own making.
    Own,
    Boundary,
}

fn class(tree: &Tree, classes: &[Class], node: u32) -> Class {
    classes[usize::from(tree.snapshot().node_name[node as usize])]
}

/// Whether an element of the page's own making is some words of a paragraph or of a heading.
fn is_in_line(tree: &Tree, classes: &[Class], node: u32) -> bool {
    let end = tree.end(node);
    end - node <= MAX_IN_LINE
        && matches!(
            tree.name(tree.parent(node)),
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6"
        )
        && (node + 1..end).all(|below| {
            let class = class(tree, classes, below);
            matches!(class, Class::Text | Class::Inline | Class::Link)
        })
}

/// What each name of the snapshot means for blocks.
fn classes(tree: &Tree) -> Vec<Class> {
    let known: HashMap<&str, Class> = INLINE
        .iter()
        .map(|&name| (name, Class::Inline))
        .chain(LEFT_OUT.iter().map(|&name| (name, Class::LeftOut)))
        .chain([
            ("#text", Class::Text),
            ("a", Class::Link),
            ("br", Class::Break),
        ])
        .chain(IN_LINE.iter().map(|&name| (name, Class::InLine)))
        .collect();
    let class = |name: &String| match known.get(name.as_str()) {
        Some(&class) => class,
        None if name.contains('-') => Class::Own,
        None => Class::Boundary,
    };
    tree.snapshot().names.iter().map(class).collect()
}

/// Whether the page is a text file shown by a browser.
pub(super) fn is_text_file(tree: &Tree) -> bool {
    text_file(tree).is_some()
}

/// The one text node of a text file shown by a browser: a body that holds nothing but a `<pre>`.
fn text_file(tree: &Tree) -> Option<u32> {
    let body = (0..tree.len().min(64)).find(|&node| tree.name(node) == "body")?;
    let mut below = (body + 1..tree.end(body))
        .filter(|&node| !tree.is_text(node) || tree.text(node).chars().any(|c| !is_space(c)));
    let (pre, text) = (below.next()?, below.next()?);
    let alone = tree.name(pre) == "pre" && tree.parent(text) == pre && below.next().is_none();
    (alone && tree.is_text(text)).then_some(text)
}

fn lines(tree: &Tree, node: u32) -> Vec<Block> {
    let element = tree.parent(node);
    let mut at = 0;
    let mut out = Vec::new();
    for line in tree.text(node).split('\n') {
        let units = line.encode_utf16().count() as u32;
        let text = crate::text::fold(line);
        if !text.is_empty() {
            let chars = text.chars().count() as u32;
            let anchor = Anchor {
                element,
                nodes: vec![node],
                begin: at,
                end: at + units,
            };
            out.push(Block {
                text,
                anchor,
                chars,
                link_chars: 0,
            });
        }
        if out.len() == Snapshot::MAX_NODES {
            break;
        }
        at += units + 1;
    }
    out
}

#[cfg(all(test, feature = "native"))]
mod tests {
    use super::super::Page;
    use crate::formats::snapshot_html;

    fn texts(html: &str) -> Vec<String> {
        let snapshot = snapshot_html(html, "");
        Page::new(&snapshot)
            .unwrap()
            .blocks
            .into_iter()
            .map(|block| block.text)
            .collect()
    }

    #[test]
    fn non_inline_elements_and_double_breaks_are_boundaries() {
        assert_eq!(
            texts("<div>a <b>b</b>c<p>d<br>e<br> <br>f</p>g</div><ul><li>h<li>i</ul>"),
            ["a bc", "d e", "f", "g", "h", "i"]
        );
    }

    #[test]
    fn hidden_text_is_no_block() {
        assert_eq!(
            texts(
                "<title>t</title><p hidden>a</p><p>b<span style='display:none'>c</span>d</p><select><option>e</select>"
            ),
            ["bd"]
        );
    }

    #[test]
    fn icons_scripts_and_own_elements_in_a_line_do_not_part_it() {
        assert_eq!(
            texts(
                "<p>a <a href=x>b<svg><path/></svg></a> c<script>1</script> d <x-name>e</x-name>, f</p>"
            ),
            ["a b c d e, f"]
        );
        assert_eq!(
            texts("<p>a <x-box><div>b</div></x-box> c</p><div>d <x-box>e</x-box></div>"),
            ["a", "b", "c", "d", "e"]
        );
        let snapshot = snapshot_html("<p><x-name>a</x-name> b</p>", "");
        let page = Page::new(&snapshot).unwrap();
        assert_eq!(page.tree.name(page.blocks[0].anchor.element), "p");
    }

    #[test]
    fn links_are_measured() {
        let snapshot = snapshot_html("<p>ab <a href=x>cd</a> <a><b>ef</b></a>", "");
        let page = Page::new(&snapshot).unwrap();
        assert_eq!((page.blocks[0].chars, page.blocks[0].link_chars), (8, 6));
    }

    #[test]
    fn an_anchor_holds_what_the_text_was_made_of() {
        let snapshot = snapshot_html("<div> one <i>two</i> <b>three</b> <p>four</div>", "");
        let page = Page::new(&snapshot).unwrap();
        for block in &page.blocks {
            let joined: String = block
                .anchor
                .nodes
                .iter()
                .map(|&n| page.tree.text(n))
                .collect();
            assert_eq!(crate::text::fold(&joined), block.text);
        }
    }
}
