//! Quoted speech, in the styles that newspapers of the world use.
//!
//! | style | where |
//! | --- | --- |
//! | “…” ‘…’ "…" '…' | English, Portuguese, Turkish, Hindi, Korean, Chinese, ... |
//! | „…“ ‚…‘ and „…” | German, Czech, Bulgarian; Polish, Romanian, Hungarian, Dutch |
//! | «…» ‹…› and « … » | French, Spanish, Italian, Russian, Ukrainian, Greek, Arabic, Persian |
//! | »…« | German books, Danish, Slovene |
//! | ”…” ’…’ | Swedish, Finnish |
//! | 「…」 『…』 | Japanese, traditional Chinese |
//! | ``…'' and ,,…'' | typewriters and old wires |
//! | — … , — said X. — … | dialogue in Russian, Spanish, French, Polish |
//! | … — Name (@name) | posts of social networks |
//!
//! One glyph opens in one language and closes in another, so a mark is judged by where it stands:
//! it opens after a space and before a letter, it closes the other way round, and only where the
//! surroundings do not tell does the glyph decide. Each family of marks is matched by itself, which
//! finds nested quotations without a grammar. A quotation ends with its paragraph, unless the next
//! paragraph begins with an opening mark again, as long statements are set, or the closing mark was
//! forgotten after a clear opening. Straight single quotes
//! are told from apostrophes by the closer: it wants punctuation before or after it, or no
//! possessive.

mod dashes;

use super::exact::is_dash;
use crate::order;

/// Families of marks: a quotation opened by one is closed by one of the same family.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    Double,
    Single,
    Guillemet,
    SingleGuillemet,
    Corner,
    WhiteCorner,
}

const FAMILIES: [Family; 6] = [
    Family::Double,
    Family::Single,
    Family::Guillemet,
    Family::SingleGuillemet,
    Family::Corner,
    Family::WhiteCorner,
];

/// What the glyph itself says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Glyph {
    Opens,
    Closes,
    Either,
}

fn glyph(c: char) -> Option<(Family, Glyph)> {
    Some(match c {
        '"' | '＂' | '″' => (Family::Double, Glyph::Either),
        '“' | '„' | '‟' | '〝' => (Family::Double, Glyph::Opens),
        '”' | '〞' | '〟' => (Family::Double, Glyph::Closes),
        '\'' | '´' | '＇' => (Family::Single, Glyph::Either),
        '‘' | '‚' | '‛' => (Family::Single, Glyph::Opens),
        '’' => (Family::Single, Glyph::Closes),
        '«' => (Family::Guillemet, Glyph::Opens),
        '»' => (Family::Guillemet, Glyph::Closes),
        '‹' => (Family::SingleGuillemet, Glyph::Opens),
        '›' => (Family::SingleGuillemet, Glyph::Closes),
        '「' | '｢' => (Family::Corner, Glyph::Opens),
        '」' | '｣' => (Family::Corner, Glyph::Closes),
        '『' => (Family::WhiteCorner, Glyph::Opens),
        '』' => (Family::WhiteCorner, Glyph::Closes),
        _ => return None,
    })
}

/// Whether a character is a quotation mark of any style.
pub(super) fn is_mark(c: char) -> bool {
    glyph(c).is_some() || c == '`'
}

/// Whether a mark may close a quotation, by its glyph.
pub(super) fn may_close(c: char) -> bool {
    glyph(c).is_some_and(|(_, glyph)| glyph != Glyph::Opens)
}

/// A mark as it stands in a text.
#[derive(Clone, Copy)]
#[allow(clippy::struct_excessive_bools)] // Four independent facts, each asked alone.
struct Mark {
    family: Family,
    begin: usize,
    end: usize,
    opens: bool,
    closes: bool,
    /// First in its paragraph.
    leads: bool,
    /// Paragraph number.
    paragraph: usize,
    /// A single mark that could as well be an apostrophe (`the workers' union`).
    doubtful: bool,
}

