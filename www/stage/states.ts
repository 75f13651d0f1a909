/** The states that the gallery shows the panel in: each a session as the background would have it. */
import type { Failure } from "../../extension/messages/result.js";
import type { Copy, Session } from "../../extension/messages/session.js";
import { byCloseness } from "../../extension/verdict.js";
import type { Fiction } from "./newsroom.js";

/** What a state needs of the library besides a session. */
export interface State {
  session: Session | null;
  /** How many stories the library holds. */
  stored: number;
}

type Made = (fiction: Fiction) => State;

const OSMERE = 1;
const FERRY = 6;
const FRENCH = 8;

/** A session of a story against all others of the fiction. */
function ready({ told, pair, engine }: Fiction, at: number, more: Partial<Session> = {}): Session {
  const { reading, head } = told[at]!;
  const related = told
    .flatMap((other, i): Copy[] => (i === at ? [] : [{ story: other.head, pair: pair(at, i) }]))
    .filter((copy) => copy.pair.relation !== "unrelated")
    .sort(byCloseness);
  const copies = related.filter((copy) => copy.pair.relation !== "same-event");
  const checks = engine.checkClaims(
    reading,
    copies.map(({ story, pair: found }) => {
      const { id, words, agencies, published } = story;
      return {
        story: { id: String(id), words, agencies, ...(published ? { published } : {}) },
        pair: found,
      };
    }),
  );
  return {
    tab: 1,
    capture: "gallery",
    url: head.url,
    tabTitle: head.title ?? "",
    secret: false,
    canCorrect: true,
    startedAt: Date.now(),
    state: "ready",
    reading,
    checks,
    site: { pages: 14, words: 9_400, boilerplate: 3_100 },
    stored: { as: "new", id: head.id },
    copies,
    events: related.filter((copy) => copy.pair.relation === "same-event"),
    searched: { stories: 1_284, compared: related.length },
    marks: { shown: true, unplaced: [], unplacedPassages: [] },
    ms: { snapshot: 4, read: 9, compare: 12, total: 31 },
    ...more,
  };
}

function failing(error: Failure): Made {
  return (fiction) => {
    const { reading: _, ...rest } = ready(fiction, OSMERE);
    return { stored: 1_284, session: { ...rest, state: "failed", error, copies: [], events: [] } };
  };
}

const after = (change: (fiction: Fiction) => Session, stored = 1_284): Made => {
  return (fiction) => ({ stored, session: change(fiction) });
};

/** A session with nothing found. */
const alone = (session: Session, more: Partial<Session> = {}): Session => ({
  ...session,
  copies: [],
  events: [],
  ...more,
});

/** What is told of a page without marks. */
const UNMARKED = { shown: false, unplaced: [], unplacedPassages: [] };

/** A long title, as some outlets write them. */
const LONG =
  "Fourteen thousand told to leave as a gate of the storm barrier sticks, soldiers raise a second wall of sandbags along the Customs Canal, and a minister who praised the barrier only last month asks for calm";

