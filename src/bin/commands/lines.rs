//! JSON Lines: one object a line in, one object a line out, errors as lines among the others.

use std::io::{self, BufRead, StdinLock, StdoutLock, Write};
use std::process::ExitCode;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

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
    /// Headline.
    pub title: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Publication date.
    pub published: Option<String>,
    /// Language of the story.
    pub language: Option<String>,
}

/// Why a line of input gave nothing.
#[derive(Clone, Debug, Serialize)]
pub struct Failure {
    /// The id of the line, or its number where it has none.
    pub id: String,
    /// What went wrong.
    pub error: Problem,
}

/// What went wrong, for machines and for people.
#[derive(Clone, Debug, Serialize)]
pub struct Problem {
    /// Stable word.
    pub code: &'static str,
    /// Sentence.
    pub message: String,
}

impl Failure {
    /// A failure of the input with this id.
    pub fn new(id: &str, code: &'static str, message: &impl ToString) -> Self {
        let error = Problem {
            code,
            message: message.to_string(),
        };
        Self {
            id: id.to_owned(),
            error,
        }
    }
}

/// Reads all lines of standard input.
pub fn read() -> io::Result<Vec<Result<Input, Failure>>> {
    Lines::new().take(usize::MAX)
}

/// The lines of standard input, each an object.
pub struct Lines {
    input: StdinLock<'static>,
    /// Number of the last line.
    number: usize,
}

impl Lines {
    /// From the first line on.
    pub fn new() -> Self {
        Self {
            input: io::stdin().lock(),
            number: 0,
        }
    }

    /// The next lines, so many or as many as there are.
    pub fn take<T: Line>(&mut self, count: usize) -> io::Result<Vec<Result<T, Failure>>> {
        let mut objects = Vec::new();
        let mut line = Vec::new();
        while objects.len() < count {
            line.clear();
            if self.input.read_until(b'\n', &mut line)? == 0 {
                break;
            }
            self.number += 1;
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

/// The lines of standard output, as they come.
pub struct Output {
    output: io::BufWriter<StdoutLock<'static>>,
    failed: bool,
}

impl Output {
    /// Before the first line.
    pub fn new() -> Self {
        Self {
            output: io::BufWriter::new(io::stdout().lock()),
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

    /// Says how the run went.
    pub fn end(mut self) -> io::Result<ExitCode> {
        self.output.flush()?;
        Ok(ExitCode::from(u8::from(self.failed)))
    }
}
