//! From likelihoods to a choice: which story of the page, and which of its blocks.
//!
//! A model judges block by block; what a page as a whole must be like is decided here.
//!
//! 1. A page may hold several stories, one below the other, each under a headline of its own. Their
//!    containers are the largest elements that hold one headline and no other; the main story is
//!    the one whose headline the page announces as its title, else the first with enough text. Where
//!    the announced headline has no container of its own, the others head its chapters or posts,
//!    unless there is enough text for a story outside them.
//! 2. Blocks are chosen from the likelihood on that parts the page's text best: on a page unlike any
//!    the model has seen, all likelihoods are low, but their order still holds.
//! 3. A story stands together. A little that was chosen above or below it, apart and clearly less
//!    likely, is let go, such as notices and lists of other stories.
//! 4. The confidence is the expected F-measure of the choice, were the likelihoods true.

use super::features::{Features, hashed_words};
use super::{Article, Other};
use crate::order;
use crate::page::Page;
use crate::report::{Reason, ReasonCode};

/// Text (in [`Shape`](super::features) sizes) that makes a story of a headline's container.
const STORY: f32 = 500.0;

/// How far a heading must agree with the announced title to be the story's.
const AGREES: f32 = 0.6;

/// Headlines of a page that are looked at.
const TITLES: usize = 100;

/// Steps of likelihood that the threshold is sought in.
const BINS: usize = 50;

/// Bounds of the threshold.
const THRESHOLD: std::ops::RangeInclusive<f32> = 0.12..=0.5;

/// Blocks between two chosen ones, from which on they do not stand together.
const APART: usize = 8;

/// How likely a group that stands apart is, at least, in shares of how likely the largest is.
const ALONE: f32 = 0.8;

/// Share of what was chosen that is let go at most: what is more are the posts of a live blog, or a
/// gallery's pictures.
const STRAY: f32 = 1.0 / 3.0;

/// Share from which on a block is a link, and what was chosen a list of links.
const LINKS: f32 = 0.8;

/// Size of a headline that points to another story, at most.
const POINTER: f32 = 160.0;

/// A story's place on the page.
struct Place {
    /// Its container.
    element: u32,
    /// Block of its headline.
    title: usize,
    /// Likely text in it.
    mass: f32,
}

/// Decides; `is_told` says that the story's place is known, so that it is not looked for.
pub(super) fn decode(page: &Page, features: &Features, likely: Vec<f32>, is_told: bool) -> Article {
    let threshold = threshold(features, &likely);
    let places = if is_told {
        Vec::new()
    } else {
        places(page, features, &likely)
    };
    let main = main(page, features, &likely, &places);
    // Which place a block is in; `places.len()` for blocks outside all of them, as in `main`.
    let mut place_of = vec![places.len(); likely.len()];
    for (number, place) in places.iter().enumerate() {
        place_of[features.range(place.element)].fill(number);
    }
    let mut chosen = vec![false; likely.len()];
    let mut others: Vec<Other> = Vec::new();
    for (number, place) in places.iter().enumerate() {
        if Some(number) != main {
            others.push(Other {
                title: Some(place.title),
                blocks: Vec::new(),
            });
        }
    }
    for at in 0..likely.len() {
        if likely[at] < threshold {
            continue;
        }
        match (place_of[at], main) {
            (number, Some(main)) if number < places.len() && number != main => {
                if at != places[number].title {
                    others[number - usize::from(number > main)].blocks.push(at);
                }
            }
            _ => chosen[at] = true,
        }
    }
    others.retain(|other| !other.blocks.is_empty());
    if !is_told {
        let_go_of_stray(features, &likely, &mut chosen);
    }
    if !is_told && is_list_of_links(page, features, &chosen) {
        chosen.fill(false);
    }
    let (confidence, reasons) = confidence(features, &likely, &chosen, threshold, places.len());
    Article {
        likely,
        chosen,
        confidence,
        reasons,
        others,
    }
}

/// Takes back what was chosen above and below the story, apart from it and clearly less likely.
fn let_go_of_stray(features: &Features, likely: &[f32], chosen: &mut [bool]) {
    let taken: Vec<usize> = (0..chosen.len()).filter(|&at| chosen[at]).collect();
    let groups: Vec<&[usize]> = taken.chunk_by(|a, b| b - a <= APART).collect();
    let mass = |group: &[usize]| -> f32 {
        let masses = group.iter().map(|&at| features.size(at) * likely[at]);
        masses.sum()
    };
    let certainty = |group: &[usize]| {
        let size: f32 = group.iter().map(|&at| features.size(at)).sum();
        mass(group) / size.max(1.0)
    };
    let largest = |a: &&&[usize], b: &&&[usize]| mass(a).total_cmp(&mass(b));
    let least = ALONE
        * groups
            .iter()
            .max_by(largest)
            .map_or(0.0, |most| certainty(most));
    let is_stray = |group: &&&[usize]| certainty(group) < least;
    let above = groups.iter().take_while(is_stray);
    let below = groups.iter().rev().take_while(is_stray);
    let stray: Vec<usize> = above.chain(below).copied().flatten().copied().collect();
    if mass(&stray) <= STRAY * mass(&taken) {
        for at in stray {
            chosen[at] = false;
        }
    }
}

