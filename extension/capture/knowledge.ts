/**
 * What is known before a page is read: what was learned from the reader's stored pages, and the rules
 * that the reader has made or imported.
 *
 * Where something was learned, a page that is marked is read a second time, without it. What differs
 * follows from the library, so the page may not see it, and is painted apart.
 */
import { withEngine } from "../engine/index.js";
import type { Block, Pack, Reading, SiteSummary, Snapshot } from "../messages/report.js";
import { CodedError } from "../messages/result.js";
import type { Session } from "../messages/session.js";
import { dropSketches, readSketches, type Sketches } from "../store/learned.js";
import { packsOf, readRules } from "../store/rules.js";

/** What pages of a site are read with. */
export interface Known extends Sketches {
  packs: Pack[];
}

/** The site of an address: its host. */
export function siteOf(url: string): string {
  return URL.parse(url)?.hostname.replace(/^www\./, "") ?? "";
}

/** What is known of the site of an address. */
export async function knownOf(url: string): Promise<Known> {
  const [sketches, rules] = await Promise.all([
    withEngine((engine) => readSketches(siteOf(url), engine)),
    readRules(),
  ]);
  return { ...sketches, packs: packsOf(rules) };
}

/** What blocks are by the page alone, where the library says otherwise. */
type Alone = NonNullable<Session["alone"]>;

/** A page that was read, and what it was read with. */
export interface Read {
  snapshot: Snapshot;
  reading: Reading;
  known: Known;
  /** How long the engine took. */
  ms: number;
}

/** Reads a page with what is known of it: `known`, which may still be on its way. */
export async function readPage(
  snapshot: Snapshot,
  id: string,
  url: string,
  known: Promise<Known> = knownOf(url),
): Promise<Read> {
  const read = (withIt: Known): Promise<Read> =>
    withEngine((engine) => ({ snapshot, known: withIt, ...engine.read(snapshot, id, withIt) }));
  try {
    return await read(await known);
  } catch (thrown) {
    // Sketches of another version, or damaged: they are learned again from the pages.
    if (!(thrown instanceof CodedError && thrown.code === "index")) throw thrown;
    await dropSketches();
    return read(await knownOf(url));
  }
}

/** What of a reading does not follow from the page alone. */
export async function learnedIn({ snapshot, reading, known }: Read): Promise<Alone> {
  const { packs, site, stock } = known;
  if (!site && !stock) return {};
  return withEngine((engine) =>
    differences(engine.read(snapshot, reading.id, { packs }).reading, reading),
  );
}

/** The blocks of which two readings of one page say different things, as the first has them. */
export function differences(without: Reading, withIt: Reading): Alone {
  const told = ({ kind, marks }: Block): string => JSON.stringify([kind, marks ?? []]);
  const pairs = without.blocks.map((block, i) => [block, withIt.blocks[i], i] as const);
  return Object.fromEntries(
    pairs.flatMap(([block, other, i]) =>
      other && told(block) !== told(other)
        ? [[i, { kind: block.kind, marks: block.marks ?? [] }]]
        : [],
    ),
  );
}

/** What the stored pages of a site have in common, if any are stored. */
export async function summaryOf(url: string): Promise<SiteSummary | undefined> {
  return withEngine(async (engine) => {
    const { site } = await readSketches(siteOf(url), engine);
    return site && engine.summary(site);
  });
}
