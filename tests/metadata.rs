//! How often titles and publication dates are right, over real pages whose JSON-LD states them,
//! with that JSON-LD hidden from the reading; and titles where the gold marks the headline.
//!
//! JSON-LD often gives search engines another headline than readers see, so its `title` figure also
//! says how many of them stand nowhere else on the page: no reading could find those; and how many
//! titles are right or the page's only top heading: what readers see as the headline.
//!
//! The pages lie in `../shared/bench`; where they do not, the test says so and passes. With
//! `WIREPRINT_MISSES=1` it prints every page that went wrong.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use wireprint::formats::snapshot_html;
use wireprint::learned::{Known, prior};
use wireprint::page::meta::Claims;
use wireprint::page::meta::dates::Moment;
use wireprint::page::{Metadata, Page};
use wireprint::{article, boilerplate};

/// Share of pages that must be right.
const TITLES: f64 = 0.88;
const HEADLINES: f64 = 0.96;
const DATES: f64 = 0.95;

#[derive(Default)]
struct Score {
    /// Right within what may differ between two places of one page.
    right: usize,
    /// Right to the letter.
    exact: usize,
    /// Stated by no other place of the page.
    lone: usize,
    /// Right, or the page's only top heading.
    seen: usize,
    total: usize,
}

impl Score {
    fn share(&self) -> f64 {
        self.right as f64 / self.total.max(1) as f64
    }
}

#[test]
fn titles_and_dates_are_found_without_linked_data() {
    let bench = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/bench");
    let sets = pages(&bench);
    if sets.is_empty() {
        eprintln!("skipped: no pages in {}", bench.display());
        return;
    }
    let show = std::env::var_os("WIREPRINT_MISSES").is_some();
    let mut scores: BTreeMap<(&str, String), Score> = BTreeMap::new();
    for file in &sets {
        let set = file.parent().and_then(Path::file_name).unwrap_or_default();
        let set = set.to_string_lossy().into_owned();
        let gold = std::fs::read_to_string(file.with_file_name("gold.json")).unwrap();
        let gold: Value = serde_json::from_str(&gold).unwrap();
        for line in read(file).lines() {
            let page: Value = serde_json::from_str(line).unwrap();
            if gold[page["id"].as_str().unwrap_or_default()]["news"] != true {
                continue;
            }
            let text = |key| page[key].as_str().unwrap_or_default();
            if let Some(headlines) = headlines(&gold[text("id")]) {
                let found = metadata(text("html"), text("url"));
                let got = found.title.first().unwrap_or_default();
                let judged = headlines.iter().map(|wanted| same_title(wanted, got));
                let score = scores.entry(("headline", "all".to_owned())).or_default();
                score.total += 1;
                score.right += usize::from(judged.clone().any(|(right, _)| right));
                score.exact += usize::from(judged.clone().any(|(_, exact)| exact));
                if show && !judged.clone().any(|(right, _)| right) {
                    println!("headline {set}/{} {}", text("id"), text("url"));
                    println!("  wanted {headlines:?}");
                    for claim in found.title.all().iter().take(8) {
                        println!("  found  {} ({})", claim.value, claim.source);
                    }
                }
            }
            if !text("html").contains("ld+json") {
                continue;
            }
            let stated = metadata(text("html"), text("url"));
            let hidden = text("html").replace("ld+json", "hidden");
            let found = metadata(&hidden, text("url"));
            let top = only_top_heading(text("html"));
            let mut judge =
                |what, stated: &Claims, found: &Claims, same: fn(&str, &str) -> (bool, bool)| {
                    let Some(wanted) = linked(stated) else { return };
                    let got = found.first().unwrap_or_default();
                    let (right, exact) = same(wanted, got);
                    let seen = right || top.as_deref().is_some_and(|top| same(top, got).1);
                    let lone = !found.values().any(|other| same(wanted, other).0);
                    for set in [&set, "all"] {
                        let score = scores.entry((what, set.to_owned())).or_default();
                        score.total += 1;
                        score.right += usize::from(right);
                        score.exact += usize::from(exact);
                        score.lone += usize::from(lone);
                        score.seen += usize::from(seen);
                    }
                    if show && !right {
                        println!("{what} {set}/{} {}", text("id"), text("url"));
                        println!("  wanted {wanted}");
                        for claim in found.all().iter().take(8) {
                            println!("  found  {} ({})", claim.value, claim.source);
                        }
                    }
                };
            judge("title", &stated.title, &found.title, same_title);
            judge("published", &stated.published, &found.published, same_day);
        }
    }
    for ((what, set), score) in &scores {
        let (right, exact, lone, total) = (score.right, score.exact, score.lone, score.total);
        print!(
            "{what:10} {set:14} {right:4} of {total:4} right {:.3}, {exact:4} to the letter, \
             {lone:3} stated nowhere else",
            score.share()
        );
        match *what {
            "title" => println!(", {:4} right or the only top heading", score.seen),
            _ => println!(),
        }
    }
    let share = |what| {
        scores
            .get(&(what, "all".to_owned()))
            .map_or(0.0, Score::share)
    };
    assert!(share("title") >= TITLES, "titles: {:.3}", share("title"));
    assert!(
        share("headline") >= HEADLINES,
        "headlines: {:.3}",
        share("headline")
    );
    assert!(
        share("published") >= DATES,
        "dates: {:.3}",
        share("published")
    );
}

