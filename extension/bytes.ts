/** Text as few bytes, and bytes as text, for stores that have little room or take text alone. */

import { chunksOf } from "./lines.js";
import { CodedError } from "./messages/result.js";

/** What bytes may unpack to: more is an attack. */
const LARGEST = 100_000_000;

/** Packs a text. */
export function packText(text: string): Promise<Uint8Array<ArrayBuffer>> {
  return collect(new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw")));
}

/** Unpacks a text; throws where the bytes are none, or unpack to more than can be meant. */
export async function unpackText(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const stream = new Blob([bytes]).stream();
  const plain = await collect(stream.pipeThrough(new DecompressionStream("deflate-raw")));
  return new TextDecoder().decode(plain);
}

/** Bytes as base64. */
export function toBase64(bytes: Uint8Array): string {
  let characters = "";
  for (let at = 0; at < bytes.length; at += 0x8000)
    characters += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(characters);
}

/** Bytes out of base64; throws where it is none. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

async function collect(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for await (const chunk of chunksOf(stream)) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > LARGEST) throw new CodedError("too-large", "packed text");
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}
