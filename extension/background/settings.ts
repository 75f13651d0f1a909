/** Choices of the reader, kept on the device, but where the reader's organisation has decided. */
import { api } from "../browser.js";
import { OFF_AT_FIRST } from "../kinds.js";
import type { Settings, SettingsChange } from "../messages/session.js";
import { getPolicy } from "./policy.js";

const KEY = "settings";

/** The present settings. */
export async function getSettings(): Promise<Settings> {
  const [kept, policy] = await Promise.all([getKept(), getPolicy()]);
  const decided = Object.keys(policy) as Settings["decided"];
  return {
    off: [...OFF_AT_FIRST],
    manner: {},
    withBoilerplate: false,
    ...kept,
    ...policy,
    decided,
  };
}

async function getKept(): Promise<Partial<Settings>> {
  return ((await api.storage.local.get(KEY))[KEY] as Partial<Settings> | undefined) ?? {};
}

/** Changes are made one after the other, each of what the one before left. */
let last: Promise<unknown> = Promise.resolve();

/** Changes some of the settings, and gives them all. */
export function changeSettings(change: SettingsChange): Promise<Settings> {
  const next = last.then(async () => {
    const kept = Object.entries({ ...(await getKept()), ...change });
    await api.storage.local.set({
      [KEY]: Object.fromEntries(kept.filter(([, value]) => value !== null && value !== undefined)),
    });
    return getSettings();
  });
  last = next.catch(() => undefined);
  return next;
}
