//! `wireprint overlap`: every related pair of the stories on standard input.

use std::io;
use std::process::ExitCode;

use super::thresholds::Thresholds;
use super::{corpus, lines, stories};

/// Runs the command.
pub fn run(thresholds: Thresholds) -> io::Result<ExitCode> {
    let (stories, failures) = stories::stories(lines::read()?);
    let stories = stories.into_iter().map(|found| found.story).collect();
    let pairs = corpus::related(stories, &thresholds.settings()).map_err(io::Error::other)?;
    lines::write(&failures, &pairs)
}
