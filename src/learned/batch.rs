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

/// Pages that a line of a template stands on: anywhere in a page, and at its edges, where it must
/// also be one in so many of the run's pages: a family of copies may be as large as a small site.
const ANYWHERE: usize = 10;
const AT_EDGES: usize = 3;
const ONE_IN: usize = 100;

/// Pages laid side by side.
const SAMPLE: usize = 24;

/// Of so many pages laid side by side, lines of this many and more are common to them.
const FEW: usize = 8;
const COMMON: [u32; 2] = [2, 3];

/// Words, and share of its words, that a page has to itself where its story is another.
const OWN_WORDS: usize = 30;
const OWN_SHARE: f32 = 0.25;

/// Share of the pages that must be different stories.
const DIFFERENT: f32 = 0.9;

/// Words of a line of running text.
const RUNNING: usize = 12;

/// Words of a story that stand before the opening of another.
const STORY: usize = 90;

/// Lines of a page of which it is asked whether another story opens with them.
const ASKED: usize = 24;

/// Lines from an opening on that must go on as the other page does, and by which share of their
/// words.
const NEXT: usize = 3;
const SHARED: f32 = 0.5;

/// Words at either end of an opening line by which it is known where the rest was edited.
const ENDS: usize = 7;

/// What recurs over the pages of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// Lines of templates: on how many pages, and whether they count anywhere in a page.
    template: HashMap<u64, (u32, bool)>,
    /// Pages that open with a line, by its whole and its ends.
    openings: HashMap<u64, Vec<u32>>,
    /// Pages that hold a line of running text.
    running: HashMap<u64, Vec<u32>>,
}

/// What a run tells of one line of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Told {
    /// Pages it stands on beside different stories.
    pub template: Option<u32>,
    /// Another story begins with it.
    pub opens: bool,
}

/// A line as it is compared.
struct Line {
    hash: u64,
    words: usize,
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
        let least = AT_EDGES.max(pages.len() / ONE_IN).min(ANYWHERE);
        // The lines of one template stand on the same pages.
        let mut known: HashMap<&[u32], f32> = HashMap::new();
        for (&hash, places) in places.iter().filter(|(_, places)| places.len() >= least) {
            let share = known
                .entry(places)
                .or_insert_with(|| different(places, &lines));
            if *share >= DIFFERENT {
                let is_anywhere = places.len() >= ANYWHERE;
                template.insert(hash, (places.len() as u32, is_anywhere));
            }
        }
        let mut batch = Self {
            template,
            ..Self::default()
        };
        for (number, page) in (0..).zip(pages) {
            let running = batch.running(page);
            if let Some((at, _)) = running.first() {
                for key in keys(&page[*at]) {
                    batch.openings.entry(key).or_default().push(number);
                }
            }
            for (_, line) in running {
                batch.running.entry(line.hash).or_default().push(number);
            }
        }
        for pages in batch.running.values_mut() {
            pages.dedup();
        }
        batch
    }

    /// What the run tells of each line of one of its pages.
    pub(super) fn tell(&self, page: &[String]) -> Vec<Told> {
        let template = self.template_of(page).into_iter();
        let mut told: Vec<Told> = template
            .map(|template| Told {
                template,
                opens: false,
            })
            .collect();
        let running = self.running(page);
        let mut words = 0;
        let mut asked = 0;
        for (number, (at, line)) in running.iter().enumerate() {
            let opened = keys(&page[*at]).filter_map(|key| self.openings.get(&key));
            let opened: Vec<u32> = opened.flatten().copied().collect();
            if words >= STORY && asked < ASKED && !opened.is_empty() {
                let (before, after) = running.split_at(number);
                told[*at].opens = self.opens(opened, before, after);
                asked += 1;
            }
            words += line.words;
        }
        told
    }

    /// Whether another story opens with a line with which pages open: one of them holds nothing of
    /// what stands before it here and goes on as it goes on here, and no page but this one holds
    /// something of both.
    fn opens(
        &self,
        mut opened: Vec<u32>,
        before: &[(usize, Line)],
        after: &[(usize, Line)],
    ) -> bool {
        let holding = |lines: &[(usize, Line)]| -> HashSet<u32> {
            let places = lines
                .iter()
                .filter_map(|(_, line)| self.running.get(&line.hash));
            places.flatten().copied().collect()
        };
        let (above, below) = (holding(before), holding(after));
        opened.retain(|page| !above.contains(page));
        let next = &after[..after.len().min(NEXT)];
        let all: usize = next.iter().map(|(_, line)| line.words).sum();
        let goes_on = opened.iter().any(|page| {
            let holds = |line: &Line| {
                let places = self.running.get(&line.hash);
                places.is_some_and(|places| places.binary_search(page).is_ok())
            };
            let shared = next.iter().filter(|(_, line)| holds(line));
            let shared: usize = shared.map(|(_, line)| line.words).sum();
            shared as f32 >= SHARED * all as f32
        });
        goes_on && above.intersection(&below).count() <= 1
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

    /// The lines of running text of a page, with their places.
    fn running(&self, page: &[String]) -> Vec<(usize, Line)> {
        let template = self.template_of(page);
        let lines = page.iter().map(|line| Line::of(line)).enumerate();
        lines
            .zip(template)
            .filter(|((_, line), template)| template.is_none() && line.words >= RUNNING)
            .map(|(line, _)| line)
            .collect()
    }
}

impl Line {
    fn of(text: &str) -> Self {
        Self {
            hash: xxh3_64(text.as_bytes()),
            words: words(text).count(),
        }
    }
}

/// The lines of a page, each once.
fn distinct(page: &[String]) -> Vec<Line> {
    let mut seen = HashSet::new();
    let lines = page.iter().map(|line| Line::of(line));
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
        let all: usize = page.iter().map(|line| line.words).sum();
        let own = page.iter().filter(|line| counts[&line.hash] < common);
        let own: usize = own.map(|line| line.words).sum();
        own >= OWN_WORDS && own as f32 >= OWN_SHARE * all as f32
    };
    sample.iter().filter(is_different).count() as f32 / count as f32
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
        (0..6).map(|n| line(number, n)).collect()
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
                [
                    true, true, false, false, false, false, false, false, true, true
                ]
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
                copy.truncate(6 - n % 2);
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
        assert_eq!(opens(&pages[7]), [8]);
        for page in pages[..7].iter().chain(&pages[8..]) {
            assert_eq!(opens(page), [0_usize; 0]);
        }
    }
}
