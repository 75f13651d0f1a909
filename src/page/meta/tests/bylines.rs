//! Who wrote a story, by the lines that readers see.

use super::*;

/// The first byline of a page with these lines between its headline and its story.
fn byline(lines: &str) -> Option<String> {
    let html = format!(
        "<title>Flood closes harbour</title><h1>Flood closes harbour</h1>{lines}<p>Body of the story."
    );
    let metadata = read(&html, "https://quaypost.example/2025/flood");
    metadata.byline.first().map(str::to_owned)
}

#[test]
fn links_to_authors_name_them() {
    for line in [
        "<div><a href='/author/ann-gull'>Ann Gull</a></div>",
        "<div><a href='https://quaypost.example/autoren/ann-gull'>Ann Gull</a></div>",
        "<div class=byline>By <a href='/author/g'>Ann Gull</a> <button>Follow</button></div>",
        "<div class=byline>By <a href='/author/g'>Ann Gull</a> <a href='https://x.example/g'>@anngull</a></div>",
        "<div data-testid=byline-block><span>Ann Gull</span></div>",
        "<div class=byline><span class=name>Ann Gull</span> <span class=role>Coast editor</span></div>",
        "<p>By Ann Gull for the Larkholm Times</p>",
        "<p>Opinion by Ann Gull</p>",
        "<p>Submitted by <span>Ann Gull</span> on <span>Mon, 03/17/2025</span></p>",
    ] {
        assert_eq!(byline(line).as_deref(), Some("Ann Gull"), "{line}");
    }
    for line in [
        "<div><a href='/news/coast'>Larkholm Coast</a></div>",
        "<div><a href='/author/ann-gull'>More of the tide</a></div>",
    ] {
        assert_eq!(byline(line), None, "{line}");
    }
}

#[test]
fn the_outlet_s_own_name_gives_way_to_an_author_s() {
    let stated =
        "<meta property=og:site_name content='Quay Post'><meta name=author content='quay post'>";
    let line = format!("{stated}<p>By Ann Gull</p>");
    assert_eq!(byline(&line).as_deref(), Some("Ann Gull"));
    assert_eq!(byline(stated).as_deref(), Some("quay post"));
}

#[test]
fn authors_far_apart_are_not_of_one_story() {
    let header = |name: &str| format!("<div><div>By {name}</div></div>");
    let lines = format!(
        "{}<p>One</p><p>Two</p><p>Three</p>{}",
        header("Ann Gull"),
        header("Bo Tern")
    );
    assert_eq!(byline(&lines).as_deref(), Some("Ann Gull"));
}
