//! Linked data: what the page's JSON-LD says of the page's own story.
//!
//! A page may carry many nodes: its story, its breadcrumbs, its publisher, the stories it points
//! to. All nodes of all scripts are visited in one bounded walk; those that are articles are
//! weighed by type, by the address and the headline they share with the page, and by where they
//! stand: what hangs in a list of other things is not the story unless it agrees with the page.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::{Metadata, clean, json, title, url};
use crate::page::Tree;

/// Bytes of JSON that are read on one page.
const MAX_JSON: usize = 2_000_000;
/// Levels and nodes that are visited.
const MAX_DEPTH: usize = 24;
const MAX_NODES: usize = 5_000;

/// Nodes that may be the page's own story.
const MAX_CANDIDATES: usize = 500;
/// Names that are kept of one list.
const MAX_NAMES: usize = 24;

/// What only linked data says, for provenance and truncation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Linked {
    /// Names of the publisher.
    pub publisher: Vec<String>,
    /// Names of the organisation on whose behalf the story was made.
    pub source_organization: Vec<String>,
    /// Names of the organisations that stand as its author.
    pub author_organizations: Vec<String>,
    /// `creditText`: how the story asks to be credited.
    pub credit: Vec<String>,
    /// Names of the copyright's holders.
    pub copyright_holder: Vec<String>,
    /// `copyrightNotice`.
    pub copyright_notice: Vec<String>,
    /// Addresses or titles of what it is based on.
    pub based_on: Vec<String>,
    /// Whether the whole story can be read without paying; `None` when it does not say.
    pub is_free: Option<bool>,
    /// The text it states, as a vote: too often a part or another version of the story.
    pub body: Option<String>,
}

type Node = Map<String, Value>;

/// Properties under which other things hang than the page's story.
const ASIDE: [&str; 16] = [
    "itemListElement",
    "hasPart",
    "relatedLink",
    "mentions",
    "citation",
    "isPartOf",
    "isBasedOn",
    "liveBlogUpdate",
    "comment",
    "review",
    "video",
    "image",
    "associatedMedia",
    "publisher",
    "author",
    "subjectOf",
];

/// A node that may be the page's story.
struct Candidate<'v> {
    node: &'v Node,
    aside: bool,
}

struct Walk<'v> {
    candidates: Vec<Candidate<'v>>,
    /// Nodes by `@id`, the fullest of each.
    ids: HashMap<&'v str, &'v Node>,
    /// Names of `WebSite` nodes.
    sites: Vec<String>,
    /// Nodes of type `WebPage`: what is said of the page rather than of the story.
    pages: Vec<&'v Node>,
}

/// Adds what the page's JSON-LD says to its metadata.
pub(super) fn add(tree: &Tree, scripts: &[u32], metadata: &mut Metadata) {
    let mut left = MAX_JSON;
    let mut roots = Vec::new();
    for &script in scripts {
        let text: String = (script + 1..tree.end(script))
            .map(|node| tree.text(node))
            .collect();
        if text.len() > left {
            break;
        }
        left -= text.len();
        roots.extend(json::read(&text));
    }
    let walk = Walk::over(&roots);
    if let Some(node) = walk.choose(tree, metadata) {
        walk.take(node, tree, metadata);
    } else if let Some(node) = walk.pages.first() {
        metadata.linked.is_free = is_free(node);
        for key in ["datePublished", "dateModified"] {
            let is_published = key == "datePublished";
            let texts = walk.texts(node.get(key));
            let claims = if is_published {
                &mut metadata.published
            } else {
                &mut metadata.modified
            };
            for text in texts {
                claims.push("json-ld:webpage", text);
            }
        }
    }
    for site in walk.sites {
        metadata.site.push("json-ld:website", site);
    }
}

/// The types of a node, without their vocabulary.
fn types(node: &Node) -> impl Iterator<Item = &str> {
    let one = node.get("@type").and_then(Value::as_str);
    let many = node.get("@type").and_then(Value::as_array);
    one.into_iter()
        .chain(many.into_iter().flatten().filter_map(Value::as_str))
        .map(|name| name.rsplit(['/', ':', '#']).next().unwrap_or(name))
}

/// How well a type names a news story, 0 for what is none.
pub(super) fn rank(name: &str) -> u8 {
    match name {
        "NewsArticle"
        | "ReportageNewsArticle"
        | "AnalysisNewsArticle"
        | "OpinionNewsArticle"
        | "BackgroundNewsArticle"
        | "ReviewNewsArticle"
        | "AskPublicNewsArticle"
        | "LiveBlogPosting" => 4,
        "SocialMediaPosting"
        | "DiscussionForumPosting"
        | "Report"
        | "MedicalScholarlyArticle"
        | "ScholarlyArticle" => 2,
        "Review" | "CriticReview" | "Recipe" | "VideoObject" | "CreativeWork" | "Event"
        | "PodcastEpisode" => 1,
        name if name.ends_with("Article") || name.ends_with("Posting") => 3,
        _ => 0,
    }
}

