/**
 * What files hold, as a stream of items that the library can take in one by one. An importer is a
 * function from a file to such a stream; what is wrong with one item is an item too, so the others go
 * in all the same.
 */
import type { Facts } from "../../../capture/brought.js";
import type { FailureCode } from "../../../messages/result.js";
import { CodedError } from "../../../messages/result.js";
import type { Told } from "../../../store/archive.js";

/** One thing in a file. */
export type Item = { name: string; facts: Facts } & (
  | { kind: "page"; html: string }
  /** The story's words, or markup that holds nothing else. */
  | { kind: "text" | "body" | "article"; text: string }
  /** What an archive tells of stories. */
  | { kind: "told"; told: Told }
  | { kind: "trouble"; code: FailureCode; detail?: string }
);

/** Items as they come. */
export type Items = AsyncGenerator<Item>;

/** Bytes of one page or feed, at most. */
export const LARGEST = 50_000_000;

/** An item that could not be read. */
export function trouble(name: string, code: FailureCode, detail = ""): Item {
  return { name, facts: {}, kind: "trouble", code, ...(detail ? { detail } : {}) };
}

/** A link to a story whose words are not in the file: nothing is fetched. */
export function linkOnly(name: string, facts: Facts): Item {
  return { name, facts, kind: "trouble", code: "link-only", detail: facts.url ?? "" };
}

/** Bytes as text, in the charset that they state themselves, or that of old pages. */
export function decoded(bytes: Uint8Array, charset?: string): string {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 2048));
  const stated = charset ?? head.match(/(?:charset|encoding)\s*=\s*["']?([\w-]+)/i)?.[1];
  const mark = [
    ["utf-16le", [0xff, 0xfe]],
    ["utf-16be", [0xfe, 0xff]],
  ].find(([, start]) => (start as number[]).every((byte, i) => bytes[i] === byte))?.[0];
  for (const [label, fatal] of [
    [mark ?? stated ?? "utf-8", mark === undefined],
    ["windows-1252", false],
  ] as const) {
    try {
      return new TextDecoder(label as string, { fatal }).decode(bytes);
    } catch {
      // Not in that charset, or there is none of that name: the next one.
    }
  }
  return "";
}

/** A file's text, if it is not larger than a text should be. */
export async function textOf(file: Blob): Promise<string> {
  if (file.size > LARGEST) throw new CodedError("too-large", String(file.size));
  return decoded(new Uint8Array(await file.arrayBuffer()));
}

/** A date in any form that files have it in, as milliseconds. */
export function instant(date: string | number | null | undefined): number | undefined {
  if (date === null || date === undefined || date === "") return undefined;
  const seconds = Number(date);
  const at = Number.isFinite(seconds)
    ? seconds * (seconds < 1e11 ? 1000 : 1)
    : Date.parse(String(date));
  return Number.isFinite(at) && at > 0 ? at : undefined;
}

/** A date as stories have it. */
export function isoDate(date: string | number | null | undefined): string | undefined {
  const at = instant(date);
  return at === undefined || at > 8e15 ? undefined : new Date(at).toISOString();
}
