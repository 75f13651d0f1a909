mod bylines;
mod places;

use proptest::prelude::*;

use super::*;
use crate::formats::snapshot_html;

fn read(html: &str, url: &str) -> Metadata {
    let snapshot = snapshot_html(html, url);
    let mut page = Page::new(&snapshot).unwrap();
    let mut metadata = std::mem::take(&mut page.meta);
    let kind = |text: &str| {
        if text.starts_with("Body") {
            Kind::Body
        } else {
            Kind::Other
        }
    };
    let kinds: Vec<Kind> = page.blocks.iter().map(|block| kind(&block.text)).collect();
    metadata.complete(&page, &kinds);
    metadata
}

fn claims(claims: &Claims) -> Vec<(&str, &str)> {
    claims
        .all()
        .iter()
        .map(|claim| (claim.source.as_str(), claim.value.as_str()))
        .collect()
}

#[test]
fn every_place_is_read_and_conflicts_are_kept() {
    let metadata = read(
        r#"<html lang="en-GB"><title>Flood closes harbour | The Quay Post</title>
        <link rel="canonical" href="/2025/flood?utm_source=x">
        <meta property="og:title" content="Flood closes harbour - The Quay Post">
        <meta property="og:site_name" content="The Quay Post">
        <meta property="article:published_time" content="2025-06-05T11:05:00+01:00">
        <meta name="author" content="Ann Gull">
        <meta property="article:section" content="Coast">
        <script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "Quay Post"},
          {"@type": ["NewsArticle"], "headline": "Flood shuts harbour", "datePublished": "2025-06-05T10:05:00Z",
           "dateModified": "2025-06-05T12:00:00Z", "author": {"@id": "gull"}, "publisher": {"name": "Quay Media"},
           "creditText": "Coast Wire", "isAccessibleForFree": "False", "inLanguage": "en-gb",},
          {"@id": "gull", "@type": "Person", "name": "Ann Gull"}]}</script>
        <h1>Flood closes harbour</h1><p>By Ann Gull and Bo Tern</p><p>Updated 6 June 2025, 9.15 BST</p>
        <p>Body of the story."#,
        "https://www.quaypost.example/2025/flood?fbclid=1",
    );
    assert_eq!(metadata.title.first(), Some("Flood closes harbour"));
    assert!(claims(&metadata.title).contains(&("json-ld", "Flood shuts harbour")));
    assert!(claims(&metadata.title).contains(&("og:title", "Flood closes harbour")));
    assert!(claims(&metadata.title).contains(&("title", "Flood closes harbour")));
    assert!(claims(&metadata.title).contains(&("visible", "Flood closes harbour")));
    assert_eq!(claims(&metadata.byline)[0], ("json-ld", "Ann Gull"));
    assert!(claims(&metadata.byline).contains(&("visible", "Ann Gull and Bo Tern")));
    assert_eq!(metadata.published.first(), Some("2025-06-05T10:05:00Z"));
    assert!(
        claims(&metadata.published)
            .contains(&("article:published_time", "2025-06-05T11:05:00+01:00"))
    );
    assert!(claims(&metadata.modified).contains(&("visible", "2025-06-06T09:15:00+01:00")));
    assert_eq!(metadata.section.first(), Some("Coast"));
    assert_eq!(metadata.language.first(), Some("en"));
    assert_eq!(metadata.site.first(), Some("The Quay Post"));
    assert_eq!(
        metadata.canonical.first(),
        Some("https://www.quaypost.example/2025/flood")
    );
    assert_eq!(metadata.linked.credit, ["Coast Wire"]);
    assert_eq!(metadata.linked.publisher, ["Quay Media"]);
    assert_eq!(metadata.linked.is_free, Some(false));
}

