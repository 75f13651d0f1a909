/**
 * The stories of a page on their way into the library: its own, and further full stories as an aggregator
 * has them. Each comes with all that follows from the page alone, so that whoever stores it has only to
 * look for what it shares with others; an import has this made ahead, by a worker of its own.
 */
import type { Engine } from "../engine/index.js";
import type { Reading, Story } from "../messages/report.js";
import type { Draft } from "../store/index.js";
import { postedUnder } from "../store/words.js";
import { countWords } from "../words.js";
import { addressOf, furtherAddress, furtherStory, storyOf } from "./story.js";

/** A page that was read. */
export interface Capture {
  /** Name of the capture: what is carried out twice under one name is stored once. */
  name: string;
  url: string;
  reading: Reading;
  /** Whether the page is one of its site's, from which the site can be learned. */
  teaches: boolean;
  /** When it was seen, in milliseconds since 1970. */
  at: number;
  /** What the reader added to it elsewhere. */
  tags?: string[];
  note?: string;
  /** Whether the reader has corrected what this capture found. */
  corrects?: boolean;
  /** When it was taken in from a file, if it was: then nobody has seen it now. */
  imported?: number;
}

/** A story of a page. */
export interface Part extends Pick<Draft, "head" | "at" | "corrects"> {
  story: Story;
  /** The address of the page that it stands on. */
  page: string;
  /** What it is found by: by what it shares with others, and by its words. */
  fingerprint: Uint8Array;
  words: string;
  /** Whether it is the page's own. */
  isMain: boolean;
  /** The page, where there is something to learn from it. */
  lesson?: { reading: Reading; url: string };
}

/** Characters of a correction that are kept. */
const CORRECTION = 300;

/** The stories of a page, its own first; further ones have addresses of their own. */
export function partsOf(engine: Engine, capture: Capture): [Part, ...Part[]] {
  const { reading, name, url, at, teaches, corrects = false } = capture;
  const { site, language } = reading;
  const page = addressOf(reading, url);
  const part = (story: Story, head: OwnHead): Omit<Part, "isMain"> => {
    const whole = { ...head, ...added(capture), engine: engine.version(), capture: story.id };
    const words = postedUnder(whole, story);
    return {
      story,
      page,
      head: whole,
      at,
      corrects,
      words,
      fingerprint: engine.fingerprint(story),
    };
  };
  const further = reading.stories.map((one, index): Part => {
    const head = {
      address: furtherAddress(page, index + 1),
      url: reading.url ?? url,
      agencies: [],
      words: countWords(one.text),
      truncated: false,
      ...given({ title: one.title, site, language }),
    };
    const story = furtherStory(reading, one, furtherAddress(name, index + 1));
    return { ...part(story, head), isMain: false };
  });
  const main = part(storyOf(reading, name), headOf(capture));
  return [{ ...main, isMain: true, ...(teaches && { lesson: { reading, url } }) }, ...further];
}

/** What a page says of a story. */
type OwnHead = Omit<Part["head"], "engine" | "capture">;

function headOf({ reading, url }: Capture): OwnHead {
  const { title, site, byline, published, modified, language } = reading;
  return {
    address: addressOf(reading, url),
    url: reading.url ?? url,
    agencies: reading.agencies,
    words: countWords(reading.text),
    truncated: reading.truncated,
    ...given({ title, site, byline, published, modified, language }),
    ...given({ correction: correctionOf(reading) }),
  };
}

/** What is told of a story beside its page. */
function added({
  tags,
  note,
  imported,
}: Capture): Pick<Part["head"], "tags" | "note" | "imported"> {
  return {
    ...(tags?.length ? { tags } : {}),
    ...(note ? { note } : {}),
    ...(imported ? { imported } : {}),
  };
}

/** The beginning of what a page says of a correction to its text. */
function correctionOf({ blocks }: Reading): string | undefined {
  const notice = blocks.find(({ kind, detail }) => kind === "notice" && detail === "correction");
  return notice?.text.slice(0, CORRECTION).toWellFormed();
}

/** The fields that are given, without the others. */
function given<K extends string>(fields: Record<K, string | undefined>): { [P in K]?: string } {
  const entries = Object.entries(fields).filter(([, value]) => value);
  return Object.fromEntries(entries) as { [P in K]?: string };
}
