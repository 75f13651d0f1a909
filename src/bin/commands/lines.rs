//! JSON Lines: one object a line in, one object a line out, errors as lines among the others.

use std::io::{self, BufRead, Write};
use std::process::ExitCode;

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
    let mut inputs = Vec::new();
    let mut number = 0;
    let mut line = Vec::new();
    let mut input = io::stdin().lock();
    loop {
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            return Ok(inputs);
        }
        number += 1;
        if line.iter().any(|byte| !byte.is_ascii_whitespace()) {
            inputs.push(parse(&line, number));
        }
    }
}

/// One line, which is the `number`th.
fn parse(line: &[u8], number: usize) -> Result<Input, Failure> {
    let name = format!("line {number}");
    let input: Input =
        serde_json::from_slice(line).map_err(|error| Failure::new(&name, "bad-json", &error))?;
    if input.id.is_empty() {
        return Err(Failure::new(&name, "no-id", &"the object has no `id`"));
    }
    Ok(input)
}

/// Writes objects as lines, failures first; says how the run went.
pub fn write<T: Serialize>(failures: &[Failure], objects: &[T]) -> io::Result<ExitCode> {
    let mut output = io::BufWriter::new(io::stdout().lock());
    for failure in failures {
        line(&mut output, failure)?;
    }
    for object in objects {
        line(&mut output, object)?;
    }
    output.flush()?;
    Ok(if failures.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
}

fn line(output: &mut impl Write, object: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *output, object)?;
    output.write_all(b"\n")
}
