/**
 * Where the letters of a text stand in a pane, and back: between the pieces of an aligned text, each
 * of which says where it begins, places are interpolated.
 */

/** A letter of the text, in code points, and where it stands in the pane, in pixels. */
type Known = [letter: number, top: number];

/** The first letters of all pieces in a pane, and the end of the text. */
export function knownPlaces(pane: HTMLElement, length: number): Known[] {
  const origin = pane.getBoundingClientRect().top - pane.scrollTop;
  const pieces = [...pane.querySelectorAll<HTMLElement>("[data-begin]")];
  const tops = pieces.map(
    (piece): Known => [Number(piece.dataset.begin), (piece.getClientRects()[0]?.top ?? 0) - origin],
  );
  const last = pieces.at(-1)?.getBoundingClientRect().bottom ?? origin;
  return [...tops, [length, last - origin]];
}

/** What belongs to a value, on the line between the two known pairs around it. */
export function between(known: Known[], value: number, from: 0 | 1): number {
  const to = from === 0 ? 1 : 0;
  let low = known[0];
  for (const pair of known) {
    if (pair[from] > value) {
      if (!low || pair[from] === low[from]) return pair[to];
      const part = Math.max(0, (value - low[from]) / (pair[from] - low[from]));
      return low[to] + part * (pair[to] - low[to]);
    }
    low = pair;
  }
  return low?.[to] ?? 0;
}
