//! Languages: tags to ISO 639-1, and the language of a text.

use whatlang::{Lang, detect};

/// Bytes of a text that are looked at, and letters it takes to be sure.
const ENOUGH: usize = 1_000;
const MIN_CHARS: usize = 200;

/// The language of a tag: `en-GB`, `de_DE`, `English`. `None` for what names none.
pub(super) fn of_tag(tag: &str) -> Option<String> {
    let tag = tag
        .trim()
        .split([',', ';', ' '])
        .next()?
        .to_ascii_lowercase();
    let language = tag.split(['-', '_']).next()?;
    let known = match language {
        "english" | "eng" => "en",
        "german" | "deutsch" | "deu" | "ger" => "de",
        "french" | "francais" | "fra" | "fre" => "fr",
        "spanish" | "espanol" | "spa" => "es",
        "italian" | "italiano" | "ita" => "it",
        "portuguese" | "por" => "pt",
        "dutch" | "nld" => "nl",
        "japanese" | "jpn" | "jp" => "ja",
        "chinese" | "zho" | "chi" | "cn" | "cmn" => "zh",
        "iw" => "he",
        "in" => "id",
        "nb" | "nn" => "no",
        code if code.len() == 2 && code.bytes().all(|b| b.is_ascii_lowercase()) => code,
        _ => return None,
    };
    Some(known.to_owned())
}

/// The language a text is written in, where it is long enough to tell.
pub(super) fn of_text(text: &str) -> Option<String> {
    let mut end = text.len().min(ENOUGH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = &text[..end];
    let dense = text.chars().filter(|&c| c > '\u{2e80}').count() > 60;
    if text.chars().count() < MIN_CHARS && !dense {
        return None;
    }
    let found = detect(text).filter(whatlang::Info::is_reliable)?;
    Some(code(found.lang()).to_owned())
}

/// Whether two languages are so near that a text in one is taken for the other.
pub(super) fn are_near(a: &str, b: &str) -> bool {
    const NEAR: [&[&str]; 7] = [
        &["no", "da", "sv"],
        &["hr", "sr", "bs", "sl", "mk"],
        &["id", "ms", "jv"],
        &["cs", "sk"],
        &["gl", "pt", "es", "ca"],
        &["ru", "uk", "be", "bg"],
        &["nl", "af", "fy"],
    ];
    a == b
        || NEAR
            .iter()
            .any(|group| group.contains(&a) && group.contains(&b))
}

/// Whether texts in a language are recognised: one in another is taken for something else.
pub(super) fn is_recognised(language: &str) -> bool {
    Lang::all().iter().any(|&one| code(one) == language)
}

/// ISO 639-1 of the languages that are recognised.
#[rustfmt::skip]
fn code(language: Lang) -> &'static str {
    match language {
        Lang::Epo => "eo",
        Lang::Eng => "en",
        Lang::Rus => "ru",
        Lang::Cmn => "zh",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Ben => "bn",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Ukr => "uk",
        Lang::Kat => "ka",
        Lang::Ara => "ar",
        Lang::Hin => "hi",
        Lang::Jpn => "ja",
        Lang::Heb => "he",
        Lang::Yid => "yi",
        Lang::Pol => "pl",
        Lang::Amh => "am",
        Lang::Jav => "jv",
        Lang::Kor => "ko",
        Lang::Nob => "no",
        Lang::Dan => "da",
        Lang::Swe => "sv",
        Lang::Fin => "fi",
        Lang::Tur => "tr",
        Lang::Nld => "nl",
        Lang::Hun => "hu",
        Lang::Ces => "cs",
        Lang::Ell => "el",
        Lang::Bul => "bg",
        Lang::Bel => "be",
        Lang::Mar => "mr",
        Lang::Kan => "kn",
        Lang::Ron => "ro",
        Lang::Slv => "sl",
        Lang::Hrv => "hr",
        Lang::Srp => "sr",
        Lang::Mkd => "mk",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        Lang::Tam => "ta",
        Lang::Vie => "vi",
        Lang::Urd => "ur",
        Lang::Tha => "th",
        Lang::Guj => "gu",
        Lang::Uzb => "uz",
        Lang::Pan => "pa",
        Lang::Aze => "az",
        Lang::Ind => "id",
        Lang::Tel => "te",
        Lang::Pes => "fa",
        Lang::Mal => "ml",
        Lang::Ori => "or",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Sin => "si",
        Lang::Khm => "km",
        Lang::Tuk => "tk",
        Lang::Aka => "ak",
        Lang::Zul => "zu",
        Lang::Sna => "sn",
        Lang::Afr => "af",
        Lang::Lat => "la",
        Lang::Slk => "sk",
        Lang::Cat => "ca",
        Lang::Tgl => "tl",
        Lang::Hye => "hy",
        Lang::Cym => "cy",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_name_languages() {
        for (tag, wanted) in [
            ("en-GB", "en"),
            ("de_DE", "de"),
            ("PT", "pt"),
            ("nb-NO", "no"),
            ("zh-Hant-TW", "zh"),
        ] {
            assert_eq!(of_tag(tag).as_deref(), Some(wanted));
        }
        assert_eq!(of_tag("{{lang}}"), None);
        assert_eq!(of_tag(""), None);
    }

    #[test]
    fn texts_show_their_language() {
        let german = "Die Flut hat den Hafen geschlossen, und niemand weiß, wann die Schiffe wieder fahren werden. ".repeat(4);
        assert_eq!(of_text(&german).as_deref(), Some("de"));
        let japanese =
            "洪水のために港が閉鎖され、船がいつ再び出航できるのかは誰にも分かりません。".repeat(3);
        assert_eq!(of_text(&japanese).as_deref(), Some("ja"));
        assert_eq!(of_text("Die Flut"), None);
    }
}
