// Files of our own fiction, in the forms in which files come that are taken in.

/** Numbers that look thrown, and follow from a seed. */
export function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A text in UTF-8. */
export const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** A story of our own; no two are alike. */
export const story = (number: number): string =>
  Array.from({ length: 12 }, (_, i) => {
    const lamp = number * 12 + i;
    return `Lamp ${lamp} of the pier was lit at ${lamp + 3} past, and keeper ${lamp * 7} wrote it down.`;
  }).join(" ");

/** A page with a story. */
export const page = (number: number): string =>
  `<!doctype html><html><body><article><p>${story(number)}</p></article></body></html>`;

/** The items of a good file of each kind, as the parts that it is made of. */
export const PARTS = {
  jsonl: (n: number) => JSON.stringify({ id: `lamp-${n}`, body: story(n) }),
  csv: (n: number) => `https://pier.example/${n},Lamp ${n},"${story(n)}"`,
  json: (n: number) => JSON.stringify({ url: `https://pier.example/j${n}`, text: story(n) }),
  feed: (n: number) =>
    JSON.stringify({ url: `https://pier.example/f${n}`, content_text: story(n) }),
  warc: (n: number) => record(`https://pier.example/w${n}`, page(n)),
};
/** The kinds that are written out part by part. */
export type Kind = keyof typeof PARTS;

const FEED = '{"version":"https://jsonfeed.org/version/1.1","title":"Pier","items":[';
/** How the parts of a kind make a file. */
export const JOIN: Record<Kind, (parts: string[]) => string> = {
  jsonl: (parts) => parts.join("\n"),
  csv: (parts) => ["url,title,text", ...parts].join("\n"),
  json: (parts) => `[${parts.join(",")}]`,
  feed: (parts) => `${FEED}${parts.join(",")}]}`,
  warc: (parts) => parts.join(""),
};
/** A name for a file of a kind. */
export const NAME: Record<Kind, string> = {
  ...{ jsonl: "lamps.jsonl", csv: "lamps.csv", json: "lamps.json", feed: "feed.json" },
  warc: "crawl.warc",
};

/** A response as a crawler writes it. */
export function record(url: string, body: string): string {
  const http = `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n${body}`;
  const head = ["WARC/1.0", "WARC-Type: response", `WARC-Target-URI: ${url}`];
  head.push("Content-Type: application/http; msgtype=response");
  head.push(`Content-Length: ${bytes(http).length}`, "", `${http}\r\n\r\n`);
  return head.join("\r\n");
}
