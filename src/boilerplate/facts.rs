//! What is known of each block before anything is judged: its words, its shape, its place.
//!
//! The facts are the classic ones (text and link density, Kohlschütter et al. 2010; class names and
//! element paths, as Readability reads them) and those that tell kinds of boilerplate from each
//! other: which phrases of the rules the text holds, which heading it stands under, how often its
//! markup is repeated, and where it stands towards the story.

use std::collections::HashMap;

use super::wording::{Shape, Told, opening};
use crate::article::Article;
use crate::page::{Block, Page, Tree};
use crate::report::Kind;
use crate::rules::{DateShape, Hit, Said, Votes, bit, class_votes, date_shape, leads};

/// Attributes that name an element.
const NAMING: [&str; 8] = [
    "class",
    "data-component",
    "data-testid",
    "id",
    "itemprop",
    "itemtype",
    "rel",
    "role",
];

/// Ancestors that are looked at, however deep a page is nested.
const DEEP: usize = 200;

/// Tenths of a block's characters that must be links for these to say what it is, links that are
/// asked, and elements above a text among which its link is looked for.
const LINKED: u32 = 7;
const LINKS: usize = 20;
const NEAR: usize = 6;

/// Ancestors whose names are heard.
pub(super) const LEVELS: usize = 8;

/// Elements whose presence above a block tells something.
pub(super) const HOLDERS: [&str; 24] = [
    "nav",
    "header",
    "footer",
    "aside",
    "figure",
    "figcaption",
    "form",
    "ul",
    "li",
    "table",
    "td",
    "article",
    "main",
    "section",
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "blockquote",
    "dl",
    "a",
    "button",
    "time",
];

/// Blocks above the story among which its author is named.
const SIGNED: usize = 12;

/// Where figures stand in [`HOLDERS`].
const FIGURE: usize = 4;
const FIGCAPTION: usize = 5;

/// What is known of one block.
#[derive(Debug)]
pub(super) struct Facts {
    /// Words of the text.
    pub words: u32,
    /// Share of its characters inside links.
    pub linked: f32,
    /// Whether it ends as a sentence does.
    pub is_sentence: bool,
    /// Share of digits among its characters.
    pub digits: f32,
    /// Share of capitals among its letters.
    pub capitals: f32,
    /// Share of words that begin with a capital.
    pub capital_words: f32,
    /// What it is as a date.
    pub date: DateShape,
    /// Phrases of the rules it holds.
    pub hits: Vec<Hit>,
    /// What the names of its own elements vote for.
    pub own: Votes,
    /// What the names of its ancestors vote for, nearest first.
    pub above: [Votes; LEVELS],
    /// Which of [`HOLDERS`] hold it, one bit each, and how near the nearest is.
    pub holders: [u8; HOLDERS.len()],
    /// Share of the page title's words it names, times the share of its words named there.
    pub title: f32,
    /// The same towards the page's description.
    pub description: f32,
    /// The same towards the author whom the page names.
    pub author: f32,
    /// Whether it begins with the author whom the page names.
    pub names_author: bool,
    /// Blocks of the page with the same text.
    pub repeats: u32,
    /// Index of its markup among the page's.
    pub kin: u32,
    /// The heading it stands under, where one is near.
    pub heading: Option<usize>,
    /// The kind that all its links lead to, if it is nothing but links.
    pub leads: Option<Kind>,
    /// Whether it stands in a figure, or is named as a picture's before the story ends.
    pub of_picture: bool,
    /// Steps up from the block to the first element that holds the story too.
    pub outside: u8,
}

impl Facts {
    /// Whether it is a link of a few words without a number: the label of a page, not its text.
    pub(super) fn is_label(&self) -> bool {
        self.linked > 0.8 && self.words <= 4 && self.digits == 0.0 && !self.is_sentence
    }
}

/// The facts of all blocks and of the page.
#[derive(Debug)]
pub(super) struct Sheet {
    pub facts: Vec<Facts>,
    pub kin: Vec<Kin>,
    /// First and last block of the story.
    pub story: Option<(usize, usize)>,
    /// Words of the story's blocks.
    pub story_words: u32,
}

/// What blocks of the same markup have in common.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Kin {
    pub count: u32,
    pub chars: u32,
    pub linked: u32,
    pub sentences: u32,
    pub chosen: u32,
}

impl Kin {
    fn add(&mut self, block: &Block, is_sentence: bool, is_chosen: bool) {
        self.count += 1;
        self.chars += block.chars;
        self.linked += block.link_chars;
        self.sentences += u32::from(is_sentence);
        self.chosen += u32::from(is_chosen);
    }
}

