//! A library in a folder, as processes see it: several at once, and one that is killed.

use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

fn start(arguments: &[&str], library: &Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_wireprint"))
        .args(arguments)
        .arg("--library")
        .arg(library)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts")
}

fn finish(mut child: Child, input: &str) -> Output {
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin
        .write_all(input.as_bytes())
        .expect("the command reads");
    drop(stdin);
    child.wait_with_output().expect("the command ends")
}

fn wireprint(arguments: &[&str], library: &Path, input: &str) -> Vec<Value> {
    let output = finish(start(arguments, library), input);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    text.lines()
        .map(|line| serde_json::from_str(line).expect("a line of JSON"))
        .collect()
}

/// Stories of our own, as lines; no two are alike.
fn stories(from: u32, to: u32) -> String {
    let lines = (from..to).map(|number| {
        let words: Vec<String> = (0..90)
            .map(|n| format!("{:x}", (number * 7_919 + n * n * 131) % 99_991))
            .collect();
        json!({"id": format!("lamp-{number}"), "body": words.join(" ")}).to_string() + "\n"
    });
    lines.collect()
}

fn ids(library: &Path) -> Vec<String> {
    let stored = wireprint(&["export"], library, "");
    let ids = stored.iter().map(|story| story["id"].as_str().unwrap());
    ids.map(str::to_owned).collect()
}

#[test]
fn stories_are_added_queried_exported_and_imported_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (folder.path().join("one"), folder.path().join("other"));
    let added = wireprint(&["add"], &one, &stories(0, 20));
    assert_eq!(added[0]["stored"], 20);
    let again = wireprint(&["add"], &one, &stories(19, 22));
    assert_eq!(
        (&again[0]["stored"], &again[0]["present"]),
        (&json!(2), &json!(1))
    );
    let asked = stories(7, 8).replace("lamp-7", "asked");
    let found = wireprint(&["query"], &one, &asked);
    assert_eq!(
        (&found[0]["a"], &found[0]["b"]),
        (&json!("asked"), &json!("lamp-7"))
    );
    assert_eq!(found[0]["relation"], "exact");

    let output = finish(start(&["export"], &one), "").stdout;
    let file = folder.path().join("stories.jsonl");
    let own =
        json!({"id": "9", "series": "Quay Post", "text": "Words of a reader.", "tags": ["sea"]});
    std::fs::write(
        &file,
        [output.as_slice(), own.to_string().as_bytes()].concat(),
    )
    .unwrap();
    let imported = wireprint(&["import", file.to_str().unwrap()], &other, "");
    assert_eq!(imported[0]["stored"], 23);
    // What a story came with goes out again, also what nothing here knows of.
    let last = wireprint(&["export"], &other, "").pop().unwrap();
    assert_eq!(last, own);
}

#[test]
fn packed_files_are_unpacked_and_one_that_breaks_off_adds_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path().join("shelf");
    let lines = stories(0, 40).replace("\"body\"", "\"text\"");
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(lines.as_bytes()).unwrap();
    let packed = encoder.finish().unwrap();
    let file = folder.path().join("stories.jsonl.gz");
    std::fs::write(&file, &packed[..packed.len() - 40]).unwrap();
    let broken = finish(start(&["import", file.to_str().unwrap()], &library), "");
    assert!(!broken.status.success());
    let told = String::from_utf8_lossy(&broken.stderr).into_owned();
    assert!(told.contains("stories.jsonl.gz"), "{told}");
    assert!(ids(&library).is_empty());
    std::fs::write(&file, &packed).unwrap();
    let imported = wireprint(&["import", file.to_str().unwrap()], &library, "");
    assert_eq!(imported[0]["stored"], 40);
}

#[test]
fn several_processes_write_at_once_and_nothing_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let writers: Vec<(Child, String)> = (0..4)
        .map(|n| {
            (
                start(&["add"], folder.path()),
                stories(100 * n, 100 * n + 25),
            )
        })
        .collect();
    let ends: Vec<_> = writers
        .into_iter()
        .map(|(child, input)| std::thread::spawn(move || finish(child, &input)))
        .collect();
    for end in ends {
        assert!(end.join().unwrap().status.success());
    }
    let mut there = ids(folder.path());
    there.sort();
    there.dedup();
    assert_eq!(there.len(), 100);
}

#[test]
fn a_writer_that_is_killed_leaves_the_library_whole() {
    let folder = tempfile::tempdir().unwrap();
    wireprint(&["add"], folder.path(), &stories(0, 5));
    for round in 0..8_u64 {
        let from = 1_000 * (round as u32 + 1);
        let input = stories(from, from + 200);
        let mut child = start(&["add"], folder.path());
        let mut stdin = child.stdin.take().unwrap();
        let before = ids(folder.path()).len();
        // It may be killed before it has read everything.
        let _ = stdin.write_all(input.as_bytes());
        drop(stdin);
        std::thread::sleep(std::time::Duration::from_millis(7 * round * round));
        child.kill().unwrap();
        child.wait().unwrap();
        // All of it is in, or none.
        let after = ids(folder.path()).len();
        assert!(after == before || after == before + 200, "{before} {after}");
    }
    let added = wireprint(&["add"], folder.path(), &stories(5, 6));
    assert_eq!(added[0]["stored"], 1);
    let found = wireprint(
        &["query"],
        folder.path(),
        &stories(3, 4).replace("lamp-3", "asked"),
    );
    assert_eq!(found[0]["b"], "lamp-3");
}

#[test]
fn a_disk_that_is_removed_is_named_and_what_was_stored_is_there_when_it_is_back() {
    let folder = tempfile::tempdir().unwrap();
    let (disk, away) = (folder.path().join("disk"), folder.path().join("away"));
    wireprint(&["add"], &disk, &stories(0, 5));
    let mut child = start(&["add"], &disk);
    // It reads while the library goes away under it; a file in its place lets nothing be made there.
    let stdin = child.stdin.as_mut().unwrap();
    stdin.write_all(stories(5, 8).as_bytes()).unwrap();
    std::fs::rename(&disk, &away).unwrap();
    std::fs::write(&disk, "no folder").unwrap();
    let added = finish(child, &stories(8, 10));
    for output in [added, finish(start(&["query"], &disk), &stories(1, 2))] {
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(matches!(output.status.code(), Some(1 | 2)), "{told}");
        assert!(
            told.contains("disk") && !told.contains("panicked"),
            "{told}"
        );
    }
    std::fs::remove_file(&disk).unwrap();
    std::fs::rename(&away, &disk).unwrap();
    let there = ids(&disk);
    assert!(there.starts_with(&["lamp-0", "lamp-1", "lamp-2", "lamp-3", "lamp-4"].map(Into::into)));
    assert_eq!(wireprint(&["add"], &disk, &stories(0, 1))[0]["present"], 1);
}

#[test]
fn what_is_missing_or_wrong_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let none = finish(start(&["export"], &folder.path().join("none")), "");
    assert_eq!(none.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&none.stderr).contains("none"));
    let file = folder.path().join("broken.jsonl");
    std::fs::write(
        &file,
        "{\"id\": \"a\", \"text\": \"words\"}\n{\n{\"id\": \"b\"}\n",
    )
    .unwrap();
    let output = finish(
        start(&["import", file.to_str().unwrap()], folder.path()),
        "",
    );
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        text.contains("line 2") && text.contains("line 3") && text.contains("\"stored\":1"),
        "{text}"
    );
}
