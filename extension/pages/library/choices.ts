/**
 * The reader's choices on their way into a backup and out of one: the settings and what is muted. They
 * are kept beside the library, by the background, and go with it.
 */

import { unwrap } from "../../messages/result.js";
import type { Mute, SettingsChange } from "../../messages/session.js";
import { call } from "../../messages/transport.js";

/** Mutes that are told at once. */
const PORTION = 1_000;

/** Every choice given up. */
const NONE: Required<SettingsChange> = {
  off: null,
  manner: null,
  withBoilerplate: null,
  keepDays: null,
  thresholds: null,
  auto: null,
  language: null,
};

/** The choices as a backup has them, less those that the reader's organisation has made. */
export async function gatherChoices(): Promise<Record<string, unknown>> {
  const { decided, ...settings } = unwrap(await call("settings", {}));
  const own = Object.entries(settings).filter(([name]) => !decided.some((one) => one === name));
  return { ...Object.fromEntries(own), muted: unwrap(await call("muted", {})) };
}

/**
 * Takes on the choices of a backup: in the place of those that there are, or, merged with them, what is
 * muted and nothing else.
 */
export async function takeOnChoices(
  { muted = [], decided: _, ...settings }: Record<string, unknown>,
  how: "merge" | "replace",
): Promise<void> {
  if (how === "replace") {
    unwrap(await call("changeSettings", { ...NONE, ...settings }));
    await mute(unwrap(await call("muted", {})), false);
  }
  await mute(muted as Mute[], true);
}

async function mute(what: Mute[], on: boolean): Promise<void> {
  // From the last on, as each portion goes before what there is.
  for (let to = what.length; to > 0; to -= PORTION)
    unwrap(await call("mute", { what: what.slice(Math.max(to - PORTION, 0), to), on }));
}
