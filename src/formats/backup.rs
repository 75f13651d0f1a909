//! The stories of a backup, the whole library of a browser as one file.
//!
//! The extension writes it (`extension/store/backup.ts`): lines of JSON, packed with gzip. A head names
//! the format; after it come records, a line each, of which the stories are taken here, each in its newest
//! version, and every few lines and at the end a checksum over everything before it. So a file that was cut
//! or changed is known before the stories in question are given.

use std::io;

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::library::{Record, Supplier};

/// The format that is known.
const FORMAT: u32 = 1;

/// Lines between two checksums, and their bytes, at most.
const UNCHECKED: usize = 400;
const UNCHECKED_BYTES: usize = 500_000_000;

/// What is wrong with a backup.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// It cannot be read or unpacked.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// It was written by a newer version.
    #[error("the backup has format {0}; this version knows {FORMAT}")]
    Newer(u32),
    /// It was cut or changed.
    #[error("the backup is damaged: {0}")]
    Damaged(&'static str),
}

#[derive(Deserialize)]
struct Head {
    #[serde(rename = "wireprint-backup")]
    format: u32,
}

#[derive(Deserialize)]
struct Check {
    check: String,
    end: Option<usize>,
}

/// A record; all others than stories are passed over.
#[derive(Deserialize)]
struct Line {
    story: Option<Story>,
}

#[derive(Deserialize)]
struct Story {
    head: StoryHead,
    text: StoryText,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct StoryHead {
    address: String,
    url: String,
    title: Option<String>,
    site: Option<String>,
    published: Option<String>,
    language: Option<String>,
    #[serde(default)]
    agencies: Vec<Supplier>,
    first_seen: i64,
    /// Present where another version took its place.
    replaced_by: Option<u32>,
    byline: Option<Value>,
    modified: Option<Value>,
    version: Option<Value>,
    tags: Option<Value>,
    note: Option<Value>,
    pinned: Option<Value>,
}

#[derive(Deserialize)]
struct StoryText {
    text: String,
    #[serde(default)]
    extras: Vec<String>,
}

impl From<Story> for Record {
    fn from(Story { head, text }: Story) -> Self {
        let saved = Timestamp::from_millisecond(head.first_seen).ok();
        // What else an export tells, under the same names.
        let other = [
            ("canonical", Some(head.address.clone().into())),
            ("saved", saved.map(|at| at.to_string().into())),
            ("byline", head.byline),
            ("modified", head.modified),
            ("version", head.version),
            ("tags", head.tags),
            ("note", head.note),
            ("pinned", head.pinned),
        ];
        let other = other
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), value?)))
            .collect();
        Self {
            id: head.address,
            series: Some(head.site.unwrap_or_default()),
            title: head.title,
            url: Some(head.url),
            published: head.published,
            language: head.language,
            agencies: head.agencies,
            text: text.text,
            extras: text.extras,
            other,
        }
    }
}

/// Whether a file whose first line this is, unpacked, is a backup.
#[must_use]
pub fn is_backup(first: &str) -> bool {
    serde_json::from_str::<Head>(first).is_ok()
}

/// The checksum after some lines: of the one before and of them.
fn checksum(before: &str, lines: &[String]) -> String {
    let mut sum = Sha256::new();
    sum.update(before);
    for line in lines {
        sum.update("\n");
        sum.update(line);
    }
    // No lines count as one that is empty.
    sum.update(if lines.is_empty() { "\n\n" } else { "\n" });
    format!("{:x}", sum.finalize())
}

/// The stories of a backup, by its lines; each is given once what stands before it was checked.
#[derive(Debug)]
pub struct Backup<L> {
    lines: L,
    /// The checksum so far.
    sum: String,
    /// Lines that are not checked yet, and their bytes.
    portion: Vec<String>,
    bytes: usize,
    /// Stories that are, the first one last.
    stories: Vec<Record>,
    /// Records so far.
    records: usize,
    is_over: bool,
}

impl<L: Iterator<Item = io::Result<String>>> Backup<L> {
    /// The stories of a backup.
    pub fn new(lines: L) -> Self {
        Self {
            lines,
            sum: String::new(),
            portion: Vec::new(),
            bytes: 0,
            stories: Vec::new(),
            records: 0,
            is_over: false,
        }
    }

    /// Reads on to the next checksum, or to the end.
    fn read_on(&mut self) -> Result<(), BackupError> {
        while let Some(line) = self.lines.next().transpose()? {
            let Ok(Check { check, end }) = serde_json::from_str(&line) else {
                self.bytes += line.len();
                self.portion.push(line);
                if self.portion.len() > UNCHECKED || self.bytes > UNCHECKED_BYTES {
                    return Err(BackupError::Damaged("a checksum is missing"));
                }
                self.check_head()?;
                continue;
            };
            self.bytes = 0;
            self.sum = checksum(&self.sum, &self.portion);
            if check != self.sum {
                return Err(BackupError::Damaged("a checksum is wrong"));
            }
            self.take()?;
            if let Some(end) = end {
                if end != self.records {
                    return Err(BackupError::Damaged("records are missing"));
                }
                self.is_over = true;
                return match self.lines.next() {
                    None => Ok(()),
                    Some(_) => Err(BackupError::Damaged("there is more behind the end")),
                };
            }
            return Ok(());
        }
        Err(BackupError::Damaged("the end is missing"))
    }

