//! `wireprint add|import|query|export --library DIR`: stories in a folder, over any number of runs.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use flate2::bufread::MultiGzDecoder;
use wireprint::formats::backup::{Backup, is_backup};
use wireprint::formats::library::{Added, Library, LibraryError, Record, Supplier};
use wireprint::report::Pair;

use super::lines::{self, Failure};
use super::stories::{self, Found};
use super::thresholds::Thresholds;

/// What a file that is packed with gzip begins with.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// Bytes that a line of a file has at most.
const LONGEST: u64 = 200_000_000;

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
    /// Files of stories as `export` and the extension write them: JSON Lines (id, series, text), packed
    /// with gzip or not, and backups
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
    let added = put(arguments, found.into_iter().map(record).map(Ok))?;
    lines::write(&failures, &[added])
}

/// Adds the stories of files.
pub fn import(arguments: &Import) -> io::Result<ExitCode> {
    for path in &arguments.files {
        path.metadata()
            .map_err(|error| io::Error::other(format!("{}: {error}", path.display())))?;
    }
    let mut failures = Vec::new();
    // Line by line: an archive need not fit into memory.
    let items = arguments.files.iter().flat_map(|path| {
        let broken = |source| LibraryError::Io {
            path: path.clone(),
            source,
        };
        items_of(path).map(move |item| item.map_err(broken))
    });
    let records = items.filter_map(|item| match item {
        Ok(Ok(record)) => Some(Ok(record)),
        Ok(Err(failure)) => {
            failures.push(failure);
            None
        }
        Err(error) => Some(Err(error)),
    });
    let added = put(&arguments.into, records)?;
    lines::write(&failures, &[added])
}

/// A story of a file or what is wrong with it, or why the file cannot be read on.
type Item = io::Result<Result<Record, Failure>>;

/// The stories of a file, be it a backup or lines.
fn items_of(path: &Path) -> Box<dyn Iterator<Item = Item> + '_> {
    let mut lines = match lines_of(path) {
        Ok(lines) => lines.peekable(),
        Err(error) => return Box::new(std::iter::once(Err(error))),
    };
    if matches!(lines.peek(), Some(Ok(first)) if is_backup(first)) {
        let named = |record: Record| checked(&record.id.clone(), record);
        return Box::new(
            Backup::new(lines).map(move |record| record.map(named).map_err(io::Error::other)),
        );
    }
    let items = lines.zip(1..).filter_map(move |(line, number)| {
        let name = format!("{}, line {number}", path.display());
        line.map(|line| parsed(&name, &line).transpose())
            .transpose()
    });
    Box::new(items)
}

/// The lines of a file, which may be packed.
fn lines_of(path: &Path) -> io::Result<Box<dyn Iterator<Item = io::Result<String>>>> {
    let mut file = BufReader::new(File::open(path)?);
    Ok(if file.fill_buf()?.starts_with(&GZIP) {
        Box::new(Lines(BufReader::new(MultiGzDecoder::new(file))))
    } else {
        Box::new(Lines(file))
    })
}

/// Lines that are not endless: a packed file of a few bytes may hold any number of them in one.
struct Lines<R>(R);

impl<R: BufRead> Iterator for Lines<R> {
    type Item = io::Result<String>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut line = Vec::new();
        let mut some = (&mut self.0).take(LONGEST);
        match some.read_until(b'\n', &mut line) {
            Ok(0) => None,
            Ok(_) if line.ends_with(b"\n") => {
                line.pop();
                Some(String::from_utf8(line).map_err(io::Error::other))
            }
            Ok(_) if some.limit() == 0 => Some(Err(io::Error::other("a line is too long"))),
            Ok(_) => Some(String::from_utf8(line).map_err(io::Error::other)),
            Err(error) => Some(Err(error)),
        }
    }
}

/// The story of a line, which may be empty.
fn parsed(name: &str, line: &str) -> Result<Option<Record>, Failure> {
    if line.trim().is_empty() {
        return Ok(None);
    }
    let record: Record =
        serde_json::from_str(line).map_err(|error| Failure::new(name, "bad-json", &error))?;
    checked(name, record).map(Some)
}

/// A story that has a name and words.
fn checked(name: &str, record: Record) -> Result<Record, Failure> {
    if record.id.is_empty() || record.text.trim().is_empty() {
        let message = "the object has no `id` or no `text`";
        return Err(Failure::new(name, "no-text", &message));
    }
    Ok(record)
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

fn put(
    arguments: &Judged,
    records: impl IntoIterator<Item = Result<Record, LibraryError>>,
) -> io::Result<Added> {
    let mut library = Library::open_to_write(&arguments.library.folder).map_err(fatal)?;
    library
        .add(records, &arguments.thresholds.settings())
        .map_err(fatal)
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
