//! Phrases, names and dates as data: what each language says when it credits, notifies, points
//! elsewhere or asks.
//!
//! `concepts.toml` lists what a phrase can mean (`related.pointer`, `notice.affiliate`, ...) and
//! where in a text it must stand; one file per language lists how it is said, with examples and
//! counterexamples that a test holds every rule to. `agencies.toml` names the agencies of the
//! world, `credits.toml` the words in which pages credit them, `structure.toml` the words that class
//! names and ids of page templates are made of.
//!
//! All phrases of all languages go into one sorted list ([`Patterns`](crate::text::Patterns)), so that a text is read once
//! whatever the number of rules; a phrase may hold gaps (`material from * was used`), which are
//! closed greedily in the same pass. Nothing backtracks.
//!
//! Every language is asked on every page: templates speak English around stories of any language,
//! and positions and lengths keep false friends apart.

use serde::de::DeserializeOwned;

use crate::data::packed;

mod agencies;
mod dates;
mod fold;
mod folded;
mod lexicon;
mod links;
mod pack;
mod path;
mod phrases;
mod statements;
mod structure;

pub use agencies::{Agencies, Agency, AgencyKind, Found};
pub use dates::{DateShape, date_shape};
pub use fold::{fold, wording, words};
pub use folded::Folded;
pub use lexicon::{Lexicon, lexicon};
pub use links::leads;
pub use pack::{Active, Example, OWN, Pack, PackError, PackRule, Told, correction};
pub use path::{Step, step};
pub use phrases::{At, Hit, Rule, Rules, Said};
pub use statements::unedited;
pub use structure::{Votes, bit, class_votes, is_ad_element, is_ad_name};

/// The language files by code.
const LANGUAGES: [(&str, &str); 18] = [
    ("en", packed!("en")),
    ("de", packed!("de")),
    ("fr", packed!("fr")),
    ("es", packed!("es")),
    ("it", packed!("it")),
    ("pt", packed!("pt")),
    ("nl", packed!("nl")),
    ("pl", packed!("pl")),
    ("sv", packed!("sv")),
    ("tr", packed!("tr")),
    ("da", packed!("da")),
    ("nb", packed!("nb")),
    ("fi", packed!("fi")),
    ("ru", packed!("ru")),
    ("uk", packed!("uk")),
    ("ja", packed!("ja")),
    ("zh", packed!("zh")),
    ("ko", packed!("ko")),
];

/// The language files, each as what it is asked for.
fn languages<File: DeserializeOwned>() -> impl Iterator<Item = (&'static str, File)> {
    LANGUAGES.iter().map(|(code, packed)| {
        let file = serde_json::from_str(packed).expect("language files are tested");
        (*code, file)
    })
}
