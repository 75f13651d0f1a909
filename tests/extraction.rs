//! Whole pages of our own making in, stories out: what belongs to a story stays, what does not goes,
//! whatever the page does around it.

use serde_json::json;
use wireprint::formats::snapshot_html;
use wireprint::learned::Known;
use wireprint::report::{Kind, Reading};
use wireprint::rules::{OWN, Pack};
use wireprint::{read, read_with};

/// Paragraphs of one story.
const STORY: [&str; 6] = [
    "The harbour board of Larkfield closed the north quay on Monday after divers found a crack as \
     long as a ferry in its oldest wall, and moved forty boats to the river.",
    "Nobody was hurt, the board said, but the fish market will not open before Thursday, and the \
     two ferries to Osmere will leave from the coal pier until the wall has been shored up.",
    "“We were lucky that it happened at low water,” said Ada Holm, the board’s engineer, who has \
     warned of the state of the wall since she came to Larkfield nine years ago.",
    "The crack runs from the steps at the customs house to the old crane. Holm believes that a \
     drain which nobody had on any plan washed out the fill behind the stones over decades.",
    "Repairs will cost at least three million crowns, of which the county has promised a third. \
     Where the rest is to come from will be decided when the council meets next week.",
    "Until then the quay stays closed to carts as well, and the market’s traders have been offered \
     the hall of the rope works, which has stood empty since the autumn.",
];

fn paragraphs(range: std::ops::Range<usize>) -> String {
    marked_up(&STORY[range])
}

fn marked_up(texts: &[&str]) -> String {
    let paragraphs = texts.iter().map(|text| format!("<p>{text}</p>"));
    paragraphs.collect()
}

/// A page around what stands in its article and below it.
fn page(article: &str, below: &str) -> Reading {
    raw(&format!(
        "<html lang=en><head><title>Crack closes north quay - Larkfield Courier</title>\
         <meta property=og:title content='Crack closes north quay'></head><body>\
         <header><nav><ul><li><a href=/>Home</a><li><a href=/news>News</a><li><a href=/sport>Sport</a>\
         </ul></nav></header><main><article><h1>Crack closes north quay</h1>{article}</article>{below}\
         </main><footer><p>© 2031 Larkfield Courier</p></footer></body></html>"
    ))
}

fn raw(html: &str) -> Reading {
    read(
        &snapshot_html(html, "https://courier.example/2031/quay"),
        "page",
    )
    .unwrap()
}

#[track_caller]
fn assert_story(reading: &Reading, wanted: &[&str]) {
    assert_eq!(reading.text.split("\n\n").collect::<Vec<_>>(), wanted);
}

#[test]
fn a_story_that_the_page_hides_is_read_when_it_shows_none() {
    for hiding in [
        "hidden",
        "style='display:none'",
        "style='visibility: hidden'",
    ] {
        let whole = format!("<div {hiding}>{}</div>", paragraphs(0..6));
        let reading = page(&whole, "<p>Loading …</p>");
        assert_story(&reading, &STORY);
        assert!(
            reading.why.iter().any(|why| why.contains("hidden")),
            "{:?}",
            reading.why
        );
    }
    let each = STORY[1..]
        .iter()
        .map(|text| format!("<div hidden><p>{text}</p></div>"))
        .collect::<Vec<_>>()
        .concat();
    assert_story(&page(&format!("{}{each}", paragraphs(0..1)), ""), &STORY);
}

#[test]
fn what_is_hidden_beside_a_story_stays_out() {
    let terms = "We and our partners store cookies on your device so that the site works, to measure \
        how it is used and to show you advertisements, as our policy explains in more detail. ";
    let dialog = format!(
        "<div hidden class=cookie-dialog>{}</div>",
        format!("<p>{terms}</p>").repeat(20)
    );
    assert_story(&page(&paragraphs(0..6), &dialog), &STORY);
    let short = page(&paragraphs(0..2), &dialog);
    assert_story(&short, &STORY[..2]);
}

