//! From a reader's correction to a rule.

use super::super::fold::{wording, words};
use super::super::path::steps;
use super::super::structure::{bit, class_votes};
use super::{MAX_TEXT, PackRule};
use crate::report::{Block, Kind};

/// Elements around a block whose names say what box it stands in.
const NEAR: usize = 3;

/// Words of a block that a correction takes over whole, and else by how many it begins.
const FEW: usize = 6;
const OPENING: usize = 4;

/// The rule that a reader's correction makes: a block of a site is of a kind.
///
/// It should hold for the site's other pages too, and never for their stories. Where the names
/// around the block are those of a box beside the story, its place alone is the rule; else the
/// words it begins with are needed too, or all of them where they are few. What belongs to the
/// story after all is known by all of its words.
#[must_use]
pub fn correction(block: &Block, site: &str, kind: Kind) -> PackRule {
    let text = wording(&block.text);
    // What stands in no element, or in one whose name no rule can write, is known by its words.
    let path = block.path.clone().filter(|path| steps(path).is_some());
    let own = path
        .as_deref()
        .map(|path| path.rsplit('>').take(NEAR).collect::<Vec<_>>());
    let own = own.map(|steps| steps.join(" ").replace(['#', '.'], " "));
    let is_apart = own.is_some_and(|names| {
        block.begin.is_none()
            && Kind::ALL
                .into_iter()
                .any(|kind| !kind.is_story() && class_votes(&names) & bit(kind) != 0)
    });
    let count = words(&text).count();
    let (mut whole, mut begins) = (None, None);
    if kind == Kind::Body || !is_apart && count <= FEW {
        // Of what is longer than a rule may say, as much as it may.
        match text.char_indices().nth(MAX_TEXT) {
            None => whole = Some(text.clone()),
            Some((end, _)) => begins = Some(text[..end].to_owned()),
        }
    } else if !is_apart {
        begins = Some(opening(&text).chars().take(MAX_TEXT).collect());
    }
    let id = xxhash_rust::xxh3::xxh3_64(format!("{site}\n{path:?}\n{text}").as_bytes());
    PackRule {
        id: format!("correction-{id:016x}"),
        kind,
        detail: None,
        site: (!site.is_empty()).then(|| site.to_owned()),
        language: None,
        block: whole,
        begins,
        contains: None,
        path: path.filter(|_| kind != Kind::Body),
        examples: Vec::new(),
        counterexamples: Vec::new(),
    }
}

/// The first words of a text.
fn opening(text: &str) -> String {
    let mut end = 0;
    for word in words(text).take(OPENING) {
        end += text[end..].find(word).unwrap_or(0) + word.len();
    }
    text[..end].to_owned()
}
