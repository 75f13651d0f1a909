/** What the background would answer, in a state of the gallery. */
import { OFF_AT_FIRST } from "../../extension/kinds.js";
import type { Calls } from "../../extension/messages/calls.js";
import { asFailure, CodedError, failed, ok, type Result } from "../../extension/messages/result.js";
import type { Settings } from "../../extension/messages/session.js";
import type { Fiction } from "./newsroom.js";
import { familyOf, networkOf } from "./relations.js";
import { fiction } from "./shared.js";
import { STATES } from "./states.js";

type Answers = {
  [K in keyof Calls]?: (
    input: Calls[K]["in"],
    now: Fiction,
    state: string,
  ) => Calls[K]["out"] | Promise<Calls[K]["out"]>;
};

const head = ({ told }: Fiction, id: number) => told[id - 1]!;

const SETTINGS: Settings = {
  off: [...OFF_AT_FIRST],
  manner: {},
  withBoilerplate: false,
  decided: [],
  auto: { "courant.example": "badge" },
};

const ANSWERS: Answers = {
  session: (_, now, state) => (STATES[state] ?? STATES.copies!)(now).session,
  settled: (_, now, state) => (STATES[state] ?? STATES.copies!)(now).session,
  settings: () => SETTINGS,
  changeSettings: () => SETTINGS,
  raw: () => ({}),
  rules: () => ({ corrections: [], packs: [] }),
  sample: (_, now) => STATES.copies!(now).session!,
  latest: ({ count }, now) => now.told.slice(0, count).map((one) => ({ ...one.head, later: 0 })),
  count: (_, now, state) => ({ stories: (STATES[state] ?? STATES.copies!)(now).stored }),
  story: ({ id }, now) => {
    const { head: known, story } = head(now, id);
    const { text, extras } = story;
    return { head: known, text: { id, text, extras, fingerprint: new Uint8Array() }, later: [] };
  },
  muted: () => [
    { source: "Daily Squall" },
    { passage: "all rights reserved. no part of this site may be reproduced" },
  ],
  family: ({ of }, now) => familyOf(now, of),
  network: (_, now, state) => networkOf(state === "first-run" ? [] : now.told, now),
  archive: (_, now, state) => {
    const { archive = null } = (STATES[state] ?? STATES.copies!)(now).session ?? {};
    if (archive && "error" in archive) throw new CodedError("companion", archive.error.message);
    return archive && { stories: archive.stories, version: "0.1.0" };
  },
  compare: ({ a, b }, now) => ({
    a: { head: head(now, a).head, text: head(now, a).story.text },
    b: { head: head(now, b).head, text: head(now, b).story.text },
    pair: now.pair(a - 1, b - 1),
  }),
};

/** Answers a call; one that has no place on the stage fails as a background that has gone. */
export async function answers(
  state: string,
  call: string,
  input: unknown,
): Promise<Result<unknown>> {
  const answer = ANSWERS[call as keyof Calls] as
    | ((input: unknown, now: Fiction, state: string) => unknown)
    | undefined;
  if (!answer) return failed("no-answer", call);
  try {
    return ok(await answer(input, await fiction(), state));
  } catch (thrown) {
    return { ok: false, error: asFailure(thrown, "store") };
  }
}
