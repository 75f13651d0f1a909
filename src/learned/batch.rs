//! What recurs over the pages of one run, of which nothing else is known: not their sites, not
//! which of them hold copies of one story.
//!
//! A line of a template recurs beside stories that have nothing to do with each other; a line of a
//! story recurs in its copies, and there its neighbours recur with it. So for each line that
//! recurs, a sample of the pages that hold it is laid side by side: where most of them still have
//! a good part of their words to themselves, they are different stories and the line is the
//! template's. A line on few pages is taken for it only at a page's edges, where nothing but
//! such lines stands outside of it, so that a passage lifted by others stays in its stories.
//!
//! The second thing that a run tells is where one story ends and another begins: a page goes on
//! with the opening line of a story that stands on another page by itself.

use std::collections::{HashMap, HashSet};

use xxhash_rust::xxh3::xxh3_64;

use crate::rules::words;

/// Pages that a line of a template stands on: anywhere in a page, and at its edges.
const ANYWHERE: usize = 8;
const AT_EDGES: usize = 3;

/// Pages laid side by side.
const SAMPLE: usize = 24;

/// Of so many pages laid side by side, lines of this many and more are common to them.
const FEW: usize = 8;
const COMMON: [u32; 2] = [2, 3];

/// Words, and share of its words, that a page has to itself where its story is another.
const OWN_WORDS: u32 = 30;
const OWN_SHARE: f32 = 0.25;

/// Share of the pages that must be different stories, anywhere in a page and at its edges.
const DIFFERENT: [f32; 2] = [0.75, 0.9];

/// Words of a line of running text.
const RUNNING: usize = 12;

/// Words of a story that stand before the opening of another.
const STORY: u32 = 40;

/// Words at either end of an opening line by which it is known where the rest was edited.
const ENDS: usize = 7;

/// What recurs over the pages of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// Lines of templates: on how many pages, and whether they count anywhere in a page.
    template: HashMap<u64, (u32, bool)>,
    /// Pages that open with a line, by its whole and its ends.
    openings: HashMap<u64, Vec<u32>>,
    /// Per page: its lines of running text.
    running: Vec<HashSet<u64>>,
    /// On how many pages one line of running text follows another.
    follows: HashMap<(u64, u64), u32>,
}

/// What a run tells of one line of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Told {
    /// Pages it stands on beside different stories.
    pub template: Option<u32>,
    /// Another story begins with it.
    pub opens: bool,
}

/// A line in the making.
struct Line {
    hash: u64,
    words: u32,
}

impl Batch {
    /// Learns from all pages of a run; each is the [`wording`](crate::rules::wording) of its lines.
    #[must_use]
    pub fn of(pages: &[Vec<String>]) -> Self {
        let lines: Vec<Vec<Line>> = pages.iter().map(|page| distinct(page)).collect();
        let mut places: HashMap<u64, Vec<u32>> = HashMap::new();
        for (number, page) in (0..).zip(&lines) {
            for line in page {
                places.entry(line.hash).or_default().push(number);
            }
        }
        let mut template = HashMap::new();
        for (&hash, places) in places.iter().filter(|(_, places)| places.len() >= AT_EDGES) {
            let different = different(places, &lines);
            let anywhere = places.len() >= ANYWHERE && different >= DIFFERENT[0];
            if anywhere || different >= DIFFERENT[1] {
                template.insert(hash, (places.len() as u32, anywhere));
            }
        }
        let mut batch = Self {
            template,
            ..Self::default()
        };
        for (number, page) in (0..).zip(pages) {
            let running: Vec<(u64, &str)> = batch.running(page);
            if let Some((_, opening)) = running.first() {
                for key in keys(opening) {
                    batch.openings.entry(key).or_default().push(number);
                }
            }
            for pair in running.windows(2) {
                *batch.follows.entry((pair[0].0, pair[1].0)).or_default() += 1;
            }
            batch
                .running
                .push(running.into_iter().map(|(hash, _)| hash).collect());
        }
        batch
    }