/// Whether what was chosen is headlines that point elsewhere for the most part: a front page has no
/// story.
fn is_list_of_links(page: &Page, features: &Features, chosen: &[bool]) -> bool {
    let (mut all, mut pointers) = (0.0, 0.0);
    for at in (0..chosen.len()).filter(|&at| chosen[at]) {
        let (block, size) = (&page.blocks[at], features.size(at));
        all += size;
        if size < POINTER && block.link_chars as f32 > LINKS * block.chars as f32 {
            pointers += size;
        }
    }
    pointers > LINKS * all
}

/// The likelihood from which on blocks are chosen: where the page's text falls apart best into
/// likely and unlikely (Otsu 1979, "A threshold selection method from gray-level histograms").
fn threshold(features: &Features, likely: &[f32]) -> f32 {
    let mut sizes = [0.0_f32; BINS];
    for (at, &likely) in likely.iter().enumerate() {
        sizes[((likely * BINS as f32) as usize).min(BINS - 1)] += features.size(at);
    }
    let total: f32 = sizes.iter().sum();
    let sum: f32 = sizes
        .iter()
        .enumerate()
        .map(|(bin, size)| bin as f32 * size)
        .sum();
    let (mut below, mut sum_below) = (0.0, 0.0);
    let mut best = (0.0, BINS / 2);
    for (bin, size) in sizes.iter().enumerate() {
        below += size;
        sum_below += bin as f32 * size;
        let above = total - below;
        if below > 0.0 && above > 0.0 {
            let apart = sum_below / below - (sum - sum_below) / above;
            let variance = below * above * apart * apart;
            if variance > best.0 {
                best = (variance, bin + 1);
            }
        }
    }
    (best.1 as f32 / BINS as f32).clamp(*THRESHOLD.start(), *THRESHOLD.end())
}

/// The stories of the page, in document order; fewer than two when it holds one.
///
/// Three kinds of headline are tried in turn: first headings; headings that each open an `article` of
/// their own; and lesser headings that link elsewhere, below a story that stands complete above them.
fn places(page: &Page, features: &Features, likely: &[f32]) -> Vec<Place> {
    let named =
        |names: &[&str], at: usize| names.contains(&page.tree.name(page.blocks[at].anchor.element));
    let select = |is_head: &dyn Fn(usize) -> bool| -> Vec<usize> {
        (0..likely.len())
            .filter(|&at| is_head(at))
            .take(TITLES)
            .collect()
    };
    let first = select(&|at| named(&["h1"], at));
    let mut own = select(&|at| named(&["h1", "h2"], at) && article(page, at).is_some());
    own.dedup_by_key(|&mut at| article(page, at));
    let announced = announced(page);
    for mut titles in [first, own] {
        titles.extend(&announced);
        order::sort(&mut titles);
        titles.dedup();
        let places = stories(page, features, likely, &titles);
        if places.len() < 2 {
            continue;
        }
        let are_chapters =
            is_headless(&places, &announced) && outside(page, features, likely, &places) < STORY;
        return if are_chapters { Vec::new() } else { places };
    }
    let is_link = |at: usize| page.blocks[at].link_chars * 10 > page.blocks[at].chars * 9;
    let linked = select(&|at| named(&["h1"], at) || (named(&["h2", "h3"], at) && is_link(at)));
    let places = stories(page, features, likely, &linked);
    let rest = places
        .iter()
        .skip(1)
        .map(|place| place.mass)
        .fold(0.0, f32::max);
    match places.first() {
        Some(place)
            if named(&["h1"], place.title) && place.mass >= (3.0 * STORY).max(rest / 2.0) =>
        {
            places
        }
        _ => Vec::new(),
    }
}