/// Finds quoted speech: sorted spans of bytes without overlap, marks included.
#[must_use]
pub fn quotes(text: &str) -> Vec<(u32, u32)> {
    let (marks, paragraphs) = marks(text);
    let mut spans = Vec::new();
    for family in FAMILIES {
        let own: Vec<Mark> = marks
            .iter()
            .copied()
            .filter(|m| m.family == family)
            .collect();
        pair(text, &own, &paragraphs, &mut spans);
    }
    dashes::dialogue(text, &paragraphs, &mut spans);
    dashes::posts(text, &paragraphs, &mut spans);
    merge(spans)
}

/// Bytes that may begin a mark or end a paragraph.
const TELLS: [bool; 256] = {
    let mut tells = [false; 256];
    let mut byte = 0x80;
    while byte < 256 {
        tells[byte] = true;
        byte += 1;
    }
    let plain = *b"\n\"'`,";
    let mut at = 0;
    while at < plain.len() {
        tells[plain[at] as usize] = true;
        at += 1;
    }
    tells
};

/// All marks of a text and the spans of its paragraphs.
fn marks(text: &str) -> (Vec<Mark>, Vec<(usize, usize)>) {
    let mut marks: Vec<Mark> = Vec::new();
    let mut paragraphs = Vec::new();
    let mut line_begin = 0;
    let mut leads = true;
    let mut next = 0;
    loop {
        // Most bytes are letters: they are passed quickly.
        let rest = &text.as_bytes()[next..];
        let plain = rest.iter().position(|byte| TELLS[*byte as usize]);
        let plain = &rest[..plain.unwrap_or(rest.len())];
        leads = leads && plain.iter().all(u8::is_ascii_whitespace);
        let at = next + plain.len();
        let Some(c) = text[at..].chars().next() else {
            break;
        };
        next = at;
        next += c.len_utf8();
        if c == '\n' {
            paragraphs.push((line_begin, at));
            line_begin = next;
            leads = true;
            continue;
        }
        let mut found = glyph(c);
        let before = || text[line_begin..at].chars().next_back();
        // Two single marks side by side are one double mark.
        if matches!(c, '`' | '\'' | ',' | '‘' | '’') && text[next..].starts_with(c) {
            let opens = matches!(c, '`' | ',' | '‘');
            if c != ',' || before().is_none_or(char::is_whitespace) {
                found = Some((
                    Family::Double,
                    if opens { Glyph::Opens } else { Glyph::Either },
                ));
                next += c.len_utf8();
            }
        } else if c == '`' {
            found = Some((Family::Single, Glyph::Opens));
        }
        if let Some((family, glyph)) = found {
            let after = text[next..].chars().next();
            if let Some(mark) = judge(family, glyph, c, before(), after) {
                let paragraph = paragraphs.len();
                marks.push(Mark {
                    begin: at,
                    end: next,
                    leads,
                    paragraph,
                    ..mark
                });
            }
        }
        leads &= c.is_whitespace() || found.is_some();
    }
    paragraphs.push((line_begin, text.len()));
    (marks, paragraphs)
}

/// Whether a mark opens or closes, by its neighbours and then by its glyph.
fn judge(
    family: Family,
    glyph: Glyph,
    c: char,
    before: Option<char>,
    after: Option<char>,
) -> Option<Mark> {
    let space_before = before.is_none_or(|b| {
        b.is_whitespace()
            || is_dash(b)
            || matches!(b, '(' | '[' | '/' | ':' | '¿' | '¡')
            || is_opening(b)
    });
    let space_after = after.is_none_or(|a| {
        a.is_whitespace()
            || is_dash(a)
            || matches!(a, ')' | ']' | '/' | ',' | '.' | ';' | ':' | '!' | '?' | '…')
            || is_closing(a)
    });
    let corner = matches!(family, Family::Corner | Family::WhiteCorner);
    let guillemet = matches!(family, Family::Guillemet | Family::SingleGuillemet);
    // `« oui »` has spaces on both sides, CJK text on neither: there the glyph tells.
    let glyph_tells = glyph != Glyph::Either
        && (corner || (space_before == space_after) || (guillemet && space_before && space_after));
    let (opens, closes) = if glyph_tells {
        (glyph == Glyph::Opens, glyph == Glyph::Closes)
    } else if space_before != space_after {
        (space_before, space_after)
    } else {
        (true, true)
    };
    let mut doubtful = false;
    if family == Family::Single {
        let letter_before = before.is_some_and(char::is_alphanumeric);
        let letter_after = after.is_some_and(char::is_alphanumeric);
        if letter_before && letter_after {
            return None;
        }
        // A plural's possessive or a dropped letter looks like a closer.
        doubtful = closes && letter_before && after.is_some_and(char::is_whitespace);
        // The low and the turned mark are never apostrophes.
        if c == '‚' && !opens {
            return None;
        }
    }
    Some(Mark {
        family,
        begin: 0,
        end: 0,
        opens,
        closes,
        leads: false,
        paragraph: 0,
        doubtful,
    })
}

