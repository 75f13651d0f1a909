//! The engine: the whole core behind one class.

use js_sys::{Array, Object, Uint8Array};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::columns;
use super::host;
use super::learned;
use super::shards::{self, Shards};
use super::values::{Fault, out, take};
use crate::fingerprint::{Fingerprint, FormatError};
use crate::learned::Site;
use crate::library::{self, Compared, Found, Opened, StoryHead};
use crate::overlap::{self, Prepared, Settings, Story, compare_prepared};
use crate::page::SnapshotError;
use crate::report::{Pair, Reading, Span};
use crate::rules::{Pack, correction};

/// Names of the report types, for the signatures below.
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
import type { Candidate } from "../../../extension/messages/generated/Candidate.js";
import type { ClaimCheck } from "../../../extension/messages/generated/ClaimCheck.js";
import type { Block } from "../../../extension/messages/generated/Block.js";
import type { Compared } from "../../../extension/messages/generated/Compared.js";
import type { Family } from "../../../extension/messages/generated/Family.js";
import type { Found } from "../../../extension/messages/generated/Found.js";
import type { Kind } from "../../../extension/messages/generated/Kind.js";
import type { Pack } from "../../../extension/messages/generated/Pack.js";
import type { PackRule } from "../../../extension/messages/generated/PackRule.js";
import type { Pair } from "../../../extension/messages/generated/Pair.js";
import type { Raw } from "../../../extension/messages/generated/Raw.js";
import type { Reading } from "../../../extension/messages/generated/Reading.js";
import type { Settings } from "../../../extension/messages/generated/Settings.js";
import type { Settling } from "../../../extension/messages/generated/Settling.js";
import type { SiteSummary } from "../../../extension/messages/generated/SiteSummary.js";
import type { Snapshot } from "../../../extension/messages/generated/Snapshot.js";
import type { Story } from "../../../extension/messages/generated/Story.js";
import type { StoryHead } from "../../../extension/messages/generated/StoryHead.js";

/** A slice of the index, as the host keeps it. */
export interface Shard {
    key: number;
    bytes: Uint8Array;
}

/** What the reader's library has learned; bytes as `learn` gave them, packs as `checkPack` did. */
export interface Known {
    /** The page's site. */
    site?: Uint8Array;
    /** Sentences of many sites. */
    stock?: Uint8Array;
    /** Rules from outside; the pack named `own` holds the reader's corrections. */
    packs?: Pack[];
}
"#;

/// Everything a host asks of the core.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Engine;

/// A reading, and how long it took.
#[derive(Serialize)]
struct Timed<'r> {
    reading: &'r Reading,
    ms: f64,
}

