//! JSON as pages write it.
//!
//! Most JSON-LD is valid; some is wrapped in comments or CDATA, escaped as HTML, cut off, or has raw
//! line breaks, stray quotes and trailing commas in it. What `serde_json` refuses is repaired in one
//! pass and offered again.

use serde_json::Value;

use super::clean::unescape;

/// Reads a script's JSON; several values may follow each other. Empty when nothing can be made of
/// it.
pub(super) fn read(text: &str) -> Vec<Value> {
    let text = unwrap(text);
    let values = |text: &str| -> Result<Vec<Value>, serde_json::Error> {
        serde_json::Deserializer::from_str(text)
            .into_iter()
            .collect()
    };
    values(text).unwrap_or_else(|_| {
        let escaped = !text.contains('"') && text.contains("&quot;");
        let text = if escaped {
            unescape(text)
        } else {
            text.to_owned()
        };
        values(&repair(&text)).unwrap_or_default()
    })
}

/// Without the comments and CDATA marks around it.
fn unwrap(text: &str) -> &str {
    let begin = text.find(['{', '[']).unwrap_or(0);
    // `<![CDATA[` has a bracket of its own.
    let begin = match text[..begin]
        .rfind("<!")
        .and(text[begin..].strip_prefix("[CDATA["))
    {
        Some(rest) => text.len() - rest.len() + rest.find(['{', '[']).unwrap_or(0),
        None => begin,
    };
    let body = &text[begin..];
    let last = body
        .rfind('}')
        .max(body.rfind(']').filter(|&at| !body[at..].starts_with("]]>")));
    match last {
        Some(last) => &body[..=last],
        None => body,
    }
}

/// What [`repair`] stands in.
enum State {
    Outside,
    Inside,
}

/// One pass that escapes what must be escaped inside strings, drops commas before closing brackets
/// and comments between values, and closes what was left open.
fn repair(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut open = Vec::new();
    let mut state = State::Outside;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match state {
            State::Inside => match c {
                '"' if closes(&text[at + 1..]) => {
                    out.push('"');
                    state = State::Outside;
                }
                '"' => out.push_str("\\\""),
                '\\' => match chars.peek() {
                    Some(&(_, next @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't'))) => {
                        out.extend(['\\', next]);
                        chars.next();
                    }
                    Some((_, 'u')) if is_escape(&text[at + 2..]) => out.push('\\'),
                    Some((_, '\'')) => {}
                    _ => out.push_str("\\\\"),
                },
                c if c.is_control() => out.push(' '),
                c => out.push(c),
            },
            State::Outside => match c {
                '"' => {
                    out.push('"');
                    state = State::Inside;
                }
                '{' | '[' => {
                    open.push(if c == '{' { '}' } else { ']' });
                    out.push(c);
                }
                '}' | ']' => {
                    if open.pop().is_some() {
                        drop_comma(&mut out);
                        out.push(c);
                    }
                }
                '/' if text[at..].starts_with("/*") => {
                    let end = text[at + 2..]
                        .find("*/")
                        .map_or(text.len(), |end| at + end + 4);
                    while chars.peek().is_some_and(|&(next, _)| next < end) {
                        chars.next();
                    }
                }
                '/' => while chars.next_if(|&(_, c)| c != '\n').is_some() {},
                // Separators of statements between values.
                ';' => out.push(' '),
                c => out.push(c),
            },
        }
    }
    if matches!(state, State::Inside) {
        out.push('"');
    }
    drop_comma(&mut out);
    if out.trim_end().ends_with(':') {
        out.push_str("null");
    }
    out.extend(open.into_iter().rev());
    out
}

/// Whether a quote that this text follows ends its string: valid JSON goes on with one of these, and
/// after a comma with a value.
fn closes(rest: &str) -> bool {
    let rest = rest.trim_start();
    match rest.strip_prefix(',') {
        Some(next) => {
            let next = next.trim_start();
            let mark = |c: char| {
                matches!(c, '"' | '{' | '[' | '}' | ']' | '-' | '/') || c.is_ascii_digit()
            };
            next.is_empty()
                || next.starts_with(mark)
                || ["true", "false", "null"]
                    .iter()
                    .any(|word| next.starts_with(word))
        }
        None => rest.is_empty() || rest.starts_with([':', '}', ']']),
    }
}

fn is_escape(rest: &str) -> bool {
    rest.get(..4)
        .is_some_and(|code| code.bytes().all(|b| b.is_ascii_hexdigit()))
}

fn drop_comma(out: &mut String) {
    let kept = out.trim_end().len();
    if out[..kept].ends_with(',') {
        out.truncate(kept - 1);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn valid_json_is_taken_as_it_is() {
        assert_eq!(
            read(r#" {"a": [1, "b\u00e9 \"c\""]} "#),
            [json!({"a": [1, "bé \"c\""]})]
        );
        assert_eq!(
            read(r#"{"a": 1} {"b": 2}"#),
            [json!({"a": 1}), json!({"b": 2})]
        );
    }

    #[test]
    fn broken_json_is_repaired() {
        let cases = [
            ("<!-- {\"a\": 1} -->", json!({"a": 1})),
            ("//<![CDATA[\n{\"a\": 1}\n//]]>", json!({"a": 1})),
            ("/* x */ {\"a\": 1};", json!({"a": 1})),
            ("{\"a\": \"x\ny\t\",}", json!({"a": "x y "})),
            (
                "{\"a\": [1, 2, ], /* c */ \"b\": 3,\n}",
                json!({"a": [1, 2], "b": 3}),
            ),
            (r#"{"a": "say "hi" now"}"#, json!({"a": "say \"hi\" now"})),
            (
                r#"{"a": "Mayor: "no more", says council", "b": 1}"#,
                json!({"a": "Mayor: \"no more\", says council", "b": 1}),
            ),
            (r#"{"a": "it\'s \x"}"#, json!({"a": "it's \\x"})),
            ("{&quot;a&quot;: 1}", json!({"a": 1})),
            (r#"[{"a": "b"}, {"c": "cut"#, json!([{"a": "b"}])),
        ];
        for (text, wanted) in cases {
            assert_eq!(read(text), [wanted], "{text}");
        }
        assert!(read("nothing here").is_empty());
    }

    #[test]
    fn depth_is_bounded() {
        assert!(read(&"[".repeat(100_000)).is_empty());
        assert!(read(&"{\"a\":".repeat(100_000)).is_empty());
    }

    proptest! {
        #[test]
        fn never_fails(text in "([{}\\[\\],:\"\\\\/* \n]|[a-z0-9é]|&quot;|<!--|\\]\\]>){0,60}") {
            let _ = read(&text);
        }
    }
}
