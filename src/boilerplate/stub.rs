//! Paywall stubs: pages that hold only the beginning of their story.
//!
//! Four things tell one: the page's own data hold much more of the text than the page shows; the
//! text breaks off and an ask to subscribe follows at once; words below it say that the rest of it is
//! to be had for a subscription; or the page says that it is not free, and what it shows is short and
//! followed by an ask. A long story with an ask below it is not a stub, and no ask for a newsletter
//! makes one: a heading above a newsletter's box speaks of that box.

use crate::page::meta::Linked;
use crate::report::{Block, Detail, Kind, Reading, ReasonCode};
use crate::rules::Rules;
use crate::text::{size, words};

/// Blocks below the text among which an ask to subscribe counts.
const BELOW: usize = 5;

/// Words below which a text that is not free is taken for a beginning.
const SHORT: u32 = 250;

/// Words from which a text is no beginning, whatever is said below it: many pages keep the words of
/// their gate ready below each story.
const LONG: u32 = 600;

/// How many times longer than the text the page's own data must be.
const LONGER: u32 = 2;

/// Why the page holds only the beginning of its story, if it does.
pub(crate) fn stub(reading: &Reading, linked: &Linked) -> Option<ReasonCode> {
    let is_paid = linked.is_free == Some(false);
    let last = reading
        .blocks
        .iter()
        .rposition(|block| block.begin.is_some())?;
    let below = &reading.blocks[last + 1..];
    let below = &below[..below.len().min(BELOW)];
    let is_gated = below.iter().any(gates);
    let shown = match (&linked.body, is_paid || is_gated) {
        (None, false) => 0,
        _ => length(&reading.text),
    };
    let told = linked.body.as_deref().map_or(0, length);
    if shown >= 20 && told > LONGER * shown.max(50) {
        return Some(ReasonCode::MoreInData);
    }
    if is_gated && shown < LONG {
        return Some(ReasonCode::Gated);
    }
    if !asks(below) {
        return None;
    }
    let text = &*reading.blocks[last].text;
    if text.ends_with(['…', '‥']) || text.ends_with("...") {
        return Some(ReasonCode::BreaksOff);
    }
    (is_paid && shown < SHORT).then_some(ReasonCode::NotFree)
}

/// Whether a block says that the rest of the text above it is not for everybody.
fn gates(block: &Block) -> bool {
    let is_ask = matches!(block.kind, Kind::Promo | Kind::Nav | Kind::Other);
    is_ask && {
        let mut hits = Rules::get().said(&block.text).hits.into_iter();
        hits.any(|hit| hit.rule.is_gate())
    }
}

/// Whether one of some blocks asks to subscribe, other than above a newsletter's box.
fn asks(below: &[Block]) -> bool {
    let is = |block: &Block, detail| block.kind == Kind::Promo && block.detail == Some(detail);
    below.iter().enumerate().any(|(at, block)| {
        let heads_newsletter = below
            .get(at + 1)
            .is_some_and(|next| is(next, Detail::Newsletter));
        is(block, Detail::Subscribe) && !heads_newsletter
    })
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
        let page = reading(&[(&cut, Kind::Body), ("Subscribe now", Kind::Promo)]);
        assert!(stub(&page, &Linked::default()).is_some());
        let page = reading(&[(&cut, Kind::Body), ("More stories", Kind::Related)]);
        assert!(stub(&page, &Linked::default()).is_none());
    }

    #[test]
    fn a_short_text_above_an_ask_is_one_only_where_the_page_is_not_free() {
        let page = reading(&[(BEGINNING, Kind::Body), ("Subscribe now", Kind::Promo)]);
        assert!(stub(&page, &Linked::default()).is_none());
        let linked = Linked {
            is_free: Some(false),
            ..Linked::default()
        };
        assert!(stub(&page, &linked).is_some());
    }

    #[test]
    fn words_that_keep_the_rest_make_a_stub_in_every_language() {
        let gates = [
            "This article is for subscribers only",
            "Lesen Sie weiter: Zum Weiterlesen bitte anmelden",
            "Il vous reste 72.5% de cet article à lire.",
            "Para seguir leyendo, suscríbete",
            "Per continuare a leggere, abbonati",
            "Para continuar lendo, assine",
            "Log in om verder te lezen",
            "Aby czytać dalej, zaloguj się",
            "För att läsa vidare, logga in",
            "Okumaya devam etmek için abone olun",
            "この記事は会員限定です。残り1234文字",
            "订阅后继续阅读全文",
        ];
        for gate in gates {
            let page = reading(&[(BEGINNING, Kind::Body), (gate, Kind::Promo)]);
            assert_eq!(
                stub(&page, &Linked::default()),
                Some(ReasonCode::Gated),
                "{gate}"
            );
        }
        let long = BEGINNING.repeat(50);
        let page = reading(&[(&long, Kind::Body), (gates[0], Kind::Promo)]);
        assert_eq!(stub(&page, &Linked::default()), None);
        let label = reading(&[(BEGINNING, Kind::Body), ("Subscriber only", Kind::Promo)]);
        assert_eq!(stub(&label, &Linked::default()), None);
    }

    #[test]
    fn the_heading_of_a_newsletters_box_asks_for_no_subscription() {
        let linked = Linked {
            is_free: Some(false),
            ..Linked::default()
        };
        let mut page = reading(&[
            (BEGINNING, Kind::Body),
            ("Newsletter", Kind::Promo),
            ("Our morning letter", Kind::Promo),
        ]);
        assert!(stub(&page, &linked).is_some());
        page.blocks[2].detail = Some(Detail::Newsletter);
        assert!(stub(&page, &linked).is_none());
    }

    #[test]
    fn texts_without_spaces_have_a_length_too() {
        let sentence = "町議会は月曜日、防潮堤の再建のあいだ古い港の道路を閉鎖することを決めた。";
        let linked = Linked {
            is_free: Some(false),
            ..Linked::default()
        };
        let page = |text: &str| reading(&[(text, Kind::Body), ("購読する", Kind::Promo)]);
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
