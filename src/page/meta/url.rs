//! Addresses: the form a page's address is stored in, and when two addresses are one page.
//!
//! A page goes by many addresses: with tracking parameters, as AMP, on a mobile host, through a
//! cache, with and without `www.`. [`canonical`] is an address one may open, freed of what only
//! says how the reader came there; [`key`] is for comparing and drops more. Pure functions in one
//! pass; which parameters, hosts and paths mean nothing is data: `rules/urls.toml`.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::data::data;
use crate::order;

/// Bytes of an address that are looked at.
const MAX_URL: usize = 4_000;

#[derive(Deserialize)]
struct Rules {
    tracking: HashSet<String>,
    tracking_prefixes: Vec<String>,
    amp_parameters: HashSet<String>,
    amp_words: HashSet<String>,
    twin_hosts: HashSet<String>,
    index_files: HashSet<String>,
}

static RULES: LazyLock<Rules> = LazyLock::new(|| data!("urls"));

/// The parts of a web address.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Parts<'u> {
    secure: bool,
    /// Lower case, without user and default port.
    host: String,
    /// With its leading slash.
    path: &'u str,
    query: &'u str,
}

fn parts(url: &str) -> Option<Parts<'_>> {
    let url = url.trim();
    if url.len() > MAX_URL || url.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return None;
    }
    let (scheme, rest) = url.split_once("://")?;
    let secure = scheme.eq_ignore_ascii_case("https");
    if !secure && !scheme.eq_ignore_ascii_case("http") {
        return None;
    }
    let rest = rest.split('#').next().unwrap_or_default();
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let host = authority.rsplit('@').next().unwrap_or_default();
    let (name, port) = host.split_once(':').unwrap_or((host, ""));
    let default = port.is_empty() || port == if secure { "443" } else { "80" };
    let host = if default { name } else { host };
    let host = host.trim_end_matches('.').to_lowercase();
    let valid = host.starts_with(char::is_alphanumeric);
    valid.then_some(Parts {
        secure,
        host,
        path: if path.is_empty() { "/" } else { path },
        query,
    })
}

/// The page that a cache's address stands for: `https` and what follows it.
fn behind_cache(parts: &Parts) -> Option<String> {
    let on_cache = parts.host.ends_with(".cdn.ampproject.org");
    let path = if on_cache {
        // `/c/s/host/path`: content, secure; also `/v/` (viewer) and `/i/`.
        parts.path.get(2..)?
    } else if parts.host.starts_with("www.google.") && parts.path.starts_with("/amp/") {
        &parts.path["/amp".len()..]
    } else {
        return None;
    };
    let page = path.strip_prefix("/s/").or(path.strip_prefix('/'))?;
    let name = page.split('/').next().unwrap_or_default();
    let query = if parts.query.is_empty() { "" } else { "?" };
    (name.contains('.')).then(|| format!("https://{page}{query}{}", parts.query))
}

/// Whether a parameter only says how the reader came.
fn is_tracking(parameter: &str) -> bool {
    let name = parameter
        .split('=')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let (rules, starts) = (&*RULES, |prefix: &String| name.starts_with(prefix.as_str()));
    name.is_empty() || rules.tracking.contains(&name) || rules.tracking_prefixes.iter().any(starts)
}

/// An address as one may open and store it: `http` or `https`, host in lower case, without default
/// port, user, fragment, session and tracking parameters; out of a cache where it is in one. `None`
/// for what is no web address.
#[must_use]
pub fn canonical(url: &str) -> Option<String> {
    let mut url = url.trim().to_owned();
    // A cache within a cache is not a page.
    if let Some(page) = behind_cache(&parts(&url)?) {
        url = page;
    }
    let parts = parts(&url)?;
    let mut out = format!(
        "http{}://{}",
        if parts.secure { "s" } else { "" },
        parts.host
    );
    let (path, _) = parts
        .path
        .split_once(";jsessionid=")
        .unwrap_or((parts.path, ""));
    push_escaped(&mut out, path);
    let mut before = '?';
    for parameter in parts
        .query
        .split('&')
        .filter(|parameter| !is_tracking(parameter))
    {
        out.push(before);
        push_escaped(&mut out, parameter);
        before = '&';
    }
    Some(out)
}

/// One spelling for percent-escapes: upper-case digits, and none for letters and digits.
fn push_escaped(out: &mut String, part: &str) {
    let mut rest = part;
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        let code = rest
            .get(at + 1..at + 3)
            .filter(|code| code.bytes().all(|b| b.is_ascii_hexdigit()));
        let Some(code) = code else {
            out.push('%');
            rest = &rest[at + 1..];
            continue;
        };
        match u8::from_str_radix(code, 16) {
            Ok(byte) if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) => {
                out.push(char::from(byte));
            }
            _ => {
                out.push('%');
                out.push_str(&code.to_ascii_uppercase());
            }
        }
        rest = &rest[at + 3..];
    }
    out.push_str(rest);
}

