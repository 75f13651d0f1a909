//! Microdata and `RDFa`: `itemprop` and `property` in the page's markup.
//!
//! Properties are gathered by the item they belong to (the nearest `itemscope`). Only items that are
//! articles count, or properties that belong to no item; among several articles the one whose
//! headline agrees with the page's title is the page's own.

use super::claims::Field;
use super::{Metadata, clean, linked, title, url};
use crate::page::Tree;

/// Properties that are looked at on one page, and bytes of one property's text.
const MAX_PROPERTIES: usize = 2_000;
const MAX_TEXT: usize = 400;

/// How far an article's headline must agree with the page's titles.
const AGREES: f32 = 0.5;

struct Property {
    /// The item's node, 0 for none.
    item: u32,
    node: u32,
    field: Field,
    source: &'static str,
    value: String,
}

/// What a property's name states.
fn field(name: &str) -> Option<Field> {
    let name = name.rsplit([':', '/', '#']).next().unwrap_or(name);
    Some(match name {
        "headline" => Field::Title,
        "author" | "creator" => Field::Byline,
        "datePublished" | "dateCreated" | "issued" => Field::Published,
        "dateModified" | "modified" => Field::Modified,
        "articleSection" => Field::Section,
        "inLanguage" => Field::Language,
        "mainEntityOfPage" => Field::Canonical,
        _ => return None,
    })
}

/// Adds what the markup says.
pub(super) fn add(tree: &Tree, metadata: &mut Metadata) {
    let properties = properties(tree);
    let Some(item) = own_item(&properties, metadata) else {
        return;
    };
    let own = properties
        .into_iter()
        .filter(|property| property.item == item || property.item == 0);
    let mut author = None;
    for property in own {
        // Further authors stand beside the first; others are those of other stories.
        if property.field == Field::Byline {
            let first = *author.get_or_insert(property.node);
            if !are_beside(tree, first, property.node) {
                continue;
            }
        }
        let value = if property.field == Field::Canonical {
            url::resolve(&tree.snapshot().url, &property.value).unwrap_or_default()
        } else {
            property.value
        };
        metadata
            .claims_mut(property.field)
            .push(property.source, value);
    }
}

fn properties(tree: &Tree) -> Vec<Property> {
    let snapshot = tree.snapshot();
    let number = |wanted: &str| snapshot.names.iter().position(|name| name == wanted);
    let (itemprop, property) = (number("itemprop"), number("property"));
    let attributes = snapshot.attr_node.iter().zip(&snapshot.attr_name);
    let mut out = Vec::new();
    let mut seen = 0;
    for (&node, &name) in attributes {
        let name = Some(usize::from(name));
        let source = if name == itemprop {
            "microdata"
        } else if name == property && tree.name(node) != "meta" {
            "rdfa"
        } else {
            continue;
        };
        seen += 1;
        if seen > MAX_PROPERTIES {
            break;
        }
        let names = if source == "rdfa" {
            "property"
        } else {
            "itemprop"
        };
        let names = tree.attribute(node, names).unwrap_or_default();
        let Some(field) = names.split_ascii_whitespace().find_map(field) else {
            continue;
        };
        let Some(item) = item(tree, node) else {
            continue;
        };
        out.push(Property {
            item,
            node,
            field,
            source,
            value: value(tree, node, field),
        });
    }
    out
}

/// The article that a property belongs to, 0 for none; `None` where it belongs to something else.
fn item(tree: &Tree, node: u32) -> Option<u32> {
    let is_item = |&node: &u32| tree.attribute(node, "itemscope").is_some();
    let Some(item) = tree.ancestors(node).find(is_item) else {
        return Some(0);
    };
    let kind = tree.attribute(item, "itemtype").unwrap_or_default();
    let kind = kind
        .trim()
        .rsplit(['/', ':', '#'])
        .next()
        .unwrap_or_default();
    if linked::rank(kind) > 1 {
        return Some(item);
    }
    matches!(kind, "WebPage" | "ItemPage" | "").then_some(0)
}

/// Whether two elements stand in one, or in one list.
fn are_beside(tree: &Tree, one: u32, other: u32) -> bool {
    let above = |node: u32| (tree.parent(node), tree.parent(tree.parent(node)));
    let ((one, list), (other, other_list)) = (above(one), above(other));
    one == other || list == other_list && tree.name(one) == tree.name(other)
}

/// The item whose headline agrees best with the page's titles; an only one may also say nothing of
/// its headline. 0 where all properties are the page's.
fn own_item(properties: &[Property], metadata: &Metadata) -> Option<u32> {
    let mut items: Vec<u32> = properties.iter().map(|property| property.item).collect();
    items.retain(|&item| item != 0);
    items.dedup();
    let Some(&first) = items.first() else {
        return Some(0);
    };
    let titles: Vec<&str> = metadata.title.values().collect();
    let named = |property: &&Property| property.item != 0 && property.field == Field::Title;
    if items.iter().all(|&item| item == first)
        && (titles.is_empty() || !properties.iter().any(|property| named(&property)))
    {
        return Some(first);
    }
    properties
        .iter()
        .filter(named)
        .map(|property| {
            let agree = titles
                .iter()
                .map(|title| title::agreement(title, &property.value));
            (property.item, agree.fold(0.0, f32::max))
        })
        .filter(|&(_, agreement)| agreement > AGREES)
        .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
        .map(|(item, _)| item)
}

/// A property's value: what its element states for machines, else its text.
fn value(tree: &Tree, node: u32, field: Field) -> String {
    let address = field == Field::Canonical;
    let stated = tree.attributes(node).find(|&(name, _)| match name {
        "content" | "datetime" => true,
        "href" | "src" => address,
        _ => false,
    });
    if let Some((_, value)) = stated {
        return clean::value(value);
    }
    if field == Field::Byline
        && let Some(name) = (node + 1..tree.end(node))
            .take(64)
            .find(|&node| tree.attribute(node, "itemprop") == Some("name"))
    {
        return value(tree, name, Field::Title);
    }
    let mut text = String::new();
    for node in node + 1..tree.end(node) {
        if text.len() > MAX_TEXT {
            break;
        }
        text.push_str(tree.text(node));
        text.push(' ');
    }
    clean::value(&text)
}