fn is_opening(c: char) -> bool {
    matches!(
        c,
        '"' | '“' | '„' | '«' | '‘' | '‚' | '‹' | '\'' | '「' | '『' | '`'
    )
}

fn is_closing(c: char) -> bool {
    matches!(
        c,
        '"' | '”' | '“' | '»' | '’' | '‘' | '›' | '\'' | '」' | '』'
    )
}

/// Pairs the marks of one family.
fn pair(
    text: &str,
    marks: &[Mark],
    paragraphs: &[(usize, usize)],
    spans: &mut Vec<(usize, usize)>,
) {
    let mut open: Option<Mark> = None;
    let mut next = 0;
    while let Some(&mark) = marks.get(next) {
        next += 1;
        if let Some(start) = open {
            if mark.paragraph != start.paragraph {
                let follows = (start.paragraph + 1..mark.paragraph)
                    .all(|p| paragraphs[p].0 == paragraphs[p].1);
                let goes_on = follows && mark.leads && mark.opens && start.family != Family::Single;
                if goes_on || introduced(text, start) {
                    spans.push((start.begin, paragraphs[start.paragraph].1));
                }
                open = None;
            } else if mark.closes && !(mark.doubtful && better_closer(&marks[next..], mark)) {
                spans.push((start.begin, mark.end));
                open = None;
                continue;
            } else if mark.opens && !mark.closes && ends_sentence(text, mark.begin) {
                // Paragraphs of one statement that were run together.
                spans.push((start.begin, mark.begin));
            } else {
                continue;
            }
        }
        if mark.opens && !mark.doubtful {
            open = Some(mark);
        }
    }
    if let Some(start) = open.filter(|start| introduced(text, *start)) {
        spans.push((start.begin, paragraphs[start.paragraph].1));
    }
}

/// Whether an opening mark that nothing closes still opens speech: it stands first in its
/// paragraph or after the colon or comma of an attribution. Its end is then the paragraph's.
fn introduced(text: &str, start: Mark) -> bool {
    start.leads
        || text[..start.begin]
            .trim_end()
            .ends_with([':', ',', '：', '，'])
}

/// Whether what stands before a place ends a sentence.
fn ends_sentence(text: &str, at: usize) -> bool {
    text[..at].trim_end().ends_with(['.', '!', '?', '…', ','])
}

/// Whether a surer closer than `doubtful` follows before anything opens.
fn better_closer(rest: &[Mark], doubtful: Mark) -> bool {
    // A few marks on is as far as one quotation with possessives in it goes.
    rest.iter()
        .take(8)
        .take_while(|mark| mark.paragraph == doubtful.paragraph)
        .find(|mark| (mark.opens && !mark.closes) || (mark.closes && !mark.doubtful))
        .is_some_and(|mark| mark.closes)
}

