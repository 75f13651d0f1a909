/** The marks of pages as W3C Web Annotations: what each block was taken for, by its words. */
import type { Page } from "../../../store/pages.js";
import type { Kept } from "./records.js";

/** Words before and after a block by which its place is found again, in characters. */
const AROUND = 32;

/** A collection of the annotations of pages. */
export function webAnnotations(pages: { story: Kept; page: Page }[]): string {
  const items = pages.flatMap(({ story: { head }, page: { blocks } }) =>
    blocks.map(({ kind, detail, text }, i) => ({
      type: "Annotation",
      motivation: "classifying",
      generator: "Wireprint",
      created: new Date(head.lastSeen).toISOString(),
      body: {
        type: "TextualBody",
        purpose: "classifying",
        value: detail ? `${kind}/${detail}` : kind,
      },
      target: {
        source: head.url,
        selector: {
          type: "TextQuoteSelector",
          exact: text,
          prefix: blocks[i - 1]?.text.slice(-AROUND) ?? "",
          suffix: blocks[i + 1]?.text.slice(0, AROUND) ?? "",
        },
      },
    })),
  );
  const context = "http://www.w3.org/ns/anno.jsonld";
  const page = { type: "AnnotationPage", startIndex: 0, items };
  const all = {
    "@context": context,
    type: "AnnotationCollection",
    total: items.length,
    first: page,
  };
  return `${JSON.stringify(all, null, 2)}\n`;
}
