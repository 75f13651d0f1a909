//! Kinds of blocks, end to end: pages and texts of our own making in, kinds out.

use wireprint::formats::snapshot_html;
use wireprint::report::{Detail, Kind, Reading};
use wireprint::{read, read_text};

/// Sentences enough for a paragraph of a story.
const PARAGRAPH: &str = "The harbour board of Larkfield closed the north quay on Monday after \
    divers found a crack as long as a ferry in its oldest wall, and moved forty boats to the river.";

fn kind_of(reading: &Reading, begins: &str) -> Kind {
    let block = reading
        .blocks
        .iter()
        .find(|block| block.text.starts_with(begins));
    block
        .unwrap_or_else(|| panic!("no block begins with {begins}"))
        .kind
}

fn page(after: &str) -> Reading {
    let paragraphs = format!("<p>{PARAGRAPH}</p>").repeat(4);
    let html = format!(
        "<html><head><title>Crack closes quay</title></head><body>\
         <nav><ul><li><a href=/>Home</a><li><a href=/b>Boats</a></ul></nav>\
         <article><h1>Crack closes quay</h1><p class=byline>By Ada Holm</p>\
         <p class=date>Published: 5 June 2031, 11:05</p>{paragraphs}{after}</article>\
         <footer><p>© 2031 Larkfield Courier. All rights reserved.</p></footer></body></html>"
    );
    read(
        &snapshot_html(&html, "https://courier.example/quay"),
        "page",
    )
    .unwrap()
}

#[test]
fn a_paragraph_that_begins_like_something_else_stays_in_the_story() {
    let after = "Until then the quay stays closed to carts as well, and the traders have been \
        offered the hall of the rope works, which has stood empty since the autumn.";
    for paragraph in [
        "Update: Holm called from the quay in the evening to say that the pumps hold, that the water \
         in the cellar of the customs house has stopped rising, and that the night ferry will sail \
         after all.",
        "On <a href=//t.example>Twitter</a>, Holm notes that she is often on the quay, “drawing boats \
         and gulls, and the odd engineer.” You can follow her there (<a href=//t.example>@holm</a>) \
         or on <a href=//f.example>Facebook</a>.",
    ] {
        let reading = page(&format!("<p>{paragraph}</p><p>{after}</p>"));
        let begins = &paragraph[..3];
        assert_eq!(kind_of(&reading, begins), Kind::Body, "{paragraph}");
        assert!(reading.text.ends_with(after), "{}", reading.text);
    }
    let reading = page("<p>Update: an earlier text gave the wrong name of the quay.</p>");
    assert_eq!(kind_of(&reading, "Update"), Kind::Notice);
}

#[test]
fn boilerplate_after_the_story_is_told_apart() {
    let reading = page(
        "<p>Read more: <a href=/x>Ferry fares to rise in spring</a></p>\
         <p>(Reporting by Ada Holm; Editing by Piet Roos)</p>\
         <p>We may earn a commission when you buy through links on this page.</p>\
         <p>Correction: an earlier text gave the wrong name of the quay.</p>\
         <p>Sign up for our harbour newsletter and never miss a tide.</p>",
    );
    for (begins, kind) in [
        ("Crack closes", Kind::Title),
        ("By Ada", Kind::Byline),
        ("Published:", Kind::Date),
        ("The harbour board", Kind::Body),
        ("Read more", Kind::Related),
        ("(Reporting by", Kind::Credit),
        ("We may earn", Kind::Notice),
        ("Correction:", Kind::Notice),
        ("Sign up", Kind::Promo),
        ("© 2031", Kind::Notice),
    ] {
        assert_eq!(kind_of(&reading, begins), kind, "{begins}");
    }
    assert!(reading.text.ends_with("to the river."), "{}", reading.text);
    let notice = reading
        .blocks
        .iter()
        .find(|block| block.text.starts_with("We may"))
        .unwrap();
    assert_eq!(notice.detail, Some(Detail::Affiliate));
    assert!(
        notice
            .why
            .iter()
            .any(|why| why.contains("en.notice.affiliate")),
        "{:?}",
        notice.why
    );
}

