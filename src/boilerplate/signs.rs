//! Plain signs: what settles a block's kind by itself, whatever the rest of the page is like.
//!
//! Votes add up and a model weighs them, but some things are beyond doubt: a box that calls itself
//! an advertisement, a row of hashtags, "2 of 7" over a gallery, what stands under the heading of
//! the comments. Such signs vote with a weight that little can outdo.

use super::credited::only_credits;
use super::facts::{Facts, Sheet};
use super::forms::{counts, is_bracketed, is_path, is_time, names_picture};
use super::votes::{Ballot, Why};
use crate::article::Article;
use crate::page::{Block, Page};
use crate::report::{Kind, ReasonCode};
use crate::rules::{Rules, bit, is_ad_element, is_ad_name};

/// Where first headings stand among the elements that hold a block.
const H1: usize = 15;

/// What a sign counts.
pub(super) const SURE: f32 = 16.0;

/// Elements above a block that are asked for their names.
const NEAR: usize = 4;

/// Blocks and words of a box whose one clear block speaks for all of it.
const BOX_BLOCKS: usize = 6;
const BOX_WORDS: u32 = 90;

/// Words of a story's block at most that class names alone make an advertisement.
const SHORT: u32 = 15;

/// Words of a standfirst at most.
const STANDFIRST: u32 = 60;

/// Words of a step on the path from the front page at most.
const CRUMB: u32 = 12;

/// A kind that a sign settles, and why.
type Sign = (Kind, ReasonCode);

/// Casts the vote of the first sign that a block shows.
pub(super) fn cast(page: &Page, article: &Article, sheet: &Sheet, at: usize, ballot: &mut Ballot) {
    let sign = of_itself(page, article, sheet, at)
        .or_else(|| about_title(page, article, sheet, at))
        .or_else(|| of_list(page, article, sheet, at));
    if let Some((kind, why)) = sign {
        ballot.cast(kind, SURE, Why::Plainly(why));
    }
}

/// Whether a phrase of a kind says what a block is outside a story.
fn says(facts: &Facts, kind: Kind) -> bool {
    let mut hits = facts.hits.iter();
    hits.any(|hit| hit.rule.kind == kind && hit.rule.strength >= 2)
}

/// Whether a block begins with a phrase of a kind.
fn begins(facts: &Facts, kind: Kind) -> bool {
    let mut hits = facts.hits.iter();
    hits.any(|hit| hit.rule.kind == kind && hit.begin < 3)
}

/// What a block says of itself: its words, its box, its heading.
fn of_itself(page: &Page, article: &Article, sheet: &Sheet, at: usize) -> Option<Sign> {
    let block = &page.blocks[at];
    let facts = &sheet.facts[at];
    let chosen = article.chosen[at];
    if !says(facts, Kind::Promo) && is_ad(page, block, !chosen || facts.words <= SHORT) {
        return Some((Kind::Ad, ReasonCode::AdBox));
    }
    let is_tag = |word: &str| word.starts_with('#') && word.len() > 1;
    if block.text.split(' ').all(is_tag) {
        return Some((Kind::Tags, ReasonCode::Hashtags));
    }
    if facts.words <= CRUMB && !facts.is_sentence && is_crumb(page, block) {
        return Some((Kind::Tags, ReasonCode::PathPart));
    }
    if facts.words <= 8 && counts(&block.text) {
        return Some((Kind::Media, ReasonCode::PictureCount));
    }
    if !chosen && facts.words <= 40 && names_picture(&block.text) {
        return Some((Kind::Caption, ReasonCode::PictureMaker));
    }
    if is_near_story(sheet, at) && only_credits(&block.text) {
        return Some((Kind::Credit, ReasonCode::SupplierOnly));
    }
    if is_bracketed(&block.text) {
        return Some((Kind::Nav, ReasonCode::ShortLinks));
    }
    let is_above = sheet.story.is_some_and(|(_, last)| at < last);
    if !chosen && is_above && facts.words <= 4 && says(facts, Kind::Comments) {
        return Some((Kind::Share, ReasonCode::ToComments));
    }
    if let Some(kind) = under(page, sheet, at, chosen) {
        return Some((kind, ReasonCode::HeadingOfKind));
    }
    let near = facts.own | facts.above[0] | facts.above[1];
    (is_time(&block.text) && near & bit(Kind::Media) != 0)
        .then_some((Kind::Media, ReasonCode::PlayerTime))
}

