//! Any rule pack, and any page: a pack is refused or can be given on, and what a reader corrects on a
//! page makes a rule that a pack takes. The pack and the page are told apart by a character that
//! neither has.

use serde_json::{Value, from_str, to_value};
use wireprint::formats::snapshot_html;
use wireprint::learned::Known;
use wireprint::read_with;
use wireprint::report::Kind;
use wireprint::rules::{OWN, Pack, correction};

/// Blocks of a page that are corrected.
const CORRECTED: usize = 6;

/// Holds for any bytes.
pub fn check(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (rules, page) = text.split_once('\u{1}').unwrap_or((&text, &text));
    let mut known = Known::default();
    if let Ok(pack) = Pack::check(from_str(rules).unwrap_or(Value::Null)) {
        assert_eq!(given_on(&pack), pack);
        known.packs.push(pack);
    }
    let snapshot = snapshot_html(page, "https://news.example/2025/05/harbour-road");
    let Ok(reading) = read_with(&snapshot, "page", &known) else {
        return;
    };
    let kinds = [Kind::Body, Kind::Promo];
    for block in reading.blocks.iter().take(CORRECTED) {
        let rules = kinds.map(|kind| correction(block, "news.example", kind));
        for rule in rules {
            let own = Pack {
                format: "wireprint-rules".to_owned(),
                version: 1,
                name: OWN.to_owned(),
                rules: vec![rule],
            };
            assert_eq!(given_on(&own), own);
        }
    }
}

/// A pack as somebody else gets it.
fn given_on(pack: &Pack) -> Pack {
    Pack::check(to_value(pack).expect("a pack")).expect("what was taken is taken again")
}
