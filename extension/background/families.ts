/**
 * Families of copies, and what outlets and agencies are to each other, as far as the library tells.
 *
 * A family is found from one of its stories: the links of copies are followed from story to story,
 * so its cost is that of the family and not of the library. What is said over all outlets is
 * counted over the library up to a limit, and the answer says whether that was all.
 */

import { summaryOf } from "../capture/knowledge.js";
import { asStory } from "../capture/story.js";
import { withEngine } from "../engine/index.js";
import type { KnownStory, Pair } from "../messages/report.js";
import { CodedError } from "../messages/result.js";
import type { FamilyView, Network, StoryHead } from "../messages/session.js";
import { sourceOf } from "../mutes.js";
import { pairsOf, readNetwork } from "../store/edges.js";
import { readStories } from "../store/index.js";
import { readHeads } from "../store/list.js";
import { isCopy } from "../verdict.js";
import { profiles } from "./profiles.js";
import { getSettings } from "./settings.js";

/** Stories that are followed from one, and members that are laid side by side, at most. */
const FOLLOWED = 300;
const MEMBERS = 60;
/** Stories and edges that profiles are counted over, at most. */
const COUNTED = 20_000;

/** The family of a stored story, each member held against the one that has most of the text. */
export async function familyOf(of: number): Promise<FamilyView> {
  const { ids, pairs } = await follow(of);
  const heads = (await readHeads([...ids])).filter((head) => head.replacedBy === undefined);
  const known = heads.map(knownOf);
  const families = await withEngine((engine) => engine.families(known, pairs));
  const family = families.find(({ stories }) => stories.includes(String(of)));
  if (!family) throw new CodedError("not-found", String(of));

  const shown = [family.representative, ...family.order].map(Number);
  const members = await readStories(new Set(shown.slice(0, MEMBERS + 1)));
  const first = members.find(({ head }) => String(head.id) === family.representative)!;
  const { thresholds } = await getSettings();
  const against = await withEngine((engine) =>
    members.map(({ head, text }) =>
      engine.compare(asStory(first.head, first.text), asStory(head, text), thresholds),
    ),
  );
  const place = new Map(family.order.map((id, i) => [Number(id), i]));
  return {
    family,
    text: first.text.text,
    members: members
      .map(({ head }, i) => ({ head, pair: against[i]! }))
      .sort((one, other) => (place.get(one.head.id) ?? 0) - (place.get(other.head.id) ?? 0)),
    events: heads.filter(({ id }) =>
      family.events.some(
        (name) => families.find((one) => one.family === name)?.representative === String(id),
      ),
    ),
  };
}

/** The stories that links lead to from one, and the pairs between them. */
async function follow(of: number): Promise<{ ids: Set<number>; pairs: Pair[] }> {
  const ids = new Set([of]);
  const pairs = new Map<string, Pair>();
  for (const id of ids) {
    for (const pair of await pairsOf([id])) {
      const next = [Number(pair.a), Number(pair.b)];
      const isKnown = next.every((one) => ids.has(one));
      if (!isKnown && ids.size >= FOLLOWED) continue;
      pairs.set(`${pair.a} ${pair.b}`, pair);
      // Other reports of the event are named; their own copies are not looked for.
      if (isCopy(pair) || id === of) for (const one of next) ids.add(one);
    }
  }
  return { ids, pairs: [...pairs.values()] };
}

function knownOf({ id, published, firstSeen, words, agencies }: StoryHead): KnownStory {
  const seen = new Date(firstSeen).toISOString();
  return { id: String(id), words, agencies, seen, ...(published ? { published } : {}) };
}

/** Who runs whose text, over the library. */
export async function network(): Promise<Network> {
  const { heads, pairs, all } = await readNetwork(COUNTED);
  const { outlets, left, agencies } = profiles(heads, pairs);
  const pages = new Map(heads.map((head) => [sourceOf(head), head.url]));
  for (const outlet of outlets) {
    const site = await summaryOf(pages.get(outlet.name) ?? "");
    if (site && site.words > 0) outlet.boilerplate = site.boilerplate / site.words;
  }
  return { outlets, left, agencies, stories: heads.length, all };
}
