//! Datelines: "TOWN, March 12 (HNA) – ", "ISLAMABAD/AFP: ", "【東京=共同】".
//!
//! A dateline opens the text. Before the agency stand only places and dates; around it stand
//! brackets or slashes, or a dash or a colon ends it.

use super::line::{Credit, Line};
use super::names::{Mention, Name};
use crate::report::AgencyRole;

/// Characters within which a dateline ends.
const MAX_DATELINE: usize = 110;

/// The agencies that the opening of a paragraph names.
pub(super) fn dateline(line: &Line) -> Vec<Credit> {
    let text = line.text;
    let end = text
        .char_indices()
        .nth(MAX_DATELINE)
        .map_or(text.len(), |(at, _)| at);
    let Some(first) = line.mentions.iter().find(|m| m.name != Name::Unnamed) else {
        return Vec::new();
    };
    let Some(stop) = stop(line, first, end) else {
        return Vec::new();
    };
    line.mentions
        .iter()
        .filter(|m| m.span.end <= stop && m.name != Name::Unnamed)
        .map(|m| Credit {
            name: m.name.clone(),
            vague: false,
            signs: false,
            role: AgencyRole::Whole,
            span: 0..stop,
        })
        .collect()
}

/// Where the dateline around the first agency ends, if there is one.
fn stop(line: &Line, first: &Mention, end: usize) -> Option<usize> {
    let text = line.text;
    let mention = first.span.clone();
    if mention.end > end {
        return None;
    }
    let before = &text[..mention.start];
    let after = &text[mention.end..end];
    let open = before.rfind(['(', '[', '【', '［', '/', '（', '<']);
    if let Some(open) = open {
        let mark = text[open..].chars().next()?;
        let close = match mark {
            '(' => ')',
            '[' => ']',
            '【' => '】',
            '［' => '］',
            '（' => '）',
            '<' => '>',
            mark => mark,
        };
        if let Some(at) = after.find(close) {
            let close_at = mention.end + at;
            let inside = open + mark.len_utf8()..close_at;
            let rest = text[close_at + close.len_utf8()..].trim_start();
            let is_wide = matches!(mark, '【' | '［' | '（');
            let goes_on = rest.starts_with(['-', '–', '—', '.', ':', ',', '·', '―', '−'])
                || rest.chars().next().is_some_and(|c| !c.is_lowercase())
                || is_wide;
            let fits = line.is_place_and_date(0..open)
                && (is_wide || line.is_place_and_date(inside))
                && goes_on;
            if fits {
                return Some(close_at + close.len_utf8());
            }
        }
    }
    // "Wellington, PTI:", "MOSKAU, 4. März - TASS -"
    let rest = after.trim_start();
    let mark = rest.chars().next()?;
    let is_dash = matches!(mark, '-' | '–' | '—');
    let spaced = after.starts_with(' ') || rest[mark.len_utf8()..].starts_with(['-', ' ']);
    let has_place = before.chars().any(char::is_alphabetic);
    // "PHILADELPHIA, PA —" is a town and its state.
    let is_state = first.is_faint && before.ends_with(", ");
    let ends = (is_dash && spaced && !is_state) || (mark == ':' && has_place);
    let stop = mention.end + (after.len() - rest.len()) + mark.len_utf8();
    (ends && line.is_place_and_date(0..mention.start)).then_some(stop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provenance::names::Names;
    use crate::rules::Folded;

    fn count(text: &str) -> usize {
        let spelled = "Halden News Agency (HNA)";
        let names = Names::collect(std::iter::once((spelled, &Folded::new(spelled))));
        dateline(&Line::new(text, &names)).len()
    }

    #[test]
    fn datelines_of_many_papers() {
        for text in [
            "LARKFIELD, March 4 (Reuters) - Rain fell.",
            "VELDHAVEN, March 12 (HNA) – Rain fell.",
            "Larkfield (dpa) - Es regnet.",
            "LARKFIELD--(Business Wire)--Rain fell.",
            "LARKFIELD, Jan. 8 /PRNewswire/ -- Rain fell.",
            "Larkfield, PTI: Rain fell.",
            "MOSKAU, 4. März - TASS - Es regnet.",
            "(AP) — Rain fell.",
            "【東京＝共同】雨が降った。",
            "LARKFIELD (AFP) Rain fell.",
        ] {
            assert_eq!(count(text), 1, "{text}");
        }
        assert_eq!(count("LARKFIELD (AFP, Reuters) - Rain fell."), 2);
    }

    #[test]
    fn what_only_looks_like_a_dateline() {
        for text in [
            "The Larkfield Authority (PNA) will not pay.",
            "Rain fell, Reuters reports: it was wet.",
            "LARKFIELD (WXYZ) - Rain fell.",
            "He told the agency (AFP) - and nobody else.",
            "Reuters: what do you make of the rain?",
            "LARKFIELD, PA — Rain fell.",
        ] {
            assert_eq!(count(text), 0, "{text}");
        }
    }
}
