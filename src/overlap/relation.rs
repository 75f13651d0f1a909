//! The relation, by counts of shared words outside and inside quoted speech.

use serde::{Deserialize, Serialize};

use super::passages::Aligned;
use super::story::Prepared;
use crate::report::{Cut, Relation, Side};

/// The thresholds of the relation. A stored library can be judged again with others.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(export))]
#[serde(default)]
pub struct Settings {
    /// Least share of each story in the other for `syndicated`, and of one for `cut`.
    pub copy: f32,
    /// Least words of one narrative passage for `partial`.
    pub passage: u32,
    /// Least narrative words of all passages together for `partial`.
    pub total: u32,
    /// Least words of one quoted passage for `shared-quotes`.
    pub quote: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            copy: 0.75,
            passage: 14,
            total: 28,
            quote: 6,
        }
    }
}

/// The relation of two stories with what led to it.
pub(super) struct Verdict {
    pub relation: Relation,
    pub cut: Option<Cut>,
    pub a_in_b: f32,
    pub b_in_a: f32,
    pub resemblance: f32,
    pub why: Vec<String>,
}

/// Names the relation.
pub(super) fn judge(
    a: &Prepared,
    b: &Prepared,
    aligned: &[Aligned],
    settings: &Settings,
) -> Verdict {
    let (mut shared_a, mut shared_b) = (0, 0);
    let (mut longest_narrative, mut narrative) = (0, 0);
    let (mut longest_quoted, mut quoted) = (0, 0);
    for passage in aligned {
        let (in_a, in_b) = passage.sizes(&a.text.words, &b.text.words);
        shared_a += in_a;
        shared_b += in_b;
        longest_narrative = longest_narrative.max(passage.narrative);
        longest_quoted = longest_quoted.max(passage.quoted);
        narrative += passage.narrative;
        quoted += passage.quoted;
    }
    let mut a_in_b = share(shared_a, a.words);
    let mut b_in_a = share(shared_b, b.words);
    let mut why = Vec::new();
    let relation = if a.exact == b.exact && a.words > 0 {
        (a_in_b, b_in_a) = (1.0, 1.0);
        why.push("the texts are equal once typography is normalised".to_owned());
        Relation::Exact
    } else if a_in_b >= settings.copy && b_in_a >= settings.copy {
        Relation::Syndicated
    } else if longest_narrative >= settings.passage || narrative >= settings.total {
        Relation::Partial
    } else if longest_quoted >= settings.quote {
        Relation::SharedQuotes
    } else {
        Relation::Unrelated
    };
    if aligned.is_empty() {
        why.push("no passage in common".to_owned());
    } else {
        why.push(format!(
            "{} passages: {narrative} narrative words in common (longest {longest_narrative}), {quoted} quoted (longest {longest_quoted})",
            aligned.len(),
        ));
        why.push(format!(
            "{shared_a} of {} words of a, {shared_b} of {} words of b lie in them",
            a.words, b.words
        ));
    }
    let cut = match relation {
        Relation::Partial if a_in_b >= settings.copy => Some(Side::A),
        Relation::Partial if b_in_a >= settings.copy => Some(Side::B),
        _ => None,
    };
    let resemblance = if relation == Relation::Exact {
        1.0
    } else {
        share(shared_a + shared_b, a.words + b.words)
    };
    Verdict {
        relation,
        cut,
        a_in_b,
        b_in_a,
        resemblance,
        why,
    }
}

/// A share in `[0, 1]`, four digits kept.
fn share(part: u32, whole: u32) -> f32 {
    let exact = (f64::from(part) / f64::from(whole.max(1))).min(1.0);
    ((exact * 1e4).round() / 1e4) as f32
}
