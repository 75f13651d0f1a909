// How far the clusters that passim made of an archive agree with the pairs of `wireprint overlap`: by pairs
// of stories, those that share a cluster of theirs against those that ours says share text.
//
//   node spark/agreement.mjs PAIRS CLUSTERS
//
// PAIRS are lines of `wireprint overlap`, of any engine. CLUSTERS are the lines of passim's `out.json`, its
// parts one after the other: of each only `cluster` and `id` are read. Both must have been made of the same
// lines; passim takes those of the exports as they are (`id`, `series`, `text`). Passim is no package of a
// registry, so it is built from its own source.

import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";

/** Relations of shared text; a cluster says nothing of reports of one event in other words. */
const OF_TEXT = ["exact", "syndicated", "partial", "shared-quotes"];

const [pairs, clusters, ...more] = process.argv.slice(2);
if (!clusters || more.length > 0) {
  console.error("node spark/agreement.mjs PAIRS CLUSTERS");
  process.exit(2);
}

async function* objects(file) {
  for await (const line of createInterface({ input: createReadStream(file) }))
    if (line.trim() !== "") yield JSON.parse(line);
}

const nameOf = (a, b) => JSON.stringify(a < b ? [a, b] : [b, a]);

const ours = new Set();
for await (const { a, b, relation } of objects(pairs))
  if (OF_TEXT.includes(relation)) ours.add(nameOf(a, b));

const members = new Map();
for await (const { cluster, id } of objects(clusters)) {
  if (!members.has(cluster)) members.set(cluster, new Set());
  members.get(cluster).add(String(id));
}
const theirs = new Set();
for (const stories of [...members.values()].map((ids) => [...ids]))
  for (const [i, a] of stories.entries())
    for (const b of stories.slice(i + 1)) theirs.add(nameOf(a, b));

const both = [...theirs].filter((pair) => ours.has(pair)).length;
const said = { both, ours_alone: ours.size - both, theirs_alone: theirs.size - both };
console.log(JSON.stringify({ ...said, f1: (2 * both) / Math.max(1, ours.size + theirs.size) }));
