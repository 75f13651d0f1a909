/**
 * A case of a wrong match: both texts and what was said of them, so that the mistake can be shown,
 * and seen again with `wireprint overlap` over its two stories.
 */
import type { Copy, Session } from "../../messages/session.js";

/** The case as a file; `text` is the stored story's. */
export function wrongMatch({ story, pair }: Copy, { reading, url }: Session, text: string) {
  const { relation, a_in_b, b_in_a, passages, why } = pair;
  const about = ({
    title,
    site,
    published,
  }: {
    title?: string;
    site?: string;
    published?: string;
  }) => ({
    title,
    site,
    published,
  });
  return {
    name: `wireprint-case-${story.id}.json`,
    value: {
      case: "wrong match",
      expected: "unrelated",
      engine: story.engine,
      got: { relation, a_in_b, b_in_a, passages, why },
      stories: [
        { id: "a", url, ...about(reading ?? {}), body: reading?.text ?? "" },
        { id: "b", url: story.url, ...about(story), body: text },
      ],
    },
  };
}
