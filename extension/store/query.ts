/**
 * The language of searches: words, phrases in quotation marks, and fields (`site:example.com`).
 *
 * All words and phrases must be there, a word also as the beginning of a longer one. Values of one
 * field are alternatives, different fields hold together. What is no field's name before a colon is
 * taken as words, so that an address can be pasted.
 */
import type { Relation } from "../messages/report.js";
import { RELATIONS } from "../verdict.js";
import { type Entry, hasRelation } from "./catalogue.js";
import { fold } from "./words.js";

/** The fields of a search. */
export const FIELDS = [
  "site",
  "agency",
  "author",
  "lang",
  "relation",
  "tag",
  "is",
  "after",
  "before",
  "family",
] as const;

/** What `is:` may ask for. */
export const STATES = ["pinned", "noted", "updated", "corrected"] as const;

type State = (typeof STATES)[number];

/** A field's name. */
export type Field = (typeof FIELDS)[number];

/** A search as it was understood. */
export interface Query {
  words: string[];
  phrases: string[];
  fields: Partial<Record<Field, string[]>>;
}

/** Marks that stand around phrases; in values they are passed over. */
const MARKS = /["“”„«»]/gu;
const PART = /(?:([a-z]+):)?(?:["“”„«»]([^"“”„«»]*)["“”„«»]|([^\s"“”„«»]+))/gu;

/** Understands a search; every string is one. */
export function parseQuery(search: string): Query {
  const query: Query = { words: [], phrases: [], fields: {} };
  for (const [whole, name, phrase, word] of search.matchAll(PART)) {
    const value = (phrase ?? word ?? "").trim();
    if (name !== undefined && isField(name)) {
      if (value) query.fields[name] = [...(query.fields[name] ?? []), value];
    } else if (phrase !== undefined) {
      if (value) query.phrases.push(value);
    } else query.words.push(whole);
  }
  return query;
}

/** The search that a query came from, or one that means the same. */
export function writeQuery({ words, phrases, fields }: Query): string {
  const named = FIELDS.flatMap((field) =>
    (fields[field] ?? []).map((value) => `${field}:${quoted(value)}`),
  );
  return [...words, ...phrases.map((phrase) => `"${phrase}"`), ...named].join(" ");
}

/** A search with a value of a field taken up, or dropped if it has it. */
export function toggled(search: string, field: Field, value: string): string {
  const query = parseQuery(search);
  const values = query.fields[field] ?? [];
  const others = values.filter((one) => !same(one, value));
  query.fields[field] = others.length < values.length ? others : [...values, value];
  return writeQuery(query);
}

/** A search without a field. */
export function without(search: string, ...fields: Field[]): string {
  const query = parseQuery(search);
  for (const field of fields) delete query.fields[field];
  return writeQuery(query);
}

/** Whether a search names a value of a field. */
export function names(search: string, field: Field, value: string): boolean {
  return (parseQuery(search).fields[field] ?? []).some((one) => same(one, value));
}

/** Tells by its entry whether a story can be meant, as far as fields tell. */
export function matcher(
  { fields }: Query,
  family?: ReadonlySet<number>,
): (entry: Entry) => boolean {
  const tests = FIELDS.flatMap((field) => {
    const values = fields[field];
    if (!values) return [];
    const test = TESTS[field];
    const isKin = (id: number) => field === "family" && (family?.has(id) ?? false);
    return [(entry: Entry) => isKin(entry.id) || values.some((value) => test(entry, value))];
  });
  return (entry) => tests.every((test) => test(entry));
}

/** The day that a story counts under: published, or first seen. */
export function dayOf({ published, first }: Pick<Entry, "published" | "first">): string {
  return published || new Date(first).toISOString().slice(0, 10);
}

const TESTS: Record<Field, (entry: Entry, value: string) => boolean> = {
  site: ({ site }, value) => same(site, value),
  agency: ({ agencies }, value) => agencies.some((agency) => same(agency, value)),
  author: ({ author }, value) => bare(author).includes(bare(value)),
  lang: ({ language }, value) => same(language.split("-")[0] ?? "", value),
  relation: (entry, value) => isRelation(value) && hasRelation(entry, value),
  tag: ({ tags }, value) => tags.some((tag) => same(tag, value)),
  is: (entry, value) => isState(value) && entry[value],
  after: (entry, value) => dayOf(entry) >= value,
  before: (entry, value) => dayOf(entry).slice(0, value.length) <= value,
  // A family of an archive by its name; that of a story here, by its number, is looked up before.
  family: ({ family }, value) => same(family, value),
};

function isState(value: string): value is State {
  return STATES.some((state) => state === value);
}

function isField(name: string): name is Field {
  return FIELDS.some((field) => field === name);
}

function isRelation(value: string): value is Relation {
  return RELATIONS.some((relation) => relation === value);
}

function same(one: string, other: string): boolean {
  return bare(one) === bare(other);
}

function bare(value: string): string {
  return fold(value.replace(MARKS, ""));
}

function quoted(value: string): string {
  const plain = value.replace(MARKS, "");
  return /\s/u.test(plain) ? `"${plain}"` : plain;
}
