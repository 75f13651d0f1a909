/**
 * The list of stories. Only rows that are in view are there: all have one height, so that a place in
 * a list of a hundred thousand is a multiplication, and the list scrolls as smoothly as a short one.
 *
 * Tab reaches one row of them, the one that had the focus last, and then what comes after the list;
 * within it the arrow keys go from row to row.
 */
import { useComputed, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { StoryHead } from "../../../messages/session.js";
import { plural, t } from "../../../text.js";
import { published } from "../../components/dates.js";
import { Facts } from "../../components/parts.js";
import { choose, chosen, current, fetchHeads, found, heads, search } from "../state.js";

/** Height of a row in pixels; the style sheet takes it from here. */
const ROW = 98;
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
  const active = useSignal(0);
  const inView = Math.min(Math.floor(top.value / ROW), entries.length - 1);
  // A row that is not there cannot be reached: then it is the first that is seen.
  const isThere = active.value >= first && active.value < first + shown.length;
  const reached = isThere ? active.value : inView;
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
    active.value = 0;
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
      onFocusIn={({ target }) => {
        const row = (target as Element).closest("[aria-posinset]");
        if (row) active.value = Number(row.getAttribute("aria-posinset")) - 1;
      }}
    >
      <li aria-hidden="true" style={{ blockSize: `${first * ROW}px` }} />
      {shown.map(({ id }, i) => (
        <Row
          key={id}
          id={id}
          place={first + i + 1}
          of={entries.length}
          isReached={first + i === reached}
        />
      ))}
      <li
        aria-hidden="true"
        style={{ blockSize: `${Math.max(0, entries.length - first - shown.length) * ROW}px` }}
      />
    </ul>
  );
}

function Row(props: { id: number; place: number; of: number; isReached: boolean }) {
  const { id, place, of, isReached } = props;
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
        tabIndex={isReached ? 0 : -1}
        aria-label={t("library_select", title)}
        checked={isChosen}
        onChange={() => choose([id], !isChosen)}
      />
      <div>
        <a
          class="title"
          href={`#${id}`}
          tabIndex={isReached ? 0 : -1}
          dir="auto"
          lang={head?.language}
        >
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
        head.later > 0 && plural("library_later", head.later),
        head.agencies.find(({ role }) => role !== "publisher")?.name,
        plural("words", head.words),
        head.version > 1 && t("library_version", head.version),
        head.correction && t("library_corrected"),
        ...(head.tags ?? []).map((tag) => `#${tag}`),
      ]}
    </Facts>
  );
}
