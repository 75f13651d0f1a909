/** A short way through what the panel says, over the sample: one part after the other, in a sentence. */
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { t } from "../../text.js";

/** The stations: where they are in the panel, and the key of what is said there. */
const STATIONS = [
  [".card h1", "tour_verdict"],
  ["section[aria-labelledby=copies]", "tour_copies"],
  ["section[aria-labelledby=story]", "tour_story"],
  ["section[aria-labelledby=origin]", "tour_origin"],
  ["section[aria-labelledby=around]", "tour_around"],
  [".stored", "tour_kept"],
] as const;

/** The present station; none while no tour is made. */
const at = signal<number | null>(null);

/** Begins the tour. */
export function startTour(): void {
  at.value = 0;
}

/** Ends it, wherever it is. */
export function endTour(): void {
  at.value = null;
}

/** What is said of the present station, and the ways on and out. */
export function Tour() {
  const here = at.value;
  const [part, words] = (here !== null && STATIONS[here]) || [];
  useEffect(() => {
    const shown = part && document.querySelector(part);
    if (!shown) return;
    shown.setAttribute("data-told", "");
    shown.scrollIntoView({ block: "start" });
    return () => shown.removeAttribute("data-told");
  }, [part]);
  if (here === null || !words) return null;
  const isLast = here === STATIONS.length - 1;
  return (
    <aside class="tour" aria-label={t("tour_title")}>
      <p role="status">{t(words)}</p>
      <p class="ways">
        <span class="fine">{t("tour_at", here + 1, STATIONS.length)}</span>
        {!isLast && (
          <button type="button" class="quiet" onClick={endTour}>
            {t("tour_skip")}
          </button>
        )}
        <button
          type="button"
          onClick={() => {
            at.value = isLast ? null : here + 1;
          }}
        >
          {t(isLast ? "tour_end" : "tour_next")}
        </button>
      </p>
    </aside>
  );
}
