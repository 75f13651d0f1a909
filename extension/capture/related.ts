/** Stored stories that share text with a story, and how. */
import type { Candidate, Engine } from "../engine/index.js";
import type { Found, Pair, Story, Thresholds } from "../messages/report.js";
import type { Copy, StoryHead } from "../messages/session.js";
import { readShards } from "../store/index.js";
import { knownOf } from "../store/shelf.js";
import { byCloseness } from "../verdict.js";
import { Held, type StoredStory } from "./held.js";
import { withIndex } from "./indexed.js";
import { asStory, pageOf } from "./story.js";

/** What is stored that a story is related to. */
interface Related {
  copies: Copy[];
  events: Copy[];
  /** How many stored stories had words in common and were compared closely. */
  compared: number;
}

/** A story that is asked about, and the address of the page that it stands on. */
export interface Asked {
  story: Story;
  page: string;
  url: string;
}

/** A story that another is related to, and how. */
export interface Near {
  story: Pick<StoryHead, "url">;
  pair: Pair;
}

/** The candidates of some stories that are looked at first, and those of them that are stored. */
interface Likely {
  likely: Candidate[][];
  kept: Map<number, StoredStory>;
}

/** Stories that are compared at once. */
const COMPARED = 64;

/** What was found for a story that was asked about. */
export interface Finding {
  fingerprint: Uint8Array;
  stored: Copy[];
  /** Those of the stories asked about before it, by their own ids. */
  before: Near[];
  compared: number;
}

/**
 * Stored stories that are related to a story, by the usual thresholds or others; stories on its own
 * page are not compared.
 */
export async function findRelated(
  story: Story,
  page: string,
  thresholds?: Partial<Thresholds>,
): Promise<Related> {
  const asked = [{ story, page, url: page }];
  const [found] = await withIndex((engine) => findNear(engine, asked, new Held(), thresholds));
  const { stored = [], compared = 0 } = found ?? {};
  const related = stored.sort(byCloseness);
  return {
    copies: related.filter(({ pair }) => pair.relation !== "same-event"),
    events: related.filter(({ pair }) => pair.relation === "same-event"),
    compared,
  };
}

/**
 * What each of several stories is related to: stored stories, and those asked about before it. What is
 * `held` is not read again, and what is read is held.
 */
export async function findNear(
  engine: Engine,
  asked: Asked[],
  held: Held,
  thresholds?: Partial<Thresholds>,
): Promise<Finding[]> {
  const prints = asked.map(({ story }) => engine.fingerprint(story));
  const keys = new Set(prints.flatMap((print) => [...engine.plan(print)]));
  await readShards(keys, held.shards);
  const candidates = engine.candidates(prints, knownOf(held.shards, keys));
  const early = engine.among(prints);
  const findings: Finding[] = [];
  // The texts of all candidates of a thousand stories would fill the memory. While some are compared,
  // those of the next are read.
  let next = fetchSome(0);
  for (let from = 0; from < asked.length; from += COMPARED) {
    const { likely, kept } = await next;
    next = fetchSome(from + COMPARED);
    // Awaited in the next round; until then nobody hears of a failure.
    next.catch(() => undefined);
    findings.push(...(await compareSome(from, likely, kept)));
  }
  return findings;

  async function fetchSome(from: number): Promise<Likely> {
    const some = candidates.slice(from, from + COMPARED);
    const likely = some.map((one) => firstOf(one, engine.patience));
    return { likely, kept: await held.stories(storiesOf(likely.flat())) };
  }

  async function compareSome(
    from: number,
    likely: Candidate[][],
    kept: Map<number, StoredStory>,
  ): Promise<Finding[]> {
    const some = asked.slice(from, from + COMPARED);
    const found = some.map((one, i) => compare(one, from + i, likely[i] ?? [], kept));
    // Weaker reports may be of the same event only where not all of the first came to nothing.
    const open = some.flatMap(({ page }, i) => {
      const first = likely[i] ?? [];
      const reports = first
        .filter(({ story, shared }) => shared === 0 && isElsewhere(kept.get(story), page))
        .map(({ story }) => String(story));
      const isAll = first.length === candidates[from + i]?.length;
      const isOver = reports.length >= engine.patience;
      const isRelated = found[i]?.stored.some(({ pair }) => reports.includes(pair.b));
      return isAll || (isOver && !isRelated) ? [] : [from + i];
    });
    const rest = await held.stories(storiesOf(open.flatMap((i) => candidates[i] ?? [])));
    for (const i of open) {
      const one = asked[i];
      if (one) found[i - from] = compare(one, i, candidates[i] ?? [], rest);
    }
    return found;
  }

  function compare(
    { story, page }: Asked,
    i: number,
    likely: Candidate[],
    kept: Map<number, StoredStory>,
  ): Finding {
    const heads = new Map<string, StoryHead>();
    const near = new Map<string, Asked>();
    const found: Found[] = [];
    for (const { story: place, shared, alike } of early[i] ?? []) {
      const other = asked[place];
      if (!other || other.page === page) continue;
      near.set(other.story.id, other);
      found.push({ shared, alike, story: other.story });
    }
    for (const { story: id, shared, alike } of likely) {
      const other = kept.get(id);
      if (!isElsewhere(other, page)) continue;
      heads.set(String(id), other.head);
      found.push({ shared, alike, story: asStory(other.head, other.text) });
    }
    const pairs = found.length > 0 ? engine.related(story, found, thresholds) : [];
    return {
      fingerprint: prints[i] ?? new Uint8Array(),
      stored: pairs.flatMap((pair) => {
        const head = heads.get(pair.b);
        return head ? [{ story: head, pair }] : [];
      }),
      before: pairs.flatMap((pair) => {
        const other = near.get(pair.b);
        return other ? [{ story: other, pair }] : [];
      }),
      compared: found.length,
    };
  }
}

/** Candidates that share text, and the first of those that are only reports. */
function firstOf(candidates: Candidate[], reports: number): Candidate[] {
  let left = reports;
  return candidates.filter(({ shared }) => shared > 0 || left-- > 0);
}

const storiesOf = (candidates: Candidate[]): Set<number> =>
  new Set(candidates.map(({ story }) => story));

/** Whether a story is there, and stands on another page. */
function isElsewhere(stored: StoredStory | undefined, page: string): stored is StoredStory {
  return stored !== undefined && pageOf(stored.head) !== page;
}
