//! `wireprint compare A B`: what two files share, for people.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use wireprint::learned::Known;
use wireprint::overlap::{Prepared, Story, compare_prepared, raw};
use wireprint::report::{Pair, Relation, Side, Span};

use super::lines::Input;
use super::stories;
use super::thresholds::Thresholds;

/// Arguments of `compare`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// First story: .html, .json (an object as in the input of `overlap`), or plain text
    a: PathBuf,
    /// Second story
    b: PathBuf,
    /// Print the report as one JSON object
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    thresholds: Thresholds,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> io::Result<ExitCode> {
    let ((a, page_a), (b, page_b)) = (load(&arguments.a)?, load(&arguments.b)?);
    let raw = page_a.zip(page_b).map(|(a, b)| raw(&a, &b));
    let pair = Pair {
        raw,
        ..compare_prepared(
            &Prepared::new(a.clone()),
            &Prepared::new(b.clone()),
            &arguments.thresholds.settings(),
        )
    };
    let mut output = io::stdout().lock();
    if arguments.json {
        serde_json::to_writer(&mut output, &pair)?;
        writeln!(output)?;
    } else {
        print(&pair, &a, &b, &mut output)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The story in a file, and all visible text of the file where it is a page.
fn load(path: &Path) -> io::Result<(Story, Option<String>)> {
    let name = path.display().to_string();
    let failed = |message: &str| io::Error::other(format!("{name}: {message}"));
    let text = std::fs::read_to_string(path).map_err(|error| failed(&error.to_string()))?;
    let extension = path
        .extension()
        .and_then(|e| e.to_str())
        .unwrap_or_default();
    let input = match extension.to_ascii_lowercase().as_str() {
        "html" | "htm" | "xhtml" => Input {
            html: Some(text),
            ..Input::default()
        },
        "json" | "jsonl" => {
            serde_json::from_str(&text).map_err(|error| failed(&error.to_string()))?
        }
        _ => Input {
            text: Some(text),
            ..Input::default()
        },
    };
    let input = if input.id.is_empty() {
        Input {
            id: name.clone(),
            ..input
        }
    } else {
        input
    };
    let page = stories::lines(&input).map(|lines| lines.join("\n"));
    let stories =
        stories::of(input, &Known::default()).map_err(|failure| failed(&failure.error.message))?;
    let story = stories.into_iter().next();
    story
        .map(|found| (found.story, page))
        .ok_or_else(|| failed("no story found"))
}

fn print(pair: &Pair, a: &Story, b: &Story, output: &mut impl Write) -> io::Result<()> {
    let relation = match pair.relation {
        Relation::Exact => "the same text",
        Relation::Syndicated => "the same text with local edits",
        Relation::Partial => match pair.cut {
            Some(Side::A) => "A is a cut copy of B",
            Some(Side::B) => "B is a cut copy of A",
            None => "at least one passage is shared",
        },
        Relation::SharedQuotes => "only quoted words are shared",
        Relation::SameEvent => "independent texts about one event",
        Relation::Unrelated => "no shared text, no shared event",
    };
    writeln!(output, "A  {}\nB  {}\n\n{relation}", pair.a, pair.b)?;
    writeln!(
        output,
        "{:.1} % of A is in B, {:.1} % of B is in A",
        pair.a_in_b * 100.0,
        pair.b_in_a * 100.0
    )?;
    if let Some(raw) = &pair.raw {
        writeln!(
            output,
            "With boilerplate counted: {:.1} % of A is in B, {:.1} % of B is in A",
            raw.a_in_b * 100.0,
            raw.b_in_a * 100.0
        )?;
    }
    for reason in &pair.why {
        writeln!(output, "  - {reason}")?;
    }
    if !pair.passages.is_empty() {
        writeln!(output, "\nPassages")?;
    }
    for (number, passage) in pair.passages.iter().enumerate() {
        let quoted = if passage.quoted { " (quoted)" } else { "" };
        writeln!(
            output,
            "{:3}. A {}",
            number + 1,
            excerpt(&a.text, passage.a)
        )?;
        writeln!(output, "     B {}{quoted}", excerpt(&b.text, passage.b))?;
    }
    if !pair.edits.is_empty() {
        writeln!(output, "\nChanges from A to B, the weightiest first")?;
    }
    for edit in &pair.edits {
        let kind = serde_json::to_value(edit.kind).unwrap_or_default();
        let none = "(nothing)";
        writeln!(
            output,
            "{:5.2} {:11} {} -> {}",
            edit.weight,
            kind.as_str().unwrap_or_default(),
            edit.from.as_deref().unwrap_or(none),
            edit.to.as_deref().unwrap_or(none)
        )?;
    }
    Ok(())
}

/// The beginning and the end of a span.
fn excerpt(text: &str, [begin, end]: Span) -> String {
    let span: String = text
        .chars()
        .skip(begin as usize)
        .take((end - begin) as usize)
        .collect();
    let folded = wireprint::text::fold(&span);
    let length = folded.chars().count();
    if length <= 110 {
        return format!("[{begin}-{end}] {folded}");
    }
    let head: String = folded.chars().take(60).collect();
    let tail: String = folded.chars().skip(length - 45).collect();
    format!("[{begin}-{end}] {head} ... {tail}")
}
