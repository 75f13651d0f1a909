//! `wireprint overlap`: every related pair of the stories on standard input.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use rayon::prelude::*;
use wireprint::formats::archive::{Archive, MOST};
use wireprint::learned::Known;
use wireprint::overlap::{Settings, Story};

use super::lines::{Failure, Input, Lines, Output};
use super::thresholds::Thresholds;
use super::{corpus, lines, stories};

/// Arguments of the command.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Keep the stories in files in this folder in place of memory. Pairs come out as they are
    /// found; each page is read by itself, and words are taken to be as rare as they mostly are
    #[arg(long, value_name = "DIR")]
    disk: Option<PathBuf>,
    /// Leave out what more stories share than this, with --disk [default: 64]
    #[arg(long, value_name = "STORIES", requires = "disk")]
    most: Option<usize>,
    #[command(flatten)]
    thresholds: Thresholds,
}

/// Lines that are read at a time.
const PORTION: usize = 4_096;

/// Runs the command.
pub fn run(arguments: &Arguments) -> io::Result<ExitCode> {
    let settings = arguments.thresholds.settings();
    if let Some(folder) = &arguments.disk {
        return on_disk(folder, arguments.most.unwrap_or(MOST), &settings);
    }
    let (stories, failures) = stories::stories(lines::read()?);
    let stories = stories.into_iter().map(|found| found.story).collect();
    let pairs = corpus::related(stories, &settings).map_err(io::Error::other)?;
    lines::write(&failures, &pairs)
}

fn on_disk(folder: &Path, most: usize, settings: &Settings) -> io::Result<ExitCode> {
    let mut archive = Archive::new(folder)?;
    let mut output = Output::new();
    let mut input = Lines::new();
    loop {
        let inputs = input.take(PORTION)?;
        if inputs.is_empty() {
            break;
        }
        let (stories, failures) = apart(inputs);
        archive.add(&stories)?;
        output.failures(&failures)?;
    }
    archive.pairs(settings, most, |pairs| output.objects(&pairs))?;
    output.end()
}

/// The stories of some inputs, each read by itself, and what could not be read.
pub(super) fn apart(inputs: Vec<Result<Input, Failure>>) -> (Vec<Story>, Vec<Failure>) {
    let known = Known::default();
    let read: Vec<Result<Vec<stories::Found>, Failure>> = inputs
        .into_par_iter()
        .map(|input| stories::of(input?, &known))
        .collect();
    let (mut stories, mut failures) = (Vec::new(), Vec::new());
    for result in read {
        match result {
            Ok(found) => stories.extend(found.into_iter().map(|found| found.story)),
            Err(failure) => failures.push(failure),
        }
    }
    (stories, failures)
}
