//! British and American spelling, folded onto one form.
//!
//! The folding only has to send the two spellings of a word to one form and keep different words
//! apart; the form itself need not be a word (`surprise` becomes `surprize` on both sides). Short
//! words are left alone, for there the endings mean other things (`hour`, `wise`, `four`).

use std::sync::LazyLock;

use xxhash_rust::xxh3::xxh3_64;

use super::words::WordMap;

/// Pairs that no ending explains.
const WORDS: [(&str, &str); 36] = [
    ("aeroplane", "airplane"),
    ("ageing", "aging"),
    ("aluminium", "aluminum"),
    ("amongst", "among"),
    ("calibre", "caliber"),
    ("centimetre", "centimeter"),
    ("centimetres", "centimeters"),
    ("centre", "center"),
    ("centred", "centered"),
    ("centres", "centers"),
    ("cheque", "check"),
    ("cheques", "checks"),
    ("defence", "defense"),
    ("defences", "defenses"),
    ("fibre", "fiber"),
    ("fulfil", "fulfill"),
    ("grey", "gray"),
    ("jewellery", "jewelry"),
    ("judgement", "judgment"),
    ("kilometre", "kilometer"),
    ("kilometres", "kilometers"),
    ("licence", "license"),
    ("licences", "licenses"),
    ("litre", "liter"),
    ("litres", "liters"),
    ("manoeuvre", "maneuver"),
    ("metre", "meter"),
    ("metres", "meters"),
    ("offence", "offense"),
    ("offences", "offenses"),
    ("programme", "program"),
    ("programmes", "programs"),
    ("theatre", "theater"),
    ("towards", "toward"),
    ("tyres", "tires"),
    ("whilst", "while"),
];

/// Least letters of the word, British ending, American ending.
type Ending = (usize, &'static str, &'static str);

/// Endings of words of at least so many letters, British and American, by their last letter.
const ENDINGS: [(u8, &[Ending]); 6] = [
    (
        b'e',
        &[
            (6, "ise", "ize"),
            (7, "yse", "yze"),
            (7, "logue", "log"),
            (8, "ourite", "orite"),
            (8, "ourable", "orable"),
            (8, "mme", "m"),
        ],
    ),
    (
        b'd',
        &[
            (6, "ised", "ized"),
            (7, "ysed", "yzed"),
            (8, "oured", "ored"),
            (8, "lled", "led"),
            (9, "ourhood", "orhood"),
        ],
    ),
    (
        b'r',
        &[(6, "our", "or"), (6, "iser", "izer"), (8, "ller", "ler")],
    ),
    (
        b's',
        &[
            (6, "ises", "izes"),
            (6, "isers", "izers"),
            (7, "ours", "ors"),
            (8, "isations", "izations"),
            (8, "ourites", "orites"),
            (8, "ourers", "orers"),
            (8, "llers", "lers"),
            (8, "logues", "logs"),
            (9, "mmes", "ms"),
            (10, "ourhoods", "orhoods"),
        ],
    ),
    (
        b'g',
        &[
            (6, "ising", "izing"),
            (7, "ysing", "yzing"),
            (8, "ouring", "oring"),
            (8, "lling", "ling"),
        ],
    ),
    (b'n', &[(8, "isation", "ization")]),
];

/// [`WORDS`] by hash: words are looked up often and found seldom.
static HASHES: LazyLock<WordMap<u64>> = LazyLock::new(|| {
    let hash = |word: &str| xxh3_64(word.as_bytes());
    WORDS
        .iter()
        .map(|(british, american)| (hash(british), hash(american)))
        .collect()
});

/// Hash of a normalised word with its spelling folded, and whether folding changed it; the word is
/// changed in place.
pub(super) fn hash(form: &mut Vec<u8>) -> (u64, bool) {
    let mut folded = false;
    if form.len() >= 6
        && let Some(last) = form.last()
        && let Some((_, endings)) = ENDINGS.iter().find(|(letter, _)| letter == last)
    {
        let rule = endings
            .iter()
            .find(|(least, british, _)| form.len() >= *least && form.ends_with(british.as_bytes()));
        if let Some((_, british, american)) = rule {
            form.truncate(form.len() - british.len());
            form.extend_from_slice(american.as_bytes());
            folded = true;
        }
    }
    let hash = xxh3_64(form);
    match HASHES.get(&hash) {
        Some(american) => (*american, true),
        None => (hash, folded),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(word: &str) -> u64 {
        hash(&mut word.as_bytes().to_vec()).0
    }

    #[test]
    fn the_two_spellings_meet() {
        for (british, american) in [
            ("colours", "colors"),
            ("neighbourhood", "neighborhood"),
            ("realised", "realized"),
            ("privatisation", "privatization"),
            ("analysed", "analyzed"),
            ("cancelled", "canceled"),
            ("dialogue", "dialog"),
            ("defence", "defense"),
            ("programme", "program"),
            ("programmes", "programs"),
        ] {
            assert_eq!(folded(british), folded(american), "{british}");
        }
    }

    #[test]
    fn short_words_are_left_alone() {
        for word in ["four", "hour", "wise", "rise", "called", "tours"] {
            assert_eq!(folded(word), xxh3_64(word.as_bytes()));
        }
    }

    #[test]
    fn every_ending_stands_under_its_last_letter() {
        for (last, endings) in ENDINGS {
            assert!(
                endings
                    .iter()
                    .all(|(_, british, _)| british.as_bytes().last() == Some(&last))
            );
        }
    }
}
