/** The marks of pages as W3C Web Annotations: what each block was taken for, by its words. */
import type { Page } from "../../../store/pages.js";
import type { Kept } from "./records.js";

/** A story, and the page that it was read from. */
interface Marked {
  story: Kept;
  page: Page;
}

/** Words before and after a block by which its place is found again, in characters. */
const AROUND = 32;

/** The annotations of a page, each as JSON. */
export function annotations({ story: { head }, page: { blocks } }: Marked): string[] {
  return blocks.map(({ kind, detail, text }, i) =>
    JSON.stringify({
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
    }),
  );
}

/** What stands around so many annotations to make a collection of them. */
export function collection(total: number): { before: string; after: string } {
  const context = "http://www.w3.org/ns/anno.jsonld";
  const first = { type: "AnnotationPage", startIndex: 0, items: [] };
  const all = { "@context": context, type: "AnnotationCollection", total, first };
  const [before = "", after = ""] = JSON.stringify(all).split("[]");
  return { before: `${before}[\n`, after: `\n]${after}\n` };
}
