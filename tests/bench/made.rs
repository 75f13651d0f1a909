//! Made stories for benches and tests: seeded, so that every run sees the same ones.
//!
//! Words follow Zipf's law over a made vocabulary whose head is English function words, so that
//! stories share as many short runs of words by chance as real ones do. A story has a cast of names
//! that it speaks of again and again, sentences, quotations and paragraphs; now and then one of the
//! stock phrases that every newsroom uses, and often a closing line of boilerplate.

#![allow(dead_code)] // Each bench and test uses its part.

use std::sync::LazyLock;

/// The head of the vocabulary, most frequent first.
static HEAD: LazyLock<Vec<&str>> = LazyLock::new(|| {
    "the of to and a in that for is on was with said as at by it from be have he has \
    are an will not were but his their they who had this more which after been would its about or \
    one up when there also we out she two people could year new over other than first last into if \
    can time all some her no what so government only years police before against most them him \
    president between while may during now because minister country under any did state million \
    made city world court three group officials like do through where since just made down told week"
        .split_whitespace()
        .collect()
});

/// Phrases and closing lines that newsrooms use again and again, by Zipf's law too.
const PHRASES: f64 = 3_000.0;
const CLOSING: f64 = 300.0;

/// Words of the vocabulary.
const VOCABULARY: u64 = 40_000;

/// Numbers that look thrown.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        let mut dice = Self(seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        dice.below(2);
        dice
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize) % bound
    }

    fn share(&mut self) -> f64 {
        self.below(1 << 24) as f64 / f64::from(1 << 24)
    }
}

/// What rarer words are made of.
const SYLLABLES: [&str; 16] = [
    "ba", "ko", "ri", "ten", "mu", "sal", "or", "vi", "del", "pa", "ning", "lo", "tar", "es", "hu",
    "fa",
];

/// The word of a rank, from 0.
fn word(rank: u64, text: &mut String) {
    if let Some(word) = HEAD.get(rank as usize) {
        text.push_str(word);
        return;
    }
    let mut left = rank + 16;
    while left > 0 {
        text.push_str(SYLLABLES[(left % 16) as usize]);
        left /= 16;
    }
}

/// A word by Zipf's law.
fn common(dice: &mut Dice, text: &mut String) {
    let rank = (VOCABULARY as f64).powf(dice.share()) as u64 - 1;
    word(rank, text);
}

/// One of so many phrases that stand in many stories alike; its number of words.
fn stock(phrases: f64, dice: &mut Dice, text: &mut String) -> usize {
    let phrase = phrases.powf(dice.share()) as u64;
    let mut own = Dice::new(phrase + (phrases as u64) * 1_000_003);
    let words = 8 + own.below(8);
    for place in 0..words {
        common(&mut own, text);
        if place + 1 < words {
            text.push(' ');
        }
    }
    words
}

fn capital(text: &mut String, from: usize) {
    if let Some(first) = text.get(from..from + 1).map(str::to_ascii_uppercase) {
        text.replace_range(from..=from, &first);
    }
}

/// A story of at least so many words.
pub fn story(seed: u64, words: usize) -> String {
    let mut dice = Dice::new(seed);
    let cast: Vec<String> = (0..6)
        .map(|_| {
            let mut name = String::new();
            for _ in 0..2 {
                let from = name.len();
                word(
                    200 + dice.below(VOCABULARY as usize - 200) as u64,
                    &mut name,
                );
                capital(&mut name, from);
                name.push(' ');
            }
            name.trim_end().to_owned()
        })
        .collect();
    let mut text = String::with_capacity(words * 7);
    let mut count = 0;
    while count < words {
        let quoted = dice.below(7) == 0;
        for _ in 0..=dice.below(3) {
            if quoted {
                text.push('“');
            }
            let from = text.len();
            let length = 8 + dice.below(20);
            for place in 0..length {
                match dice.below(40) {
                    0 | 1 => text.push_str(&cast[dice.below(cast.len())]),
                    2 => text.push_str(&dice.below(400).to_string()),
                    3 if place > 2 && dice.below(12) == 0 => {
                        count += stock(PHRASES, &mut dice, &mut text);
                    }
                    _ => common(&mut dice, &mut text),
                }
                text.push_str(if place % 9 == 8 { ", " } else { " " });
            }
            count += length;
            capital(&mut text, from);
            text.truncate(text.trim_end_matches([' ', ',']).len());
            text.push_str(if quoted { ".” " } else { ". " });
        }
        text.truncate(text.trim_end().len());
        text.push_str("\n\n");
    }
    if dice.below(2) == 0 {
        stock(CLOSING, &mut dice, &mut text);
    }
    text.truncate(text.trim_end().len());
    text
}

/// The text with about one word of `every` changed: replaced, dropped, or another put before it.
pub fn edited(text: &str, every: usize, seed: u64) -> String {
    let mut dice = Dice::new(seed ^ 0xed17);
    let mut changed = String::with_capacity(text.len());
    for piece in text.split_inclusive([' ', '\n']) {
        let space = piece.trim_start_matches(|c: char| !c.is_whitespace());
        if piece.trim().is_empty() || dice.below(every) != 0 {
            changed.push_str(piece);
            continue;
        }
        match dice.below(4) {
            0 => changed.push_str(space),
            1 => {
                common(&mut dice, &mut changed);
                changed.push(' ');
                changed.push_str(piece);
            }
            _ => {
                common(&mut dice, &mut changed);
                changed.push_str(space);
            }
        }
    }
    changed
}

/// So many words in a row, from a place chosen by the seed.
pub fn passage(text: &str, words: usize, seed: u64) -> String {
    let all: Vec<&str> = text.split_whitespace().collect();
    let from = Dice::new(seed).below(all.len().saturating_sub(words) + 1);
    all[from..(from + words).min(all.len())].join(" ")
}

/// Another story of so many words, with a passage lifted from the story of `source`, of which one
/// word in `every` was changed.
pub fn lifted(source: u64, words: usize, passage_words: usize, every: usize) -> String {
    let lift = passage(&story(source, 600), passage_words, source ^ 0x11f7);
    let lift = edited(&lift, every, source);
    let around = story(
        source.wrapping_mul(31) + 1_000_000_007,
        words - passage_words,
    );
    let breaks: Vec<usize> = around.match_indices("\n\n").map(|(at, _)| at).collect();
    let at = breaks
        .get(breaks.len() / 2)
        .copied()
        .unwrap_or(around.len());
    format!("{}\n\n{lift}.{}", &around[..at], &around[at..])
}
