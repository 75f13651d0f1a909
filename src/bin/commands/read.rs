//! `wireprint read`: what every page on standard input holds.

use std::io;
use std::process::ExitCode;

use rayon::prelude::*;
use wireprint::formats::snapshot_html;
use wireprint::report::Reading;
use wireprint::{read, read_text};

use super::lines::{self, Failure, Input};

/// Runs the command.
pub fn run() -> io::Result<ExitCode> {
    let read: Vec<Result<Reading, Failure>> = lines::read()?
        .into_par_iter()
        .map(|input| of(&input?))
        .collect();
    let (mut readings, mut failures) = (Vec::new(), Vec::new());
    for result in read {
        match result {
            Ok(reading) => readings.push(reading),
            Err(failure) => failures.push(failure),
        }
    }
    lines::write(&failures, &readings)
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
