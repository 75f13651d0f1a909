//! `wireprint families`: which of the stories on standard input are copies of one text.

use std::io;
use std::process::ExitCode;

use wireprint::library::{StoryHead, families};
use wireprint::text::{size, words};

use super::thresholds::Thresholds;
use super::{corpus, lines, stories};

/// Runs the command.
pub fn run(thresholds: Thresholds) -> io::Result<ExitCode> {
    let (stories, failures) = stories::stories(lines::read()?);
    let heads: Vec<StoryHead> = stories
        .iter()
        .map(|story| StoryHead {
            id: story.id.clone(),
            published: story.published.clone().filter(|date| !date.is_empty()),
            seen: None,
            words: size(&words(&story.text)),
            agencies: Vec::new(),
        })
        .collect();
    let pairs = corpus::related(stories, &thresholds.settings()).map_err(io::Error::other)?;
    lines::write(&failures, &families(&heads, &pairs))
}
