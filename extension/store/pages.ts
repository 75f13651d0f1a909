/**
 * The whole page of a stored story, packed: what every block was taken for, its words and its place.
 * It is kept because scores over everything visible need it, and because what was learned from a
 * site can be learned again from its pages, when one of them is deleted or the core learns better.
 */
import * as v from "valibot";
import { packText, unpackText } from "../bytes.js";
import { KINDS } from "../kinds.js";
import type { Block, Reading } from "../messages/report.js";
import { CodedError, wordsOf } from "../messages/result.js";

/** A page as it is packed. */
export interface Page {
  url: string;
  language?: string;
  text: string;
  blocks: Pick<Block, "kind" | "detail" | "text" | "path" | "begin" | "end">[];
  /** Spans of the text that stand in stored stories too. */
  shared: [number, number][];
}

const place = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const PAGE = v.looseObject({
  url: v.string(),
  language: v.optional(v.string()),
  text: v.string(),
  blocks: v.array(
    v.looseObject({
      kind: v.picklist(KINDS),
      text: v.string(),
      path: v.optional(v.string()),
      begin: v.optional(place),
      end: v.optional(place),
    }),
  ),
  shared: v.array(v.tuple([place, place])),
});

/** Packs the page of a reading. */
export async function packPage(
  reading: Reading,
  url: string,
  shared: [number, number][],
): Promise<Uint8Array<ArrayBuffer>> {
  const { language, text } = reading;
  const blocks = reading.blocks.map(({ kind, detail, text: words, path, begin, end }) => ({
    ...{ kind, detail, text: words, path, begin, end },
  }));
  const page = { url, language, text, blocks, shared };
  return packText(JSON.stringify(page));
}

/** Unpacks a page; throws where the bytes are none. */
export async function unpackPage(bytes: Uint8Array<ArrayBuffer>): Promise<Page> {
  const text = await unpackText(bytes);
  let page: unknown;
  try {
    page = JSON.parse(text);
  } catch (thrown) {
    throw new CodedError("file", wordsOf(thrown));
  }
  if (!v.is(PAGE, page)) throw new CodedError("file", "not the page of a story");
  return page as Page;
}

/** Everything that is visible on a page. */
export function visibleText({ blocks }: { blocks: Pick<Block, "text">[] }): string {
  return blocks.map(({ text }) => text).join("\n\n");
}

/** A page as the core learns from it. */
export function readingOf(page: Page): Reading {
  const { url, language, text, blocks } = page;
  return {
    id: url,
    version: 1,
    url,
    ...(language ? { language } : {}),
    sources: {},
    confidence: 1,
    why: [],
    truncated: false,
    agencies: [],
    text,
    blocks: blocks.map((block) => ({ ...block, why: [], confidence: 1, marks: [] })),
    stories: [],
    warnings: [],
  };
}