    /// What the run tells of each line of one of its pages.
    pub(super) fn tell(&self, page: &[String]) -> Vec<Told> {
        let template = self.template_of(page);
        let mut told: Vec<Told> = template
            .into_iter()
            .map(|template| Told {
                template,
                opens: false,
            })
            .collect();
        let mut before: Vec<u64> = Vec::new();
        let mut count = 0;
        for (line, told) in page.iter().zip(&mut told) {
            let words = size(line);
            if told.template.is_some() || words < RUNNING {
                continue;
            }
            let hash = xxh3_64(line.as_bytes());
            told.opens = count >= STORY && self.opens(line, hash, &before);
            before.push(hash);
            count += words as u32;
        }
        told
    }

    /// Whether another story opens with a line: a page opens with it that holds nothing of what
    /// stands before it here, and nowhere else does it follow what it follows here.
    fn opens(&self, line: &str, hash: u64, before: &[u64]) -> bool {
        let goes_on = before
            .last()
            .and_then(|&last| self.follows.get(&(last, hash)))
            .is_some_and(|&pages| pages > 1);
        let is_other = |page: &&u32| {
            let lines = &self.running[**page as usize];
            before.iter().all(|line| !lines.contains(line))
        };
        let opened = keys(line).filter_map(|key| self.openings.get(&key));
        !goes_on && opened.flatten().any(|page| is_other(&page))
    }

    /// Which lines of a page are its template, and on how many pages each stands.
    fn template_of(&self, page: &[String]) -> Vec<Option<u32>> {
        let known: Vec<Option<(u32, bool)>> = page
            .iter()
            .map(|line| self.template.get(&xxh3_64(line.as_bytes())).copied())
            .collect();
        let top = known.iter().take_while(|known| known.is_some()).count();
        let foot = known
            .iter()
            .rev()
            .take_while(|known| known.is_some())
            .count();
        let is_edge = |at: usize| at < top || at + foot >= known.len();
        let known = known.iter().enumerate();
        known
            .map(|(at, known)| known.filter(|(_, anywhere)| *anywhere || is_edge(at)))
            .map(|known| known.map(|(pages, _)| pages))
            .collect()
    }

    /// The lines of running text of a page, with their hashes.
    fn running<'p>(&self, page: &'p [String]) -> Vec<(u64, &'p str)> {
        let template = self.template_of(page);
        let lines = page.iter().zip(template);
        let running = lines.filter(|(line, template)| template.is_none() && size(line) >= RUNNING);
        running
            .map(|(line, _)| (xxh3_64(line.as_bytes()), line.as_str()))
            .collect()
    }
}

/// The lines of a page, each once.
fn distinct(page: &[String]) -> Vec<Line> {
    let mut seen = HashSet::new();
    let lines = page.iter().map(|line| Line {
        hash: xxh3_64(line.as_bytes()),
        words: size(line) as u32,
    });
    lines.filter(|line| seen.insert(line.hash)).collect()
}

/// The share of some pages, by a sample, that are stories of their own.
fn different(places: &[u32], lines: &[Vec<Line>]) -> f32 {
    let count = places.len().min(SAMPLE);
    let sample = (0..count).map(|n| &lines[places[n * places.len() / count] as usize]);
    let sample: Vec<&Vec<Line>> = sample.collect();
    let mut counts: HashMap<u64, u32> = HashMap::new();
    for line in sample.iter().copied().flatten() {
        *counts.entry(line.hash).or_default() += 1;
    }
    let common = COMMON[usize::from(count >= FEW)];
    let is_different = |page: &&&Vec<Line>| {
        let all: u32 = page.iter().map(|line| line.words).sum();
        let own = page.iter().filter(|line| counts[&line.hash] < common);
        let own: u32 = own.map(|line| line.words).sum();
        own >= OWN_WORDS && own as f32 >= OWN_SHARE * all as f32
    };
    sample.iter().filter(is_different).count() as f32 / count as f32
}

