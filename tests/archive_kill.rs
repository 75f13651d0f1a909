//! `overlap --disk` that is killed, for good, in each of its passes: the same command goes on where it
//! was and gives what a run that was let alone gives.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::json;

/// More than two portions, of which every second is a copy of the one before it: more pairs than a
/// pipe holds, so that a run whose output nobody reads cannot come to its end.
const STORIES: u32 = 2_600;

fn line(number: u32) -> String {
    let own = number / 2;
    let words: Vec<String> = (0..40)
        .map(|n| format!("{:x}", (own * 7_919 + n * n * 131) % 999_983))
        .collect();
    let body = format!("{}. Printed {number}.", words.join(" "));
    // The last two cannot be read.
    match STORIES - number {
        1 => "{".to_owned(),
        2 => json!({"id": "empty"}).to_string(),
        _ => json!({"id": format!("s{number}"), "body": body}).to_string(),
    }
}

fn lines(count: u32) -> String {
    (0..count).map(|number| line(number) + "\n").collect()
}

fn start(folder: &Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_wireprint"))
        .args(["overlap", "--progress", "--disk"])
        .arg(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts")
}

/// What a run over these lines gives, and what it tells of its way.
fn run(folder: &Path, lines: &str) -> (String, Vec<String>, Option<i32>) {
    let mut child = start(folder);
    let mut stdin = child.stdin.take().expect("a pipe");
    let lines = lines.to_owned();
    // A run that refuses its input does not read it to the end.
    let writing = std::thread::spawn(move || stdin.write_all(lines.as_bytes()).is_ok());
    let output = child.wait_with_output().expect("the command ends");
    writing.join().expect("the lines are written");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    let told = text(output.stderr).lines().map(str::to_owned).collect();
    (text(output.stdout), told, output.status.code())
}

/// Begins a run over the first lines and kills it as soon as it tells of this step; the steps so far.
fn kill(folder: &Path, count: u32, step: &str) -> Vec<String> {
    let mut child = start(folder);
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin
        .write_all(lines(count).as_bytes())
        .expect("the command reads");
    // It waits for more where it shall not have read all.
    let stdin = (count < STORIES).then_some(stdin);
    let mut told = Vec::new();
    let stderr = BufReader::new(child.stderr.take().expect("a pipe"));
    for line in stderr.lines() {
        told.push(line.expect("text"));
        if told.last().is_some_and(|line| line.contains(step)) {
            break;
        }
    }
    child.kill().expect("it was still running");
    let status = child.wait().expect("it is over");
    assert_eq!(
        status.code(),
        None,
        "it came to its end by itself: {told:?}"
    );
    drop(stdin);
    told
}

#[test]
fn a_killed_run_goes_on_where_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let (whole, _, status) = run(folder.path(), &lines(STORIES));
    assert_eq!(status, Some(1), "two lines could not be read");
    assert!(whole.contains("\"no-text\"") && whole.contains("\"bad-json\""));
    assert_eq!(whole.lines().count() as u32, 2 + (STORIES - 2) / 2);

    for (count, step, passed) in [
        (2_100, "read 2048", "read 1024"),
        (STORIES, "joined", "read 2048"),
        (STORIES, "judged 9 ", "joined"),
    ] {
        let killed = kill(folder.path(), count, step);
        assert!(
            killed.iter().any(|line| line.contains(passed)),
            "{killed:?}"
        );
        let (given, told, status) = run(folder.path(), &lines(STORIES));
        assert!(told[0].contains("going on"), "{told:?}");
        let again = told.iter().find(|line| line.contains(passed));
        assert!(again.is_none(), "{again:?} a second time");
        assert!(
            !told.contains(killed.last().unwrap()),
            "{:?} a second time",
            killed.last()
        );
        assert_eq!(
            (given == whole, status),
            (true, Some(1)),
            "killed at {step:?}"
        );
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}

#[test]
fn a_run_over_other_stories_is_not_gone_on_with() {
    let folder = tempfile::tempdir().unwrap();
    kill(folder.path(), 2_100, "read 2048");
    let others = lines(STORIES).replacen("Printed 7", "Printed 8", 1);
    for input in [&others, ""] {
        let (given, told, status) = run(folder.path(), input);
        assert_eq!((&*given, status), ("", Some(2)));
        assert!(told[0].contains("over other stories"), "{told:?}");
    }
}
