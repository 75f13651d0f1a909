//! What a text is like, and how much it is like what the page's head announces.

use xxhash_rust::xxh3::xxh3_64;

use crate::page::{Announced, Tree};
use crate::rules::{fold, words};
use crate::text::{is_ideograph, is_wordless_script};

/// What the page's head says of the story.
pub(super) struct Told {
    pub title: Named,
    pub description: Named,
    pub author: Named,
}

/// Words of an author's name at most, as far as it is read off a line.
const NAME: usize = 3;

impl Told {
    /// Takes a byline that readers see for what the head does not say; `folded` is what follows "By".
    pub(super) fn sign(&mut self, folded: &str) {
        if !self.author.0.is_empty() {
            return;
        }
        let end = folded.find(|c: char| !(c.is_alphabetic() || " '-.".contains(c)));
        let name: Vec<&str> = words(&folded[..end.unwrap_or(folded.len())])
            .take(NAME)
            .collect();
        if name.len() > 1 {
            self.author = Named::of(&name.join(" "));
        }
    }

    pub(super) fn of(tree: &Tree) -> Self {
        let Announced {
            title,
            description,
            author,
        } = Announced::of(tree);
        Self {
            title: Named::of(title),
            description: Named::of(description),
            author: Named::of(author),
        }
    }
}

/// Words of a block that are compared.
const COMPARED: usize = 120;

/// Words of what the head says that are compared, at most as many as a set of bits has.
const NAMED: usize = 80;

/// The words of a folded text, hashed, and whether each is long enough to tell something.
fn hashed(folded: &str) -> impl Iterator<Item = (u64, bool)> {
    let is_long = |word: &str| word.chars().nth(1).is_some() || !word.is_ascii();
    words(folded).map(move |word| (xxh3_64(word.as_bytes()), is_long(word)))
}

/// The words that a folded text opens with.
pub(super) fn opening(folded: &str) -> Vec<(u64, bool)> {
    hashed(folded).take(COMPARED).collect()
}

/// The different words of a short text, hashed and sorted.
pub(super) struct Named(Vec<u64>);

impl Named {
    fn of(text: &str) -> Self {
        let folded = fold(text);
        let long = hashed(&folded).filter_map(|(word, is_long)| is_long.then_some(word));
        let mut words: Vec<u64> = long.take(NAMED).collect();
        words.sort_unstable();
        words.dedup();
        Self(words)
    }

    /// Whether a text begins with these words, a few others among them.
    pub(super) fn opens(&self, opening: &[(u64, bool)]) -> bool {
        let first = opening.iter().take(8);
        let named = first.filter(|(word, _)| self.0.contains(word)).count();
        named >= 2 && named >= self.0.len().min(3)
    }

    /// How much a text is this one: 1 where both have the same words.
    pub(super) fn likeness(&self, opening: &[(u64, bool)]) -> f32 {
        if self.0.is_empty() {
            return 0.0;
        }
        let mut seen = 0_u128;
        let mut all = 0;
        for (word, _) in opening.iter().filter(|&&(_, is_long)| is_long) {
            all += 1;
            if let Ok(at) = self.0.binary_search(word) {
                seen |= 1 << at;
            }
        }
        let seen = seen.count_ones() as f32;
        // A title often carries the outlet's name behind it, so its share may be lower.
        (seen / all.max(1) as f32) * (seen / self.0.len() as f32).sqrt()
    }
}

/// Counts over a text.
#[derive(Default)]
pub(super) struct Shape {
    pub words: u32,
    pub is_sentence: bool,
    pub digits: f32,
    pub capitals: f32,
    pub capital_words: f32,
}

impl Shape {
    pub(super) fn of(text: &str) -> Self {
        let (mut size, mut letters, mut digits, mut upper) = (0_u32, 0_u32, 0_u32, 0_u32);
        let (mut count, mut capital_words, mut in_word) = (0_u32, 0_u32, false);
        for c in text.chars() {
            size += 1;
            if is_ideograph(c) {
                (letters, count, in_word) = (letters + 1, count + 1, true);
                continue;
            }
            letters += u32::from(c.is_alphabetic());
            digits += u32::from(c.is_numeric());
            upper += u32::from(c.is_uppercase());
            let inside = c.is_alphanumeric();
            if inside && (!in_word || is_wordless_script(c)) {
                count += 1;
                capital_words += u32::from(c.is_uppercase());
            }
            in_word = inside || in_word && matches!(c, '\'' | '’' | '-' | '.' | ',');
        }
        let end = text.trim_end_matches(['"', '”', '’', '\'', ')', '»', '“', '」', '』', ']']);
        Self {
            words: count,
            is_sentence: end.ends_with(['.', '!', '?', '。', '！', '？', '…']),
            digits: digits as f32 / size.max(1) as f32,
            capitals: upper as f32 / letters.max(1) as f32,
            capital_words: capital_words as f32 / count.max(1) as f32,
        }
    }
}
