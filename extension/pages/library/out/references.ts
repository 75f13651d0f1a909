/** One story for other programs: Markdown, CSL-JSON, BibTeX. */
import type { StoryHead } from "../../../messages/session.js";
import type { Kept } from "./records.js";

/** A story as Markdown, with its facts on top. */
export function markdown({ head, text }: Kept): string {
  const facts = Object.entries({
    title: head.title,
    url: head.url,
    site: head.site,
    byline: head.byline,
    published: head.published,
    tags: head.tags?.join(", "),
  }).flatMap(([name, value]) => (value ? [`${name}: ${JSON.stringify(value)}`] : []));
  const note = head.note ? `> ${head.note.replaceAll("\n", "\n> ")}\n\n` : "";
  const body = text.text.split("\n\n").map(escaped).join("\n\n");
  return `---\n${facts.join("\n")}\n---\n\n# ${escaped(head.title ?? "")}\n\n${note}${body}\n`;
}

/** Words that Markdown would take for marks. */
function escaped(words: string): string {
  return words
    .replace(/[\\`*_[\]<>]/g, "\\$&")
    .replace(/^(#+|[-+])(?=\s)/gm, "\\$1")
    .replace(/^(\d+)([.)])(?=\s)/gm, "$1\\$2");
}

/** Stories as CSL-JSON. */
export function cslJson(stories: Kept[]): string {
  return `${JSON.stringify(stories.map(cslOf), null, 2)}\n`;
}

function cslOf({ head }: Kept): Record<string, unknown> {
  const date = (value: string): { "date-parts": number[][] } => ({
    "date-parts": [value.slice(0, 10).split("-").map(Number)],
  });
  return {
    id: keyOf(head),
    type: "article-newspaper",
    title: head.title,
    "container-title": head.site,
    author: head.byline ? [{ literal: head.byline }] : undefined,
    issued: head.published ? date(head.published) : undefined,
    accessed: date(new Date(head.firstSeen).toISOString()),
    URL: head.url,
    language: head.language,
    source: head.agencies.find(({ role }) => role !== "publisher")?.name,
  };
}

/** Stories as BibTeX. */
export function bibtex(stories: Kept[]): string {
  return stories.map(entryOf).join("\n");
}

function entryOf({ head }: Kept): string {
  const fields = Object.entries({
    title: head.title,
    author: head.byline?.replace(/,?\s+(?:and|und|et|y|e|en|och)\s+|,\s+/g, " and "),
    journal: head.site,
    date: head.published?.slice(0, 10),
    url: head.url,
    urldate: new Date(head.firstSeen).toISOString().slice(0, 10),
    language: head.language,
  });
  const lines = fields.flatMap(([name, value]) => {
    if (!value) return [];
    const words = name.startsWith("url") ? value : inBraces(value);
    // Twice in braces, or styles would make names in a title small.
    return [`  ${name} = {${name === "title" ? `{${words}}` : words}},\n`];
  });
  return `@article{${keyOf(head)},\n${lines.join("")}}\n`;
}

/** What TeX writes for signs of its own; braces are counted even behind a backslash. */
const SIGNS: Record<string, string> = {
  "\\": "\\textbackslash{}",
  "{": "\\textbraceleft{}",
  "}": "\\textbraceright{}",
  "^": "\\textasciicircum{}",
  "~": "\\textasciitilde{}",
};

function inBraces(words: string): string {
  return words.replace(/[\\{}^~%$&#_]/g, (sign) => SIGNS[sign] ?? `\\${sign}`);
}

/** A key that a story keeps from one export to the next. */
function keyOf({ id, site, published }: StoryHead): string {
  const name = (site ?? "story")
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "");
  return `${name || "story"}${published?.slice(0, 4) ?? ""}-${id}`;
}