/// The headlines that the gold of a page marks.
fn headlines(gold: &Value) -> Option<Vec<&str>> {
    let blocks = gold["blocks"].as_array()?.iter();
    let marked = blocks.filter(|block| block["kind"] == "headline");
    let texts: Vec<&str> = marked.filter_map(|block| block["text"].as_str()).collect();
    (!texts.is_empty()).then_some(texts)
}

fn metadata(html: &str, url: &str) -> Metadata {
    let snapshot = snapshot_html(html, url);
    let mut page = Page::new(&snapshot).unwrap();
    let mut metadata = std::mem::take(&mut page.meta);
    let known = Known::default();
    let priors = prior(&page, &known);
    let labels = boilerplate::label(&page, &article::choose(&page, &priors), &priors);
    let kinds: Vec<_> = labels.blocks.iter().map(|label| label.kind).collect();
    metadata.complete(&page, &kinds);
    metadata
}

/// The text of the one top heading of a page.
fn only_top_heading(html: &str) -> Option<String> {
    let snapshot = snapshot_html(html, "");
    let page = Page::new(&snapshot).ok()?;
    let is_top = |node: &u32| page.tree.name(*node) == "h1";
    let mut tops = (0..page.tree.len()).filter(is_top);
    let (top, None) = (tops.next()?, tops.next()) else {
        return None;
    };
    let below = (top..page.tree.end(top)).filter(|&node| page.tree.is_text(node));
    Some(below.map(|node| page.tree.text(node)).collect())
}

/// What the story's own JSON-LD states.
fn linked(claims: &Claims) -> Option<&str> {
    let claim = claims
        .all()
        .iter()
        .find(|claim| claim.source == "json-ld")?;
    Some(&claim.value)
}

/// The same words in the same order, typography and all that is no word aside; right also when a
/// kicker, a few words more or less, stands at one end.
fn same_title(wanted: &str, got: &str) -> (bool, bool) {
    let squash = |text: &str| -> String {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let (a, b) = (squash(wanted), squash(got));
    let (short, long) = if a.len() < b.len() {
        (&a, &b)
    } else {
        (&b, &a)
    };
    let nearly =
        !short.is_empty() && 10 * short.len() >= 7 * long.len() && long.contains(short.as_str());
    (a == b || nearly, a == b)
}

/// The same day in one of the two zones; to the letter where it is the same instant too.
fn same_day(wanted: &str, got: &str) -> (bool, bool) {
    let (Some(a), Some(b)) = (Moment::read(wanted), Moment::read(got)) else {
        return (false, false);
    };
    let near =
        (a.seconds() - b.seconds()).abs() < 14 * 3600 && (a.offset.is_some() != b.offset.is_some());
    let instant = a.seconds() == b.seconds();
    (
        a.day == b.day || instant || near && a.time.is_some() && b.time.is_some(),
        wanted == got || instant,
    )
}

/// The files of pages.
fn pages(bench: &Path) -> Vec<PathBuf> {
    let Ok(sets) = std::fs::read_dir(bench.join("extraction")) else {
        return Vec::new();
    };
    let files = sets.flatten().map(|set| set.path().join("pages.jsonl.xz"));
    let mut files: Vec<PathBuf> = files.filter(|file| file.exists()).collect();
    files.sort();
    files
}

fn read(file: &Path) -> String {
    let output = Command::new("xzcat")
        .arg(file)
        .output()
        .expect("xzcat is needed to read the pages");
    String::from_utf8(output.stdout).unwrap()
}
