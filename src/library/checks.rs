//! "Only the headline has been changed": what a page states of its text, held against the agency's
//! own.
//!
//! The agency's own text is a stored story whose page the agency published. Where one shares this
//! text, what was changed between the two is known; where there is none, the statement stays open,
//! however many copies elsewhere agree.

use serde::Deserialize;

use super::StoryHead;
use crate::report::{
    AgencyRole, ClaimCheck, Edit, EditType, Kind, Outcome, Pair, Reading, Reason, ReasonCode,
    Relation, sentences,
};
use crate::rules::unedited;

/// Characters of a statement given as the claim.
const MAX_CLAIM: usize = 200;
/// Changes listed.
const LISTED: usize = 4;

/// A stored story, and what it shares with the page at hand.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[cfg_attr(feature = "types", derive(serde::Serialize, ts_rs::TS), ts(export))]
pub struct Compared {
    /// The stored story.
    pub story: StoryHead,
    /// The pair of it and the page, in either order.
    pub pair: Pair,
}

/// Checks what a page states of its text against stored stories.
#[must_use]
pub fn check_claims(reading: &Reading, others: &[Compared]) -> Vec<ClaimCheck> {
    let mut checks: Vec<ClaimCheck> = Vec::new();
    let blocks = reading.blocks.iter().filter(|block| {
        !matches!(
            block.kind,
            Kind::OtherStory | Kind::Comments | Kind::Related | Kind::Nav
        )
    });
    for claim in blocks.flat_map(|block| unedited(&block.text)) {
        let claim: String = claim.chars().take(MAX_CLAIM).collect();
        if checks.iter().all(|check| check.claim != claim) {
            checks.push(check(claim, reading, others));
        }
    }
    checks
}

fn check(claim: String, reading: &Reading, others: &[Compared]) -> ClaimCheck {
    let named: Vec<&str> = reading
        .agencies
        .iter()
        .filter(|agency| agency.role != AgencyRole::Publisher)
        .map(|agency| agency.name.as_str())
        .collect();
    let is_own = |other: &&Compared| {
        let is_named = |name: &&str| other.story.is_own_of(Some(name));
        other.pair.relation <= Relation::Partial
            && (named.iter().any(is_named) || named.is_empty() && other.story.is_own_of(None))
    };
    let own = others
        .iter()
        .filter(is_own)
        .max_by(|a, b| a.pair.resemblance.total_cmp(&b.pair.resemblance));
    let Some(own) = own else {
        let reasons = vec![ReasonCode::NoOwnCopy.into()];
        return report(claim, Outcome::Unknown, None, reasons);
    };
    let (outcome, mut reasons) = judge(&own.pair);
    let headline = own
        .pair
        .edits
        .iter()
        .find(|edit| edit.kind == EditType::Headline);
    reasons.extend(headline.map(told));
    report(claim, outcome, Some(own.story.id.clone()), reasons)
}

fn report(
    claim: String,
    outcome: Outcome,
    against: Option<String>,
    reasons: Vec<Reason>,
) -> ClaimCheck {
    ClaimCheck {
        claim,
        outcome,
        against,
        why: sentences(&reasons),
        reasons,
    }
}

/// Whether a text is the agency's own word for word, and what shows it.
fn judge(pair: &Pair) -> (Outcome, Vec<Reason>) {
    // Where only passages are shared, changes are known of those alone, and the agency may have
    // sent another text that is not stored.
    if pair.relation == Relation::Partial && pair.cut.is_none() {
        return (Outcome::Unknown, vec![ReasonCode::OnlyPassages.into()]);
    }
    let changes: Vec<&Edit> = pair
        .edits
        .iter()
        .filter(|edit| is_of_text(edit.kind))
        .collect();
    if pair.relation == Relation::Exact || changes.is_empty() && pair.cut.is_none() {
        return (Outcome::Holds, vec![ReasonCode::WordForWord.into()]);
    }
    let count = changes.len().into();
    let mut reasons = vec![Reason::with(ReasonCode::ChangesBeside, [count])];
    reasons.extend(changes.into_iter().take(LISTED).map(told));
    if pair.cut.is_some() {
        reasons.push(ReasonCode::CutCopy.into());
    }
    (Outcome::Fails, reasons)
}

