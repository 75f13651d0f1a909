/**
 * Makes anew what follows from stories and edges: the catalogue and the words. Needed where a library
 * comes from a schema that did not have them.
 */
import { catalogue, type Touched, touch } from "./catalogue.js";
import type { Stores } from "./schema.js";
import { post } from "./words.js";

/** Makes catalogue and words of all stories. */
export async function derive(stores: Stores): Promise<void> {
  const touched: Touched = new Map();
  for (const id of await stores.stories.getAllKeys()) {
    const [head, text] = await Promise.all([stores.stories.get(id), stores.texts.get(id)]);
    if (!head || !text || head.replacedBy !== undefined) continue;
    touch(touched, id);
    await post(stores, head, text);
  }
  for (let at = await stores.edges.openCursor(); at; at = await at.continue()) {
    for (const id of at.value.ids) if (touched.has(id)) touch(touched, id, at.value.pair);
  }
  await catalogue(stores, touched);
}
