/** Stories go when they were kept as long as the reader wants; looked for once a day. */
import { api } from "../browser.js";
import { withIndex } from "../capture/indexed.js";
import { announce } from "../messages/transport.js";
import { retire } from "../store/keeping.js";
import { getSettings } from "./settings.js";

const KEY = "retired";
const DAY = 86_400_000;

/** Deletes what is older than the reader keeps, unless that was done within a day. */
export async function retireOld(): Promise<void> {
  const { keepDays } = await getSettings();
  const last = (await api.storage.local.get(KEY))[KEY] as number | undefined;
  const now = Date.now();
  if (!keepDays || (last !== undefined && now - last < DAY)) return;
  await api.storage.local.set({ [KEY]: now });
  const gone = await withIndex((engine) => retire(engine, keepDays, now));
  if (gone > 0) announce({ news: "library" });
}
