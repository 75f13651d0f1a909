/**
 * Rules that the reader has made or imported. Corrections are rules of one site, each kept with the
 * words it was made on; packs are kept whole, as they were imported, and can be switched off.
 */
import type { Pack } from "../messages/report.js";
import { CodedError } from "../messages/result.js";
import type { Correction, KeptPack, Rules } from "../messages/session.js";
import { changing, guarded } from "./change.js";
import { library } from "./schema.js";

/** The name of the pack that corrections make; the core lets its rules come first. */
const OWN = "own";

/** Everything, the latest first. */
export async function readRules(): Promise<Rules> {
  return guarded(async () => {
    const db = await library();
    const [corrections, packs] = await Promise.all([db.getAll("corrections"), db.getAll("packs")]);
    const latest = (one: { at: number }, other: { at: number }): number => other.at - one.at;
    return { corrections: corrections.sort(latest), packs: packs.sort(latest) };
  });
}

/** The packs that pages are read with: the reader's corrections, and what is switched on. */
export function packsOf({ corrections, packs }: Rules): Pack[] {
  const on = packs.filter((kept) => kept.on).map(({ pack }) => pack);
  return corrections.length > 0 ? [ownPack(corrections), ...on] : on;
}

/** The corrections as a pack. */
export function ownPack(corrections: Correction[]): Pack {
  const rules = corrections.map(({ rule }) => rule);
  return { format: "wireprint-rules", version: 1, name: OWN, rules };
}

/** Keeps corrections; one under the same id is replaced. Returns those that were. */
export async function keepCorrections(corrections: Correction[]): Promise<Correction[]> {
  return changing(async (stores) => {
    const old = await Promise.all(corrections.map(({ rule }) => stores.corrections.get(rule.id)));
    await Promise.all(corrections.map((correction) => stores.corrections.put(correction)));
    return old.filter((correction) => correction !== undefined);
  });
}

/** Forgets corrections. */
export async function forgetCorrections(ids: string[]): Promise<void> {
  return changing(async (stores) => {
    await Promise.all(ids.map((id) => stores.corrections.delete(id)));
  });
}

/**
 * Takes a checked pack in. Under the name of the reader's own pack (an export, from here or from
 * another device) its rules become corrections; any other replaces the pack of its name.
 */
export async function keepPack(pack: Pack, at: number): Promise<KeptPack> {
  const kept = { pack, on: true, at };
  await changing(async (stores) => {
    if (pack.name !== OWN) {
      await stores.packs.put(kept);
      return;
    }
    for (const rule of pack.rules) {
      const words = rule.block ?? rule.begins ?? rule.contains ?? rule.path ?? "";
      await stores.corrections.put({ rule, words, at });
    }
  });
  return kept;
}

/** Switches a pack on or off. */
export async function usePack(name: string, on: boolean): Promise<void> {
  return changing(async (stores) => {
    const kept = await stores.packs.get(name);
    if (!kept) throw new CodedError("not-found", name);
    await stores.packs.put({ ...kept, on });
  });
}

/** Removes a pack. */
export async function removePack(name: string): Promise<void> {
  return changing(async (stores) => stores.packs.delete(name));
}
