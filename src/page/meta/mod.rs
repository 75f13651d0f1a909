//! Metadata: what a page says of its story, and where it says so.
//!
//! ```text
//! head, JSON-LD, microdata -> claims -> normal forms -> ranked by place   Metadata::of
//! blocks around the story  -> claims, and checks of the others            Metadata::complete
//! ```
//!
//! Every field keeps all claims, the most trusted first, each with its place. Dates are RFC 3339,
//! languages ISO 639-1, addresses as [`url::canonical`] writes them; what cannot be brought into
//! that form is no claim.

mod bylines;
mod claims;
mod clean;
pub mod dates;
mod head;
mod headline;
mod json;
mod language;
mod linked;
mod micro;
mod names;
mod title;
pub mod url;
mod visible;

pub use claims::{Claim, Claims};
pub use linked::Linked;

use claims::Field;
use dates::{Habits, Moment};

use super::{Page, Tree};
use crate::report::{Kind, Reading};
use crate::rules::fold;

/// What a page says of its story.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Metadata {
    /// Headline, without the site's name.
    pub title: Claims,
    /// Names of the authors.
    pub byline: Claims,
    /// First publication.
    pub published: Claims,
    /// Last change.
    pub modified: Claims,
    /// Section of the paper.
    pub section: Claims,
    /// Language of the story.
    pub language: Claims,
    /// The outlet's name for itself.
    pub site: Claims,
    /// The address the page calls its own.
    pub canonical: Claims,
    /// What only linked data says.
    pub linked: Linked,
    /// How dates are written here.
    habits: Habits,
}

impl Metadata {
    /// What the page states for machines.
    #[must_use]
    pub fn of(tree: &Tree) -> Self {
        let mut metadata = Self::default();
        let scripts = head::add(tree, &mut metadata);
        micro::add(tree, &mut metadata);
        linked::add(tree, &scripts, &mut metadata);
        metadata.settle(tree);
        metadata
    }

    fn claims_mut(&mut self, field: Field) -> &mut Claims {
        match field {
            Field::Title => &mut self.title,
            Field::Byline => &mut self.byline,
            Field::Published => &mut self.published,
            Field::Modified => &mut self.modified,
            Field::Section => &mut self.section,
            Field::Language => &mut self.language,
            Field::Site => &mut self.site,
            Field::Canonical => &mut self.canonical,
        }
    }

    /// Brings raw claims into their normal forms and orders them.
    fn settle(&mut self, tree: &Tree) {
        let address = &tree.snapshot().url;
        let here = url::canonical(address).unwrap_or_default();
        self.canonical.rewrite(|claim| {
            url::canonical(&claim.value).filter(|stated| !url::is_above(stated, &here))
        });
        self.canonical.rank(Field::Canonical);
        let host = url::host(self.canonical.first().unwrap_or(address));
        let host = if host.is_empty() {
            url::host(address)
        } else {
            host
        };

        self.language.rank(Field::Language);
        let tag = self.language.first().unwrap_or_default().to_owned();
        self.habits = Habits::new(&tag, &host);
        self.language
            .rewrite(|claim| language::of_tag(&claim.value));

        if let Some(day) = day_in_path(url::path(address)) {
            self.published.push("url", day.to_string());
        }
        let habits = self.habits.clone();
        // `Title – Site – 5.6.2025`: a date at the end, set off as the site's name is.
        for title in self.title.clone().values() {
            let last = dates::find(title, &habits).pop();
            let set_off = last.filter(|date| {
                let before = title[..date.begin].trim_end();
                date.end == title.len() && before.ends_with(['-', '–', '—', '|'])
            });
            if let Some(date) = set_off {
                self.published.push("title", date.moment.to_string());
            }
        }
        for field in [Field::Published, Field::Modified] {
            let claims = self.claims_mut(field);
            claims.rewrite(|claim| Some(dates::parse(&claim.value, &habits)?.to_string()));
            claims.rank(field);
        }

        self.site
            .rewrite(|claim| Some(claim.value.trim_start_matches(['@', '©']).trim().to_owned()));
        self.byline.rewrite(|claim| {
            let value = &claim.value;
            (!value.contains("://") && !value.starts_with("www.")).then(|| names::plain(value))
        });
        self.byline.join(names::joined);
        self.strip_titles(&host);
        self.site
            .push("url", host.trim_start_matches("www.").to_owned());
        for field in [Field::Title, Field::Byline, Field::Section, Field::Site] {
            self.claims_mut(field).rank(field);
        }
    }

    /// Takes the site's names off the titles.
    fn strip_titles(&mut self, host: &str) {
        let mut sites: Vec<String> = self.site.values().map(str::to_owned).collect();
        sites.push(host.trim_start_matches("www.").to_owned());
        let labels = host.split('.').filter(|label| label.len() > 3);
        sites.extend(labels.map(str::to_owned));
        let raw: Vec<String> = self.title.values().map(str::to_owned).collect();
        let mut names = Vec::new();
        let only_names = raw.iter().all(|title| title::is_name(title, &sites));
        self.title.rewrite(|claim| {
            if !only_names && title::is_name(&claim.value, &sites) {
                return None;
            }
            let others: Vec<&str> = raw
                .iter()
                .map(String::as_str)
                .filter(|other| *other != claim.value)
                .collect();
            let (title, name) = title::strip(&claim.value, &sites, &others);
            names.extend(name);
            Some(title)
        });
        for name in names {
            self.site.push("title", name);
        }
    }

