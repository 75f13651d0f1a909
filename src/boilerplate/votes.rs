//! Votes: each fact about a block speaks for kinds, with a weight and a reason a reader understands.

use super::facts::{Facts, HOLDERS, LEVELS, Sheet};
use super::signs;
use crate::article::Article;
use crate::learned::Prior;
use crate::page::Page;
use crate::report::{Detail, Kind, ReasonCode};
use crate::rules::bit;

/// Why a block is of a kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Why {
    /// A phrase: the rule's id.
    Phrase(&'static str),
    /// Class names and ids around it.
    Names(Kind),
    /// The element that holds it.
    Element(&'static str),
    /// Anything that can be said once and for all.
    Plainly(ReasonCode),
    /// What stood there on so many stored pages of the site.
    Place(u16),
    /// The heading above it, by its block.
    Heading(usize),
}

/// One reason for one kind.
#[derive(Clone, Copy, Debug)]
pub(super) struct Vote {
    pub kind: Kind,
    pub weight: f32,
    pub why: Why,
}

/// All votes over one block.
#[derive(Clone, Debug, Default)]
pub(super) struct Ballot {
    pub votes: Vec<Vote>,
}

impl Ballot {
    pub(super) fn cast(&mut self, kind: Kind, weight: f32, why: Why) {
        self.votes.push(Vote { kind, weight, why });
    }

    /// Sums per kind.
    pub(super) fn sums(&self) -> [f32; Kind::ALL.len()] {
        let mut sums = [0.0; Kind::ALL.len()];
        for vote in &self.votes {
            sums[vote.kind as usize] += vote.weight;
        }
        sums
    }
}

/// What the readings of a block, and of others in its place, count on the site's stored pages.
const RECURS: f32 = 6.0;
const STANDS: f32 = 4.0;

/// What the author or the date of an item of a list counts of what a story's would.
const LISTED: f32 = 0.3;

/// What an element says by its name alone.
const ELEMENTS: [(&str, Kind, f32); 11] = [
    ("nav", Kind::Nav, 3.0),
    ("footer", Kind::Nav, 2.0),
    ("header", Kind::Nav, 0.5),
    ("aside", Kind::Related, 1.0),
    ("figure", Kind::Caption, 2.0),
    ("figcaption", Kind::Caption, 3.5),
    ("form", Kind::Promo, 1.0),
    ("h1", Kind::Title, 2.5),
    ("button", Kind::Share, 0.5),
    ("time", Kind::Date, 1.5),
    ("blockquote", Kind::Body, 1.0),
];

/// Asks every fact of a block that its page holds for its votes.
pub(super) fn ballot(page: &Page, article: &Article, sheet: &Sheet, at: usize) -> Ballot {
    let facts = &sheet.facts[at];
    let mut ballot = Ballot::default();
    let is_story = article.chosen[at] && !page.is_plain;
    let is_foot = sheet.story.is_some_and(|(_, last)| at + 3 > last);
    let is_listed = is_listed(facts, sheet, at);
    phrases(facts, is_story && !is_foot, is_listed, &mut ballot);
    if !page.is_plain {
        // A standfirst opens the story or stands just above it.
        let opens = sheet
            .story
            .is_some_and(|(first, _)| at <= first + 2 && first <= at + 12);
        names(facts, is_story, opens, &mut ballot);
        elements(facts, is_story, &mut ballot);
        heading(sheet, at, &mut ballot);
        announced(facts, sheet, at, &mut ballot);
        led(facts, &mut ballot);
        signs::cast(page, article, sheet, at, &mut ballot);
    }
    dates(facts, is_listed, &mut ballot);
    author(facts, sheet, at, &mut ballot);
    if is_story {
        let weight = 2.0 + 2.0 * article.likely[at] + (facts.words as f32 / 30.0).min(3.0);
        ballot.cast(Kind::Body, weight, Why::Plainly(ReasonCode::RunningText));
    } else if !page.is_plain {
        away(facts, sheet, at, &mut ballot);
    }
    ballot
}

/// Adds what the site's stored pages showed of the block and of its place. The story's text is not
/// theirs to give: it is the article's.
pub(super) fn learned(prior: &Prior, ballot: &mut Ballot) {
    let is_text = |kind| matches!(kind, Kind::Body | Kind::OtherStory);
    if let Some(seen) = prior.block.filter(|seen| !is_text(seen.kind)) {
        ballot.cast(seen.kind, RECURS * seen.agreement, Why::Place(seen.pages));
    }
    if let Some(seen) = prior.place.filter(|seen| !is_text(seen.kind)) {
        ballot.cast(seen.kind, STANDS * seen.agreement, Why::Place(seen.pages));
    }
    if prior.stock.is_some() {
        ballot.cast(Kind::Notice, STANDS, Why::Plainly(ReasonCode::StockPhrase));
    }
}

fn phrases(facts: &Facts, is_story: bool, is_listed: bool, ballot: &mut Ballot) {
    for hit in &facts.hits {
        let mut weight = match hit.rule.strength {
            3 if hit.begin < 3 => 9.0,
            3 => 6.0,
            2 => 4.0,
            _ => 1.5,
        };
        // A long text says many things; a phrase in its midst says less about the whole.
        if is_story && facts.words > 25 && (hit.begin > 0 || hit.rule.strength < 3) {
            weight *= 0.4;
        }
        if is_story && hit.rule.strength == 1 {
            weight = 0.5;
        }
        if hit.rule.kind == Kind::Byline && is_listed {
            weight *= LISTED;
        }
        let kind = match hit.rule.kind {
            // A link that names a notice is none, but leads to one.
            Kind::Notice if facts.is_label() => Kind::Nav,
            Kind::Notice if hit.rule.detail == Some(Detail::Copyright) && facts.of_picture => {
                Kind::Caption
            }
            kind => kind,
        };
        ballot.cast(kind, weight, Why::Phrase(&hit.rule.id));
    }
}

/// The kinds that class names may speak for outside the story.
fn names(facts: &Facts, is_story: bool, opens: bool, ballot: &mut Ballot) {
    for kind in Kind::ALL {
        let mut weight = if facts.own & bit(kind) == 0 { 0.0 } else { 3.0 };
        if weight == 0.0 {
            for level in 0..LEVELS {
                if facts.above[level] & bit(kind) != 0 {
                    weight = 2.2 - 0.25 * level as f32;
                    break;
                }
            }
        }
        let is_long = facts.words > 8 && (facts.is_sentence || facts.linked > 0.5);
        weight *= match kind {
            Kind::Body if !is_story => 0.0,
            Kind::Title if facts.title < 0.4 => 0.15,
            Kind::Byline | Kind::Date if facts.words > 25 => 0.1,
            Kind::Tags | Kind::Media | Kind::Title | Kind::Share if is_long => 0.25,
            Kind::Summary if !opens => 0.15,
            Kind::Summary if facts.words >= 5 && facts.own & bit(kind) != 0 => 2.0,
            Kind::Related | Kind::Ad => 0.7,
            Kind::Caption | Kind::Media => 0.8,
            _ if is_story && facts.words > 15 => 0.4,
            _ => 1.0,
        };
        if weight > 0.0 {
            ballot.cast(kind, weight, Why::Names(kind));
        }
    }
}

fn elements(facts: &Facts, is_story: bool, ballot: &mut Ballot) {
    for (name, kind, weight) in ELEMENTS {
        let at = HOLDERS.iter().position(|&holder| holder == name);
        let near = at.map_or(0, |at| facts.holders[at]);
        if near == 0 || is_story && matches!(name, "header" | "aside" | "form" | "button") {
            continue;
        }
        let weight = if near <= 2 { weight } else { weight * 0.8 };
        ballot.cast(kind, weight, Why::Element(name));
    }
}

fn heading(sheet: &Sheet, at: usize, ballot: &mut Ballot) {
    let Some(heading) = sheet.facts[at].heading else {
        return;
    };
    for hit in &sheet.facts[heading].hits {
        // A copyright line heads nothing, whatever it is marked up as.
        let is_line = hit.rule.detail == Some(Detail::Copyright);
        if hit.rule.strength >= 2 && !is_line && !matches!(hit.rule.kind, Kind::Media | Kind::Share)
        {
            let weight = 3.0 - 0.1 * (at - heading).min(20) as f32;
            ballot.cast(hit.rule.kind, weight, Why::Heading(heading));
        }
    }
}

/// What the addresses of its links say. An author's account stands in a biography.
fn led(facts: &Facts, ballot: &mut Ballot) {
    let near = facts.own | facts.above[0] | facts.above[1];
    let of_author = near & (bit(Kind::Byline) | bit(Kind::Bio)) != 0;
    match facts.leads {
        Some(Kind::Share) => {
            ballot.cast(Kind::Share, 6.0, Why::Plainly(ReasonCode::LinksShare));
        }
        Some(Kind::Promo) if !of_author => {
            ballot.cast(Kind::Promo, 6.0, Why::Plainly(ReasonCode::LinksAccounts));
        }
        Some(Kind::Ad) => ballot.cast(Kind::Ad, 6.0, Why::Plainly(ReasonCode::LinksPaid)),
        _ => {}
    }
}

/// What the page's head says of its title, standfirst and author.
fn announced(facts: &Facts, sheet: &Sheet, at: usize, ballot: &mut Ballot) {
    let is_before = sheet.story.is_none_or(|(first, _)| at <= first);
    if facts.title > 0.5 && facts.words > 2 && facts.linked < 0.5 {
        let weight = if is_before { 10.0 } else { 3.0 } * facts.title;
        ballot.cast(Kind::Title, weight, Why::Plainly(ReasonCode::NamedTitle));
    }
    if facts.description > 0.6 && facts.words > 5 && is_before && facts.linked < 0.5 {
        ballot.cast(
            Kind::Summary,
            5.0 * facts.description,
            Why::Plainly(ReasonCode::NamedDescription),
        );
    }
    if facts.author > 0.5 && facts.words <= 12 {
        ballot.cast(
            Kind::Byline,
            4.0 * facts.author,
            Why::Plainly(ReasonCode::NamedAuthor),
        );
    }
}

/// Whether it is one of a list below the story's beginning. In a list of other stories every item may
/// have an author and a date, which belong to the list.
fn is_listed(facts: &Facts, sheet: &Sheet, at: usize) -> bool {
    sheet.kin[facts.kin as usize].count > 2 && sheet.story.is_some_and(|(first, _)| at > first)
}

/// Dates.
fn dates(facts: &Facts, is_listed: bool, ballot: &mut Ballot) {
    let worth = if is_listed { LISTED } else { 1.0 };
    if facts.date.is_date() {
        ballot.cast(Kind::Date, 4.0 * worth, Why::Plainly(ReasonCode::Date));
    } else if facts.date.complete && facts.words < 20 {
        let says = |kind| {
            facts
                .hits
                .iter()
                .any(|hit| hit.rule.kind == kind && hit.rule.strength > 1)
        };
        if facts.date.share() > 0.5 {
            ballot.cast(
                Kind::Date,
                2.5 * worth,
                Why::Plainly(ReasonCode::DateMostly),
            );
        } else if facts.date.share() > 0.25 && !facts.is_sentence {
            ballot.cast(
                Kind::Date,
                2.0 * worth,
                Why::Plainly(ReasonCode::DateWithin),
            );
        }
        if says(Kind::Byline) && !facts.is_sentence {
            ballot.cast(
                Kind::Date,
                3.0 * worth,
                Why::Plainly(ReasonCode::AuthorAndDate),
            );
        }
    }
}

/// What is said of an author at the foot of a story.
fn author(facts: &Facts, sheet: &Sheet, at: usize, ballot: &mut Ballot) {
    let says = facts
        .hits
        .iter()
        .find(|hit| hit.rule.kind == Kind::Bio && hit.begin < 90);
    let is_foot = sheet.story.is_some_and(|(_, last)| at + 4 > last);
    if is_foot && facts.names_author && facts.is_sentence && facts.words < 60 {
        ballot.cast(Kind::Bio, 5.0, Why::Plainly(ReasonCode::AuthorTold));
    }
    if let Some(hit) = says
        && is_foot
        && facts.words < 160
    {
        ballot.cast(Kind::Bio, 3.0, Why::Phrase(&hit.rule.id));
        if facts.names_author || (facts.own | facts.above[0] | facts.above[1]) & bit(Kind::Bio) != 0
        {
            ballot.cast(Kind::Bio, 5.0, Why::Plainly(ReasonCode::AuthorTold));
        }
    }
}

/// Blocks outside the story: lists of links and what stands far from it.
fn away(facts: &Facts, sheet: &Sheet, at: usize, ballot: &mut Ballot) {
    let kin = sheet.kin[facts.kin as usize];
    if facts.linked > 0.7 {
        let length = kin.chars / kin.count.max(1);
        if kin.count > 2 && length < 24 || facts.words <= 3 {
            ballot.cast(Kind::Nav, 1.5, Why::Plainly(ReasonCode::ShortLink));
        } else {
            ballot.cast(Kind::Related, 2.0, Why::Plainly(ReasonCode::HeadlineLink));
        }
    }
    let Some((first, last)) = sheet.story else {
        return;
    };
    let is_text = facts.is_sentence && facts.words > 20;
    if facts.outside > 3 && !is_text {
        ballot.cast(Kind::Nav, 0.8, Why::Plainly(ReasonCode::FarFromStory));
    }
    if at + 12 < first && !is_text {
        ballot.cast(Kind::Nav, 0.8, Why::Plainly(ReasonCode::FarAbove));
    }
    if at > last && facts.linked <= 0.7 && facts.words > 12 {
        ballot.cast(Kind::Related, 0.8, Why::Plainly(ReasonCode::AfterStory));
    }
}
