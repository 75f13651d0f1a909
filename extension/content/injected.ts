/**
 * What one injection of the content script leaves in the world of content scripts, so that the next
 * one, and the controls, know of it.
 */
import type { Page } from "./page.js";

/** A content script that stands in a page. */
export interface Injected {
  page: Page;
  /** Whether the extension that it belongs to is still there. */
  alive(): boolean;
  stop(): void;
}

const scope = globalThis as { wireprint?: Injected };

/**
 * The content script that stands in this page. Chrome shows the elements that a page has named to
 * content scripts too, as properties that the window inherits; those are never meant.
 */
export function injected(): Injected | undefined {
  return Object.hasOwn(scope, "wireprint") ? scope.wireprint : undefined;
}

/** Leaves a content script in this page. */
export function leave(script: Injected): void {
  scope.wireprint = script;
}