#[test]
fn consent_and_sign_up_walls_are_never_the_story() {
    let wall = "<div class='consent-wall'><h2>Your privacy</h2>\
        <p>We and our 812 partners store and read information on your device, such as cookies, and \
        process personal data to show you advertisements that fit your interests.</p>\
        <p>You can accept all of this, refuse it, or choose for each purpose. You can change your \
        choice at any time with the link at the foot of every page of this site.</p>\
        <p>Some partners rely on their legitimate interest, to which you can object below.</p></div>\
        <div class='subscribe-wall'><p>Create a free account to continue reading. You can read three \
        stories a month without paying, and cancel whenever you like, no questions asked.</p></div>";
    let alone = raw(&format!(
        "<title>Crack closes north quay</title><body>{wall}"
    ));
    assert_eq!(alone.text, "");
    // Makers of dialogs name them by two words.
    for name in ["qc-cmp2-container", "sp_message_container"] {
        let named = wall.replace("consent-wall", name);
        assert_eq!(
            raw(&format!("<title>Crack</title><body>{named}")).text,
            "",
            "{name}"
        );
    }
    assert_story(&page(&paragraphs(0..6), wall), &STORY);
    // Settings of the page that speak of consent are no dialog.
    let flags = format!(
        "<div class='caas enableInlineConsent gdpr'><article>{}</article></div>",
        paragraphs(0..6)
    );
    let whole = raw(&format!(
        "<title>Crack closes north quay</title><body><div class='app filterGdprEmbeds'>\
         <h1>Crack closes north quay</h1>{flags}</div>"
    ));
    assert_story(&whole, &STORY);
}

#[test]
fn captions_credits_pointers_and_promos_inside_the_body_are_left_out() {
    let reading = page(
        &format!(
            "{}<figure><img src=q.jpg><figcaption>The north quay on Monday evening. Photo: Piet Roos\
             </figcaption></figure>{}<p><strong>Read more: <a href=/f>Ferry fares to rise in spring</a>\
             </strong></p>{}<aside class=newsletter><p>Sign up for our harbour newsletter and never miss \
             a tide.</p></aside>{}",
            paragraphs(0..2),
            paragraphs(2..3),
            paragraphs(3..4),
            paragraphs(4..6),
        ),
        "<section class=related><h2>More stories</h2><ul><li><a href=/a>Herring back in the bay after \
         twenty years</a><li><a href=/b>Council quarrels over the new tram</a></ul></section>",
    );
    assert_story(&reading, &STORY);
}

#[test]
fn subheadings_lists_quotations_and_tables_are_kept() {
    let reading = page(
        &format!(
            "{}<h2>What is closed</h2><p>Until Thursday these places can not be reached:</p><ul>\
             <li>the fish market and the ice house behind it,</li><li>the customs steps and the old \
             crane.</li></ul>{}<blockquote><p>I have seen storms take boats, but never a wall.</p>\
             </blockquote>{}",
            paragraphs(0..2),
            paragraphs(2..4),
            paragraphs(4..6),
        ),
        "",
    );
    for part in [
        "What is closed",
        "the fish market and the ice house",
        "the customs steps",
        "never a wall",
    ] {
        assert!(reading.text.contains(part), "{part}: {}", reading.text);
    }
    assert!(reading.text.starts_with(STORY[0]) && reading.text.ends_with(STORY[5]));
}

#[test]
fn a_body_split_by_advertisements_is_put_together() {
    let slot = "<div class=ad-slot><p>Advertisement</p></div>";
    let parts = (0..3)
        .map(|part| {
            format!(
                "<div class=story-body>{}</div>{slot}",
                paragraphs(2 * part..2 * part + 2)
            )
        })
        .collect::<Vec<_>>()
        .concat();
    assert_story(&page(&parts, ""), &STORY);
}

#[test]
fn the_posts_of_a_live_blog_are_its_story() {
    let posts = STORY
        .iter()
        .enumerate()
        .map(|(at, text)| {
            format!(
                "<div class='live-blog__post'><time datetime=2031-06-05T1{at}:05>1{at}:05</time>\
                 <p>{text}</p></div>"
            )
        })
        .collect::<Vec<_>>()
        .concat();
    let reading = page(&format!("<div class=live-blog>{posts}</div>"), "");
    for text in STORY {
        assert!(reading.text.contains(text), "{text}\n\n{}", reading.text);
    }
}

