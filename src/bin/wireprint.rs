//! The command line: JSON Lines in, JSON Lines out, on the same core as the extension.

mod commands;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Tells the story on a news page from everything around it, and finds which stories share text.
#[derive(Parser)]
#[command(version, about, after_help = EXAMPLES, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Input is one JSON object a line, with an `id` and one of
  html   a page
  text   a page's text: its lines are its blocks
  body   a story alone, taken as it is
and perhaps `title`, `url`, `published`, `language`. A line that cannot be read gives a line
{\"id\", \"error\": {\"code\", \"message\"}} and the run goes on.

Exit status: 0 all went well, 1 some input failed, 2 bad usage.

Examples:
  wireprint read < pages.jsonl > readings.jsonl
  zcat crawl.warc.gz | wireprint read --warc --into readings.jsonl
  wireprint overlap < stories.jsonl > pairs.jsonl
  wireprint overlap --disk /tmp < archive.jsonl > pairs.jsonl
  wireprint families < stories.jsonl
  wireprint families --pairs pairs.jsonl < archive.jsonl
  wireprint compare wire.txt local.html
  wireprint compare wire.txt local.html --json
  wireprint add --library shelf < stories.jsonl
  wireprint query --library shelf < story.jsonl
  wireprint export --library shelf > stories.jsonl
  wireprint companion --library shelf --install firefox";

#[derive(Subcommand)]
enum Command {
    /// What each page holds: the story, its agencies, and the kind of every block
    Read(commands::read::Arguments),
    /// Every pair of stories that share text or an event
    Overlap(commands::overlap::Arguments),
    /// First step of `overlap --disk`: the hashes by which each story is joined with others
    Fingerprint(commands::steps::Fingerprinting),
    /// Last step of `overlap --disk`: which of the candidates on standard input are related
    Judge(commands::steps::Judging),
    /// Families of copies, with the families that report the same event
    Families(commands::families::Arguments),
    /// Two stories side by side, for people
    Compare(commands::compare::Arguments),
    /// Add stories to a library in a folder, each related to what is there
    Add(commands::library::Judged),
    /// Add stories from files that a library was exported to
    Import(commands::library::Import),
    /// The stored stories that each story is related to
    Query(commands::library::Judged),
    /// All stored stories, or what they share
    Export(commands::library::Export),
    /// Answer the extension from a library in a folder, as the browser asks
    Companion(commands::companion::Arguments),
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Read(arguments) => commands::read::run(&arguments),
        Command::Overlap(arguments) => commands::overlap::run(&arguments),
        Command::Fingerprint(arguments) => commands::steps::fingerprint(&arguments),
        Command::Judge(arguments) => commands::steps::judge(&arguments),
        Command::Families(arguments) => commands::families::run(&arguments),
        Command::Compare(arguments) => commands::compare::run(&arguments),
        Command::Add(arguments) => commands::library::add(&arguments),
        Command::Import(arguments) => commands::library::import(&arguments),
        Command::Query(arguments) => commands::library::query(&arguments),
        Command::Export(arguments) => commands::library::export(&arguments),
        Command::Companion(arguments) => commands::companion::run(&arguments),
    };
    match done {
        Ok(status) => status,
        // The reader of our output may have seen enough: that is no failure.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("wireprint: {error}");
            ExitCode::from(2)
        }
    }
}
