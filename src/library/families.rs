//! Families: stories that are copies of one text.
//!
//! `exact` and `syndicated` links join stories. A cut copy joins the family of the longer text it
//! was cut from, but never bridges two: a short digest that lies in two different long stories goes
//! with the one it shares most with and leaves the two apart.

use std::collections::HashMap;

use super::source::{self, StoryHead};
use crate::order;
use crate::report::{EventSize, Family, Pair, Relation, Side};

/// The families of stories, in the order of their first story.
#[must_use]
pub fn families(stories: &[StoryHead], pairs: &[Pair]) -> Vec<Family> {
    let number: HashMap<&str, usize> = stories
        .iter()
        .enumerate()
        .map(|(n, story)| (story.id.as_str(), n))
        .collect();
    let mut links: Vec<(usize, usize, &Pair)> = pairs
        .iter()
        .filter_map(|pair| {
            Some((
                *number.get(pair.a.as_str())?,
                *number.get(pair.b.as_str())?,
                pair,
            ))
        })
        .collect();
    // Shares are added up below: in one order, whatever order the pairs come in.
    order::sort_by_key(&mut links, |(a, b, _)| (*a.min(b), *a.max(b)));
    let mut groups = Groups::new(stories.len());
    for (a, b, pair) in &links {
        if matches!(pair.relation, Relation::Exact | Relation::Syndicated) {
            groups.join(*a, *b);
        }
    }
    join_cuts(&links, &mut groups);

    let mut members: HashMap<usize, Vec<usize>> = HashMap::new();
    let mut order = Vec::new();
    for story in 0..stories.len() {
        let root = groups.root(story);
        let group = members.entry(root).or_default();
        if group.is_empty() {
            order.push(root);
        }
        group.push(story);
    }
    let mut shared = vec![0.0_f32; stories.len()];
    for (a, b, pair) in &links {
        if groups.root(*a) == groups.root(*b) {
            shared[*a] += pair.b_in_a;
            shared[*b] += pair.a_in_b;
        }
    }
    let representative: HashMap<usize, usize> = order
        .iter()
        .map(|root| (*root, representative(&members[root], stories, &shared)))
        .collect();
    // Families by root that are linked to each: the same event, reported in other words, though
    // perhaps with the same speech. What shares a passage of running text is no independent report.
    let mut linked: HashMap<usize, Vec<usize>> = HashMap::new();
    for (a, b, pair) in &links {
        let (x, y) = (groups.root(*a), groups.root(*b));
        let is_independent = matches!(pair.relation, Relation::SharedQuotes | Relation::SameEvent);
        if is_independent && x != y {
            linked.entry(x).or_default().push(y);
            linked.entry(y).or_default().push(x);
        }
    }
    let id = |story: usize| stories[story].id.clone();
    let families = order.iter().map(|root| {
        let group = &members[root];
        let mut others = linked.remove(root).unwrap_or_default();
        order::sort_by_key(&mut others, |other| representative[other]);
        others.dedup();
        let dated = source::order(group, stories);
        let told = others.iter().map(|other| members[other].len());
        Family {
            family: id(representative[root]),
            stories: group.iter().map(|story| id(*story)).collect(),
            representative: id(representative[root]),
            first: source::first(&dated, stories).map(id),
            source: source::likely(&dated, stories),
            order: dated.into_iter().map(id).collect(),
            event: EventSize {
                stories: (group.len() + told.sum::<usize>()) as u32,
                texts: 1 + others.len() as u32,
            },
            events: others
                .iter()
                .map(|other| id(representative[other]))
                .collect(),
        }
    });
    families.collect()
}

/// Lets cut copies join: each whole group joins at most one longer family.
fn join_cuts(links: &[(usize, usize, &Pair)], groups: &mut Groups) {
    // (cut story, longer story, how much of the cut story is in it)
    let mut cuts: Vec<(usize, usize, f32)> = links
        .iter()
        .filter(|(_, _, pair)| pair.relation == Relation::Partial)
        .filter_map(|(a, b, pair)| match pair.cut? {
            Side::A => Some((*a, *b, pair.a_in_b)),
            Side::B => Some((*b, *a, pair.b_in_a)),
        })
        .collect();
    order::sort_by(&mut cuts, |x, y| {
        y.2.total_cmp(&x.2).then((x.0, x.1).cmp(&(y.0, y.1)))
    });
    let mut target: HashMap<usize, usize> = HashMap::new();
    for (cut, whole, _) in cuts {
        target
            .entry(groups.root(cut))
            .or_insert_with(|| groups.root(whole));
    }
    let mut joins: Vec<(usize, usize)> = target.into_iter().collect();
    order::sort(&mut joins);
    for (cut, whole) in joins {
        groups.join(cut, whole);
    }
}

/// The story with the most of the shared text; of equals the longest, then the first.
fn representative(group: &[usize], stories: &[StoryHead], shared: &[f32]) -> usize {
    let key = |story: usize| (shared[story], stories[story].words);
    let mut best = group[0];
    for &story in &group[1..] {
        let (x, y) = (key(story), key(best));
        if x.0.total_cmp(&y.0).then(x.1.cmp(&y.1)).is_gt() {
            best = story;
        }
    }
    best
}

