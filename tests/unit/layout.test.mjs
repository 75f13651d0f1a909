// The comparison of layouts: a box that moved, went or came is named, a pixel more or less is not.

import assert from "node:assert/strict";
import { test } from "node:test";
import { differences } from "../../scripts/lib/layout.mjs";

const KEPT = `## panel 320
body @ 0 0 320 900
 h1 @ 16 20 288 30
 p.fine x3 @ 16 60 288 18
 a @ 16 90 80 18
## looks
light h1: 21px, rgb(29, 28, 25)
`;

test("a layout is like itself, and like one that is a pixel off", () => {
  assert.deepEqual(differences(KEPT, KEPT, 2), []);
  assert.deepEqual(differences(KEPT, KEPT.replace("288 30", "289 29"), 2), []);
});

test("a box that moved is told with its old and its new place", () => {
  assert.deepEqual(differences(KEPT, KEPT.replace("16 60 288 18", "16 60 140 36"), 2), [
    "panel 320: was p.fine x3 @ 16 60 288 18",
    "panel 320: now p.fine x3 @ 16 60 140 36",
  ]);
});

test("a box that went, one that came, and a page that is new are told", () => {
  assert.deepEqual(differences(KEPT, KEPT.replace(" h1 @ 16 20 288 30\n", ""), 2), [
    "panel 320: was h1 @ 16 20 288 30",
  ]);
  const more = KEPT.replace(" a @", " button @ 0 0 9 9\n a @").replace(
    "## looks",
    "## b\nx @ 1\n## looks",
  );
  assert.deepEqual(differences(KEPT, more, 2), ["panel 320: now button @ 0 0 9 9", "b: now x @ 1"]);
});

test("a colour is the same or another one", () => {
  const [was, now] = differences(KEPT, KEPT.replace("29, 28, 25", "29, 28, 26"), 2);
  assert.match(was, /looks: was light h1.*25/);
  assert.match(now, /looks: now light h1.*26/);
});
