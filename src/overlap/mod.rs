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
mod relation;
mod runs;
mod spans;
mod stock;
mod story;

pub use events::{Frequencies, Terms, Vector};
pub use relation::Settings;
pub use story::{Prepared, Story};

use crate::report::{Pair, Relation};
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
    let aligned = align(a, b);
    let event_score = a.vector.likeness(&b.vector);
    let verdict = relation::judge(a, b, &aligned, event_score, settings);
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
        passages: if verdict.relation <= Relation::SharedQuotes {
            spans::passages(&aligned, a, b)
        } else {
            Vec::new()
        },
        edits: edits::edits(a, b, &aligned, verdict.relation, verdict.cut.is_some()),
        why: verdict.why,
    }
}

/// The passages of two stories.
fn align(a: &Prepared, b: &Prepared) -> Vec<Aligned> {
    let (x, y) = (a.text.words.as_slice(), b.text.words.as_slice());
    let runs = runs::runs((x, &a.anchors), (y, &b.anchors));
    passages::align(chain::chains(&runs, (x.len(), y.len())), x, y)
}
