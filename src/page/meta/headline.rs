//! The headline that readers see.
//!
//! It is the heading that shares its words with the titles the page states for machines. Where none
//! does, or the page states only its section or the site's motto, it is what looks like a headline
//! about the beginning of the story: a heading, a short line that is named so or set off by its type,
//! or one of whose words the story makes use. A title of whose words the story makes no use is not
//! taken for its headline where there is such a line.

use super::claims::is_title_class;
use super::dates::{self, Habits};
use super::names::after_phrase;
use super::{Metadata, clean, title, url};
use crate::order;
use crate::page::{Block, Page};
use crate::text::{Text, words};

/// First blocks of a text without markup that may repeat its stated title.
const FIRST: usize = 8;

/// Blocks above the story among which a block that is no heading may be its headline.
const ABOVE: usize = 48;

/// Characters that a headline has at most.
const MAX_TITLE: u32 = 300;

/// Blocks that are compared with the stated titles: a page of headings has no headline.
const MAX_ASKED: usize = 500;

/// Characters that a first line has at most to be the headline of a text without markup.
const MAX_FIRST_LINE: u32 = 160;

/// Nodes of a heading of which parts are looked at.
const MAX_PARTS: usize = 8;

/// Words that a section's name has at most.
const MAX_SECTION: usize = 3;

/// Blocks above and below the beginning of the story that are asked for their looks, and above it for
/// a top heading.
const NEAR: (usize, usize) = (8, 2);
const NEAR_TOP: usize = 16;

/// Words of a line that looks like a headline; of a top heading one fewer is enough.
const LOOKS: std::ops::RangeInclusive<usize> = 3..=30;

/// Paragraphs of the story whose words are a headline's, and bytes that such a word has at least.
const TELLING: usize = 12;
const MIN_LENGTH: u32 = 4;

/// Words from which a line is a headline rather than what is stated, though it may be another's.
const MIN_HEADLINE: usize = 5;

/// The block of a title that no block states.
const NOWHERE: usize = usize::MAX;

/// Share of its words that a headline has in common with its story.
const TOLD: f32 = 0.4;

/// How much more of it the story must tell of than of a stated title that is told of, too.
const CLEARLY: f32 = 0.2;

/// How far what is no headline by its words must be set off to be one.
const SET_OFF: f32 = 1.0;
const SET_OFF_WELL: f32 = 2.0;

/// A block that may be the headline.
struct Candidate {
    at: usize,
    level: u8,
    text: String,
    score: f32,
}

/// Finds the headline and adds it as a claim; gives its block. `body` are the indices of the story's
/// blocks in ascending order, empty when not known.
pub(super) fn find(
    metadata: &mut Metadata,
    page: &Page,
    body: &[usize],
    habits: &Habits,
) -> Option<usize> {
    if page.is_plain {
        return first_line(metadata, page);
    }
    let stated: Vec<String> = metadata.title.values().take(8).map(str::to_owned).collect();
    let agreeing = by_words(page, body, &stated);
    let found = match agreeing {
        Some(found) if !is_doubtful(&found, body) => found,
        agreeing => {
            let story = Story::new(page, body);
            let looking = by_looks(page, body, habits, metadata, &story);
            let is_better = |looking: &Candidate| {
                agreeing.as_ref().is_none_or(|found| {
                    let told = story.told(looking);
                    let is_long = title::words(&looking.text).len() >= MIN_HEADLINE;
                    let is_lower = found.level > 0 && !(1..=found.level).contains(&looking.level);
                    let is_told = told >= TOLD && told > story.told(found);
                    is_long && !is_lower && (looking.level == 1 || is_told)
                })
            };
            let looking = looking.filter(is_better);
            looking.or(agreeing).or_else(|| lone(page, &stated))?
        }
    };
    let text = clean::value(&found.text);
    // A heading that holds a kicker or a standfirst too: the part that two places call the title.
    // What is one run of words to the page is one headline, whatever short forms are for sharing.
    let is_parted = |part: &str| {
        let (block, wanted) = (&page.blocks[found.at], title::words(part));
        let mut parts = parts(page, block).into_iter().chain(lines(page, block));
        parts.any(|part| title::words(&part) == wanted)
    };
    let part = stated.iter().enumerate().find(|&(index, part)| {
        stated[..index].contains(part) && title::is_end(part, &text) && is_parted(part)
    });
    let text = part.map_or(text, |(_, part)| part.clone());
    metadata.title.push("visible", text);
    Some(found.at)
}

