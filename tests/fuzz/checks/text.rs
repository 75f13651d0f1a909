//! Any text: words, sentences and quoted speech stand in it, in order, and what is made plain stays so.

use wireprint::fingerprint::Fingerprint;
use wireprint::rules::wording;
use wireprint::text::{CharIndex, Text, exact_hash, fold, quotes, sentences};

/// Holds for any bytes.
pub fn check(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let read = Text::new(&text);
    let words = read.words.iter().map(|word| (word.begin, word.end));
    in_order(&text, words);
    in_order(&text, sentences(&text).into_iter());
    in_order(&text, quotes(&text).into_iter());
    let length = text.len() as u32;
    assert_eq!(
        CharIndex::new(&text).of(length) as usize,
        text.chars().count()
    );
    let folded = fold(&text);
    assert_eq!(fold(&folded), folded);
    assert_eq!(exact_hash(&folded), exact_hash(&text));
    let wording_once = wording(&text);
    assert_eq!(wording(&wording_once), wording_once);
    let print = Fingerprint::of(&text);
    assert_eq!(Fingerprint::from_bytes(&print.to_bytes()), Ok(print));
}

/// Spans of characters, none of which begins before the one before it has ended.
fn in_order(text: &str, spans: impl Iterator<Item = (u32, u32)>) {
    let mut last = 0;
    for (begin, end) in spans {
        assert!(last <= begin && begin < end, "{last}, {begin}, {end}");
        assert!(
            text.get(begin as usize..end as usize).is_some(),
            "{begin}, {end}"
        );
        last = end;
    }
}