/// What two addresses of one page have in common: without scheme, `www.` and mobile hosts, AMP
/// marks, index files, trailing slashes and the order of parameters. `None` for what is no web
/// address.
#[must_use]
pub fn key(url: &str) -> Option<String> {
    let url = canonical(url)?;
    let parts = parts(&url)?;
    let rules = &*RULES;
    let mut out = without_twins(&parts.host).to_owned();
    let segments = parts.path.split('/').filter(|segment| !segment.is_empty());
    let mut segments: Vec<&str> = segments.collect();
    if segments
        .last()
        .is_some_and(|last| rules.amp_words.contains(*last))
    {
        segments.pop();
    }
    if segments
        .first()
        .is_some_and(|first| rules.amp_words.contains(*first))
    {
        segments.remove(0);
    }
    if segments
        .last()
        .is_some_and(|last| rules.index_files.contains(&last.to_ascii_lowercase()))
    {
        segments.pop();
    }
    let last = segments.len().saturating_sub(1);
    for (index, segment) in segments.iter().enumerate() {
        out.push('/');
        out.push_str(if index == last {
            without_amp(segment)
        } else {
            segment
        });
    }
    let mut parameters: Vec<&str> = parts
        .query
        .split('&')
        .filter(|parameter| {
            let name = parameter.split('=').next().unwrap_or_default();
            !parameter.is_empty() && !rules.amp_parameters.contains(&name.to_ascii_lowercase())
        })
        .collect();
    order::sort(&mut parameters);
    parameters.dedup();
    for (index, parameter) in parameters.iter().enumerate() {
        out.push(if index == 0 { '?' } else { '&' });
        out.push_str(parameter);
    }
    Some(out)
}

/// A host without `www.`, `m.` and the like in front.
fn without_twins(mut host: &str) -> &str {
    while let Some((label, rest)) = host.split_once('.')
        && RULES.twin_hosts.contains(label)
        && rest.contains('.')
    {
        host = rest;
    }
    host
}

/// `story.amp`, `story.amp.html` and `story.html` are one file.
fn without_amp(segment: &str) -> &str {
    let stem = segment
        .strip_suffix(".html")
        .or(segment.strip_suffix(".htm"))
        .unwrap_or(segment);
    match stem.strip_suffix(".amp").or(stem.strip_suffix("-amp")) {
        Some(stem) if !stem.is_empty() => stem,
        _ => stem,
    }
}

/// Whether an address is that of a front page above another page of the site: pages that were made from
/// one template may all call it their own. What stands below an address without a name of its own
/// (`/print`, `/2`, `/comments`) is the same page as that.
pub(super) fn is_above(address: &str, page: &str) -> bool {
    let (Some(above), Some(own)) = (key(address), key(page)) else {
        return false;
    };
    let is_name = |segment: &str| {
        let marks = segment.matches(['-', '_', '+']).count();
        let digits = segment.bytes().filter(u8::is_ascii_digit).count();
        marks >= 2 || digits >= 5 || !segment.is_ascii()
    };
    let Some(rest) = own.strip_prefix(&above) else {
        return false;
    };
    let is_home = !above.contains(['/', '?']);
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    // "/news" above "/news/sea-wall", but not "/sea-wall" above "/sea-wall/page-2".
    let is_section = !above
        .rsplit('/')
        .next()
        .is_some_and(|last| last.contains(['-', '_']));
    let is_title = |segment: &str| segment.len() >= 8 && segment.contains(['-', '_']);
    match rest.chars().next() {
        Some('/') => {
            is_home
                || path
                    .split('/')
                    .any(|segment| is_name(segment) || is_section && is_title(segment))
        }
        Some('?') => is_home && !query.is_empty(),
        _ => false,
    }
}

/// Whether two addresses are of one site: of one host, or its mobile and AMP twins.
#[must_use]
pub fn is_same_site(a: &str, b: &str) -> bool {
    let (a, b) = (host(a), host(b));
    !a.is_empty() && without_twins(&a) == without_twins(&b)
}

/// The host of an address, in lower case, without port; empty for what is no web address.
#[must_use]
pub fn host(url: &str) -> String {
    parts(url).map_or_else(String::new, |mut parts| {
        parts
            .host
            .truncate(parts.host.find(':').unwrap_or(parts.host.len()));
        parts.host
    })
}

/// The path of an address; empty for what is no web address.
#[must_use]
pub fn path(url: &str) -> &str {
    parts(url).map_or("", |parts| parts.path)
}