#[test]
fn long_posts_of_a_live_blog_are_its_story_as_short_ones_are() {
    let post =
        |title: &str, range| format!("<article><h2>{title}</h2>{}</article>", paragraphs(range));
    let html = format!(
        "<html lang=en><title>North quay: live - Larkfield Courier</title><body><main>\
         <h1>North quay: live</h1><p>What we know of the crack in the quay, post by post.</p>{}{}{}{}</main>",
        post("Boats leave", 0..1),
        post("How it was found", 1..4),
        post("Ferries move", 4..5),
        post("What it will cost", 3..6)
    );
    let reading = raw(&html);
    assert!(reading.stories.is_empty(), "{:?}", reading.stories);
    assert!(reading.text.contains(STORY[0]) && reading.text.contains(STORY[2]));
}

#[test]
fn the_subheads_of_a_timeline_are_the_story_s() {
    let day = |day: &str, range| format!("<h2>{day}</h2>{}", paragraphs(range));
    let reading = page(
        &format!(
            "<p>By Ada Holm</p>{}{}{}{}",
            paragraphs(0..1),
            day("May 6, 2029", 1..2),
            day("2030", 2..4),
            day("4 June 2031", 4..6)
        ),
        "",
    );
    for day in ["May 6, 2029", "2030", "4 June 2031"] {
        assert!(reading.text.contains(day), "{day}");
    }
    assert_eq!(reading.published, None);
}

#[test]
fn a_table_below_the_last_paragraph_is_the_story_s() {
    let row = |cells: [&str; 3]| format!("<tr><td>{}</tr>", cells.join("<td>"));
    let table = format!(
        "<table><tr><th>Team<th>Games<th>Points</tr>{}{}</table>",
        row(["Rovers", "27", "51"]),
        row(["Harbour", "26", "44"])
    );
    let reading = page(&format!("{}{table}", paragraphs(0..4)), "");
    assert!(reading.text.ends_with("44"), "{}", reading.text);
}

#[test]
fn the_author_at_the_foot_is_known_by_the_byline_that_readers_see() {
    let foot = "<p>Ada Holm covers the harbour for the Larkfield Courier.</p>";
    let reading = page(&format!("<p>By Ada Holm</p>{}{foot}", paragraphs(0..6)), "");
    assert_story(&reading, &STORY);
    assert_eq!(
        reading
            .blocks
            .iter()
            .filter(|block| block.kind == Kind::Bio)
            .count(),
        1
    );
    let other = page(&format!("<p>By Bo Tern</p>{}{foot}", paragraphs(0..6)), "");
    assert!(other.blocks.iter().all(|block| block.kind != Kind::Bio));
}

#[test]
fn a_line_of_contributors_is_a_credit_wherever_it_stands() {
    let foot = "<p>Halden Press writers Ada Holm in Larkfield and Bo Tern in Osmere contributed to this report.</p>\
                <p>Read on at the <a href=/quay>quay’s own page</a> of the Courier.</p>";
    let reading = page(&format!("{}{foot}", paragraphs(0..6)), "");
    let credits = reading
        .blocks
        .iter()
        .filter(|block| block.kind == Kind::Credit);
    assert_eq!(credits.count(), 1);
}

#[test]
fn a_short_item_is_read_whole() {
    assert_story(&page(&paragraphs(0..1), ""), &STORY[..1]);
    let described = raw(&format!(
        "<html lang=en><head><title>Crack closes north quay</title><meta name=description content='{0}'>\
         </head><body><main><article><h1>Crack closes north quay</h1><p>{0}</p></article></main>",
        STORY[0]
    ));
    assert_story(&described, &STORY[..1]);
}

#[test]
fn the_standfirst_comes_once() {
    let standfirst =
        "Divers found the damage at low water; the fish market stays shut until Thursday.";
    let html = format!(
        "<p class=standfirst>{standfirst}</p><div class=print-only><p class=standfirst>{standfirst}</p>\
         </div>{}",
        paragraphs(0..6)
    );
    let reading = page(&html, "");
    assert_eq!(
        reading.text.matches(standfirst).count(),
        1,
        "{}",
        reading.text
    );
    assert!(reading.text.starts_with(standfirst));
}

