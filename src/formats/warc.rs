//! Pages out of a WARC file, as crawlers write it (ISO 28500), one record after another.
//!
//! Pages are what a server answered with status 200 and called HTML; requests, pictures and the
//! crawler's own notes are passed over. The file comes unpacked: a packed one is one gzip stream of
//! members, which any unpacker gives in one piece. Files break off, and heads are wrong: what can be
//! told of that is told, and what comes after it is read as long as the records can be kept apart.

use std::io::{self, BufRead, Read};

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// Bytes of a record that is read; a larger one is passed over.
const LARGEST: u64 = 50_000_000;
/// Bytes of a line of a head, and lines of a head.
const LINE: u64 = 1 << 16;
const LINES: usize = 1_000;
/// Bytes at the beginning of a page in which it may name its charset.
const PRESCAN: usize = 2_048;

/// A page of a WARC file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The record's own name, without the brackets around it.
    pub id: String,
    /// Address.
    pub url: String,
    /// The page, in the charset that it states or seems to be in.
    pub html: String,
}

/// A record that gives no page though it should.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct Broken {
    /// The record's name, or its number where it has none.
    pub id: String,
    reason: &'static str,
}

/// The records of a WARC file.
#[derive(Debug)]
pub struct Warc<R> {
    input: R,
    records: usize,
    /// Whether the records can no more be kept apart.
    is_lost: bool,
}

/// Names, in lower case, and values.
type Fields = Vec<(String, String)>;

impl<R: BufRead> Warc<R> {
    /// The records of this input.
    pub fn new(input: R) -> Self {
        Self {
            input,
            records: 0,
            is_lost: false,
        }
    }

    /// The next page.
    ///
    /// # Errors
    /// When the input cannot be read.
    pub fn next_page(&mut self) -> io::Result<Option<Result<Page, Broken>>> {
        while !self.is_lost {
            let Some(version) = self.version()? else {
                return Ok(None);
            };
            self.records += 1;
            let mut id = format!("record {}", self.records);
            let head = if version.starts_with("WARC/") {
                self.head()?
            } else {
                None
            };
            let length = head.as_ref().and_then(|head| {
                let length = field(head, "content-length")?;
                length.parse::<u64>().ok()
            });
            let (Some(head), Some(length)) = (head, length) else {
                return Ok(Some(Err(self.lost(id, "its head is broken"))));
            };
            if let Some(own) = field(&head, "warc-record-id") {
                own.trim_matches(['<', '>']).clone_into(&mut id);
            }
            let is_response = field(&head, "warc-type") == Some("response");
            let mut body = Vec::new();
            let mut rest = (&mut self.input).take(length);
            if is_response && length <= LARGEST {
                rest.read_to_end(&mut body)?;
            }
            io::copy(&mut rest, &mut io::sink())?;
            if rest.limit() > 0 {
                return Ok(Some(Err(self.lost(id, "the file breaks off in it"))));
            }
            if !is_response {
                continue;
            }
            if length > LARGEST {
                let reason = "it is larger than 50 megabytes";
                return Ok(Some(Err(Broken { id, reason })));
            }
            match page(&body) {
                Ok(None) => (),
                Ok(Some(html)) => {
                    let url = field(&head, "warc-target-uri").unwrap_or_default();
                    let url = url.trim_matches(['<', '>']).to_owned();
                    return Ok(Some(Ok(Page { id, url, html })));
                }
                Err(reason) => return Ok(Some(Err(Broken { id, reason }))),
            }
        }
        Ok(None)
    }

    fn lost(&mut self, id: String, reason: &'static str) -> Broken {
        self.is_lost = true;
        Broken { id, reason }
    }

    /// The first line of the next record, past the empty lines that end the one before.
    fn version(&mut self) -> io::Result<Option<String>> {
        loop {
            match self.line()? {
                Some(line) if line.is_empty() => (),
                line => return Ok(line),
            }
        }
    }

    /// The next line, without its end.
    fn line(&mut self) -> io::Result<Option<String>> {
        let mut line = Vec::new();
        let read = (&mut self.input).take(LINE).read_until(b'\n', &mut line)?;
        let line = String::from_utf8_lossy(&line).trim_end().to_owned();
        Ok((read > 0).then_some(line))
    }