#[test]
fn links_are_told_by_where_they_lead() {
    let reading = page(
        "<ul><li><a href=https://www.facebook.com/sharer.php?u=x>Facebook</a></ul>\
         <div><p><a href=https://www.facebook.com/larkfieldcourier>Courier on Facebook</a></div>\
         <div><p><a href=https://lamps.example rel=sponsored>A lamp for every quay, 20 crowns</a></div>\
         <footer><ul><li><a href=/c>Copyright</a><li><a href=/e>Corrections</a></ul></footer>",
    );
    for (begins, kind) in [
        ("Facebook", Kind::Share),
        ("Courier on", Kind::Promo),
        ("A lamp", Kind::Ad),
        ("Copyright", Kind::Nav),
        ("Corrections", Kind::Nav),
    ] {
        assert_eq!(kind_of(&reading, begins), kind, "{begins}");
    }
}

#[test]
fn the_authors_and_copyrights_of_others_are_not_the_story_s() {
    let teaser = |n: u8| {
        format!(
            "<li class=teaser><h4><a href=/{n}>Ferry {n} runs late again in the spring</a></h4>\
             <p class=teaser-by>By Sam Reed</p></li>"
        )
    };
    let list = (1..6).map(teaser).collect::<String>();
    let reading = page(&format!(
        "<figure><img src=q.jpg><figcaption>Copyright Tidepress 2031. All rights reserved</figcaption>\
         </figure><aside class=related><h3>More stories</h3><ul>{list}</ul></aside>"
    ));
    assert_eq!(kind_of(&reading, "Copyright Tidepress"), Kind::Caption);
    let by = reading.blocks.iter().filter(|b| b.text == "By Sam Reed");
    assert_eq!(by.clone().count(), 5);
    for block in by {
        assert_eq!(block.kind, Kind::Related, "{block:?}");
    }
}

#[test]
fn a_line_of_nothing_but_agencies_is_a_credit() {
    for line in ["Reuters", "AFP, Reuters", "red/Agenturen"] {
        let reading = page(&format!("<p>{line}</p>"));
        assert_eq!(kind_of(&reading, line), Kind::Credit, "{line}");
    }
    for word in ["Mail", "Times"] {
        let reading = page(&format!("<div class=masthead><a href=/>{word}</a></div>"));
        assert_ne!(kind_of(&reading, word), Kind::Credit, "{word}");
    }
}

#[test]
fn a_counter_above_the_story_opens_no_comments() {
    let paragraphs = format!("<p>{PARAGRAPH}</p>").repeat(4);
    let html = format!(
        "<body><article><h1>Crack closes quay</h1><h4><a href=#c>7 Comments</a></h4>{paragraphs}\
         <p>The board meets again on Friday at the town hall of Larkfield, it said.</p></article>\
         <section><h3>Comments</h3><p>My uncle built that wall.</p></section></body>"
    );
    let reading = read(&snapshot_html(&html, "https://courier.example/quay"), "x").unwrap();
    assert_eq!(kind_of(&reading, "The board meets"), Kind::Body);
    assert_eq!(kind_of(&reading, "My uncle"), Kind::Comments);
}

#[test]
fn every_block_has_a_reason_and_a_confidence() {
    for block in page("<p>Comments</p>").blocks {
        assert!(
            !block.why.is_empty() && (0.0..=1.0).contains(&block.confidence),
            "{block:?}"
        );
    }
}

