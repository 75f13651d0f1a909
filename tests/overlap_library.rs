//! A library as a host runs it: stories come one after another, each asks for its candidates, is
//! compared with them and is stored. What the relations then are is held against the shared
//! benchmark, where it is there.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;
use wireprint::library::{self, Found, Memory};
use wireprint::overlap::{Prepared, Settings, Story, compare_prepared};
use wireprint::read_text;
use wireprint::report::{Pair, ReasonCode, Relation};

/// Every related pair that the library finds, in whatever order the stories came.
fn related(stories: impl Iterator<Item = Story>) -> Vec<Pair> {
    let mut library = Memory::default();
    let mut stored: Vec<Story> = Vec::new();
    let mut pairs = Vec::new();
    for (number, story) in (0..).zip(stories) {
        let new = Prepared::new(story);
        let print = new.fingerprint();
        let found = library.candidates(&print).unwrap();
        let found = found.into_iter().map(|candidate| Found {
            candidate,
            story: stored[candidate.story as usize].clone(),
        });
        pairs.extend(library::related(&new, found, &Settings::default()));
        library.insert(&[(number, &print)]).unwrap();
        stored.push(new.story().clone());
    }
    pairs
}

fn shared(path: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../shared")
        .join(path);
    if !path.exists() {
        eprintln!("skipped: {} is not there", path.display());
        return None;
    }
    Some(path)
}

fn lines(path: &str) -> Option<Vec<Value>> {
    let unpacked = Command::new("gzip")
        .arg("-dc")
        .arg(shared(path)?)
        .output()
        .ok()?;
    let text = String::from_utf8(unpacked.stdout).ok()?;
    text.lines()
        .map(|line| serde_json::from_str(line).ok())
        .collect()
}

/// Precision and recall of the links within one set of events.
fn event_links(set: &str) -> Option<(f64, f64)> {
    let text = |line: &Value, field: &str| line[field].as_str().unwrap_or_default().to_owned();
    let events: HashMap<String, (String, String)> =
        lines(&format!("bench/overlap/{set}/events.jsonl.gz"))?
            .iter()
            .map(|line| (text(line, "id"), (text(line, "set"), text(line, "event"))))
            .collect();
    let stories = lines(&format!("bench/overlap/{set}/stories.jsonl.gz"))?;
    let stories = stories.iter().map(|line| Story {
        id: text(line, "id"),
        published: Some(text(line, "published")).filter(|date| !date.is_empty()),
        text: text(line, "body"),
        ..Story::default()
    });
    let (mut right, mut wrong) = (0.0, 0.0);
    for pair in related(stories) {
        if let (Some(a), Some(b)) = (events.get(&pair.a), events.get(&pair.b))
            && a.0 == b.0
        {
            *(if a.1 == b.1 { &mut right } else { &mut wrong }) += 1.0;
        }
    }
    let mut sizes: HashMap<&(String, String), f64> = HashMap::new();
    for event in events.values() {
        *sizes.entry(event).or_default() += 1.0;
    }
    let all: f64 = sizes.values().map(|size| size * (size - 1.0) / 2.0).sum();
    Some((right / (right + wrong), right / all))
}

#[test]
fn reports_of_one_event_are_linked_as_they_come() {
    for (set, least) in [("natural", (0.98, 0.82)), ("rewrites", (0.94, 0.98))] {
        let Some((precision, recall)) = event_links(set) else {
            continue;
        };
        eprintln!("{set}: event precision {precision:.4}, recall {recall:.4}");
        assert!(precision >= least.0, "{set}: precision {precision:.4}");
        assert!(recall >= least.1, "{set}: recall {recall:.4}");
    }
}

#[test]
fn the_seeds_are_linked_as_they_should_be() {
    let Some(folder) = shared("seeds") else {
        return;
    };
    let gold = std::fs::read_to_string(folder.join("gold.json")).unwrap();
    let gold: Value = serde_json::from_str(&gold).unwrap();
    let names: Vec<String> = gold["stories"]
        .as_object()
        .unwrap()
        .keys()
        .cloned()
        .collect();
    let stories = names.iter().map(|name| {
        let text = std::fs::read_to_string(folder.join(format!("{name}.txt"))).unwrap();
        let reading = read_text(&text, &name[..3], "").unwrap();
        Story {
            id: reading.id,
            title: reading.title,
            published: reading.published,
            text: reading.text,
            ..Story::default()
        }
    });
    let found: HashMap<String, Relation> = related(stories)
        .into_iter()
        .map(|pair| (format!("{}-{}", pair.b, pair.a), pair.relation))
        .collect();
    for (pair, expected) in gold["pairs"].as_object().unwrap() {
        let relation = found.get(pair).copied().unwrap_or(Relation::Unrelated);
        assert_eq!(
            serde_json::to_value(relation).unwrap(),
            expected["relation"],
            "{pair}"
        );
    }
}

