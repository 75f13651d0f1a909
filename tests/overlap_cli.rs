//! `overlap`, `families` and `compare` as a pipe sees them.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

const WIRE: &str = "The council of Port Ellery voted on Monday to close the old harbour road for \
    fourteen months while the sea wall is rebuilt.\n\nMayor Agnes Tull said the work would cost 3.5 \
    million crowns and begin in spring, once the last of the winter storms has passed the coast.";

fn wireprint(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_wireprint"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin
        .write_all(input.as_bytes())
        .expect("the command reads");
    drop(stdin);
    child.wait_with_output().expect("the command ends")
}

fn lines(output: &Output) -> Vec<Value> {
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.lines()
        .map(|line| serde_json::from_str(line).expect("a line of JSON"))
        .collect()
}

fn stories() -> String {
    let local = format!(
        "{}\n\nParking will be free.",
        WIRE.replace("Monday", "Tuesday")
    );
    [
        json!({"id": "wire", "body": WIRE, "published": "2025-05-05T08:00:00Z"}),
        json!({"id": "local", "body": local, "title": "Road to close", "published": "2025-05-06"}),
        json!({"id": "other", "body": "A bakery in Northmere won a prize for its rye bread."}),
    ]
    .map(|story| story.to_string())
    .join("\n")
}

#[test]
fn an_empty_field_of_an_input_leaves_what_its_page_says() {
    let text = WIRE.replace("\n\n", "</p><p>");
    let page = |id: &str, day: &str| {
        let html = format!(
            "<meta property='article:published_time' content='{day}'>\
             <h1>Road to close</h1><p>{text}</p>"
        );
        json!({"id": id, "html": html, "title": "", "published": " "}).to_string()
    };
    let pages = [page("late", "2025-05-06"), page("early", "2025-05-05")].join("\n");
    let families = lines(&wireprint(&["families"], &pages));
    assert_eq!(families[0]["first"], "early", "{families:?}");
}

#[test]
fn related_pairs_come_out_one_a_line_and_the_same_every_time() {
    let output = wireprint(&["overlap"], &stories());
    assert_eq!(output.status.code(), Some(0));
    let pairs = lines(&output);
    assert_eq!(pairs.len(), 1);
    assert_eq!(pairs[0]["relation"], "syndicated");
    assert_eq!(
        (&pairs[0]["a"], &pairs[0]["b"]),
        (&json!("wire"), &json!("local"))
    );
    assert_eq!(pairs[0]["passages"][0]["a"], json!([0, WIRE.len()]));
    assert_eq!(pairs[0]["edits"][0]["type"], "number");
    assert_eq!(pairs[0]["edits"][0]["from"], "Monday");
    assert_eq!(output.stdout, wireprint(&["overlap"], &stories()).stdout);
}

#[test]
fn thresholds_are_options() {
    let relation = |options: &[&str]| {
        let output = wireprint(&[&["overlap"], options].concat(), &stories());
        lines(&output)
            .first()
            .map(|pair| (pair["relation"].clone(), pair["passages"].clone()))
    };
    let usual = relation(&[]).expect("a pair");
    assert_eq!(usual.0, "syndicated");
    assert_eq!(relation(&["--copy", "1"]).expect("a pair").0, "partial");
    let nothing = ["--copy", "1", "--passage", "99", "--total", "99"];
    assert_eq!(relation(&[&nothing[..], &["--event", "1"]].concat()), None);
    // A gap of no words: the changed day cuts the passage in two.
    let tight = relation(&["--gap", "0"]).expect("a pair");
    let count = |pair: &(Value, Value)| pair.1.as_array().map(Vec::len);
    assert_eq!((count(&usual), count(&tight)), (Some(1), Some(2)));
    let families = wireprint(&[&["families"], &nothing[..]].concat(), &stories());
    assert_eq!(lines(&families).len(), 3);
}

#[test]
fn a_bad_line_is_told_and_the_run_goes_on() {
    let input = format!(
        "{}\n{{not json\n\n{{\"id\": \"empty\"}}\n{{\"body\": \"x\"}}\n",
        stories()
    );
    let output = wireprint(&["overlap"], &input);
    assert_eq!(output.status.code(), Some(1));
    let lines = lines(&output);
    let codes: Vec<_> = lines
        .iter()
        .filter_map(|line| line["error"]["code"].as_str())
        .collect();
    assert_eq!(codes, ["bad-json", "no-text", "no-id"]);
    assert_eq!(
        lines.last().map(|pair| &pair["relation"]),
        Some(&json!("syndicated"))
    );
}

#[test]
fn families_name_the_first_copy() {
    let output = wireprint(&["families"], &stories());
    let families = lines(&output);
    assert_eq!(families.len(), 2);
    assert_eq!(families[0]["stories"], json!(["wire", "local"]));
    assert_eq!(families[0]["first"], "wire");
}

#[test]
fn families_name_the_agency_that_their_pages_credit() {
    let page = |id: &str, credit: &str| {
        let paragraphs = WIRE.replace("\n\n", "</p><p>");
        let html = format!(
            "<body><article><h1>Port Ellery closes its harbour road</h1>{credit}<p>{paragraphs}</p>\
             </article></body>"
        );
        json!({"id": id, "html": html}).to_string()
    };
    let input = [
        page("one", "<p class=byline>Reuters</p>"),
        page("two", "<p>(Reuters)</p>"),
    ];
    let output = wireprint(&["families"], &input.join("\n"));
    assert_eq!(lines(&output)[0]["source"]["agency"], "Reuters");
}

