// The graph of outlets: who is joined to whom, and who stands beside whom.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { OutletProfile } from "../../extension/messages/session.js";
import { linesBetween, ring } from "../../extension/pages/families/graph.js";

function outlet(name: string, shares: Record<string, number>): OutletProfile {
  return { name, stories: 3, copied: 1, agencies: {}, shares, late: 0, changes: {} };
}

const tide = outlet("Tide", { Moor: 4, Tide: 2 });
const moor = outlet("Moor", { Tide: 4, Wire: 1 });
const wire = outlet("Wire", { Moor: 1, Lamp: 7 });
const lamp = outlet("Lamp", { Wire: 7 });
const alone = outlet("Alone", { Alone: 5 });
const lines = linesBetween([tide, alone, wire, moor, lamp]);

test("a line joins two outlets that share text, once, the thickest first", () => {
  const told = lines.map(({ from, to, count }) => `${from.name}-${to.name} ${count}`);
  assert.deepEqual(told, ["Wire-Lamp 7", "Tide-Moor 4", "Wire-Moor 1"]);
});

test("on the ring each is followed by whom it shares most with; who shares with none is not on it", () => {
  const names = ring(lines).map(({ name }) => name);
  assert.deepEqual(names, ["Wire", "Lamp", "Tide", "Moor"]);
  assert.deepEqual(ring([]), []);
});
