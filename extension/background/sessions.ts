/**
 * One session per tab, kept in the browser's session storage: it outlives the background, which the
 * browser may stop at any moment, and ends with the browser. Content scripts cannot read it.
 */
import { api } from "../browser.js";
import type { Session, SessionState } from "../messages/session.js";
import { announce } from "../messages/transport.js";

const PREFIX = "session:";
const keyOf = (tab: number): string => PREFIX + tab;

/**
 * How a session is kept: as text, because browsers count every field of an object many times over
 * against what they keep, and a page of ten thousand blocks has a hundred thousand fields.
 */
interface Kept {
  state: SessionState;
  startedAt: number;
  json: string;
}

/** The session of a tab. */
export async function getSession(tab: number): Promise<Session | null> {
  const key = keyOf(tab);
  const kept = (await api.storage.session.get(key))[key] as Kept | undefined;
  return kept ? JSON.parse(kept.json) : null;
}

/** All sessions. */
export async function allSessions(): Promise<Session[]> {
  return (await allKept()).map(([, { json }]) => JSON.parse(json));
}

async function allKept(): Promise<[string, Kept][]> {
  const all = await api.storage.session.get();
  return Object.entries(all).filter(([key]) => key.startsWith(PREFIX)) as [string, Kept][];
}

/** Keeps a session and says so. Where the storage is full, the oldest other session makes room. */
export async function putSession(session: Session): Promise<void> {
  const own = keyOf(session.tab);
  const { state, startedAt } = session;
  const kept: Kept = { state, startedAt, json: JSON.stringify(session) };
  for (;;) {
    try {
      await api.storage.session.set({ [own]: kept });
      break;
    } catch (thrown) {
      const others = (await allKept()).filter(([key]) => key !== own);
      const oldest = others.sort(([, a], [, b]) => a.startedAt - b.startedAt)[0];
      if (!oldest) throw thrown;
      await api.storage.session.remove(oldest[0]);
    }
  }
  announce({ news: "session", tab: session.tab, session });
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

/** Forgets a tab's session. One that is begun after this was called stays. */
export async function dropSession(tab: number): Promise<void> {
  const [session] = await Promise.all([getSession(tab), api.storage.session.remove(keyOf(tab))]);
  if (session) announce({ news: "session", tab });
}
