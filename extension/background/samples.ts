/**
 * Two bundled stories, so that a new reader sees what Wireprint does before there is a library.
 * They are read and compared like any other text, and stored nowhere.
 */

import { asStory, storyOf } from "../capture/story.js";
import { withEngine } from "../engine/index.js";
import { CodedError } from "../messages/result.js";
import type { Session, StoryHead, StoryText } from "../messages/session.js";
import { SAMPLES, type Sample } from "../samples.js";
import { byCloseness } from "../verdict.js";
import { countWords } from "../words.js";

/** Ids of samples are negative, so they are never taken for stored stories. */
const idOf = (index: number): number => -1 - index;

/** The session of the first sample, compared with the others. */
export async function sampleSession(): Promise<Session> {
  const start = performance.now();
  const [first, ...others] = SAMPLES as [Sample, ...Sample[]];
  return withEngine((engine) => {
    const read = engine.readText([first.title, ...first.lines].join("\n"), "sample", first.url);
    const { site, published, byline } = first;
    const reading = { ...read, title: first.title, site, published, byline };
    const story = storyOf(reading, "-1");
    const copies = others
      .map((other, i) => recordOf(other, i + 1))
      .map(({ head, text }) => ({ story: head, pair: engine.compare(story, asStory(head, text)) }))
      .filter(({ pair }) => pair.relation !== "unrelated")
      .sort(byCloseness);
    return {
      tab: -1,
      capture: "sample",
      url: first.url,
      tabTitle: first.title,
      secret: false,
      canCorrect: false,
      startedAt: Date.now(),
      state: "ready",
      reading,
      stored: { as: "not", why: "sample" },
      copies: copies.filter(({ pair }) => pair.relation !== "same-event"),
      events: copies.filter(({ pair }) => pair.relation === "same-event"),
      searched: { stories: others.length, compared: others.length },
      marks: { shown: false, unplaced: [], unplacedPassages: [] },
      ms: { snapshot: 0, read: 0, compare: 0, total: performance.now() - start },
    };
  });
}

/** A sample by its id, as if it were stored. */
export function sampleStory(id: number): { head: StoryHead; text: StoryText } {
  const index = -1 - id;
  const sample = SAMPLES[index];
  if (!sample) throw new CodedError("not-found", String(id));
  return recordOf(sample, index);
}

function recordOf(sample: Sample, index: number): { head: StoryHead; text: StoryText } {
  const { lines, title, url, site, published, byline, extras } = sample;
  const id = idOf(index);
  const text = lines.filter((line) => !extras.includes(line)).join("\n\n");
  return {
    head: {
      id,
      address: url,
      url,
      title,
      site,
      published,
      byline,
      agencies: [],
      words: countWords(text),
      truncated: false,
      firstSeen: Date.parse(published),
      lastSeen: Date.parse(published),
      seen: 1,
      version: 1,
      capture: "sample",
      engine: "",
    },
    text: { id, text, extras, fingerprint: new Uint8Array() },
  };
}
