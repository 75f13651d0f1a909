/**
 * The whole page of a stored story, packed: what every block was taken for, its words and its place.
 * It is kept because scores over everything visible need it, and because what was learned from a
 * site can be learned again from its pages, when one of them is deleted or the core learns better.
 */
import type { Block, Reading } from "../messages/report.js";

/** A page as it is packed. */
export interface Page {
  url: string;
  language?: string;
  text: string;
  blocks: Pick<Block, "kind" | "detail" | "text" | "path" | "begin" | "end">[];
  /** Spans of the text that stand in stored stories too. */
  shared: [number, number][];
}

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
  const bytes = new Blob([JSON.stringify(page)]).stream();
  return collect(bytes.pipeThrough(new CompressionStream("deflate-raw")));
}

/** Unpacks a page. */
export async function unpackPage(bytes: Uint8Array<ArrayBuffer>): Promise<Page> {
  const stream = new Blob([bytes]).stream();
  const plain = await collect(stream.pipeThrough(new DecompressionStream("deflate-raw")));
  return JSON.parse(new TextDecoder().decode(plain));
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

async function collect(stream: ReadableStream): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
