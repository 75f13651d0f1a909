/**
 * Captures are searched for and stored one after the other: two copies that arrive at once would
 * each look before the other is there, and never be told of one another.
 */

/** Runs the search and the storing of a capture while no other does. */
export function inTurn<T>(run: () => Promise<T>): Promise<T> {
  return navigator.locks.request("wireprint-capture", run);
}
