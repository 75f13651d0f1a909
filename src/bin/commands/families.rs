//! `wireprint families`: which of the stories on standard input are copies of one text.
//!
//! With the pairs of an earlier run, of this command line or of another engine, an archive is read as it
//! comes and of each story and pair only what a family tells is kept: some hundred bytes each.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde::Deserialize;
use serde::de::IgnoredAny;
use wireprint::library::{StoryHead, families};
use wireprint::overlap::Story;
use wireprint::report::Pair;
use wireprint::text::{size, words};

use super::lines::{Failure, Line, Lines, Output};
use super::stories::{Found, apart};
use super::thresholds::Thresholds;
use super::{corpus, lines, stories};

/// Arguments of the command.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Take the related pairs from this file, as `overlap` wrote it, in place of looking for them: for
    /// more stories than fit into memory
    #[arg(long, value_name = "FILE")]
    pairs: Option<PathBuf>,
    #[command(flatten)]
    thresholds: Thresholds,
}

/// Lines that are read at a time.
const PORTION: usize = 1_024;

/// Runs the command.
pub fn run(arguments: &Arguments) -> io::Result<ExitCode> {
    if let Some(pairs) = &arguments.pairs {
        return of_archive(pairs);
    }
    let (found, failures) = stories::stories(lines::read()?);
    let (heads, stories): (Vec<StoryHead>, Vec<Story>) = found
        .into_iter()
        .map(|found| (head(&found), found.story))
        .unzip();
    let settings = arguments.thresholds.settings();
    let pairs = corpus::related(stories, &settings).map_err(io::Error::other)?;
    lines::write(&failures, &families(&heads, &pairs))
}

fn of_archive(pairs: &Path) -> io::Result<ExitCode> {
    let (mut input, mut output) = (Lines::new(), Output::new());
    let mut ids = HashSet::new();
    let mut heads: Vec<StoryHead> = Vec::new();
    loop {
        let inputs = input.take(PORTION)?;
        if inputs.is_empty() {
            break;
        }
        let (found, failures) = apart(inputs);
        output.failures(&failures)?;
        for head in found.iter().map(head) {
            if ids.insert(head.id.clone()) {
                heads.push(head);
            } else {
                output.failures(&[stories::same_id(&head.id)])?;
            }
        }
    }
    drop(ids);
    let mut lines = Lines::of(BufReader::new(File::open(pairs)?));
    let mut pairs = Vec::new();
    loop {
        let portion: Vec<Result<Said, Failure>> = lines.take(PORTION)?;
        if portion.is_empty() {
            break;
        }
        for said in portion {
            match said {
                Ok(Said::Pair(pair)) => pairs.push(link(*pair)),
                Ok(Said::Failure { .. }) => (),
                Err(failure) => output.failures(&[failure])?,
            }
        }
    }
    output.objects(&families(&heads, &pairs))?;
    output.end()
}

/// A line that `overlap` wrote. What it could not read is told again by whoever reads the stories.
#[derive(Deserialize)]
#[serde(untagged)]
enum Said {
    Pair(Box<Pair>),
    Failure {
        #[serde(rename = "error")]
        _error: IgnoredAny,
    },
}

impl Line for Said {
    fn lacks(&self) -> Option<(&'static str, &'static str)> {
        None
    }
}

/// What a family needs to know of a pair.
fn link(pair: Pair) -> Pair {
    Pair {
        passages: Vec::new(),
        edits: Vec::new(),
        why: Vec::new(),
        reasons: Vec::new(),
        event_date: None,
        ..pair
    }
}

/// What a family needs to know of a story.
fn head(found: &Found) -> StoryHead {
    let Found {
        story, agencies, ..
    } = found;
    StoryHead {
        id: story.id.clone(),
        published: story.published.clone().filter(|date| !date.is_empty()),
        seen: None,
        words: size(&words(&story.text)),
        agencies: agencies.clone(),
    }
}