    /// The fields up to the next empty line.
    fn head(&mut self) -> io::Result<Option<Fields>> {
        let mut lines = Vec::new();
        while lines.len() < LINES {
            match self.line()? {
                None => break,
                Some(line) if line.is_empty() => return Ok(Some(fields(&lines))),
                Some(line) => lines.push(line),
            }
        }
        Ok(None)
    }
}

fn fields<T: AsRef<str>>(lines: &[T]) -> Fields {
    let fields = lines
        .iter()
        .filter_map(|line| line.as_ref().split_once(':'));
    fields
        .map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned()))
        .collect()
}

fn field<'a>(fields: &'a Fields, name: &str) -> Option<&'a str> {
    let found = fields.iter().find(|(field, _)| field == name);
    found.map(|(_, value)| value.as_str())
}

/// The page in an answer of a server, if there is one.
fn page(answer: &[u8]) -> Result<Option<String>, &'static str> {
    let Some((head, body)) = split(answer) else {
        return Err("the server's answer has no head");
    };
    let head = String::from_utf8_lossy(head);
    let mut lines = head.lines();
    let status = lines.next().unwrap_or_default();
    if status.split_whitespace().nth(1) != Some("200") {
        return Ok(None);
    }
    let head = fields(&lines.take(LINES).collect::<Vec<_>>());
    let kind = field(&head, "content-type").unwrap_or_default();
    let kind = kind.to_ascii_lowercase();
    if !kind.contains("html") {
        return Ok(None);
    }
    let is_chunked = field(&head, "transfer-encoding") == Some("chunked");
    // Many crawlers keep the field and not the chunks.
    let whole = is_chunked.then(|| unchunked(body)).flatten();
    let body = whole.as_deref().unwrap_or(body);
    if body.starts_with(&[0x1f, 0x8b]) {
        return Err("the page in it is packed");
    }
    Ok(Some(decoded(body, charset(kind.as_bytes()))))
}

/// Head and body.
fn split(answer: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = answer.windows(2).position(|two| two == b"\n\n");
    let usual = answer.windows(4).position(|four| four == b"\r\n\r\n");
    let (end, gap) = match (usual, end) {
        (Some(usual), end) if end.is_none_or(|end| usual < end) => (usual, 4),
        (_, Some(end)) => (end, 2),
        _ => return None,
    };
    Some((&answer[..end], &answer[end + gap..]))
}

/// A body that was sent in chunks, if it was.
fn unchunked(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let end = body.iter().take(64).position(|byte| *byte == b'\n')?;
        let size = std::str::from_utf8(&body[..end]).ok()?;
        let size = usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()?;
        body = &body[end + 1..];
        if size == 0 {
            return Some(whole);
        }
        whole.extend_from_slice(body.get(..size)?);
        body = body[size..].strip_prefix(b"\r\n")?;
    }
}

/// The charset that a field or the beginning of a page names.
fn charset(text: &[u8]) -> Option<&'static Encoding> {
    let text = text[..text.len().min(PRESCAN)].to_ascii_lowercase();
    let text = String::from_utf8_lossy(&text);
    let named = text
        .match_indices("charset")
        .chain(text.match_indices("encoding"));
    named
        .filter_map(|(at, word)| text[at + word.len()..].trim_start().strip_prefix('='))
        .find_map(|rest| {
            let rest = rest.trim_start().trim_start_matches(['"', '\'']);
            let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c)));
            Encoding::for_label(&rest.as_bytes()[..end.unwrap_or(rest.len())])
        })
}

