use proptest::prelude::*;

use crate::formats::snapshot_html;
use crate::report::{Agency, AgencyRole};

const BODY: &str = "<p>Rain fell on Larkfield for the third day in a row, and the river rose above \
    the lower quay, the harbour master said on Tuesday.</p><p>Shops stayed closed, and the ferry \
    did not sail. The council told people to stay at home until the water falls again.</p><p>No \
    one was hurt, the council said. It expects the rain to end on Thursday morning at the \
    latest.</p>";

fn read(head: &str, above: &str, body: &str, below: &str, url: &str) -> Vec<Agency> {
    let html = format!(
        "<html><head>{head}</head><body><h1>Rain over Larkfield</h1>{above}{body}{below}</body>"
    );
    let reading = crate::read(&snapshot_html(&html, url), "page").map(|reading| reading.agencies);
    reading.unwrap_or_default()
}

fn named(agencies: &[Agency]) -> Vec<&str> {
    agencies.iter().map(|agency| agency.name.as_str()).collect()
}

#[test]
fn the_footer_of_the_site_says_nothing_of_the_text() {
    let story = format!("<article>{BODY}</article>");
    let footer = "<footer class=\"site-footer\"><nav><a href=\"/a\">About</a></nav>\
        <p>© 2031 Thomson Reuters. All rights reserved.</p></footer>";
    assert!(named(&read("", "", &story, footer, "")).is_empty());
    let own =
        format!("<article>{BODY}<p>© 2031 Thomson Reuters. All rights reserved.</p></article>");
    assert_eq!(named(&read("", "", &own, "", "")), ["Reuters"]);
}

#[test]
fn every_place_of_a_claim_is_read() {
    let plain = |above, below| read("", above, BODY, below, "");
    let dateline = BODY.replacen("Rain fell", "LARKFIELD (Reuters) - Rain fell", 1);
    let ending = BODY.replacen("latest.", "latest. - Reuters", 1);
    let meta = "<meta name=\"DC.source\" content=\"Reuters\">";
    let linked = "<script type=\"application/ld+json\">{\"@type\": \"NewsArticle\", \
        \"headline\": \"Rain over Larkfield\", \"author\": {\"@type\": \"Organization\", \
        \"name\": \"Reuters\"}}</script>";
    let canonical = "<link rel=\"canonical\" href=\"https://www.reuters.com/rain\">";
    for (place, agencies) in [
        ("byline", plain("<p>By Ada Holm and Reuters</p>", "")),
        ("dateline", read("", "", &dateline, "", "")),
        ("credit", plain("", "<p>Source: Reuters</p>")),
        (
            "credit",
            plain("", "<p><em>With files from Reuters</em></p>"),
        ),
        ("credit", read("", "", &ending, "", "")),
        (
            "copyright",
            plain("", "<p>© 2031 Reuters. All rights reserved.</p>"),
        ),
        (
            "sign-off",
            plain(
                "",
                "<p>Our Standards: The Thomson Reuters Trust Principles.</p>",
            ),
        ),
        ("meta", read(meta, "", BODY, "", "")),
        (
            "meta",
            read(linked, "", BODY, "", "https://larkfield.example/rain"),
        ),
        (
            "canonical",
            read(canonical, "", BODY, "", "https://larkfield.example/rain"),
        ),
        (
            "publisher",
            read("", "", BODY, "", "https://uk.reuters.com/rain"),
        ),
    ] {
        assert_eq!(named(&agencies), ["Reuters"], "{place}");
        assert_eq!(agencies[0].place, place);
        assert!(agencies[0].evidence.iter().all(|text| !text.is_empty()));
    }
}

#[test]
fn naming_an_agency_is_no_claim() {
    let told = BODY.replacen("the council said", "the council told Reuters", 1);
    let according = BODY.replacen("Rain fell", "Rain fell, according to the AP,", 1);
    let plain = |above, below| read("", above, BODY, below, "");
    for agencies in [
        read("", "", &told, "", ""),
        read("", "", &according, "", ""),
        plain(
            "<figure><img><figcaption>The quay. AFP</figcaption></figure>",
            "",
        ),
        plain("<p>Photo: Reuters</p>", ""),
        plain("<p>REUTERS/Ada Holm</p>", ""),
        plain("<p class=\"photo-credit\">Reuters</p>", ""),
        plain("", "<aside><p>Reuters</p></aside>"),
        plain(
            "",
            "<div class=related><h3>Sun over Tarn</h3><p>By Associated Press</p></div>",
        ),
        plain("", "<p>We use texts of Reuters and others.</p>"),
    ] {
        assert_eq!(named(&agencies), [""; 0]);
    }
}

#[test]
fn roles_say_how_much_is_the_agencys() {
    let role = |above| read("", above, BODY, "", "")[0].role;
    assert_eq!(role("<p>By Reuters</p>"), AgencyRole::Whole);
    assert_eq!(
        role("<p>Ada Holm with Reuters</p>"),
        AgencyRole::Contributed
    );
    let own = read(
        "",
        "<p>Reuters</p>",
        BODY,
        "",
        "https://www.reuters.com/rain",
    );
    assert_eq!(own[0].role, AgencyRole::Publisher);
}

#[test]
fn a_press_release_is_not_the_text_of_the_site_it_is_on() {
    let body = BODY.replacen("Rain fell", "LARKFIELD--(Business Wire)--Rain fell", 1);
    let agencies = read("", "", &body, "", "https://www.reuters.com/release");
    assert_eq!(named(&agencies), ["Business Wire"]);
    assert!(agencies[0].release);
}

#[test]
fn an_unnamed_agency_counts_where_none_is_named() {
    let feed = "<p>The Larkfield desk ran this report from an agency feed.</p>";
    assert_eq!(named(&read("", "", BODY, feed, "")), ["Agencies"]);
    let both = format!("<p>© 2031 Bloomberg L.P.</p>{feed}");
    assert_eq!(named(&read("", "", BODY, &both, "")), ["Bloomberg"]);
}

#[test]
fn evidence_is_short_and_from_the_page() {
    let notice = format!(
        "<p>© 2031 Reuters. All rights reserved. {}</p>",
        "Keep off. ".repeat(20)
    );
    let agencies = read("", "", BODY, &notice, "");
    assert_eq!(named(&agencies), ["Reuters"]);
    for text in &agencies[0].evidence {
        assert!(text.chars().count() <= 200 && notice.contains(text.as_str()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_line_breaks_it(
        above in "(By |Von |©|\\(|/|【|Reuters|AP|dpa|Halden News Agency|ß|İ|’|“|東|😀|[ -~]| ){0,12}",
        below in "(Source: |with files from |\\- |\\(|\\)|Reuters|AFP|©|copyright|\u{301}|é|[ -~]){0,12}",
    ) {
        let body = format!("<p>{above} {BODY} {below}</p>");
        read("", &format!("<p>{above}</p>"), &body, &format!("<p>{below}</p>"), &above);
    }
}
