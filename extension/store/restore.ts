/**
 * Puts a backup back into the library, beside what is there.
 *
 * It may be begun again at any time: a story that is there under the same capture is not added twice.
 * It keeps its number where that is free. Which version took the place of which is settled at the end,
 * over all of them; until then each stands for itself.
 */
import type { Pack } from "../messages/report.js";
import { asFailure } from "../messages/result.js";
import type { StoryHead } from "../messages/session.js";
import { readBackup } from "./backup.js";
import { type Change, changing } from "./change.js";
import type { Line } from "./forms.js";
import { type Core, type Fingerprint, putBack, putEdges, replace } from "./index.js";
import { unpackPage } from "./pages.js";
import { ownPack } from "./rules.js";
import type { Trouble } from "./schema.js";
import { latestOf, putInOrder, versionsBefore } from "./versions.js";

/**
 * Records per transaction, at most, and characters and bytes of stories: every change writes a part of
 * the index anew, so few large ones are cheap.
 */
const PORTION = 2_000;
const LENGTH = 8_000_000;

/** What checks packs, as they are checked when they are imported. */
interface Rulebook {
  checkPack(json: unknown): Pack;
}

/** What restoring needs of the engine: rules are checked, and fingerprints of another version made anew. */
export interface Restorer {
  core: Core & Rulebook;
  engine: string;
  fingerprint: Fingerprint;
}

/** What a backup held beside records, and what of it could not be taken in. */
export interface Restored {
  settings: Record<string, unknown>;
  troubles: Trouble[];
}

/** Where stories of a backup stand here, by their numbers there, and what took their place there. */
type Numbers = Map<number, { id: number; replacedBy: number | undefined }>;

/**
 * Puts a checked backup into the library. `noted` runs in every change and is told how many records
 * are behind it.
 */
export async function restoreBackup(
  restorer: Restorer,
  file: Blob,
  noted: (stores: Change, records: number) => Promise<void> = async () => undefined,
): Promise<Restored> {
  const numbers: Numbers = new Map();
  const restored: Restored = { settings: {}, troubles: [] };
  let records = 0;
  let portion: Line[] = [];
  let length = 0;
  const write = async (): Promise<void> => {
    const now = portion;
    portion = [];
    length = 0;
    await changing(async (stores) => {
      for (const line of now) await putLine(stores, restorer, line, numbers);
      await noted(stores, records);
    }, "few");
  };
  for await (const { line } of readBackup(file)) {
    if (!line) continue;
    records++;
    if ("settings" in line) restored.settings = line.settings;
    const sound = await soundOf(restorer.core, line, restored.troubles);
    if (sound) {
      portion.push(sound);
      length += lengthOf(sound);
    }
    if (portion.length >= PORTION || length >= LENGTH) await write();
  }
  await write();
  // First: versions that go take their postings out of what is not settled yet.
  await changing(({ shards }) => shards.settle(restorer.core));
  await settleVersions(restorer.core, numbers);
  return restored;
}

/** What of a line the core can work with; what it refuses is noted. */
async function soundOf(core: Rulebook, line: Line, troubles: Trouble[]): Promise<Line | null> {
  const name = nameOf(line);
  try {
    if ("story" in line && line.story.page) await unpackPage(line.story.page.bytes);
    else if ("in" in line && line.in === "packs") core.checkPack(line.record.pack);
    else if ("in" in line && line.in === "corrections") core.checkPack(ownPack([line.record]));
    return line;
  } catch (thrown) {
    // A panic is none of the file's: the engine has to be started again.
    if (thrown instanceof WebAssembly.RuntimeError) throw thrown;
    const { code, message } = asFailure(thrown, "in" in line ? "pack" : "file");
    troubles.push({ item: name, code, detail: message });
    if (!("story" in line)) return null;
    const { page: _, ...story } = line.story;
    return { story };
  }
}

function lengthOf(line: Line): number {
  if (!("story" in line)) return 0;
  const { text, page } = line.story;
  return text.text.length + (page?.bytes.length ?? 0);
}

function nameOf(line: Line): string {
  if ("story" in line) return line.story.head.title ?? line.story.head.address;
  if (!("in" in line)) return "";
  if (line.in === "packs") return line.record.pack.name;
  return line.in === "corrections" ? line.record.rule.id : line.record.name;
}

async function putLine(
  stores: Change,
  { core, engine, fingerprint }: Restorer,
  line: Line,
  numbers: Numbers,
): Promise<void> {
  if ("story" in line) {
    const { head: whole, text: words } = line.story;
    const { replacedBy, ...head } = whole;
    const there = await stores.stories.index("address").getAll(head.address);
    const same = there.find(
      ({ capture, firstSeen }) => capture === head.capture && firstSeen === head.firstSeen,
    );
    const own =
      head.engine === engine ? words : { ...words, fingerprint: fingerprint(head, words) };
    const id = same?.id ?? (await putBack(stores, core, { ...line.story, head, text: own }));
    numbers.set(head.id, { id, replacedBy });
  } else if ("edge" in line) {
    const { pair } = line.edge;
    const [a, b] = [numbers.get(Number(pair.a)), numbers.get(Number(pair.b))];
    if (a && b) await putEdges(stores, [{ ...pair, a: String(a.id), b: String(b.id) }]);
  } else if ("in" in line) await stores[line.in].put(line.record as never);
}

/** Joins the versions that were joined in the backup; of them all, the one seen last is listed. */
async function settleVersions(core: Core, numbers: Numbers): Promise<void> {
  const joined = [...numbers.values()].flatMap(({ id, replacedBy }) => {
    const next = replacedBy === undefined ? undefined : numbers.get(replacedBy);
    return next ? [[id, next.id] as const] : [];
  });
  for (let at = 0; at < joined.length; at += PORTION) {
    await changing(async (stores) => {
      for (const [id, next] of joined.slice(at, at + PORTION)) {
        const [older, newer] = [
          await latestOf(stores.stories, id),
          await latestOf(stores.stories, next),
        ];
        if (older && newer && older.id !== newer.id) await join(stores, core, older, newer);
      }
    });
  }
}

async function join(stores: Change, core: Core, older: StoryHead, newer: StoryHead): Promise<void> {
  if (older.address !== newer.address) return;
  const [replaced, last] = older.lastSeen > newer.lastSeen ? [newer, older] : [older, newer];
  await replace(stores, core, replaced, last.id);
  const before = await versionsBefore(stores.stories.index("replacedBy"), last.id);
  await putInOrder(stores, [last, ...before]);
}