/// The headlines that have a story in their container.
fn stories(page: &Page, features: &Features, likely: &[f32], titles: &[usize]) -> Vec<Place> {
    let element = |at: &usize| page.blocks[*at].anchor.element;
    let place = |(number, &title): (usize, &usize)| {
        let before = number
            .checked_sub(1)
            .and_then(|before| titles.get(before))
            .map(element);
        let after = titles.get(number + 1).map(element);
        let element = container(page, title, before, after);
        let mass = features
            .range(element)
            .map(|at| features.size(at) * likely[at])
            .sum();
        (mass >= STORY).then_some(Place {
            element,
            title,
            mass,
        })
    };
    titles.iter().enumerate().filter_map(place).collect()
}

/// The outermost `article` element around a block.
fn article(page: &Page, at: usize) -> Option<u32> {
    let above = page.tree.ancestors(page.blocks[at].anchor.element);
    above
        .filter(|&above| page.tree.name(above) == "article")
        .last()
}

/// The largest element that holds one headline and neither of its neighbours.
fn container(page: &Page, title: usize, before: Option<u32>, after: Option<u32>) -> u32 {
    let mut element = page.blocks[title].anchor.element;
    for above in page.tree.ancestors(element) {
        let holds = |other: Option<u32>| {
            other.is_some_and(|other| (above..page.tree.end(above)).contains(&other))
        };
        if holds(before) || holds(after) {
            break;
        }
        element = above;
    }
    element
}

/// The headings that agree best with what the page announces as its title.
fn announced(page: &Page) -> Vec<usize> {
    let announced = super::features::announced_title(page);
    let headings = (0..page.blocks.len())
        .filter(|&at| matches!(page.tree.name(page.blocks[at].anchor.element), "h1" | "h2"));
    let (mut best, mut found) = (AGREES, Vec::new());
    for at in headings.take(TITLES) {
        let words: Vec<u64> = hashed_words(&page.blocks[at].text).collect();
        let agreement = announced.shared(&words)[0];
        if agreement > best {
            found.clear();
            best = agreement;
        }
        if agreement >= best {
            found.push(at);
        }
    }
    found
}

/// Whether the page announces a headline, and none of the places is under it.
fn is_headless(places: &[Place], announced: &[usize]) -> bool {
    !announced.is_empty() && !places.iter().any(|place| announced.contains(&place.title))
}

/// Likely text outside all places and outside the lesser ones beside them: the short posts of a live
/// blog are articles as its long ones are.
fn outside(page: &Page, features: &Features, likely: &[f32], places: &[Place]) -> f32 {
    let parent = |at: usize| article(page, at).map(|element| page.tree.parent(element));
    let parents: Vec<Option<u32>> = places.iter().map(|place| parent(place.title)).collect();
    let is_beside = |at: usize| {
        let parent = parent(at);
        parent.is_some() && parents.contains(&parent)
    };
    let mut is_in = vec![false; likely.len()];
    for place in places {
        is_in[features.range(place.element)].fill(true);
    }
    let left = (0..likely.len()).filter(|&at| !is_in[at] && !is_beside(at));
    left.map(|at| features.size(at) * likely[at]).sum()
}

/// Which of several stories is the page's own; the number of all where it is outside them.
fn main(page: &Page, features: &Features, likely: &[f32], places: &[Place]) -> Option<usize> {
    let announced = announced(page);
    let is_announced = |place: &Place| announced.contains(&place.title);
    let most = places.iter().map(|place| place.mass).fold(0.0, f32::max);
    if is_headless(places, &announced) && outside(page, features, likely, places) >= STORY {
        return Some(places.len());
    }
    places
        .iter()
        .position(is_announced)
        .or_else(|| places.iter().position(|place| place.mass >= most / 3.0))
}

fn confidence(
    features: &Features,
    likely: &[f32],
    chosen: &[bool],
    threshold: f32,
    stories: usize,
) -> (f32, Vec<Reason>) {
    let (mut hit, mut taken, mut expected, mut blocks) = (0.0_f32, 0.0, 0.0, 0_u32);
    for (at, &likely) in likely.iter().enumerate() {
        let size = features.size(at);
        expected += size * likely;
        if chosen[at] {
            blocks += 1;
            taken += size;
            hit += size * likely;
        }
    }
    let confidence = if taken > 0.0 {
        2.0 * hit / (taken + expected)
    } else {
        0.0
    };
    let mut reasons = vec![Reason::with(
        ReasonCode::BlocksRead,
        [blocks.into(), likely.len().into()],
    )];
    if threshold < *THRESHOLD.end() {
        reasons.push(ReasonCode::UnlikeOthers.into());
    }
    if stories > 1 {
        reasons.push(Reason::with(ReasonCode::SeveralStories, [stories.into()]));
    }
    if blocks == 0 {
        reasons.push(ReasonCode::NoRunningText.into());
    }
    (confidence.clamp(0.0, 1.0), reasons)
}

