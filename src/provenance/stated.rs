//! What a page states for machines about who supplied its text: `<meta>` elements, linked data, the
//! address it calls its own, and the site it stands on.

use super::line::Line;
use super::names::{Name, Names};
use super::{Claim, Place};
use crate::page::meta::url;
use crate::page::{Metadata, Page};
use crate::report::AgencyRole;
use crate::rules::Agencies;

/// Words of the names of `<meta>` elements that state a supplier.
const STATES: [&str; 13] = [
    "author",
    "byl",
    "byline",
    "source",
    "creator",
    "provider",
    "owner",
    "credit",
    "creditline",
    "agency",
    "publisher",
    "rights",
    "copyright",
];

/// Characters of a value that can be a list of names.
const MAX_VALUE: usize = 160;

/// All claims that are made for machines.
pub(super) fn claims(page: &Page, metadata: &Metadata, names: &Names) -> Vec<Claim> {
    let mut claims = elements(page, names);
    claims.extend(linked(metadata, names));
    claims.extend(publisher(page, metadata, names));
    claims.extend(elsewhere(page, metadata));
    claims
}

/// The claims of the page's linked data.
fn linked(metadata: &Metadata, names: &Names) -> Vec<Claim> {
    let linked = &metadata.linked;
    let is_linked = |source: &str| source.starts_with("json-ld") || source.starts_with("microdata");
    let authors = metadata
        .byline
        .all()
        .iter()
        .filter(|claim| is_linked(&claim.source));
    linked
        .source_organization
        .iter()
        .chain(&linked.author_organizations)
        .chain(&linked.credit)
        .chain(&linked.copyright_holder)
        .chain(&linked.copyright_notice)
        .chain(authors.map(|claim| &claim.value))
        .flat_map(|value| listed(value, names))
        .collect()
}

/// The agency whose own site the page is on, with the names the site gives itself.
fn publisher(page: &Page, metadata: &Metadata, names: &Names) -> Vec<Claim> {
    let claim = |name: &Name, evidence: &str| Claim {
        name: name.clone(),
        role: AgencyRole::Publisher,
        place: Place::Publisher,
        evidence: evidence.to_owned(),
        vague: false,
        block: None,
    };
    let host = url::host(&page.tree.snapshot().url);
    let owner = Agencies::get().of_host(&host).map(Name::Listed);
    let mut claims: Vec<Claim> = owner.iter().map(|name| claim(name, &host)).collect();
    let site = metadata
        .site
        .values()
        .chain(metadata.linked.publisher.iter().map(String::as_str));
    for value in site.filter(|value| value.chars().count() <= MAX_VALUE) {
        let line = Line::new(value, names);
        let whole = |mention: &&super::names::Mention| mention.span.len() == value.len();
        if let Some(mention) = line.mentions.iter().find(whole)
            && (owner.is_none() || owner.as_ref() == Some(&mention.name))
            && mention.name != Name::Unnamed
            && !mention.is_faint
        {
            claims.push(claim(&mention.name, value));
        }
    }
    claims
}

/// The agency on whose site the page says that its text stands, where it stands on another.
fn elsewhere(page: &Page, metadata: &Metadata) -> Vec<Claim> {
    let here = Agencies::get().of_host(&url::host(&page.tree.snapshot().url));
    let addresses = metadata
        .canonical
        .values()
        .chain(metadata.linked.based_on.iter().map(String::as_str));
    addresses
        .filter_map(|address| {
            let agency = Agencies::get().of_host(&url::host(address))?;
            (Some(agency) != here).then(|| Claim {
                name: Name::Listed(agency),
                role: AgencyRole::Whole,
                place: Place::Canonical,
                evidence: address.chars().take(super::MAX_EVIDENCE).collect(),
                vague: false,
                block: None,
            })
        })
        .collect()
}

/// The agencies of a value that is a list of names.
fn listed(value: &str, names: &Names) -> Vec<Claim> {
    if value.chars().count() > MAX_VALUE {
        return Vec::new();
    }
    let credits = Line::new(value.trim(), names).listing().into_iter();
    credits
        .flat_map(|listing| listing.credits)
        .map(|credit| Claim::new(credit, value, Place::Meta))
        .collect()
}

/// The claims of the page's `<meta>` elements.
fn elements(page: &Page, names: &Names) -> Vec<Claim> {
    let tree = &page.tree;
    let mut claims = Vec::new();
    for node in 0..tree.len() {
        if tree.name(node) != "meta" {
            continue;
        }
        let Some(value) = tree.attribute(node, "content") else {
            continue;
        };
        let name = ["name", "property", "itemprop"]
            .into_iter()
            .find_map(|attribute| tree.attribute(node, attribute));
        if name.is_some_and(states) {
            claims.extend(listed(value, names));
        }
    }
    claims
}

/// Whether a `<meta>` element of this name states who a text is from.
fn states(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.split(|c: char| !c.is_ascii_alphanumeric())
        .any(|word| STATES.iter().any(|known| word.ends_with(known)))
}
