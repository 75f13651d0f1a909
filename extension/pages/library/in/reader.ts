/** The worker that reads: it has an engine of its own, so that one portion is read while another is stored. */
import { type Offered, readItems } from "./read.js";

/** What the page asks of it: where what it reads goes, and what to read. */
export type ReadOrder = { to: MessagePort } | { read: Offered[] };

let to: MessagePort | undefined;
/** The end of all that it was asked for: one portion after the other. */
let last = Promise.resolve();

addEventListener("message", ({ data }: MessageEvent<ReadOrder>) => {
  if ("to" in data) to = data.to;
  else
    last = last
      .then(async () => {
        to?.postMessage(await readItems(data.read));
      })
      // The page hears of it as of any fault of a worker, and waits no longer.
      .catch(reportError);
});
