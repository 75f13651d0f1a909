//! Where links lead: to a form that shares the page, to an account or an application that the outlet
//! asks its readers to follow or fetch, to a shop that pays for the visit. Icons and names of networks
//! look the same in a row of share buttons and in the outlet's "follow us"; their addresses differ.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::data::data;
use crate::report::Kind;

/// Words of a path that an account's address has at most.
const DEEP: usize = 3;

#[derive(Deserialize)]
struct Addresses {
    share: Vec<String>,
    promo: Vec<String>,
    ad: Vec<String>,
    posts: Vec<String>,
}

fn addresses() -> &'static Addresses {
    static ADDRESSES: OnceLock<Addresses> = OnceLock::new();
    ADDRESSES.get_or_init(|| data!("links"))
}

/// The kind of a block that is nothing but a link: by its address, and by its `rel`.
#[must_use]
pub fn leads(href: &str, rel: &str) -> Option<Kind> {
    if rel.split(' ').any(|word| word == "sponsored") {
        return Some(Kind::Ad);
    }
    let known = addresses();
    let address = href.trim();
    let address = address.split_once("://").map_or_else(
        || address.strip_prefix("//").unwrap_or(address),
        |(scheme, rest)| match scheme {
            "http" | "https" => rest,
            _ => address,
        },
    );
    let (host, path) = address.split_once('/').unwrap_or((address, ""));
    // An entry may begin behind any subdomain.
    let subdomains = host.match_indices('.').map(|(at, _)| &address[at + 1..]);
    let ends: Vec<&str> = std::iter::once(address).chain(subdomains).collect();
    let is = |entries: &[String]| ends.iter().any(|end| begins_with_any(end, entries));
    if is(&known.share) {
        return Some(Kind::Share);
    }
    if is(&known.ad) {
        return Some(Kind::Ad);
    }
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let words = || path.split('/').filter(|word| !word.is_empty());
    let is_account =
        words().count() <= DEEP && !words().any(|word| known.posts.iter().any(|post| post == word));
    (is_account && is(&known.promo)).then_some(Kind::Promo)
}

/// Whether an address begins with one of the entries. Most do not share its first letter.
fn begins_with_any(address: &str, entries: &[String]) -> bool {
    let first = address.bytes().next();
    entries
        .iter()
        .any(|entry| entry.bytes().next() == first && begins_with(address, entry))
}

/// Whether an address begins with an entry; one that is only a host must be the whole host.
fn begins_with(address: &str, entry: &str) -> bool {
    let is_host = !entry.contains(['/', ':']);
    address
        .strip_prefix(entry)
        .is_some_and(|rest| !is_host || rest.is_empty() || rest.starts_with(['/', '?', '#', ':']))
}

#[cfg(test)]
mod tests {
    use super::leads;
    use crate::report::Kind;

    #[test]
    fn addresses_tell_what_a_link_is_for() {
        for (href, rel, kind) in [
            (
                "https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fcourier.example",
                "",
                Some(Kind::Share),
            ),
            (
                "//twitter.com/intent/tweet?text=Tides",
                "",
                Some(Kind::Share),
            ),
            ("mailto:?subject=Tides", "", Some(Kind::Share)),
            ("whatsapp://send?text=Tides", "", Some(Kind::Share)),
            (
                "https://www.facebook.com/larkfieldcourier",
                "",
                Some(Kind::Promo),
            ),
            (
                "https://de.linkedin.com/company/larkfield-courier/",
                "",
                Some(Kind::Promo),
            ),
            (
                "https://play.google.com/store/apps/details?id=x",
                "",
                Some(Kind::Promo),
            ),
            ("https://twitter.com/larkfield/status/12", "", None),
            (
                "https://lamps.example/one",
                "noopener sponsored",
                Some(Kind::Ad),
            ),
            (
                "https://click.linksynergy.com/deeplink?id=1",
                "",
                Some(Kind::Ad),
            ),
            ("/tides/today", "", None),
            ("https://notfacebook.com/x", "", None),
            ("https://howl.me?u=1", "", Some(Kind::Ad)),
            ("https://fave.co", "", Some(Kind::Ad)),
            ("https://fave.com/larkfield", "", None),
            ("https://narrative.org/tides", "", None),
            ("https://zanoxide.org/", "", None),
            ("", "", None),
        ] {
            assert_eq!(leads(href, rel), kind, "{href}");
        }
    }
}