/// Whether what agrees with a stated title may yet be no headline, because it is not the page's top
/// heading: a section's name, or a line far below the story's beginning.
fn is_doubtful(found: &Candidate, body: &[usize]) -> bool {
    let is_short = title::words(&found.text).len() <= MAX_SECTION;
    let is_below = body.first().is_some_and(|&first| found.at > first + NEAR.1);
    found.level != 1 && (is_short || is_below)
}

/// What the first paragraphs of a story tell of.
struct Story {
    /// Hashes of words, each with the block that it stands in, in order.
    words: Vec<(u64, usize)>,
}

impl Story {
    fn new(page: &Page, body: &[usize]) -> Self {
        let mut words = Vec::new();
        for &at in body.iter().take(TELLING) {
            for word in telling(&page.blocks[at].text) {
                words.push((word, at));
            }
        }
        order::sort(&mut words);
        words.dedup();
        Self { words }
    }

    /// Of what a text tells of, the share that stands in blocks other than its own.
    fn tells(&self, text: &str, own: usize) -> f32 {
        let told = |&word: &u64| {
            let from = self.words.partition_point(|&(known, _)| known < word);
            let mut found = self.words[from..].iter().take(2);
            found.any(|&(known, at)| known == word && at != own)
        };
        let words = telling(text);
        words.iter().filter(|word| told(word)).count() as f32 / words.len().max(1) as f32
    }

    fn told(&self, candidate: &Candidate) -> f32 {
        self.tells(&candidate.text, candidate.at)
    }
}

/// The words of a text that say what it is about, as hashes: the longer ones that are not common.
fn telling(text: &str) -> Vec<u64> {
    let mut out = Vec::new();
    for word in Text::unquoted(text, words(text)).words {
        if (word.is_glyph() || word.end - word.begin >= MIN_LENGTH) && !word.is_common() {
            out.push(word.hash);
        }
    }
    out
}

/// The headline of a text without markup.
fn first_line(metadata: &mut Metadata, page: &Page) -> Option<usize> {
    // A page that is all one text may still have a title that repeats one of its first lines.
    let repeats = |block: &Block| {
        let stated = metadata.title.values();
        stated
            .take(8)
            .any(|other| title::beside(other, &block.text).is_some())
    };
    let at = page.blocks.iter().take(FIRST).position(repeats);
    let first = page.blocks.first()?;
    let ends = first.text.ends_with(['.', '。', ':', ';', ',']);
    let is_title = first.chars <= MAX_FIRST_LINE && !ends && page.blocks.len() > 1;
    let at = at.or_else(|| is_title.then_some(0))?;
    metadata
        .title
        .push("visible", clean::value(&page.blocks[at].text));
    Some(at)
}