/// Disjoint sets.
struct Groups(Vec<usize>);

impl Groups {
    fn new(size: usize) -> Self {
        Self((0..size).collect())
    }

    fn find(&self, mut at: usize) -> usize {
        while self.0[at] != at {
            at = self.0[at];
        }
        at
    }

    fn root(&mut self, at: usize) -> usize {
        let root = self.find(at);
        let mut next = at;
        while self.0[next] != root {
            next = std::mem::replace(&mut self.0[next], root);
        }
        root
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        // The smaller number is the root, so that the order of pairs does not matter.
        self.0[a.max(b)] = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(id: &str, published: &str) -> StoryHead {
        StoryHead {
            id: id.to_owned(),
            published: Some(published.to_owned()).filter(|date| !date.is_empty()),
            ..StoryHead::default()
        }
    }

    fn pair(a: &str, b: &str, relation: Relation, a_in_b: f32, b_in_a: f32) -> Pair {
        let cut = (relation == Relation::Partial)
            .then_some(Side::A)
            .filter(|_| a_in_b >= 0.75);
        Pair {
            a: a.to_owned(),
            b: b.to_owned(),
            relation,
            cut,
            a_in_b,
            b_in_a,
            resemblance: 0.5,
            event_score: 0.0,
            event_date: None,
            passages: vec![],
            edits: vec![],
            why: vec![],
            reasons: vec![],
            raw: None,
        }
    }

    #[test]
    fn copies_are_one_family_with_the_earliest_first() {
        let stories = [
            head("one", "2025-06-05T11:05:00Z"),
            head("two", "2025-06-05T09:00:00Z"),
            head("far", ""),
        ];
        let found = families(
            &stories,
            &[
                pair("one", "two", Relation::Syndicated, 0.9, 0.95),
                pair("two", "far", Relation::SameEvent, 0.0, 0.0),
            ],
        );
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].stories, ["one", "two"]);
        assert_eq!(found[0].first.as_deref(), Some("two"));
        assert_eq!(found[0].events, ["far"]);
        assert_eq!(found[1].events, [found[0].family.as_str()]);
    }

    #[test]
    fn an_event_counts_its_stories_and_its_independent_texts() {
        let stories = ["a", "b", "c", "d", "e"].map(|id| head(id, ""));
        let found = families(
            &stories,
            &[
                pair("a", "b", Relation::Syndicated, 0.9, 0.9),
                pair("b", "c", Relation::Exact, 1.0, 1.0),
                pair("a", "d", Relation::SameEvent, 0.0, 0.0),
                pair("c", "e", Relation::SameEvent, 0.0, 0.0),
            ],
        );
        assert_eq!(found.len(), 3);
        let told = EventSize {
            stories: 5,
            texts: 3,
        };
        assert_eq!(found[0].event, told);
    }

    #[test]
    fn a_text_that_lifts_a_passage_is_no_independent_report() {
        let stories = ["whole", "lifts", "quotes"].map(|id| head(id, ""));
        let found = families(
            &stories,
            &[
                pair("whole", "lifts", Relation::Partial, 0.3, 0.3),
                pair("whole", "quotes", Relation::SharedQuotes, 0.1, 0.1),
            ],
        );
        assert_eq!(
            (found.len(), &*found[0].events),
            (3, &["quotes".to_owned()][..])
        );
        assert_eq!(found[0].event.texts, 2);
    }

    #[test]
    fn a_late_capture_that_was_first_is_told_as_the_first() {
        let mut stories = vec![head("seen", "2025-06-05T09:00:00Z")];
        let before = families(&stories, &[]);
        assert_eq!(before[0].first.as_deref(), Some("seen"));
        stories.push(head("late", "2025-06-04T20:00:00Z"));
        let links = [pair("late", "seen", Relation::Syndicated, 0.9, 0.9)];
        let after = families(&stories, &links);
        assert_eq!(after[0].stories, ["seen", "late"]);
        assert_eq!(after[0].first.as_deref(), Some("late"));
    }

    #[test]
    fn a_cut_copy_joins_one_family_and_bridges_none() {
        let stories = [head("long", ""), head("other", ""), head("digest", "")];
        let found = families(
            &stories,
            &[
                pair("digest", "long", Relation::Partial, 0.9, 0.2),
                pair("digest", "other", Relation::Partial, 0.8, 0.2),
            ],
        );
        let sets: Vec<_> = found.iter().map(|family| family.stories.clone()).collect();
        assert_eq!(sets, [vec!["long", "digest"], vec!["other"]]);
    }

    #[test]
    fn doubt_about_the_first_copy_is_kept() {
        let stories = [
            head("day", "2025-06-05"),
            head("hour", "2025-06-05T09:00:00Z"),
        ];
        let links = [pair("day", "hour", Relation::Exact, 1.0, 1.0)];
        assert_eq!(families(&stories, &links)[0].first, None);
    }
}
