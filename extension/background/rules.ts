/**
 * What the reader says of a page: what a block is, or which box is the article. It is kept for the
 * page's site as a rule, and the page is read again with it at once.
 */

import { siteOf } from "../capture/knowledge.js";
import { withEngine } from "../engine/index.js";
import type { Kind, Pack, PackRule } from "../messages/report.js";
import { CodedError } from "../messages/result.js";
import type { Corrected, Correction, KeptPack, Session } from "../messages/session.js";
import { announce } from "../messages/transport.js";
import {
  forgetCorrections,
  keepCorrections,
  keepPack,
  ownPack,
  readRules,
} from "../store/rules.js";
import { shorten } from "../words.js";
import { reread, settled } from "./reading.js";

/** Characters of a block that are kept to tell corrections apart. */
const WORDS = 120;

/** Says what a block of a tab's page is. */
export async function correct(tab: number, index: number, kind: Kind): Promise<void> {
  const { session, block } = await blockOf(tab, index);
  const rule = await withEngine((engine) => engine.correction(block, siteOf(session.url), kind));
  await keep(session, rule, block.text);
}

/** Says that the element so many steps above a block of a tab's page is the article. */
export async function correctArticle(tab: number, index: number, above: number): Promise<void> {
  const { session, block } = await blockOf(tab, index);
  const steps = block.path?.split(">") ?? [];
  const path = steps.slice(0, steps.length - above).join(">");
  if (!path) throw new CodedError("bad-call", `block ${index} has no path`);
  const site = siteOf(session.url);
  const tried = { examples: [], counterexamples: [] };
  const rule: PackRule = { id: `article-${site}`, kind: "body", site, path, ...tried };
  await keep(session, rule, path);
}

/** Takes the last correction on a tab's page back. */
export async function undoCorrection(tab: number): Promise<void> {
  const session = await settled(tab);
  if (!session?.corrected) return;
  const { ids, before } = session.corrected;
  await forgetCorrections(ids);
  await keepCorrections(before);
  announce({ news: "rules" });
  await reread(tab, "correct", ({ corrected: _, ...rest }) => rest);
}

/** Forgets corrections; pages that are open stay as they are until they are read again. */
export async function forget(ids: string[]): Promise<void> {
  await forgetCorrections(ids);
  announce({ news: "rules" });
}

/** The corrections as a pack. */
export async function exportRules(): Promise<Pack> {
  return ownPack((await readRules()).corrections);
}

/** Takes a pack in from the text of a file. Nothing changes where it is refused. */
export async function importPack(text: string): Promise<KeptPack> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (thrown) {
    throw new CodedError("pack", (thrown as Error).message);
  }
  const pack = await withEngine((engine) => engine.checkPack(json));
  const kept = await keepPack(pack, Date.now());
  announce({ news: "rules" });
  return kept;
}

async function blockOf(tab: number, index: number) {
  const session = await settled(tab);
  const block = session?.reading?.blocks[index];
  if (!session || !block || !session.canCorrect) throw new CodedError("not-found", `${index}`);
  return { session, block };
}

async function keep(session: Session, rule: PackRule, words: string): Promise<void> {
  const correction: Correction = { rule, words: shorten(words, WORDS), at: Date.now() };
  const before = await keepCorrections([correction]);
  const corrected: Corrected = { kind: rule.kind, ids: [rule.id], before };
  announce({ news: "rules" });
  await reread(session.tab, "correct", (now) => ({ ...now, corrected }));
}
