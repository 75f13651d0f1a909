/**
 * Makes anew what follows from stories and edges: the catalogue and the words. Needed where a library
 * comes from a schema that did not have them, and where they are damaged.
 */
import { CodedError } from "../messages/result.js";
import {
  type Catalogue,
  catalogue,
  readCatalogue,
  type Touched,
  touch,
  touchGot,
} from "./catalogue.js";
import { changing } from "./change.js";
import type { Records } from "./schema.js";
import { post, postedUnder, SEGMENT, settleWords, type Unposted } from "./words.js";

/** The catalogue; one that is damaged is made anew first. */
export async function soundCatalogue(): Promise<Catalogue> {
  try {
    return await readCatalogue();
  } catch (thrown) {
    if (!(thrown instanceof CodedError && thrown.code === "index")) throw thrown;
    await changing(derive);
    return readCatalogue();
  }
}

/** Makes catalogue and words of all stories. */
export async function derive(stores: Records): Promise<void> {
  await Promise.all([stores.catalogue.clear(), stores.totals.delete("stories")]);
  const touched: Touched = new Map();
  for (const id of await repost(stores)) touch(touched, id);
  for (let at = await stores.edges.openCursor(); at; at = await at.continue()) {
    for (const id of at.value.ids) if (touched.has(id)) touchGot(touched, id, at.value.pair);
  }
  await catalogue(stores, touched);
}

/** Makes the words of all stories; gives the stories that have some. */
export async function repost(stores: Records): Promise<number[]> {
  await Promise.all([stores.words.clear(), stores.fresh.clear()]);
  const posted: number[] = [];
  const unposted: Unposted = new Map();
  const posting = { ...stores, unposted };
  for (const id of await stores.stories.getAllKeys()) {
    const [head, text] = await Promise.all([stores.stories.get(id), stores.texts.get(id)]);
    if (!head || !text || head.replacedBy !== undefined) continue;
    posted.push(id);
    post(posting, id, postedUnder(head, text));
    if (unposted.size >= SEGMENT) await settleWords(posting);
  }
  await settleWords(posting);
  return posted;
}
