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
  // Only markup states it; elsewhere it is a word of a story.
  const own = /^(?:\xef\xbb\xbf)?\s*</.test(head)
    ? head.match(/(?:charset|encoding)\s*=\s*["']?([\w-]+)/i)?.[1]
    : undefined;
  const mark = [
    ["utf-16le", [0xff, 0xfe]],
    ["utf-16be", [0xfe, 0xff]],
  ].find(([, start]) => (start as number[]).every((byte, i) => bytes[i] === byte))?.[0];
  const label = (mark ?? charset ?? own ?? "utf-8") as string;
  try {
    const decoder = new TextDecoder(label);
    const text = decoder.decode(bytes);
    if (mark || decoder.encoding !== "utf-8" || !isForeign(text)) return text;
  } catch {
    // There is no charset of that name.
  }
  return new TextDecoder("windows-1252").decode(bytes);
}

/** Letters beyond ASCII for each that may be damaged: a page can be cut off in one. */
const SOUND = 50;

/** Whether what was decoded as UTF-8 is something else: most of its letters beyond ASCII make no sense. */
function isForeign(text: string): boolean {
  const broken = text.match(/\ufffd/g)?.length ?? 0;
  if (broken === 0) return false;
  const sound = text.match(/[^\0-\x7f\ufffd]/g)?.length ?? 0;
  return broken > Math.max(sound >= 4 ? 1 : 0, sound / SOUND);
}

/** A file's text, if it is not larger than a text should be. */
export async function textOf(file: Blob): Promise<string> {
  if (file.size > LARGEST) throw new CodedError("too-big", String(file.size));
  return decoded(new Uint8Array(await file.arrayBuffer()));
}

/** A date in any form that files have it in, as milliseconds. */
export function instant(date: string | number | null | undefined): number | undefined {
  const words = String(date ?? "").trim();
  const at = /^\d{9,}(\.\d+)?$/.test(words) ? ofNumber(Number(words)) : Date.parse(dashed(words));
  return Number.isFinite(at) && at > 0 ? Math.floor(at) : undefined;
}

/** Milliseconds of a count of seconds, or of thousandths, millionths or billionths of one. */
function ofNumber(count: number): number {
  const power = [1e11, 1e14, 1e17].filter((limit) => count >= limit).length;
  return count * 1000 ** (1 - power);
}

/** `20240305` as `2024-03-05`. */
function dashed(words: string): string {
  return words.replace(/^(\d{4})(\d\d)(\d\d)$/, "$1-$2-$3");
}

const ISO = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?)?$/;
const POST = /(\d{1,2} [a-z]{3}[a-z]* \d{4})(?:,? (\d\d:\d\d(?::\d\d)?)(?!\s*[ap]\.?m)\s*(.*))?$/i;

/** A date as stories have it: the day, and the time and the zone where they are stated. Nothing is made up. */
export function isoDate(date: string | number | null | undefined): string | undefined {
  const words = dashed(String(date ?? "").trim());
  const iso = words.match(ISO);
  if (iso) return joined(iso[1], iso[2], iso[3]);
  if (/^\d{9,}(\.\d+)?$/.test(words)) return ofInstant(instant(words));
  if (!/\d{4}/.test(words) || /^[\d.,\s-]+$/.test(words)) return undefined;
  const [, day = "", time, zone] = words.match(POST) ?? [];
  const named = day ? dayOf(day) : undefined;
  if (named) return joined(named, time, zoneOf(zone));
  // "March 5, 2024": without a time, the day that it names wherever the reader is.
  return /\d:\d\d/.test(words) ? ofInstant(instant(words)) : dayOf(words);
}

function joined(day: string | undefined, time?: string, zone?: string): string {
  if (!time) return day ?? "";
  const offset = zone?.replace(/^([+-]\d\d):?(\d\d)$/, "$1:$2") ?? "";
  return `${day}T${time.length === 5 ? `${time}:00` : time}${offset}`;
}

/** The zone as an offset, where it is stated as one. */
function zoneOf(stated: string | undefined): string | undefined {
  const zone = stated?.trim() ?? "";
  if (/^(GMT|UTC?|Z)$/i.test(zone)) return "Z";
  return zone.match(/^[+-]\d{4}/)?.[0];
}

/** The day that words name, which are read where the reader is. */
function dayOf(words: string): string | undefined {
  const at = new Date(words);
  if (Number.isNaN(at.getTime())) return undefined;
  const two = (part: number): string => String(part).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

function ofInstant(at: number | undefined): string | undefined {
  return at === undefined || at > 8e15 ? undefined : new Date(at).toISOString();
}
