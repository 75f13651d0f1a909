/**
 * One session per tab, kept in the browser's session storage: it outlives the background, which the
 * browser may stop at any moment, and ends with the browser. Content scripts cannot read it.
 */
import { api } from "../browser.js";
import type { Session } from "../messages/session.js";
import { announce } from "../messages/transport.js";

const PREFIX = "session:";
const keyOf = (tab: number): string => PREFIX + tab;

/** The session of a tab. */
export async function getSession(tab: number): Promise<Session | null> {
  const key = keyOf(tab);
  return ((await api.storage.session.get(key))[key] as Session | undefined) ?? null;
}

/** All sessions. */
export async function allSessions(): Promise<Session[]> {
  const all = await api.storage.session.get();
  return Object.entries(all).flatMap(([key, value]) =>
    key.startsWith(PREFIX) ? [value as Session] : [],
  );
}

/** Keeps a session and says so. Where the storage is full, the oldest other session makes room. */
export async function putSession(session: Session): Promise<void> {
  for (;;) {
    try {
      await api.storage.session.set({ [keyOf(session.tab)]: session });
      break;
    } catch (thrown) {
      const others = (await allSessions()).filter((other) => other.tab !== session.tab);
      const oldest = others.sort((a, b) => a.startedAt - b.startedAt)[0];
      if (!oldest) throw thrown;
      await api.storage.session.remove(keyOf(oldest.tab));
    }
  }
  announce({ news: "session", tab: session.tab });
}

/** Changes a session, if the tab still has one. */
export async function changeSession(
  tab: number,
  change: (session: Session) => Session,
): Promise<Session | null> {
  const session = await getSession(tab);
  if (!session) return null;
  const changed = change(session);
  await putSession(changed);
  return changed;
}

/** Forgets a tab's session. */
export async function dropSession(tab: number): Promise<void> {
  if (!(await getSession(tab))) return;
  await api.storage.session.remove(keyOf(tab));
  announce({ news: "session", tab });
}
