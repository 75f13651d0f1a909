/**
 * One session per tab, kept in the browser's session storage: it outlives the background, which the
 * browser may stop at any moment, and ends with the browser. Content scripts cannot read it.
 */
import { api } from "../browser.js";
import { fromBase64, packText, toBase64, unpackText } from "../bytes.js";
import type { Session, SessionState } from "../messages/session.js";
import { announce } from "../messages/transport.js";

const PREFIX = "session:";
const keyOf = (tab: number): string => PREFIX + tab;

/** Characters of a session from which on it is packed: a browser keeps ten megabytes for all tabs. */
const LONG = 1_000_000;

/**
 * How a session is kept: as text, because browsers count every field of an object many times over
 * against what they keep, and a page of ten thousand blocks has a hundred thousand fields. That of a
 * very large page is packed, and its bytes are base64.
 */
interface Kept {
  state: SessionState;
  startedAt: number;
  json?: string;
  packed?: string;
}

/** A session's text as it is kept. */
async function textFor(json: string): Promise<Pick<Kept, "json" | "packed">> {
  return json.length > LONG ? { packed: toBase64(await packText(json)) } : { json };
}

/** The session that is kept. */
async function sessionOf({ json, packed = "" }: Kept): Promise<Session> {
  return JSON.parse(json ?? (await unpackText(fromBase64(packed))));
}

/** The session of a tab. */
export async function getSession(tab: number): Promise<Session | null> {
  const key = keyOf(tab);
  const kept = (await api.storage.session.get(key))[key] as Kept | undefined;
  return kept ? sessionOf(kept) : null;
}

/** All sessions. */
export async function allSessions(): Promise<Session[]> {
  return Promise.all((await allKept()).map(([, kept]) => sessionOf(kept)));
}

async function allKept(): Promise<[string, Kept][]> {
  const all = await api.storage.session.get();
  return Object.entries(all).filter(([key]) => key.startsWith(PREFIX)) as [string, Kept][];
}

/** The end of all that is put: what comes later is kept later, whatever room has to be made before. */
let lastPut: Promise<void> = Promise.resolve();

/** Says what a session is now, and keeps it; whoever hears of it need not wait for that. */
export function putSession(session: Session): Promise<void> {
  announce({ news: "session", tab: session.tab, session });
  const { tab, state, startedAt } = session;
  const json = JSON.stringify(session);
  const put = lastPut.then(async () =>
    keep(keyOf(tab), { state, startedAt, ...(await textFor(json)) }),
  );
  lastPut = put.catch(() => undefined);
  return put;
}

/** Keeps a session; where the storage is full, the oldest other one makes room. */
async function keep(own: string, kept: Kept): Promise<void> {
  for (;;) {
    try {
      await api.storage.session.set({ [own]: kept });
      return;
    } catch (thrown) {
      const others = (await allKept()).filter(([key]) => key !== own);
      const oldest = others.sort(([, a], [, b]) => a.startedAt - b.startedAt)[0];
      if (!oldest) throw thrown;
      await api.storage.session.remove(oldest[0]);
    }
  }
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
  const key = keyOf(tab);
  const [found] = await Promise.all([
    api.storage.session.get(key),
    api.storage.session.remove(key),
  ]);
  if (key in found) announce({ news: "session", tab });
}
