/** Stored stories that share text with a story, and how. */
import type { Engine } from "../engine/index.js";
import type { Candidate, Found, Pair, Story, Thresholds } from "../messages/report.js";
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

/** A story that is asked about: as `parts.ts` has it, or as much of that as is needed. */
export interface Asked {
  story: Story;
  /** The address of the page that it stands on. */
  page: string;
  fingerprint: Uint8Array;
  head: Pick<StoryHead, "url">;
}

/** A story that another is related to, and how. */
export interface Near {
  story: Pick<StoryHead, "url">;
  pair: Pair;
}

/** What was found for a story that was asked about. */
export interface Finding {
  stored: Copy[];
  /** Those of the stories asked about before it, by their own ids. */
  before: Near[];
  compared: number;
}

/** What may be related to a story: a stored one, or one that was asked about `before` it. */
interface Likely {
  candidate: Candidate;
  before?: Asked;
}

/** A story that may be related to another, with its head where it is stored. */
interface Other extends Likely {
  story: Story;
  page: string;
  head?: StoryHead;
}

/** A finding, and whether all reports that were looked for were there and none of them is related. */
interface Compared extends Finding {
  isIdle: boolean;
}

/** Stories that are compared at once. */
const COMPARED = 64;

/**
 * Stored stories that are related to a story, by the usual thresholds or others; stories on its own
 * page are not compared.
 */
export async function findRelated(
  story: Story,
  page: string,
  thresholds?: Partial<Thresholds>,
): Promise<Related> {
  const [found] = await withIndex((engine) => {
    const asked = { story, page, fingerprint: engine.fingerprint(story), head: { url: page } };
    return findNear(engine, [asked], new Held(), thresholds);
  });
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
  const all = await likelyOf(engine, asked, held);
  const findings: Finding[] = [];
  // The texts of all candidates of a thousand stories would fill the memory. While some are compared,
  // the first of the next are read, and the rest of those before.
  let next = fetchFirst(0);
  let late = Promise.resolve();
  for (let from = 0; from < asked.length; from += COMPARED) {
    const { first, kept } = await next;
    next = fetchFirst(from + COMPARED);
    // It is awaited in the next round, as the rest is; until then nobody hears of a failure.
    next.catch(() => undefined);
    const open = compareFirst(from, first, kept);
    await late;
    late = compareRest(open);
    late.catch(() => undefined);
  }
  await late;
  return findings;

  async function fetchFirst(
    from: number,
  ): Promise<{ first: Likely[][]; kept: Map<number, StoredStory> }> {
    const some = all.slice(from, from + COMPARED);
    const first = some.map((likely) => likely.filter(({ candidate }) => candidate.first));
    return { first, kept: await held.stories(storiesOf(first.flat())) };
  }

  /** Gives the places of those for which the others must be looked at too. */
  function compareFirst(from: number, first: Likely[][], kept: Map<number, StoredStory>): number[] {
    return first.flatMap((likely, i) => {
      const place = from + i;
      const { isIdle, ...finding } = compare(asked[place], likely, kept);
      findings[place] = finding;
      // Weaker reports may be of the same event only where not all of the first came to nothing.
      return isIdle || likely.length === all[place]?.length ? [] : [place];
    });
  }

  async function compareRest(places: number[]): Promise<void> {
    const kept = await held.stories(storiesOf(places.flatMap((place) => all[place] ?? [])));
    for (const place of places) {
      const { isIdle: _, ...finding } = compare(asked[place], all[place] ?? [], kept);
      findings[place] = finding;
    }
  }

  function compare(
    own: Asked | undefined,
    likely: Likely[],
    kept: Map<number, StoredStory>,
  ): Compared {
    const others = likely
      .flatMap((one) => otherOf(one, kept) ?? [])
      .filter(({ page }) => page !== own?.page);
    const found = others.map(({ candidate, story }): Found => ({ candidate, story }));
    const pairs = own && found.length > 0 ? engine.related(own.story, found, thresholds) : [];
    const byId = new Map(others.map((other) => [other.story.id, other]));
    const near = pairs.flatMap((pair) => {
      const other = byId.get(pair.b);
      return other ? [{ ...other, pair }] : [];
    });
    return {
      stored: near.flatMap(({ head, pair }) => (head ? [{ story: head, pair }] : [])),
      before: near.flatMap(({ before, pair }) => (before ? [{ story: before.head, pair }] : [])),
      compared: others.length,
      isIdle:
        likely.filter(isReport).length === others.filter(isReport).length && !near.some(isReport),
    };
  }
}

/** What may be related to each of several stories, the likeliest first. */
async function likelyOf(engine: Engine, asked: Asked[], held: Held): Promise<Likely[][]> {
  const prints = asked.map(({ fingerprint }) => fingerprint);
  const keys = new Set(prints.flatMap((print) => [...engine.plan(print)]));
  await readShards(keys, held.shards);
  const stored = engine.candidates(prints, knownOf(held.shards, keys));
  const among = engine.among(prints);
  return stored.map((candidates, i) =>
    [
      ...(among[i] ?? []).map((candidate) => ({ candidate, before: asked[candidate.story] })),
      ...candidates.map((candidate) => ({ candidate })),
    ].sort(byLikelihood),
  );
}

/** Texts first, in the order in which they were found; then the reports that share most. */
function byLikelihood({ candidate: one }: Likely, { candidate: other }: Likely): number {
  if (one.shared > 0 || other.shared > 0) return Number(other.shared > 0) - Number(one.shared > 0);
  return other.alike - one.alike || other.rare - one.rare;
}

function isReport({ candidate }: Likely): boolean {
  return candidate.shared === 0;
}

/** The story that may be related to another, where it is there. */
function otherOf(likely: Likely, kept: Map<number, StoredStory>): Other | undefined {
  const { candidate, before } = likely;
  if (before) return { ...likely, story: before.story, page: before.page };
  const stored = kept.get(candidate.story);
  if (!stored) return undefined;
  const { head, text } = stored;
  return { ...likely, story: asStory(head, text), page: pageOf(head), head };
}

/** The numbers of the stored stories among these. */
function storiesOf(likely: Likely[]): Set<number> {
  return new Set(likely.filter(({ before }) => !before).map(({ candidate }) => candidate.story));
}
