/** Stored stories that share text with a story, and how. */
import { withEngine } from "../engine/index.js";
import type { Story, Thresholds } from "../messages/report.js";
import { CodedError } from "../messages/result.js";
import type { Copy } from "../messages/session.js";
import { readShards, readStories, reindex } from "../store/index.js";
import { byCloseness } from "../verdict.js";
import { asStory, pageOf } from "./story.js";

/** What is stored that a story is related to. */
interface Related {
  copies: Copy[];
  events: Copy[];
  /** How many stored stories had words in common and were compared closely. */
  compared: number;
}

/**
 * Stored stories that are related to a story, by the usual thresholds or others; stories on its own
 * page are not compared. An index that does not fit the engine is made anew, once.
 */
export async function findRelated(
  story: Story,
  page: string,
  thresholds?: Partial<Thresholds>,
): Promise<Related> {
  try {
    return await search(story, page, thresholds);
  } catch (thrown) {
    if (!(thrown instanceof CodedError && thrown.code === "index")) throw thrown;
    await withEngine((engine) =>
      reindex(engine, (head, text) => engine.fingerprint(asStory(head, text))),
    );
    return search(story, page, thresholds);
  }
}

function search(story: Story, page: string, thresholds?: Partial<Thresholds>): Promise<Related> {
  return withEngine(async (engine) => {
    const fingerprint = engine.fingerprint(story);
    const shards = await readShards(engine.plan(fingerprint));
    const candidates = engine.candidates(fingerprint, shards);
    const alike = new Map(candidates.map(({ story: id, alike }) => [id, alike]));
    const others = (await readStories(alike.keys())).filter(({ head }) => pageOf(head) !== page);
    const found = others.map(({ head, text }) => ({
      alike: alike.get(head.id) ?? 0,
      story: asStory(head, text),
    }));
    const heads = new Map(others.map(({ head }) => [String(head.id), head]));
    const related = engine
      .related(story, found, thresholds)
      .flatMap((pair) => {
        const head = heads.get(pair.b);
        return head ? [{ story: head, pair }] : [];
      })
      .sort(byCloseness);
    return {
      copies: related.filter(({ pair }) => pair.relation !== "same-event"),
      events: related.filter(({ pair }) => pair.relation === "same-event"),
      compared: others.length,
    };
  });
}