#[test]
fn two_files_are_compared_for_people_and_for_machines() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, story: Value| {
        let path = folder.path().join(name);
        std::fs::write(&path, story.to_string()).expect("a file");
        path.display().to_string()
    };
    let a = file("a.json", json!({"id": "a", "body": WIRE}));
    let b = file(
        "b.json",
        json!({"id": "b", "body": WIRE.replace("3.5", "5.3")}),
    );
    let people = wireprint(&["compare", &a, &b], "");
    let text = String::from_utf8_lossy(&people.stdout).into_owned();
    assert!(
        text.contains("the same text with local edits") && text.contains("3.5 -> 5.3"),
        "{text}"
    );
    let machines = wireprint(&["compare", &a, &b, "--json"], "");
    assert_eq!(lines(&machines)[0]["relation"], "syndicated");
}

/// A page of a site: its template's lines around a story.
fn page(story: &str) -> String {
    format!(
        "Home Sport Tides Letters\nSave this for the ferry\n{story}\nJoin the readers who keep this \
         paper going, and have a seat at our table by the window in the old customs house.\nAsk our \
         machine what it thinks of all this, of the tides, and of what you had for breakfast today."
    )
}

#[test]
fn two_pages_are_compared_with_and_without_their_boilerplate() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, story: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, page(story)).expect("a file");
        path.display().to_string()
    };
    let other = "Seven lambs were born in one night on the hill above the chapel of Northmere.";
    let (a, b) = (file("a.txt", WIRE), file("b.txt", other));
    let pair = &lines(&wireprint(&["compare", &a, &b, "--json"], ""))[0];
    assert!(pair["raw"]["b_in_a"].as_f64() > Some(0.5), "{pair}");
    assert!(pair["raw"]["b_in_a"].as_f64() > pair["raw"]["a_in_b"].as_f64());
}

#[test]
fn a_run_over_pages_learns_their_template() {
    let stories = [
        WIRE,
        "Seven lambs were born in one night on the hill above the chapel of Northmere, and the \
         shepherd had to be called out of a wedding. All of them stand, which nobody had expected.",
        "A baker in the old town has been told to stop selling loaves shaped like the mayor. He \
         says that the likeness is an accident of the oven, and that the judge should come by.",
        "Rain has washed out the only road to the lighthouse for the third time this winter. The \
         keeper has flour and lamp oil for a month, and does not mind being left alone at all.",
    ];
    let input = stories.iter().enumerate().map(|(number, story)| {
        json!({"id": number.to_string(), "text": page(&story.replace("\n\n", "\n"))}).to_string()
    });
    let output = wireprint(&["overlap"], &input.collect::<Vec<_>>().join("\n"));
    assert_eq!(
        lines(&output),
        [json!(null); 0],
        "the template is all they share"
    );
}

#[test]
fn bad_usage_is_status_two() {
    assert_eq!(wireprint(&["nonsense"], "").status.code(), Some(2));
    assert_eq!(
        wireprint(&["compare", "/nowhere/a", "/nowhere/b"], "")
            .status
            .code(),
        Some(2)
    );
    assert!(String::from_utf8_lossy(&wireprint(&["--help"], "").stdout).contains("Examples"));
}

#[test]
fn the_steps_of_an_archive_take_stories_or_their_places() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path().to_str().expect("a path");
    let whole = lines(&wireprint(&["fingerprint"], &stories()));
    let placed = lines(&wireprint(&["fingerprint", "--into", folder], &stories()));
    assert_eq!(placed.len(), 3);
    for (whole, placed) in whole.iter().zip(&placed) {
        assert_eq!(whole["story"]["id"], placed["id"]);
        assert_eq!(whole["hashes"], placed["hashes"]);
        assert_eq!(placed.get("story"), None);
    }
    let two = |key: &str, from: &[Value]| {
        let other = |at: usize| json!({"a": from[0][key], "b": from[at][key], "is_report": false});
        format!("{}\n{}", other(1), other(2))
    };
    let pairs = lines(&wireprint(&["judge"], &two("story", &whole)));
    assert_eq!(
        (&pairs[0]["a"], &pairs[0]["b"]),
        (&json!("wire"), &json!("local"))
    );
    let judge = ["judge", "--from", folder];
    assert_eq!(lines(&wireprint(&judge, &two("place", &placed))), pairs);

    let gone = json!({"a": placed[0]["place"], "b": "gone.jsonl:0:9", "is_report": false});
    let mixed = format!("{gone}\n{}", two("place", &placed));
    let output = wireprint(&judge, &mixed);
    let told = lines(&output);
    assert_eq!(told[0]["id"], "gone.jsonl:0:9");
    assert_eq!(told[0]["error"]["code"], "no-story");
    assert_eq!(told[1..], pairs);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn the_text_of_an_export_is_a_story_and_of_a_page_what_is_read_on_it() {
    let text = format!("{WIRE}\n\nRead more: Sea wall to rise by two metres");
    let page = json!({"id": "page", "text": text});
    let export = json!({"id": "export", "series": "", "text": text, "extras": ["A notice."]});
    let printed = lines(&wireprint(&["fingerprint"], &format!("{page}\n{export}")));
    let [page, export] = [0, 1].map(|at| printed[at]["story"].clone());
    assert_eq!(page["text"], WIRE, "its last line points elsewhere");
    assert_eq!(export["text"], text);
    assert_eq!(export["extras"], json!(["A notice."]));
}
