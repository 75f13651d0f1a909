//! From candidates to relations: the last step of looking a story up.
//!
//! Candidates come best first, and most are noise: stories that share a stock phrase with the one at
//! hand, or two words by which an event is known. So when many in a row came to nothing, the weaker
//! ones behind them are let go.

use serde::Deserialize;

use super::evidence::LEAST_KEYS;
use crate::overlap::{Prepared, Settings, Story, compare_found};
use crate::report::Pair;

/// Candidates that share text, of which so many in a row may come to nothing before the rest is let go.
const TEXTS: u32 = 48;
/// The same of candidates that are only reports. Where none of the first so many is related, a host
/// need not fetch those behind them.
pub const REPORTS: u32 = 8;

/// A candidate with the story that the host keeps under its number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(export))]
pub struct Found {
    /// Number of hashes in common, as the candidate has it.
    pub shared: u32,
    /// Number of event keys in common, as the candidate has it.
    pub alike: u32,
    /// The stored story.
    pub story: Story,
}

/// Those of the stories found for one that are related to it, in their order, and how.
pub fn related<'a>(
    story: &'a Prepared,
    found: impl IntoIterator<Item = Found> + 'a,
    settings: &'a Settings,
) -> impl Iterator<Item = Pair> + 'a {
    let (mut idle_texts, mut idle_reports) = (0, 0);
    found.into_iter().filter_map(move |found| {
        // By fewer keys in common no report of the same event is known.
        let as_report = found.alike >= LEAST_KEYS;
        let is_text = found.shared > 0;
        let (idle, patience) = if is_text {
            (&mut idle_texts, TEXTS)
        } else {
            (&mut idle_reports, REPORTS)
        };
        if *idle >= patience && !(is_text && as_report) {
            return None;
        }
        let pair = compare_found(story, found.story, as_report, settings);
        *idle = if pair.is_some() { 0 } else { *idle + 1 };
        pair
    })
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
            shared,
            alike,
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
        let noise = |number: u32| vec![found(OTHER, 0, LEAST_KEYS); number as usize];
        let then = |number: u32, last: Found| count([noise(number), vec![last]].concat());
        assert_eq!(then(REPORTS - 1, found(WIRE, 0, LEAST_KEYS)), 1);
        assert_eq!(then(REPORTS, found(WIRE, 0, LEAST_KEYS)), 0);
        assert_eq!(then(REPORTS, found(WIRE, 1, 0)), 1);
        let texts = vec![found(OTHER, 1, 0); TEXTS as usize];
        assert_eq!(count([texts, vec![found(WIRE, 0, LEAST_KEYS)]].concat()), 1);
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
