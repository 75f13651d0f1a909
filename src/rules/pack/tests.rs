use serde_json::{Value, json};

use super::{Active, OWN, Pack, correction};
use crate::report::{Block, Kind, ReasonCode};
use crate::rules::path::steps;
use crate::rules::wording;

fn pack(rules: &Value) -> Result<Pack, String> {
    let value = json!({"format": "wireprint-rules", "version": 1, "name": "test", "rules": rules});
    Pack::check(value).map_err(|error| error.to_string())
}

#[test]
fn a_sound_pack_is_taken() {
    let rules = json!([
        {"id": "a", "kind": "notice", "detail": "affiliate", "begins": "We earn",
         "examples": ["We  earn 12 % of what you pay."], "counterexamples": ["They say we earn."]},
        {"id": "b", "kind": "promo", "site": "courier.example", "path": "div.box",
         "examples": [{"text": "Join", "path": "main>div.box>p"}],
         "counterexamples": [{"text": "Join", "path": "main>p"}]},
    ]);
    let taken = pack(&rules).unwrap();
    let again = serde_json::to_value(&taken).unwrap();
    assert_eq!(
        Pack::check(again).unwrap(),
        taken,
        "what is exported can be imported"
    );
}

#[test]
fn a_faulty_rule_is_named_with_its_fault() {
    for (rule, fault) in [
        (
            json!({"id": "x", "kind": "promo"}),
            "rule x: it names none of",
        ),
        (
            json!({"id": "x", "kind": "nonsense", "begins": "a"}),
            "rule x: unknown variant",
        ),
        (
            json!({"kind": "promo", "begins": "a"}),
            "rule 1: missing field `id`",
        ),
        (
            json!({"id": "x", "kind": "promo", "run": "alert()"}),
            "rule x: unknown field `run`",
        ),
        (
            json!({"id": "x", "kind": "promo", "begins": " "}),
            "rule x: its words",
        ),
        (
            json!({"id": "x", "kind": "promo", "path": "div>>p"}),
            "rule x: its `path`",
        ),
        (
            json!({"id": "x", "kind": "promo", "detail": "copyright", "begins": "a"}),
            "rule x: its `detail`",
        ),
        (
            json!({"id": "x", "kind": "promo", "begins": "a", "examples": ["b"]}),
            "rule x: it does not hold",
        ),
        (
            json!({"id": "x", "kind": "promo", "contains": "a", "counterexamples": ["a"]}),
            "rule x: it holds",
        ),
        (
            json!({"id": "x", "kind": "promo", "site": "", "begins": "a"}),
            "rule x: a name",
        ),
    ] {
        let error = pack(&json!([rule])).unwrap_err();
        assert!(error.starts_with(fault), "{error}");
    }
    let twice = json!({"id": "x", "kind": "promo", "begins": "a"});
    assert!(
        pack(&json!([twice, twice]))
            .unwrap_err()
            .contains("same id")
    );
}

#[test]
fn what_is_no_pack_is_refused() {
    for value in [
        json!(null),
        json!([]),
        json!({"format": "other", "version": 1}),
        json!({"format": "wireprint-rules"}),
        json!({"format": "wireprint-rules", "version": 2, "name": "x", "rules": []}),
        json!({"format": "wireprint-rules", "version": 1, "name": "", "rules": []}),
        json!({"format": "wireprint-rules", "version": 1, "name": "x"}),
    ] {
        assert!(Pack::check(value.clone()).is_err(), "{value}");
    }
}

fn block(text: &str, path: &str, is_story: bool) -> Block {
    Block {
        kind: Kind::Other,
        detail: None,
        text: text.to_owned(),
        why: Vec::new(),
        reasons: Vec::new(),
        confidence: 0.5,
        begin: is_story.then_some(0),
        end: is_story.then_some(9),
        marks: Vec::new(),
        path: Some(path.to_owned()),
        anchor: None,
    }
}

/// Whether the correction of one block holds for another.
fn carries(corrected: &Block, kind: Kind, other: &Block) -> bool {
    let mut own = pack(&json!([])).unwrap();
    own.name = OWN.to_owned();
    own.rules
        .push(correction(corrected, "courier.example", kind));
    let exported = serde_json::to_value(&own).unwrap();
    assert_eq!(Pack::check(exported).as_ref(), Ok(&own));
    let packs = [own];
    let active = Active::of(&packs, "www.courier.example", "en");
    assert!(Active::of(&packs, "courier.example.net", "en").is_empty());
    let path = other.path.clone().unwrap();
    let told = active.tell(&wording(&other.text), &steps(&path).unwrap());
    assert!(told.is_none_or(|told| told.reason() == ReasonCode::Corrected.into()));
    told.is_some()
}

#[test]
fn a_correction_holds_for_other_pages_and_spares_the_story() {
    let story = block(
        "The board met on Monday and agreed on little.",
        "article>div.text>p",
        true,
    );
    let teaser = block("Seven lambs born on the hill", "aside.related>ul>li", false);
    let other = block(
        "Ferry fares to rise in spring",
        "aside.related>ul>li",
        false,
    );
    assert!(
        carries(&teaser, Kind::Promo, &other),
        "a named box speaks for all it holds"
    );
    let ask = block(
        "Stay with us for 12 more tales of the sea",
        "article>div.text>p",
        true,
    );
    let next = block(
        "Stay with us for 7 more tales of the hills",
        "article>div.text>p",
        false,
    );
    assert!(
        carries(&ask, Kind::Promo, &next),
        "the words it begins with carry it on"
    );
    for wrong in [&ask, &teaser] {
        assert!(!carries(wrong, Kind::Promo, &story));
    }
    let line = block("The end", "article>div.text>p", true);
    assert!(carries(&line, Kind::Other, &line));
    assert!(!carries(
        &line,
        Kind::Other,
        &block("The end of it", "article>div.text>p", true)
    ));
    assert!(carries(&story, Kind::Body, &story));
    let long = block(&"The tide rose again. ".repeat(200), "article>p", false);
    assert!(
        carries(&long, Kind::Body, &long),
        "as many as a rule may have"
    );
    assert!(
        !carries(&story, Kind::Body, &next),
        "what is the story is known by all its words"
    );
}
