//! Phrases, names and dates as data: what each language says when it credits, notifies, points
//! elsewhere or asks.
//!
//! `concepts.toml` lists what a phrase can mean (`related.pointer`, `notice.affiliate`, ...) and
//! where in a text it must stand; one file per language lists how it is said, with examples and
//! counterexamples that a test holds every rule to. `agencies.toml` names the agencies of the
//! world, `credits.toml` the words in which pages credit them, `structure.toml` the words that class names and ids of page templates are made of.
//!
//! All phrases of all languages go into one Aho-Corasick automaton, built once, so that a text is
//! read once whatever the number of rules; a phrase may hold gaps (`material from * was used`),
//! which are closed greedily in the same pass. Nothing backtracks.
//!
//! Every language is asked on every page: templates speak English around stories of any language,
//! and positions and lengths keep false friends apart.

mod agencies;
mod dates;
mod fold;
mod folded;
mod lexicon;
mod pack;
mod path;
mod phrases;
mod statements;
mod structure;

pub use agencies::{Agencies, Agency, AgencyKind, Found};
pub use dates::{DateShape, date_shape};
pub use fold::{fold, is_wordless_script, wording, words};
pub use folded::Folded;
pub use lexicon::{Lexicon, lexicon};
pub use pack::{Active, Example, OWN, Pack, PackError, PackRule, Told, correction};
pub use path::{Step, step};
pub use phrases::{At, Hit, Rule, Rules};
pub use statements::unedited;
pub use structure::{Votes, bit, class_votes};

/// The language files.
const LANGUAGES: [(&str, &str); 12] = [
    ("en", include_str!("en.toml")),
    ("de", include_str!("de.toml")),
    ("fr", include_str!("fr.toml")),
    ("es", include_str!("es.toml")),
    ("it", include_str!("it.toml")),
    ("pt", include_str!("pt.toml")),
    ("nl", include_str!("nl.toml")),
    ("pl", include_str!("pl.toml")),
    ("sv", include_str!("sv.toml")),
    ("tr", include_str!("tr.toml")),
    ("ja", include_str!("ja.toml")),
    ("zh", include_str!("zh.toml")),
];
