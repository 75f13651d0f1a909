//! What is learned from stored pages, and what a reader says, end to end.

use serde_json::json;
use wireprint::formats::snapshot_html;
use wireprint::learned::{Batch, Known, Site, Stock, learn};
use wireprint::report::{Block, Kind, Reading};
use wireprint::rules::{OWN, Pack, correction, wording};
use wireprint::{read, read_text_with, read_with};

/// Stories that have nothing in common.
const STORIES: [&str; 4] = [
    "The harbour board of Larkfield closed the north quay on Monday after divers found a crack as \
     long as a ferry in its oldest wall. Forty boats were moved to the river before the evening.",
    "Seven lambs were born in one night on the hill above the chapel, and the shepherd had to be \
     called out of a wedding. All of them stand on their feet, which the vet had not expected.",
    "A baker in the old town has been told to stop selling loaves shaped like the mayor. He says \
     that the likeness is an accident of the oven, and that the judge should come and look at it.",
    "Rain has washed out the only road to the lighthouse for the third time this winter. The keeper \
     has flour and lamp oil for a month, and says that she does not mind at all being left alone.",
];

/// A line of the site that stands in the midst of each story and looks like one of its paragraphs.
const LINE: &str = "Readers keep this paper alive, and every one of them has a seat at our table \
    by the window when the tide is out and the coffee is fresh in the morning.";

fn html(story: &str, line: &str) -> String {
    let (first, second) = story.split_once(". ").unwrap();
    format!(
        "<body><article class=story><h1>{}</h1><div class=copy><p>{first}.</p><p>{line}</p>\
         <p>{second}</p></div></article></body>",
        &story[..20]
    )
}

fn page(number: usize, line: &str, known: &Known) -> Reading {
    let url = format!("https://courier.example/{number}");
    read_with(
        &snapshot_html(&html(STORIES[number], line), &url),
        &url,
        known,
    )
    .unwrap()
}

fn block<'r>(reading: &'r Reading, begins: &str) -> &'r Block {
    let mut blocks = reading.blocks.iter();
    blocks.find(|block| block.text.starts_with(begins)).unwrap()
}

/// What is known after pages were stored.
fn after(pages: &[Reading]) -> Known {
    let (mut site, mut stock) = (Site::default(), Stock::default());
    for reading in pages {
        learn(reading, &[], &mut site, &mut stock);
    }
    Known {
        site: Some(site),
        stock: Some(stock),
        ..Known::default()
    }
}

#[test]
fn a_template_is_known_from_the_third_page_on() {
    let none = Known::default();
    let stored = [page(0, LINE, &none), page(1, LINE, &none)];
    let naive = page(2, LINE, &after(&stored[..1]));
    assert_eq!(
        block(&naive, "Readers keep").kind,
        Kind::Body,
        "once is no pattern"
    );
    let known = page(2, LINE, &after(&stored));
    let line = block(&known, "Readers keep");
    assert!(!line.kind.is_story(), "{line:?}");
    assert_ne!(line.kind, Kind::Nav, "a sentence is no menu");
    assert!(
        line.why[0].contains("seen on 2 of 2 stored pages of this site"),
        "{:?}",
        line.why
    );
    assert!(!known.text.contains("Readers keep"));
    assert!(known.text.starts_with("A baker") && known.text.ends_with("look at it."));
}

#[test]
fn a_story_that_is_run_again_keeps_its_text() {
    let none = Known::default();
    let again: Vec<Reading> = (0..4)
        .map(|n| Reading {
            url: Some(format!("https://courier.example/again/{n}")),
            ..page(0, "And more.", &none)
        })
        .chain([page(1, "And so on.", &none), page(2, "And less.", &none)])
        .collect();
    let known = page(0, "And more.", &after(&again));
    assert_eq!(known.text, page(0, "And more.", &none).text);
}

#[test]
fn a_sentence_of_many_sites_is_no_story() {
    let none = Known::default();
    let stored: Vec<Reading> = (0..3)
        .map(|n| Reading {
            url: Some(format!("https://paper{n}.example/")),
            ..page(n, LINE, &none)
        })
        .collect();
    let known = Known {
        site: None,
        ..after(&stored)
    };
    let text = format!("The keeper stays\n{}\n{LINE}", STORIES[3]);
    let before = read_text_with(&text, "x", "", &none).unwrap();
    assert!(before.text.contains("Readers keep"));
    let reading = read_text_with(&text, "x", "", &known).unwrap();
    let line = block(&reading, "Readers keep");
    assert!(!line.kind.is_story());
    assert!(
        line.why
            .iter()
            .any(|why| why.contains("3 stories of several sites")),
        "{:?}",
        line.why
    );
}

