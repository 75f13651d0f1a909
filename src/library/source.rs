//! Whose text a family of copies likely is, and how sure that is.
//!
//! Three things speak, the strongest first: a copy that the agency itself published; an agency that
//! copies credit; the dates. Dates alone prove little: a copy may be dated before its source, and
//! the day on which a reader first saw a page says when the reader looked.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::order;
use crate::page::meta::dates::Moment;
use crate::report::{Agency, AgencyRole, Reason, ReasonCode, Source, sentences};

/// What families, and checks of statements, need to know of a story.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(export, optional_fields))]
pub struct StoryHead {
    /// The caller's name for the story.
    pub id: String,
    /// When it was published, RFC 3339 or the beginning of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// When it was first captured, as `published`; tells the earliest copy where no dates do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<String>,
    /// Number of words.
    #[serde(default)]
    pub words: u32,
    /// Who supplied its text, by its page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "types", ts(as = "Option<Vec<Agency>>"))]
    pub agencies: Vec<Agency>,
}

impl StoryHead {
    /// Whether the page is an agency's own; any agency's where none is named.
    pub(super) fn is_own_of(&self, agency: Option<&str>) -> bool {
        self.agencies.iter().any(|own| {
            own.role == AgencyRole::Publisher && agency.is_none_or(|agency| own.name == agency)
        })
    }

    /// When it appeared, as far as is known.
    fn appeared(&self) -> Option<Appeared<'_>> {
        Appeared::read(self.published.as_ref(), true)
            .or_else(|| Appeared::read(self.seen.as_ref(), false))
    }
}

/// When a story appeared.
struct Appeared<'a> {
    /// In words.
    date: &'a str,
    moment: Moment,
    /// Whether the page says so; otherwise it is when a reader first saw the page.
    is_stated: bool,
}

impl<'a> Appeared<'a> {
    fn read(date: Option<&'a String>, is_stated: bool) -> Option<Self> {
        let moment = Moment::read(date?)?;
        Some(Self {
            date: date?,
            moment,
            is_stated,
        })
    }
}

/// The stories of a family by when they appeared; those without any date stand last.
pub(super) fn order(group: &[usize], stories: &[StoryHead]) -> Vec<usize> {
    let dated = |&story: &usize| {
        let appeared = stories[story].appeared();
        let seconds = appeared.map(|appeared| appeared.moment.seconds());
        (seconds.is_none(), seconds, story)
    };
    let mut dated: Vec<_> = group.iter().map(dated).collect();
    order::sort(&mut dated);
    dated.into_iter().map(|(.., story)| story).collect()
}

/// The earliest of stories in their [`order`], where dates tell it apart from all others.
pub(super) fn first(order: &[usize], stories: &[StoryHead]) -> Option<usize> {
    let (&first, others) = order.split_first()?;
    let moment = stories[first].appeared()?.moment;
    let mut dated = others.iter().filter_map(|&story| stories[story].appeared());
    dated
        .all(|other| moment.is_before(&other.moment))
        .then_some(first)
}

/// Whose text a family's is, by its stories in their [`order`], where anything tells.
pub(super) fn likely(order: &[usize], stories: &[StoryHead]) -> Option<Source> {
    let mut source = judge(order, stories)?;
    source.why = sentences(&source.reasons);
    source.doubt = sentences(&source.doubts);
    Some(source)
}

/// The same, its reasons in codes alone.
fn judge(order: &[usize], stories: &[StoryHead]) -> Option<Source> {
    let [first, second, ..] = *order else {
        return None;
    };
    let credited = credited(order, stories);
    let own = order
        .iter()
        .find(|&&story| stories[story].is_own_of(credited.as_ref().map(|(name, _)| name.as_str())));
    let mut source = Source::default();
    if let Some((name, count)) = credited {
        source.reasons.push(Reason::with(
            ReasonCode::Credited,
            [count.into(), order.len().into(), name.as_str().into()],
        ));
        source.agency = Some(name);
    }
    if let Some(&own) = own {
        let publisher = stories[own]
            .agencies
            .iter()
            .find(|agency| agency.role == AgencyRole::Publisher);
        let name = publisher
            .map(|agency| agency.name.clone())
            .unwrap_or_default();
        let itself = Reason::with(ReasonCode::OwnPublished, [name.as_str().into()]);
        source.reasons.push(itself);
        source.agency = Some(name);
        source.story = Some(stories[own].id.clone());
        if first != own && stories[first].appeared().is_some() {
            source.doubts.push(ReasonCode::DatedBefore.into());
        }
        return Some(source);
    }
    if source.agency.is_some() {
        source.doubts.push(ReasonCode::NoneOwn.into());
        return Some(source);
    }
    let (earliest, next) = (stories[first].appeared()?, stories[second].appeared()?);
    source.story = Some(stories[first].id.clone());
    source
        .reasons
        .push(Reason::with(ReasonCode::DatedFirst, [earliest.date.into()]));
    source.doubts.push(ReasonCode::OnlyDates.into());
    if earliest.moment.day == next.moment.day || !earliest.moment.is_before(&next.moment) {
        let same = Reason::with(ReasonCode::SameDay, [next.date.into()]);
        source.doubts.push(same);
    }
    if !(earliest.is_stated && next.is_stated) {
        source.doubts.push(ReasonCode::FirstSeen.into());
    }
    let undated = order
        .iter()
        .filter(|&&story| stories[story].appeared().is_none())
        .count();
    if undated > 0 {
        let undated = Reason::with(ReasonCode::Undated, [undated.into()]);
        source.doubts.push(undated);
    }
    Some(source)
}

