/**
 * The list of stories. Only rows that are in view are there: all have one height, so that a place in
 * a list of a hundred thousand is a multiplication, and the list scrolls as smoothly as a short one.
 */
import { useComputed, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { StoryHead } from "../../../messages/session.js";
import { plural, t } from "../../../text.js";
import { published } from "../../components/dates.js";
import { Facts } from "../../components/parts.js";
import { choose, chosen, current, fetchHeads, found, heads, search } from "../state.js";

/** Height of a row in pixels; the style sheet takes it from here. */
const ROW = 84;
/** Rows beyond what is in view, above and below. */
const MARGIN = 8;

/** The list. */
export function Rows() {
  const entries = found.value?.entries ?? [];
  const box = useRef<HTMLUListElement>(null);
  const top = useSignal(0);
  const height = useSignal(800);
  const range = useComputed(() => {
    const first = Math.max(0, Math.floor(top.value / ROW) - MARGIN);
    return { first, last: first + Math.ceil(height.value / ROW) + 2 * MARGIN };
  });
  const { first, last } = range.value;
  const shown = entries.slice(first, last);
  useEffect(() => {
    const list = box.current;
    if (!list) return undefined;
    const observer = new ResizeObserver(() => {
      height.value = list.clientHeight;
    });
    observer.observe(list);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    if (box.current) box.current.scrollTop = 0;
  }, [search.value]);
  useEffect(
    () => void fetchHeads(shown.map(({ id }) => id)),
    [shown[0], shown.length, heads.value],
  );

  /** Arrow keys walk through the list, beyond the rows that are there. */
  const walk = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    const row = (event.target as Element).closest<HTMLElement>("[aria-posinset]");
    if (!step || !row || !box.current) return;
    event.preventDefault();
    const at = Number(row.getAttribute("aria-posinset")) - 1 + step;
    const next = Math.max(0, Math.min(entries.length - 1, at));
    const { scrollTop, clientHeight } = box.current;
    if (next * ROW < scrollTop) box.current.scrollTop = next * ROW;
    else if ((next + 1) * ROW > scrollTop + clientHeight)
      box.current.scrollTop = (next + 1) * ROW - clientHeight;
    top.value = box.current.scrollTop;
    requestAnimationFrame(() =>
      box.current?.querySelector<HTMLElement>(`[aria-posinset="${next + 1}"] a`)?.focus(),
    );
  };

  return (
    <ul
      class="rows"
      ref={box}
      style={{ "--row": `${ROW}px` }}
      onScroll={(event) => {
        top.value = event.currentTarget.scrollTop;
      }}
      onKeyDown={walk}
    >
      <li aria-hidden="true" style={{ blockSize: `${first * ROW}px` }} />
      {shown.map(({ id }, i) => (
        <Row key={id} id={id} place={first + i + 1} of={entries.length} />
      ))}
      <li
        aria-hidden="true"
        style={{ blockSize: `${Math.max(0, entries.length - first - shown.length) * ROW}px` }}
      />
    </ul>
  );
}

function Row({ id, place, of }: { id: number; place: number; of: number }) {
  const head = heads.value.get(id);
  // A row that is still being fetched has a name all the same: a link must not be empty.
  const title = head ? (head.title ?? head.address) : "…";
  const isChosen = chosen.value.has(id);
  return (
    <li
      class="row"
      aria-posinset={place}
      aria-setsize={of}
      aria-current={current.value === id ? "true" : undefined}
      aria-busy={!head}
    >
      <input
        type="checkbox"
        aria-label={t("library_select", title)}
        checked={isChosen}
        onChange={() => choose([id], !isChosen)}
      />
      <div>
        <a class="title" href={`#${id}`} dir="auto">
          {title}
        </a>
        {head && <RowFacts head={head} />}
      </div>
    </li>
  );
}

function RowFacts({ head }: { head: StoryHead & { later: number } }) {
  return (
    <Facts>
      {[
        head.pinned && `★ ${t("library_pinned")}`,
        head.site,
        head.published ? published(head.published) : t("no_date"),
        head.agencies.find(({ role }) => role !== "publisher")?.name,
        plural("words", head.words),
        head.version > 1 && t("library_version", head.version),
        head.correction && t("library_corrected"),
        head.later > 0 && plural("library_later", head.later),
        ...(head.tags ?? []).map((tag) => `#${tag}`),
      ]}
    </Facts>
  );
}