impl<'v> Walk<'v> {
    fn over(roots: &'v [Value]) -> Self {
        let mut walk = Self {
            candidates: Vec::new(),
            ids: HashMap::new(),
            sites: Vec::new(),
            pages: Vec::new(),
        };
        let mut stack: Vec<(&Value, bool, usize)> =
            roots.iter().rev().map(|root| (root, false, 0)).collect();
        let mut visited = 0;
        while let Some((value, aside, depth)) = stack.pop() {
            visited += 1;
            if visited > MAX_NODES || depth > MAX_DEPTH {
                continue;
            }
            match value {
                Value::Array(list) => {
                    stack.extend(list.iter().rev().map(|value| (value, aside, depth + 1)));
                }
                Value::Object(node) => {
                    walk.visit(node, aside);
                    stack.extend(node.iter().rev().map(|(key, value)| {
                        (value, aside || ASIDE.contains(&key.as_str()), depth + 1)
                    }));
                }
                _ => {}
            }
        }
        walk
    }

    fn visit(&mut self, node: &'v Node, aside: bool) {
        if let Some(id) = node.get("@id").and_then(Value::as_str) {
            let known = self.ids.entry(id).or_insert(node);
            if node.len() > known.len() {
                *known = node;
            }
        }
        let best = types(node).map(rank).max().unwrap_or(0);
        if best > 0 && self.candidates.len() < MAX_CANDIDATES {
            self.candidates.push(Candidate { node, aside });
        }
        for name in types(node) {
            match name {
                "WebSite" if !aside => {
                    self.sites.extend(first_text(node.get("name")));
                }
                "WebPage" | "ItemPage" if !aside => self.pages.push(node),
                _ => {}
            }
        }
    }