/// What a block is by its place about the title.
fn about_title(page: &Page, article: &Article, sheet: &Sheet, at: usize) -> Option<Sign> {
    let block = &page.blocks[at];
    let facts = &sheet.facts[at];
    let (first, _) = sheet.story.unwrap_or((usize::MAX, 0));
    // The subheads of a timeline are dates as well.
    let is_subhead = at > first && article.chosen[at] && sheet.is_heading(page, at);
    if facts.date.is_date() && facts.words <= 8 && at <= first.saturating_add(3) && !is_subhead {
        return Some((Kind::Date, ReasonCode::DateAtTitle));
    }
    let is_named = (facts.own | facts.above[0]) & bit(Kind::Byline) != 0;
    let opens = at <= first.saturating_add(2) && first <= at.saturating_add(12);
    let is_title = facts.title > 0.5 || facts.holders[H1] != 0;
    let is_line = !is_title && facts.words <= 14 && !facts.is_sentence;
    if opens && is_line && begins(facts, Kind::Byline) {
        return Some((Kind::Byline, ReasonCode::AuthorAtTitle));
    }
    let is_lead = at <= first.saturating_add(1) && (5..=STANDFIRST).contains(&facts.words);
    let is_plain = facts
        .hits
        .iter()
        .all(|hit| hit.rule.strength < 2 || hit.rule.kind == Kind::Summary);
    if opens && is_lead && is_plain && !is_named && facts.own & bit(Kind::Summary) != 0 {
        return Some((Kind::Summary, ReasonCode::NamedStandfirst));
    }
    if block.text.starts_with('•') && at < first.saturating_add(6) && is_bulleted(page, at) {
        return Some((Kind::Summary, ReasonCode::Point));
    }
    if is_kicker(page, sheet, at) {
        return Some((Kind::Tags, ReasonCode::AboveTitle));
    }
    (at < first && facts.words <= 8 && is_path(&block.text))
        .then_some((Kind::Tags, ReasonCode::Path))
}

/// What a block is as a list of links, its heading, or one of a small box.
fn of_list(page: &Page, article: &Article, sheet: &Sheet, at: usize) -> Option<Sign> {
    let facts = &sheet.facts[at];
    let is_near = sheet
        .story
        .is_some_and(|(first, last)| at > first && at < last + 4);
    let heads_other = [Kind::Tags, Kind::Share, Kind::Comments]
        .into_iter()
        .any(|kind| says(facts, kind));
    if is_near && !heads_other && sheet.is_heading(page, at) && heads_links(page, article, at) {
        return Some((Kind::Related, ReasonCode::LinksHeading));
    }
    let parts = parts(page, &page.blocks[at]);
    let shares = |part: &&String| {
        let mut hits = Rules::get().said(part).hits.into_iter();
        hits.any(|hit| hit.rule.kind == Kind::Share)
    };
    let is_row = parts.len() >= 2 && !facts.is_sentence;
    if is_row && parts.iter().filter(shares).count() * 10 >= parts.len() * 6 {
        return Some((Kind::Share, ReasonCode::ShareButtons));
    }
    let is_menu = |part: &String| part.split(' ').count() <= 3;
    if !article.chosen[at] && parts.len() >= 3 && facts.linked > 0.7 && parts.iter().all(is_menu) {
        let above = facts.own | facts.above[0] | facts.above[1];
        if above & bit(Kind::Tags) != 0 || begins(facts, Kind::Tags) {
            return Some((Kind::Tags, ReasonCode::Topics));
        }
        return Some((Kind::Nav, ReasonCode::ShortLinks));
    }
    let is_inside = sheet
        .story
        .is_some_and(|(first, last)| first <= at && at <= last + 2);
    let kind = is_inside.then(|| of_box(page, article, sheet, at))??;
    Some((kind, ReasonCode::SmallBox))
}

