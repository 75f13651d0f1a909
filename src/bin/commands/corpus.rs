//! All stories of a run against one another, on all cores.

use std::collections::BTreeSet;

use rayon::prelude::*;
use wireprint::fingerprint::{Fingerprint, FormatError};
use wireprint::library::Memory;
use wireprint::overlap::{Prepared, Settings, Story, compare_prepared};
use wireprint::report::{Pair, Relation};

/// Every related pair, in the order of the stories.
pub fn related(stories: Vec<Story>) -> Result<Vec<Pair>, FormatError> {
    let prepared: Vec<Prepared> = stories.into_par_iter().map(Prepared::new).collect();
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
    let candidates: BTreeSet<(u32, u32)> = found.into_iter().flatten().collect();
    let candidates: Vec<(u32, u32)> = candidates.into_iter().collect();
    let settings = Settings::default();
    Ok(candidates
        .par_iter()
        .map(|(a, b)| compare_prepared(&prepared[*a as usize], &prepared[*b as usize], &settings))
        .filter(|pair| pair.relation != Relation::Unrelated)
        .collect())
}
