//! `wireprint overlap`: every related pair of the stories on standard input.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use wireprint::formats::archive::{Archive, MOST};
use wireprint::overlap::Story;

use super::lines::{Lines, Output};
use super::progress::Progress;
use super::thresholds::Thresholds;
use super::{corpus, lines, stories};

/// Arguments of the command.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Keep the stories in files in this folder in place of memory. Pairs come out as they are
    /// found; each page is read by itself, and words are taken to be as rare as they mostly are. A
    /// run that was cut short goes on when it is begun again with the same input and options
    #[arg(long, value_name = "DIR")]
    disk: Option<PathBuf>,
    /// Leave out what more stories share than this, with --disk [default: 64]
    #[arg(long, value_name = "STORIES", requires = "disk")]
    most: Option<usize>,
    /// Tell on standard error how far it is, with --disk
    #[arg(long, requires = "disk")]
    progress: bool,
    #[command(flatten)]
    thresholds: Thresholds,
}

/// Lines that are read at a time.
const PORTION: usize = 1_024;
/// Where a run keeps its files.
const FOLDER: &str = "wireprint-overlap";

/// Runs the command.
pub fn run(arguments: &Arguments) -> io::Result<ExitCode> {
    let settings = arguments.thresholds.settings();
    if let Some(folder) = &arguments.disk {
        let folder = folder.join(FOLDER);
        let archive = Archive::open(&folder, settings, arguments.most.unwrap_or(MOST))?;
        return on_disk(archive, &Progress::new(arguments.progress));
    }
    let (stories, failures) = stories::stories(lines::read()?);
    let stories = stories.into_iter().map(|found| found.story).collect();
    let pairs = corpus::related(stories, &settings).map_err(io::Error::other)?;
    lines::write(&failures, &pairs)
}

fn on_disk(mut archive: Archive, progress: &Progress) -> io::Result<ExitCode> {
    let mut input = Lines::new();
    if !input.pass(archive.taken())? {
        return Err(archive.other_input());
    }
    if !archive.is_empty() {
        progress.tell(&format!("going on with {} stories", archive.len()));
    }
    loop {
        let inputs = input.take(PORTION)?;
        if inputs.is_empty() {
            break;
        }
        let (found, failures) = stories::apart(inputs);
        let stories: Vec<Story> = found.into_iter().map(|found| found.story).collect();
        archive.add(&stories, &failures, input.taken())?;
        progress.tell(&format!("read {} stories", archive.len()));
    }
    archive.join(|done, of| progress.tell(&format!("joined {done} of {of}")))?;
    let mut output = Output::new();
    archive.judge(&mut output, |done, of| {
        progress.tell(&format!("judged {done} of {of}"));
    })?;
    if archive.has_failures() {
        output.fail();
    }
    let status = output.end()?;
    archive.remove()?;
    Ok(status)
}
