//! Whose text it is: which agencies supplied it, by the page's own words.
//!
//! The publisher of a page and the supplier of its text are two claims. Pages make them in many
//! places; each place is read in its own way, and every claim keeps the words that make it:
//!
//! ```text
//! above the story   bylines, source lines                      line::listing, line::phrases
//! its first words   datelines                                  dateline
//! its last words    "- Sapa", sign-offs, closing sentences     line::ending, line::sign
//! below it          credits, copyright lines                   line::phrases, line::copyright
//! for machines      meta, linked data, addresses               stated
//! ```
//!
//! Naming an agency is no claim: "told Reuters", "according to AP", picture credits, links, other
//! stories and the site's footer say nothing about this text. So a name counts only in the form of
//! a credit, and only where the story's own credits stand (`zones`). Agencies that no list knows
//! are found in the same places by the form of their names (`names`).

mod conflicts;
mod dateline;
mod line;
mod names;
mod stated;
mod words;
mod zones;

pub use conflicts::conflicts;

use std::collections::{BTreeMap, BTreeSet};

use crate::article::Other;
use crate::order;
use crate::page::{Metadata, Page};
use crate::report::{Agency, AgencyRole, Kind};
use crate::rules::{Agencies, AgencyKind};
use line::{Credit, Line, Listing};
use names::{Name, Names};
use words::Hints;
use zones::{Around, Zone};

/// Characters of one string of evidence.
const MAX_EVIDENCE: usize = 200;
/// Strings of evidence for one agency.
const MAX_PROOFS: usize = 6;
/// Agencies of one page; only text made to cost work names more.
const MAX_AGENCIES: usize = 24;
/// Characters from which a block is too long to be a line of credit.
const LONG: u32 = 320;

/// Blocks below the last paragraph where a line needs no class name to be the story's credit.
const NEAR: usize = 2;

/// Where a claim was made, the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Byline,
    Dateline,
    SignOff,
    Credit,
    Copyright,
    Meta,
    Canonical,
    Publisher,
}

impl Place {
    const fn name(self) -> &'static str {
        match self {
            Self::Byline => "byline",
            Self::Dateline => "dateline",
            Self::Credit => "credit",
            Self::Copyright => "copyright",
            Self::SignOff => "sign-off",
            Self::Meta => "meta",
            Self::Canonical => "canonical",
            Self::Publisher => "publisher",
        }
    }
}

/// One statement about one agency.
#[derive(Clone, Debug)]
struct Claim {
    name: Name,
    role: AgencyRole,
    place: Place,
    evidence: String,
    /// It speaks of an agency in passing, without naming it.
    vague: bool,
    /// The block that says it.
    block: Option<usize>,
}

impl Claim {
    fn new(credit: Credit, text: &str, place: Place) -> Self {
        let evidence = cut(text, &credit);
        let Credit {
            name,
            vague,
            role,
            signs,
            ..
        } = credit;
        let place = if signs { Place::SignOff } else { place };
        Self {
            name,
            role,
            place,
            evidence,
            vague,
            block: None,
        }
    }
}

/// The words of a text that make a credit, cut to the length of evidence.
fn cut(text: &str, credit: &Credit) -> String {
    let said = if text.chars().nth(MAX_EVIDENCE).is_none() {
        text
    } else {
        &text[credit.span.clone()]
    };
    said.trim().chars().take(MAX_EVIDENCE).collect()
}

/// The agencies that supplied the text of a page's story. `kinds` says what each block is, `others`
/// where other full stories stand.
#[must_use]
pub fn claims(page: &Page, metadata: &Metadata, kinds: &[Kind], others: &[Other]) -> Vec<Agency> {
    let zones = zones::zones(page, kinds, others);
    let near: Vec<usize> = (0..zones.len())
        .filter(|&at| zones[at] != Zone::Away)
        .collect();
    let text = |at: usize| (&*page.blocks[at].text, &page.said[at].folded);
    let names = Names::collect(near.iter().map(|&at| text(at)));
    let mut around = Around::new(page);
    let mut claims = Vec::new();
    for at in near {
        let (text, folded) = text(at);
        let line = Line::folded(text, folded, &names);
        let said = block_claims(page, kinds, at, zones[at], &line, around.hints(at));
        claims.extend(said.into_iter().map(|claim| Claim {
            block: Some(at),
            ..claim
        }));
    }
    claims.extend(stated::claims(page, metadata, &names));
    settle(claims)
}