/// The agency that most stories credit for the whole text, and how many do.
fn credited(order: &[usize], stories: &[StoryHead]) -> Option<(String, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for &story in order {
        for agency in &stories[story].agencies {
            if agency.role == AgencyRole::Whole {
                *counts.entry(&agency.name).or_default() += 1;
            }
        }
    }
    let most = counts
        .into_iter()
        .max_by_key(|&(name, count)| (count, std::cmp::Reverse(name)));
    most.map(|(name, count)| (name.to_owned(), count))
}

#[cfg(test)]
mod tests {
    use super::{StoryHead, first, likely, order};
    use crate::report::{Agency, AgencyRole};

    fn head(id: &str, published: &str, seen: &str, agency: Option<AgencyRole>) -> StoryHead {
        let some = |date: &str| Some(date.to_owned()).filter(|date| !date.is_empty());
        let agency = agency.map(|role| Agency {
            name: "Tidewire".to_owned(),
            role,
            evidence: Vec::new(),
            place: "credit".to_owned(),
            release: false,
        });
        StoryHead {
            id: id.to_owned(),
            published: some(published),
            seen: some(seen),
            words: 0,
            agencies: agency.into_iter().collect(),
        }
    }

    #[test]
    fn stories_are_ordered_by_publication_then_by_when_they_were_seen() {
        let stories = [
            head("none", "", "", None),
            head("late", "2031-06-05T11:00:00Z", "2031-06-05T11:30:00Z", None),
            head("seen", "", "2031-06-05T10:00:00Z", None),
            head("early", "2031-06-05T09:00:00Z", "2031-06-07", None),
        ];
        assert_eq!(order(&[0, 1, 2, 3], &stories), [3, 2, 1, 0]);
    }

    #[test]
    fn dates_are_compared_as_instants_and_as_days_where_they_are_none() {
        let lead = |dates: &[&str]| {
            let heads: Vec<_> = dates.iter().map(|date| head("", date, "", None)).collect();
            let group: Vec<usize> = (0..heads.len()).collect();
            let order = order(&group, &heads);
            (first(&order, &heads), order)
        };
        // 9:30 in New York is 13:30 in Greenwich.
        let zones = ["2031-06-05T09:30:00-04:00", "2031-06-05T11:00:00Z"];
        assert_eq!(lead(&zones), (Some(1), vec![1, 0]));
        let written = ["June 5, 2031", "4 June 2031"];
        assert_eq!(lead(&written), (Some(1), vec![1, 0]));
        let no_zone = ["2031-06-05T09:30:00", "2031-06-05T11:00:00Z"];
        assert_eq!(lead(&no_zone).0, None);
        // The third is of the day that the first has where it was written.
        let ahead = [
            "2031-06-05T08:00:00+12:00",
            "2031-06-04T21:00:00Z",
            "2031-06-05",
        ];
        assert_eq!(lead(&ahead), (None, vec![0, 1, 2]));
        assert_eq!(lead(&["soon", "2031-06-05"]), (Some(1), vec![1, 0]));
    }

    #[test]
    fn the_agencys_own_page_is_the_source_though_a_copy_is_dated_before() {
        let stories = [
            head("copy", "2031-06-05T09:00:00Z", "", Some(AgencyRole::Whole)),
            head(
                "wire",
                "2031-06-05T09:30:00Z",
                "",
                Some(AgencyRole::Publisher),
            ),
        ];
        let source = likely(&[0, 1], &stories).unwrap();
        assert_eq!(source.story.as_deref(), Some("wire"));
        assert_eq!(source.agency.as_deref(), Some("Tidewire"));
        assert_eq!(source.doubt, ["another copy is dated before it"]);
    }

    #[test]
    fn a_credited_agency_is_the_source_though_its_text_is_not_stored() {
        let stories = [
            head("one", "2031-06-05", "", Some(AgencyRole::Whole)),
            head("two", "2031-06-06", "", None),
        ];
        let source = likely(&[0, 1], &stories).unwrap();
        assert_eq!(
            (source.story, source.agency.as_deref()),
            (None, Some("Tidewire"))
        );
        assert_eq!(source.doubt.len(), 1);
    }

    #[test]
    fn dates_alone_leave_doubt() {
        let stories = [
            head("one", "2031-06-05T09:00:00Z", "", None),
            head("two", "", "2031-06-05T10:00:00Z", None),
            head("three", "", "", None),
        ];
        let source = likely(&[0, 1, 2], &stories).unwrap();
        assert_eq!(source.story.as_deref(), Some("one"));
        assert_eq!(source.doubt.len(), 4, "{:?}", source.doubt);
        assert_eq!(likely(&[2], &stories), None);
    }
}