#[wasm_bindgen]
impl Engine {
    /// Starts an engine. From here on a panic is told to the console with its place.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        console_error_panic_hook::set_once();
        Self
    }

    /// Version of the core.
    #[must_use]
    pub fn version(&self) -> String {
        env!("CARGO_PKG_VERSION").to_owned()
    }

    /// Reads a page with what is known of its site. `ms` is the time in the core, from columns to
    /// reading.
    ///
    /// # Errors
    ///
    /// Throws `{code: "snapshot", message}` where the snapshot cannot be read, `{code: "format",
    /// message}` where bytes of what is known are damaged or of another version.
    #[wasm_bindgen(unchecked_return_type = "{ reading: Reading; ms: number }")]
    pub fn read(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Snapshot")] snapshot: &JsValue,
        id: &str,
        #[wasm_bindgen(unchecked_optional_param_type = "Known")] known: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let begin = host::now();
        let (snapshot, known) = (columns::snapshot(snapshot)?, learned::known(known)?);
        let reading = crate::read_with(&snapshot, id, &known).map_err(Fault::from)?;
        let ms = host::now() - begin;
        for warning in &reading.warnings {
            host::warn(&format!("{id}: {}", warning.message));
        }
        Ok(out(&Timed {
            reading: &reading,
            ms,
        })?)
    }

    /// Reads a text without a page around it: its lines are its blocks.
    ///
    /// # Errors
    ///
    /// Throws as `read` does.
    #[wasm_bindgen(js_name = readText, unchecked_return_type = "Reading")]
    pub fn read_text(
        &self,
        text: &str,
        id: &str,
        url: Option<String>,
        #[wasm_bindgen(unchecked_optional_param_type = "Known")] known: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let (url, known) = (url.unwrap_or_default(), learned::known(known)?);
        let reading = crate::read_text_with(text, id, &url, &known).map_err(Fault::from)?;
        Ok(out(&reading)?)
    }

    /// Counts one more stored page: the new bytes of its site's sketch and of the stock phrases'.
    /// `shared` are the spans of the story's text that lie in passages aligned with other stored
    /// stories. A page whose story was counted before changes nothing of the site.
    ///
    /// # Errors
    ///
    /// Throws `{code: "format", message}` where bytes are damaged or of another version: drop them
    /// and count the stored pages again.
    #[wasm_bindgen(unchecked_return_type = "{ site: Uint8Array; stock: Uint8Array }")]
    pub fn learn(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Reading")] reading: JsValue,
        #[wasm_bindgen(unchecked_param_type = "[number, number][]")] shared: JsValue,
        site: Option<Vec<u8>>,
        stock: Option<Vec<u8>>,
    ) -> Result<Object, JsValue> {
        let reading: Reading = take(reading, "reading")?;
        let shared: Vec<Span> = take(shared, "shared spans")?;
        Ok(learned::learn(&reading, &shared, site, stock)?)
    }

    /// How much of a site's stored pages is boilerplate.
    ///
    /// # Errors
    ///
    /// Throws `{code: "format", message}` where the bytes are damaged or of another version.
    #[wasm_bindgen(unchecked_return_type = "SiteSummary")]
    pub fn summary(&self, site: &[u8]) -> Result<JsValue, JsValue> {
        let site = Site::from_bytes(site).map_err(Fault::from)?;
        Ok(out(&site.summary())?)
    }

    /// Takes a rule pack from outside: its form, its limits, and its rules on their examples.
    ///
    /// # Errors
    ///
    /// Throws `{code: "pack", message}`, which names the rule that is wrong.
    #[wasm_bindgen(js_name = checkPack, unchecked_return_type = "Pack")]
    pub fn check_pack(
        &self,
        #[wasm_bindgen(unchecked_param_type = "unknown")] json: JsValue,
    ) -> Result<JsValue, JsValue> {
        let value = take(json, "rule pack")?;
        let pack = Pack::check(value).map_err(|error| Fault::new("pack", error.to_string()))?;
        Ok(out(&pack)?)
    }

    /// The rule that a reader's correction makes, for the pack named `own`.
    ///
    /// # Errors
    ///
    /// Throws `{code: "value", message}` where there is no such block or kind.
    #[wasm_bindgen(unchecked_return_type = "PackRule")]
    pub fn correction(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Block")] block: JsValue,
        site: &str,
        #[wasm_bindgen(unchecked_param_type = "Kind")] kind: JsValue,
    ) -> Result<JsValue, JsValue> {
        let (block, kind) = (take(block, "block")?, take(kind, "kind")?);
        Ok(out(&correction(&block, site, kind))?)
    }

    /// What two whole pages share, given all their visible text: boilerplate is counted.
    ///
    /// # Errors
    ///
    /// None but where the host has no room for an object.
    #[wasm_bindgen(unchecked_return_type = "Raw")]
    pub fn raw(&self, a: &str, b: &str) -> Result<JsValue, JsValue> {
        Ok(out(&overlap::raw(a, b))?)
    }

    /// Checks what a page states of its text ("only the headline has been changed") against stored
    /// stories that share it: each with its head, agencies included, and its pair with the page.
    ///
    /// # Errors
    ///
    /// Throws `{code: "value", message}` where the values are not what they should be.
    #[wasm_bindgen(js_name = checkClaims, unchecked_return_type = "ClaimCheck[]")]
    pub fn check_claims(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Reading")] reading: JsValue,
        #[wasm_bindgen(unchecked_param_type = "Compared[]")] others: JsValue,
    ) -> Result<JsValue, JsValue> {
        let reading: Reading = take(reading, "reading")?;
        let others: Vec<Compared> = take(others, "compared stories")?;
        Ok(out(&library::check_claims(&reading, &others))?)
    }

    /// The bytes that stand for a story in the index.
    ///
    /// # Errors
    ///
    /// Throws `{code: "value", message}` where the story is not one.
    pub fn fingerprint(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Story")] story: JsValue,
    ) -> Result<Vec<u8>, JsValue> {
        let story: Story = take(story, "story")?;
        Ok(Fingerprint::of(&story.text).to_bytes())
    }

    /// The keys of the records that a fingerprint may have postings in.
    ///
    /// # Errors
    ///
    /// Throws `{code: "format", message}` where the bytes are damaged or of another version.
    pub fn plan(&self, fingerprint: &[u8]) -> Result<Vec<u32>, JsValue> {
        Ok(library::plan(&parse(fingerprint)?))
    }

    /// The keys of the records that inserting stories under these numbers writes. Usually each story
    /// has a few shards written; `few` is for portions that follow one another, after which no stories
    /// must be inserted with `all`.
    ///
    /// # Errors
    ///
    /// Throws `{code: "value", message}` where it is asked for anything else.
    #[wasm_bindgen(js_name = planInsert)]
    pub fn plan_insert(
        &self,
        stories: &[u32],
        #[wasm_bindgen(unchecked_optional_param_type = "Settling")] settling: Option<JsValue>,
    ) -> Result<Vec<u32>, JsValue> {
        Ok(library::plan_insert(stories, given(settling)?))
    }

    /// For each fingerprint the stored stories that may share text, best first, then those that may
    /// report the same event. Many at once are looked up faster than one by one.
    ///
    /// # Errors
    ///
    /// Throws `{code: "format", message}` where bytes are damaged or of another version.
    #[wasm_bindgen(unchecked_return_type = "Candidate[][]")]
    pub fn candidates(
        &self,
        fingerprints: Vec<Uint8Array>,
        #[wasm_bindgen(unchecked_param_type = "Shard[]")] shards: &Array,
    ) -> Result<JsValue, JsValue> {
        let shards = Shards::take(shards)?;
        let opened = Opened::new(&shards.views()).map_err(Fault::from)?;
        let look_up = |print: &Fingerprint| opened.candidates(print).map_err(Fault::from);
        let prints = parse_all(fingerprints)?;
        let found: Vec<_> = prints.iter().map(look_up).collect::<Result<_, _>>()?;
        Ok(out(&found)?)
    }

    /// For each fingerprint the same among those before it, by their places.
    ///
    /// # Errors
    ///
    /// Throws `{code: "format", message}` where bytes are damaged or of another version.
    #[wasm_bindgen(unchecked_return_type = "Candidate[][]")]
    pub fn among(&self, fingerprints: Vec<Uint8Array>) -> Result<JsValue, JsValue> {
        Ok(out(&library::among(&parse_all(fingerprints)?))?)
    }

    /// Compares a story with the stored stories that its candidates name: the pairs of those that are
    /// related to it, in the same order, by the usual thresholds or others.
    ///
    /// # Errors
    ///
    /// Throws `{code: "value", message}` where one of them is not a story, or a threshold is none.
    #[wasm_bindgen(unchecked_return_type = "Pair[]")]
    pub fn related(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Story")] story: JsValue,
        #[wasm_bindgen(unchecked_param_type = "Found[]")] found: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "Partial<Settings>")] settings: Option<
            JsValue,
        >,
    ) -> Result<JsValue, JsValue> {
        let story = Prepared::new(take(story, "story")?);
        let found: Vec<Found> = take(found, "stored stories")?;
        let settings: Settings = given(settings)?;
        let pairs: Vec<Pair> = library::related(&story, found, &settings).collect();
        Ok(out(&pairs)?)
    }

    /// Adds stories under their numbers: the new bytes of every record that changes, given those of
    /// `planInsert`, which was asked for the same.
    ///
    /// # Errors
    ///
    /// Throws `{code: "format", message}` where bytes are damaged or of another version.
    #[wasm_bindgen(unchecked_return_type = "Shard[]")]
    pub fn insert(
        &self,
        stories: &[u32],
        fingerprints: Vec<Uint8Array>,
        #[wasm_bindgen(unchecked_param_type = "Shard[]")] shards: &Array,
        #[wasm_bindgen(unchecked_optional_param_type = "Settling")] settling: Option<JsValue>,
    ) -> Result<Array, JsValue> {
        let shards = Shards::take(shards)?;
        let prints = parse_all(fingerprints)?;
        let stories: Vec<_> = stories.iter().copied().zip(&prints).collect();
        let settling = given(settling)?;
        let changed = library::insert(&stories, &shards.views(), settling).map_err(Fault::from)?;
        Ok(shards::give(&changed)?)
    }

    /// Takes a story out: the new bytes of every shard that changes.
    ///
    /// # Errors
    ///
    /// Throws `{code: "format", message}` where bytes are damaged or of another version.
    #[wasm_bindgen(unchecked_return_type = "Shard[]")]
    pub fn remove(
        &self,
        story: u32,
        fingerprint: &[u8],
        #[wasm_bindgen(unchecked_param_type = "Shard[]")] shards: &Array,
    ) -> Result<Array, JsValue> {
        let shards = Shards::take(shards)?;
        let changed =
            library::remove(story, &parse(fingerprint)?, &shards.views()).map_err(Fault::from)?;
        Ok(shards::give(&changed)?)
    }

    /// What two stories share, and in what relation they stand, by the usual thresholds or others.
    ///
    /// # Errors
    ///
    /// Throws `{code: "value", message}` where one of them is not a story, or a threshold is none.
    #[wasm_bindgen(unchecked_return_type = "Pair")]
    pub fn compare(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Story")] a: JsValue,
        #[wasm_bindgen(unchecked_param_type = "Story")] b: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "Partial<Settings>")] settings: Option<
            JsValue,
        >,
    ) -> Result<JsValue, JsValue> {
        let (a, b): (Story, Story) = (take(a, "first story")?, take(b, "second story")?);
        let (a, b) = (Prepared::new(a), Prepared::new(b));
        Ok(out(&compare_prepared(&a, &b, &given(settings)?))?)
    }

    /// The families of stories, by the pairs that are known.
    ///
    /// # Errors
    ///
    /// Throws `{code: "value", message}` where the values are not stories and pairs.
    #[wasm_bindgen(unchecked_return_type = "Family[]")]
    pub fn families(
        &self,
        #[wasm_bindgen(unchecked_param_type = "StoryHead[]")] stories: JsValue,
        #[wasm_bindgen(unchecked_param_type = "Pair[]")] pairs: JsValue,
    ) -> Result<JsValue, JsValue> {
        let stories: Vec<StoryHead> = take(stories, "stories")?;
        let pairs: Vec<Pair> = take(pairs, "pairs")?;
        Ok(out(&library::families(&stories, &pairs))?)
    }
}

/// What is given of some settings, and the usual for the rest.
fn given<T: Default + DeserializeOwned>(settings: Option<JsValue>) -> Result<T, Fault> {
    let settings = settings.filter(|settings| !settings.is_undefined());
    settings.map_or(Ok(T::default()), |settings| take(settings, "settings"))
}

fn parse(fingerprint: &[u8]) -> Result<Fingerprint, Fault> {
    Fingerprint::from_bytes(fingerprint).map_err(Fault::from)
}

fn parse_all(fingerprints: Vec<Uint8Array>) -> Result<Vec<Fingerprint>, Fault> {
    fingerprints
        .into_iter()
        .map(|one| parse(&one.to_vec()))
        .collect()
}

impl From<FormatError> for Fault {
    fn from(error: FormatError) -> Self {
        Fault::new("format", error.to_string())
    }
}

impl From<SnapshotError> for Fault {
    fn from(error: SnapshotError) -> Self {
        Fault::new("snapshot", error.to_string())
    }
}