/// What the names of a page's elements say, asked once for each.
struct Names<'p, 's> {
    tree: &'p Tree<'s>,
    votes: Vec<Option<Votes>>,
    /// By the value of an attribute.
    said: HashMap<&'s str, Votes>,
    markups: Vec<Option<u32>>,
    /// By name and class.
    numbers: HashMap<(&'s str, &'s str), u32>,
}

impl<'p, 's> Names<'p, 's> {
    fn of(tree: &'p Tree<'s>) -> Self {
        Self {
            tree,
            votes: vec![None; tree.len() as usize],
            said: HashMap::new(),
            markups: vec![None; tree.len() as usize],
            numbers: HashMap::new(),
        }
    }

    /// What the names of an element vote for.
    fn votes(&mut self, element: u32) -> Votes {
        let (tree, said) = (self.tree, &mut self.said);
        *self.votes[element as usize].get_or_insert_with(|| {
            let names = tree
                .attributes(element)
                .filter(|(name, _)| NAMING.contains(name));
            names.fold(0, |votes, (_, value)| {
                votes | *said.entry(value).or_insert_with(|| class_votes(value))
            })
        })
    }

    /// The number of an element's markup: its name and its class.
    fn markup(&mut self, element: u32) -> u32 {
        let (tree, numbers) = (self.tree, &mut self.numbers);
        *self.markups[element as usize].get_or_insert_with(|| {
            let class = tree.attribute(element, "class").unwrap_or("");
            let next = numbers.len() as u32;
            *numbers.entry((tree.name(element), class)).or_insert(next)
        })
    }
}

impl Sheet {
    pub(super) fn of(page: &Page, article: &Article) -> Self {
        let tree = &page.tree;
        let story = span(article);
        let told = told(page, story);
        let holder = story_holder(page, article);
        let mut names = Names::of(tree);
        let repeats = repeats(page);
        let mut kins: HashMap<[Option<u32>; 3], u32> = HashMap::new();
        let mut kin: Vec<Kin> = Vec::new();
        let holder_of = holders_by_name(tree);
        let mut facts = Vec::with_capacity(page.blocks.len());
        for (at, block) in page.blocks.iter().enumerate() {
            let Said { folded, hits, .. } = &page.said[at];
            let opening = opening(folded);
            let shape = Shape::of(&block.text);
            let element = block.anchor.element;
            let mut own = names.votes(element);
            let mut holders = [0; HOLDERS.len()];
            let mut hold = |node: u32, level: usize| {
                let name = tree.snapshot().node_name[node as usize];
                if let Some(at) = holder_of[usize::from(name)]
                    && holders[at] == 0
                {
                    holders[at] = level.min(250) as u8 + 1;
                }
            };
            if let Some(&first) = block.anchor.nodes.first() {
                for node in tree
                    .ancestors(first)
                    .take_while(|&node| node != element)
                    .take(6)
                {
                    own |= names.votes(node);
                    hold(node, 0);
                }
            }
            hold(element, 0);
            let mut above = [0; LEVELS];
            let mut signature = [Some(names.markup(element)), None, None];
            let mut outside = (holder == Some(element)).then_some(0);
            for (level, node) in tree.ancestors(element).take(DEEP).enumerate() {
                if level < LEVELS {
                    above[level] = names.votes(node);
                }
                if level < 2 {
                    signature[level + 1] = Some(names.markup(node));
                }
                hold(node, level + 1);
                if outside.is_none()
                    && holder.is_some_and(|holder| node <= holder && holder < tree.end(node))
                {
                    outside = Some(level + 1);
                }
            }
            let id = *kins.entry(signature).or_insert(kin.len() as u32);
            if id as usize == kin.len() {
                kin.push(Kin::default());
            }
            kin[id as usize].add(block, shape.is_sentence, article.chosen[at]);
            facts.push(Facts {
                words: shape.words,
                linked: block.link_chars as f32 / block.chars.max(1) as f32,
                is_sentence: shape.is_sentence,
                digits: shape.digits,
                capitals: shape.capitals,
                capital_words: shape.capital_words,
                date: date_shape(folded),
                hits: hits.clone(),
                own,
                above,
                holders,
                title: told.title.likeness(&opening),
                description: told.description.likeness(&opening),
                author: told.author.likeness(&opening),
                names_author: told.author.opens(&opening),
                repeats: repeats[block.text.as_str()],
                kin: id,
                heading: None,
                leads: leads_of(page, block),
                of_picture: (holders[FIGURE] | holders[FIGCAPTION]) != 0
                    || (own | above[0]) & bit(Kind::Caption) != 0
                        && story.is_some_and(|(_, last)| at < last),
                outside: outside.map_or(u8::MAX, |steps| steps.min(250) as u8),
            });
        }
        let chosen = facts.iter().zip(&article.chosen);
        let story_words = chosen.map(|(facts, &is)| u32::from(is) * facts.words);
        let mut sheet = Self {
            story_words: story_words.sum(),
            facts,
            kin,
            story,
        };
        sheet.find_headings(page);
        sheet
    }

