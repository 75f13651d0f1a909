//! Titles: how far two agree, and what in a `<title>` is the site's.

use std::collections::HashMap;

/// Words that a site's name has at most.
const MAX_NAME: usize = 6;

/// Words of a title that are compared.
const MAX_WORDS: usize = 80;

/// Pieces of a title; what has more is a list.
const MAX_PIECES: usize = 12;

/// Words from which a part of a title stands for it.
const MIN_PART: usize = 4;

/// The words of a title in lower case; ideographs and syllables count one by one.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut open = false;
    for c in text.chars() {
        let alone = c > '\u{2e80}' && c.is_alphabetic();
        if !c.is_alphanumeric() {
            // An apostrophe or a mark does not cut a word: quotes differ between places.
            open &= matches!(c, '\'' | '’') || unicode_normalization::char::is_combining_mark(c);
            continue;
        }
        if !open || alone {
            if out.len() >= MAX_WORDS {
                break;
            }
            out.push(String::new());
        }
        if let Some(word) = out.last_mut() {
            word.extend(c.to_lowercase());
        }
        open = !alone;
    }
    out
}

/// How far two titles have the same words, in `[0, 1]`.
pub(super) fn agreement(a: &str, b: &str) -> f32 {
    shared(&words(a), &words(b))
}

/// The same of titles that have been cut into words.
pub(super) fn shared(a: &[String], b: &[String]) -> f32 {
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let mut counts: HashMap<&str, i32> = HashMap::new();
    for word in a {
        *counts.entry(word).or_default() += 1;
    }
    let mut shared = 0;
    for word in b {
        if let Some(left) = counts.get_mut(word.as_str())
            && *left > 0
        {
            *left -= 1;
            shared += 1;
        }
    }
    2.0 * shared as f32 / (a.len() + b.len()) as f32
}

/// Letters and digits alone, in lower case.
fn squash(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Whether a title is the beginning or the end of a longer text, word by word.
pub(super) fn is_end(part: &str, whole: &str) -> bool {
    let (part, whole) = (words(part), words(whole));
    part.len() >= 3
        && part.len() < whole.len()
        && (whole.starts_with(&part) || whole.ends_with(&part))
}

/// How far a block's words are those of a stated title, which may go on with names of the site:
/// what the longer one begins or ends with counts nearly as much as the whole.
pub(super) fn agrees(block: &[String], stated: &[String]) -> f32 {
    let is_part = block.len() >= MIN_PART && (stated.starts_with(block) || stated.ends_with(block));
    let part = if is_part { 0.9 } else { 0.0 };
    shared(block, stated).max(part)
}

/// Whether a title is only a name of the site.
pub(super) fn is_name(title: &str, sites: &[String]) -> bool {
    let title = squash(title);
    sites.iter().any(|site| squash(site) == title)
}

/// Whether a piece of a title is a name of the site: equal to one, or most of one.
fn is_site(piece: &str, sites: &[String]) -> bool {
    // Where the words of the piece begin and end, in the piece without gaps.
    let mut ends = vec![0];
    for word in words(piece) {
        ends.push(ends.last().unwrap_or(&0) + word.len());
    }
    let piece = squash(piece);
    sites.iter().map(|site| squash(site)).any(|site| {
        if piece.len() < site.len() {
            return piece.len() >= 3 && site.contains(piece.as_str());
        }
        // "welt" is no part of "Umwelt".
        let is_whole = |at: usize| ends.contains(&at) && ends.contains(&(at + site.len()));
        site.len() >= 3
            && (2 * site.len() > piece.len())
            && piece
                .match_indices(site.as_str())
                .any(|(at, _)| is_whole(at))
    })
}

/// Where a title can be cut: each piece's place.
fn pieces(title: &str) -> Vec<(usize, usize)> {
    const SPACED: [char; 12] = ['-', '–', '—', '/', '<', '>', '~', '»', '«', '•', '·', '―'];
    let mut out = Vec::new();
    let mut begin = 0;
    let mut before = ' ';
    for (at, c) in title.char_indices() {
        let after = title[at + c.len_utf8()..].chars().next().unwrap_or(' ');
        let spaced = before == ' ' && after == ' ';
        let cuts = match c {
            '｜' | '＿' | '丨' | '│' | '|' => true,
            '_' | '-' => spaced || before > '\u{2e80}' || after > '\u{2e80}',
            ':' => after == ' ' && before == ' ',
            c => spaced && SPACED.contains(&c),
        };
        if cuts {
            out.push((begin, at));
            begin = at + c.len_utf8();
        }
        before = c;
    }
    out.push((begin, title.len()));
    out.retain(|&(begin, end)| !title[begin..end].trim().is_empty());
    out
}

/// The run of a title's pieces that one of `others` repeats, and what stands beside it.
fn repeated<'t>(
    title: &'t str,
    pieces: &[(usize, usize)],
    others: &[&str],
) -> Option<(&'t str, &'t str)> {
    let (start, stop) = (pieces.first()?.0, pieces.last()?.1);
    let others: Vec<String> = others.iter().map(|other| squash(other)).collect();
    for (first, &(begin, _)) in pieces.iter().enumerate() {
        for &(_, end) in pieces[first..].iter().rev() {
            let run = squash(&title[begin..end]);
            let is_part = (begin, end) != (start, stop);
            if is_part && run.chars().count() >= 8 && others.contains(&run) {
                let rest = if begin > start {
                    &title[start..begin]
                } else {
                    &title[end..stop]
                };
                let rest = rest.trim_matches(|c: char| !c.is_alphanumeric());
                return Some((title[begin..end].trim(), rest));
            }
        }
    }
    None
}

