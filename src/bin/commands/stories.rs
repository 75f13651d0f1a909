//! From input lines to stories: a body is a story, a page is read first.

use std::collections::HashSet;

use rayon::prelude::*;
use wireprint::formats::snapshot_html;
use wireprint::overlap::Story;
use wireprint::report::{Kind, Reading};
use wireprint::{read, read_text};

use super::lines::{Failure, Input};

/// All stories of the inputs in order, embedded ones after the page they stand on.
pub fn stories(inputs: Vec<Result<Input, Failure>>) -> (Vec<Story>, Vec<Failure>) {
    let read: Vec<Result<Vec<Story>, Failure>> =
        inputs.into_par_iter().map(|input| of(input?)).collect();
    let (mut stories, mut failures) = (Vec::new(), Vec::new());
    let mut ids = HashSet::new();
    for result in read {
        match result {
            Ok(found) => {
                for story in found {
                    if ids.insert(story.id.clone()) {
                        stories.push(story);
                    } else {
                        let message = "another input has the same `id`";
                        failures.push(Failure::new(&story.id, "same-id", &message));
                    }
                }
            }
            Err(failure) => failures.push(failure),
        }
    }
    (stories, failures)
}

/// The stories of one input.
pub fn of(input: Input) -> Result<Vec<Story>, Failure> {
    let Input {
        id,
        html,
        text,
        body,
        title,
        url,
        published,
        language,
    } = input;
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
                extras: Vec::new(),
            };
            return Ok(vec![Story {
                title: story.title.filter(|t| !t.is_empty()),
                ..story
            }]);
        }
        (_, Some(html), _) => read(&snapshot_html(&html, address), &id),
        (_, _, Some(text)) => read_text(&text, &id, address),
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
fn of_reading(reading: Reading) -> Vec<Story> {
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
    let embedded: Vec<Story> = embedded.collect();
    let mut stories = vec![Story {
        id: reading.id,
        title: reading.title,
        url: reading.url,
        published: reading.published,
        language: reading.language,
        text: reading.text,
        extras,
    }];
    stories.extend(embedded);
    stories
}
