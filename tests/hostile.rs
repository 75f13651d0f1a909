//! Pages made to break a reader: too deep, too wide, too long, or broken throughout. Each is read
//! within the caps, or refused with a clear error; how long that takes is a matter of benchmarks.

use proptest::prelude::*;
use wireprint::formats::snapshot_html;
use wireprint::page::Snapshot;
use wireprint::read;
use wireprint::report::Reading;

/// Reads a page and holds what came of it against the caps.
fn bounded(html: &str) -> Reading {
    let snapshot = snapshot_html(html, "https://hostile.example/");
    assert!(snapshot.node_name.len() <= Snapshot::MAX_NODES);
    assert!(snapshot.text.encode_utf16().count() <= Snapshot::MAX_TEXT);
    let reading = read(&snapshot, "page").unwrap();
    let is_cut = reading
        .warnings
        .iter()
        .any(|warning| warning.code == "page-cut");
    assert_eq!(is_cut, snapshot.truncated);
    let mut at = 0;
    for block in reading.blocks.iter().filter(|block| block.begin.is_some()) {
        assert!(block.begin >= Some(at) && block.end > block.begin);
        at = block.end.unwrap_or(at);
    }
    reading
}

#[test]
fn depth_is_no_danger() {
    let deep = "<div>".repeat(100_000);
    let reading = bounded(&format!(
        "{deep}<p>The wall gave way at night, the board said."
    ));
    assert!(reading.blocks.len() <= 1);
    for inline in [
        "<b>",
        "<a href=x>",
        "<table><tr><td>",
        "<ul><li>",
        "<svg><g>",
        "<form><p>",
    ] {
        bounded(&inline.repeat(100_000));
    }
}

#[test]
fn width_is_cut() {
    let wide = bounded(&"<p>a".repeat(1_000_000));
    assert!(
        wide.warnings
            .iter()
            .any(|warning| warning.code == "page-cut")
    );
    bounded(&"<br>".repeat(1_000_000));
    bounded(&"<td hidden>a".repeat(1_000_000));
}

#[test]
fn length_is_cut() {
    let long = "The wall gave way at night, the board said on Monday. ".repeat(1_000_000);
    let reading = bounded(&format!("<p>Short and whole.</p><p>{long}</p>"));
    assert!(
        reading
            .warnings
            .iter()
            .any(|warning| warning.code == "page-cut")
    );
    let attribute = format!("<p class='{}'>a", "word ".repeat(2_000_000));
    bounded(&attribute);
    bounded(&format!("<!--{}", "x".repeat(10_000_000)));
    bounded(&format!("<title>{}", "<".repeat(1_000_000)));
}

#[test]
fn many_of_one_thing_are_no_more_work_than_their_number() {
    let many = [
        "<p>same words here</p>",
        "<h1>Title of it</h1><p>Text that ends.</p>",
        "<article><h2>A</h2><p>Text, and more of it, that ends.</p></article>",
        "<p hidden>The wall gave way at night, the board said on Monday, and moved the boats away.",
        "<meta property=og:title content='A title'>",
        "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"A\"}</script>",
        "<time datetime=2031-06-05>5 June 2031</time>",
        "<object><object data=a>",
    ];
    for one in many {
        bounded(&one.repeat(20_000));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn broken_markup_is_read(html in "(<|>|/|p|div|a |href=|\"|'|&|;|#|!--|-->|title|table|td|\u{0}|\u{fffd}|é|中|\\PC){0,200}") {
        bounded(&html);
    }
}
