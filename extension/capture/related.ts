/** Stored stories that share text with a story, and how. */
import type { Engine } from "../engine/index.js";
import type { Found, Pair, Story, Thresholds } from "../messages/report.js";
import type { Copy, StoryHead } from "../messages/session.js";
import { readShards, readStories } from "../store/index.js";
import { knownOf, type Shards } from "../store/shelf.js";
import { byCloseness } from "../verdict.js";
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
  const [found] = await withIndex((engine) => findNear(engine, asked, new Map(), thresholds));
  const { stored = [], compared = 0 } = found ?? {};
  const related = stored.sort(byCloseness);
  return {
    copies: related.filter(({ pair }) => pair.relation !== "same-event"),
    events: related.filter(({ pair }) => pair.relation === "same-event"),
    compared,
  };
}

/**
 * What each of several stories is related to: stored stories, and those asked about before it, which
 * have an index of their own here. The shards that were read for it are put among those `known`.
 */
export async function findNear(
  engine: Engine,
  asked: Asked[],
  known: Shards,
  thresholds?: Partial<Thresholds>,
): Promise<Finding[]> {
  const prints = asked.map(({ story }) => engine.fingerprint(story));
  const plans = prints.map((print) => engine.plan(print));
  await readShards(
    plans.flatMap((plan) => [...plan]),
    known,
  );
  const candidates = prints.map((print, i) =>
    engine.candidates(print, knownOf(known, plans[i] ?? [])),
  );
  const ids = new Set(candidates.flatMap((some) => some.map(({ story }) => story)));
  const kept = new Map((await readStories(ids)).map((one) => [one.head.id, one]));
  const early: Shards = new Map();
  return asked.map(({ story, page }, i) => {
    const fingerprint = prints[i] ?? new Uint8Array();
    const heads = new Map<string, StoryHead>();
    const near = new Map<string, Asked>();
    const found: Found[] = [];
    for (const { story: place, shared, alike } of earlier(engine, i, fingerprint, early)) {
      const other = asked[place];
      if (!other || other.page === page) continue;
      near.set(other.story.id, other);
      found.push({ shared, alike, story: other.story });
    }
    for (const { story: id, shared, alike } of candidates[i] ?? []) {
      const other = kept.get(id);
      if (!other || pageOf(other.head) === page) continue;
      heads.set(String(id), other.head);
      found.push({ shared, alike, story: asStory(other.head, other.text) });
    }
    const pairs = found.length > 0 ? engine.related(story, found, thresholds) : [];
    return {
      fingerprint,
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
  });
}

/** The places of earlier stories that may be near, after which this one is among them too. */
function earlier(engine: Engine, place: number, fingerprint: Uint8Array, early: Shards) {
  const found = engine.candidates(fingerprint, knownOf(early, engine.plan(fingerprint)));
  const shards = knownOf(early, engine.planInsert(place));
  for (const shard of engine.insert(place, fingerprint, shards)) early.set(shard.key, shard);
  return found;
}
