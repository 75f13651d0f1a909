//! From input lines to stories: a body is a story, a page is read first.

use std::collections::HashSet;

use rayon::prelude::*;
use wireprint::formats::snapshot_html;
use wireprint::learned::{Batch, Known};
use wireprint::overlap::Story;
use wireprint::page::{Page, snapshot_text};
use wireprint::report::{Agency, Kind, Reading};
use wireprint::rules::wording;
use wireprint::{read_text_with, read_with};

use super::lines::{Failure, Input};

/// A story with the claims of its page about who supplied it.
pub struct Found {
    pub story: Story,
    pub agencies: Vec<Agency>,
    pub site: Option<String>,
}

/// All stories of the inputs in order, embedded ones after the page they stand on.
pub fn stories(inputs: Vec<Result<Input, Failure>>) -> (Vec<Found>, Vec<Failure>) {
    let known = Known {
        batch: Some(learn(&inputs)),
        ..Known::default()
    };
    let read: Vec<Result<Vec<Found>, Failure>> = inputs
        .into_par_iter()
        .map(|input| of(input?, &known))
        .collect();
    let (mut stories, mut failures) = (Vec::new(), Vec::new());
    let mut ids = HashSet::new();
    for result in read {
        match result {
            Ok(found) => {
                for found in found {
                    if ids.insert(found.story.id.clone()) {
                        stories.push(found);
                    } else {
                        failures.push(same_id(&found.story.id));
                    }
                }
            }
            Err(failure) => failures.push(failure),
        }
    }
    (stories, failures)
}

/// What is told of a story whose name another has.
pub fn same_id(id: &str) -> Failure {
    Failure::new(id, "same-id", &"another input has the same `id`")
}

/// The stories of some inputs, each read by itself, and what could not be read.
pub fn apart(inputs: Vec<Result<Input, Failure>>) -> (Vec<Found>, Vec<Failure>) {
    let known = Known::default();
    let read: Vec<Result<Vec<Found>, Failure>> = inputs
        .into_par_iter()
        .map(|input| of(input?, &known))
        .collect();
    let (mut stories, mut failures) = (Vec::new(), Vec::new());
    for result in read {
        match result {
            Ok(found) => stories.extend(found),
            Err(failure) => failures.push(failure),
        }
    }
    (stories, failures)
}

/// What recurs over the pages among the inputs. Reading each page with what all of them tell takes
/// the templates of their sites out of the comparison, and other stories below the first.
fn learn(inputs: &[Result<Input, Failure>]) -> Batch {
    let pages = inputs.par_iter().filter_map(|input| {
        let lines = lines(input.as_ref().ok()?)?;
        Some(lines.iter().map(|line| wording(line)).collect())
    });
    Batch::of(&pages.collect::<Vec<_>>())
}

/// All visible blocks of an input that is a page.
pub fn lines(input: &Input) -> Option<Vec<String>> {
    let address = input.url.as_deref().unwrap_or_default();
    let snapshot = match &input.html {
        _ if input.is_story() => return None,
        Some(html) => snapshot_html(html, address),
        None => snapshot_text(input.text.as_deref()?, address),
    };
    let page = Page::new(&snapshot).ok()?;
    Some(page.blocks.into_iter().map(|block| block.text).collect())
}

/// The stories of one input.
pub fn of(input: Input, known: &Known) -> Result<Vec<Found>, Failure> {
    let is_story = input.is_story();
    let Input {
        id,
        html,
        text,
        body,
        series,
        extras,
        title,
        url,
        published,
        language,
    } = input;
    let (body, text) = if is_story {
        (body.or(text), None)
    } else {
        (None, text)
    };
    // What an exporter knows nothing of is often an empty string.
    let given = |field: Option<String>| field.filter(|text| !text.trim().is_empty());
    let (title, url) = (given(title), given(url));
    let (published, language) = (given(published), given(language));
    let address = url.as_deref().unwrap_or_default();
    let reading = match (body, html, text) {
        (Some(text), _, _) => {
            let story = Story {
                id,
                title,
                url,
                published,
                language,
                text,
                extras,
            };
            return Ok(vec![Found {
                story,
                agencies: Vec::new(),
                site: given(series),
            }]);
        }
        (_, Some(html), _) => read_with(&snapshot_html(&html, address), &id, known),
        (_, _, Some(text)) => read_text_with(&text, &id, address, known),
        _ => {
            let message = "the object has none of `html`, `text`, `body`";
            return Err(Failure::new(&id, "no-text", &message));
        }
    };
    let mut reading = reading.map_err(|error| Failure::new(&id, "unreadable", &error))?;
    reading.title = title.or(reading.title);
    reading.published = published.or(reading.published);
    reading.language = language.or(reading.language);
    Ok(of_reading(reading))
}

/// The story of a page and the further stories found on it.
fn of_reading(reading: Reading) -> Vec<Found> {
    let extras = reading
        .blocks
        .iter()
        .filter(|block| matches!(block.kind, Kind::Credit | Kind::Notice))
        .map(|block| block.text.clone())
        .collect();
    let embedded = reading.stories.into_iter().map(|story| Story {
        id: story.id,
        title: story.title,
        text: story.text,
        url: reading.url.clone(),
        language: reading.language.clone(),
        ..Story::default()
    });
    let embedded: Vec<Found> = embedded
        .map(|story| Found {
            story,
            agencies: Vec::new(),
            site: reading.site.clone(),
        })
        .collect();
    let story = Story {
        id: reading.id,
        title: reading.title,
        url: reading.url,
        published: reading.published,
        language: reading.language,
        text: reading.text,
        extras,
    };
    let mut stories = vec![Found {
        story,
        agencies: reading.agencies,
        site: reading.site,
    }];
    stories.extend(embedded);
    stories
}
