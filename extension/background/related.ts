/** Stored stories that share text with a story, and how. */
import { withEngine } from "../engine/index.js";
import type { Story } from "../messages/report.js";
import type { Copy } from "../messages/session.js";
import { readShards, readStories } from "../store/index.js";
import { byCloseness } from "../verdict.js";
import { asStory, pageOf } from "./story.js";

/** Stored stories that are related to a story; others on its own page are not compared. */
export async function findRelated(
  story: Story,
  page: string,
): Promise<{ copies: Copy[]; events: Copy[]; compared: number }> {
  return withEngine(async (engine) => {
    const fingerprint = engine.fingerprint(story);
    const shards = await readShards(engine.plan(fingerprint));
    const candidates = engine.candidates(fingerprint, shards).map(({ story: id }) => id);
    const others = (await readStories(candidates)).filter(({ head }) => pageOf(head) !== page);
    const related = others
      .map(({ head, text }) => ({ story: head, pair: engine.compare(story, asStory(head, text)) }))
      .filter(({ pair }) => pair.relation !== "unrelated")
      .sort(byCloseness);
    return {
      copies: related.filter(({ pair }) => pair.relation !== "same-event"),
      events: related.filter(({ pair }) => pair.relation === "same-event"),
      compared: others.length,
    };
  });
}