/// The class names, ids and labels of an element.
fn names<'p>(page: &'p Page, element: u32) -> impl Iterator<Item = &'p str> {
    page.tree
        .attributes(element)
        .filter(|(name, _)| matches!(*name, "class" | "id" | "aria-label"))
        .flat_map(|(_, value)| value.split_ascii_whitespace())
}

/// Whether a block stands in an advertisement, by the elements and, where asked, the class names
/// above it.
fn is_ad(page: &Page, block: &Block, by_names: bool) -> bool {
    let element = block.anchor.element;
    std::iter::once(element)
        .chain(page.tree.ancestors(element))
        .take(NEAR)
        .any(|element| {
            is_ad_element(page.tree.name(element))
                || by_names && names(page, element).any(is_ad_name)
        })
}

/// Whether an element near above a block calls itself a trail of bread crumbs.
fn is_crumb(page: &Page, block: &Block) -> bool {
    let element = block.anchor.element;
    let mut near = std::iter::once(element)
        .chain(page.tree.ancestors(element))
        .take(NEAR);
    let is = |(name, value): (&str, &str)| {
        matches!(name, "class" | "id" | "aria-label" | "itemtype")
            && value.to_ascii_lowercase().contains("breadcrumb")
    };
    near.any(|element| page.tree.attributes(element).any(is))
}

/// Whether a block stands where a story's credit does: below its title, or at its foot, in no heading
/// and in no list but that of the story's paragraphs.
fn is_near_story(sheet: &Sheet, at: usize) -> bool {
    let facts = &sheet.facts[at];
    let is_heading = facts.holders[H1..H1 + 4].iter().any(|&near| near != 0);
    let kin = sheet.kin[facts.kin as usize];
    let few = kin.count <= 3 || kin.chosen * 2 > kin.count;
    sheet.story.is_some_and(|(first, last)| {
        !is_heading && first <= at + 12 && at <= last + 4 && (few || at < first)
    })
}

/// The kind of the heading that a block stands under, where it speaks for all below it.
fn under(page: &Page, sheet: &Sheet, at: usize, chosen: bool) -> Option<Kind> {
    let heading = sheet.facts[at].heading?;
    let is_item = page.tree.name(page.blocks[at].anchor.element) == "li";
    let hits = &sheet.facts[heading].hits;
    let kind = hits.iter().find(|hit| hit.rule.strength >= 2)?.rule.kind;
    let speaks = match kind {
        // A counter above the story, or a button, leads to the comments; they stand elsewhere. What
        // was chosen for the story is one where the names around it say so too.
        Kind::Comments => {
            let is_below = sheet.story.is_none_or(|(first, _)| heading > first);
            let facts = &sheet.facts[at];
            let named = facts.above.iter().fold(facts.own, |all, names| all | names);
            let is_one = !chosen || named & bit(Kind::Comments) != 0;
            is_one && is_below && sheet.facts[heading].linked < 0.5
        }
        Kind::Summary => is_item,
        _ => false,
    };
    speaks.then_some(kind)
}

/// Whether the block before or after it is a point too.
fn is_bulleted(page: &Page, at: usize) -> bool {
    let is_point = |at: Option<usize>| {
        at.and_then(|at| page.blocks.get(at))
            .is_some_and(|block| block.text.starts_with('•'))
    };
    is_point(at.checked_sub(1)) || is_point(Some(at + 1))
}

/// Whether a few words stand right above the title.
fn is_kicker(page: &Page, sheet: &Sheet, at: usize) -> bool {
    let facts = &sheet.facts[at];
    let Some(next) = page.blocks.get(at + 1) else {
        return false;
    };
    let parent = |block: &Block| page.tree.parent(block.anchor.element);
    facts.words <= 4
        && !facts.is_sentence
        && page.tree.name(next.anchor.element) == "h1"
        && parent(next) == parent(&page.blocks[at])
}

/// Whether what follows a heading is a list of links.
fn heads_links(page: &Page, article: &Article, at: usize) -> bool {
    let mut next = page.blocks.iter().enumerate().skip(at + 1).take(2);
    let is_link =
        |(at, block): (usize, &Block)| !article.chosen[at] && block.link_chars * 2 > block.chars;
    at + 1 < page.blocks.len() && next.all(is_link)
}