#[cfg(all(test, feature = "native"))]
mod tests {
    use super::*;
    use crate::formats::snapshot_html;

    /// Which blocks are chosen of two paragraphs, each apart from four of a story between them.
    fn chosen(stray: [f32; 2], story: [f32; 4]) -> ([bool; 2], [bool; 4]) {
        let paragraph =
            "<p>The old harbour wall gave way on Monday night, the port authority said.</p>";
        let apart = "<div>Weather</div>".repeat(APART);
        let story_of = paragraph.repeat(4);
        let html = format!("<body>{paragraph}{apart}{story_of}{apart}{paragraph}");
        let snapshot = snapshot_html(&html, "");
        let page = Page::new(&snapshot).unwrap();
        let first = APART + 1;
        let mut likely = vec![0.0; 2 * first + 4];
        assert_eq!(page.blocks.len(), likely.len());
        likely[first..first + 4].copy_from_slice(&story);
        (likely[0], likely[2 * first + 3]) = stray.into();
        let chosen = decode(&page, &Features::of(&page), likely, false).chosen;
        let of_story = std::array::from_fn(|at| chosen[first + at]);
        ([chosen[0], chosen[2 * first + 3]], of_story)
    }

    #[test]
    fn a_little_that_stands_apart_is_taken_only_if_it_is_as_likely_as_the_story() {
        assert_eq!(chosen([0.6, 0.6], [0.9; 4]), ([false; 2], [true; 4]));
        assert_eq!(chosen([0.6, 0.8], [0.9; 4]), ([false, true], [true; 4]));
        // On a page where all is little likely.
        assert_eq!(chosen([0.5, 0.4], [0.55; 4]), ([true, false], [true; 4]));
        // It is much of what there is.
        let two = [0.0, 0.9, 0.9, 0.0];
        assert_eq!(chosen([0.7, 0.7], two), ([true; 2], two.map(|l| l > 0.0)));
    }

    const PARAGRAPH: &str = "<p>The old harbour wall gave way on Monday night, the port authority \
        said. Divers had found hollows under it in the spring, and the walkway was closed.</p>";

    /// How many paragraphs of a page are the story's, and of the others beside it.
    fn split(body: &str) -> (usize, Vec<usize>) {
        let html = format!("<title>Harbour wall gives way</title><body>{body}");
        let snapshot = snapshot_html(&html, "");
        let page = Page::new(&snapshot).unwrap();
        let is_told = |at: usize| page.blocks[at].text.starts_with("The old");
        let likely: Vec<f32> = (0..page.blocks.len())
            .map(|at| if is_told(at) { 0.9 } else { 0.1 })
            .collect();
        let article = decode(&page, &Features::of(&page), likely, false);
        let own = (0..page.blocks.len()).filter(|&at| article.chosen[at] && is_told(at));
        let others = article.others.iter().map(|other| other.blocks.len());
        (own.count(), others.collect())
    }

    #[test]
    fn chapters_are_no_stories_of_their_own() {
        let long = PARAGRAPH.repeat(6);
        let chapter = |tag: &str, number: &str| {
            format!("<section><{tag}>{number} night</{tag}>{long}</section>")
        };
        let [one, two] = ["First", "Second"].map(|number| chapter("h1", number));
        let page = format!("<main><h1>Harbour wall gives way</h1>{PARAGRAPH}{one}{two}</main>");
        assert_eq!(split(&page), (13, Vec::new()));
        let [one, two] = ["First", "Second"]
            .map(|number| format!("<article>{}</article>", chapter("h2", number)));
        let page = format!("<main><h1>Harbour wall gives way</h1>{PARAGRAPH}{one}{two}</main>");
        assert_eq!(split(&page), (13, Vec::new()));
    }

    #[test]
    fn stories_below_the_announced_one_are_others() {
        let long = PARAGRAPH.repeat(6);
        let other = |title: &str| format!("<article><h2>{title}</h2>{long}</article>");
        let others = format!(
            "<section>{}{}</section>",
            other("Brewery closes"),
            other("Choir sings")
        );
        let own = format!("<div><h1>Harbour wall gives way</h1><div>{long}</div></div>");
        assert_eq!(
            split(&format!("<main>{own}{others}</main>")),
            (6, vec![6, 6])
        );
        // Its headline stands in a box of its own, and its text outside all boxes with a headline.
        let own = format!("<header><h1>Harbour wall gives way</h1></header><div>{long}</div>");
        assert_eq!(
            split(&format!("<main>{own}{others}</main>")),
            (6, vec![6, 6])
        );
    }
}
