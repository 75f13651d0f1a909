//! Which blocks of a page are its story.
//!
//! A learned model judges every block by its `features`: gradient-boosted trees, trained by
//! `tests/bench/train` on pages whose true text is known. `decode` then decides over the page as a
//! whole.

mod decode;
mod features;
pub(crate) mod model;
#[cfg(feature = "train")]
pub mod train;

use std::sync::OnceLock;

use crate::learned::Prior;
use crate::page::Page;
use crate::report::{Kind, Reason};
use crate::rules::Told;
use features::Features;
use model::Model;

/// The choice made over a page's blocks.
#[derive(Clone, Debug)]
pub struct Article {
    /// Per block: how likely it belongs to the story's text, in `[0, 1]`.
    pub likely: Vec<f32>,
    /// Per block: whether it was chosen.
    pub chosen: Vec<bool>,
    /// How sure the choice is, in `[0, 1]`.
    pub confidence: f32,
    /// Why it is (un)sure.
    pub reasons: Vec<Reason>,
    /// Further full stories on the page.
    pub others: Vec<Other>,
}

impl Article {
    /// Characters of the chosen blocks.
    #[must_use]
    pub fn chars(&self, page: &Page) -> usize {
        let chosen = page.blocks.iter().zip(&self.chosen);
        chosen
            .filter(|&(_, &is_chosen)| is_chosen)
            .map(|(block, _)| block.chars as usize)
            .sum()
    }
}

/// Another full story on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    /// Index of its headline's block.
    pub title: Option<usize>,
    /// Indices of the blocks of its text.
    pub blocks: Vec<usize>,
}

/// How likely a block is the story's text that stands in the element which a rule names the article.
const TOLD: f32 = 0.9;

/// Chooses the story's blocks. What is known of them beforehand comes first: what recurs on the
/// site's pages is no story, and where a rule says which element the article is, all of it but its
/// headline is.
#[must_use]
pub fn choose(page: &Page, priors: &[Prior]) -> Article {
    let features = Features::of(page);
    let rows: Vec<&[f32]> = features.rows.iter().map(|row| &row[..]).collect();
    let own = model().likelihoods(&rows);
    let rules = priors.iter().filter_map(|prior| prior.told);
    let told = rules.into_iter().find(Told::is_article);
    let is_headline = |at: usize| page.tree.name(page.blocks[at].anchor.element) == "h1";
    let likely = priors
        .iter()
        .enumerate()
        .map(|(at, prior)| match prior.told {
            Some(rule) if rule.is_article() && !is_headline(at) => own[at].max(TOLD),
            _ if told.is_some() => 0.0,
            Some(rule) => f32::from(u8::from(rule.rule.kind == Kind::Body)),
            None if prior.recurs() => 0.0,
            None => own[at].min(features.most(at)),
        })
        .collect();
    let mut article = decode::decode(page, &features, likely, told.is_some());
    article.reasons.extend(told.map(|told| told.reason()));
    article
}

static MODEL: OnceLock<Model> = OnceLock::new();

/// The trained model.
fn model() -> &'static Model {
    MODEL.get_or_init(|| Model::read(include_bytes!("model.bin")).unwrap_or_default())
}

#[cfg(all(test, feature = "native"))]
mod tests {
    use crate::formats::snapshot_html;

    #[test]
    fn the_headline_is_no_text_however_it_is_marked_up() {
        let html = "<title>The old harbour wall gives way at night</title><body><div>\
            <p>The old harbour wall gives way at night</p><p>The old harbour wall gave way on Monday \
            night, and a third of the fish market stands in water, the port authority said on Tuesday \
            morning.</p><p>Nobody was hurt. The wall had been due for repair since the spring, when \
            divers found that its foot had been washed out over a length of forty metres.</p><p>Work \
            to close the gap is to begin on Wednesday, and the market will move to the old rope works \
            until it is done, the authority said in a statement.</p></div>";
        let reading = crate::read(&snapshot_html(html, ""), "").unwrap();
        assert!(
            reading.text.starts_with("The old harbour wall gave"),
            "{}",
            reading.text
        );
    }

    #[test]
    fn a_long_dialog_about_cookies_is_no_story() {
        let story = "<h1>Ferry to Larkholm sails again</h1><p>The ferry to Larkholm sails again from Friday, \
            the harbour office said.</p><p>It had lain at the yard for six weeks after its rudder broke \
            in the ice.</p>";
        let paragraph = "<h4>Targeting cookies</h4><p>These cookies may be set through our site by our \
            advertisers. They may be used to build a profile of what you like and to show you matching \
            advertisements on other sites. They do not store who you are, but rest on telling your \
            browser and your device apart.</p>";
        for dialog in ["<div class=\"privacy-modal\">", "<div id=privacy_prefs>"] {
            let dialog = format!("{dialog}{}</div>", paragraph.repeat(5));
            let html = format!("<title>Ferry to Larkholm sails again</title><body>{story}{dialog}");
            let reading = crate::read(&snapshot_html(&html, ""), "").unwrap();
            assert!(reading.text.starts_with("The ferry"), "{}", reading.text);
            assert!(reading.text.ends_with("in the ice."), "{}", reading.text);
        }
    }
}
