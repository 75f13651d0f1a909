//! `wireprint add|import|query|export --library DIR`: stories in a folder, over any number of runs.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use wireprint::formats::library::{Library, LibraryError, Record, Supplier};
use wireprint::report::Pair;

use super::lines::{self, Failure};
use super::stories::{self, Found};
use super::thresholds::Thresholds;

/// The library that a command works on.
#[derive(Debug, clap::Args)]
pub struct Folder {
    /// Folder of the library; adding makes it where there is none
    #[arg(long = "library", value_name = "DIR")]
    pub folder: PathBuf,
}

/// Arguments of `add` and `query`.
#[derive(Debug, clap::Args)]
pub struct Judged {
    #[command(flatten)]
    library: Folder,
    #[command(flatten)]
    thresholds: Thresholds,
}

/// Arguments of `import`.
#[derive(Debug, clap::Args)]
pub struct Import {
    /// Files of stories as `export` and the extension write them (JSON Lines: id, series, text)
    #[arg(required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    into: Judged,
}

/// Arguments of `export`.
#[derive(Debug, clap::Args)]
pub struct Export {
    #[command(flatten)]
    library: Folder,
    /// Give the pairs of related stories in place of the stories
    #[arg(long)]
    pairs: bool,
}

/// Adds the stories on standard input.
pub fn add(arguments: &Judged) -> io::Result<ExitCode> {
    let (found, failures) = stories::stories(lines::read()?);
    put(
        arguments,
        found.into_iter().map(record).collect(),
        &failures,
    )
}

/// Adds the stories of files.
pub fn import(arguments: &Import) -> io::Result<ExitCode> {
    let (mut records, mut failures) = (Vec::new(), Vec::new());
    for path in &arguments.files {
        let named = |error: io::Error| io::Error::other(format!("{}: {error}", path.display()));
        for (line, number) in BufReader::new(File::open(path).map_err(named)?)
            .lines()
            .zip(1..)
        {
            let line = line.map_err(named)?;
            let name = format!("{}, line {number}", path.display());
            match serde_json::from_str::<Record>(&line) {
                _ if line.trim().is_empty() => {}
                Ok(record) if record.id.is_empty() || record.text.trim().is_empty() => {
                    let message = "the object has no `id` or no `text`";
                    failures.push(Failure::new(&name, "no-text", &message));
                }
                Ok(record) => records.push(record),
                Err(error) => failures.push(Failure::new(&name, "bad-json", &error)),
            }
        }
    }
    put(&arguments.into, records, &failures)
}

/// Looks the stories on standard input up.
pub fn query(arguments: &Judged) -> io::Result<ExitCode> {
    let (found, mut failures) = stories::stories(lines::read()?);
    let library = Library::open(&arguments.library.folder).map_err(fatal)?;
    let mut pairs: Vec<Pair> = Vec::new();
    for Found { story, .. } in found {
        let id = story.id.clone();
        match library.query(story, &arguments.thresholds.settings()) {
            Ok(found) => pairs.extend(found.into_iter().map(|related| related.pair)),
            Err(error) => failures.push(Failure::new(&id, "library", &error)),
        }
    }
    lines::write(&failures, &pairs)
}

/// Gives everything that is stored.
pub fn export(arguments: &Export) -> io::Result<ExitCode> {
    let library = Library::open(&arguments.library.folder).map_err(fatal)?;
    let mut output = io::BufWriter::new(io::stdout().lock());
    if arguments.pairs {
        for pair in library.pairs().map_err(fatal)? {
            writeln!(output, "{}", pair?)?;
        }
    } else {
        for record in library.stories().map_err(fatal)? {
            serde_json::to_writer(&mut output, &record.map_err(fatal)?)?;
            output.write_all(b"\n")?;
        }
    }
    output.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn put(arguments: &Judged, records: Vec<Record>, failures: &[Failure]) -> io::Result<ExitCode> {
    let mut library = Library::open_to_write(&arguments.library.folder).map_err(fatal)?;
    let added = library
        .add(records, &arguments.thresholds.settings())
        .map_err(fatal)?;
    lines::write(failures, &[added])
}

fn record(found: Found) -> Record {
    let Found {
        story,
        agencies,
        site,
    } = found;
    let agencies = agencies.into_iter().map(|agency| Supplier {
        name: agency.name,
        role: agency.role,
    });
    Record {
        id: story.id,
        series: site,
        title: story.title,
        url: story.url,
        published: story.published,
        language: story.language,
        agencies: agencies.collect(),
        text: story.text,
        extras: story.extras,
        ..Record::default()
    }
}

fn fatal(error: LibraryError) -> io::Error {
    io::Error::other(error)
}
