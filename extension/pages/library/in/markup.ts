/**
 * Markup of files, parsed and never shown: nothing in it runs, loads or is put into a document. And
 * the scripts that are started by their addresses, which are ours.
 */

interface Policy {
  createHTML(markup: string): string;
  createScriptURL(file: string): string;
}

const scope = globalThis as unknown as {
  trustedTypes?: { createPolicy(name: string, rules: Policy): Policy };
};
/** The page's own policy asks that whoever parses markup or starts a script says so. */
const policy = scope.trustedTypes?.createPolicy("wireprint-parse", {
  createHTML: (text) => text,
  createScriptURL: (file) => file,
});

/** The address of a script of our own, for a worker. */
export function scriptUrl(file: "importer.js" | "reader.js"): string {
  return policy?.createScriptURL(file) ?? file;
}

/** Parses markup into a document that is alive in nothing. */
export function parseMarkup(text: string, type: "text/html" | "application/xml"): Document {
  return new DOMParser().parseFromString(policy?.createHTML(text) ?? text, type);
}

/** The text of the first element of some name below another. */
export function textIn(parent: Element, ...names: string[]): string | undefined {
  return firstOf(parent, ...names)?.textContent?.trim() || undefined;
}

/** The first child of one of some names, whatever its prefix. */
export function firstOf(parent: Element, ...names: string[]): Element | undefined {
  for (const name of names) {
    const found = [...parent.children].find((child) => child.nodeName.toLowerCase() === name);
    if (found) return found;
  }
  return undefined;
}
