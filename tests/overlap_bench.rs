//! The floors of quality over the shared benchmark, where it is there.

use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

/// Scores of one set with the benchmark's own scorer; none without the benchmark or its tools.
fn scores(set: &str) -> Option<Value> {
    let bench = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/bench/overlap");
    let folder = bench.join(set);
    if !folder.is_dir() {
        eprintln!("skipped: {} is not there", folder.display());
        return None;
    }
    let stories = Command::new("gzip")
        .args(["-dc".as_ref(), folder.join("stories.jsonl.gz").as_os_str()])
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    let kept = tempfile::tempdir().ok()?;
    let output = kept.path().join("pairs.jsonl");
    let done = Command::new(env!("CARGO_BIN_EXE_wireprint"))
        .arg("overlap")
        .stdin(stories.stdout?)
        .stdout(std::fs::File::create(&output).ok()?)
        .status()
        .ok()?;
    assert!(done.success(), "wireprint overlap ended with {done}");
    let scored = Command::new("python3")
        .arg(bench.join("score_overlap.py"))
        .args([folder.as_os_str(), output.as_os_str(), "--json".as_ref()])
        .output();
    let Ok(scored) = scored else {
        eprintln!("skipped: the scorer needs python3");
        return None;
    };
    let text = String::from_utf8_lossy(&scored.stdout).into_owned();
    Some(serde_json::from_str(text.lines().last()?).expect("the scorer prints JSON last"))
}

fn at_least(set: &str, floors: &[(&str, f64)]) {
    let Some(scores) = scores(set) else { return };
    for (name, floor) in floors {
        let value = scores[name].as_f64().unwrap_or(0.0);
        assert!(
            value >= *floor,
            "{set}: {name} is {value:.4}, the floor is {floor}"
        );
    }
    if let Some(error) = scores["containment_error"]
        .as_f64()
        .filter(|_| set == "synthetic")
    {
        assert!(error <= 0.01, "{set}: containment error is {error:.4}");
    }
}

#[test]
fn made_copies_are_named_and_aligned() {
    at_least(
        "synthetic",
        &[
            ("copy_f1", 0.995),
            ("relation_macro_f1", 0.985),
            ("f1_shared-quotes", 0.96),
            ("reuse_precision", 0.985),
            ("reuse_recall", 0.985),
            ("passage_char_f1", 0.994),
        ],
    );
}

#[test]
fn real_coverage_is_told_apart() {
    at_least(
        "natural",
        &[("relation_accuracy", 0.95), ("event_f1", 0.85)],
    );
}

#[test]
fn rewrites_of_one_article_find_one_another() {
    at_least(
        "rewrites",
        &[("event_recall", 0.98), ("event_precision", 0.99)],
    );
}
