/** The stories: what they are narrowed to, their list, and the one that is open. */
import { plural, t } from "../../../text.js";
import { catalogue, chosen, find, found, open, search } from "../state.js";
import { ChosenBar } from "./chosen.js";
import { Facets } from "./facets.js";
import { Reader } from "./reader.js";
import { Rows } from "./rows.js";

/** The view of the stories. */
export function Stories() {
  if (!catalogue.value) return null;
  if (catalogue.value.length === 0) return <Empty />;
  return (
    <div class="stories-view" data-open={open.value ? "" : undefined}>
      <Facets />
      <div class="stories-list">
        <search>
          <input
            type="search"
            aria-label={t("library_search")}
            placeholder={t("library_search")}
            value={search.value}
            onInput={(event) => find(event.currentTarget.value)}
          />
        </search>
        <Count />
        {found.value?.entries.length === 0 ? <p class="empty">{t("library_no_hit")}</p> : <Rows />}
        {chosen.value.size > 0 && <ChosenBar />}
      </div>
      <Reader />
    </div>
  );
}

function Count() {
  const { entries, unread } = found.value ?? { entries: [], unread: 0 };
  return (
    <p class="fine count" role="status">
      {search.value && t("library_found", entries.length, catalogue.value?.length ?? 0)}
      {unread > 0 && ` ${plural("library_unread", unread)}`}
    </p>
  );
}

function Empty() {
  return (
    <div class="empty-library">
      <p>{t("library_empty")}</p>
      <p>
        <a href="#in">{t("library_empty_in")}</a>
      </p>
    </div>
  );
}
