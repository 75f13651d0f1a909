/**
 * What the background knows of one tab, and of a stored story, as the pages see it.
 *
 * A session is everything a click led to. It lives in the browser's session storage, never in the
 * background's memory alone, so that a background that is stopped at any moment loses nothing.
 */
import type { Language } from "../language.js";
import type {
  Agency,
  Block,
  ClaimCheck,
  EditType,
  Family,
  Kind,
  Pack,
  PackRule,
  Pair,
  Reading,
  Relation,
  SiteSummary,
  Thresholds,
} from "./report.js";
import type { Failure } from "./result.js";

/**
 * How far the reading of a tab has come. What is `judged` has its verdict, and is about to be painted
 * and stored: a reader who waits for the verdict need not wait for that.
 */
export type SessionState = "reading" | "judged" | "ready" | "failed";

/** What a click on one tab led to. */
export interface Session {
  tab: number;
  /** Name of the capture: a reading that is begun again keeps it, so nothing is stored twice. */
  capture: string;
  /** Address of the page when it was read. */
  url: string;
  /** Title of the tab, for pages that cannot be read. */
  tabTitle: string;
  /** Whether the tab is in a private window. */
  secret: boolean;
  /** Whether the reader asked to store its story all the same. */
  keepsSecret?: boolean;
  /** Whether what the reader says of the page can be kept. */
  canCorrect: boolean;
  /** Words the reader selected to be looked up, instead of the page's story. */
  selection?: string;
  /** Whether the selection is stored as a story of its own. */
  keepsSelection?: boolean;
  /** The page was read without a click, and what may be done with it. */
  auto?: Auto;
  /** Milliseconds since 1970. */
  startedAt: number;
  state: SessionState;
  error?: Failure;
  /** The engine panicked while it was at work on this, and all was begun again with another. */
  restarted?: boolean;
  reading?: Reading;
  /** What blocks are by the page alone, where the library says otherwise; by their index. */
  alone?: Record<number, Pick<Block, "kind" | "marks">>;
  /** What the page says of its own text, held against the stored stories that it speaks of. */
  checks?: ClaimCheck[];
  /** What the stored pages of the site have in common. */
  site?: SiteSummary;
  /** What the reader has just said of the page, and what it took the place of. */
  corrected?: Corrected;
  /** What became of the story in the library. */
  stored?: Stored;
  /** Stored stories that share text with this one, the closest first. */
  copies: Copy[];
  /** Those of them that the reader has muted. */
  muted?: Copy[];
  /** Stored stories that report the same event in words of their own. */
  events: Copy[];
  searched?: Searched;
  /** What an archive on this computer has of it; null where there is no leave to ask. */
  archive?: Archived | null;
  marks: MarksState;
  /** How long the steps took, in milliseconds. */
  ms?: { snapshot: number; read: number; compare: number; total: number };
}

/** What became of the story in the library. */
export type Stored =
  | { as: "new"; id: number }
  /** The same text under the same address was there already. */
  | { as: "again"; id: number; firstSeen: number; lastSeen: number; seen: number }
  /** The address was there already, with another text. */
  | { as: "version"; id: number; version: number; pair: Pair }
  /** Not stored: the window is private, or only a selection was looked up. */
  | { as: "not"; why: "private" | "selection" | "no-story" | "sample" | "auto" }
  | { as: "failed"; error: Failure };

/** What was searched, so that "no match" can be believed. */
export interface Searched {
  /** Stories in the library. */
  stories: number;
  /** How many of them had words in common and were compared closely. */
  compared: number;
}

/** A stored story that is related to the one on the page. In the pair, `a` is the page's story. */
export interface Copy {
  story: StoryHead;
  pair: Pair;
  /** Passages that the reader has muted, by their index. */
  muted?: number[];
}

/** What an archive on this computer has of a story, or why it could not be asked. */
export type Archived =
  /** `stories` are in it, `related` the closest of those that share text, and so many `more`. */
  { stories: number; related: ArchivedStory[]; more: number } | { error: Failure };

/** A story of an archive that is related to the one on the page. In the pair, `a` is the page's. */
export interface ArchivedStory {
  /** By which the archive gives it whole. */
  number: number;
  id: string;
  title?: string;
  url?: string;
  /** Its outlet. */
  series?: string;
  published?: string;
  pair: Pair;
}

/** What the reader does not want to be told again. */
export type Mute =
  /** Two stories, by their addresses in order. */
  | { pair: [string, string] }
  /** A passage by its words, wherever it stands. */
  | { passage: string }
  /** Everything from an outlet. */
  | { source: string };

/** What is painted on the page. */
export interface MarksState {
  shown: boolean;
  /** Indices of blocks whose place on the page was not found again. */
  unplaced: number[];
  /** Passages that were not found again: index of the copy and of its passage. */
  unplacedPassages: [number, number][];
}

