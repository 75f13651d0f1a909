/**
 * Errors are values. Whatever crosses a boundary of the extension answers with a `Result`: either
 * the value, or a failure with a code that the interface has words for.
 */

/** What can go wrong, as the interface names it (`failure_<code>` in `_locales`). */
export type FailureCode =
  /** A page of the browser itself. */
  | "browser-page"
  /** The browser's extension store. */
  | "store-page"
  /** A page of an extension. */
  | "extension-page"
  /** A file, and the browser's switch for files is off. */
  | "file-access"
  /** A PDF, which has no text nodes to read. */
  | "pdf"
  /** A picture, film or other document that is not text. */
  | "not-text"
  /** The browser's own error page. */
  | "error-page"
  /** The browser refused for another reason. */
  | "no-access"
  /** The page went away while it was read. */
  | "page-gone"
  /** There is no story to compare: the page has no running text. */
  | "no-story"
  /** The engine stopped; it has been started again. */
  | "engine"
  /** What was read is more than the browser keeps for a tab. */
  | "too-large"
  /** A file, or something in it, is larger than what is taken in. */
  | "too-big"
  /** The device has no room left. */
  | "quota"
  /** The library could not be read or written. */
  | "store"
  /** The index does not fit this engine: it is damaged, or made by another version. */
  | "index"
  /** The library was written by a newer Wireprint. */
  | "newer-library"
  /** An item of a file is a link to a story, without its words. */
  | "link-only"
  /** The reader stopped it. */
  | "stopped"
  /** A file is not what it should be, or damaged. */
  | "file"
  /** A file is no rule pack, or one of its rules is wrong. */
  | "pack"
  /** The program that keeps the archive on this computer could not be asked. */
  | "companion"
  /** What was asked for is not there. */
  | "not-found"
  /** The caller may not ask for this, or asked wrongly. */
  | "bad-call"
  /** The background went away before it answered; ask again. */
  | "no-answer";

/** Why something failed. */
export interface Failure {
  code: FailureCode;
  /** Words of the browser or the engine, for people who want to know. */
  message: string;
}

/** A value, or why there is none. */
export type Result<T> = { ok: true; value: T } | { ok: false; error: Failure };

/** The value as a result. */
export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** A failure as a result. */
export function failed(code: FailureCode, message = ""): Result<never> {
  return { ok: false, error: { code, message } };
}

/** An error that carries its code, for code that is deep inside a transaction or a loop. */
export class CodedError extends Error {
  readonly code: FailureCode;

  constructor(code: FailureCode, message = "") {
    super(message || code);
    this.code = code;
  }
}

/** The value of a result; throws where there is none. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new CodedError(result.error.code, result.error.message);
}

/** The words of anything that was thrown. */
export function wordsOf(thrown: unknown): string {
  if (thrown instanceof Error) return thrown.message;
  if (typeof thrown === "object" && thrown !== null && "message" in thrown)
    return String(thrown.message);
  return String(thrown);
}

/** Anything that was thrown, as a failure; `code` where it carries none of its own. */
export function asFailure(thrown: unknown, code: FailureCode): Failure {
  return { code: thrown instanceof CodedError ? thrown.code : code, message: wordsOf(thrown) };
}