const DAYS: [&str; 4] = [
    "A ferry ran aground off Port Ellery on 4 March with forty people on board. Captain Tom Orme \
     said the Ellery Star had lost her rudder in the swell; the lifeboat of Cold Point took all \
     forty passengers off before noon, and the ferry was towed in at night.",
    "Forty passengers were brought ashore from the ferry Ellery Star on Tuesday after she grounded \
     outside Port Ellery. The rudder broke, Captain Orme told the harbour office, and Cold Point's \
     lifeboat needed five trips. Nobody on the ferry was hurt.",
    "Captain Tom Orme of the ferry Ellery Star was cleared on 9 October by the marine court in Port \
     Ellery. The court said that the rudder of the ferry had been repaired badly, and that the \
     lifeboat of Cold Point was right to take the passengers off, seven months after the March \
     grounding.",
    "The council of Northmere voted to raise parking fees along the quay from May, after a debate \
     that lasted four hours and ended with seven votes to six.",
];

#[test]
fn independent_reports_are_found_and_another_day_is_another_event() {
    let published = ["2025-03-04", "2025-03-05", "2025-10-09", "2025-03-05"];
    let stories = DAYS
        .iter()
        .zip(published)
        .enumerate()
        .map(|(number, (text, day))| Story {
            id: number.to_string(),
            published: Some(day.to_owned()),
            text: (*text).to_owned(),
            ..Story::default()
        });
    let stories: Vec<Story> = stories.collect();
    let pairs = related(stories.iter().cloned());
    let links: HashSet<(&str, &str)> = pairs
        .iter()
        .map(|pair| (pair.b.as_str(), pair.a.as_str()))
        .collect();
    assert_eq!(links, HashSet::from([("0", "1")]));
    assert_eq!(pairs[0].relation, Relation::SameEvent);
    assert!(pairs[0].passages.is_empty());
    // The order in which they come does not matter.
    let back = related(stories.into_iter().rev());
    assert_eq!((back[0].b.as_str(), back[0].a.as_str()), ("1", "0"));
    assert_eq!(back.len(), 1);
}

#[test]
fn a_follow_up_that_names_another_day_is_of_the_event_where_its_words_plainly_are() {
    let texts = [
        DAYS[0],
        "The Ellery Star leaves the yard at Hallin on 2 May with a new rudder. It broke outside Port \
         Ellery, where the ferry grounded in heavy swell, Captain Tom Orme says; forty passengers \
         went ashore in Cold Point's lifeboat. Orme will captain the Ellery Star again.",
        "Trains between Northmere and Hallin will stop at Port Ellery from 20 June, the railway said. \
         Schools and shops had asked for a platform near the market for eleven years, and the \
         council has paid a third of it.",
    ];
    let settings = Settings {
        event: 0.05,
        ..Settings::default()
    };
    let stories = texts.iter().zip(0..).map(|(text, number)| Story {
        id: number.to_string(),
        text: (*text).to_owned(),
        ..Story::default()
    });
    let stories: Vec<Story> = stories.collect();
    let judged = |one: usize, two: usize| {
        let [a, b] = [one, two].map(|at| Prepared::new(stories[at].clone()));
        compare_prepared(&a, &b, &settings)
    };
    let said = |pair: &Pair| {
        let codes = pair.reasons.iter().map(|reason| reason.code);
        codes.filter(|&code| code == ReasonCode::OtherDays).count()
    };
    let (follow_up, other) = (judged(0, 1), judged(0, 2));
    assert!(follow_up.event_score > 0.25, "{}", follow_up.event_score);
    assert_eq!(
        (follow_up.relation, said(&follow_up)),
        (Relation::SameEvent, 1)
    );
    assert!(
        (0.05..0.25).contains(&other.event_score),
        "{}",
        other.event_score
    );
    assert_eq!((other.relation, said(&other)), (Relation::Unrelated, 1));
}
