//! What is known of each block of a page before the page is judged.

use super::Known;
use crate::page::Page;
use crate::page::meta::url;
use crate::report::Kind;
use crate::rules::{Active, Told, wording, words};
use crate::text::sentences;

/// Pages of a site that a block must have been seen on to be its template.
const PAGES: u16 = 2;

/// Words from which a block that recurs on few of a site's pages is a paragraph that the outlet
/// uses again, not its template.
const LONG: usize = 25;

/// Of how many pages a block must have been seen on one, if it is short, and if it is long.
const SHORT_SHARE: f32 = 0.15;
const LONG_SHARE: f32 = 0.4;

/// What is known of one block.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Prior<'k> {
    /// What a rule from outside says it is.
    pub told: Option<Told<'k>>,
    /// The block itself recurs on the site's pages.
    pub block: Option<Seen>,
    /// What stood in its place on the site's pages.
    pub place: Option<Seen>,
    /// Stories that say it, of several sites; of its sentences the rarest counts.
    pub stock: Option<u16>,
    /// Pages of the run that it stands on beside different stories.
    pub run: Option<u32>,
    /// Another story of the run opens with it.
    pub opens: bool,
}

/// How often something was seen on a site's stored pages.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seen {
    /// Pages it was seen on.
    pub pages: u16,
    /// Stored pages of the site.
    pub of: u32,
    /// What it was mostly read as.
    pub kind: Kind,
    /// How much those readings agree, in `[0, 1]`.
    pub agreement: f32,
}

impl Prior<'_> {
    /// Whether the block says what was not seen before in a place of the site's template.
    #[must_use]
    pub fn is_new(&self) -> bool {
        self.block.is_none() && self.place.is_some()
    }

    /// Whether the block is part of the site's template or a stock phrase, and so no story's text.
    #[must_use]
    pub fn recurs(&self) -> bool {
        self.block.is_some() || self.stock.is_some() || self.run.is_some()
    }
}

/// What is known of every block of a page.
#[must_use]
pub fn prior<'k>(page: &Page, known: &'k Known) -> Vec<Prior<'k>> {
    let host = url::host(&page.tree.snapshot().url);
    let language = page.meta.language.first().unwrap_or_default();
    let rules = Active::of(&known.packs, &host, language);
    let sketches = known.site.is_some() || known.stock.is_some() || known.batch.is_some();
    if rules.is_empty() && !sketches {
        return vec![Prior::default(); page.blocks.len()];
    }
    let wordings: Vec<String> = page
        .blocks
        .iter()
        .map(|block| wording(&block.text))
        .collect();
    let batch = known.batch.as_ref();
    let run = batch.map_or_else(
        || vec![super::batch::Told::default(); wordings.len()],
        |batch| batch.tell(&wordings),
    );
    (0..page.blocks.len())
        .map(|at| {
            let (text, wording) = (&page.blocks[at].text, &wordings[at]);
            let path = page.path(at).unwrap_or_default();
            let told = (!rules.is_empty())
                .then(|| rules.tell(wording, &page.steps(at)))
                .flatten();
            let (block, place) = known
                .site
                .as_ref()
                .map_or((None, None), |site| seen(site, &path, wording));
            Prior {
                told,
                block,
                place,
                stock: known.stock.as_ref().and_then(|stock| is_stock(stock, text)),
                run: run[at].template,
                opens: run[at].opens,
            }
        })
        .collect()
}

/// What the site's pages showed of a block and of its place.
fn seen(site: &super::Site, path: &str, wording: &str) -> (Option<Seen>, Option<Seen>) {
    let seen = |row: &super::site::Seen| {
        let (kind, agreement) = row.mostly()?;
        let seen = Seen {
            pages: row.pages,
            of: site.pages(),
            kind,
            agreement,
        };
        (row.pages >= PAGES).then_some(seen)
    };
    let needed = if words(wording).count() >= LONG {
        LONG_SHARE
    } else {
        SHORT_SHARE
    };
    let block = site
        .block(path, wording)
        .and_then(seen)
        .filter(|seen| f32::from(seen.pages) >= needed * seen.of as f32);
    let place = site.place(path).and_then(seen).filter(|_| !path.is_empty());
    (block, place)
}

/// The stories that say every sentence of a text, where those are of several sites.
fn is_stock(stock: &super::Stock, text: &str) -> Option<u16> {
    let mut least: Option<u16> = None;
    for (begin, end) in sentences(text) {
        let stories = stock.of(&text[begin as usize..end as usize])?;
        least = Some(least.map_or(stories, |least| least.min(stories)));
    }
    least
}
