//! Where a block stands, in the words of the page's own markup.

use super::Tree;
use crate::rules::Step;

/// Elements around a block that a path names.
const SHORT: usize = 4;

/// Elements around a block that rules are held against.
const DEEP: usize = 24;

/// Characters of a class name or an id that reads like a name.
const MAX_NAME: usize = 40;

/// The path of an element for reports: its name and those of the elements around it, each with the
/// first of its class names that reads like one, or with such an id.
pub(super) fn path(tree: &Tree, element: u32) -> String {
    let mut steps: Vec<[&str; 3]> = around(tree, element, SHORT)
        .map(|element| {
            let name = tree.name(element);
            let classes = tree.attribute(element, "class").unwrap_or("");
            let class = classes
                .split_ascii_whitespace()
                .find(|class| is_name(class));
            let id = tree.attribute(element, "id").filter(|id| is_name(id));
            match (class, id) {
                (Some(class), _) => [name, ".", class],
                (None, Some(id)) => [name, "#", id],
                (None, None) => [name, "", ""],
            }
        })
        .collect();
    steps.reverse();
    let mut path = String::with_capacity(64);
    for (at, step) in steps.into_iter().enumerate() {
        path.push_str(if at > 0 { ">" } else { "" });
        path.extend(step);
    }
    path
}

/// All steps to an element, the outermost first, with everything that a rule may name.
pub(super) fn steps<'s>(tree: &Tree<'s>, element: u32) -> Vec<Step<'s>> {
    let mut steps: Vec<Step> = around(tree, element, DEEP)
        .map(|element| Step {
            name: tree.name(element),
            classes: tree
                .attribute(element, "class")
                .map(|classes| classes.split_ascii_whitespace().collect())
                .unwrap_or_default(),
            id: tree.attribute(element, "id"),
        })
        .collect();
    steps.reverse();
    steps
}

/// An element and those around it below the page's body, the innermost first.
fn around<'t>(tree: &'t Tree, element: u32, most: usize) -> impl Iterator<Item = u32> + 't {
    std::iter::once(element)
        .chain(tree.ancestors(element))
        .take_while(|&element| !matches!(tree.name(element), "body" | "html"))
        .take(most)
}

/// Whether somebody gave this name, and no program made it: letters and hyphens alone.
fn is_name(word: &str) -> bool {
    let mut letters = 0;
    let mut is_said = |c: char| {
        letters += usize::from(c.is_alphabetic());
        c.is_alphabetic() || matches!(c, '-' | '_')
    };
    word.len() <= MAX_NAME && word.chars().all(&mut is_said) && letters > 1
}

#[cfg(all(test, feature = "native"))]
mod tests {
    use super::super::Page;
    use crate::formats::snapshot_html;

    #[test]
    fn a_path_holds_the_names_that_last() {
        let snapshot = snapshot_html(
            "<div><main id=top><article class='x9 story wide'><div id=post-12><p>One</p></div>\
             </article></main></div>",
            "",
        );
        let page = Page::new(&snapshot).unwrap();
        assert_eq!(page.path(0).unwrap(), "main#top>article.story>div>p");
        let classes: Vec<_> = page
            .steps(0)
            .into_iter()
            .map(|step| step.classes.len())
            .collect();
        assert_eq!(classes, [0, 0, 3, 0, 0]);
    }

    #[test]
    fn a_text_without_markup_has_no_places() {
        let snapshot = crate::page::snapshot_text("One\nTwo", "");
        assert_eq!(Page::new(&snapshot).unwrap().path(0), None);
    }
}