#[test]
fn a_text_is_read_line_by_line() {
    let other = format!("{PARAGRAPH} {PARAGRAPH} {PARAGRAPH}");
    let text = format!(
        "Crack closes quay\nPublished: 05 Jun. 2031, 11:05\n{PARAGRAPH}\n{PARAGRAPH}\n\
         More stories like this are available on tidewire.example\n\
         Disclaimer: The desk ran this report straight from an agency feed.\n\
         Comments\nRelated Articles\n\nRiver Post\nan hour ago\n- River Post\n\
         Otters win in overtime, again\n{other}\n"
    );
    let reading = read_text(&text, "t", "").unwrap();
    let kinds: Vec<&str> = reading
        .blocks
        .iter()
        .map(|block| block.kind.name())
        .collect();
    assert_eq!(
        kinds,
        [
            "title",
            "date",
            "body",
            "body",
            "related",
            "notice",
            "comments",
            "related",
            "related",
            "related",
            "related",
            "related",
            "otherstory"
        ]
    );
    assert_eq!(reading.stories.len(), 1);
    assert_eq!(
        reading.stories[0].title.as_deref(),
        Some("Otters win in overtime, again")
    );
    assert_eq!(reading.stories[0].text, other);
    assert_eq!(reading.text, format!("{PARAGRAPH}\n\n{PARAGRAPH}"));
}

#[test]
fn key_points_below_a_text_are_its_summary() {
    let text =
        format!("{PARAGRAPH}\n{PARAGRAPH}\nWhat you should know\nThe quay is closed until May.\n");
    let reading = read_text(&text, "t", "").unwrap();
    assert_eq!(kind_of(&reading, "What you"), Kind::Summary);
    assert_eq!(kind_of(&reading, "The quay is"), Kind::Summary);
    assert!(!reading.text.contains("until May"));
}

#[test]
fn a_credit_inside_a_paragraph_is_marked() {
    let reading = page(&format!(
        "<p>{PARAGRAPH} (Reporting by Ada Holm; Editing by Piet Roos)</p>"
    ));
    let block = reading
        .blocks
        .iter()
        .find(|block| !block.marks.is_empty())
        .unwrap();
    assert_eq!(block.kind, Kind::Body);
    let mark = &block.marks[0];
    let marked: String = block.text.chars().skip(mark.begin as usize).collect();
    assert_eq!(
        (mark.kind, &*marked),
        (
            Kind::Credit,
            "(Reporting by Ada Holm; Editing by Piet Roos)"
        )
    );
}

/// The lines of the seed texts, where they are at hand.
#[test]
fn seed_lines_have_their_kinds() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    let Ok(gold) = std::fs::read_to_string(folder.join("gold.json")) else {
        eprintln!("skipped: no seed texts beside the project");
        return;
    };
    let gold: serde_json::Value = serde_json::from_str(&gold).unwrap();
    for (name, wanted) in gold["stories"].as_object().unwrap() {
        let text = std::fs::read_to_string(folder.join(format!("{name}.txt"))).unwrap();
        let reading = read_text(&text, name, "").unwrap();
        let numbers = text
            .split('\n')
            .zip(1..)
            .filter(|(line, _)| !line.trim().is_empty());
        let kinds: std::collections::HashMap<usize, &str> = numbers
            .map(|(_, number)| number)
            .zip(reading.blocks.iter().map(|b| b.kind.name()))
            .collect();
        for (span, kind) in wanted["kinds"].as_object().unwrap() {
            let (begin, end) = span.split_once('-').unwrap_or((span, span));
            for number in begin.parse::<usize>().unwrap()..=end.parse().unwrap() {
                assert_eq!(
                    Some(&kinds[&number]),
                    kind.as_str().as_ref(),
                    "{name} line {number}"
                );
            }
        }
        assert_eq!(
            reading.stories.len() as u64,
            wanted["embedded_stories"].as_u64().unwrap()
        );
    }
}

#[test]
fn a_heading_within_a_plain_story_opens_no_box() {
    let line = "It is short, but it belongs to the story all the same, as those around it do.";
    let text = format!(
        "The wall holds\n{PARAGRAPH}\nOverview\n{}",
        format!("{line}\n").repeat(12)
    );
    let reading = read_text(&text, "x", "").unwrap();
    assert_eq!(reading.text.matches(line).count(), 12);
    let points = format!(
        "The wall holds\n{PARAGRAPH}\nKey points\n{line}\n{line}\n{}",
        PARAGRAPH.repeat(3)
    );
    let reading = read_text(&points, "x", "").unwrap();
    assert_eq!(
        reading.text.matches(line).count(),
        0,
        "a box of points repeats the story"
    );
}
