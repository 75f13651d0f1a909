/** What a session comes down to, in the words and numbers of the panel and of the badge. */
import type { Pair, Relation } from "./messages/report.js";
import type { Copy, Session } from "./messages/session.js";

const COPIED: readonly Relation[] = ["exact", "syndicated", "partial"];

/** Relations from strong to weak. */
export const RELATIONS: readonly Relation[] = [
  "exact",
  "syndicated",
  "partial",
  "shared-quotes",
  "same-event",
  "unrelated",
];

/** Whether two stories share running text, not only quotations. */
export function isCopy({ relation }: Pick<Pair, "relation">): boolean {
  return COPIED.includes(relation);
}

/** The stored stories that share running text, not only quotations. */
export function copiesOf(session: Pick<Session, "copies">): Copy[] {
  return session.copies.filter(({ pair }) => isCopy(pair));
}

/** Whether a session is still at work. */
export function isUnderWay({ state }: Pick<Session, "state">): boolean {
  return state === "reading" || state === "judged";
}

/** Puts the closest copies first; among equals the one that was published first. */
export function byCloseness(one: Copy, other: Copy): number {
  const rank = ({ pair }: Copy): number => RELATIONS.indexOf(pair.relation);
  const share = ({ pair }: Copy): number => Math.max(pair.a_in_b, pair.b_in_a);
  const published = ({ story }: Copy): number => Date.parse(story.published ?? "") || Infinity;
  return (
    rank(one) - rank(other) ||
    share(other) - share(one) ||
    published(one) - published(other) ||
    one.story.id - other.story.id
  );
}
