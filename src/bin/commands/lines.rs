//! JSON Lines: one object a line in, one object a line out, errors as lines among the others.

use std::io::{self, BufRead, Write};
use std::process::ExitCode;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use wireprint::formats::archive::Taken;
pub use wireprint::formats::output::Failure;
use xxhash_rust::xxh3::Xxh3;

/// One line of input.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Input {
    /// The caller's name for the story or page.
    #[serde(default)]
    pub id: String,
    /// A page.
    pub html: Option<String>,
    /// A page's text: its lines are its blocks.
    pub text: Option<String>,
    /// A story alone.
    pub body: Option<String>,
    /// The newspaper or site: a line that names one is an export, whose `text` is a story alone.
    pub series: Option<String>,
    /// Credit and notice blocks of an exported story's page.
    #[serde(default)]
    pub extras: Vec<String>,
    /// Headline.
    pub title: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Publication date.
    pub published: Option<String>,
    /// Language of the story.
    pub language: Option<String>,
}

impl Input {
    /// Whether it is a story alone, and no page to be read.
    pub fn is_story(&self) -> bool {
        self.body.is_some() || self.html.is_none() && self.series.is_some()
    }
}

/// Reads all lines of standard input.
pub fn read() -> io::Result<Vec<Result<Input, Failure>>> {
    Lines::new().take(usize::MAX)
}

/// The lines of standard input or of a file, each an object.
pub struct Lines {
    input: Box<dyn BufRead>,
    /// Number of the last line.
    number: usize,
    /// Of all lines so far.
    hash: Xxh3,
}

impl Lines {
    /// Those of standard input.
    pub fn new() -> Self {
        Self::of(io::stdin().lock())
    }

    /// Those of an input.
    pub fn of(input: impl BufRead + 'static) -> Self {
        Self {
            input: Box::new(input),
            number: 0,
            hash: Xxh3::new(),
        }
    }

    /// How much of the input was read.
    pub fn taken(&self) -> Taken {
        Taken {
            lines: self.number as u64,
            hash: self.hash.digest(),
        }
    }

    /// Goes past lines that were read before; whether they are the same.
    pub fn pass(&mut self, taken: Taken) -> io::Result<bool> {
        let mut line = Vec::new();
        while (self.number as u64) < taken.lines && self.next(&mut line)? {}
        Ok(self.taken() == taken || taken.lines == 0)
    }

    /// Reads the next line, if there is one.
    fn next(&mut self, line: &mut Vec<u8>) -> io::Result<bool> {
        line.clear();
        if self.input.read_until(b'\n', line)? == 0 {
            return Ok(false);
        }
        self.number += 1;
        self.hash.update(line);
        Ok(true)
    }

    /// The next lines, so many or as many as there are.
    pub fn take<T: Line>(&mut self, count: usize) -> io::Result<Vec<Result<T, Failure>>> {
        let mut objects = Vec::new();
        let mut line = Vec::new();
        while objects.len() < count && self.next(&mut line)? {
            if line.iter().any(|byte| !byte.is_ascii_whitespace()) {
                objects.push(parse(&line, self.number));
            }
        }
        Ok(objects)
    }
}

/// What stands on a line.
pub trait Line: DeserializeOwned {
    /// What it must have and has not.
    fn lacks(&self) -> Option<(&'static str, &'static str)>;
}

impl Line for Input {
    fn lacks(&self) -> Option<(&'static str, &'static str)> {
        self.id
            .is_empty()
            .then_some(("no-id", "the object has no `id`"))
    }
}

/// One line, which is the `number`th.
fn parse<T: Line>(line: &[u8], number: usize) -> Result<T, Failure> {
    let name = format!("line {number}");
    let object: T =
        serde_json::from_slice(line).map_err(|error| Failure::new(&name, "bad-json", &error))?;
    match object.lacks() {
        Some((code, message)) => Err(Failure::new(&name, code, &message)),
        None => Ok(object),
    }
}

/// Writes objects as lines, failures first; says how the run went.
pub fn write<T: Serialize>(failures: &[Failure], objects: &[T]) -> io::Result<ExitCode> {
    let mut output = Output::new();
    output.failures(failures)?;
    output.objects(objects)?;
    output.end()
}

/// The lines of standard output or of a file, as they come.
pub struct Output {
    output: io::BufWriter<Box<dyn Write>>,
    failed: bool,
}

impl Output {
    /// To standard output.
    pub fn new() -> Self {
        Self::of(io::stdout().lock())
    }

    /// To a file.
    pub fn of(output: impl Write + 'static) -> Self {
        Self {
            output: io::BufWriter::new(Box::new(output)),
            failed: false,
        }
    }

    /// Writes what went wrong.
    pub fn failures(&mut self, failures: &[Failure]) -> io::Result<()> {
        self.failed |= !failures.is_empty();
        self.objects(failures)
    }

    /// Writes objects.
    pub fn objects<T: Serialize>(&mut self, objects: &[T]) -> io::Result<()> {
        for object in objects {
            serde_json::to_writer(&mut self.output, object)?;
            self.output.write_all(b"\n")?;
        }
        Ok(())
    }

    /// Notes that something went wrong, which was written already.
    pub fn fail(&mut self) {
        self.failed = true;
    }

    /// Says how the run went.
    pub fn end(mut self) -> io::Result<ExitCode> {
        self.output.flush()?;
        Ok(ExitCode::from(u8::from(self.failed)))
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.output.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.output.flush()
    }
}
