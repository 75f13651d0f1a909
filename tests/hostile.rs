//! Pages made to break a reader: too deep, too wide, too long, or broken throughout. Each is read
//! within the caps, or refused with a clear error; how long that takes is a matter of benchmarks.

use proptest::prelude::*;
use wireprint::formats::snapshot_html;
use wireprint::page::Snapshot;
use wireprint::report::Reading;
use wireprint::{read, read_text};

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
    assert!(reading.agencies.len() <= 24 && reading.conflicts.len() <= 24);
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
fn deep_json_is_no_danger() {
    for (open, close) in [("[", "]"), ("{\"author\":", "}"), ("{\"@graph\":[", "]}")] {
        let deep = format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
        let reading = bounded(&format!(
            "<script type=application/ld+json>{deep}</script>\
             <article><h1>Wall gives way</h1><p>The wall gave way at night, the board said.</article>"
        ));
        assert!(
            reading
                .blocks
                .iter()
                .any(|block| block.text.contains("board said"))
        );
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

/// Nanoseconds that this thread has run for, where the system tells.
fn worked() -> Option<u64> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ').next()?.parse().ok()
}

/// A paragraph of a story.
const PARAGRAPH: &str = "<p>The wall gave way at night, the board said on Monday, and forty boats were \
    moved to the river before the evening. Nobody was hurt.</p>";

/// A page with a story in it, something in its head and something within the story.
fn around(head: &str, within: &str) -> String {
    let text = PARAGRAPH.repeat(2);
    format!("<head>{head}</head><body><h1>Wall gives way at night</h1>{text}{within}{text}</body>")
}

/// A word of letters for a number.
fn word(number: usize) -> String {
    let digits = number.to_string();
    let letters = digits.bytes().map(|digit| char::from(digit - b'0' + b'a'));
    letters.collect()
}

/// What makes work: its name, how many of it, and the page with so many.
type Shape = (&'static str, usize, fn(usize) -> String);

#[test]
fn work_grows_with_what_there_is() {
    let shapes: [Shape; 6] = [
        ("credits of many agencies", 500, |many| {
            let line = |n| {
                format!(
                    "<p>(c) 2031 Q{} News Agency. All rights reserved.</p>",
                    word(n)
                )
            };
            around("", &(0..many).map(line).collect::<String>())
        }),
        ("a title of pieces", 400, |many| {
            let title = "Wall | ".repeat(many);
            around(&format!("<title>{title}</title>"), "")
        }),
        ("elements within one another", 500, |many| {
            let (open, lines) = ("<span>".repeat(many), "x<br><br>".repeat(2 * many));
            around("", &format!("<div>{open}{lines}</div>"))
        }),
        ("articles for machines", 500, |many| {
            let titles = |n: usize| format!("<meta property=og:title content='Wall {}'>", word(n));
            let node = "{\"@type\":\"NewsArticle\",\"headline\":\"The wall gives way at night\"},";
            let nodes = node.repeat(many);
            let script = format!("<script type=application/ld+json>[{nodes}{{}}]</script>");
            around(&((0..32).map(titles).collect::<String>() + &script), "")
        }),
        ("brackets that nothing closes", 1_000, |many| {
            around(
                "",
                &format!("<p>{}</p>", "Halden News Agency (".repeat(many)),
            )
        }),
        ("lines of a text", 2_000, |many| {
            let line = |n| format!("Quay {} was closed\n", word(n));
            (0..many).map(line).collect()
        }),
    ];
    for (name, many, shape) in shapes {
        let cost = |many: usize| {
            let text = shape(many);
            let before = worked()?;
            if text.starts_with('<') {
                bounded(&text);
            } else {
                read_text(&text, "text", "").unwrap();
            }
            Some(worked()? - before)
        };
        // What is loaded once is no work of a page.
        cost(1);
        let (Some(one), Some(eight)) = (cost(many), cost(8 * many)) else {
            eprintln!("skipped: this system does not tell how long a thread has run");
            return;
        };
        let slack = 30_000_000;
        assert!(
            eight < 20 * one + slack,
            "{name}: {one} ns, and {eight} ns for eight times as many"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn broken_markup_is_read(html in "(<|>|/|p|div|a |href=|\"|'|&|;|#|!--|-->|title|table|td|\u{0}|\u{fffd}|é|中|\\PC){0,200}") {
        bounded(&html);
    }
}
