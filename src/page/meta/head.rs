//! What the page's head says: `<meta>`, `<link>`, `<title>`, `<html lang>`.
//!
//! One pass over the nodes, by the interned numbers of their names. `<meta>` elements count
//! wherever they stand, since many pages have them in the body.

use super::claims::{Field, stated_by};
use super::{Metadata, clean, url};
use crate::page::Tree;

/// Numbers of the names that are looked for.
struct Names {
    meta: Option<u16>,
    link: Option<u16>,
    title: Option<u16>,
    script: Option<u16>,
}

impl Names {
    fn of(tree: &Tree) -> Self {
        let number = |wanted: &str| {
            let at = tree
                .snapshot()
                .names
                .iter()
                .position(|name| name == wanted)?;
            u16::try_from(at).ok()
        };
        Self {
            meta: number("meta"),
            link: number("link"),
            title: number("title"),
            script: number("script"),
        }
    }
}

/// Adds what the head says; gives the scripts that hold JSON-LD.
pub(super) fn add(tree: &Tree, metadata: &mut Metadata) -> Vec<u32> {
    let names = Names::of(tree);
    let mut scripts = Vec::new();
    let mut has_title = false;
    for (node, &name) in (0..).zip(&tree.snapshot().node_name) {
        let name = Some(name);
        if name == names.meta {
            meta(tree, node, metadata);
        } else if name == names.link {
            link(tree, node, metadata);
        } else if name == names.title && !has_title {
            let text: String = (node + 1..tree.end(node))
                .map(|node| tree.text(node))
                .collect();
            let text = clean::value(before_markup(&text));
            has_title = !text.is_empty();
            metadata.title.push("title", text);
        } else if name == names.script && tree.end(node) > node + 1 {
            scripts.push(node);
        }
    }
    let language = tree.attribute(0, "lang").unwrap_or_default();
    metadata.language.push("html:lang", clean::value(language));
    metadata.canonical.push("url", tree.snapshot().url.clone());
    scripts
}

/// A title up to the markup that it swallowed where it was never closed.
fn before_markup(title: &str) -> &str {
    const MARKUP: [&str; 8] = [
        "!--", "script", "style", "link", "meta", "/head", "/script", "body",
    ];
    let swallowed = title.match_indices('<').find(|(at, _)| {
        let rest = &title.as_bytes()[at + 1..];
        MARKUP.iter().any(|name| {
            rest.get(..name.len())
                .is_some_and(|begin| begin.eq_ignore_ascii_case(name.as_bytes()))
        })
    });
    &title[..swallowed.map_or(title.len(), |(at, _)| at)]
}

/// Names that come many times, once for each of a list.
fn is_list(field: Field) -> bool {
    field == Field::Byline
}

fn meta(tree: &Tree, node: u32, metadata: &mut Metadata) {
    let Some(content) = tree.attribute(node, "content") else {
        return;
    };
    for (attribute, name) in tree.attributes(node) {
        if !matches!(attribute, "name" | "property" | "http-equiv") {
            continue;
        }
        let name = name.trim().to_ascii_lowercase();
        let Some((source, field)) = stated_by(&name) else {
            continue;
        };
        let value = clean::value(content);
        let claims = metadata.claims_mut(field);
        let repeats = claims.all().iter().any(|claim| claim.source == source);
        // Of a field that is stated once, the first statement is the page's own.
        if !repeats || is_list(field) {
            claims.push(source, value);
        }
        return;
    }
}

fn link(tree: &Tree, node: u32, metadata: &mut Metadata) {
    let rel = tree.attribute(node, "rel").unwrap_or_default();
    let is_canonical = rel
        .split_ascii_whitespace()
        .any(|word| word.eq_ignore_ascii_case("canonical"));
    if !is_canonical {
        return;
    }
    let href = tree.attribute(node, "href").unwrap_or_default();
    if let Some(address) = url::resolve(&tree.snapshot().url, href).filter(|_| !href.is_empty()) {
        metadata.canonical.push("link:canonical", address);
    }
}
