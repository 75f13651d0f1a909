//! What a page's head announces of its story, as it stands there.
//!
//! Blocks are compared with it before it is known which of them are the story.
//! [`Metadata`](super::Metadata) weighs the same statements against each other and against what
//! readers see; here they are words.

use super::Tree;

/// Nodes among which they are looked for: some pages have them in the body.
const NEAR: u32 = 4_000;

/// What the head announces; empty where it does not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Announced<'s> {
    /// The headline, perhaps with the site's name.
    pub title: &'s str,
    /// The longest description.
    pub description: &'s str,
    /// Who wrote it.
    pub author: &'s str,
}

impl<'s> Announced<'s> {
    /// What the head of a page announces.
    #[must_use]
    pub fn of(tree: &Tree<'s>) -> Self {
        let mut announced = Self::default();
        for node in 0..tree.len().min(NEAR) {
            match tree.name(node) {
                "title" if announced.title.is_empty() && node + 1 < tree.end(node) => {
                    announced.title = tree.text(node + 1);
                }
                "meta" => announced.add(tree, node),
                _ => {}
            }
        }
        announced
    }

    fn add(&mut self, tree: &Tree<'s>, node: u32) {
        let name = tree
            .attribute(node, "property")
            .or_else(|| tree.attribute(node, "name"));
        let content = tree.attribute(node, "content").unwrap_or("");
        // An empty field of a template says nothing.
        if content.trim().is_empty() {
            return;
        }
        match name.unwrap_or("") {
            "og:title" => self.title = content,
            "og:description" | "description" if content.len() > self.description.len() => {
                self.description = content;
            }
            "author" | "article:author" | "parsely-author" => self.author = content,
            _ => {}
        }
    }
}

#[cfg(all(test, feature = "native"))]
mod tests {
    use super::super::Page;
    use super::Announced;
    use crate::formats::snapshot_html;

    #[test]
    fn an_empty_field_takes_nothing_away() {
        let snapshot = snapshot_html(
            "<title>Crack closes quay</title><meta property=og:title content=' '>\
             <meta name=author content='Ada Holm'><meta name=author content=''>\
             <meta name=description content='A crack.'><meta property=og:description content=''>",
            "",
        );
        let page = Page::new(&snapshot).unwrap();
        let announced = Announced {
            title: "Crack closes quay",
            description: "A crack.",
            author: "Ada Holm",
        };
        assert_eq!(Announced::of(&page.tree), announced);
    }
}
