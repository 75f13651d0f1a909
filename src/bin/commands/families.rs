//! `wireprint families`: which of the stories on standard input are copies of one text.

use std::io;
use std::process::ExitCode;

use wireprint::library::{StoryHead, families};
use wireprint::overlap::Story;
use wireprint::text::{size, words};

use super::stories::Found;
use super::thresholds::Thresholds;
use super::{corpus, lines, stories};

/// Runs the command.
pub fn run(thresholds: Thresholds) -> io::Result<ExitCode> {
    let (found, failures) = stories::stories(lines::read()?);
    let (heads, stories): (Vec<StoryHead>, Vec<Story>) = found
        .into_iter()
        .map(|found| {
            let Found {
                story, agencies, ..
            } = found;
            let head = StoryHead {
                id: story.id.clone(),
                published: story.published.clone().filter(|date| !date.is_empty()),
                seen: None,
                words: size(&words(&story.text)),
                agencies,
            };
            (head, story)
        })
        .unzip();
    let pairs = corpus::related(stories, &thresholds.settings()).map_err(io::Error::other)?;
    lines::write(&failures, &families(&heads, &pairs))
}
