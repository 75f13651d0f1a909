//! From candidates to relations: the last step of looking a story up.
//!
//! Candidates come best first, and most are noise: stories that share a stock phrase with the one at
//! hand, or two words by which an event is known. So when many in a row came to nothing, the weaker
//! ones behind them are let go.

use std::convert::Infallible;

use serde::Deserialize;

use super::Candidate;
use super::evidence::LEAST_KEYS;
use crate::overlap::{Prepared, Settings, Story, compare_found};
use crate::report::Pair;

/// Candidates that share text, of which so many in a row may come to nothing before the rest is let go.
const TEXTS: u32 = 48;
/// The same of candidates that are only reports; and of those whose keys in common are few or in many
/// stories, of which one in fifty is of the same event (4,869 stories of nine collections).
const REPORTS: u32 = 8;
const FAINT: u32 = 3;
/// Rarities of event keys that are more than faint.
const CLEAR: u32 = 12;

/// A candidate with its story, or with what a host fetches that by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(export, concrete(S = Story)))]
pub struct Found<S = Story> {
    /// The candidate.
    pub candidate: Candidate,
    /// The stored story.
    pub story: S,
}

impl From<Candidate> for Found<u32> {
    fn from(candidate: Candidate) -> Self {
        Self {
            candidate,
            story: candidate.story,
        }
    }
}

/// How many candidates in a row came to nothing.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Idle {
    texts: u32,
    reports: u32,
}

impl Idle {
    /// Whether a candidate is looked at after so many.
    pub(super) const fn bears(self, candidate: &Candidate) -> bool {
        let Candidate { alike, rare, .. } = *candidate;
        if candidate.shared > 0 {
            // What shares words of the event too is looked at all the same.
            self.texts < TEXTS || alike >= LEAST_KEYS
        } else if alike > LEAST_KEYS && rare >= CLEAR {
            self.reports < REPORTS
        } else {
            self.reports < FAINT
        }
    }

    /// Counts a candidate that was looked at; one that is related renews the patience.
    pub(super) const fn count(&mut self, candidate: &Candidate, is_related: bool) {
        let idle = if candidate.shared > 0 {
            &mut self.texts
        } else {
            &mut self.reports
        };
        *idle = if is_related { 0 } else { *idle + 1 };
    }
}

/// Those of the stories found for one that are related to it, in their order, and how.
pub fn related<'a>(
    story: &'a Prepared,
    found: impl IntoIterator<Item = Found> + 'a,
    settings: &'a Settings,
) -> impl Iterator<Item = Pair> + 'a {
    let pairs = related_by(story, found, Ok::<_, Infallible>, settings);
    pairs.map(|Ok(pair)| pair)
}