/// The texts of a block's links and buttons.
fn parts(page: &Page, block: &Block) -> Vec<String> {
    let is_control = |&&node: &&u32| {
        let mut above = page
            .tree
            .ancestors(node)
            .take_while(|&above| above > block.anchor.element);
        above.any(|above| matches!(page.tree.name(above), "a" | "button"))
    };
    let nodes = block.anchor.nodes.iter().filter(is_control);
    let texts = nodes.map(|&node| crate::text::fold(page.tree.text(node)));
    texts.filter(|text| !text.is_empty()).take(20).collect()
}

/// The kind of the small box that a block stands in, where one of its blocks says it clearly.
fn of_box(page: &Page, article: &Article, sheet: &Sheet, at: usize) -> Option<Kind> {
    let element = page.blocks[at].anchor.element;
    let holds = |other: Option<usize>| {
        let other = other.and_then(|other| page.blocks.get(other));
        other.is_some_and(|other| {
            let other = other.anchor.element;
            element < other && other < page.tree.end(element)
        })
    };
    let is_holder = holds(at.checked_sub(1)) || holds(Some(at + 1));
    let holder = if is_holder {
        element
    } else {
        page.tree.parent(element)
    };
    let inside = |at: &usize| {
        page.blocks
            .get(*at)
            .is_some_and(|block| (holder..page.tree.end(holder)).contains(&block.anchor.element))
    };
    let before = (0..at).rev().take_while(inside).take(BOX_BLOCKS).count();
    let after = (at..).take_while(inside).take(BOX_BLOCKS).count();
    let range = at - before..at + after;
    let words: u32 = range.clone().map(|at| sheet.facts[at].words).sum();
    if range.len() < 2 || range.len() > BOX_BLOCKS || words > BOX_WORDS {
        return None;
    }
    // A box in the story's own run of paragraphs is none, nor is one that holds most of a short story.
    let is_run = |at: usize| article.chosen[at] && sheet.facts[at].words > 40;
    let chosen = range.clone().filter(|&at| article.chosen[at]);
    let holds_story = chosen.clone().count() > 1
        && 2 * chosen.map(|at| sheet.facts[at].words).sum::<u32>() > sheet.story_words;
    if range.clone().any(is_run) || holds_story {
        return None;
    }
    // A box named as an ask that ends in a button asks, whatever its words.
    let is_button = |at: &usize| {
        let first = page.blocks[*at].anchor.nodes.first();
        let mut above = first
            .map(|&node| page.tree.ancestors(node).take(3))
            .into_iter()
            .flatten();
        above.any(|element| page.tree.name(element) == "button")
    };
    let is_named = |at: &usize| sheet.facts[*at].above[0] & bit(Kind::Promo) != 0;
    if range.clone().any(|at| is_button(&at)) && range.clone().any(|at| is_named(&at)) {
        return Some(Kind::Promo);
    }
    range
        .flat_map(|at| &sheet.facts[at].hits)
        .find(|hit| match hit.rule.kind {
            Kind::Promo | Kind::Consent => hit.rule.strength >= 2,
            Kind::Ad => hit.rule.is_heading(),
            _ => false,
        })
        .map(|hit| hit.rule.kind)
}

#[cfg(all(test, feature = "native"))]
mod tests {
    use crate::formats::snapshot_html;
    use crate::report::Kind;

    const STORY: &str = "<h1>Harbour wall gives way</h1>\
        <p>The old harbour wall gave way on Monday night, and a third of the fish market stands in \
        water, the port authority said on Tuesday morning.</p>\
        <p>Nobody was hurt. The wall had been due for repair since the spring, when divers found \
        that its foot had been washed out over a length of forty metres.</p>\
        <p>Work to close the gap is to begin on Wednesday, and the market will move to the old \
        rope works until it is done, the authority said in a statement.</p>";

