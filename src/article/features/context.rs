//! What stands about a block and what its words say: the page's main run of text and where the
//! block stands towards it, the heading above it, phrases known from boilerplate, the text that the
//! page states for machines, and how much of the text around it asks for consent.

use std::collections::HashMap;

use super::shape::Shape;
use super::{flag, log};
use crate::order;
use crate::page::Page;
use crate::report::Kind;
use crate::rules::Hit;

/// Kinds whose phrases are told.
const SAID: [Kind; 14] = [
    Kind::Credit,
    Kind::Notice,
    Kind::Related,
    Kind::Promo,
    Kind::Share,
    Kind::Comments,
    Kind::Byline,
    Kind::Caption,
    Kind::Ad,
    Kind::Bio,
    Kind::Tags,
    Kind::Consent,
    Kind::Summary,
    Kind::Date,
];

/// Kinds that a heading above announces.
const HEADED: [Kind; 5] = [
    Kind::Related,
    Kind::Promo,
    Kind::Comments,
    Kind::Summary,
    Kind::Tags,
];

/// Numbers per block.
pub(super) const WIDTH: usize = SAID.len() + HEADED.len() + 1 + 10 + 2 + 1;

/// Strength from which on a block's phrases ask for consent.
const ASKS: f32 = 3.0;

/// Blocks on either side of which it is told how much of their text asks for consent.
const ASKED: usize = 5;

/// Blocks that a heading speaks for at most.
const MAX_UNDER: usize = 12;

/// Words of a run that is looked up in the stated text.
const RUN: usize = 4;

/// Characters of a paragraph at least.
const PARAGRAPH: f32 = 80.0;

/// Whether a block is a paragraph by its shape.
fn is_paragraph(shape: &Shape) -> bool {
    shape.size >= PARAGRAPH
        && shape.link_density < 0.3
        && (shape.ending > 1.5 || shape.size > 2.5 * PARAGRAPH)
}

/// The element under which the page's paragraphs stand thickest: each speaks for its parent, and
/// half as loud for the one above, as in Readability.
fn main_element(page: &Page, shapes: &[Shape], paragraphs: &[bool]) -> u32 {
    let mut scores: HashMap<u32, f32> = HashMap::new();
    for ((block, shape), &is_paragraph) in page.blocks.iter().zip(shapes).zip(paragraphs) {
        if is_paragraph {
            let weight = shape.size.min(600.0);
            let parent = page.tree.parent(block.anchor.element);
            *scores.entry(parent).or_default() += weight;
            *scores.entry(page.tree.parent(parent)).or_default() += weight / 2.0;
        }
    }
    let mut best = (0.0, 0);
    let mut scores: Vec<(u32, f32)> = scores.into_iter().collect();
    order::sort_by_key(&mut scores, |&(element, _)| element);
    for (element, score) in scores {
        if score > best.0 {
            best = (score, element);
        }
    }
    best.1
}

/// The runs of words of the text that the page states as its story's.
fn stated_runs(page: &Page) -> Vec<u64> {
    let Some(body) = &page.meta.linked.body else {
        return Vec::new();
    };
    let mut runs: Vec<u64> = runs(body).collect();
    runs.sort_unstable();
    runs.dedup();
    runs
}

/// Hashes of the runs of words in a text; none of a short one.
fn runs(text: &str) -> impl Iterator<Item = u64> {
    let words: Vec<u64> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| xxhash_rust::xxh3::xxh3_64(word.as_bytes()))
        .collect();
    let count = (words.len() + 1).saturating_sub(RUN);
    (0..count).map(move |at| {
        words[at..at + RUN].iter().fold(0_u64, |hash, word| {
            hash.rotate_left(17) ^ word.wrapping_mul(0x9e37_79b9_7f4a_7c15)
        })
    })
}

fn strength(hits: &[Hit], kind: Kind) -> f32 {
    let of_kind = hits.iter().filter(|hit| hit.rule.kind == kind);
    of_kind
        .map(|hit| f32::from(hit.rule.strength) + 0.5 * flag(hit.begin < 3))
        .fold(0.0, f32::max)
}

/// Per block: how much of the text around it is in blocks of which something holds.
fn shares(shapes: &[Shape], holds: &[bool]) -> Vec<f32> {
    let mut sums = vec![(0.0, 0.0)];
    let (mut all, mut held) = (0.0, 0.0);
    for (shape, &holds) in shapes.iter().zip(holds) {
        all += shape.size;
        held += flag(holds) * shape.size;
        sums.push((all, held));
    }
    let share = |at: usize| {
        let (from, to) = (
            sums[at.saturating_sub(ASKED)],
            sums[(at + ASKED + 1).min(shapes.len())],
        );
        (to.1 - from.1) / (to.0 - from.0).max(1.0)
    };
    (0..shapes.len()).map(share).collect()
}

