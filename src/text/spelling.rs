//! British and American spelling, folded onto one form.
//!
//! The folding only has to send the two spellings of a word to one form and keep different words
//! apart; the form itself need not be a word (`surprise` becomes `surprize` on both sides). Short
//! words are left alone, for there the endings mean other things (`hour`, `wise`, `four`).

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

/// Endings of words of at least so many letters, British and American.
const ENDINGS: [(usize, &str, &str); 29] = [
    (6, "ise", "ize"),
    (6, "ised", "ized"),
    (6, "iser", "izer"),
    (6, "isers", "izers"),
    (6, "ises", "izes"),
    (6, "ising", "izing"),
    (8, "isation", "ization"),
    (8, "isations", "izations"),
    (7, "yse", "yze"),
    (7, "ysed", "yzed"),
    (7, "ysing", "yzing"),
    (6, "our", "or"),
    (7, "ours", "ors"),
    (8, "oured", "ored"),
    (8, "ouring", "oring"),
    (8, "ourite", "orite"),
    (8, "ourites", "orites"),
    (8, "ourable", "orable"),
    (9, "ourhood", "orhood"),
    (10, "ourhoods", "orhoods"),
    (8, "ourers", "orers"),
    (8, "lled", "led"),
    (8, "lling", "ling"),
    (8, "ller", "ler"),
    (8, "llers", "lers"),
    (7, "logue", "log"),
    (8, "logues", "logs"),
    (8, "mme", "m"),
    (9, "mmes", "ms"),
];

/// Folds the spelling of a normalised word in place.
pub(super) fn fold(form: &mut Vec<u8>) {
    // All pairs are ASCII; the letter before the last tells most words that no rule touches.
    if form.len() < 4 || !form.is_ascii() {
        return;
    }
    if let Ok(found) = WORDS.binary_search_by(|(british, _)| british.as_bytes().cmp(form)) {
        form.clear();
        form.extend_from_slice(WORDS[found].1.as_bytes());
        return;
    }
    if form.len() < 6 {
        return;
    }
    for (least, british, american) in ENDINGS {
        if form.len() >= least && form.ends_with(british.as_bytes()) {
            form.truncate(form.len() - british.len());
            form.extend_from_slice(american.as_bytes());
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(word: &str) -> String {
        let mut form = word.as_bytes().to_vec();
        fold(&mut form);
        String::from_utf8(form).unwrap_or_default()
    }

    #[test]
    fn table_is_sorted_for_its_search() {
        assert!(WORDS.is_sorted());
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
        ] {
            assert_eq!(folded(british), folded(american));
        }
    }

    #[test]
    fn short_words_are_left_alone() {
        for word in ["four", "hour", "wise", "rise", "called", "tours"] {
            assert_eq!(folded(word), word);
        }
    }
}