/// Bytes as text: in the charset that they begin with, or that is stated, or that of old pages.
fn decoded(bytes: &[u8], stated: Option<&'static Encoding>) -> String {
    if let Some((mark, _)) = Encoding::for_bom(bytes) {
        return mark.decode(bytes).0.into_owned();
    }
    let stated = stated.or_else(|| charset(bytes)).unwrap_or(UTF_8);
    let text = stated.decode_without_bom_handling_and_without_replacement(bytes);
    text.unwrap_or_else(|| WINDOWS_1252.decode_without_bom_handling(bytes).0)
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: &str, id: &str, body: &[u8]) -> Vec<u8> {
        let head = format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{id}>\r\n\
             WARC-Target-URI: https://lamp.example/{id}\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        [head.as_bytes(), body, b"\r\n\r\n"].concat()
    }

    fn answer(fields: &str, body: &[u8]) -> Vec<u8> {
        [format!("HTTP/1.1 {fields}\r\n\r\n").as_bytes(), body].concat()
    }

    fn pages(warc: &[u8]) -> Vec<Result<String, String>> {
        let mut warc = Warc::new(warc);
        let mut pages = Vec::new();
        while let Some(page) = warc.next_page().unwrap() {
            pages.push(match page {
                Ok(page) => Ok(format!("{} {}", page.url, page.html)),
                Err(broken) => Err(format!("{}: {broken}", broken.id)),
            });
        }
        pages
    }

    #[test]
    fn pages_are_taken_and_all_else_is_passed_over() {
        let html = "200 OK\r\nContent-Type: text/html; charset=utf-8";
        let warc = [
            record("warcinfo", "0", b"software: lamp"),
            record("request", "1", b"GET / HTTP/1.1\r\n\r\n"),
            record("response", "2", &answer(html, "<p>Zürich".as_bytes())),
            record(
                "response",
                "3",
                &answer("404 Gone\r\nContent-Type: text/html", b"x"),
            ),
            record(
                "response",
                "4",
                &answer("200 OK\r\nContent-Type: image/png", b"x"),
            ),
            record("response", "5", &answer(html, b"<p>Later")),
        ];
        let expected = ["2 <p>Zürich", "5 <p>Later"];
        let expected = expected.map(|page| Ok(format!("https://lamp.example/{page}")));
        assert_eq!(pages(&warc.concat()), expected);
    }

    #[test]
    fn a_page_is_read_in_its_charset() {
        let page = |kind: &str, body: &[u8]| {
            let answer = answer(&format!("200 OK\r\nContent-Type: {kind}"), body);
            pages(&record("response", "1", &answer))[0]
                .clone()
                .unwrap()
                .split_off("https://lamp.example/1 ".len())
        };
        assert_eq!(
            page("text/html; charset=ISO-8859-1", b"Z\xfcrich"),
            "Zürich"
        );
        assert_eq!(
            page("text/html", b"<meta charset='shift_jis'>\x93\xfa"),
            "<meta charset='shift_jis'>日"
        );
        assert_eq!(page("text/html; charset=utf-8", b"Z\xfcrich"), "Zürich");
        assert_eq!(page("text/html", b"\xff\xfeZ\0"), "Z");
        assert_eq!(
            page("text/html; charset=nowhere", "Zürich".as_bytes()),
            "Zürich"
        );
    }

    #[test]
    fn chunks_are_put_together_where_there_are_any() {
        let kind = "200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked";
        let page = |body: &[u8]| pages(&record("response", "1", &answer(kind, body)));
        let lamp = |html: &str| vec![Ok(format!("https://lamp.example/1 {html}"))];
        assert_eq!(
            page(b"3\r\n<p>\r\n4;x=y\r\nLamp\r\n0\r\n\r\n"),
            lamp("<p>Lamp")
        );
        assert_eq!(page(b"<p>Lamp"), lamp("<p>Lamp"));
        assert_eq!(page(b"ffff\r\n<p>"), lamp("ffff\r\n<p>"));
    }

    #[test]
    fn what_is_broken_is_told() {
        let html = "200 OK\r\nContent-Type: text/html";
        let packed = record("response", "1", &answer(html, b"\x1f\x8b\x08"));
        let whole = record("response", "2", &answer(html, b"<p>Lamp"));
        let cut = &whole[..whole.len() - 8];
        let told = |reason: &str| Err(reason.to_owned());
        assert_eq!(
            pages(&[&packed, &whole, cut].concat()),
            [
                told("urn:uuid:1: the page in it is packed"),
                Ok("https://lamp.example/2 <p>Lamp".to_owned()),
                told("urn:uuid:2: the file breaks off in it"),
            ]
        );
        for nonsense in ["<html>", "WARC/1.0\r\nContent-Length: -1\r\n\r\n"] {
            let whole = [nonsense.as_bytes(), &whole].concat();
            assert_eq!(
                pages(&whole),
                [told("record 1: its head is broken")],
                "{nonsense}"
            );
        }
        let headless = record("response", "1", b"HTTP/1.1 200 OK");
        assert_eq!(
            pages(&headless),
            [told("urn:uuid:1: the server's answer has no head")]
        );
        assert_eq!(pages(b""), []);
    }
}
