//! The index against a model of it: a plain map from stories to their fingerprints, asked by looking
//! at every one. Random sequences of insertions, deletions and look-ups must give the same from both,
//! whatever has gone from the delta into the shards by then. `PROPTEST_CASES` sets how many sequences.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use proptest::prelude::*;
use wireprint::fingerprint::Fingerprint;
use wireprint::library::{Candidate, Memory, Settling, among};

/// What is done to a library.
#[derive(Clone, Debug)]
enum Step {
    /// Stories are added, each under the next number; with none of them the delta is settled.
    Insert(Vec<Fingerprint>, Settling),
    /// One of the stories that are there is taken out.
    Remove(prop::sample::Index),
    /// One that was taken out comes back under its number.
    PutBack(prop::sample::Index),
    /// Numbers that nobody has used are passed over, as a host with other stories would.
    PassOver(u32),
    /// Something is looked up.
    Find(Fingerprint),
}

/// Fingerprints over few hashes, so that many are shared; those of one shard too.
fn print() -> impl Strategy<Value = Fingerprint> {
    let hashes = prop::collection::btree_set((0u32..6, 0u32..5), 1..9);
    let events = prop::collection::btree_set(0u32..7, 0..4);
    (hashes, events).prop_map(|(hashes, events)| Fingerprint {
        words: 100,
        exact: 0,
        hashes: hashes
            .into_iter()
            .map(|(high, low)| (high << 24) | (low * 997))
            .collect(),
        events: events
            .into_iter()
            .map(|event| 0xf000_0000 | event)
            .collect(),
    })
}

fn settling() -> impl Strategy<Value = Settling> {
    prop_oneof![
        Just(Settling::Each),
        Just(Settling::Few),
        Just(Settling::All)
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (prop::collection::vec(print(), 0..6), settling()).prop_map(|(prints, settling)| {
            Step::Insert(prints, settling)
        }),
        2 => any::<prop::sample::Index>().prop_map(Step::Remove),
        1 => any::<prop::sample::Index>().prop_map(Step::PutBack),
        1 => (1u32..400).prop_map(Step::PassOver),
        3 => print().prop_map(Step::Find),
    ]
}

/// How rare something is that so many stories have, as the library's documentation says: how often
/// they could be doubled before it is common.
fn rarity(stories: usize) -> u32 {
    (2_000 / stories).ilog2() + 1
}

/// What a look-up should give, story by story.
fn expected(stories: &BTreeMap<u32, Fingerprint>, asked: &Fingerprint) -> Vec<Candidate> {
    let having = |hash: u32, of: fn(&Fingerprint) -> &Vec<u32>| {
        stories
            .values()
            .filter(|one| of(one).contains(&hash))
            .count()
    };
    let mut texts = Vec::new();
    let mut events = Vec::new();
    for (story, own) in stories {
        let shared = |of: fn(&Fingerprint) -> &Vec<u32>| -> Vec<u32> {
            let both = of(asked).iter().filter(|hash| of(own).contains(hash));
            both.map(|hash| rarity(having(*hash, of))).collect()
        };
        let hashes = shared(|one| &one.hashes);
        let keys = shared(|one| &one.events);
        let found = Candidate {
            story: *story,
            shared: hashes.len() as u32,
            alike: keys.len() as u32,
            rare: keys.iter().sum(),
            first: true,
        };
        let text: u32 = hashes.iter().sum();
        if hashes.iter().max() >= Some(&7) || text >= 14 {
            texts.push((Reverse((text, found.rare)), found));
        } else if keys.len() >= 2 {
            events.push((Reverse((found.alike, found.rare)), found));
        }
    }
    texts.sort_by_key(|(order, found)| (*order, found.story));
    events.sort_by_key(|(order, found)| (*order, found.story));
    let texts = texts.into_iter().map(|(_, found)| found).take(128);
    let reports = events.into_iter().map(|(_, found)| found).take(24);
    // Of reports three are looked at in any case, and eight that are more than faint.
    let mut looked_at = 0;
    let reports = reports.map(|found| {
        let first = looked_at < 3 || (looked_at < 8 && found.alike > 2 && found.rare >= 12);
        looked_at += u32::from(first);
        Candidate { first, ..found }
    });
    let reports: Vec<Candidate> = reports.collect();
    texts.chain(reports).collect()
}

proptest! {
    #[test]
    fn those_before_are_found_as_if_each_were_inserted(
        prints in prop::collection::vec(print(), 0..40)
    ) {
        let found = among(&prints);
        let mut library = Memory::default();
        for ((story, print), found) in (0..).zip(&prints).zip(&found) {
            prop_assert_eq!(found, &library.candidates(print).unwrap());
            library.insert(&[(story, print)]).unwrap();
        }
        prop_assert_eq!(found.len(), prints.len());
    }

    #[test]
    fn a_library_is_what_was_done_to_it(steps in prop::collection::vec(step(), 1..24)) {
        let mut library = Memory::default();
        let mut model: BTreeMap<u32, Fingerprint> = BTreeMap::new();
        let mut gone: Vec<(u32, Fingerprint)> = Vec::new();
        let mut next = 1;
        for step in steps {
            match step {
                Step::Insert(prints, settling) => {
                    let numbered: Vec<(u32, &Fingerprint)> = (next..).zip(&prints).collect();
                    library.insert_settling(&numbered, settling).unwrap();
                    next += prints.len() as u32;
                    model.extend(numbered.into_iter().map(|(n, print)| (n, print.clone())));
                }
                Step::Remove(which) if !model.is_empty() => {
                    let story = *which.get(&model.keys().copied().collect::<Vec<_>>());
                    let print = model.remove(&story).unwrap();
                    library.remove(story, &print).unwrap();
                    gone.push((story, print));
                }
                Step::PutBack(which) if !gone.is_empty() => {
                    let (story, print) = gone.swap_remove(which.index(gone.len()));
                    library.insert(&[(story, &print)]).unwrap();
                    model.insert(story, print);
                }
                Step::PassOver(numbers) => next += numbers,
                Step::Find(asked) => {
                    prop_assert_eq!(library.candidates(&asked).unwrap(), expected(&model, &asked));
                }
                Step::Remove(_) | Step::PutBack(_) => {}
            }
        }
        for (story, own) in &model {
            let found = library.candidates(own).unwrap();
            prop_assert_eq!(&found, &expected(&model, own), "story {}", story);
        }
    }
}
