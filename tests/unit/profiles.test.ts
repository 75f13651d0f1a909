// What stored stories tell of outlets and agencies.

import assert from "node:assert/strict";
import { test } from "node:test";
import { profiles } from "../../extension/background/profiles.js";
import type { Edit, Pair } from "../../extension/messages/report.js";
import type { StoryHead } from "../../extension/messages/session.js";

const head = (id: number, site: string, published?: string, agency?: string): StoryHead =>
  ({
    id,
    site,
    url: `https://${site}.example/${id}`,
    ...(published ? { published } : {}),
    agencies: agency ? [{ name: agency, role: "whole", evidence: [], where: "credit" }] : [],
  }) as unknown as StoryHead;

const pair = (a: number, b: number, more: Partial<Pair>): Pair =>
  ({
    ...{ a: String(a), b: String(b), relation: "syndicated", a_in_b: 1, b_in_a: 1, edits: [] },
    ...more,
  }) as Pair;

const HEADS = [
  head(1, "Courant", "2026-03-12T10:00:00Z", "Halden"),
  head(2, "Packet", "2026-03-12T11:00:00Z", "Halden"),
  head(3, "Squall", "2026-03-12T13:00:00Z", "Halden"),
  head(4, "Courant", "2026-03-14"),
];
const PAIRS = [
  pair(2, 1, { a_in_b: 1, b_in_a: 0.9 }),
  pair(3, 1, {
    ...{ a_in_b: 0.9, b_in_a: 0.5, relation: "partial" },
    // Only in the later one, and twice only in the earlier.
    edits: ["headline", "dropped", "added", "added"].map((type) => ({ type, weight: 1 })) as Edit[],
  }),
  pair(3, 2, { a_in_b: 0.9, b_in_a: 0.6 }),
  pair(4, 1, { relation: "same-event" }),
];

test("outlets are counted with their copies, their agencies, and whom they share text with", () => {
  const { outlets } = profiles(HEADS, PAIRS);
  const courant = outlets.find(({ name }) => name === "Courant")!;
  assert.equal(outlets[0], courant, "the largest first");
  assert.equal(courant.stories, 2);
  assert.equal(courant.copied, 1, "an own report of the event is no copy");
  assert.deepEqual(courant.agencies, { Halden: 1 });
  assert.deepEqual(courant.shares, { Packet: 1, Squall: 1 });
});

test("outlets that share text are told before larger ones that share none", () => {
  const alone = Array.from({ length: 100 }, (_, i) => head(100 + i, `Lonely ${i % 50}`));
  const { outlets, left } = profiles([...HEADS, ...alone], PAIRS);
  for (const name of ["Courant", "Packet", "Squall"])
    assert.ok(
      outlets.some((outlet) => outlet.name === name),
      name,
    );
  assert.equal(outlets.length + left, 53);
  assert.ok(left > 0);
});

test("how much an outlet kept is told against the earliest copy there is", () => {
  const { outlets } = profiles(HEADS, PAIRS);
  const kept = (name: string) => outlets.find((outlet) => outlet.name === name)?.kept;
  assert.equal(kept("Squall"), 0.5);
  assert.equal(kept("Packet"), 0.9);
  assert.equal(kept("Courant"), undefined, "nothing is earlier");
});

test("what an outlet does to a text is told from its side, once a copy", () => {
  const { outlets } = profiles(HEADS, PAIRS);
  const squall = outlets.find(({ name }) => name === "Squall")!;
  assert.equal(squall.late, 1);
  assert.deepEqual(squall.changes, { headline: 1, added: 1, dropped: 1 });
  const courant = outlets.find(({ name }) => name === "Courant")!;
  assert.deepEqual([courant.late, courant.changes], [0, {}]);
});

test("an agency's text is followed: who ran it, how long after, and how much of it", () => {
  const [halden] = profiles(HEADS, PAIRS).agencies;
  assert.equal(halden?.name, "Halden");
  assert.deepEqual(halden?.outlets, { Courant: 1, Packet: 1, Squall: 1 });
  assert.equal(halden?.delay, 3 * 3_600_000);
  assert.ok(Math.abs((halden?.kept ?? 0) - 0.7) < 1e-9);
});
