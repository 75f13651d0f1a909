//! `read` as a pipe sees it: portion by portion, from lines or a WARC file, and gone on with after it
//! was killed.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

/// More than a portion.
const PAGES: u32 = 400;

fn html(number: u32) -> String {
    format!(
        "<title>Lamp {number}</title><article><h1>Lamp {number} is lit</h1><p>The keeper of lamp {number} \
         said on Monday that it would burn through the winter, as it has for forty years.</p></article>"
    )
}

fn lines(count: u32) -> String {
    let line = |number| match number % 100 {
        50 => "{".to_owned(),
        51 => json!({"id": format!("p{number}")}).to_string(),
        _ => json!({"id": format!("p{number}"), "html": html(number)}).to_string(),
    };
    (0..count).map(|number| line(number) + "\n").collect()
}

fn start(arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_wireprint"))
        .arg("read")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts")
}

/// What is written to standard output, and how it ends.
fn run(arguments: &[&str], input: &[u8]) -> (String, Option<i32>) {
    let mut child = start(arguments);
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.to_vec();
    let writing = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().expect("the command ends");
    writing.join().unwrap().expect("the command reads");
    (
        String::from_utf8(output.stdout).unwrap(),
        output.status.code(),
    )
}

#[test]
fn readings_and_errors_come_in_the_order_of_the_pages() {
    let (given, status) = run(&[], lines(PAGES).as_bytes());
    assert_eq!(status, Some(1));
    let ids: Vec<Value> = given
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].clone())
        .collect();
    let expected: Vec<String> = (0..PAGES)
        .map(|number| match number % 100 {
            50 => format!("line {}", number + 1),
            _ => format!("p{number}"),
        })
        .collect();
    assert_eq!(ids, expected);
}

#[test]
fn a_portion_is_given_before_the_next_is_there() {
    let mut child = start(&[]);
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(lines(300).as_bytes()).unwrap();
    let mut first = String::new();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    stdout.read_line(&mut first).unwrap();
    assert!(first.contains("Lamp 0 is lit"), "{first}");
    drop((stdin, stdout));
    child.wait().unwrap();
}

#[test]
fn a_killed_run_goes_on_where_its_file_ends() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("readings.jsonl");
    let into = ["--progress", "--into", file.to_str().unwrap()];
    let (whole, _) = run(&[], lines(PAGES).as_bytes());

    let mut child = start(&into);
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(lines(300).as_bytes()).unwrap();
    let mut told = String::new();
    BufReader::new(child.stderr.take().unwrap())
        .read_line(&mut told)
        .unwrap();
    assert!(told.contains("read 256 pages, 6 of them in vain"), "{told}");
    child.kill().unwrap();
    assert_eq!(child.wait().unwrap().code(), None);
    drop(stdin);
    // As if it had been in the middle of a line.
    append(&file, "{\"id\": \"p256\", \"ur");

    // What is there is not read again: this would be another reading.
    let others = lines(PAGES).replace("Lamp 7 ", "Torch 7 ");
    assert_eq!(run(&into, others.as_bytes()), (String::new(), Some(1)));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), whole);

    append(&file, "Dear diary\n");
    assert_eq!(run(&into, b"").1, Some(2));
    let kept = std::fs::read_to_string(&file).unwrap();
    assert!(kept.ends_with("Dear diary\n"), "another's file was cut");
}

fn append(file: &Path, text: &str) {
    let mut file = std::fs::OpenOptions::new().append(true).open(file).unwrap();
    file.write_all(text.as_bytes()).unwrap();
}

#[test]
fn a_warc_file_is_read_as_the_pages_in_it() {
    let record = |number: u32, html: &str| {
        let answer = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{html}");
        format!(
            "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n\
             WARC-Target-URI: https://lamp.example/{number}\r\nContent-Length: {}\r\n\r\n{answer}\r\n\r\n",
            answer.len()
        )
    };
    let warc = (0..3).map(|number| record(number, &html(number)));
    let warc = warc.collect::<String>() + "WARC/1.1\r\nContent-Length: 9\r\n\r\n";
    let (given, status) = run(&["--warc"], warc.as_bytes());
    let given: Vec<Value> = given
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!((given.len(), status), (4, Some(1)), "{given:?}");
    assert_eq!(given[2]["id"], "urn:uuid:2");
    assert_eq!(given[2]["url"], "https://lamp.example/2");
    assert_eq!(given[2]["title"], "Lamp 2 is lit");
    assert_eq!(given[3]["error"]["code"], "broken-record");
}