/// What a `<title>` holds beside the headline, where it is one short piece: the site's name.
pub(super) fn beside<'t>(title: &'t str, headline: &str) -> Option<&'t str> {
    let pieces = pieces(title);
    if pieces.len() > MAX_PIECES {
        return None;
    }
    let (_, rest) = repeated(title, &pieces, &[headline])?;
    (!rest.is_empty() && self::pieces(rest).len() == 1 && words(rest).len() <= MAX_NAME)
        .then_some(rest)
}

/// A title without the site's name, and that name where one was found. `sites` are names the site
/// goes by, `others` further titles of the page: a run of pieces that one of them repeats is the
/// title whatever the rest is.
pub(super) fn strip(title: &str, sites: &[String], others: &[&str]) -> (String, Option<String>) {
    let pieces = pieces(title);
    let whole = || (title.to_owned(), None);
    if pieces.len() < 2 || pieces.len() > MAX_PIECES {
        return whole();
    }
    if let Some((run, rest)) = repeated(title, &pieces, others) {
        return (
            run.to_owned(),
            is_site(rest, sites).then(|| rest.to_owned()),
        );
    }
    let (mut first, mut last) = (0, pieces.len() - 1);
    let text = |at: usize| title[pieces[at].0..pieces[at].1].trim();
    let mut name = None;
    // All that follows the site's name is the site's too: `Title | Site | Motto`.
    let tail = (1..=last).find(|&at| is_site(text(at), sites));
    if let Some(at) = tail {
        name = Some(text(at).to_owned());
        last = at - 1;
    }
    if last > first && is_site(text(first), sites) {
        name = Some(text(first).to_owned());
        first += 1;
    }
    if name.is_none() {
        return whole();
    }
    (
        title[pieces[first].0..pieces[last].1].trim().to_owned(),
        name,
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn agreement_is_of_words() {
        assert!(agreement("Flood closes harbour", "FLOOD closes ‘harbour’") > 0.99);
        assert!(
            agreement(
                "Flood closes harbour",
                "Flood closes harbour - The Quay Post"
            ) > 0.6
        );
        assert!(agreement("Flood closes harbour", "Newsletter") < 0.1);
        assert!(agreement("港湾が閉鎖された", "港湾が閉鎖された｜新聞") > 0.8);
    }

    #[test]
    fn a_site_s_name_is_made_of_whole_words() {
        let sites = ["welt".to_owned(), "The Quay Post".to_owned()];
        assert!(is_site("WELT", &sites));
        assert!(is_site("Quay Post", &sites) && is_site("The Quay Post!", &sites));
        assert!(!is_site("Umwelt", &sites));
    }

    #[test]
    fn the_site_stands_beside_the_headline() {
        let name = |title| beside(title, "Flood closes harbour");
        assert_eq!(
            name("Flood closes harbour — The Quay Post"),
            Some("The Quay Post")
        );
        assert_eq!(
            name("Quay Post: news | Flood closes harbour"),
            Some("Quay Post: news")
        );
        assert_eq!(name("Flood closes harbour"), None);
        assert_eq!(name("Floods close harbours - The Quay Post"), None);
    }

    #[test]
    fn the_site_is_told_from_the_title() {
        let sites = ["The Quay Post".to_owned(), "quaypost".to_owned()];
        let cases = [
            (
                "Flood closes harbour - The Quay Post",
                "Flood closes harbour",
            ),
            (
                "Flood closes harbour | News | Quay Post",
                "Flood closes harbour | News",
            ),
            (
                "Flood closes harbour | Quay Post | All the tides",
                "Flood closes harbour",
            ),
            ("QuayPost: Flood", "QuayPost: Flood"),
            ("Quay Post » Flood closes harbour", "Flood closes harbour"),
            ("Flood - what now? – quaypost.example", "Flood - what now?"),
            ("Semi-final", "Semi-final"),
        ];
        for (title, wanted) in cases {
            assert_eq!(strip(title, &sites, &[]).0, wanted);
        }
        let known = ["Flood closes the harbour"];
        assert_eq!(
            strip("Flood closes the harbour - Local - Unknown", &[], &known).0,
            known[0]
        );
        assert_eq!(
            strip("Flood closes the harbour - Local", &[], &[]).0,
            "Flood closes the harbour - Local"
        );
    }

    proptest! {
        #[test]
        fn never_fails(a in "\\PC*", b in "[a-zé ｜|_-]*", site in "\\PC{0,9}") {
            let value = agreement(&a, &b);
            prop_assert!((0.0..=1.0).contains(&value));
            let _ = (strip(&a, std::slice::from_ref(&site), &[&b]), strip(&b, &[site], &[&a]));
        }
    }
}
