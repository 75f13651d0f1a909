/**
 * What stored stories tell of outlets and agencies: how much of what they run others run as well, whose
 * text it is by the pages' own words, how fast it went round, and how much of it was kept.
 *
 * How fast and how much are told against the earliest stored copy of each story, because that is the
 * nearest to the source that a reader's library has.
 */
import type { EditType, Pair } from "../messages/report.js";
import type { AgencyProfile, Network, OutletProfile, StoryHead } from "../messages/session.js";
import { sourceOf } from "../mutes.js";
import { isCopy } from "../verdict.js";

/** Outlets and agencies that are told, those with most copies; the largest first. */
const TOLD = 40;

/** A story against the earliest stored copy of it. */
interface Late {
  delay: number;
  kept: number;
  changes: Set<EditType>;
}

/** What is lacking in one text is added in the other; every other change is the same from both sides. */
const SEEN_FROM_A: Partial<Record<EditType, EditType>> = { dropped: "added", added: "dropped" };

/** The outlets and agencies of stories, by the pairs between them. */
export function profiles(
  heads: StoryHead[],
  pairs: Pair[],
): Pick<Network, "outlets" | "agencies" | "left"> {
  const byId = new Map(heads.map((head) => [String(head.id), head]));
  const copies = pairs.filter(isCopy).flatMap((pair) => {
    const [a, b] = [byId.get(pair.a), byId.get(pair.b)];
    return a && b ? [{ a, b, pair }] : [];
  });
  const late = new Map<number, Late>();
  for (const { a, b, pair } of copies) {
    const types = pair.edits.map(({ type }) => type);
    note(late, b, a, { kept: pair.a_in_b, changes: new Set(types) });
    const turned = types.map((type) => SEEN_FROM_A[type] ?? type);
    note(late, a, b, { kept: pair.b_in_a, changes: new Set(turned) });
  }

  const outlets = new Map<string, OutletProfile>();
  const agencies = new Map<string, AgencyProfile>();
  const stories = new Map<string, StoryHead[]>();
  for (const head of heads) {
    const name = sourceOf(head);
    const outlet = found(outlets, name, () => ({
      ...{ name, stories: 0, copied: 0, agencies: {}, shares: {}, late: 0, changes: {} },
    }));
    outlet.stories++;
    found(stories, name, () => []).push(head);
    for (const { name: agency, role } of head.agencies) {
      if (role !== "whole") continue;
      add(outlet.agencies, agency);
      add(found(agencies, agency, () => ({ name: agency, outlets: {} })).outlets, name);
      found(stories, `agency ${agency}`, () => []).push(head);
    }
  }
  const copied = new Set(copies.flatMap(({ a, b }) => [a, b]));
  for (const head of copied) outlets.get(sourceOf(head))!.copied++;
  for (const { a, b } of copies) {
    const [one, other] = [sourceOf(a), sourceOf(b)];
    add(outlets.get(one)!.shares, other);
    if (one !== other) add(outlets.get(other)!.shares, one);
  }
  for (const outlet of outlets.values()) {
    const times = lateOf(stories.get(outlet.name), late);
    if (times.length > 0) outlet.kept = mean(times.map(({ kept }) => kept));
    outlet.late = times.length;
    for (const type of times.flatMap(({ changes }) => [...changes])) add(outlet.changes, type);
  }
  for (const agency of agencies.values()) {
    const times = lateOf(stories.get(`agency ${agency.name}`), late);
    if (times.length === 0) continue;
    agency.delay = median(times.map(({ delay }) => delay));
    agency.kept = mean(times.map(({ kept }) => kept));
  }
  const size = ({ outlets: by }: AgencyProfile): number =>
    Object.values(by).reduce((sum, count) => sum + count, 0);
  const told = [...outlets.values()]
    .sort((one, other) => other.copied - one.copied || other.stories - one.stories)
    .slice(0, TOLD);
  return {
    outlets: told.sort((one, other) => other.stories - one.stories),
    left: outlets.size - told.length,
    agencies: [...agencies.values()].sort((one, other) => size(other) - size(one)).slice(0, TOLD),
  };
}

/** Notes how long after another copy a story was published, if that one is the earliest so far. */
function note(
  late: Map<number, Late>,
  story: StoryHead,
  other: StoryHead,
  found: Omit<Late, "delay">,
): void {
  const delay = Date.parse(story.published ?? "") - Date.parse(other.published ?? "");
  if (delay > 0 && delay > (late.get(story.id)?.delay ?? 0))
    late.set(story.id, { delay, ...found });
}

function lateOf(heads: StoryHead[] = [], late: Map<number, Late>): Late[] {
  return heads.flatMap(({ id }) => late.get(id) ?? []);
}

function found<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}

function add<K extends string>(counts: Partial<Record<K, number>>, key: K): void {
  counts[key] = (counts[key] ?? 0) + 1;
}

const mean = (values: number[]): number =>
  values.reduce((sum, one) => sum + one, 0) / values.length;

function median(values: number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)]!;
}
