//! `wireprint fingerprint` and `wireprint judge`: the first and the last step of `overlap --disk`, for
//! an engine that does the steps between them on many machines.
//!
//! Both read a line and write a line, so they run in a pipe on any part of the stories.

use std::io;
use std::process::ExitCode;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use wireprint::fingerprint::Fingerprint;
use wireprint::overlap::{Prepared, Story, compare_found};
use wireprint::report::Pair;

use super::lines::{Failure, Line, Lines, Output};
use super::stories::{Found, apart};
use super::thresholds::Thresholds;

/// Lines that are read at a time.
const PORTION: usize = 1_024;

/// A story with what stands for it in a join.
#[derive(Serialize)]
struct Printed {
    story: Story,
    hashes: Vec<u32>,
    keys: Vec<u32>,
}

/// Two stories that share enough to be compared.
#[derive(Deserialize)]
struct Candidate {
    a: Story,
    b: Story,
    /// Whether they may be reports of the same event.
    is_report: bool,
}

impl Line for Candidate {
    fn lacks(&self) -> Option<(&'static str, &'static str)> {
        let nameless = self.a.id.is_empty() || self.b.id.is_empty();
        nameless.then_some(("no-id", "a story has no `id`"))
    }
}

/// The fingerprints of the stories on standard input.
pub fn fingerprint() -> io::Result<ExitCode> {
    let (mut input, mut output) = (Lines::new(), Output::new());
    loop {
        let inputs = input.take(PORTION)?;
        if inputs.is_empty() {
            return output.end();
        }
        let (found, failures) = apart(inputs);
        let printed: Vec<Printed> = found.into_par_iter().map(print).collect();
        output.failures(&failures)?;
        output.objects(&printed)?;
    }
}

fn print(Found { story, .. }: Found) -> Printed {
    let Fingerprint { hashes, events, .. } = Fingerprint::of(&story.text);
    Printed {
        story,
        hashes,
        keys: events,
    }
}

/// Those of the candidates on standard input that are related.
pub fn judge(thresholds: Thresholds) -> io::Result<ExitCode> {
    let settings = thresholds.settings();
    let (mut input, mut output) = (Lines::new(), Output::new());
    loop {
        let candidates: Vec<Result<Candidate, Failure>> = input.take(PORTION)?;
        if candidates.is_empty() {
            return output.end();
        }
        let judged: Vec<Result<Option<Pair>, Failure>> = candidates
            .into_par_iter()
            .map(|candidate| {
                let Candidate { a, b, is_report } = candidate?;
                Ok(compare_found(&Prepared::new(a), b, is_report, &settings))
            })
            .collect();
        for judged in judged {
            match judged {
                Ok(pair) => output.objects(pair.as_slice())?,
                Err(failure) => output.failures(&[failure])?,
            }
        }
    }
}
