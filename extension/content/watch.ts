/**
 * What happens to a page after it was read: it goes on rendering, becomes another page without a
 * navigation, or is put away by the browser.
 */

/** Pages that render late are given this long after a capture, in milliseconds. */
const LATE = 5_000;
/** A page is looked at again when it has been quiet for this long. */
const QUIET = 400;
/** Fewer new characters than this are a clock or a counter, not a story. */
const GROWTH = 200;

/** Calls `grown` once if much text arrives within five seconds. Returns the way to stop. */
export function watchGrowth(grown: () => void): () => void {
  const length = (): number => document.body?.textContent?.length ?? 0;
  const before = length();
  const until = performance.now() + LATE;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = setTimeout(look, LATE);
  const observer = new MutationObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(look, Math.min(QUIET, Math.max(0, until - performance.now())));
  });
  observer.observe(document, { childList: true, characterData: true, subtree: true });

  function stop(): void {
    observer.disconnect();
    clearTimeout(timer);
    clearTimeout(end);
  }
  function look(): void {
    const late = performance.now() >= until;
    if (length() - before >= GROWTH) {
      stop();
      grown();
    } else if (late) stop();
  }
  return stop;
}

/** Calls `left` when the page becomes another one or is put away. Returns the way to stop. */
export function watchLeaving(left: () => void): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  const address = (): string => location.href.split("#", 1)[0]!;
  const before = address();
  const check = (): void => {
    if (address() !== before) left();
  };
  // The page can say that it goes away as often as it likes; only the browser knows.
  const hidden = (event: Event): void => {
    if (event.isTrusted) left();
  };
  addEventListener("pagehide", hidden, { signal });
  navigation.addEventListener("currententrychange", check, { signal });
  return () => stop.abort();
}
