//! All stories of a run against one another, on all cores.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use rayon::prelude::*;
use wireprint::fingerprint::{Fingerprint, FormatError};
use wireprint::library::Memory;
use wireprint::overlap::{Frequencies, Prepared, Settings, Story, compare_prepared};
use wireprint::report::{Pair, Relation};

/// Every related pair, in the order of the stories.
pub fn related(stories: Vec<Story>, settings: &Settings) -> Result<Vec<Pair>, FormatError> {
    let mut prepared: Vec<Prepared> = stories.into_par_iter().map(Prepared::new).collect();
    let mut frequencies = Frequencies::default();
    for story in &prepared {
        frequencies.add(story.terms());
    }
    prepared
        .par_iter_mut()
        .for_each(|story| story.weigh(&frequencies));
    let prints: Vec<Fingerprint> = prepared.par_iter().map(Prepared::fingerprint).collect();
    let mut library = Memory::default();
    let numbered: Vec<(u32, &Fingerprint)> = (0..).zip(&prints).collect();
    library.insert(&numbered)?;
    let found: Vec<Vec<(u32, u32)>> = numbered
        .par_iter()
        .map(|(story, print)| {
            let candidates = library.candidates(print)?;
            Ok(candidates
                .into_iter()
                .filter(|candidate| candidate.story != *story)
                .map(|candidate| (candidate.story.min(*story), candidate.story.max(*story)))
                .collect())
        })
        .collect::<Result<_, FormatError>>()?;
    let mut candidates: BTreeSet<(u32, u32)> = found.into_iter().flatten().collect();
    candidates.extend(alike(&prepared));
    let candidates: Vec<(u32, u32)> = candidates.into_iter().collect();
    Ok(candidates
        .par_iter()
        .map(|(a, b)| compare_prepared(&prepared[*a as usize], &prepared[*b as usize], settings))
        .filter(|pair| pair.relation != Relation::Unrelated)
        .collect())
}

/// Words by which like reports are looked up.
const HEAVIEST: usize = 48;
/// Like reports looked at for each story.
const ALIKE: usize = 64;

/// Pairs of stories that share their weightiest words.
fn alike(stories: &[Prepared]) -> BTreeSet<(u32, u32)> {
    let words: Vec<Vec<u64>> = stories
        .par_iter()
        .map(|story| story.vector().heaviest(HEAVIEST))
        .collect();
    let mut places: HashMap<u64, Vec<u32>> = HashMap::new();
    for (story, words) in (0..).zip(&words) {
        for word in words {
            places.entry(*word).or_default().push(story);
        }
    }
    // A word that weighs much in many stories names no event, unless there are few stories.
    let common = 50.max(stories.len() / 50);
    let near = words
        .par_iter()
        .enumerate()
        .flat_map_iter(|(story, words)| {
            let story = story as u32;
            let mut shared: HashMap<u32, u32> = HashMap::new();
            for others in words
                .iter()
                .filter_map(|word| places.get(word))
                .filter(|o| o.len() <= common)
            {
                for other in others.iter().filter(|other| **other != story) {
                    *shared.entry(*other).or_default() += 1;
                }
            }
            let mut order: Vec<(u32, u32)> = shared.into_iter().filter(|(_, n)| *n >= 2).collect();
            order.sort_unstable_by_key(|(other, count)| (Reverse(*count), *other));
            order.truncate(ALIKE);
            order
                .into_iter()
                .map(move |(other, _)| (story.min(other), story.max(other)))
        });
    near.collect()
}
