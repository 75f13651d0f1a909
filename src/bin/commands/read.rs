//! `wireprint read`: what every page on standard input holds, a portion of pages at a time.

use std::collections::HashSet;
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Seek, SeekFrom, StdinLock, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use rayon::prelude::*;
use serde::Deserialize;
use serde::de::IgnoredAny;
use wireprint::formats::snapshot_html;
use wireprint::formats::warc::{Page, Warc};
use wireprint::report::Reading;
use wireprint::{read, read_text};

use super::lines::{Failure, Input, Lines, Output};
use super::progress::Progress;

/// Arguments of the command.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Standard input is a WARC file, unpacked
    #[arg(long)]
    warc: bool,
    /// Write to this file in place of standard output. What a run that was cut short wrote there
    /// stays, and is not read again
    #[arg(long, value_name = "FILE")]
    into: Option<PathBuf>,
    /// Tell on standard error how far it is
    #[arg(long)]
    progress: bool,
}

/// Pages that are read at a time.
const PORTION: usize = 256;

/// Runs the command.
pub fn run(arguments: &Arguments) -> io::Result<ExitCode> {
    let progress = Progress::new(arguments.progress);
    let (mut output, done) = match &arguments.into {
        None => (Output::new(), Done::default()),
        Some(file) => {
            let (file, done) = reopen(file)?;
            (Output::of(file), done)
        }
    };
    if done.failed {
        output.fail();
    }
    let mut pages = if arguments.warc {
        Pages::Warc(Warc::new(io::stdin().lock()))
    } else {
        Pages::Lines(Box::new(Lines::new()))
    };
    let (mut count, mut failed) = (0, 0);
    loop {
        let inputs = pages.take(PORTION)?;
        if inputs.is_empty() {
            return output.end();
        }
        count += inputs.len();
        let read: Vec<Result<Reading, Failure>> = inputs
            .into_par_iter()
            .filter(|input| !done.ids.contains(id(input)))
            .map(|input| of(&input?))
            .collect();
        for result in read {
            match result {
                Ok(reading) => output.objects(&[reading])?,
                Err(failure) => {
                    failed += 1;
                    output.failures(&[failure])?;
                }
            }
        }
        output.flush()?;
        progress.tell(&format!("read {count} pages, {failed} of them in vain"));
    }
}

/// Where pages come from.
enum Pages {
    Lines(Box<Lines>),
    Warc(Warc<StdinLock<'static>>),
}

impl Pages {
    /// The next pages, so many or as many as there are.
    fn take(&mut self, count: usize) -> io::Result<Vec<Result<Input, Failure>>> {
        let warc = match self {
            Self::Lines(lines) => return lines.take(count),
            Self::Warc(warc) => warc,
        };
        let mut pages = Vec::new();
        while pages.len() < count {
            let Some(page) = warc.next_page()? else {
                break;
            };
            pages.push(match page {
                Ok(Page { id, url, html }) => Ok(Input {
                    id,
                    url: Some(url),
                    html: Some(html),
                    ..Input::default()
                }),
                Err(broken) => Err(Failure::new(&broken.id, "broken-record", &broken)),
            });
        }
        Ok(pages)
    }
}

fn id(input: &Result<Input, Failure>) -> &str {
    match input {
        Ok(input) => &input.id,
        Err(failure) => &failure.id,
    }
}

/// What an earlier run has read.
#[derive(Default)]
struct Done {
    ids: HashSet<String>,
    failed: bool,
}

/// A line of an earlier run.
#[derive(Deserialize)]
struct Known {
    id: String,
    error: Option<IgnoredAny>,
}

/// Opens a file to go on where its last whole line ends.
fn reopen(path: &Path) -> io::Result<(File, Done)> {
    let mut options = OpenOptions::new();
    let mut file = options
        .create(true)
        .truncate(false)
        .read(true)
        .write(true)
        .open(path)?;
    let mut done = Done::default();
    let mut lines = BufReader::new(&file);
    let (mut line, mut end) = (Vec::new(), 0);
    while lines.read_until(b'\n', &mut line)? > 0 && line.ends_with(b"\n") {
        let Ok(Known { id, error }) = serde_json::from_slice(&line) else {
            let message = format!("{} holds something else than readings", path.display());
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        };
        done.failed |= error.is_some();
        done.ids.insert(id);
        end += line.len() as u64;
        line.clear();
    }
    file.set_len(end)?;
    file.seek(SeekFrom::Start(end))?;
    Ok((file, done))
}

/// The reading of one page. Places in a snapshot mean nothing without it, so they are left out.
fn of(input: &Input) -> Result<Reading, Failure> {
    let Input {
        id,
        html,
        text,
        url,
        ..
    } = input;
    let url = url.as_deref().unwrap_or_default();
    let reading = match (html, text) {
        (Some(html), _) => read(&snapshot_html(html, url), id),
        (_, Some(text)) => read_text(text, id, url),
        _ => {
            let message = "the object has none of `html`, `text`";
            return Err(Failure::new(id, "no-text", &message));
        }
    };
    let mut reading = reading.map_err(|error| Failure::new(id, "unreadable", &error))?;
    for block in &mut reading.blocks {
        block.anchor = None;
    }
    Ok(reading)
}
