/** Choices of the reader, kept on the device. */
import { api } from "../browser.js";
import { OFF_AT_FIRST } from "../kinds.js";
import type { Settings } from "../messages/session.js";

const KEY = "settings";

/** The present settings. */
export async function getSettings(): Promise<Settings> {
  const kept = (await api.storage.local.get(KEY))[KEY] as Partial<Settings> | undefined;
  return { off: [...OFF_AT_FIRST], manner: {}, withBoilerplate: false, ...kept };
}

/** Keeps settings. */
export async function putSettings(settings: Settings): Promise<void> {
  await api.storage.local.set({ [KEY]: settings });
}