/// Level of the heading that a block is in, 0 for none.
fn heading(page: &Page, block: &Block) -> u8 {
    let Some(&node) = block.anchor.nodes.first() else {
        return 0;
    };
    let mut names = page
        .tree
        .ancestors(node)
        .take(6)
        .map(|node| page.tree.name(node));
    names
        .find_map(|name| match name.as_bytes() {
            [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
            _ => None,
        })
        .unwrap_or(0)
}

/// Whether a block is a link to the front page: the site's name, though it be a heading.
fn leads_home(page: &Page, block: &Block) -> bool {
    let Some(&node) = block.anchor.nodes.first() else {
        return false;
    };
    if block.link_chars < block.chars {
        return false;
    }
    let mut above = page.tree.ancestors(node).take(6);
    let link = above.find(|&node| page.tree.name(node) == "a");
    let address = link.and_then(|link| page.tree.attribute(link, "href"));
    let address = address.and_then(|href| url::resolve(&page.tree.snapshot().url, href));
    address.is_some_and(|address| url::path(&address).trim_matches('/').is_empty())
}

/// A block's text, cut at its line breaks.
fn lines(page: &Page, block: &Block) -> Vec<String> {
    let mut out = vec![String::new()];
    for &node in &block.anchor.nodes {
        if page.tree.name(node) == "br" {
            out.push(String::new());
        } else if let Some(line) = out.last_mut() {
            line.push_str(page.tree.text(node));
        }
    }
    let lines = out.iter().map(|line| crate::text::fold(line));
    lines.filter(|line| !line.is_empty()).collect()
}

/// The texts of neighbouring nodes of a heading, the shortest first: a mark beside a title is none of it.
fn parts(page: &Page, block: &Block) -> Vec<String> {
    let nodes = &block.anchor.nodes;
    let count = nodes.len();
    if !(2..=MAX_PARTS).contains(&count) {
        return Vec::new();
    }
    let mut out = Vec::new();
    for length in 1..=count {
        for nodes in nodes.windows(length) {
            let texts: Vec<&str> = nodes.iter().map(|&node| page.tree.text(node)).collect();
            out.push(crate::text::fold(&texts.join(" ")));
        }
    }
    out
}

/// The block that agrees best with the stated titles.
fn by_words(page: &Page, body: &[usize], stated: &[String]) -> Option<Candidate> {
    let mut wanted: Vec<Vec<String>> = stated.iter().map(|other| title::words(other)).collect();
    order::sort(&mut wanted);
    wanted.dedup();
    let agreement = |text: &str| {
        let words = title::words(text);
        let agreements = wanted.iter().map(|other| title::agrees(&words, other));
        agreements.fold(0.0, f32::max)
    };
    let first_body = body.first().copied().unwrap_or(usize::MAX);
    let mut asked = 0;
    let mut best: Option<Candidate> = None;
    for (at, block) in page.blocks.iter().enumerate() {
        let level = heading(page, block);
        // A link is the story's headline only just above it, and only to the word.
        let is_linked = level == 0 && block.link_chars > 0;
        let is_near = (at..at + NEAR.0).contains(&first_body);
        if block.chars > MAX_TITLE || is_linked && !is_near {
            continue;
        }
        // Headings are few; other blocks are asked only near the story.
        let is_under_way = at > first_body.saturating_add(NEAR.1);
        if level == 0 && (is_under_way || at + ABOVE < first_body.min(4 * ABOVE))
            || level > 0 && leads_home(page, block)
        {
            continue;
        }
        asked += 1;
        if asked > MAX_ASKED {
            break;
        }
        let mut text = (agreement(&block.text), block.text.clone());
        if level > 0 && text.0 < 1.0 {
            // The part of a heading that is a stated title, without the kicker and the badge beside it.
            let run = parts(page, block)
                .into_iter()
                .find(|part| wanted.contains(&title::words(part)));
            text = run.map_or(text, |run| (1.0, run));
        }
        if level == 0 && text.0 > 0.0 {
            // The line of a block that holds the author and the date as well.
            for line in lines(page, block) {
                let agreement = agreement(&line);
                if agreement > text.0 {
                    text = (agreement, line);
                }
            }
        }
        let bonus = match level {
            1 => 0.3,
            2 | 3 => 0.1,
            _ => 0.0,
        };
        let behind = if at > first_body { 0.2 } else { 0.0 };
        let score = text.0 + bonus - behind;
        let enough = match level {
            1 => 0.4,
            _ if is_linked => 0.9,
            _ => 0.6,
        };
        if text.0 >= enough && best.as_ref().is_none_or(|known| score > known.score) {
            best = Some(Candidate {
                at,
                level,
                text: text.1,
                score,
            });
        }
    }
    best
}

/// The block about the beginning of the story that looks most like a headline. Where a title is stated
/// that is as long as one, only what is set off well, or what the story clearly tells more of.
fn by_looks(
    page: &Page,
    body: &[usize],
    habits: &Habits,
    metadata: &Metadata,
    story: &Story,
) -> Option<Candidate> {
    let &first_body = body.first()?;
    let (mut is_stated_well, mut is_unnamed, mut named) = (false, true, 0.0_f32);
    for claim in metadata.title.all().iter().take(8) {
        is_stated_well |= !matches!(claim.source.as_str(), "title" | "meta:title");
        if title::words(&claim.value).len() > MAX_SECTION {
            is_unnamed = false;
            named = named.max(story.tells(&claim.value, NOWHERE));
        }
    }
    if named >= TOLD && is_stated_well {
        return None;
    }
    let end = page.blocks.len().min(first_body + NEAR.1);
    let mut best: Option<Candidate> = None;
    for at in first_body.saturating_sub(NEAR_TOP)..end {
        let block = &page.blocks[at];
        let level = heading(page, block);
        if level != 1 && at + NEAR.0 < first_body {
            continue;
        }
        let mut lines = lines(page, block);
        let is_linked = level == 0 && block.link_chars > 0 || leads_home(page, block);
        if block.chars > MAX_TITLE || lines.is_empty() || is_linked {
            continue;
        }
        let text = if level > 0 {
            block.text.clone()
        } else {
            lines.swap_remove(0)
        };
        let length = title::words(&text).len();
        let is_line = LOOKS.contains(&(length + usize::from(level == 1)))
            && !text.ends_with(['.', '。', ':', ';', ','])
            && after_phrase(&text, false).is_none()
            && dates::find(&text, habits).is_empty();
        if !is_line {
            continue;
        }
        let set_off = match level {
            1 => 4.0,
            2 => 3.0,
            3 => 2.0,
            _ => 0.0,
        } + looks(page, block);
        let distance = 0.2 * first_body.abs_diff(at) as f32;
        let told = story.tells(&text, at);
        // Looks alone do not outweigh a title that the page states for sharing.
        let is_clear = told >= TOLD.max(named + CLEARLY);
        let is_one = is_clear && (length >= MIN_HEADLINE || !is_stated_well)
            || is_unnamed && set_off > SET_OFF
            || !is_stated_well
                && (set_off - distance > SET_OFF_WELL || set_off > SET_OFF && told > named);
        let score = set_off + 3.0 * told - distance;
        if is_one && best.as_ref().is_none_or(|known| score > known.score) {
            best = Some(Candidate {
                at,
                level,
                text,
                score,
            });
        }
    }
    best
}

/// How far the names and the type of the elements about a block's first words set it off.
fn looks(page: &Page, block: &Block) -> f32 {
    let Some(&node) = block.anchor.nodes.first() else {
        return 0.0;
    };
    let (mut named, mut bold) = (0.0, 0.0);
    for element in page.tree.ancestors(node).take(3) {
        let is_named = page.tree.attributes(element).any(|(name, value)| {
            matches!(name, "class" | "id")
                && value
                    .split(|c: char| !c.is_alphanumeric())
                    .any(|word| is_title_class(&word.to_lowercase()))
        });
        let name = page.tree.name(element);
        if is_named || name.split('-').any(is_title_class) {
            named = 3.0;
        }
        if matches!(name, "b" | "strong" | "big" | "font") {
            bold = 1.5;
        }
    }
    named + bold
}

/// The only top heading of a page that states no title.
fn lone(page: &Page, stated: &[String]) -> Option<Candidate> {
    let mut tops = (0..page.blocks.len()).filter(|&at| heading(page, &page.blocks[at]) == 1);
    let at = tops.next().filter(|_| stated.is_empty())?;
    tops.next().is_none().then(|| Candidate {
        at,
        level: 1,
        text: page.blocks[at].text.clone(),
        score: 0.0,
    })
}
