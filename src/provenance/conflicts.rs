//! Claims of one page that cannot both be true.
//!
//! A copyright line that names an agency above which a "staff reporter" signs; two agencies that are
//! each said, in different places, to have supplied all of the text. Nothing is decided: both sides
//! are shown with their words.

use super::names::Names;
use super::words::{Words, does};
use crate::report::{Agency, AgencyRole, Conflict, Reason, ReasonCode};
use crate::rules::{Folded, words};

/// Conflicts given; more tell nobody anything.
const MOST: usize = 24;

/// The conflicts among the claims about a text's supplier, and of those with its byline.
#[must_use]
pub fn conflicts(agencies: &[Agency], byline: Option<&str>) -> Vec<Conflict> {
    let whole: Vec<&Agency> = agencies
        .iter()
        .filter(|agency| agency.role == AgencyRole::Whole && !agency.evidence.is_empty())
        .collect();
    let mut found = Vec::new();
    if let Some(byline) = byline.filter(|byline| is_staff(byline)) {
        found.extend(whole.iter().map(|agency| {
            let names = [byline, agency.name.as_str()].map(Into::into);
            conflict(
                byline,
                &agency.evidence[0],
                Reason::with(ReasonCode::StaffByline, names),
            )
        }));
    }
    for (number, one) in whole.iter().enumerate() {
        for other in &whole[number + 1..] {
            // Named together, they supplied it together.
            let is_joint = one
                .evidence
                .iter()
                .any(|said| other.evidence.contains(said));
            if !is_joint {
                let names = [one, other].map(|agency| agency.name.as_str().into());
                found.push(conflict(
                    &one.evidence[0],
                    &other.evidence[0],
                    Reason::with(ReasonCode::TwoSuppliers, names),
                ));
            }
        }
    }
    found.truncate(MOST);
    found
}

fn conflict(one: &str, other: &str, reason: Reason) -> Conflict {
    Conflict {
        one: one.to_owned(),
        other: other.to_owned(),
        why: reason.to_string(),
        reason,
    }
}

/// Whether a byline names somebody by an office at the outlet: it has the word for one, and no
/// agency's name.
fn is_staff(byline: &str) -> bool {
    let folded = Folded::new(byline);
    let has_office = words(&folded).any(|word| Words::get().does(word) & does::ROLE != 0);
    has_office && Names::default().find(byline, &folded).is_empty()
}

#[cfg(test)]
mod tests {
    use super::conflicts;
    use crate::report::{Agency, AgencyRole};

    fn agency(name: &str, role: AgencyRole, evidence: &str) -> Agency {
        Agency {
            name: name.to_owned(),
            role,
            evidence: vec![evidence.to_owned()],
            place: "credit".to_owned(),
            release: false,
        }
    }

    #[test]
    fn staff_above_an_agencys_copyright_is_a_conflict() {
        let bloomberg = agency("Bloomberg", AgencyRole::Whole, "©2031 Bloomberg L.P.");
        let found = conflicts(std::slice::from_ref(&bloomberg), Some("Staff reporter"));
        assert_eq!(found.len(), 1);
        assert_eq!(
            (&*found[0].one, &*found[0].other),
            ("Staff reporter", "©2031 Bloomberg L.P.")
        );
        for byline in [None, Some("Ada Holm"), Some("Ada Holm, Bloomberg reporter")] {
            assert!(
                conflicts(std::slice::from_ref(&bloomberg), byline).is_empty(),
                "{byline:?}"
            );
        }
        let helped = agency(
            "Bloomberg",
            AgencyRole::Contributed,
            "with files from Bloomberg",
        );
        assert!(conflicts(&[helped], Some("Staff reporter")).is_empty());
    }

    #[test]
    fn conflicts_of_many_suppliers_are_few() {
        let name = |n: usize| format!("Agency {n}");
        let many: Vec<Agency> = (0..50)
            .map(|n| agency(&name(n), AgencyRole::Whole, &name(n)))
            .collect();
        assert_eq!(conflicts(&many, None).len(), super::MOST);
    }

    #[test]
    fn two_suppliers_named_apart_are_a_conflict_and_together_are_none() {
        let whole = |name, evidence| agency(name, AgencyRole::Whole, evidence);
        let apart = [whole("AFP", "(AFP)"), whole("Reuters", "© 2031 Reuters")];
        assert_eq!(conflicts(&apart, None).len(), 1);
        let joint = [whole("AFP", "AFP/Reuters"), whole("Reuters", "AFP/Reuters")];
        assert!(conflicts(&joint, None).is_empty());
    }
}
