//! Changes of blocks: dropped, added, rewritten and moved text, paragraphs split and merged.
//!
//! What no passage covers in `a` was dropped, what none covers in `b` was added; where both stand
//! between the same two passages, the one was rewritten as the other.

use super::super::passages::Aligned;
use super::{Desk, frame};
use crate::order;
use crate::report::EditType;

/// Fewer words than this between passages are no block of their own.
const LEAST: usize = 3;
/// Words of a block that counts fully.
const LARGE: f32 = 120.0;

pub(super) fn edits(aligned: &[Aligned], desk: &mut Desk<'_>) {
    let mut order: Vec<&Aligned> = aligned.iter().collect();
    order::sort_by_key(&mut order, |passage| passage.b.0);
    // The end of the passage before each place, in `b`'s order.
    let ends_b: Vec<usize> = std::iter::once(0)
        .chain(order.iter().map(|p| p.b.1))
        .collect();
    let begins_b: Vec<usize> = order
        .iter()
        .map(|p| p.b.0)
        .chain(std::iter::once(desk.b.words.len()))
        .collect();
    let mut paired = vec![false; begins_b.len()];
    let place_b = |passage: Option<&Aligned>| {
        passage.map_or(0, |passage| {
            begins_b.partition_point(|begin| *begin < passage.b.0) + 1
        })
    };

    let (line_a, line_b) = (opening(&desk.a), opening(&desk.b));
    let mut end = line_a;
    for number in 0..=aligned.len() {
        let next = aligned
            .get(number)
            .map_or(desk.a.words.len(), |passage| passage.a.0);
        let gap_a = (end, next.max(end));
        let before = number.checked_sub(1).and_then(|before| aligned.get(before));
        // The gap of `b` that follows the same passage.
        let place = place_b(before);
        if let Some(passage) = aligned.get(number) {
            end = end.max(passage.a.1);
        }
        if gap_a.1 - gap_a.0 < LEAST {
            continue;
        }
        let from = ends_b
            .get(place)
            .copied()
            .unwrap_or(0)
            .max(if place == 0 { line_b } else { 0 });
        let gap_b = (from, begins_b.get(place).copied().unwrap_or(from).max(from));
        if gap_b.1 - gap_b.0 >= LEAST && !paired[place] {
            paired[place] = true;
            note(EditType::Rewritten, gap_a, gap_b, desk);
        } else {
            note(EditType::Dropped, gap_a, (gap_b.0, gap_b.0), desk);
        }
    }
    for place in 0..begins_b.len() {
        let from = ends_b[place].max(if place == 0 { line_b } else { 0 });
        let gap_b = (from, begins_b[place].max(from));
        if gap_b.1 - gap_b.0 >= LEAST && !paired[place] {
            let at = place.checked_sub(1).map_or(0, |before| order[before].a.1);
            note(EditType::Added, (at, at), gap_b, desk);
        }
    }
    moved(aligned, desk);
}

/// Paragraphs split and merged: words in common side by side between which one text alone begins a
/// line.
pub(super) fn breaks(aligned: &[Aligned], desk: &mut Desk<'_>) {
    for run in aligned.iter().flat_map(|passage| &passage.runs) {
        for offset in 1..run.len as usize {
            let (x, y) = (run.a as usize + offset, run.b as usize + offset);
            let kind = match (desk.a.words[x].leads(), desk.b.words[y].leads()) {
                (false, true) => EditType::Split,
                (true, false) => EditType::Merged,
                _ => continue,
            };
            desk.words(kind, 1.0, (x, x + 1), (y, y + 1));
        }
    }
}

/// Words of the dateline, which is told apart.
fn opening(side: &super::Side<'_>) -> usize {
    let end = frame::dateline(side.text).map_or(0, str::len);
    side.words
        .partition_point(|word| (word.begin as usize) < end)
}

fn note(kind: EditType, a: (usize, usize), b: (usize, usize), desk: &mut Desk<'_>) {
    let words = (a.1 - a.0).max(b.1 - b.0) as f32;
    desk.words(kind, words / LARGE, a, b);
}

/// Passages out of the common order: all but the heaviest run that is in order in both texts.
fn moved(aligned: &[Aligned], desk: &mut Desk<'_>) {
    if aligned.len() > 512 {
        return;
    }
    // Heaviest increasing subsequence; passages are few.
    let size = |passage: &Aligned| (passage.a.1 - passage.a.0) as u64;
    let mut best: Vec<(u64, Option<usize>)> = Vec::with_capacity(aligned.len());
    for (at, passage) in aligned.iter().enumerate() {
        let before = (0..at)
            .filter(|before| aligned[*before].b.0 < passage.b.0)
            .max_by_key(|before| (best[*before].0, std::cmp::Reverse(*before)));
        let weight = before.map_or(0, |before| best[before].0);
        best.push((weight + size(passage), before));
    }
    let mut kept = vec![false; aligned.len()];
    let mut at = (0..aligned.len()).max_by_key(|at| (best[*at].0, std::cmp::Reverse(*at)));
    while let Some(passage) = at {
        kept[passage] = true;
        at = best[passage].1;
    }
    for (passage, kept) in aligned.iter().zip(kept) {
        if !kept {
            note(EditType::Moved, passage.a, passage.b, desk);
        }
    }
}