/// Sorts spans and joins those that overlap.
fn merge(mut spans: Vec<(usize, usize)>) -> Vec<(u32, u32)> {
    order::sort(&mut spans);
    let mut merged: Vec<(u32, u32)> = Vec::with_capacity(spans.len());
    for (begin, end) in spans {
        match merged.last_mut() {
            Some(last) if (begin as u32) <= last.1 => last.1 = last.1.max(end as u32),
            _ => merged.push((begin as u32, end as u32)),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::quotes;

    fn quoted(text: &str) -> Vec<&str> {
        quotes(text)
            .iter()
            .map(|(b, e)| &text[*b as usize..*e as usize])
            .collect()
    }

    #[test]
    fn styles_of_the_world() {
        for (text, speech) in [
            (
                "He said: “We will stay here.” Then left.",
                "“We will stay here.”",
            ),
            ("He said \"we will stay,\" and left.", "\"we will stay,\""),
            (
                "Er sagte: „Wir bleiben hier“, und ging.",
                "„Wir bleiben hier“",
            ),
            (
                "Er sagte: »Wir bleiben hier«, und ging.",
                "»Wir bleiben hier«",
            ),
            (
                "Il a dit : « Nous restons ici », puis partit.",
                "« Nous restons ici »",
            ),
            (
                "Il a dit : «\u{a0}Nous restons\u{a0}» hier.",
                "«\u{a0}Nous restons\u{a0}»",
            ),
            ("Dijo: «Nos quedamos aquí» y salió.", "«Nos quedamos aquí»"),
            (
                "Он сказал: «Мы остаёмся здесь», и ушёл.",
                "«Мы остаёмся здесь»",
            ),
            (
                "Powiedział: „Zostajemy tutaj” i wyszedł.",
                "„Zostajemy tutaj”",
            ),
            ("Han sade: ”Vi stannar här” och gick.", "”Vi stannar här”"),
            ("Han sagde: »Vi bliver her« og gik.", "»Vi bliver her«"),
            ("彼は「ここに残る」と述べた。", "「ここに残る」"),
            ("他说：“我们留在这里。”然后离开。", "“我们留在这里。”"),
            ("قال «سنبقى هنا» ثم غادر.", "«سنبقى هنا»"),
            ("He said: ``We will stay,'' and left.", "``We will stay,''"),
            (
                "Hij zei: ,,Wij blijven hier'' en ging.",
                ",,Wij blijven hier''",
            ),
            ("O homem disse: ‘Ficamos aqui’, e saiu.", "‘Ficamos aqui’"),
            (
                "Ele said: 'We won't leave the workers' hall,' and left.",
                "'We won't leave the workers' hall,'",
            ),
        ] {
            assert_eq!(quoted(text), [speech], "{text}");
        }
    }

    #[test]
    fn apostrophes_are_not_quotation_marks() {
        for text in [
            "The workers' union and the mayor's office don't agree on the '90s plan.",
            "It’s the teachers’ and nurses’ day, isn’t it?",
            "A 6' board and a 5\" nail",
        ] {
            assert_eq!(quoted(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn nested_quotations_are_one_outer_span() {
        assert_eq!(
            quoted("She said: “He told me ‘go home’ and I went.” So it was."),
            ["“He told me ‘go home’ and I went.”"]
        );
        assert_eq!(
            quoted("„Er sagte ‚nein‘ dazu“, so sie."),
            ["„Er sagte ‚nein‘ dazu“"]
        );
    }

    #[test]
    fn long_statements_go_on_over_paragraphs() {
        let text = "“First part of it.\n\n“Second part of it.”\n\nShe left.";
        assert_eq!(quoted(text), ["“First part of it.", "“Second part of it.”"]);
        let text = "A “never closed.\n\nPlain paragraph “and a word” here.";
        assert_eq!(quoted(text), ["“and a word”"]);
    }

    #[test]
    fn a_forgotten_closer_ends_with_the_paragraph() {
        let run_together = "He said: 'One thing is sure. 'Another is not.' Then he left.";
        assert_eq!(
            quoted(run_together),
            ["'One thing is sure. 'Another is not.'"]
        );
        assert_eq!(quoted("He said: “We stay.\n\nShe left."), ["“We stay."]);
        assert_eq!(quoted("The '90s were good.\n\nShe left."), [""; 0]);
    }
}
