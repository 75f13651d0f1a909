/** Bytes as they come: as lines of text, of which none may be too long, and back as a stream. */
import { CodedError, wordsOf } from "./messages/result.js";

/** Characters in a line, at most: a longer one is an attack or no text. */
const LONGEST_LINE = 40_000_000;

/** Pieces of bytes. */
export type Chunks = AsyncIterable<Uint8Array<ArrayBuffer>>;

/** The chunks of a stream; what is wrong with them (a damaged archive, say) is the file's fault. */
export async function* chunksOf(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Chunks {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } catch (thrown) {
    throw new CodedError("file", wordsOf(thrown));
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** The lines of bytes in UTF-8, without their ends. */
export async function* linesOf(chunks: Chunks): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let pieces: string[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    const parts = decoder.decode(chunk, { stream: true }).split("\n");
    const rest = parts.pop() ?? "";
    for (const part of parts) {
      yield `${pieces.join("")}${part}`.replace(/\r$/, "");
      pieces = [];
      length = 0;
    }
    pieces.push(rest);
    length += rest.length;
    if (length > LONGEST_LINE) throw new CodedError("file", "a line is too long");
  }
  const last = `${pieces.join("")}${decoder.decode()}`;
  if (last) yield last;
}

/** Chunks as a stream that asks for them one by one. */
export function streamOf(chunks: Chunks): ReadableStream<Uint8Array<ArrayBuffer>> {
  const source = chunks[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await source.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await source.return?.();
    },
  });
}
