/** The library page: search and list on one side, the chosen story on the other. */
import type { StoryPage } from "../../messages/calls.js";
import { plural, t } from "../../text.js";
import { day, published } from "../components/dates.js";
import { Facts, Paragraphs, Trouble } from "../components/parts.js";
import {
  choose,
  chosen,
  failure,
  find,
  list,
  more,
  open,
  remove,
  removed,
  search,
  undo,
  usage,
} from "./state.js";

/** The whole page. */
export function LibraryPage() {
  return (
    <>
      <h1>{t("library_title")}</h1>
      {failure.value && (
        <Trouble
          words={t(`failure_${failure.value.code.replaceAll("-", "_")}`)}
          detail={failure.value.message}
        />
      )}
      <div class="columns">
        <div>
          <Search />
          <List />
          <Meter />
        </div>
        <Reader />
      </div>
      <div class="toast" role="status">
        {removed.value && (
          <p>
            {plural("library_deleted", removed.value.stories.length)}
            <button type="button" onClick={undo}>
              {t("library_undo")}
            </button>
          </p>
        )}
      </div>
    </>
  );
}

function Search() {
  const [a, b] = chosen.value;
  return (
    <search>
      <input
        type="search"
        aria-label={t("library_search")}
        placeholder={t("library_search")}
        value={search.value}
        onInput={(event) => find(event.currentTarget.value)}
      />
      {a !== undefined && b !== undefined && (
        <a class="button" href={`compare.html?a=${a}&b=${b}`}>
          {t("library_compare")}
        </a>
      )}
    </search>
  );
}

function List() {
  const page = list.value;
  if (!page) return null;
  if (page.total === 0) return <p class="empty">{t("library_empty")}</p>;
  return (
    <>
      <p class="fine" role="status">
        {search.value
          ? t("library_found", page.found, page.total)
          : plural("library_count", page.total)}
      </p>
      {page.found === 0 && <p class="empty">{t("library_no_hit")}</p>}
      <ul class="stories">
        {page.stories.map((head) => (
          <Row key={head.id} head={head} />
        ))}
      </ul>
      {page.stories.length < page.found && (
        <button type="button" class="quiet" onClick={more}>
          {t("library_more")}
        </button>
      )}
    </>
  );
}

function Row({ head }: { head: StoryPage["stories"][number] }) {
  const title = head.title ?? head.address;
  const current = open.value?.head.id === head.id;
  return (
    <li class="story" aria-current={current ? "true" : undefined}>
      <input
        type="checkbox"
        aria-label={t("library_select", title)}
        checked={chosen.value.includes(head.id)}
        onChange={() => choose(head.id)}
      />
      <div>
        <a href={`#${head.id}`} dir="auto">
          {title}
        </a>
        <Facts>
          {[
            head.site,
            head.published ? published(head.published) : t("no_date"),
            head.agencies.find(({ role }) => role !== "publisher")?.name,
            plural("words", head.words),
            head.version > 1 && t("library_version", head.version),
            head.later > 0 && plural("library_later", head.later),
          ]}
        </Facts>
      </div>
      <button
        type="button"
        class="quiet"
        aria-label={t("library_delete", title)}
        onClick={() => remove(head.id)}
      >
        {t("library_delete_short")}
      </button>
    </li>
  );
}

function Reader() {
  if (!open.value) return <p class="empty reader">{t("library_choose")}</p>;
  const { head, text, later } = open.value;
  return (
    <article class="reader" lang={head.language}>
      <h2 dir="auto">{head.title ?? t("no_title")}</h2>
      <Facts>
        {[
          head.site,
          head.byline,
          head.published ? published(head.published) : t("no_date"),
          t("library_stored", day(head.firstSeen)),
          plural("library_seen", head.seen),
        ]}
      </Facts>
      <p>
        <a href={head.url} target="_blank" rel="noopener noreferrer">
          {t("library_open")}
        </a>
      </p>
      {later.length > 0 && (
        <div class="later">
          <p>{plural("library_later", later.length)}</p>
          <ul>
            {later.map((copy) => (
              <li key={copy.id}>
                <a href={`compare.html?a=${head.id}&b=${copy.id}`} dir="auto">
                  {copy.title ?? copy.address}
                </a>
                <Facts>{[copy.site, t("library_stored", day(copy.firstSeen))]}</Facts>
              </li>
            ))}
          </ul>
        </div>
      )}
      <Paragraphs text={text.text} />
      {text.extras.map((extra) => (
        <p key={extra} class="fine" dir="auto">
          {extra}
        </p>
      ))}
    </article>
  );
}

function Meter() {
  if (!usage.value) return null;
  const { used, quota } = usage.value;
  return (
    <p class="fine">
      <meter value={used} max={quota} aria-hidden="true" /> {t("meter", bytes(used), bytes(quota))}
    </p>
  );
}

function bytes(count: number): string {
  const units = ["kilobyte", "megabyte", "gigabyte"];
  let value = count / 1000;
  let unit = 0;
  for (; value >= 1000 && unit < units.length - 1; unit++) value /= 1000;
  return value.toLocaleString(t("language"), {
    style: "unit",
    unit: units[unit] ?? "kilobyte",
    maximumFractionDigits: value < 10 ? 1 : 0,
  });
}