#[test]
fn a_gallery_keeps_its_text_and_leaves_its_captions() {
    let slides = (1..5)
        .map(|slide| {
            format!(
                "<figure class=gallery__slide><img src={slide}.jpg><figcaption>{slide} / 4 Boats at the \
                 coal pier. Photo: Piet Roos / Courier</figcaption></figure>"
            )
        })
        .collect::<Vec<_>>()
        .concat();
    let reading = page(
        &format!("{}<div class=gallery>{slides}</div>", paragraphs(0..3)),
        "",
    );
    assert_story(&reading, &STORY[..3]);
    let captions = reading
        .blocks
        .iter()
        .filter(|block| block.kind == Kind::Caption);
    assert_eq!(captions.count(), 4);
}

/// Paragraphs of another story.
const OTHER: [&str; 4] = [
    "The herring has come back to the bay after twenty years, and with it the boats of three \
     villages that had given up the trade when the last shoals went north.",
    "Biologists at the station in Osmere counted more young fish this spring than in any year \
     since the station opened, and put it down to colder water and to the ban on nets.",
    "The fishermen themselves speak of luck. “The sea gives and it takes,” said one of them on \
     Sunday, and went to mend a net that had hung in his shed since his father died.",
    "The county will decide in autumn how much may be landed. Until then every boat may bring in \
     two barrels a day, which is checked at the pier by the harbour master.",
];

#[test]
fn the_full_text_of_another_story_is_split_off() {
    let other = format!(
        "<article><h1>Herring back in the bay</h1>{}</article>",
        marked_up(&OTHER)
    );
    let reading = page(&paragraphs(0..6), &other);
    assert_story(&reading, &STORY);
    assert_eq!(reading.stories.len(), 1);
    assert_eq!(
        reading.stories[0].title.as_deref(),
        Some("Herring back in the bay")
    );
    assert_eq!(reading.stories[0].text, OTHER.join("\n\n"));
    assert_eq!(reading.stories[0].id, "page#1");
}

#[test]
fn of_several_articles_the_reader_picks_one() {
    let html = format!(
        "<html lang=en><title>Larkfield Courier: the day</title><body><main>\
         <article id=quay><h1>Crack closes north quay</h1>{}</article>\
         <article id=herring><h1>Herring back in the bay</h1>{}</article></main></body>",
        marked_up(&STORY),
        marked_up(&OTHER)
    );
    // Unasked, the first is the page's story, and the second can be stored beside it.
    let reading = raw(&html);
    assert_story(&reading, &STORY);
    let found = reading.stories.iter();
    let found: Vec<&str> = found.map(|story| &*story.text).collect();
    assert_eq!(found, [OTHER.join("\n\n")]);
    for (id, picked) in [("quay", &STORY[..]), ("herring", &OTHER[..])] {
        let rule = json!({"id": "pick", "kind": "body", "path": format!("article#{id}")});
        let pack = json!({"format": "wireprint-rules", "version": 1, "name": OWN, "rules": [rule]});
        let known = Known {
            packs: vec![Pack::check(pack).unwrap()],
            ..Known::default()
        };
        let snapshot = snapshot_html(&html, "https://courier.example/day");
        let reading = read_with(&snapshot, "page", &known).unwrap();
        assert_story(&reading, picked);
        assert!(reading.why.contains(&"your correction".to_owned()));
    }
}

