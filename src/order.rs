//! Things in order, by one sort for all types.
//!
//! The standard library's sort is compiled anew for every type and every way to compare, some six
//! kilobytes each time: an eighth of the code that a browser has to load. Here one sort, compiled
//! once, orders places, and what differs from type to type is how two are compared and how they are
//! moved. That is slower by a small factor, so the longest lists keep the standard library's.

use std::cmp::Ordering;

/// Sorts; what compares equal keeps its order.
pub(crate) fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let mut from = places(items.len(), &|x, y| compare(&items[x], &items[y]));
    // Each circle of items that take each other's places is walked once.
    for first in 0..from.len() {
        let mut to = first;
        loop {
            let next = std::mem::replace(&mut from[to], to);
            if next == first {
                break;
            }
            items.swap(to, next);
            to = next;
        }
    }
}

/// Sorts by a key; what has the same keeps its order.
pub(crate) fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |x, y| key(x).cmp(&key(y)));
}

/// Sorts; what is equal keeps its order.
pub(crate) fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, T::cmp);
}

/// The places of so many items as they stand in order.
fn places(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|&x, &y| compare(x, y));
    places
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_as_the_standard_library_does(items in prop::collection::vec((0_u8..9, any::<u8>()), 0..200)) {
            let (mut ours, mut theirs) = (items.clone(), items.clone());
            super::sort_by_key(&mut ours, |item| item.0);
            theirs.sort_by_key(|item| item.0);
            prop_assert_eq!(&ours, &theirs);
            super::sort(&mut ours);
            theirs.sort_unstable();
            prop_assert_eq!(ours, theirs);
        }
    }
}
