// Runs in the browser: looks every query up with the engine that ships and compares it with its
// candidates, as the extension does. What a store would take to read is not counted.

import init, { Engine } from "./pkg/wireprint.js";

globalThis.measure = async () => {
  await init();
  const engine = new Engine();
  const shards = shardsOf(await (await fetch("shards.bin")).arrayBuffer());
  const queries = await (await fetch("queries.json")).json();
  const times = [];
  const compared = [];
  let found = 0;
  let asked = 0;
  for (const [round, query] of [...queries.slice(0, 30), ...queries].entries()) {
    const story = { id: "query", text: query.text };
    const begin = performance.now();
    const fingerprint = engine.fingerprint(story);
    const wanted = Array.from(engine.plan(fingerprint));
    const read = wanted.flatMap((key) =>
      shards.has(key) ? [{ key, bytes: shards.get(key) }] : [],
    );
    const [candidates] = engine.candidates([fingerprint], read);
    const pairs = engine.related(
      story,
      candidates.map(({ story: id, shared, alike }) => ({
        shared,
        alike,
        story: { id: String(id), text: query.stored[id] },
      })),
    );
    const time = performance.now() - begin;
    // The first queries warm the engine up.
    if (round < 30) continue;
    times.push(time);
    compared.push(candidates.length);
    if (query.kind === 2) continue;
    asked += 1;
    const pair = pairs.find(({ b }) => b === String(query.source));
    if (pair && !["unrelated", "same-event"].includes(pair.relation)) found += 1;
  }
  const at = (values, share) =>
    values.toSorted((one, other) => one - other)[Math.floor((values.length - 1) * share)];
  return {
    p50: at(times, 0.5),
    p95: at(times, 0.95),
    candidates: at(compared, 0.5),
    most: at(compared, 1),
    found,
    asked,
  };
};

function shardsOf(buffer) {
  const shards = new Map();
  const view = new DataView(buffer);
  for (let at = 0; at < buffer.byteLength; ) {
    const [key, length] = [view.getUint32(at, true), view.getUint32(at + 4, true)];
    shards.set(key, new Uint8Array(buffer, at + 8, length));
    at += 8 + length;
  }
  return shards;
}
