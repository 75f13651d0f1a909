/**
 * The typed map of calls: who may ask whom for what, and what comes back.
 *
 * There are three directions, each a map from name to `{ in, out }`: the extension's pages ask the
 * background, a content script tells the background, and the background asks a content script.
 * `transport.ts` moves them; nothing else in the extension touches `sendMessage`.
 */
import type { Block, Kind, Snapshot } from "./report.js";
import type { Comparison, Removed, Session, Settings, StoryHead, StoryText } from "./session.js";

/** Nothing to say. */
export type Nothing = Record<never, never>;

/** What the extension's own pages may ask of the background. */
export interface Calls {
  /** The session of a tab, as it is now. */
  session: { in: { tab: number }; out: Session | null };
  /** The session of a tab once it is no longer being read. */
  settled: { in: { tab: number }; out: Session | null };
  /** Read a tab (again); works where the toolbar button was pressed before. */
  read: { in: { tab: number }; out: Nothing };
  /** Show the marks of a tab's session. */
  paint: { in: { tab: number }; out: Nothing };
  /** Take all marks off a tab. */
  clear: { in: { tab: number }; out: Nothing };
  /** Scroll a tab to a block or to a shared passage. */
  jump: { in: { tab: number; target: Target }; out: { placed: boolean } };
  /** A story read from bundled texts, to look at without data. */
  sample: { in: Nothing; out: Session };
  /** One stored story with its words. */
  story: { in: { id: number }; out: { head: StoryHead; text: StoryText } };
  /** Stored stories whose title or text holds all the words, the latest first. */
  stories: { in: { search: string; from: number; count: number }; out: StoryPage };
  /** Two stories aligned. Negative ids are the bundled samples. */
  compare: { in: { a: number; b: number }; out: Comparison };
  remove: { in: { ids: number[] }; out: Removed };
  restore: { in: { removed: Removed }; out: Nothing };
  /** Delete everything that is stored. */
  erase: { in: Nothing; out: Nothing };
  settings: { in: Nothing; out: Settings };
  setSettings: { in: Settings; out: Nothing };
}

/** What a content script may tell the background; the tab is the sender's own. */
export interface ContentCalls {
  /** The page went on rendering after it was read. */
  grown: { in: Nothing; out: Nothing };
  /** The page became another page without a navigation. */
  left: { in: Nothing; out: Nothing };
  /** The reader cleared the marks from the legend. */
  cleared: { in: Nothing; out: Nothing };
  /** The page changed, and with it what could be placed on it. */
  placed: { in: Omit<Painted, "ms">; out: Nothing };
  /** The reader switched kinds on or off in the legend. */
  off: { in: { kinds: Kind[] }; out: Nothing };
}

/** What the background may ask of a content script. */
export interface PageCalls {
  /** The page as it is now. */
  capture: { in: Nothing; out: { snapshot: Snapshot; ms: number } };
  paint: { in: Painting; out: Painted };
  off: { in: { kinds: Kind[] }; out: Nothing };
  jump: { in: { target: Target }; out: { placed: boolean } };
  /** Scroll to the next shared passage below the current one. */
  next: { in: Nothing; out: { placed: boolean } };
  clear: { in: Nothing; out: Nothing };
  /** Whether the page that was read is still there. */
  ping: { in: Nothing; out: { url: string } };
}

/** A place on the page. */
export type Target =
  | { block: number }
  /** A passage of a copy, both counted from 0. */
  | { copy: number; passage: number };

/** What to paint. Blocks are in the order of the reading; what has no anchor is not painted. */
export interface Painting {
  blocks: Pick<Block, "kind" | "text" | "anchor" | "begin" | "end" | "marks">[];
  /** Per copy, the spans of its passages in the story's text, in code points. */
  copies: { title: string; spans: [number, number][] }[];
  off: Kind[];
}

/** What was painted. */
export interface Painted {
  unplaced: number[];
  unplacedPassages: [number, number][];
  ms: number;
}

/** A stretch of the list of stories. */
export interface StoryPage {
  stories: StoryHead[];
  /** How many stories the search finds. */
  found: number;
  /** How many there are. */
  total: number;
}

/** What the background tells every open page of the extension. */
export type News = { news: "session"; tab: number } | { news: "library" };
