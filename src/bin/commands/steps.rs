//! `wireprint fingerprint` and `wireprint judge`: the first and the last step of `overlap --disk`, for
//! an engine that does the steps between them on many machines.
//!
//! Both read a line and write a line, so they run in a pipe on any part of the stories. The stories go
//! with the lines, or lie in a folder that both see ([`shared`]).

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use rayon::prelude::*;
use serde::Deserialize;
use wireprint::fingerprint::Fingerprint;
use wireprint::formats::output::{Fingerprinted, Placed};
use wireprint::overlap::{Prepared, Settings, Story, compare_found};
use wireprint::report::Pair;

use super::lines::{Failure, Line, Lines, Output};
use super::shared::{Folder, Shared};
use super::stories::{Found, apart};
use super::thresholds::Thresholds;

/// Lines that are read at a time.
const PORTION: usize = 1_024;

/// Arguments of `fingerprint`.
#[derive(Debug, clap::Args)]
pub struct Fingerprinting {
    /// Write the stories into this folder, and of each its place there in place of the story
    #[arg(long, value_name = "DIR")]
    into: Option<PathBuf>,
}

/// Arguments of `judge`.
#[derive(Debug, clap::Args)]
pub struct Judging {
    /// Read stories that are named by their places from this folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    from: PathBuf,
    #[command(flatten)]
    thresholds: Thresholds,
}

/// Two stories that share enough to be compared.
#[derive(Deserialize)]
struct Candidate {
    a: Side,
    b: Side,
    /// Whether they may be reports of the same event.
    is_report: bool,
}

/// A story, or the place where it lies.
#[derive(PartialEq, Deserialize)]
#[serde(untagged)]
enum Side {
    Story(Story),
    Place(String),
}

impl Side {
    fn is_nameless(&self) -> bool {
        matches!(self, Self::Story(story) if story.id.is_empty())
    }

    fn story(self, folder: &Folder) -> Result<Story, Failure> {
        match self {
            Self::Story(story) => Ok(story),
            Self::Place(place) => folder
                .story(&place)
                .map_err(|error| Failure::new(&place, "no-story", &error)),
        }
    }
}

impl Line for Candidate {
    fn lacks(&self) -> Option<(&'static str, &'static str)> {
        let nameless = self.a.is_nameless() || self.b.is_nameless();
        nameless.then_some(("no-id", "a story has no `id`"))
    }
}

/// The fingerprints of the stories on standard input.
pub fn fingerprint(Fingerprinting { into }: &Fingerprinting) -> io::Result<ExitCode> {
    let (mut input, mut output) = (Lines::new(), Output::new());
    let mut shared = into.as_deref().map(Shared::create).transpose()?;
    loop {
        let inputs = input.take(PORTION)?;
        if inputs.is_empty() {
            return output.end();
        }
        let (found, failures) = apart(inputs);
        let prints: Vec<Fingerprint> = found
            .par_iter()
            .map(|Found { story, .. }| Fingerprint::of(&story.text))
            .collect();
        output.failures(&failures)?;
        for (Found { story, .. }, print) in found.iter().zip(prints) {
            let story = match &mut shared {
                None => Placed::Here { story },
                Some(shared) => Placed::There {
                    id: &story.id,
                    place: shared.put(story)?,
                },
            };
            output.objects(&[Fingerprinted {
                story,
                hashes: print.hashes,
                keys: print.events,
            }])?;
        }
        // Before anybody is told where they are.
        shared.as_mut().map_or(Ok(()), Shared::flush)?;
    }
}

/// Those of the candidates on standard input that are related.
pub fn judge(Judging { from, thresholds }: &Judging) -> io::Result<ExitCode> {
    let (settings, folder) = (thresholds.settings(), Folder(from.clone()));
    let (mut input, mut output) = (Lines::new(), Output::new());
    loop {
        let candidates: Vec<Result<Candidate, Failure>> = input.take(PORTION)?;
        if candidates.is_empty() {
            return output.end();
        }
        let mut failures = Vec::new();
        let mut sound = Vec::new();
        for candidate in candidates {
            match candidate {
                Ok(candidate) => sound.push(candidate),
                Err(failure) => failures.push(failure),
            }
        }
        output.failures(&failures)?;
        let judged: Vec<Vec<Result<Pair, Failure>>> = by_first(sound)
            .into_par_iter()
            .map(|(a, others)| judge_one(a, others, &folder, &settings))
            .collect();
        for judged in judged.into_iter().flatten() {
            match judged {
                Ok(pair) => output.objects(&[pair])?,
                Err(failure) => output.failures(&[failure])?,
            }
        }
    }
}

/// What a story is compared with, and whether that may report the same event.
type Others = Vec<(Side, bool)>;

/// Candidates that follow one another and have the same first story, together: it is read once.
fn by_first(candidates: Vec<Candidate>) -> Vec<(Side, Others)> {
    let mut groups: Vec<(Side, Others)> = Vec::new();
    for Candidate { a, b, is_report } in candidates {
        match groups.last_mut().filter(|(last, _)| *last == a) {
            Some((_, others)) => others.push((b, is_report)),
            None => groups.push((a, vec![(b, is_report)])),
        }
    }
    groups
}

/// What a story is related to.
fn judge_one(
    a: Side,
    others: Others,
    folder: &Folder,
    settings: &Settings,
) -> Vec<Result<Pair, Failure>> {
    let a = match a.story(folder) {
        Ok(story) => Prepared::new(story),
        Err(failure) => return vec![Err(failure)],
    };
    let judged = others.into_iter().map(|(b, is_report)| {
        let b = b.story(folder)?;
        Ok(compare_found(&a, b, is_report, settings))
    });
    judged.filter_map(Result::transpose).collect()
}
