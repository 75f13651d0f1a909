//! The relation, by counts of shared words outside and inside quoted speech.
//!
//! Two stories that share their running text are copies, whole or in part; two that share only what
//! somebody said are independent reports of it. So words in common are counted apart: *narrative*
//! (quoted on neither side), *quoted* (on either side, for a lifted passage may begin in the middle
//! of a quotation) and *spoken* (on both sides, for which a shorter passage is proof enough).
//! Stock paragraphs, runs of names and repeated signs count for nothing.

use serde::{Deserialize, Serialize};

use super::passages::Aligned;
use super::story::Prepared;
use crate::report::{Cut, Reason, ReasonCode, Relation, Side};
use crate::text::{Word, fold, number_dashes, size};

/// The thresholds of the relation. A stored library can be judged again with others.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(export))]
#[serde(default)]
pub struct Settings {
    /// Least share of each story in the other for `syndicated`, and of one for `cut`.
    pub copy: f32,
    /// Most words of either story that a passage bridges between words in common.
    pub gap: u32,
    /// Least words of one narrative passage for `partial`.
    pub passage: u32,
    /// Least narrative words of all passages together for `partial`.
    pub total: u32,
    /// Least words of one passage quoted on both sides for `shared-quotes`.
    pub quote: u32,
    /// The same where only one side has quotation marks.
    pub half_quote: u32,
    /// Least likeness of two independent reports for `same-event`.
    pub event: f32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            copy: 0.75,
            gap: 14,
            passage: 14,
            total: 28,
            quote: 6,
            half_quote: 10,
            event: 0.22,
        }
    }
}

/// A narrative passage of fewer words, or of fewer telling ones, adds nothing to the total.
const ADDS: (u32, u32) = (8, 3);
/// A quoted passage with fewer telling words or names is a stock phrase.
const TELLING: u32 = 2;

/// Words of a passage that a reason shows, and characters of them.
const SHOWN: usize = 12;
const SHOWN_CHARS: usize = 200;

/// Stories of fewer words may be exact copies without a passage long enough to be seen.
const SHORT: u32 = 12;

/// The relation of two stories with what led to it.
pub(super) struct Verdict {
    pub relation: Relation,
    pub cut: Option<Cut>,
    pub a_in_b: f32,
    pub b_in_a: f32,
    pub resemblance: f32,
    pub event_score: f32,
    pub reasons: Vec<Reason>,
}

/// What two stories share, and the relation where that makes one.
pub(super) struct Shared {
    pub relation: Option<Relation>,
    sums: Sums,
    passages: usize,
    a_in_b: f32,
    b_in_a: f32,
    reasons: Vec<Reason>,
}

/// What all passages come to.
#[derive(Default)]
struct Sums {
    in_a: u32,
    in_b: u32,
    narrative: u32,
    quoted: u32,
    /// The weightiest narrative passage.
    passage: u32,
    /// Narrative words of passages that add to the total.
    total: u32,
    spoken: u32,
    half: u32,
    /// The passage with the most telling words, and how many.
    telling: Option<(u32, (usize, usize))>,
    /// Passages that count for nothing, by reason.
    stock: u32,
    names: u32,
    repeated: u32,
}

/// Whether passages may come to a relation, before it is known what sort of words they hold.
pub(super) fn may_share(
    aligned: &[Aligned],
    (a, b): (&[Word], &[Word]),
    settings: &Settings,
) -> bool {
    let least = settings
        .passage
        .min(settings.quote)
        .min(settings.half_quote);
    let all: u32 = aligned.iter().map(Aligned::matched).sum();
    let sizes = aligned.iter().map(|passage| passage.sizes(a, b));
    let (in_a, in_b) = sizes.fold((0, 0), |sum, size| (sum.0 + size.0, sum.1 + size.1));
    let (of_a, of_b) = (size(a), size(b));
    aligned.iter().any(|passage| passage.matched() >= least)
        || all >= settings.total
        || share(in_a, of_a).min(share(in_b, of_b)) >= settings.copy
        || of_a.min(of_b) < SHORT
}