/// The numbers of all blocks.
pub(super) fn rows(page: &Page, shapes: &[Shape]) -> Vec<[f32; WIDTH]> {
    let asks: Vec<bool> = page
        .said
        .iter()
        .map(|said| strength(&said.hits, Kind::Consent) >= ASKS)
        .collect();
    let asked = shares(shapes, &asks);
    // A story about privacy may ask in some of its paragraphs; a dialog does in most.
    let is_dialog = |at: usize| asks[at] && asked[at] > 0.5;
    let paragraphs: Vec<bool> = (0..shapes.len())
        .map(|at| is_paragraph(&shapes[at]) && !is_dialog(at))
        .collect();
    let main = main_element(page, shapes, &paragraphs);
    let inside = |at: usize| {
        let element = page.blocks[at].anchor.element;
        (main..page.tree.end(main)).contains(&element)
    };
    let stated = stated_runs(page);
    let count = shapes.len();
    // Blocks since the last paragraph of the main run, and until the next.
    let is_main = |at: usize| paragraphs[at] && inside(at);
    let mut since = vec![50.0_f32; count];
    let mut until = vec![50.0_f32; count];
    let mut before = vec![0.0_f32; count];
    let (mut last, mut mass) = (None, 0.0);
    for at in 0..count {
        if let Some(last) = last {
            since[at] = ((at - last) as f32).min(50.0);
        }
        before[at] = mass;
        if is_main(at) {
            last = Some(at);
            mass += shapes[at].size;
        }
    }
    let mut next = None;
    for at in (0..count).rev() {
        if let Some(next) = next {
            until[at] = ((next - at) as f32).min(50.0);
        }
        if is_main(at) {
            next = Some(at);
        }
    }
    let mut heading: Option<(usize, [f32; HEADED.len()])> = None;
    let mut out = Vec::with_capacity(count);
    for (at, (block, shape)) in page.blocks.iter().zip(shapes).enumerate() {
        let mut row = Vec::with_capacity(WIDTH);
        let hits = &page.said[at].hits;
        row.extend(SAID.map(|kind| strength(hits, kind)));
        let name = page.tree.name(block.anchor.element);
        let under = heading.filter(|&(from, _)| at - from <= MAX_UNDER);
        row.extend(under.map_or([0.0; HEADED.len()], |(_, said)| said));
        row.push(under.map_or(-1.0, |(from, _)| (at - from) as f32));
        if shape.words <= 10.0 && shape.ending < 1.5 {
            let is_heading = matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
            let said = HEADED.map(|kind| strength(hits, kind));
            if is_heading || said.iter().any(|&strength| strength >= 2.0) {
                heading = Some((at, said));
            }
        }
        let element = block.anchor.element;
        let up = std::iter::once(element).chain(page.tree.ancestors(element));
        let outside = up
            .take(20)
            .take_while(|&above| above > main || page.tree.end(above) < page.tree.end(main))
            .count();
        row.extend([
            flag(inside(at)),
            outside as f32,
            f32::from(page.tree.depth(element)) - f32::from(page.tree.depth(main)),
            since[at],
            until[at],
            before[at] / mass.max(1.0),
            log(before[at]),
            log(mass - before[at]),
            flag(paragraphs[at]),
            element_code(name),
        ]);
        let (mut known, mut all) = (0.0, 0.0);
        if !stated.is_empty() {
            for run in runs(&block.text) {
                all += 1.0;
                known += flag(stated.binary_search(&run).is_ok());
            }
        }
        row.push(if stated.is_empty() || all < 1.0 {
            -1.0
        } else {
            known / all
        });
        row.push(log(stated.len() as f32));
        row.push(asked[at]);
        out.push(row.try_into().unwrap_or([0.0; WIDTH]));
    }
    out
}

/// The element of a block as a number: like elements stand side by side.
fn element_code(name: &str) -> f32 {
    const ORDER: [&str; 20] = [
        "p",
        "blockquote",
        "pre",
        "div",
        "section",
        "article",
        "td",
        "dd",
        "dt",
        "li",
        "h6",
        "h5",
        "h4",
        "h3",
        "h2",
        "h1",
        "figcaption",
        "figure",
        "footer",
        "a",
    ];
    ORDER
        .iter()
        .position(|&known| known == name)
        .map_or(-1.0, |at| at as f32)
}

#[cfg(all(test, feature = "native"))]
mod tests {
    use super::*;
    use crate::formats::snapshot_html;

    #[test]
    fn what_asks_for_consent_is_not_the_main_run_and_tells_on_its_neighbours() {
        let story = "<p>The ferry to Larkholm sails again from Friday, the harbour office said on \
            Monday, six weeks after its rudder broke in the ice.</p>";
        let asks = "<p>These cookies may be set through our site by our advertisers, who build a \
            profile of what you like and show you matching advertisements on other sites.</p>";
        let html = format!(
            "<body><article>{}</article><div>{}<p>Always active</p></div>",
            story.repeat(8),
            asks.repeat(12)
        );
        let snapshot = snapshot_html(&html, "");
        let page = Page::new(&snapshot).unwrap();
        let shapes: Vec<Shape> = page.blocks.iter().map(Shape::of).collect();
        let rows = rows(&page, &shapes);
        let inside = SAID.len() + HEADED.len() + 1;
        let column = |at: usize| rows.iter().map(|row| row[at]).collect::<Vec<f32>>();
        let of = |story: f32, dialog: f32| [vec![story; 8], vec![dialog; 13]].concat();
        assert_eq!(
            column(inside),
            of(1.0, 0.0),
            "whether it is in the main run"
        );
        let asked = column(WIDTH - 1);
        assert!(asked[0] < 0.01 && asked[20] > 0.8, "{asked:?}");
    }
}