/** All states, by name. */
export const STATES: Record<string, Made> = {
  copies: after((fiction) => ready(fiction, OSMERE)),
  "first-run": () => ({ session: null, stored: 0 }),
  waiting: () => ({ session: null, stored: 1_284 }),
  reading: after((fiction) => ({ ...alone(ready(fiction, OSMERE)), state: "reading" })),
  "first-story": after(
    (fiction) => alone(ready(fiction, OSMERE), { searched: { stories: 0, compared: 0 } }),
    1,
  ),
  none: after((fiction) =>
    alone(ready(fiction, FRENCH), { searched: { stories: 1_284, compared: 3 } }),
  ),
  event: after((fiction) => {
    const session = ready(fiction, OSMERE);
    return { ...session, copies: [], events: [...session.events, ...session.copies].slice(0, 3) };
  }),
  quotes: after((fiction) => {
    const session = ready(fiction, FERRY);
    const [copy] = session.copies;
    return {
      ...session,
      copies: copy ? [{ ...copy, pair: { ...copy.pair, relation: "shared-quotes" } }] : [],
    };
  }),
  again: after((fiction) =>
    ready(fiction, OSMERE, {
      stored: {
        as: "again",
        id: 2,
        firstSeen: 1_773_300_000_000,
        lastSeen: 1_773_400_000_000,
        seen: 3,
      },
    }),
  ),
  version: after((fiction) =>
    ready(fiction, OSMERE, {
      stored: { as: "version", id: 2, version: 2, pair: fiction.pair(1, 0) },
    }),
  ),
  many: after((fiction) => {
    const session = ready(fiction, OSMERE);
    const copies = Array.from({ length: 200 }, (_, i): Copy => {
      const from = session.copies[i % session.copies.length]!;
      return {
        ...from,
        story: { ...from.story, id: i + 100, site: `${from.story.site} ${i + 1}` },
      };
    });
    return { ...session, copies, searched: { stories: 1_284, compared: 200 } };
  }),
  "long-title": after((fiction) => {
    const session = ready(fiction, OSMERE);
    const { published: _, modified: __, byline: ___, ...bare } = session.reading!;
    return {
      ...session,
      reading: { ...bare, title: LONG },
      copies: session.copies.map(({ pair, story: { published: ____, ...story } }) => ({
        pair,
        story: { ...story, title: LONG },
      })),
    };
  }),
  unsure: after((fiction) => {
    const session = ready(fiction, OSMERE);
    return alone(session, {
      reading: {
        ...session.reading!,
        confidence: 0.3,
        truncated: true,
        warnings: [{ code: "page-cut", message: "" }],
      },
      searched: { stories: 1_284, compared: 0 },
    });
  }),
  "no-story": after((fiction) => {
    const session = ready(fiction, OSMERE);
    const { searched: _, ...rest } = session;
    return {
      ...rest,
      reading: { ...session.reading!, text: "" },
      copies: [],
      events: [],
      stored: { as: "not", why: "no-story" },
    };
  }),
  muted: after((fiction) => {
    const session = ready(fiction, OSMERE);
    const [first, ...others] = session.copies;
    return { ...session, copies: others.slice(0, 2), muted: first ? [first] : [] };
  }),
  archive: after((fiction) => {
    const session = ready(fiction, OSMERE);
    const related = session.copies.map(({ story, pair }, number) => ({
      ...{ number, id: story.address, url: story.url, pair },
      title: number === 0 ? LONG : (story.title ?? ""),
      series: story.site ?? "",
      ...(story.published ? { published: story.published } : {}),
    }));
    return alone(session, {
      searched: { stories: 1_284, compared: 0 },
      archive: { stories: 1_204_388, related, more: 12 },
    });
  }),
  "archive-failed": after((fiction) =>
    alone(ready(fiction, OSMERE), {
      searched: { stories: 1_284, compared: 0 },
      archive: {
        error: { code: "companion", message: "Specified native messaging host not found." },
      },
    }),
  ),
  auto: after((fiction) =>
    ready(fiction, OSMERE, {
      auto: "badge",
      stored: { as: "not", why: "auto" },
      marks: UNMARKED,
    }),
  ),
  unplaced: after((fiction) =>
    ready(fiction, OSMERE, {
      marks: { shown: true, unplaced: [3, 5], unplacedPassages: [[0, 0]] },
    }),
  ),
  selection: after((fiction) =>
    ready(fiction, OSMERE, {
      selection: "Soldiers raise a second wall of sandbags along the Customs Canal",
      stored: { as: "not", why: "selection" },
      marks: UNMARKED,
    }),
  ),
  private: after((fiction) =>
    ready(fiction, OSMERE, {
      secret: true,
      canCorrect: false,
      stored: { as: "not", why: "private" },
    }),
  ),
  corrected: after((fiction) =>
    ready(fiction, OSMERE, { corrected: { kind: "promo", ids: [], before: [] } }),
  ),
  "store-failed": after((fiction) => {
    const error: Failure = { code: "store", message: "UnknownError: disk I/O error" };
    const { searched: _, ...rest } = alone(ready(fiction, OSMERE));
    return { ...rest, error, stored: { as: "failed", error } };
  }),
  full: after((fiction) =>
    ready(fiction, OSMERE, { stored: { as: "failed", error: { code: "quota", message: "" } } }),
  ),
  "browser-page": failing({ code: "browser-page", message: "" }),
  pdf: failing({ code: "pdf", message: "application/pdf" }),
  "engine-error": failing({ code: "engine", message: "RuntimeError: unreachable" }),
};
