//! `wireprint companion`: an archive that is too large for a browser, asked from the browser.
//!
//! The extension sends each story that its reader reads, and hears which stories of a library in a
//! folder are related to it, as if they were stored in the browser. The browser starts this program for
//! a question and ends it with the answer, so nothing listens and nothing stays.
//!
//! A question is `{"call", "input"}`, an answer `{"ok": true, "value"}` or `{"ok": false, "error":
//! {"code", "message"}}`, as everywhere in the extension.

mod install;

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use serde::{Deserialize, Serialize};
use wireprint::formats::library::{Library, LibraryError, Record, Related, Supplier};
use wireprint::formats::native;
use wireprint::formats::output::Problem;
use wireprint::overlap::{Settings, Story};
use wireprint::report::{Pair, Relation};

use super::library::Folder;

/// Arguments of the command.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    library: Folder,
    /// Tell this browser where the companion is, once, in place of answering
    #[arg(long, value_name = "BROWSER")]
    install: Option<install::Browser>,
    /// Id of the extension as its options page shows it; Firefox needs none
    #[arg(long, value_name = "ID", requires = "install")]
    extension: Option<String>,
    /// Folder in which the browser looks for such programs, where it is not the usual one
    #[arg(long, value_name = "DIR", requires = "install")]
    into: Option<PathBuf>,
}

/// Related stories in an answer, at most: who has more than that needs the command line.
const MOST: usize = 50;
/// Bytes of an answer that are left for what is not a story.
const FRAME: usize = 1_024;

/// Runs the command.
pub fn run(arguments: &Arguments) -> io::Result<ExitCode> {
    if let Some(browser) = arguments.install {
        let id = arguments.extension.as_deref();
        let said = install::install(
            browser,
            &arguments.library.folder,
            id,
            arguments.into.as_deref(),
        )?;
        println!("{said}");
        return Ok(ExitCode::SUCCESS);
    }
    let (mut input, mut output) = (io::stdin().lock(), io::stdout().lock());
    while let Some(message) = native::read(&mut input)? {
        let answer = match answer(&arguments.library, &message) {
            Ok(value) => format!(r#"{{"ok":true,"value":{value}}}"#),
            Err(problem) => {
                let error = serde_json::to_string(&problem)?;
                format!(r#"{{"ok":false,"error":{error}}}"#)
            }
        };
        native::write(&mut output, answer.as_bytes())?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What the extension may ask.
#[derive(Debug, Deserialize)]
#[serde(tag = "call", content = "input", rename_all = "lowercase")]
enum Question {
    /// Whether the library is there.
    Hello {},
    /// The stored stories that a story is related to.
    Related {
        story: Story,
        #[serde(default)]
        thresholds: Settings,
    },
    /// A stored story with its words.
    Story { number: u32 },
}

/// The library that there is.
#[derive(Debug, Serialize)]
struct Hello {
    /// Version of this program.
    version: &'static str,
    stories: u64,
}

/// What a story is related to.
#[derive(Debug, Serialize)]
struct Answer {
    /// Stories in the library.
    stories: u64,
    /// The closest first.
    related: Vec<Shown>,
    /// Further ones, which are left out.
    more: usize,
}

/// A related story, with what a list shows of it.
#[derive(Debug, Serialize)]
struct Shown {
    number: u32,
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    series: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<String>,
    agencies: Vec<Supplier>,
    pair: Pair,
}

/// The answer to a question, as JSON.
fn answer(folder: &Folder, message: &[u8]) -> Result<String, Problem> {
    let question = serde_json::from_slice(message).map_err(problem("bad-call"))?;
    // Opened anew for each question: while it is open, nobody can add to it.
    let library = || Library::open(&folder.folder).map_err(problem("library"));
    let value = match question {
        Question::Hello {} => serde_json::to_string(&Hello {
            version: env!("CARGO_PKG_VERSION"),
            stories: library()?.len(),
        }),
        Question::Story { number } => {
            let record: Record = library()?.story(number).map_err(problem("library"))?;
            serde_json::to_string(&record)
        }
        Question::Related { story, thresholds } => serde_json::to_string(
            &related(&library()?, story, &thresholds).map_err(problem("library"))?,
        ),
    };
    let value = value.map_err(problem("library"))?;
    if value.len() > native::LONGEST_OUT - FRAME {
        let message = "the answer is longer than a browser takes";
        return Err(problem("too-large")(message));
    }
    Ok(value)
}

/// The closest of the related stories, as many as a browser takes.
fn related(library: &Library, story: Story, settings: &Settings) -> Result<Answer, LibraryError> {
    let mut found = library.query(story, settings)?;
    found.sort_by(|one, other| closeness(&other.pair).total_cmp(&closeness(&one.pair)));
    let of = found.len();
    let related = fitting(found.into_iter().map(show), native::LONGEST_OUT - FRAME);
    Ok(Answer {
        stories: library.len(),
        more: of - related.len(),
        related,
    })
}

/// The first of some stories, as many as go into so many bytes.
fn fitting(stories: impl Iterator<Item = Shown>, mut room: usize) -> Vec<Shown> {
    let mut shown = Vec::new();
    for story in stories.take(MOST) {
        // Its length in the answer, with the comma before it.
        let length = serde_json::to_string(&story).map_or(usize::MAX, |json| json.len() + 1);
        if length > room {
            break;
        }
        room -= length;
        shown.push(story);
    }
    shown
}

/// Shared text counts by how much of either story it is; a report of the same event has none.
fn closeness(pair: &Pair) -> f32 {
    if pair.relation == Relation::SameEvent {
        return -1.0;
    }
    pair.a_in_b.max(pair.b_in_a)
}

fn show(related: Related) -> Shown {
    let Related {
        number,
        record,
        mut pair,
    } = related;
    // They are told where the two are laid side by side, once the story is in the browser's library.
    pair.edits.clear();
    Shown {
        number,
        id: record.id,
        title: record.title,
        url: record.url,
        series: record.series,
        published: record.published,
        agencies: record.agencies,
        pair,
    }
}

fn problem<E: ToString>(code: &'static str) -> impl Fn(E) -> Problem {
    move |error| Problem {
        code,
        message: error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_ends_where_a_browser_would_not_take_more() {
        let words = "The barrier of Osmere was shut by hand at dusk, the harbour master said.";
        let story = || Story {
            text: words.to_owned(),
            ..Story::default()
        };
        let shown = || {
            show(Related {
                number: 0,
                record: Record::default(),
                pair: wireprint::overlap::compare(&story(), &story()),
            })
        };
        let length = serde_json::to_string(&shown()).unwrap().len() + 1;
        let most = |room: usize| fitting(std::iter::repeat_with(shown), room).len();
        assert_eq!(most(3 * length), 3);
        assert_eq!(most(3 * length - 1), 2);
        assert_eq!(most(0), 0);
        assert_eq!(most(usize::MAX), MOST);
    }
}
