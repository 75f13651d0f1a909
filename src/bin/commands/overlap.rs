//! `wireprint overlap`: every related pair of the stories on standard input.

use std::io;
use std::process::ExitCode;

use super::{corpus, lines, stories};

/// Runs the command.
pub fn run() -> io::Result<ExitCode> {
    let (stories, failures) = stories::stories(lines::read()?);
    let pairs = corpus::related(stories).map_err(io::Error::other)?;
    lines::write(&failures, &pairs)
}
