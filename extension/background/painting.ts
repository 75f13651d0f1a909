/** What is on a tab's page of ours: marks, controls, and the sheets that give them their looks. */
import type { Painting } from "../messages/calls.js";
import type { Marking, Session } from "../messages/session.js";
import { ask } from "../messages/transport.js";
import { reasonsOf } from "../reasons.js";
import { addControls, addSheet, hide, removeSheet } from "./access.js";
import { allSessions, changeSession } from "./sessions.js";
import { getSettings } from "./settings.js";
import { useWords } from "./words.js";

/** Paints what a session says on its page; where the page has gone, no marks are shown. */
export async function paint(session: Session): Promise<Session> {
  if (!session.reading || session.selection !== undefined) return session;
  if (!(await addSheet(session.tab))) return session;
  const painted = await ask(session.tab, "paint", await paintingOf(session));
  if (!painted.ok) return session;
  await addControls(session.tab);
  const { unplaced, unplacedPassages } = painted.value;
  return { ...session, marks: { shown: true, unplaced, unplacedPassages } };
}

/** Takes the marks off a tab's page. */
export async function clear(tab: number): Promise<void> {
  await ask(tab, "clear", {});
  await marksCleared(tab);
}

/** Takes note that no marks are on the page any more. */
export async function marksCleared(tab: number): Promise<void> {
  await removeSheet(tab);
  await hide(tab, []);
  await changeSession(tab, (session) => ({
    ...session,
    marks: { ...session.marks, shown: false },
  }));
}

async function paintingOf(session: Session): Promise<Painting> {
  const { reading, alone, copies, corrected, canCorrect } = session;
  const [{ off, manner }, words] = await Promise.all([getSettings(), useWords()]);
  return {
    ...(words ? { words } : {}),
    marking: { off, manner },
    canCorrect,
    ...(corrected ? { corrected: corrected.kind } : {}),
    blocks: (reading?.blocks ?? []).map((block, i) => ({
      ...block,
      reasons: reasonsOf(block),
      ...(alone?.[i] ? { alone: alone[i] } : {}),
    })),
    copies: copies.map(({ story, pair, muted = [] }) => ({
      title: story.title ?? story.address,
      // A muted passage keeps its number and takes up no room.
      spans: pair.passages.map(({ a }, i) => (muted.includes(i) ? [0, 0] : a)),
    })),
  };
}

/** Marks kinds in another way, on every page that is marked but one, which has done so itself. */
export async function setMarking({ off, manner }: Marking, but?: number): Promise<void> {
  const marked = (await allSessions()).filter(({ tab, marks }) => marks.shown && tab !== but);
  await Promise.all(marked.map(({ tab }) => ask(tab, "marking", { off, manner })));
}