#[test]
fn a_correction_wins_and_says_so() {
    let none = Known::default();
    let wrong = page(0, LINE, &none);
    let rule = correction(
        block(&wrong, "Readers keep"),
        "courier.example",
        Kind::Promo,
    );
    let pack = |name: &str, rules: serde_json::Value| {
        let value =
            json!({"format": "wireprint-rules", "version": 1, "name": name, "rules": rules});
        Pack::check(value).unwrap()
    };
    let own = pack(OWN, json!([rule]));
    let other = pack(
        "Coast",
        json!([{"id": "seat", "kind": "notice", "contains": "seat at our table"}]),
    );
    let with = |packs: &[Pack]| Known {
        packs: packs.to_vec(),
        ..Known::default()
    };
    let reading = page(1, LINE, &with(&[other.clone(), own]));
    let line = block(&reading, "Readers keep");
    assert_eq!(
        (line.kind, &*line.why),
        (Kind::Promo, &["your correction".to_owned()][..])
    );
    assert!(reading.text.starts_with("Seven lambs") && !reading.text.contains("Readers keep"));
    let reading = page(1, LINE, &with(&[other]));
    let line = block(&reading, "Readers keep");
    assert_eq!(
        (line.kind, &*line.why),
        (Kind::Notice, &["rule pack Coast: rule seat".to_owned()][..])
    );
}

#[test]
fn a_rule_says_which_element_the_article_is() {
    let html = format!(
        "<body><div class=lead><h1>{}</h1><p>{}</p><p>{}</p></div><div class=log><p>{}</p></div></body>",
        &STORIES[0][..20],
        STORIES[0],
        STORIES[1],
        STORIES[2]
    );
    let snapshot = snapshot_html(&html, "https://courier.example/log");
    assert!(
        read(&snapshot, "x")
            .unwrap()
            .text
            .starts_with("The harbour")
    );
    let value = json!({"format": "wireprint-rules", "version": 1, "name": OWN, "rules": [
        {"id": "article", "kind": "body", "site": "courier.example", "path": "div.log"}]});
    let known = Known {
        packs: vec![Pack::check(value).unwrap()],
        ..Known::default()
    };
    let reading = read_with(&snapshot, "x", &known).unwrap();
    assert_eq!(reading.text, STORIES[2]);
    assert!(reading.why.contains(&"your correction".to_owned()));
}

#[test]
fn a_story_under_its_own_headline_that_others_run_too_is_told_once() {
    let second = [
        "The last keeper of the Osmere light has left the rock by boat, with two cats and the clock \
         that his grandmother had wound every evening of her life.",
        "A lamp that nobody has to light has stood in the tower since April, and the county will let \
         the house to people who like weather more than they like company.",
        "He means to grow beans on the mainland and never to look at the sea again, he told the crew \
         of the boat, who did not believe a word of it.",
        "The clock stopped on the way across. He has put it on the shelf over the stove in the new \
         kitchen, where it says twenty past four, and says that this will do.",
    ];
    let blocks = |lines: &[&str]| -> String {
        let paragraph = |line: &&str| format!("<p>{line}</p>");
        lines.iter().map(paragraph).collect()
    };
    let both = format!(
        "<body><article><h1>Wall, lambs and loaves</h1>{}</article>\
         <article><h1>Keeper leaves the rock</h1>{}</article></body>",
        blocks(&STORIES[..3]),
        blocks(&second)
    );
    let lines =
        |lines: &[&str]| -> Vec<String> { lines.iter().map(|line| wording(line)).collect() };
    let joined: Vec<&str> = STORIES[..3].iter().chain(&second).copied().collect();
    let known = Known {
        batch: Some(Batch::of(&[lines(&joined), lines(&second)])),
        ..Known::default()
    };
    let snapshot = snapshot_html(&both, "https://courier.example/both");
    let told = |known: &Known| -> Vec<String> {
        let stories = read_with(&snapshot, "both", known).unwrap().stories;
        stories.into_iter().map(|story| story.text).collect()
    };
    let alone = told(&Known::default());
    assert!(
        alone.len() == 1 && alone[0].ends_with(&second.join("\n\n")),
        "{alone:?}"
    );
    assert_eq!(told(&known), alone);
}
