/**
 * The typed map of calls: who may ask whom for what, and what comes back.
 *
 * There are three directions, each a map from name to `{ in, out }`: the extension's pages ask the
 * background, a content script tells the background, and the background asks a content script.
 * `transport.ts` moves them; nothing else in the extension touches `sendMessage`.
 */
import type { ReasonWords } from "../reasons.js";
import type { Messages } from "../text.js";
import type { Block, Kind, Pack, Raw, Snapshot, Thresholds } from "./report.js";
import type {
  Comparison,
  FamilyView,
  KeptPack,
  Marking,
  Mute,
  Network,
  Rules,
  Session,
  Settings,
  SettingsChange,
  StoryHead,
  StoryText,
} from "./session.js";

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
  /** Say what a block of a tab's page is; kept for its site, and read again at once. */
  correct: { in: { tab: number; block: number; kind: Kind }; out: Nothing };
  /** Take the last correction on a tab's page back. */
  undoCorrection: { in: { tab: number }; out: Nothing };
  /** Let the reader point at the article on a tab's page. */
  pick: { in: { tab: number }; out: Nothing };
  /** Store the story of a private window after all. */
  keepPrivate: { in: { tab: number }; out: Nothing };
  /** The scores of a tab's copies over everything that is visible, by story. */
  raw: { in: { tab: number }; out: Record<number, Raw> };
  /** Everything that the reader has told or imported. */
  rules: { in: Nothing; out: Rules };
  /** Forget corrections by their ids. */
  forget: { in: { ids: string[] }; out: Nothing };
  /** The corrections as a pack, to be written to a file. */
  exportRules: { in: Nothing; out: Pack };
  /** Take a pack in from the text of a file; one of the same name is replaced. */
  importPack: { in: { text: string }; out: KeptPack };
  /** Switch a pack on or off. */
  usePack: { in: { name: string; on: boolean }; out: Nothing };
  removePack: { in: { name: string }; out: Nothing };
  /** What the reader has muted, the latest first. */
  muted: { in: Nothing; out: Mute[] };
  /** Mute all of this, or let it be heard again; a tab that shows it is judged anew. */
  mute: { in: { what: Mute[]; on: boolean; tab?: number }; out: Nothing };
  /** The archive on this computer that stories are looked up in; null where there is no leave to. */
  archive: { in: Nothing; out: { stories: number; version: string } | null };
  /** Store a story of the archive, by its number; the tab that showed it is judged anew. */
  keepArchived: { in: { tab: number; number: number }; out: Nothing };
  /** A story read from bundled texts, to look at without data. */
  sample: { in: Nothing; out: Session };
  /** One stored story with its words. */
  story: { in: { id: number }; out: OpenStory };
  /** The stories that were seen last. */
  latest: { in: { count: number }; out: (StoryHead & { later: number })[] };
  /** How many stories are stored. */
  count: { in: Nothing; out: { stories: number } };
  /** The family of copies that a stored story belongs to. */
  family: { in: { of: number }; out: FamilyView };
  /** Which outlets run whose text. */
  network: { in: Nothing; out: Network };
  /** Two stories aligned, by the reader's thresholds or others. Negative ids are the bundled samples. */
  compare: { in: { a: number; b: number; thresholds?: Partial<Thresholds> }; out: Comparison };
  /** Delete everything that is stored. */
  erase: { in: Nothing; out: Nothing };
  settings: { in: Nothing; out: Settings };
  /** Change some of the settings, and leave the others as they are by now. */
  changeSettings: { in: SettingsChange; out: Settings };
}

/** What a content script may tell the background; the tab is the sender's own. */
export interface ContentCalls {
  /** The page went on rendering after it was read. */
  grown: { in: Nothing; out: Nothing };
  /** The page that a capture was of became another one, or was put away. */
  left: { in: { capture: string }; out: Nothing };
  /** The reader cleared the marks from the legend. */
  cleared: { in: Nothing; out: Nothing };
  /** The page changed, and with it what could be placed on it. */
  placed: { in: Omit<Painted, "ms">; out: Nothing };
  /** The reader chose in the legend which kinds are marked, and how. */
  marking: { in: Marking; out: Nothing };
  /** What the hidden kinds take up, each as its place in the tree. */
  hide: { in: { places: string[] }; out: Nothing };
  /** The reader said what a block is. */
  correct: { in: { block: number; kind: Kind }; out: Nothing };
  /** The reader took the last correction back. */
  undoCorrection: { in: Nothing; out: Nothing };
  /** The reader pointed at the article: the element so many steps above a block. */
  article: { in: { block: number; above: number }; out: Nothing };
}

/** What the background may ask of a content script. */
export interface PageCalls {
  /** The page as it is now, or as it was when it was last looked at; `capture` is its name. */
  capture: { in: { anew: boolean; capture: string }; out: { snapshot: Snapshot; ms: number } };
  paint: { in: Painting; out: Painted };
  marking: { in: Marking; out: Nothing };
  jump: { in: { target: Target }; out: { placed: boolean } };
  /** Scroll to the next or previous shared passage. */
  step: { in: { by: 1 | -1 }; out: { placed: boolean } };
  /** Put the focus on the next mark, which shows its card. */
  mark: { in: Nothing; out: Nothing };
  /** Let the reader point at the article. */
  pick: { in: Nothing; out: Nothing };
  clear: { in: Nothing; out: Nothing };
  /** Whether the page that was read is still there. */
  ping: { in: Nothing; out: { url: string } };
}

/** A place on the page. */
export type Target =
  | { block: number }
  /** A passage of a copy, both counted from 0. */
  | { copy: number; passage: number };

/** A block to paint. One without an anchor has no place on the page. */
export type PaintedBlock = Pick<
  Block,
  "kind" | "detail" | "text" | "path" | "anchor" | "begin" | "end" | "marks" | "confidence"
> & {
  /** Why it is of its kind, in the reader's words. */
  reasons: ReasonWords[];
  /** What the block is by the page alone, where the reader's library says otherwise. */
  alone?: Pick<Block, "kind" | "marks">;
};

/** What to paint. Blocks are in the order of the reading. */
export interface Painting {
  blocks: PaintedBlock[];
  /** Per copy, the spans of its passages in the story's text, in code points. */
  copies: { title: string; spans: [number, number][] }[];
  marking: Marking;
  /** Whether what the reader says of this page can be kept. */
  canCorrect: boolean;
  /** What the reader has just said, which can be taken back. */
  corrected?: Kind;
  /** The words of the controls, where they are not in the browser's language. */
  words?: Messages;
}

/** What was painted. */
export interface Painted {
  unplaced: number[];
  unplacedPassages: [number, number][];
  ms: number;
}

/** A stored story with its words, and the stories captured after it that turned out to be copies. */
export interface OpenStory {
  head: StoryHead;
  text: StoryText;
  later: StoryHead[];
}

/** What the background tells every open page of the extension. */
export type News =
  /** What a tab's session is now; without one there is none any more. */
  | { news: "session"; tab: number; session?: Session }
  | { news: "library" }
  | { news: "rules" }
  | { news: "settings" };