/// Names the relation that shared text makes.
pub(super) fn shared(
    a: &Prepared,
    b: &Prepared,
    aligned: &[Aligned],
    settings: &Settings,
) -> Shared {
    let sums = add_up(a, b, aligned);
    let mut a_in_b = share(sums.in_a, a.words);
    let mut b_in_a = share(sums.in_b, b.words);
    let mut reasons = Vec::new();
    let relation = if is_exact(a, b, a_in_b.min(b_in_a)) {
        (a_in_b, b_in_a) = (1.0, 1.0);
        reasons.push(ReasonCode::TextsEqual.into());
        Some(Relation::Exact)
    } else if a_in_b >= settings.copy && b_in_a >= settings.copy {
        reasons.push(Reason::with(
            ReasonCode::EachHolds,
            [percent(settings.copy).into()],
        ));
        Some(Relation::Syndicated)
    } else if sums.passage >= settings.passage || sums.total >= settings.total {
        let values = [sums.passage, settings.passage, sums.total, settings.total];
        reasons.push(Reason::with(
            ReasonCode::NarrativeShared,
            values.map(Into::into),
        ));
        Some(Relation::Partial)
    } else if sums.spoken >= settings.quote || sums.half >= settings.half_quote {
        let values = [sums.spoken, settings.quote, sums.half, settings.half_quote];
        reasons.push(Reason::with(
            ReasonCode::QuotedShared,
            values.map(Into::into),
        ));
        Some(Relation::SharedQuotes)
    } else {
        None
    };
    Shared {
        relation,
        sums,
        passages: aligned.len(),
        a_in_b,
        b_in_a,
        reasons,
    }
}

/// Whether two texts are equal but for typography. That is only looked at where most words are the
/// same, or where there are too few to tell.
fn is_exact(a: &Prepared, b: &Prepared, share: f32) -> bool {
    let is_likely = share >= 0.5 || a.words.min(b.words) < SHORT;
    is_likely
        && a.words > 0
        && a.exact() == b.exact()
        && number_dashes(&a.story.text) == number_dashes(&b.story.text)
}

/// Likeness of two reports from which on they are of one event although each names other days.
const PLAINLY: f32 = 0.25;

/// Names the relation.
pub(super) fn judge(a: &Prepared, b: &Prepared, shared: Shared, settings: &Settings) -> Verdict {
    let Shared {
        relation,
        sums,
        passages,
        a_in_b,
        b_in_a,
        mut reasons,
    } = shared;
    let event_score = a.vector().likeness(b.vector());
    let relation = match relation {
        Some(relation) => relation,
        None if event_score < settings.event => Relation::Unrelated,
        None => {
            reasons.push(Reason::with(
                ReasonCode::AlikeReports,
                [event_score, settings.event].map(|share| percent(share).into()),
            ));
            let conflict = a.times().conflict(b.times());
            // A report of the day and one that follows it up weeks later name other days.
            let is_follow_up = event_score >= PLAINLY
                && conflict
                    .as_ref()
                    .is_some_and(|why| why.code == ReasonCode::OtherDays);
            let relation = if conflict.is_none() || is_follow_up {
                Relation::SameEvent
            } else {
                Relation::Unrelated
            };
            reasons.extend(conflict);
            relation
        }
    };
    sums.explain(a, b, passages, &mut reasons);
    let cut = match relation {
        Relation::Partial if a_in_b >= settings.copy => Some(Side::A),
        Relation::Partial if b_in_a >= settings.copy => Some(Side::B),
        _ => None,
    };
    let resemblance = if relation == Relation::Exact {
        1.0
    } else {
        share(sums.in_a + sums.in_b, a.words + b.words)
    };
    Verdict {
        relation,
        cut,
        a_in_b,
        b_in_a,
        resemblance,
        event_score,
        reasons,
    }
}

