//! What the hot paths take of memory: how often they ask for it, and the most that they hold. Unlike time
//! that is the same on every machine and every day, so it has a budget (`tests/budgets.toml`) and tells
//! in every test run when a path has begun to do more than it did.

#[path = "bench/made.rs"]
mod made;
#[path = "bench/paths.rs"]
mod paths;

use allocation_counter::measure;
use serde::Deserialize;

#[derive(Deserialize)]
struct Budgets {
    allocations: std::collections::BTreeMap<String, Budget>,
}

#[derive(Deserialize)]
struct Budget {
    count: u64,
    bytes: u64,
}

/// Goes through a path twice, so that what is made once is there, and holds the second time to its budget.
fn hold(path: &str) {
    let budgets: Budgets = toml::from_str(include_str!("budgets.toml")).expect("budgets");
    let Budget { count, bytes } = &budgets.allocations[path];
    let (_, prepare) = paths::ALL
        .into_iter()
        .find(|(name, _)| *name == path)
        .expect("a path of this name");
    let mut work = prepare();
    work();
    let used = measure(work);
    let most = used.bytes_max;
    let told = format!(
        "{path}: {} allocations of {count}, {most} bytes of {bytes}",
        used.count_total
    );
    println!("{told}");
    assert!(used.count_total <= *count && most <= *bytes, "{told}");
    // A budget that nobody comes near holds nothing.
    assert!(2 * used.count_total > *count && 2 * most > *bytes, "{told}");
}

#[test]
fn a_fingerprint_keeps_to_its_budget() {
    hold("fingerprint");
}

#[test]
fn a_comparison_keeps_to_its_budget() {
    hold("compare");
}

#[test]
fn a_query_keeps_to_its_budget() {
    hold("query");
}

#[test]
fn a_reading_keeps_to_its_budget() {
    hold("read");
}

#[test]
fn a_text_keeps_to_its_budget() {
    hold("text");
}
