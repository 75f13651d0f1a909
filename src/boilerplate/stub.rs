//! Paywall stubs: pages that hold only the beginning of their story.
//!
//! Three things tell one: the page's own data hold much more of the text than the page shows; the
//! text breaks off and an ask to subscribe follows at once; or the page says that it is not free,
//! and what it shows is short and followed by such an ask. A long story with an ask below it is not
//! a stub.

use crate::page::meta::Linked;
use crate::report::{Detail, Kind, Reading, ReasonCode};
use crate::text::{size, words};

/// Blocks below the text among which an ask to subscribe counts.
const BELOW: usize = 5;

/// Words below which a text that is not free is taken for a beginning.
const SHORT: u32 = 250;

/// How many times longer than the text the page's own data must be.
const LONGER: u32 = 2;

/// Why the page holds only the beginning of its story, if it does.
pub(crate) fn stub(reading: &Reading, linked: &Linked) -> Option<ReasonCode> {
    let is_paid = linked.is_free == Some(false);
    let shown = match (&linked.body, is_paid) {
        (None, false) => 0,
        _ => length(&reading.text),
    };
    let told = linked.body.as_deref().map_or(0, length);
    if shown >= 20 && told > LONGER * shown.max(50) {
        return Some(ReasonCode::MoreInData);
    }
    let last = reading
        .blocks
        .iter()
        .rposition(|block| block.begin.is_some())?;
    let asks = reading.blocks[last + 1..]
        .iter()
        .take(BELOW)
        .any(|block| block.kind == Kind::Promo && block.detail == Some(Detail::Subscribe));
    if !asks {
        return None;
    }
    if reading.blocks[last].text.ends_with(['…', '‥']) || reading.blocks[last].text.ends_with("...")
    {
        return Some(ReasonCode::BreaksOff);
    }
    (is_paid && shown < SHORT).then_some(ReasonCode::NotFree)
}

/// Words of a text; in scripts without spaces a character is half a word.
fn length(text: &str) -> u32 {
    size(&words(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read_text;

    fn reading(lines: &[(&str, Kind)]) -> Reading {
        let text: Vec<&str> = lines.iter().map(|(line, _)| *line).collect();
        let mut reading = read_text(&text.join("\n"), "", "").unwrap();
        reading.text = String::new();
        for (block, (_, kind)) in reading.blocks.iter_mut().zip(lines) {
            block.kind = *kind;
            block.detail = (*kind == Kind::Promo).then_some(Detail::Subscribe);
            block.begin = (*kind == Kind::Body).then_some(0);
            if *kind == Kind::Body {
                reading.text.push_str(&block.text);
            }
        }
        reading
    }

    const BEGINNING: &str =
        "The ferry company said on Monday that it would sell two of its boats and";

    #[test]
    fn a_text_that_breaks_off_above_an_ask_is_a_stub() {
        let cut = format!("{BEGINNING} …");
        let page = reading(&[(&cut, Kind::Body), ("Subscribe to read on", Kind::Promo)]);
        assert!(stub(&page, &Linked::default()).is_some());
        let page = reading(&[(&cut, Kind::Body), ("More stories", Kind::Related)]);
        assert!(stub(&page, &Linked::default()).is_none());
    }

    #[test]
    fn a_short_text_above_an_ask_is_one_only_where_the_page_is_not_free() {
        let page = reading(&[
            (BEGINNING, Kind::Body),
            ("Subscribe to read on", Kind::Promo),
        ]);
        assert!(stub(&page, &Linked::default()).is_none());
        let linked = Linked {
            is_free: Some(false),
            ..Linked::default()
        };
        assert!(stub(&page, &linked).is_some());
    }

    #[test]
    fn texts_without_spaces_have_a_length_too() {
        let sentence = "町議会は月曜日、防潮堤の再建のあいだ古い港の道路を閉鎖することを決めた。";
        let linked = Linked {
            is_free: Some(false),
            ..Linked::default()
        };
        let page = |text: &str| reading(&[(text, Kind::Body), ("続きを読む", Kind::Promo)]);
        assert!(stub(&page(sentence), &linked).is_some());
        assert!(stub(&page(&sentence.repeat(30)), &linked).is_none());
        let linked = Linked {
            body: Some(sentence.repeat(30)),
            ..Linked::default()
        };
        assert!(stub(&page(&sentence.repeat(3)), &linked).is_some());
    }

    #[test]
    fn data_that_hold_the_whole_story_tell() {
        let page = reading(&[(&BEGINNING.repeat(2), Kind::Body)]);
        let linked = Linked {
            body: Some("word ".repeat(400)),
            ..Linked::default()
        };
        assert!(stub(&page, &linked).is_some());
        let linked = Linked {
            body: Some(BEGINNING.repeat(2)),
            ..Linked::default()
        };
        assert!(stub(&page, &linked).is_none());
    }
}
