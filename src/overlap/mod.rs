//! What two stories share, and in what relation they stand.
//!
//! [`compare`] finds the words in common (`runs`), joins them to passages (`chain`, `passages`) and
//! names the [`Relation`] by what is shared outside and inside quoted speech (`relation`): two
//! reports of one statement share the statement and are no copies of one another.

mod chain;
mod dates;
mod edits;
mod events;
mod passages;
mod raw;
mod relation;
mod runs;
mod spans;
mod story;

pub use events::{Frequencies, Vector};
pub use raw::raw;
pub use relation::Settings;
pub use story::{Prepared, Story};

use crate::order;
use crate::report::{Pair, Relation, sentences};
use crate::text::{CharIndex, Text, Word, words};
use passages::Aligned;
use runs::Anchors;

/// Compares two stories.
#[must_use]
pub fn compare(a: &Story, b: &Story) -> Pair {
    compare_prepared(
        &Prepared::new(a.clone()),
        &Prepared::new(b.clone()),
        &Settings::default(),
    )
}

/// Compares two stories that were prepared already.
#[must_use]
pub fn compare_prepared(a: &Prepared, b: &Prepared, settings: &Settings) -> Pair {
    let mut aligned = align(Side::of(a), Side::of(b), settings.gap);
    passages::count(&mut aligned, &a.text.words, &b.text.words);
    let shared = relation::shared(a, b, &aligned, settings);
    pair(a, b, &aligned, relation::judge(a, b, shared, settings))
}

/// Compares a story with one that a library found for it; none where they have nothing to do with
/// one another.
///
/// Most stories that are found share a stock phrase with the one at hand and no more. They are let
/// go as soon as it is sure that they share no text and, where that is asked, that they are not alike
/// as reports of one event.
#[must_use]
pub fn compare_found(
    a: &Prepared,
    found: Story,
    as_report: bool,
    settings: &Settings,
) -> Option<Pair> {
    let words = words(&found.text);
    let anchors = Anchors::shared(&words, a.anchors());
    let side = Side {
        source: &found.text,
        words: &words,
        anchors: &anchors,
    };
    let mut aligned = align(Side::of(a), side, settings.gap);
    let may_share = relation::may_share(&aligned, (&a.text.words, &words), settings);
    if !as_report && !may_share {
        return None;
    }
    let text = Text::unquoted(&found.text, words);
    let mut b = Prepared::of(found, text);
    if !may_share && a.vector().likeness(b.vector()) < settings.event {
        return None;
    }
    b.text.mark_quoted(&b.story.text);
    let b = &b;
    passages::count(&mut aligned, &a.text.words, &b.text.words);
    let shared = relation::shared(a, b, &aligned, settings);
    if !as_report && shared.relation.is_none() {
        return None;
    }
    let verdict = relation::judge(a, b, shared, settings);
    (verdict.relation != Relation::Unrelated).then(|| pair(a, b, &aligned, verdict))
}

/// What is reported of two stories.
fn pair(a: &Prepared, b: &Prepared, aligned: &[Aligned], verdict: relation::Verdict) -> Pair {
    let (passages, edits) = if verdict.relation <= Relation::SharedQuotes {
        let chars = (CharIndex::new(&a.story.text), CharIndex::new(&b.story.text));
        let (a, b) = ((a, &chars.0), (b, &chars.1));
        (
            spans::passages(aligned, a, b),
            edits::edits(a, b, aligned, verdict.relation, verdict.cut.is_some()),
        )
    } else {
        (Vec::new(), Vec::new())
    };
    Pair {
        a: a.story.id.clone(),
        b: b.story.id.clone(),
        relation: verdict.relation,
        cut: verdict.cut,
        a_in_b: verdict.a_in_b,
        b_in_a: verdict.b_in_a,
        resemblance: verdict.resemblance,
        event_score: verdict.event_score,
        event_date: if verdict.relation == Relation::Unrelated {
            None
        } else {
            a.times().shared(b.times())
        },
        passages,
        edits,
        why: sentences(&verdict.reasons),
        reasons: verdict.reasons,
        raw: None,
    }
}

/// A text as it is aligned: nothing but its words is needed.
#[derive(Clone, Copy)]
struct Side<'a> {
    source: &'a str,
    words: &'a [Word],
    anchors: &'a Anchors,
}

impl<'a> Side<'a> {
    fn of(story: &'a Prepared) -> Self {
        Self {
            source: &story.story.text,
            words: &story.text.words,
            anchors: story.anchors(),
        }
    }
}

/// The passages of two texts, in the order of `a`; their words in common are not yet counted.
fn align(a: Side<'_>, b: Side<'_>, gap: u32) -> Vec<Aligned> {
    // Ties are broken by place in the first text, so which text is first must not depend on the
    // caller.
    let swap = b.source < a.source;
    let (first, second) = if swap { (b, a) } else { (a, b) };
    let (x, y) = (first.words, second.words);
    let runs = runs::runs((x, first.anchors), (y, second.anchors));
    let mut aligned = passages::align(chain::chains(&runs, (x.len(), y.len()), gap), x, y);
    if swap {
        aligned.iter_mut().for_each(Aligned::flip);
        order::sort_by_key(&mut aligned, |passage| passage.a);
    }
    aligned
}
