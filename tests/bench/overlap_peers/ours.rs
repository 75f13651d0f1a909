//! Our side of `npm run bench -- overlap`: stories and pairs in, verdicts and times out.
//!
//! Standard input is `{stories: [text], pairs: [[a, b]]}`; standard output the microseconds that a
//! fingerprint, the preparation of a story and a pair take on one core, and what each pair is.

use std::time::Instant;

use serde_json::{Value, json};
use wireprint::fingerprint::Fingerprint;
use wireprint::overlap::{Prepared, Settings, Story, compare_prepared};

fn main() -> Result<(), serde_json::Error> {
    let input: Value = serde_json::from_reader(std::io::stdin().lock())?;
    let stories: Vec<Story> = input["stories"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|text| Story {
            text: text.as_str().unwrap_or_default().to_owned(),
            ..Story::default()
        })
        .collect();
    let pairs: Vec<(usize, usize)> = serde_json::from_value(input["pairs"].clone())?;
    let usual = Settings::default();
    let each = |begin: Instant, count: usize| begin.elapsed().as_secs_f64() * 1e6 / count as f64;

    let begin = Instant::now();
    for story in &stories {
        std::hint::black_box(Fingerprint::of(&story.text));
    }
    let fingerprint = each(begin, stories.len());
    let begin = Instant::now();
    let prepared: Vec<Prepared> = stories.into_iter().map(Prepared::new).collect();
    let verify_all = || -> Vec<_> {
        let compare =
            |(a, b): &(usize, usize)| compare_prepared(&prepared[*a], &prepared[*b], &usual);
        pairs.iter().map(compare).collect()
    };
    verify_all();
    let first = begin.elapsed();
    let begin = Instant::now();
    let verdicts = verify_all();
    let verify = each(begin, pairs.len());
    // What a story needs is read when it is first compared: that is the first round's part.
    let prepare = first.saturating_sub(begin.elapsed()).as_secs_f64() * 1e6;
    let prepare = prepare / prepared.len() as f64;
    let verdicts: Vec<Value> = verdicts
        .iter()
        .map(|pair| {
            let passages = pair.passages.iter().map(|passage| (passage.a, passage.b));
            json!({"relation": pair.relation, "passages": passages.collect::<Vec<_>>()})
        })
        .collect();
    let times = json!({"fingerprint": fingerprint, "prepare": prepare, "verify": verify});
    println!("{}", json!({"us": times, "verdicts": verdicts}));
    Ok(())
}