/** What a list shows of a stored story. */
export interface StoryHead {
  id: number;
  /**
   * Canonical address, or the address it was read from; a further story on a page has `#1` and so
   * on behind it.
   */
  address: string;
  url: string;
  title?: string;
  site?: string;
  byline?: string;
  published?: string;
  modified?: string;
  language?: string;
  agencies: Agency[];
  /** Words of the story. */
  words: number;
  /** Whether the page held only the beginning. */
  truncated: boolean;
  firstSeen: number;
  lastSeen: number;
  /** How often it was captured unchanged. */
  seen: number;
  /** 1 for the first text under an address, 2 for the next, and so on. */
  version: number;
  /** Id of the version that took this one's place. */
  replacedBy?: number;
  /** Name of the capture that wrote it, and of the one that last found it unchanged. */
  capture: string;
  seenBy?: string;
  /** When it was taken in from a file, which says when it was seen; in milliseconds since 1970. */
  imported?: number;
  /** What the page says of a correction to its text. */
  correction?: string;
  /** What an archive tells of it: its family there, and its relations to stories that are not here. */
  archive?: { family?: string; size?: number; relations?: Relation[] };
  /** Version of the engine that read it. */
  engine: string;
  /** What the reader added: words to find it by, a note, and whether it is kept on top. */
  tags?: string[];
  note?: string;
  pinned?: boolean;
}

/** A stored story's words. */
export interface StoryText {
  id: number;
  text: string;
  /** Credit and notice blocks, which are outside every score but tell whose text it was. */
  extras: string[];
  fingerprint: Uint8Array;
}

/** The whole page of a stored story, packed. */
export interface StoredPage {
  id: number;
  /** Host of the site that it is of. */
  site: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Two stories side by side. */
export interface Comparison {
  a: { head: StoryHead; text: string };
  b: { head: StoryHead; text: string };
  pair: Pair;
}

/** A family of copies: who ran one text, and what each made of it. */
export interface FamilyView {
  family: Family;
  /** The text of the member that has most of it. */
  text: string;
  /** The members by when they appeared; in each pair `a` is the one with most of the text. */
  members: Copied[];
  /** Stories that report the same event in words of their own. */
  events: StoryHead[];
}

/** A member of a family. */
export interface Copied {
  head: StoryHead;
  pair: Pair;
}

/** What the library tells of one outlet. */
export interface OutletProfile {
  name: string;
  stories: number;
  /** Its stories that share running text with another stored story. */
  copied: number;
  /** Its stories by the agency that supplied them. */
  agencies: Record<string, number>;
  /** Pairs of copies by the other outlet. */
  shares: Record<string, number>;
  /** How much it kept, on average, of the earliest text that it had a copy of. */
  kept?: number;
  /** Its copies that are held against an earlier one, and in how many of them it made a change. */
  late: number;
  changes: { [T in EditType]?: number };
  /** The share of boilerplate in the words of its stored pages, where enough are stored. */
  boilerplate?: number;
}

/** What the library tells of one agency. */
export interface AgencyProfile {
  name: string;
  /** Stories that credit it with their text, by outlet. */
  outlets: Record<string, number>;
  /** How long after the earliest copy the others were published: the median, in milliseconds. */
  delay?: number;
  /** How much of the earliest text the others kept, on average. */
  kept?: number;
}

/** Who runs whose text. */
export interface Network {
  /** The outlets with most copies, the largest first. */
  outlets: OutletProfile[];
  /** How many other outlets there are. */
  left: number;
  /** The agencies with most stories. */
  agencies: AgencyProfile[];
  /** How many stories this was counted over, and whether that was the whole library. */
  stories: number;
  all: boolean;
}

/** What a deletion took away, so that it can be undone. */
export interface Removed {
  stories: { head: StoryHead; text: StoryText; page?: StoredPage }[];
  pairs: Pair[];
}

/** What the reader has just said, with what undoes it. */
export interface Corrected {
  kind: Kind;
  ids: string[];
  before: Correction[];
}

/** A correction of the reader's, as it is kept. */
export interface Correction {
  rule: PackRule;
  /** The beginning of the block that was corrected, for lists. */
  words: string;
  at: number;
}

/** An imported pack, as it is kept. */
export interface KeptPack {
  pack: Pack;
  on: boolean;
  at: number;
}

/** Everything that the reader has told or imported: the latest first. */
export interface Rules {
  corrections: Correction[];
  packs: KeptPack[];
}

/** How a kind is marked: its line is drawn, its words are dimmed, or its room is taken away. */
export type Manner = "line" | "dim" | "hide";

/** Which kinds are marked on pages, and how. */
export interface Marking {
  /** Kinds that are not marked. */
  off: Kind[];
  /** Kinds that are marked in another manner than a line; kept while they are off. */
  manner: Partial<Record<Kind, Manner>>;
}

/** Choices of the reader. */
export interface Settings extends Marking {
  /** Whether scores count the boilerplate too. */
  withBoilerplate: boolean;
  /** After how many days a story goes that was not seen again; none: never. */
  keepDays?: number;
  /** Thresholds of relations, where the reader has moved them. */
  thresholds?: Partial<Thresholds>;
  /** Sites whose pages are read without a click, by host. */
  auto?: Record<string, Auto>;
  /** The language of the interface; none: the browser's. */
  language?: Language;
  /** The settings that the reader's organisation has decided. */
  decided: Exclude<keyof Settings, "decided">[];
}

/** What is to be otherwise in the settings; null gives a choice up. */
export type SettingsChange = { [K in Exclude<keyof Settings, "decided">]?: Settings[K] | null };

/** What is done by itself on a site: the badge says what is known, or the story is stored as well. */
export type Auto = "badge" | "store";