/// Whether a change is one of the text, not of what stands around it or of its spelling.
const fn is_of_text(kind: EditType) -> bool {
    !matches!(
        kind,
        EditType::Headline
            | EditType::Dateline
            | EditType::Byline
            | EditType::Credit
            | EditType::Split
            | EditType::Merged
            | EditType::Style
    )
}

/// A change as a reason.
fn told(edit: &Edit) -> Reason {
    let kind = edit.kind.name().into();
    let words = |words: &Option<String>| words.clone().unwrap_or_default();
    match (&edit.from, &edit.to) {
        (Some(from), Some(to)) => Reason::with(
            ReasonCode::Changed,
            [kind, from.as_str().into(), to.as_str().into()],
        ),
        (one, other) => {
            let words = words(one) + &words(other);
            Reason::with(ReasonCode::OnlyOne, [kind, words.into()])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Compared, check_claims};
    use crate::library::StoryHead;
    use crate::overlap::{Story, compare};
    use crate::read_text;
    use crate::report::{Agency, AgencyRole, Outcome, Reading, Side};

    const TEXT: &str = "The harbour board of Larkfield closed the north quay on Monday after divers \
        found a crack as long as a ferry in its oldest wall, and moved forty boats to the river.\n\
        Nobody was hurt. The wall had been due for repair since the spring, when its foot was \
        found to be washed out over a length of some forty metres, the board said.";
    const CLAIM: &str = "Our desk ran this report from an agency feed without any \
        modifications to the text. Only the headline was changed by us.";

    fn page() -> Reading {
        let text = format!("Crack shuts quay\n{TEXT}\nSource: Reuters\n{CLAIM}");
        read_text(&text, "local", "").unwrap()
    }

    fn wire(text: &str, role: AgencyRole) -> Compared {
        let page = page();
        let story = |id: &str, text: &str, title: &str| Story {
            id: id.to_owned(),
            title: Some(title.to_owned()),
            text: text.to_owned(),
            ..Story::default()
        };
        let wire = story("wire", &text.replace('\n', "\n\n"), "Larkfield closes quay");
        Compared {
            pair: compare(&story("local", &page.text, "Crack shuts quay"), &wire),
            story: StoryHead {
                id: "wire".to_owned(),
                agencies: vec![Agency {
                    name: "Reuters".to_owned(),
                    role,
                    evidence: Vec::new(),
                    place: "publisher".to_owned(),
                    release: false,
                }],
                ..StoryHead::default()
            },
        }
    }

    #[test]
    fn a_statement_is_held_against_the_agencys_own_text() {
        let same = wire(TEXT, AgencyRole::Publisher);
        let changed = wire(
            &TEXT.replace("forty boats", "ninety boats"),
            AgencyRole::Publisher,
        );
        let elsewhere = wire(TEXT, AgencyRole::Whole);
        let rest = "Trains to Upper Fenwick stood still for two hours on Tuesday. ".repeat(12);
        let (opening, _) = TEXT.split_once('\n').unwrap();
        let sharing = wire(&format!("{opening} {rest}"), AgencyRole::Publisher);
        let longer = wire(&format!("{TEXT}\n{rest}"), AgencyRole::Publisher);
        assert_eq!((sharing.pair.cut, longer.pair.cut), (None, Some(Side::A)));
        for (other, outcome) in [
            (same, Outcome::Holds),
            (changed, Outcome::Fails),
            (longer, Outcome::Fails),
            (sharing, Outcome::Unknown),
            (elsewhere, Outcome::Unknown),
        ] {
            let checks = check_claims(&page(), &[other]);
            assert_eq!(checks.len(), 2, "{checks:?}");
            assert!(
                checks.iter().all(|check| check.outcome == outcome),
                "{checks:?}"
            );
            assert!(
                checks
                    .iter()
                    .all(|check| CLAIM.contains(&check.claim) && !check.why.is_empty())
            );
        }
    }

    #[test]
    fn a_page_that_states_nothing_is_not_checked() {
        let reading = read_text(&format!("Crack shuts quay\n{TEXT}"), "local", "").unwrap();
        assert!(check_claims(&reading, &[wire(TEXT, AgencyRole::Publisher)]).is_empty());
    }
}