/// The same where the stories have yet to be fetched, which is done for those only that are looked at;
/// an item is an error where `fetch` met one.
pub fn related_by<'a, S, E: 'a>(
    story: &'a Prepared,
    found: impl IntoIterator<Item = Found<S>, IntoIter: 'a>,
    mut fetch: impl FnMut(S) -> Result<Story, E> + 'a,
    settings: &'a Settings,
) -> impl Iterator<Item = Result<Pair, E>> + 'a {
    let mut idle = Idle::default();
    let look = move |found: Found<S>| {
        if !idle.bears(&found.candidate) {
            return Ok(None);
        }
        // By fewer keys in common no report of the same event is known.
        let as_report = found.candidate.alike >= LEAST_KEYS;
        let pair = compare_found(story, fetch(found.story)?, as_report, settings);
        idle.count(&found.candidate, pair.is_some());
        Ok(pair)
    };
    found.into_iter().map(look).filter_map(Result::transpose)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIRE: &str = "The council of Port Ellery voted on Monday to close the old harbour road \
        for 14 months while the sea wall is rebuilt, and to move forty boats to the river.";
    const OTHER: &str = "Seven lambs were born in one night on the hill above the chapel of \
        Northmere, and the shepherd had to be called out of a wedding before noon.";

    fn found(text: &str, shared: u32, alike: u32) -> Found {
        Found {
            candidate: Candidate {
                shared,
                alike,
                rare: CLEAR,
                ..Candidate::default()
            },
            story: Story {
                text: text.to_owned(),
                ..Story::default()
            },
        }
    }

    fn count(candidates: Vec<Found>) -> usize {
        let story = Prepared::new(found(WIRE, 0, 0).story);
        related(&story, candidates, &Settings::default()).count()
    }

    #[test]
    fn the_weakest_candidates_are_let_go_when_many_came_to_nothing() {
        let noise = |number: u32| vec![found(OTHER, 1, 0); number as usize];
        let last = |number: u32, alike: u32| [noise(number), vec![found(WIRE, 1, alike)]].concat();
        assert_eq!(count(last(TEXTS - 1, 0)), 1);
        assert_eq!(count(last(TEXTS, 0)), 0);
        // What shares words of the event too is looked at all the same.
        assert_eq!(count(last(TEXTS, LEAST_KEYS)), 1);
        // What is related renews the patience.
        assert_eq!(count([last(TEXTS - 1, 0), last(TEXTS - 1, 0)].concat()), 2);
    }

    #[test]
    fn reports_are_let_go_apart_from_texts() {
        let strong = LEAST_KEYS + 1;
        let noise = |number: u32| vec![found(OTHER, 0, strong); number as usize];
        let then = |number: u32, last: Found| count([noise(number), vec![last]].concat());
        assert_eq!(then(REPORTS - 1, found(WIRE, 0, strong)), 1);
        assert_eq!(then(REPORTS, found(WIRE, 0, strong)), 0);
        assert_eq!(then(REPORTS, found(WIRE, 1, 0)), 1);
        let texts = vec![found(OTHER, 1, 0); TEXTS as usize];
        assert_eq!(count([texts, vec![found(WIRE, 0, LEAST_KEYS)]].concat()), 1);
    }

    #[test]
    fn the_faintest_reports_are_let_go_sooner() {
        let of_few = found("", 0, LEAST_KEYS).candidate;
        let of_common = Candidate {
            rare: CLEAR - 1,
            ..found("", 0, LEAST_KEYS + 1).candidate
        };
        for candidate in [of_few, of_common] {
            let faint = |text| Found {
                candidate,
                ..found(text, 0, 0)
            };
            let then = |number: u32| {
                let noise = vec![faint(OTHER); number as usize];
                count([noise, vec![faint(WIRE)]].concat())
            };
            assert_eq!((then(FAINT - 1), then(FAINT)), (1, 0));
        }
    }

    #[test]
    fn only_what_is_looked_at_is_fetched() {
        let story = Prepared::new(found(WIRE, 0, 0).story);
        let candidate = found(OTHER, 0, LEAST_KEYS + 1).candidate;
        let many = (0..2 * REPORTS).map(|story| Found { candidate, story });
        let mut fetched = 0;
        let fetch = |at: u32| {
            fetched += 1;
            if at == 5 {
                Err(at)
            } else {
                Ok(found(OTHER, 0, 0).story)
            }
        };
        let settings = Settings::default();
        let pairs: Vec<_> = related_by(&story, many, fetch, &settings).collect();
        assert_eq!(pairs, [Err(5)]);
        assert_eq!(fetched, REPORTS + 1);
    }

    #[test]
    fn a_report_of_the_same_event_is_known_by_its_keys() {
        let one = "A ferry ran aground off Port Ellery on 4 March with forty people on board. Captain \
            Tom Orme said the Ellery Star had lost her rudder in the swell; the lifeboat of Cold \
            Point took all forty passengers off before noon.";
        let two = "Forty passengers were brought ashore from the ferry Ellery Star after she grounded \
            outside Port Ellery on 4 March. The rudder broke, Captain Orme told the office, and \
            Cold Point's lifeboat needed five trips.";
        let story = Prepared::new(found(one, 0, 0).story);
        let links = |alike| related(&story, [found(two, 0, alike)], &Settings::default()).count();
        assert_eq!((links(0), links(LEAST_KEYS)), (0, 1));
    }
}