/// What one block by the story says.
fn block_claims(
    page: &Page,
    kinds: &[Kind],
    at: usize,
    zone: Zone,
    line: &Line,
    hints: Hints,
) -> Vec<Claim> {
    let block = &page.blocks[at];
    let mut claims = Vec::new();
    if line.text.len() < 2 || hints.picture || block.link_chars == block.chars && hints.away {
        return claims;
    }
    let mut add = |credits: Vec<Credit>, place| {
        let claim = |credit| Claim::new(credit, line.text, place);
        claims.extend(credits.into_iter().map(claim));
    };
    let below = if let Zone::Tail(distance) = zone {
        Some(distance)
    } else {
        None
    };
    // What the site's own footer says of texts is of no one text.
    let is_sites = below.is_some() && hints.away && !hints.credit;
    let is_line = block.chars <= LONG;
    // The story's end as it was chosen, or a paragraph after which something else stands.
    let ends = below.is_some_and(|distance| distance <= NEAR)
        || zone != Zone::Head
            && below.is_none()
            && kinds.get(at + 1).is_some_and(|&kind| kind != Kind::Body);
    add(line.sign().into_iter().collect(), Place::SignOff);
    if (is_line || ends) && !is_sites {
        let is_apart = is_line && zone != (Zone::Body { opening: false });
        add(line.phrases(is_apart), Place::Credit);
    }
    if line.mentions.is_empty() {
        return claims;
    }
    if matches!(
        zone,
        Zone::Head | Zone::Body { opening: true } | Zone::Tail(0)
    ) {
        add(dateline::dateline(line), Place::Dateline);
    }
    let is_picture = line.is_of_pictures();
    if ends && !is_picture {
        add(line.ending(), Place::Credit);
    }
    if is_line && !is_picture {
        if !is_sites {
            add(line.copyright(0, hints.credit), Place::Copyright);
        }
    } else if ends {
        add(line.copyright(line.last_words(), false), Place::Copyright);
    }
    if let Some(listing) = line.listing().filter(|listing| fits(listing, zone, hints)) {
        let place = if below.is_some() {
            Place::Credit
        } else {
            Place::Byline
        };
        add(listing.credits, place);
    }
    claims
}

/// Whether a line of nothing but names is one of the story's own credits.
fn fits(listing: &Listing, zone: Zone, hints: Hints) -> bool {
    let is_told = hints.credit || hints.author;
    let is_by = match zone {
        Zone::Head => !hints.away || is_told,
        Zone::Body { opening } => opening && is_told,
        // Below the story, authors are those of other stories.
        Zone::Tail(distance) => !hints.away && (distance <= NEAR && !listing.dated || hints.credit),
        Zone::Away => false,
    };
    is_by && (!listing.faint || listing.by || is_told)
}

/// Brings the claims about each agency together.
fn settle(mut claims: Vec<Claim>) -> Vec<Agency> {
    // A press release on an agency's site is not the agency's text, whatever its footer says.
    let release = claims
        .iter()
        .any(|claim| kind(&claim.name) == AgencyKind::Release && claim.role == AgencyRole::Whole);
    let owner = claims
        .iter()
        .find(|claim| claim.role == AgencyRole::Publisher);
    if let Some(owner) = owner.map(|claim| claim.name.clone()).filter(|_| release) {
        claims.retain(|claim| claim.name != owner || kind(&owner) == AgencyKind::Release);
    }
    // A name that no list knows and only machines are told is the outlet's own desk.
    let seen: BTreeSet<Name> = claims
        .iter()
        .filter(|claim| claim.block.is_some())
        .map(|claim| claim.name.clone())
        .collect();
    claims.retain(|claim| !matches!(claim.name, Name::Unlisted(_)) || seen.contains(&claim.name));
    // "Agencies" without a name say nothing where another line names them.
    let named: BTreeSet<Option<usize>> = claims
        .iter()
        .filter(|claim| claim.name != Name::Unnamed)
        .map(|claim| claim.block)
        .collect();
    claims.retain(|claim| {
        claim.name != Name::Unnamed
            || named.is_empty()
            || !claim.vague && named.contains(&claim.block)
    });
    let mut agencies: BTreeMap<(usize, Name), Vec<Claim>> = BTreeMap::new();
    for (order, claim) in claims.into_iter().enumerate() {
        let known = agencies
            .keys()
            .find(|(_, name)| *name == claim.name)
            .cloned();
        if known.is_none() && agencies.len() == MAX_AGENCIES {
            continue;
        }
        let key = known.unwrap_or_else(|| (order, claim.name.clone()));
        agencies.entry(key).or_default().push(claim);
    }
    agencies
        .into_iter()
        .map(|((_, name), claims)| agency(&name, claims))
        .collect()
}

fn kind(name: &Name) -> AgencyKind {
    match name {
        Name::Listed(agency) => Agencies::get().all()[*agency].kind,
        _ => AgencyKind::Agency,
    }
}

fn agency(name: &Name, mut claims: Vec<Claim>) -> Agency {
    order::sort_by_key(&mut claims, |claim| claim.place);
    let role = [
        AgencyRole::Publisher,
        AgencyRole::Contributed,
        AgencyRole::Whole,
    ]
    .into_iter()
    .find(|role| claims.iter().any(|claim| claim.role == *role))
    .unwrap_or(AgencyRole::Whole);
    let mut evidence: Vec<String> = Vec::new();
    for claim in &claims {
        if evidence.len() < MAX_PROOFS && !evidence.contains(&claim.evidence) {
            evidence.push(claim.evidence.clone());
        }
    }
    Agency {
        name: match name {
            Name::Listed(agency) => Agencies::get().all()[*agency].name.clone(),
            Name::Unlisted(name) => name.clone(),
            Name::Unnamed => "Agencies".to_owned(),
        },
        role,
        evidence,
        place: claims
            .first()
            .map_or("", |claim| claim.place.name())
            .to_owned(),
        release: kind(name) == AgencyKind::Release,
    }
}

#[cfg(test)]
mod tests;