#[test]
fn a_page_is_known_by_an_address_of_its_own_site() {
    let own = "https://m.quaypost.example/2025/flood?fbclid=1";
    for (canonical, wanted) in [
        (
            "https://www.quaypost.example/2025/flood",
            "https://www.quaypost.example/2025/flood",
        ),
        (
            "https://coastwire.example/flood",
            "https://m.quaypost.example/2025/flood",
        ),
    ] {
        let html = format!(r#"<link rel="canonical" href="{canonical}"><p>Body of the story."#);
        let mut reading = Reading::default();
        read(&html, own).fill(&mut reading);
        assert_eq!(reading.canonical.as_deref(), Some(canonical));
        assert_eq!(reading.address.as_deref(), Some(wanted));

        let mut reading = Reading::default();
        read(&html, "").fill(&mut reading);
        assert_eq!(reading.address.as_deref(), Some(canonical));
    }
}

#[test]
fn a_reading_is_filled_with_values_and_places() {
    let metadata = read(
        "<html lang=de><title>Flut schließt Hafen</title>",
        "https://x.example/2025/06/05/a",
    );
    let mut reading = Reading::default();
    metadata.fill(&mut reading);
    assert_eq!(reading.title.as_deref(), Some("Flut schließt Hafen"));
    assert_eq!(reading.sources["title"], "title");
    assert_eq!(reading.published.as_deref(), Some("2025-06-05"));
    assert_eq!(reading.sources["published"], "url");
    assert_eq!(reading.byline, None);
    assert!(!reading.sources.contains_key("byline"));
}

#[test]
fn linked_data_of_other_stories_is_not_taken() {
    let metadata = read(
        r#"<title>Flood closes harbour</title>
        <script type="application/ld+json">{"@type": "ItemList", "itemListElement": [
          {"@type": "NewsArticle", "headline": "Mayor resigns", "datePublished": "2020-01-01"}]}</script>
        <script type="application/ld+json"><!-- {"@type": "NewsArticle", "headline": "Flood closes harbour",
          "datePublished": "2025-06-05",} --></script><h1>Flood closes harbour</h1>"#,
        "",
    );
    assert_eq!(claims(&metadata.published), [("json-ld", "2025-06-05")]);
}

#[test]
fn microdata_of_the_story_is_taken() {
    let metadata = read(
        r#"<title>Flood closes harbour</title><article itemscope itemtype="https://schema.org/NewsArticle">
        <h2 itemprop="headline">Flood closes harbour</h2><span itemprop="author" itemscope
        itemtype="http://schema.org/Person"><span itemprop="name">Ann Gull</span>, Quay</span>
        <meta itemprop="datePublished" content="2025-06-05"></article>
        <div itemscope itemtype="http://schema.org/Comment"><time itemprop="datePublished" datetime="2025-07-01"></div>"#,
        "",
    );
    assert_eq!(claims(&metadata.published), [("microdata", "2025-06-05")]);
    assert_eq!(claims(&metadata.byline)[0], ("microdata", "Ann Gull"));
}

#[test]
fn visible_statements_are_found_and_placed() {
    let cases = [
        (
            "en",
            "By Ann Gull",
            "Published 05 Jun. 2025, 11:05",
            "Ann Gull",
            "2025-06-05T11:05:00",
        ),
        (
            "de",
            "Von Anna Möwe",
            "5. Juni 2025, 11:05 Uhr",
            "Anna Möwe",
            "2025-06-05T11:05:00",
        ),
        (
            "fr",
            "Par Anne Mouette",
            "Publié le 5 juin 2025 à 11h05",
            "Anne Mouette",
            "2025-06-05T11:05:00",
        ),
        (
            "es",
            "Por Ana Gaviota",
            "5 de junio de 2025",
            "Ana Gaviota",
            "2025-06-05",
        ),
        (
            "it",
            "di Anna Gabbiano",
            "5 giugno 2025 alle 11:05",
            "Anna Gabbiano",
            "2025-06-05T11:05:00",
        ),
        (
            "nl",
            "Door Anna Meeuw",
            "5 juni 2025 om 11.05 uur",
            "Anna Meeuw",
            "2025-06-05T11:05:00",
        ),
        (
            "sv",
            "Av Anna Mås",
            "Publicerad 5 juni 2025 kl. 11.05",
            "Anna Mås",
            "2025-06-05T11:05:00",
        ),
        (
            "ja",
            "記者：山田太郎",
            "2025年6月5日 11時05分",
            "山田太郎",
            "2025-06-05T11:05:00",
        ),
    ];
    for (language, by, date, name, moment) in cases {
        let html = format!(
            "<html lang={language}><title>Flood closes harbour</title><p>1 January 2020 <h1>Flood closes harbour</h1>\
             <p>{by}</p><p>{date}</p>{}<p>2 February 2021</p>",
            format!("<p>Body{}.</p>", " and water".repeat(20)).repeat(4)
        );
        let metadata = read(&html, "");
        assert_eq!(claims(&metadata.byline), [("visible", name)]);
        assert_eq!(claims(&metadata.published)[0], ("visible", moment));
        assert!(
            metadata
                .published
                .values()
                .all(|date| !date.starts_with("2021"))
        );
        assert!(claims(&metadata.title).contains(&("visible", "Flood closes harbour")));
    }
}

#[test]
fn a_time_element_states_the_zone() {
    let metadata = read(
        "<title>Flood closes harbour</title><h1>Flood closes harbour</h1>\
         <time datetime='2025-06-05T11:05:00+02:00'>5 June 2025</time><p>Body",
        "",
    );
    assert_eq!(
        claims(&metadata.published),
        [("time", "2025-06-05T11:05:00+02:00")]
    );
}

#[test]
fn the_text_overrules_a_wrong_language() {
    let body = "Body: die Flut hat den Hafen geschlossen, und niemand weiß, wann die Schiffe wieder fahren können. ";
    let metadata = read(&format!("<html lang=en><p>{}", body.repeat(4)), "");
    assert_eq!(
        claims(&metadata.language),
        [("text", "de"), ("html:lang", "en")]
    );
}

#[test]
fn the_first_line_of_a_text_is_its_title_when_it_is_no_sentence() {
    let title = |text: &str| {
        let snapshot = crate::page::snapshot_text(text, "");
        let mut page = Page::new(&snapshot).unwrap();
        let mut metadata = std::mem::take(&mut page.meta);
        metadata.complete(&page, &[]);
        metadata.title.first().map(str::to_owned)
    };
    assert_eq!(
        title("Flood closes harbour\nIt rained.").as_deref(),
        Some("Flood closes harbour")
    );
    assert_eq!(title("It rained.\nThe flood came."), None);
}

#[test]
fn paths_name_days() {
    let day = |path| day_in_path(path).map(|day| day.to_string());
    assert_eq!(day("/news/2025/06/05/flood").as_deref(), Some("2025-06-05"));
    assert_eq!(day("/2025-06-05-flood").as_deref(), Some("2025-06-05"));
    assert_eq!(day("/a/20250605/x").as_deref(), Some("2025-06-05"));
    assert_eq!(day("/2025/jun/05/flood").as_deref(), Some("2025-06-05"));
    for path in [
        "/2025/06/flood",
        "/news/12345678",
        "/id2025/06/05",
        "/1234-56-78",
        "/2025/",
    ] {
        assert_eq!(day(path), None, "{path}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn never_fails(html in "(<(h1|p|time|meta|title|script type='application/ld\\+json'|a|div)( (itemprop|property|name|content|datetime|class|itemscope)='?[a-zA-Z:{}\"0-9 -]{0,12}'?){0,3}>|\\PC{0,12}|</(h1|p|script|title)>){0,24}", url in "(https?://)?\\PC{0,24}") {
        let _ = read(&html, &url);
    }
}

#[test]
fn the_headline_shows_by_its_looks_where_no_title_names_it() {
    let page = |title: &str, headline: &str| {
        format!(
            "<title>{title}</title><p>Tides today<p><b>Ferries run until nine tonight</b>\
             <p>{headline}<p>12 May 2026<p>Body of the story.<p>Body goes on."
        )
    };
    let cases = [
        (
            "The Quay Post",
            "<span class=storyHeadline>Wall gives way at harbour</span>",
        ),
        (
            "The Quay Post",
            "<font size=4><b>Wall gives way at harbour</b></font>",
        ),
        ("Coast", "<h1>Wall gives way at harbour</h1>"),
        (
            "Wall gives way at harbour | All the tides of the coast, every day",
            "Wall gives way at harbour",
        ),
        (
            "Wall gives way at harbour",
            "Wall gives way at harbour<br>By Ann Gull<br>12 May 2026, 9.15",
        ),
    ];
    for (title, headline) in cases {
        let metadata = read(&page(title, headline), "");
        let (found, wanted) = (metadata.title.first(), Some("Wall gives way at harbour"));
        assert_eq!(found, wanted, "{title}: {headline}");
    }
}

#[test]
fn a_headline_is_what_the_story_tells_of_and_not_the_name_of_the_page() {
    const BODY: &str = "<p>Body: The harbour wall of Osmere gave way at dawn on Tuesday, and the market square was \
        under water within the hour.<p>Body goes on: sellers carried what they could to the school.";
    let wanted = "Harbour wall gave way at dawn";
    let cases = [
        // The page states nothing but a motto, for machines too.
        (
            "<title>All the tides of the coast</title><meta name=title content='Tides, towns and \
             trade'>",
            format!("<p>Tides today<h1>{wanted}</h1>"),
        ),
        // Its section, as a heading that says the same.
        (
            "<title>Coast Wire</title>",
            format!("<h3>Coast Wire</h3><p>12 May 2026<h2>{wanted}</h2>"),
        ),
        (
            "<title>COAST</title>",
            format!("<div>COAST</div><p><font><b>{wanted}</b></font>"),
        ),
        // Nothing sets it off but that the story tells of it.
        ("", format!("<h1>News</h1><p>{wanted}")),
        (
            "<title>News and weather for the whole of the coast</title>",
            format!("<p>Tell us what you think<p><font>{wanted}</font>"),
        ),
        // The element's own name; and a line above the headline that is named like it.
        (
            "",
            format!("<headline>{wanted}</headline><p>At the coast today"),
        ),
        (
            "<title>Tides and towns of the coast</title>",
            format!(
                "<div class=headline>{wanted}</div><div class=overtitle>Osmere under water</div>"
            ),
        ),
        // A link to the page itself, in the words that the title begins with.
        (
            "<title>Harbour wall gave way at dawn / Wire stories @ Post</title>",
            format!("<p><a href=/wall>{wanted}</a>"),
        ),
    ];
    for (head, above) in cases {
        let metadata = read(&format!("{head}<body>{above}{BODY}"), "");
        assert_eq!(metadata.title.first(), Some(wanted), "{head} {above}");
    }
}

#[test]
fn a_stated_title_stands_against_lines_that_only_look_like_one() {
    let metadata = read(
        "<meta property='og:title' content='Harbour wall gave way at dawn'><title>Harbour wall gave way at dawn | \
         Coast</title><body><p><b>Market moves to the school</b><p>Body: The harbour wall of Osmere gave way \
         at dawn, and the market moves to the school until it is mended.",
        "",
    );
    assert_eq!(
        metadata.title.first(),
        Some("Harbour wall gave way at dawn")
    );
}

#[test]
fn a_title_that_was_never_closed_ends_where_markup_begins() {
    let metadata = read(
        "<title>Wall gives way <!-- tides --> <body><p>Body.</title>",
        "",
    );
    assert_eq!(metadata.title.first(), Some("Wall gives way"));
}

#[test]
fn a_date_of_change_does_not_hide_the_date_of_publication() {
    let html = "<h1>Wall gives way</h1><p>Updated: 14 May 2026<p>Body of the story, which is long \
        enough to be a paragraph of its own and to go on for a while about the wall, the harbour, \
        the market and the people who sell fish there on most days of the week.<p>Published: 12 May 2026";
    let metadata = read(html, "");
    assert_eq!(metadata.published.first(), Some("2026-05-12"));
    assert_eq!(metadata.modified.first(), Some("2026-05-14"));
}

#[test]
fn a_front_page_is_no_story_s_address() {
    let own = "https://www.quaypost.example/news/larkfield-sea-wall-vote";
    for (stated, wanted) in [
        ("https://www.quaypost.example/", own),
        ("https://www.quaypost.example/news/", own),
        (
            "https://quaypost.example/news/larkfield-sea-wall-vote/",
            "https://quaypost.example/news/larkfield-sea-wall-vote/",
        ),
    ] {
        let html =
            format!("<link rel=canonical href='{stated}'><meta property=og:url content='/'>");
        let metadata = read(&html, own);
        assert_eq!(metadata.address(), Some(wanted), "{stated}");
    }
    let part = "https://www.quaypost.example/larkfield-sea-wall-vote";
    let page = read(
        &format!("<link rel=canonical href='{part}'>"),
        &format!("{part}/print"),
    );
    assert_eq!(page.address(), Some(part));
    let page = read(
        &format!("<link rel=canonical href='{part}'>"),
        &format!("{part}/page-two"),
    );
    assert_eq!(page.address(), Some(part));
    let below = "https://quaypost.example/news/sea-wall";
    let page = read("<link rel=canonical href='/news/'>", below);
    assert_eq!(page.address(), Some(below));
    let page = read(
        "<link rel=canonical href='/'>",
        "https://quaypost.example/?p=123",
    );
    assert_eq!(page.address(), Some("https://quaypost.example/?p=123"));
}

#[test]
fn a_language_that_is_not_recognised_is_believed() {
    let body = "Body: die Flut hat den Hafen geschlossen, und niemand weiß, wann die Schiffe wieder fahren können. ";
    let metadata = read(&format!("<html lang=lb><p>{}", body.repeat(4)), "");
    assert_eq!(metadata.language.first(), Some("lb"));
}

#[test]
fn a_part_that_is_not_free_makes_a_page_that_is_not() {
    let is_free = |rest: &str| {
        let json = format!(r#"{{"@type": "NewsArticle", "headline": "Flood" {rest}}}"#);
        let html = format!(r#"<script type="application/ld+json">{json}</script><h1>Flood</h1>"#);
        read(&html, "").linked.is_free
    };
    let part = r#"{"@type": "WebPageElement", "isAccessibleForFree": false}"#;
    assert_eq!(is_free(&format!(r#", "hasPart": {part}"#)), Some(false));
    assert_eq!(is_free(&format!(r#", "hasPart": [{part}]"#)), Some(false));
    let whole = format!(r#", "isAccessibleForFree": true, "hasPart": {part}"#);
    assert_eq!(is_free(&whole), Some(true));
    assert_eq!(is_free(""), None);
}