fn add_up(a: &Prepared, b: &Prepared, aligned: &[Aligned]) -> Sums {
    let mut sums = Sums::default();
    for passage in aligned {
        let (in_a, in_b) = passage.sizes(&a.text.words, &b.text.words);
        sums.in_a += in_a;
        sums.in_b += in_b;
        let (narrative, quoted, spoken) = (passage.narrative, passage.quoted, passage.spoken);
        sums.narrative += narrative.words;
        sums.quoted += quoted.words;
        if narrative.words + quoted.words == 0 {
            sums.stock += 1;
            continue;
        }
        if repeats(passage, a) {
            sums.repeated += 1;
            continue;
        }
        if narrative.telling + quoted.telling == 0 {
            sums.names += 1;
            continue;
        }
        let telling = narrative.telling + quoted.telling;
        if sums.telling.is_none_or(|(most, _)| telling > most) {
            sums.telling = Some((telling, passage.a));
        }
        let loose = passage.gaps() / 2;
        // Words between those in common make a loose passage weaker proof than a tight one.
        let tight = narrative.words.saturating_sub(loose);
        sums.passage = sums.passage.max(tight);
        if narrative.words >= ADDS.0 && narrative.telling >= ADDS.1 {
            sums.total += narrative.words;
        }
        if spoken.telling + spoken.names >= TELLING {
            sums.spoken = sums.spoken.max(spoken.words.saturating_sub(loose));
        }
        if quoted.telling + quoted.names >= TELLING {
            sums.half = sums.half.max(quoted.words.saturating_sub(loose));
        }
    }
    sums
}

/// Whether a passage is a few words again and again: rules, dots, `ha ha ha`.
fn repeats(passage: &Aligned, a: &Prepared) -> bool {
    let words = &a.text.words[passage.a.0..passage.a.1];
    let mut different: Vec<u64> = words.iter().take(64).map(|word| word.hash).collect();
    let seen = different.len();
    different.sort_unstable();
    different.dedup();
    different.len() * 4 <= seen
}

impl Sums {
    fn explain(&self, a: &Prepared, b: &Prepared, passages: usize, reasons: &mut Vec<Reason>) {
        if passages == 0 {
            reasons.push(ReasonCode::NoPassage.into());
            return;
        }
        reasons.push(Reason::with(
            ReasonCode::PassagesShared,
            [passages.into(), self.narrative.into(), self.quoted.into()],
        ));
        reasons.push(Reason::with(
            ReasonCode::WordsWithin,
            [self.in_a, a.words, self.in_b, b.words].map(Into::into),
        ));
        if let Some((words, (begin, end))) = self.telling {
            let words_of_a = &a.text.words[begin..end.min(begin + SHOWN)];
            let span = words_of_a.first().zip(words_of_a.last());
            let shown = span.map_or("", |(first, last)| {
                &a.story.text[first.begin as usize..last.end as usize]
            });
            let mut shown = fold(&shown.chars().take(SHOWN_CHARS).collect::<String>());
            shown.push_str(if end > begin + SHOWN { "…" } else { "" });
            reasons.push(Reason::with(
                ReasonCode::RarestPassage,
                [words.into(), shown.into()],
            ));
        }
        for (count, code) in [
            (self.stock, ReasonCode::LeftOutStock),
            (self.names, ReasonCode::LeftOutNames),
            (self.repeated, ReasonCode::LeftOutRepeated),
        ] {
            if count > 0 {
                reasons.push(Reason::with(code, [count.into()]));
            }
        }
    }
}

/// A share in whole percent.
fn percent(share: f32) -> u32 {
    (share * 100.0).round() as u32
}

/// A share in `[0, 1]`, four digits kept.
pub(super) fn share(part: u32, whole: u32) -> f32 {
    let exact = (f64::from(part) / f64::from(whole.max(1))).min(1.0);
    ((exact * 1e4).round() / 1e4) as f32
}