/// A reference on a page as a whole address.
#[must_use]
pub fn resolve(base: &str, reference: &str) -> Option<String> {
    let reference = reference.trim();
    if reference.contains("://") {
        return parts(reference).map(|_| reference.to_owned());
    }
    let base = parts(base)?;
    let scheme = if base.secure { "https" } else { "http" };
    if reference.starts_with("//") {
        return Some(format!("{scheme}:{reference}"));
    }
    let (before, _) = reference.split_once(':').unwrap_or(("", ""));
    let has_scheme = !before.is_empty() && before.bytes().all(|b| b.is_ascii_alphanumeric());
    if has_scheme || reference.len() > MAX_URL {
        return None;
    }
    let split = reference.find(['?', '#']).unwrap_or(reference.len());
    let (path, rest) = reference.split_at(split);
    let folder = &base.path[..=base.path.rfind('/').unwrap_or(0)];
    let joined = match path.chars().next() {
        Some('/') => path.to_owned(),
        Some(_) => format!("{folder}{path}"),
        None => base.path.to_owned(),
    };
    let mut segments: Vec<&str> = Vec::new();
    for segment in joined.split('/').skip(1) {
        match segment {
            "." => {}
            ".." => {
                segments.pop();
            }
            segment => segments.push(segment),
        }
    }
    Some(format!(
        "{scheme}://{}/{}{rest}",
        base.host,
        segments.join("/")
    ))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Whether two addresses are of one page.
    fn is_same(a: &str, b: &str) -> bool {
        key(a).is_some_and(|a| key(b) == Some(a))
    }

    #[test]
    fn canonical_drops_what_is_not_the_page() {
        let cases = [
            (
                "HTTPS://User@Example.COM:443/A?utm_source=x&id=1&fbclid=2#top",
                "https://example.com/A?id=1",
            ),
            ("http://example.com", "http://example.com/"),
            (
                "http://example.com:8080/a;jsessionid=12",
                "http://example.com:8080/a",
            ),
            (
                "https://www-example-com.cdn.ampproject.org/c/s/www.example.com/a?b=1",
                "https://www.example.com/a?b=1",
            ),
            (
                "https://www.google.com/amp/s/example.com/a/amp",
                "https://example.com/a/amp",
            ),
            (
                "https://example.com/%7euser/%c3%a9",
                "https://example.com/~user/%C3%A9",
            ),
        ];
        for (url, wanted) in cases {
            assert_eq!(canonical(url).as_deref(), Some(wanted));
        }
        for url in [
            "",
            "mailto:a@b.c",
            "/a",
            "https://",
            "https://a b/",
            "javascript://x",
        ] {
            assert_eq!(
                canonical(url).filter(|_| url != "javascript://x"),
                None,
                "{url}"
            );
        }
    }

    #[test]
    fn addresses_of_one_page_have_one_key() {
        let page = "https://www.example.com/2025/story-1.html";
        for twin in [
            "http://example.com/2025/story-1.html?utm_medium=a#b",
            "https://m.example.com/2025/story-1.html",
            "https://amp.example.com/2025/story-1",
            "https://example.com/amp/2025/story-1.html",
            "https://example.com/2025/story-1.html/amp/",
            "https://example.com/2025/story-1.amp.html",
            "https://example.com/2025/story-1.html?amp=1",
            "https://example.com/2025/story-1.html?outputType=amp",
            "https://example-com.cdn.ampproject.org/v/s/example.com/2025/story-1.html?amp_gsa=1",
        ] {
            assert!(is_same(page, twin), "{twin}: {:?}", key(twin));
        }
        for other in [
            "https://example.com/2025/story-2.html",
            "https://example.com/2025/story-1.html?page=2",
            "https://example.org/2025/story-1.html",
            "https://amp.com/2025/story-1.html",
        ] {
            assert!(!is_same(page, other), "{other}");
        }
        assert!(is_same(
            "https://a.example/?b=1&a=2",
            "https://a.example/index.html?a=2&b=1"
        ));
    }

    #[test]
    fn references_are_resolved() {
        let base = "https://example.com/a/b?c";
        let cases = [
            ("/x", "https://example.com/x"),
            ("x", "https://example.com/a/x"),
            ("../x?y", "https://example.com/x?y"),
            ("//cdn.example.com/x", "https://cdn.example.com/x"),
            ("http://other.example/", "http://other.example/"),
            ("?y", "https://example.com/a/b?y"),
            ("", "https://example.com/a/b"),
        ];
        for (reference, wanted) in cases {
            assert_eq!(resolve(base, reference).as_deref(), Some(wanted));
        }
        assert_eq!(resolve(base, "mailto:x"), None);
    }

    proptest! {
        #[test]
        fn never_fails(a in "\\PC*", b in "(https?://)?\\PC*") {
            let _ = (canonical(&a), key(&b), resolve(&b, &a), host(&b), is_same(&a, &b));
        }

        #[test]
        fn canonical_is_stable(
            host in "(www\\.|m\\.)?[a-z]{1,8}\\.(com|co\\.uk)(:[0-9]{2,4})?",
            path in "(/[a-zA-Z0-9%_.;-]{0,8}){0,4}",
            query in "([a-z_]{1,6}=[a-z0-9%]{0,4}&?){0,4}",
        ) {
            let url = format!("https://{host}{path}?{query}");
            let once = canonical(&url);
            prop_assert!(once.is_some());
            let once = once.unwrap_or_default();
            prop_assert_eq!(canonical(&once), Some(once.clone()));
            prop_assert_eq!(key(&once), key(&url));
            prop_assert_eq!(key(&format!("{url}&utm_campaign=x&fbclid=1#f")), key(&url));
            let other_scheme = url.replacen("https", "http", 1);
            if !host.ends_with(":80") && !host.ends_with(":443") {
                prop_assert_eq!(key(&other_scheme), key(&url));
            }
        }
    }
}