    /// Refuses a newer format by the first line, before anything is made of the others.
    fn check_head(&self) -> Result<(), BackupError> {
        if self.records > 0 || self.portion.len() != 1 {
            return Ok(());
        }
        match serde_json::from_str(&self.portion[0]) {
            Ok(Head { format }) if format > FORMAT => Err(BackupError::Newer(format)),
            _ => Ok(()),
        }
    }

    /// Takes the stories out of lines that were checked.
    fn take(&mut self) -> Result<(), BackupError> {
        for line in self.portion.drain(..) {
            if is_backup(&line) {
                continue;
            }
            self.records += 1;
            let line: Line = serde_json::from_str(&line)
                .map_err(|_| BackupError::Damaged("a record is none"))?;
            let newest = line.story.filter(|story| story.head.replaced_by.is_none());
            self.stories.extend(newest.map(Record::from));
        }
        self.stories.reverse();
        Ok(())
    }
}

impl<L: Iterator<Item = io::Result<String>>> Iterator for Backup<L> {
    type Item = Result<Record, BackupError>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.stories.is_empty() && !self.is_over {
            if let Err(error) = self.read_on() {
                self.is_over = true;
                self.stories.clear();
                return Some(Err(error));
            }
        }
        self.stories.pop().map(Ok)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn story(number: u32) -> String {
        versioned(number, None)
    }

    fn versioned(number: u32, replaced_by: Option<u32>) -> String {
        let head = json!({
            "id": number, "address": format!("osmere.example/{number}"), "site": "osmere.example",
            "url": format!("https://osmere.example/{number}?from=front"), "title": "Wall gives way",
            "agencies": [{"name": "Ferrow", "role": "whole", "evidence": []}], "words": 5,
            "firstSeen": 1_700_000_000_000_i64, "version": 2, "note": "harbour", "seen": 3,
            "replacedBy": replaced_by,
        });
        let text = json!({"id": number, "text": format!("The wall gave way, for the {number}th time."),
            "extras": ["Ferrow"], "fingerprint": {"$bytes": "AAAA"}});
        json!({"story": {"head": head, "text": text}}).to_string()
    }

    /// A backup of two portions, and an end that says how many records there are.
    fn lines(end: usize) -> Vec<String> {
        let mut sum = String::new();
        let mut out = Vec::new();
        let head = json!({"wireprint-backup": 1, "schema": 7, "engine": "1", "at": 0}).to_string();
        for (portion, last) in [
            (
                vec![head, json!({"settings": {}}).to_string(), story(1)],
                None,
            ),
            (
                vec![
                    // Half a character in a field that nobody asks for.
                    story(2).replacen("\"seen\"", "\"correction\":\"\\ud83d\",\"seen\"", 1),
                    versioned(3, Some(4)),
                    json!({"edge": {"ids": [1, 2]}}).to_string(),
                ],
                None,
            ),
            (vec![], Some(end)),
        ] {
            sum = checksum(&sum, &portion);
            out.extend(portion);
            out.push(
                last.map_or(
                    json!({"check": sum}),
                    |end| json!({"end": end, "check": sum}),
                )
                .to_string(),
            );
        }
        out
    }

    fn read(lines: &[String]) -> Result<Vec<Record>, BackupError> {
        Backup::new(lines.iter().cloned().map(Ok)).collect()
    }

    #[test]
    fn stories_are_taken_in_their_order_with_what_an_export_tells_of_them() {
        let all = lines(5);
        assert!(is_backup(&all[0]) && !is_backup(&all[1]) && !is_backup(""));
        let found = read(&all).unwrap();
        let ids: Vec<&str> = found.iter().map(|one| one.id.as_str()).collect();
        assert_eq!(ids, ["osmere.example/1", "osmere.example/2"]);
        let first = serde_json::to_value(&found[0]).unwrap();
        assert_eq!(
            first,
            json!({
                "id": "osmere.example/1", "series": "osmere.example", "title": "Wall gives way",
                "url": "https://osmere.example/1?from=front",
                "agencies": [{"name": "Ferrow", "role": "whole"}],
                "text": "The wall gave way, for the 1th time.", "extras": ["Ferrow"],
                "canonical": "osmere.example/1", "saved": "2023-11-14T22:13:20Z", "version": 2,
                "note": "harbour",
            })
        );
    }

    #[test]
    fn what_was_cut_or_changed_is_told() {
        let all = lines(5);
        let mut changed = all.clone();
        changed[2] = changed[2].replace("gave", "give");
        let mut longer = all.clone();
        longer.push(story(3));
        let newer = all[0].replace("\"wireprint-backup\":1", "\"wireprint-backup\":9");
        let sum = checksum("", std::slice::from_ref(&newer));
        let newer = vec![newer, json!({"end": 0, "check": sum}).to_string()];
        let cases = [
            (changed, "a checksum is wrong"),
            (all[..8].to_vec(), "the end is missing"),
            (lines(6), "records are missing"),
            (longer, "more behind the end"),
            (newer, "format 9"),
            (vec![story(1); UNCHECKED + 1], "a checksum is missing"),
        ];
        for (lines, wanted) in cases {
            let told = read(&lines).unwrap_err().to_string();
            assert!(told.contains(wanted), "{told}: {wanted}");
        }
    }
}