/// Words of a line.
fn size(line: &str) -> usize {
    words(line).count()
}

/// What an opening line is known by: all of it, its first words, its last ones.
fn keys(line: &str) -> impl Iterator<Item = u64> {
    let all: Vec<&str> = words(line).collect();
    let ends = all.len() > 2 * ENDS;
    let parts = [
        (0, all.len()),
        (0, ENDS),
        (all.len().saturating_sub(ENDS), all.len()),
    ];
    let parts = parts.into_iter().take(if ends { 3 } else { 1 });
    let keys: Vec<u64> = parts
        .map(|(from, to)| xxh3_64(all[from..to].join(" ").as_bytes()))
        .collect();
    keys.into_iter()
}

#[cfg(test)]
mod tests {
    use super::Batch;

    /// A line of story `number`.
    fn line(number: usize, n: usize) -> String {
        let letters = |n: usize| -> String {
            let digits = n.to_string();
            digits
                .chars()
                .map(|c| char::from(b'a' + c as u8 - b'0'))
                .collect()
        };
        (0..18)
            .map(|word| letters(number * 7919 + n * 131 + word * 17))
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn story(number: usize) -> Vec<String> {
        (0..4).map(|n| line(number, n)).collect()
    }

    /// A story between the lines of a site's template.
    fn page(story: Vec<String>) -> Vec<String> {
        let line = |text: &str| text.to_owned();
        [
            line("home sport tides"),
            line("the harbour and nothing but the harbour"),
        ]
        .into_iter()
        .chain(story)
        .chain([
            line("© larkfield courier"),
            line("join the readers who keep this paper going"),
        ])
        .collect()
    }

    fn template(batch: &Batch, page: &[String]) -> Vec<bool> {
        batch
            .tell(page)
            .iter()
            .map(|told| told.template.is_some())
            .collect()
    }

    #[test]
    fn lines_beside_different_stories_are_the_template() {
        let pages: Vec<_> = (0..3).map(|n| page(story(n))).collect();
        let batch = Batch::of(&pages);
        for page in &pages {
            assert_eq!(
                template(&batch, page),
                [true, true, false, false, false, false, true, true]
            );
        }
        assert!(
            Batch::of(&pages[..2]).template.is_empty(),
            "two pages are no pattern"
        );
    }

    #[test]
    fn lines_of_a_family_of_copies_are_not() {
        let pages: Vec<_> = (0..40)
            .map(|n| {
                let mut copy = story(1);
                copy.truncate(4 - n % 2);
                page(copy)
            })
            .collect();
        let batch = Batch::of(&pages);
        assert!(
            pages
                .iter()
                .all(|page| template(&batch, page).iter().all(|is| !is))
        );
    }

    #[test]
    fn a_passage_that_others_lift_stays_in_its_stories() {
        let mut pages: Vec<_> = (0..20).map(|n| page(story(n))).collect();
        for page in &mut pages[..5] {
            page.insert(4, line(99, 0));
        }
        let batch = Batch::of(&pages);
        assert_eq!(template(&batch, &pages[0])[2..7], [false; 5]);
    }

    #[test]
    fn the_opening_of_another_page_ends_a_story() {
        let mut joined = story(1);
        joined.extend(story(2));
        let mut pages: Vec<_> = (2..9).map(|n| page(story(n))).collect();
        pages.push(page(joined));
        // A copy that lost its first paragraph opens with the second: that is no other story.
        pages.push(page(story(3)[1..].to_vec()));
        pages.push(page(story(3)));
        let batch = Batch::of(&pages);
        let opens = |page: &[String]| -> Vec<usize> {
            let told = batch.tell(page);
            (0..told.len()).filter(|&at| told[at].opens).collect()
        };
        assert_eq!(opens(&pages[7]), [6]);
        for page in pages[..7].iter().chain(&pages[8..]) {
            assert_eq!(opens(page), [0_usize; 0]);
        }
    }
}