    fn kind(html: &str, text: &str) -> Kind {
        let snapshot = snapshot_html(html, "");
        let reading = crate::read(&snapshot, "").unwrap();
        reading
            .blocks
            .iter()
            .find(|block| block.text.starts_with(text))
            .unwrap()
            .kind
    }

    #[test]
    fn every_sign_is_heard() {
        let cases = [
            (
                "<div class='x-ad'><p>Lamps that stay where you put them.</p></div>",
                Kind::Ad,
            ),
            (
                "<div><a href=#>#Harbour</a> <a href=#>#Flood</a></div>",
                Kind::Tags,
            ),
            (
                "<div><a href=#>Back</a> 1 of 3 <a href=#>On</a></div>",
                Kind::Media,
            ),
            (
                "<div><h3>Comments</h3><div><p>My uncle built that wall.</p></div></div>",
                Kind::Comments,
            ),
            (
                "<ol class=x-breadcrumbs><li><a href=/>Harbour</a></ol>",
                Kind::Tags,
            ),
            (
                "<div class=x-player><span>00:00 | 10:50</span></div>",
                Kind::Media,
            ),
            ("<p>Page 2 [Back] [Larger type] [Print]</p>", Kind::Nav),
            ("<p>You are here: Harbour -> Walls</p>", Kind::Nav),
            (
                "<p>Tags: <a href=#>Walls</a> <a href=#>Divers</a> <a href=#>Ropes</a></p>",
                Kind::Tags,
            ),
            (
                "<p><a href=#>Share</a> <a href=#>Print</a> <a href=#>Save</a></p>",
                Kind::Share,
            ),
            (
                "<p><a href=#>Front page</a> | <a href=#>Tides</a> | <a href=#>Ferries</a></p>",
                Kind::Nav,
            ),
        ];
        for (html, wanted) in cases {
            let page = format!("<body><article>{STORY}</article>{html}</body>");
            let snapshot = snapshot_html(&page, "");
            let reading = crate::read(&snapshot, "").unwrap();
            assert_eq!(reading.blocks.last().unwrap().kind, wanted, "{html}");
        }
    }

    #[test]
    fn what_stands_about_the_title_is_told_apart() {
        let page = format!(
            "<body><article><div class=k>Flood</div>{}</article></body>",
            STORY.replace("</h1>", "</h1><p class=deck>A third of the market stands in water today</p><p>By Ines Karlow</p><p>12 May 2026</p>")
        );
        assert_eq!(kind(&page, "Flood"), Kind::Tags);
        assert_eq!(kind(&page, "A third"), Kind::Summary);
        assert_eq!(kind(&page, "By Ines"), Kind::Byline);
        assert_eq!(kind(&page, "12 May"), Kind::Date);
    }

    #[test]
    fn who_comments_and_when_is_no_story() {
        let comment = |n: u32| {
            format!(
                "<li class=comment><div class=comment-author>Reader {n} • on May {n}, 2031 at \
                 6:4{n} pm</div><div class=comment-body><p>My uncle built that wall, and nobody \
                 ever paid him for the stone.</p></div></li>"
            )
        };
        let comments: Vec<String> = (1..9).map(comment).collect();
        let (story, _) = STORY.split_at(STORY.find("<p>Nobody").unwrap());
        let page = format!(
            "{story}<div id=comments><h3>8 Comments</h3><ol>{}</ol></div>",
            comments.concat()
        );
        assert_eq!(kind(&page, "The old harbour"), Kind::Body);
        assert_eq!(kind(&page, "Reader 1"), Kind::Comments);
    }

    #[test]
    fn a_short_story_is_no_box_of_the_ask_at_its_end() {
        let page = "<title>The lamp has a new keeper</title><h1>The lamp has a new keeper</h1><div>\
            <p>My first thought was that nobody would come at all.</p><p>The keeper of the lamp was \
            chosen on Monday, and many in Port Ellery asked who he was.</p><p>Most had expected the \
            miller, or the miller's son.</p><p>Sign up for our newsletter</p></div>";
        for body in ["My first", "The keeper", "Most had"] {
            assert_eq!(kind(page, body), Kind::Body, "{body}");
        }
        assert_eq!(kind(page, "Sign up"), Kind::Promo);
    }
}
