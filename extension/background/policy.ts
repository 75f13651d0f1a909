/**
 * What the reader's organisation has decided, for all its readers: the browser keeps that apart from
 * what an extension stores, and lets nobody but the browser's administrator change it. `POLICY.md` says
 * how. Here each choice is looked at alone: one that makes no sense is passed over, the others hold.
 */
import * as v from "valibot";
import { api } from "../browser.js";
import { KINDS } from "../kinds.js";
import { LANGUAGES } from "../language.js";
import type { Settings } from "../messages/session.js";

/** The choices that there are; `manifest/managed.json` tells Chrome of the same. */
const POLICY = {
  auto: v.boolean(),
  keepDays: v.pipe(v.number(), v.integer(), v.minValue(1)),
  language: v.picklist(LANGUAGES),
  off: v.array(v.picklist(KINDS)),
};

/** The settings that are decided. */
export async function getPolicy(): Promise<Partial<Settings>> {
  // Firefox has no managed storage where there is no policy.
  const given: Record<string, unknown> = await api.storage.managed.get().catch(() => ({}));
  const valid = Object.entries(POLICY).flatMap(([name, form]) => {
    const found = v.safeParse(form as v.GenericSchema, given[name]);
    return found.success ? [[name, found.output] as const] : [];
  });
  const { auto, ...policy } = Object.fromEntries(valid) as Partial<Settings> & { auto?: boolean };
  // What may be allowed is left to the reader.
  return auto === false ? { ...policy, auto: {} } : policy;
}