    /// Adds what readers see around the story and weighs the claims against each other. `kinds` say
    /// what each block of the page is; empty when that is not known.
    pub fn complete(&mut self, page: &Page, kinds: &[Kind]) {
        let body: Vec<usize> = (0..kinds.len())
            .filter(|&at| kinds[at] == Kind::Body)
            .collect();
        self.hear(page, &body);
        let habits = self.habits.clone();
        visible::add(self, page, kinds, &body, &habits);
        self.name_the_site();
        for field in [
            Field::Title,
            Field::Byline,
            Field::Published,
            Field::Modified,
            Field::Site,
        ] {
            self.claims_mut(field).rank(field);
        }
        // "admin" is nobody's name where another place states one, nor is the outlet's own.
        let is_name = |claim: &Claim| {
            claim
                .value
                .chars()
                .any(|c| c.is_alphabetic() && !c.is_lowercase())
        };
        let is_site = |claim: &Claim| {
            let mut sites = self.site.values();
            sites.any(|site| fold(site) == fold(&claim.value))
        };
        let claims = self.byline.all();
        let named = claims.iter().position(is_name);
        let author = named.filter(|&at| is_site(&claims[at])).and_then(|_| {
            let mut claims = claims.iter();
            claims.position(|claim| !is_site(claim) && names::is_one(&claim.value))
        });
        if let Some(named) = author.or(named) {
            self.byline.prefer(named);
        }
        // A page that only says when it was changed was published by then.
        if self.published.first().is_none() {
            for claim in self.modified.clone().all() {
                self.published.push(&claim.source, claim.value.clone());
            }
        }
    }

    /// What a `<title>` holds beside the headline that readers see is the site's name.
    fn name_the_site(&mut self) {
        let claims = self.title.all();
        let Some(seen) = claims.iter().find(|claim| claim.source == "visible") else {
            return;
        };
        let stated = claims.iter().filter(|claim| claim.source == "title");
        let names: Vec<String> = stated
            .filter_map(|claim| title::beside(&claim.value, &seen.value).map(str::to_owned))
            .collect();
        for name in names {
            self.site.push("title", name);
        }
    }

    /// Asks the story's own words for its language; they overrule a page that says another one.
    fn hear(&mut self, page: &Page, body: &[usize]) {
        let mut text = String::new();
        for &at in body.iter().take(40) {
            text.push_str(&page.blocks[at].text);
            text.push(' ');
        }
        let Some(spoken) = language::of_text(&text) else {
            return;
        };
        let stated = self.language.first().map(str::to_owned);
        self.language.push("text", spoken.clone());
        let is_wrong = |stated: String| {
            language::is_recognised(&stated) && !language::are_near(&stated, &spoken)
        };
        if stated.is_none_or(is_wrong) {
            self.language.prefer(self.language.all().len() - 1);
            let address = self.canonical.first().unwrap_or_default();
            self.habits = Habits::new(&spoken, &url::host(address));
        }
    }

    /// The address that the page is known by: the one it calls its own, unless that is another
    /// site's. A page may well name the first publisher's address, and anybody's if it lies; it is
    /// still a page of its own.
    fn address(&self) -> Option<&str> {
        let claims = self.canonical.all();
        let here = claims.iter().find(|claim| claim.source == "url");
        let own = claims
            .iter()
            .find(|claim| here.is_none_or(|here| url::is_same_site(&claim.value, &here.value)));
        own.map(|claim| claim.value.as_str())
    }

    /// Writes the most trusted claims into a reading, with their places.
    pub fn fill(&self, reading: &mut Reading) {
        reading.address = self.address().map(str::to_owned);
        let fields: [(&str, &mut Option<String>, &Claims); 8] = [
            ("title", &mut reading.title, &self.title),
            ("byline", &mut reading.byline, &self.byline),
            ("published", &mut reading.published, &self.published),
            ("modified", &mut reading.modified, &self.modified),
            ("section", &mut reading.section, &self.section),
            ("language", &mut reading.language, &self.language),
            ("site", &mut reading.site, &self.site),
            ("canonical", &mut reading.canonical, &self.canonical),
        ];
        for (name, field, claims) in fields {
            if let Some(claim) = claims.all().first() {
                *field = Some(claim.value.clone());
                reading
                    .sources
                    .insert(name.to_owned(), claim.source.clone());
            }
        }
    }
}

/// The day that a path names: `/2025/06/05/`, `/2025-06-05-title`, `/20250605/`.
fn day_in_path(path: &str) -> Option<Moment> {
    let digits_end = |text: &str| {
        text.find(|c: char| !c.is_ascii_digit())
            .unwrap_or(text.len())
    };
    let mut at = 0;
    while let Some(start) = path[at..].find(|c: char| c.is_ascii_digit()) {
        let begin = at + start;
        let run = digits_end(&path[begin..]);
        at = begin + run;
        let is_word = path[..begin].ends_with(char::is_alphanumeric);
        if is_word {
            continue;
        }
        let rest = &path[at..];
        let mark = rest.chars().next().unwrap_or(' ');
        let text = match run {
            8 => path[begin..at].to_owned(),
            4 if matches!(mark, '/' | '-') => {
                let mut parts = rest[1..].split(mark);
                let (month, day) = (parts.next()?, parts.next().unwrap_or_default());
                let day = &day[..digits_end(day)];
                if day.is_empty() || day.len() > 2 || month.len() > 2 && mark == '-' {
                    continue;
                }
                format!("{}-{month}-{day}", &path[begin..at])
            }
            _ => continue,
        };
        let day = dates::parse(&text, &Habits::default())
            .filter(|moment| moment.time.is_none() && (1990..2100).contains(&moment.day.year()));
        if day.is_some() {
            return day;
        }
    }
    None
}

#[cfg(all(test, feature = "native"))]
mod tests;
