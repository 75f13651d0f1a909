//! What is the story's and what is not, among what a page states and shows.

use super::*;

#[test]
fn authors_side_by_side_are_all_named() {
    let title = "<title>Flood closes harbour</title><h1>Flood closes harbour</h1>";
    for authors in [
        "<ul class=authors><li>Ann Gull</li><li>Bo Tern</li></ul>",
        "<div class=author>Ann Gull</div><div class=author>Bo Tern</div>",
        "<meta name=author content='Ann Gull'><meta name=author content='Bo Tern'>",
        "<div itemscope itemtype='https://schema.org/NewsArticle'><p><span itemprop=author>Ann Gull</span> \
         <span itemprop=author>Bo Tern</span></p></div>",
    ] {
        let metadata = read(&format!("{title}{authors}<p>Body of the story."), "");
        assert_eq!(
            metadata.byline.first(),
            Some("Ann Gull, Bo Tern"),
            "{authors}"
        );
    }
    let roles = "<div class=author>Ann Gull</div><div class=author-role>Coast Editor</div>";
    let metadata = read(&format!("{title}{roles}<p>Body of the story."), "");
    assert_eq!(metadata.byline.first(), Some("Ann Gull"));
}

#[test]
fn an_account_s_name_is_no_author_s() {
    let metadata = read(
        "<title>Flood closes harbour</title><meta name=byl content=admin><meta name=author content=admin>\
         <h1>Flood closes harbour</h1><p>By Ann Gull</p><p>Body of the story.",
        "",
    );
    assert_eq!(metadata.byline.first(), Some("Ann Gull"));
}

#[test]
fn microdata_of_a_teaser_is_not_the_story_s() {
    let metadata = read(
        "<title>Flood closes harbour</title><meta property=article:published_time content=2025-06-04>\
         <h1>Flood closes harbour</h1><p>By Ann Gull</p><p>Body of the story.</p>\
         <div itemscope itemtype='https://schema.org/NewsArticle'><h3 itemprop=headline>Old brewery to close</h3>\
         <span itemprop=author>Zed Moor</span><meta itemprop=datePublished content=2019-03-01></div>",
        "",
    );
    assert_eq!(metadata.byline.first(), Some("Ann Gull"));
    assert_eq!(metadata.published.first(), Some("2025-06-04"));
}

#[test]
fn a_kicker_in_a_heading_is_none_of_the_headline() {
    for heading in [
        "<span>Coast</span><span>Flood closes harbour wall</span>",
        "<span>Flood closes harbour wall</span><span>Premium</span>",
    ] {
        let html = format!(
            "<title>Flood closes harbour wall</title><h1>{heading}</h1><p>Body of the story."
        );
        let metadata = read(&html, "");
        assert_eq!(
            metadata.title.all()[0].value,
            "Flood closes harbour wall",
            "{heading}"
        );
        assert_eq!(metadata.title.all()[0].source, "visible");
    }
}

/// A page of blocks of known kinds.
fn read_kinds(blocks: &[(Kind, &str)]) -> Metadata {
    let paragraphs = blocks.iter().map(|(kind, text)| match kind {
        Kind::Title => format!("<h1>{text}</h1>"),
        _ => format!("<p>{text}</p>"),
    });
    let html = format!(
        "<html lang=en><title>Flood closes harbour</title>{}",
        paragraphs.collect::<String>()
    );
    let snapshot = snapshot_html(&html, "");
    let mut page = Page::new(&snapshot).unwrap();
    let mut metadata = std::mem::take(&mut page.meta);
    let kinds: Vec<Kind> = blocks.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(page.blocks.len(), kinds.len());
    metadata.complete(&page, &kinds);
    metadata
}

#[test]
fn what_is_known_for_something_else_states_no_author_and_no_date() {
    let body = "Body of the story, which tells of the flood and the harbour. ".repeat(4);
    let metadata = read_kinds(&[
        (Kind::Title, "Flood closes harbour"),
        (
            Kind::Summary,
            "By Christmas, Larkfield will have a new wall",
        ),
        (
            Kind::Caption,
            "By Monday Larkfield was dry, 12 January 2024",
        ),
        (Kind::Related, "By Ferry To Orme"),
        (Kind::Byline, "By Ann Gull"),
        (Kind::Date, "4 June 2025"),
        (Kind::Body, &body),
    ]);
    assert_eq!(metadata.byline.values().collect::<Vec<_>>(), ["Ann Gull"]);
    assert_eq!(
        metadata.published.values().collect::<Vec<_>>(),
        ["2025-06-04"]
    );
    // What was taken for the story's words may be its byline all the same.
    let metadata = read_kinds(&[
        (Kind::Title, "Flood closes harbour"),
        (Kind::Body, "By ANN GULL, Coast Wire Writer 40 minutes ago"),
        (Kind::Body, &body),
    ]);
    assert_eq!(metadata.byline.first(), Some("ANN GULL, Coast Wire Writer"));
}
