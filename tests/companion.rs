//! The companion as a browser sees it: how it is told of, what it answers, and what it survives.
#![cfg(unix)]

use std::io::{Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

const PROGRAM: &str = env!("CARGO_BIN_EXE_wireprint");
const WIRE: &str = "The harbour council of Port Ellery voted on Monday to close the old breakwater \
    road for two winters, after engineers found that the sea had hollowed out forty metres of it. \
    Lorries will be sent over the hill instead, and the ferry will sail twice as often.";

fn run(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(PROGRAM)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    // One that refuses its arguments reads nothing.
    let _ = child.stdin.take().expect("a pipe").write_all(input);
    child.wait_with_output().expect("the command ends")
}

/// A library of these stories.
fn library(folder: &Path, stories: &[Value]) -> String {
    let path = folder.join("shelf").display().to_string();
    let lines: Vec<String> = stories.iter().map(Value::to_string).collect();
    let output = run(&["add", "--library", &path], lines.join("\n").as_bytes());
    assert!(output.status.success());
    path
}

fn message(question: &Value) -> Vec<u8> {
    let json = question.to_string();
    let mut bytes = (json.len() as u32).to_ne_bytes().to_vec();
    bytes.extend(json.as_bytes());
    bytes
}

fn answers(mut bytes: &[u8]) -> Vec<Value> {
    let mut all = Vec::new();
    while !bytes.is_empty() {
        let mut length = [0; 4];
        bytes.read_exact(&mut length).unwrap();
        let (answer, rest) = bytes.split_at(u32::from_ne_bytes(length) as usize);
        all.push(serde_json::from_slice(answer).unwrap());
        bytes = rest;
    }
    all
}

fn ask(library: &str, questions: &[Value]) -> Vec<Value> {
    let input: Vec<u8> = questions.iter().flat_map(message).collect();
    let output = run(&["companion", "--library", library], &input);
    assert!(output.status.success());
    answers(&output.stdout)
}

fn story(id: &str, body: &str) -> Value {
    json!({"id": id, "body": body, "title": format!("Of {id}"), "url": format!("https://{id}.example/")})
}

fn related(text: &str) -> Value {
    json!({"call": "related", "input": {"story": {"id": "asked", "text": text, "extras": []}}})
}

#[test]
fn related_stories_are_told_the_closest_first_and_given_whole() {
    let folder = tempfile::tempdir().unwrap();
    let half = WIRE.split_once(". ").unwrap().0;
    let longer = format!(
        "{half}. {}",
        "Nobody in the town had expected it so soon. ".repeat(9)
    );
    let shelf = library(
        folder.path(),
        &[story("half", &longer), story("whole", WIRE)],
    );
    let found = ask(
        &shelf,
        &[json!({"call": "hello", "input": {}}), related(WIRE)],
    );
    assert_eq!(found[0]["value"]["stories"], 2);
    assert_eq!(found[0]["value"]["version"], env!("CARGO_PKG_VERSION"));
    let value = &found[1]["value"];
    let ids: Vec<&Value> = value["related"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["id"])
        .collect();
    assert_eq!(ids, [&json!("whole"), &json!("half")]);
    let first = &value["related"][0];
    assert_eq!(first["title"], "Of whole");
    assert_eq!(
        (&first["pair"]["a"], &first["pair"]["b"]),
        (&json!("asked"), &json!("whole"))
    );
    assert_eq!(first["pair"]["relation"], "exact");
    assert_eq!((&value["stories"], &value["more"]), (&json!(2), &json!(0)));
    let whole = ask(
        &shelf,
        &[json!({"call": "story", "input": {"number": first["number"]}})],
    );
    assert_eq!(whole[0]["value"]["text"], WIRE);
}

#[test]
fn thresholds_of_the_reader_decide() {
    let folder = tempfile::tempdir().unwrap();
    let shelf = library(folder.path(), &[story("whole", WIRE)]);
    let mut strict = related(WIRE.split_once(". ").unwrap().0);
    assert_eq!(
        ask(&shelf, &[strict.clone()])[0]["value"]["related"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    strict["input"]["thresholds"] = json!({"passage": 200, "total": 200, "copy": 1.0});
    let found = ask(&shelf, &[strict]);
    assert_ne!(
        found[0]["value"]["related"][0]["pair"]["relation"],
        "partial"
    );
}

#[test]
fn no_more_stories_are_told_than_anybody_reads_and_the_rest_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let stories: Vec<Value> = (0..60)
        .map(|copy| story(&format!("copy-{copy}"), WIRE))
        .collect();
    let shelf = library(folder.path(), &stories);
    let value = &ask(&shelf, &[related(WIRE)])[0]["value"];
    let told = value["related"].as_array().unwrap();
    assert_eq!((told.len(), &value["more"]), (50, &json!(10)));
    assert_eq!(told[0]["pair"]["edits"], json!([]));
}

#[test]
fn a_wrong_question_is_answered_and_the_next_one_too() {
    let folder = tempfile::tempdir().unwrap();
    let shelf = library(folder.path(), &[story("whole", WIRE)]);
    let questions = [
        json!({"call": "erase", "input": {}}),
        json!([]),
        json!({"call": "story", "input": {"number": 7}}),
        json!({"call": "hello", "input": {}}),
    ];
    let found = ask(&shelf, &questions);
    assert_eq!(found[0]["error"]["code"], "bad-call");
    assert_eq!(found[1]["error"]["code"], "bad-call");
    assert_eq!(found[2]["error"]["code"], "library");
    assert_eq!(found[3]["ok"], true);
    let nowhere = folder.path().join("nowhere").display().to_string();
    let found = ask(&nowhere, &[json!({"call": "hello", "input": {}})]);
    assert_eq!(found[0]["error"]["code"], "library");
}

#[test]
fn a_browser_is_told_of_it_once_and_starts_it_by_a_script() {
    let folder = tempfile::tempdir().unwrap();
    let odd = folder.path().join("it's here");
    std::fs::create_dir(&odd).unwrap();
    let shelf = library(&odd, &[story("whole", WIRE)]);
    let hosts = folder.path().join("hosts");
    let into = hosts.display().to_string();
    let install = |browser: &str, more: &[&str]| {
        let mut arguments = vec!["companion", "--library", &shelf, "--install", browser];
        arguments.extend(["--into", &into]);
        arguments.extend(more);
        run(&arguments, b"")
    };
    assert!(install("firefox", &[]).status.success());
    let manifest: Value =
        serde_json::from_str(include_str!("../extension/manifest/firefox.json")).unwrap();
    let file = hosts.join("wireprint.companion.json");
    let told = || -> Value { serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap() };
    assert_eq!(
        told()["allowed_extensions"][0],
        manifest["browser_specific_settings"]["gecko"]["id"]
    );
    let id = "abcdefghijklmnopabcdefghijklmnop";
    assert!(install("chromium", &["--extension", id]).status.success());
    assert_eq!(
        told()["allowed_origins"],
        json!([format!("chrome-extension://{id}/")])
    );
    assert_eq!(told()["name"], "wireprint.companion");
    for wrong in [&[][..], &["--extension", "*"][..]] {
        let refused = install("chromium", wrong);
        assert_eq!(refused.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&refused.stderr).contains("--extension ID"));
    }
    // As the browser does it, which adds who asks.
    let script = told()["path"].as_str().unwrap().to_owned();
    assert_ne!(
        std::fs::metadata(&script).unwrap().permissions().mode() & 0o111,
        0
    );
    let mut child = Command::new(script)
        .arg(format!("chrome-extension://{id}/"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let question = message(&json!({"call": "hello", "input": {}}));
    child.stdin.take().unwrap().write_all(&question).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(answers(&output.stdout)[0]["value"]["stories"], 1);
}