    /// The node that is the page's own story.
    fn choose(&self, tree: &Tree, metadata: &Metadata) -> Option<&'v Node> {
        let address = &tree.snapshot().url;
        let canonical = metadata.canonical.first().unwrap_or_default();
        let own: Vec<String> = [address.as_str(), canonical]
            .into_iter()
            .filter_map(url::key)
            .collect();
        let titles: Vec<Vec<String>> = metadata.title.values().map(title::words).collect();
        let alone = self
            .candidates
            .iter()
            .filter(|candidate| !candidate.aside)
            .count()
            == 1;
        let mut best: Option<(i32, &Node)> = None;
        for candidate in &self.candidates {
            let node = candidate.node;
            let rank = i32::from(types(node).map(rank).max().unwrap_or(0));
            let places: Vec<String> = Self::addresses(node)
                .into_iter()
                .filter_map(url::key)
                .collect();
            let is_own = places.iter().any(|key| own.contains(key));
            let states_place = !places.is_empty() && !own.is_empty();
            let headline = self.headline(node);
            let agreement = headline.as_deref().map_or(0.0, |headline| {
                let words = title::words(headline);
                let agreements = titles.iter().map(|other| title::shared(&words, other));
                agreements.fold(0.0, f32::max)
            });
            // What shares neither address nor words with the page is another page's, unless it is
            // the only article and does not say where it stands.
            let agrees = agreement > if alone { 0.2 } else { 0.5 };
            let may_stray = alone && rank >= 3 && !states_place;
            if !is_own && !agrees && (candidate.aside || !may_stray) {
                continue;
            }
            if rank < 3 && headline.is_none() {
                continue;
            }
            let full = ["headline", "datePublished", "author", "articleBody"];
            let score = 2 * rank
                + 6 * i32::from(is_own)
                + (8.0 * agreement) as i32
                + full
                    .iter()
                    .map(|key| i32::from(node.contains_key(*key)))
                    .sum::<i32>()
                - 6 * i32::from(candidate.aside);
            if best.is_none_or(|(known, _)| score > known) {
                best = Some((score, node));
            }
        }
        best.map(|(_, node)| node)
    }

    fn headline(&self, node: &Node) -> Option<String> {
        let text = |key| self.texts(node.get(key)).into_iter().next();
        text("headline").or_else(|| text("name"))
    }

    fn addresses(node: &'v Node) -> Vec<&'v str> {
        let mut out = Vec::new();
        for key in ["mainEntityOfPage", "url", "@id"] {
            match node.get(key) {
                Some(Value::String(address)) => out.push(address.as_str()),
                Some(Value::Object(page)) => {
                    let fields = ["@id", "url"].into_iter().filter_map(|key| page.get(key));
                    out.extend(fields.filter_map(Value::as_str));
                }
                _ => {}
            }
        }
        out
    }

    /// The nodes or strings of a value, references followed once.
    fn items(value: Option<&'v Value>) -> Vec<&'v Value> {
        let list = match value {
            Some(Value::Array(list)) => list.as_slice(),
            Some(value) => std::slice::from_ref(value),
            None => &[],
        };
        list.iter().take(MAX_NAMES).collect()
    }

    fn resolve(&self, node: &'v Node) -> &'v Node {
        let id = node.get("@id").and_then(Value::as_str);
        let known = id.and_then(|id| self.ids.get(id));
        known
            .filter(|known| known.len() > node.len())
            .unwrap_or(&node)
    }

    /// The texts of a value: its strings, and the names of its nodes.
    fn texts(&self, value: Option<&'v Value>) -> Vec<String> {
        let name = |item: &'v Value| match item {
            Value::String(text) => Some(clean::value(text)),
            Value::Number(number) => Some(number.to_string()),
            Value::Object(node) => {
                let node = self.resolve(node);
                let fields = ["name", "legalName", "@value", "headline", "url"];
                fields.iter().find_map(|&key| first_text(node.get(key)))
            }
            _ => None,
        };
        let texts = Self::items(value).into_iter().filter_map(name);
        let mut out = Vec::new();
        for text in texts.filter(|text| !text.is_empty()) {
            if !out.contains(&text) {
                out.push(text);
            }
        }
        out
    }

    fn is_organization(&self, item: &'v Value) -> bool {
        item.as_object().is_some_and(|node| {
            types(self.resolve(node))
                .any(|name| name.ends_with("Organization") || name == "Corporation")
        })
    }

    /// Takes the fields of the page's story.
    fn take(&self, node: &'v Node, tree: &Tree, metadata: &mut Metadata) {
        const SOURCE: &str = "json-ld";
        let texts = |key: &str| self.texts(node.get(key));
        let push_all = |claims: &mut super::Claims, values: Vec<String>| {
            for value in values {
                claims.push(SOURCE, value);
            }
        };
        for key in ["headline", "name", "alternativeHeadline"] {
            push_all(&mut metadata.title, texts(key));
        }
        let mut names = Vec::new();
        for key in ["author", "creator"] {
            for item in Self::items(node.get(key)) {
                let list = self.texts(Some(item));
                if self.is_organization(item) {
                    metadata
                        .linked
                        .author_organizations
                        .extend(list.iter().cloned());
                }
                names.extend(list.into_iter().filter(|name| !name.contains("://")));
            }
            if !names.is_empty() {
                break;
            }
        }
        names.dedup();
        if !names.is_empty() {
            metadata.byline.push(SOURCE, names.join(", "));
        }
        for key in ["datePublished", "dateCreated", "uploadDate"] {
            push_all(&mut metadata.published, texts(key));
        }
        push_all(&mut metadata.modified, texts("dateModified"));
        push_all(&mut metadata.section, texts("articleSection"));
        push_all(&mut metadata.language, texts("inLanguage"));
        let base = &tree.snapshot().url;
        for address in Self::addresses(node) {
            if let Some(address) = url::resolve(base, address) {
                metadata.canonical.push(SOURCE, address);
            }
        }
        let linked = &mut metadata.linked;
        linked.publisher = texts("publisher");
        linked.source_organization = texts("sourceOrganization");
        linked.credit = texts("creditText");
        linked.copyright_holder = texts("copyrightHolder");
        linked.copyright_notice = texts("copyrightNotice");
        linked.based_on = texts("isBasedOn");
        linked.is_free = is_free(node);
        linked.body = node
            .get("articleBody")
            .and_then(Value::as_str)
            .map(str::to_owned);
        push_all(&mut metadata.site, metadata.linked.publisher.clone());
    }
}

fn first_text(value: Option<&Value>) -> Option<String> {
    let value = match value? {
        Value::Array(list) => list.first()?,
        value => value,
    };
    Some(clean::value(value.as_str()?)).filter(|text| !text.is_empty())
}

/// Whether a page says that it is free to read, of itself or of a part of it.
fn is_free(node: &Node) -> Option<bool> {
    let stated = |value: &Value| match value {
        Value::Bool(free) => Some(*free),
        Value::String(word) => match word.rsplit('/').next()?.to_ascii_lowercase().as_str() {
            "true" | "yes" => Some(true),
            "false" | "no" => Some(false),
            _ => None,
        },
        _ => None,
    };
    let parts = match node.get("hasPart") {
        Some(Value::Array(parts)) => parts.as_slice(),
        Some(part) => std::slice::from_ref(part),
        None => &[],
    };
    let is_shut = |part: &Value| part.get("isAccessibleForFree").and_then(stated) == Some(false);
    let whole = node.get("isAccessibleForFree").and_then(stated);
    whole.or_else(|| parts.iter().any(is_shut).then_some(false))
}