#[test]
fn the_story_in_an_amp_shell_is_read_under_its_own_address() {
    let story = "https://courier.example/2031/quay";
    let html = format!(
        "<html ⚡ lang=en><head><title>Crack closes north quay</title><link rel=canonical href={story}>\
         <style amp-boilerplate>body{{-webkit-animation:-amp-start 8s}}</style></head><body>\
         <amp-sidebar id=menu><ul><li><a href=/>Home</a><li><a href=/sport>Sport</a></ul></amp-sidebar>\
         <amp-consent id=consent><p>We and our partners store cookies on your device to show you \
         advertisements that suit you. Do you agree to all of them?</p><button>Accept</button>\
         </amp-consent><article><h1>Crack closes north quay</h1>\
         <amp-img src=q.jpg width=16 height=9></amp-img>{}\
         <amp-ad type=x width=300 height=250><p>Sail away with Osmere Lines: a week at sea for the \
         price of three days, wine and a cabin with a window included.</p></amp-ad>{}</article>\
         <amp-list src=/more.json><div fallback><a href=/1>Herring back in the bay</a></div></amp-list>",
        marked_up(&STORY[..3]),
        marked_up(&STORY[3..])
    );
    for shell in [
        "https://courier.example/amp/2031/quay",
        "https://courier-example.cdn.ampproject.org/c/s/courier.example/2031/quay.amp",
        "https://www.google.com/amp/s/courier.example/2031/quay",
    ] {
        let reading = read(&snapshot_html(&html, shell), "page").unwrap();
        assert_story(&reading, &STORY);
        assert_eq!(reading.canonical.as_deref(), Some(story), "{shell}");
        assert_eq!(reading.address.as_deref(), Some(story), "{shell}");
    }
}

#[test]
fn a_paywall_stub_is_marked() {
    let cut = format!("<p>{} …</p>", STORY[1].trim_end_matches('.'));
    let below = |words: &str| format!("<div class=paywall><p>{words}</p></div>");
    let ask = below("Subscribe now. Already a subscriber? Sign in.");
    assert!(page(&format!("{}{cut}{ask}", paragraphs(0..1)), "").truncated);
    assert!(!page(&format!("{}{ask}", paragraphs(0..6)), "").truncated);
    // Words that keep the rest tell, though the text ends with its sentence; but no story is cut off
    // after so much of it.
    let gate = below("Subscribe to read on. Already a subscriber? Sign in.");
    assert!(page(&format!("{}{gate}", paragraphs(0..3)), "").truncated);
    assert!(!page(&format!("{}{gate}", paragraphs(0..6).repeat(4)), "").truncated);
}

#[test]
fn a_page_without_a_story_says_so() {
    let links = (0..40)
        .map(|number| format!("<li><a href=/{number}>Council meets about pier number {number}</a>"))
        .collect::<Vec<_>>()
        .concat();
    let reading = raw(&format!(
        "<title>Courier: all news</title><body><ul>{links}</ul>"
    ));
    assert_eq!(reading.text, "");
    assert!(reading.confidence < 0.3, "{}", reading.confidence);
    assert!(
        reading
            .why
            .iter()
            .any(|why| why.contains("no running text")),
        "{:?}",
        reading.why
    );
    let story = page(&paragraphs(0..6), "");
    assert!(story.confidence > 0.8 && !story.why.is_empty());
}

#[test]
fn scripts_without_spaces_and_from_right_to_left_are_read() {
    let stories = [
        (
            "zh",
            "港务局周一关闭了北码头，因为潜水员在最古老的墙上发现了一条与渡轮一样长的裂缝，四十艘船被移到了河里。没有人受伤，但是鱼市场在星期四之前不会开放。",
        ),
        (
            "ja",
            "港湾局は月曜日、最も古い壁にフェリーほどの長さの亀裂が見つかったため北埠頭を閉鎖し、四十隻の船を川に移した。けが人はいないが、魚市場は木曜日まで開かない。",
        ),
        (
            "th",
            "คณะกรรมการท่าเรือปิดท่าเรือทางเหนือเมื่อวันจันทร์หลังจากนักดำน้ำพบรอยแตกยาวเท่าเรือข้ามฟากในกำแพงที่เก่าแก่ที่สุด และย้ายเรือสี่สิบลำไปที่แม่น้ำ",
        ),
        (
            "ar",
            "أغلق مجلس الميناء الرصيف الشمالي يوم الاثنين بعد أن وجد الغواصون صدعا بطول عبارة في أقدم جدرانه، ونقل أربعين قاربا إلى النهر. ولم يصب أحد بأذى، لكن سوق السمك لن تفتح قبل يوم الخميس.",
        ),
    ];
    for (language, text) in stories {
        let body = format!("<p>{text}</p>").repeat(4);
        let reading = raw(&format!(
            "<html lang={language}><title>N</title><body><nav><a href=/>A</a></nav><article>{body}</article>"
        ));
        assert_eq!(
            reading.text.matches(text).count(),
            4,
            "{language}: {}",
            reading.text
        );
    }
}
