//! Values as pages write them, made plain: entities decoded, tags dropped, white space folded.

use crate::text::fold;

/// Bytes of a value that are kept: a headline or a name, not a text.
const MAX_VALUE: usize = 1_000;

/// Named entities that are met in values which a program escaped once too often.
#[rustfmt::skip]
const ENTITIES: [(&str, &str); 44] = [
    ("amp", "&"),
    ("quot", "\""),
    ("apos", "'"),
    ("lt", "<"),
    ("gt", ">"),
    ("nbsp", " "),
    ("ndash", "–"),
    ("mdash", "—"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("sbquo", "‚"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("bdquo", "„"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("hellip", "…"),
    ("bull", "•"),
    ("middot", "·"),
    ("copy", "©"),
    ("reg", "®"),
    ("euro", "€"),
    ("pound", "£"),
    ("auml", "ä"),
    ("ouml", "ö"),
    ("uuml", "ü"),
    ("Auml", "Ä"),
    ("Ouml", "Ö"),
    ("Uuml", "Ü"),
    ("szlig", "ß"),
    ("eacute", "é"),
    ("egrave", "è"),
    ("agrave", "à"),
    ("aacute", "á"),
    ("iacute", "í"),
    ("oacute", "ó"),
    ("uacute", "ú"),
    ("ntilde", "ñ"),
    ("ccedil", "ç"),
    ("ecirc", "ê"),
    ("aring", "å"),
    ("oslash", "ø"),
    ("shy", ""),
    ("zwnj", ""),
];

/// Decodes one layer of character references.
pub(super) fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        // The longest name in the table and the longest number are short.
        let end = rest.bytes().take(12).position(|b| b == b';');
        let decoded = end.and_then(|end| Some((reference(&rest[1..end])?, end)));
        if let Some((value, end)) = decoded {
            out.push_str(&value);
            rest = &rest[end + 1..];
        } else {
            out.push('&');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out
}

fn reference(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        return char::from_u32(code.ok()?).map(String::from);
    }
    let known = ENTITIES.iter().find(|(known, _)| *known == name)?;
    Some(known.1.to_owned())
}

/// Drops tags: `<` that a letter or a slash follows, up to the next `>`.
fn untag(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        let is_tag = rest[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        if let Some(end) = rest[at..].find('>').filter(|_| is_tag) {
            rest = &rest[at + end + 1..];
        } else {
            out.push('<');
            rest = &rest[at + 1..];
        }
    }
    out.push_str(rest);
    out
}

/// A value as people would read it; empty when it says nothing.
pub(super) fn value(raw: &str) -> String {
    let mut end = raw.len().min(MAX_VALUE);
    while !raw.is_char_boundary(end) {
        end -= 1;
    }
    let mut text = raw[..end].to_owned();
    if text.contains('&') {
        text = unescape(&unescape(&text));
    }
    if text.contains('<') {
        text = untag(&text);
    }
    text.retain(|c| {
        !matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}') && (!c.is_control() || c.is_whitespace())
    });
    let text = fold(&text);
    // What a template left when it had nothing to say.
    let says_nothing = matches!(
        text.to_ascii_lowercase().as_str(),
        "null" | "undefined" | "none" | "n/a" | "na" | "nan" | "false" | "true" | "[]" | "{}" | "-"
    );
    if says_nothing || !text.contains(char::is_alphanumeric) {
        return String::new();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_made_plain() {
        assert_eq!(
            value("W&#xE4;chs&#x20;&amp;amp; <b>mehr</b>\n\u{ad}"),
            "Wächs & mehr"
        );
        assert_eq!(value("AT&T < 3 &bogus; <3"), "AT&T < 3 &bogus; <3");
        assert_eq!(value(" null "), "");
        assert_eq!(value("«…»"), "");
    }
}
