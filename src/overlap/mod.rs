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

use crate::report::{Pair, Relation};
use crate::text::CharIndex;
use passages::Aligned;

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
    let aligned = align(a, b, settings.gap);
    let event_score = a.vector.likeness(&b.vector);
    let verdict = relation::judge(a, b, &aligned, event_score, settings);
    let (passages, edits) = if verdict.relation <= Relation::SharedQuotes {
        let chars = (CharIndex::new(&a.story.text), CharIndex::new(&b.story.text));
        let (a, b) = ((a, &chars.0), (b, &chars.1));
        (
            spans::passages(&aligned, a, b),
            edits::edits(a, b, &aligned, verdict.relation, verdict.cut.is_some()),
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
        event_score,
        event_date: if verdict.relation == Relation::Unrelated {
            None
        } else {
            a.times.shared(&b.times)
        },
        passages,
        edits,
        why: verdict.why,
        raw: None,
    }
}

/// The passages of two stories, in the order of `a`.
fn align(a: &Prepared, b: &Prepared, gap: u32) -> Vec<Aligned> {
    // Ties are broken by place in the first text, so which text is first must not depend on the
    // caller.
    let swap = (b.exact, &b.story.text) < (a.exact, &a.story.text);
    let (first, second) = if swap { (b, a) } else { (a, b) };
    let (x, y) = (first.text.words.as_slice(), second.text.words.as_slice());
    let runs = runs::runs((x, &first.anchors), (y, &second.anchors));
    let mut aligned = passages::align(chain::chains(&runs, (x.len(), y.len()), gap), x, y);
    if swap {
        aligned.iter_mut().for_each(Aligned::flip);
        aligned.sort_unstable_by_key(|passage| passage.a);
    }
    aligned
}