    /// Whether a block looks like a heading: short, no sentence, and marked up or worded as one.
    pub(super) fn is_heading(&self, page: &Page, at: usize) -> bool {
        let facts = &self.facts[at];
        let name = page.tree.name(page.blocks[at].anchor.element);
        let is_marked = matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
        let is_worded = facts.hits.iter().any(|hit| hit.rule.is_heading());
        !facts.is_sentence && facts.words <= 9 && (is_marked || is_worded)
    }

    /// Gives each block the nearest heading above it whose element's parent (or that one's) holds it.
    fn find_headings(&mut self, page: &Page) {
        let tree = &page.tree;
        let mut open: Vec<(usize, u32)> = Vec::new();
        for at in 0..self.facts.len() {
            let element = page.blocks[at].anchor.element;
            while open.last().is_some_and(|&(_, end)| end <= element) {
                open.pop();
            }
            self.facts[at].heading = open.last().map(|&(heading, _)| heading);
            if self.is_heading(page, at) {
                let mut scope = tree.parent(element);
                // A heading alone in its box is the heading of what the box stands in.
                for _ in 0..2 {
                    let last = page
                        .blocks
                        .get(at + 1)
                        .map_or(0, |next| next.anchor.element);
                    if scope != 0 && last >= tree.end(scope) {
                        scope = tree.parent(scope);
                    }
                }
                while open.last().is_some_and(|&(_, end)| end <= tree.end(scope)) {
                    open.pop();
                }
                open.push((at, tree.end(scope)));
            }
        }
    }
}

/// What the page says of its story in its head, and who signs it where readers see that.
fn told(page: &Page, story: Option<(usize, usize)>) -> Told {
    let mut told = Told::of(&page.tree);
    let Some((first, _)) = story else {
        return told;
    };
    let near = first.saturating_sub(SIGNED)..page.blocks.len().min(first + 2);
    for said in &page.said[near] {
        let mut hits = said.hits.iter();
        let by = hits.find(|hit| hit.rule.kind == Kind::Byline && hit.begin == 0);
        if let Some(by) = by {
            told.sign(&said.folded[by.end..]);
        }
    }
    told
}

/// First and last block of the story.
fn span(article: &Article) -> Option<(usize, usize)> {
    let first = article.chosen.iter().position(|&chosen| chosen)?;
    let last = article.chosen.iter().rposition(|&chosen| chosen)?;
    Some((first, last))
}

/// The smallest element that holds nine tenths of the story.
fn story_holder(page: &Page, article: &Article) -> Option<u32> {
    let mut held: HashMap<u32, u32> = HashMap::new();
    let mut total = 0;
    for (block, _) in page
        .blocks
        .iter()
        .zip(&article.chosen)
        .filter(|&(_, &chosen)| chosen)
    {
        total += block.chars;
        for node in page.tree.ancestors(block.anchor.element).take(DEEP) {
            *held.entry(node).or_default() += block.chars;
        }
    }
    held.into_iter()
        .filter(|&(_, chars)| chars * 10 >= total * 9)
        .map(|(node, _)| node)
        .max()
}

/// The kind that all links of a block lead to, where its text is little else.
fn leads_of(page: &Page, block: &Block) -> Option<Kind> {
    if block.link_chars * 10 < block.chars * LINKED {
        return None;
    }
    let mut all = None;
    for &node in block.anchor.nodes.iter().take(LINKS) {
        let mut above = page.tree.ancestors(node).take(NEAR);
        let Some(link) = above.find(|&above| page.tree.name(above) == "a") else {
            continue;
        };
        let attribute = |name| page.tree.attribute(link, name).unwrap_or_default();
        let kind = leads(attribute("href"), attribute("rel"))?;
        if *all.get_or_insert(kind) != kind {
            return None;
        }
    }
    all
}

/// How many blocks of a page have each text.
fn repeats<'p>(page: &'p Page) -> HashMap<&'p str, u32> {
    let mut repeats = HashMap::new();
    for block in &page.blocks {
        *repeats.entry(block.text.as_str()).or_default() += 1;
    }
    repeats
}

/// Which of [`HOLDERS`] each name of a page is.
fn holders_by_name(tree: &Tree) -> Vec<Option<usize>> {
    let holder = |name: &String| HOLDERS.iter().position(|&holder| holder == name.as_str());
    tree.snapshot().names.iter().map(holder).collect()
}
