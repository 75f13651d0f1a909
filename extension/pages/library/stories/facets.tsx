/** What the list can be narrowed to: named searches, dates, and the values that the stories have. */
import { useComputed } from "@preact/signals";
import { type Entry, hasRelation } from "../../../store/catalogue.js";
import { dropCollection, keepCollection } from "../../../store/keeping.js";
import { type Field, names, parseQuery, STATES, toggled, without } from "../../../store/query.js";
import { countValues } from "../../../store/search.js";
import { language, t } from "../../../text.js";
import { RELATIONS } from "../../../verdict.js";
import { ask } from "../asking.js";
import { change, collections, find, forget, found, search } from "../state.js";

/** Values that a facet shows, at most; rarer ones are found by typing them. */
const VALUES = 8;

const FACETS: readonly [field: Field, values: (entry: Entry) => readonly string[]][] = [
  ["is", (entry) => STATES.filter((state) => entry[state])],
  ["tag", ({ tags }) => tags],
  ["relation", (entry) => RELATIONS.filter((relation) => hasRelation(entry, relation))],
  ["site", ({ site }) => (site ? [site] : [])],
  ["agency", ({ agencies }) => agencies],
  ["lang", ({ language: code }) => (code ? [code.split("-")[0] ?? code] : [])],
];

/** The narrowing of the list; folded where there is no room beside it. */
export function Facets() {
  return (
    <details class="facets" open={matchMedia("(width >= 1000px)").matches}>
      <summary>{t("library_narrow")}</summary>
      <Collections />
      <Dates />
      {FACETS.map(([field, values]) => (
        <Facet key={field} field={field} values={values} />
      ))}
      <ForgetSite />
    </details>
  );
}

function Collections() {
  const isNew = search.value && !collections.value.some((one) => one.search === search.value);
  if (collections.value.length === 0 && !isNew) return null;
  return (
    <section aria-label={t("library_collections")}>
      <h2>{t("library_collections")}</h2>
      <ul>
        {collections.value.map(({ name, search: kept }) => (
          <li key={name} class="value">
            <button
              type="button"
              class="plain"
              aria-pressed={search.value === kept}
              onClick={() => find(search.value === kept ? "" : kept)}
            >
              {name}
            </button>
            <button
              type="button"
              class="plain drop"
              aria-label={t("library_collection_drop", name)}
              onClick={() => change(() => dropCollection(name))}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
      {isNew && (
        <button type="button" class="plain" onClick={nameSearch}>
          {t("library_collection_keep")}
        </button>
      )}
    </section>
  );
}

async function nameSearch(): Promise<void> {
  const name = await ask({
    title: t("library_collection_keep"),
    label: t("library_collection_name"),
  });
  if (name) await change(() => keepCollection({ name, search: search.value, at: Date.now() }));
}

function Dates() {
  const { after, before } = parseQuery(search.value).fields;
  const set = (field: "after" | "before", value: string): void => {
    const rest = without(search.value, field);
    find(value ? toggled(rest, field, value) : rest);
  };
  return (
    <section aria-label={t("library_dates")}>
      <h2>{t("library_dates")}</h2>
      {(["after", "before"] as const).map((field) => (
        <label key={field} class="date">
          {t(`library_${field}`)}
          <input
            type="date"
            value={(field === "after" ? after : before)?.[0] ?? ""}
            onChange={(event) => set(field, event.currentTarget.value)}
          />
        </label>
      ))}
    </section>
  );
}

function Facet({ field, values }: { field: Field; values: (entry: Entry) => readonly string[] }) {
  const counted = useComputed(() => countValues(found.value?.entries ?? [], values));
  const wanted = parseQuery(search.value).fields[field] ?? [];
  // What is chosen stays in sight, though nothing has it any more.
  const gone = wanted.filter((value) => !counted.value.some(([one]) => one === value));
  const shown = [...counted.value.slice(0, VALUES), ...gone.map((value) => [value, 0] as const)];
  if (shown.length === 0) return null;
  return (
    <section aria-label={t(`library_facet_${field}`)}>
      <h2>{t(`library_facet_${field}`)}</h2>
      <ul>
        {shown.map(([value, count]) => (
          <li key={value}>
            <button
              type="button"
              class="plain value"
              aria-pressed={names(search.value, field, value)}
              onClick={() => find(toggled(search.value, field, value))}
            >
              <span dir="auto">{worded(field, value)}</span>
              <span class="fine">{count.toLocaleString(language())}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A value in the reader's words. */
function worded(field: Field, value: string): string {
  if (field === "is") return t(`library_${value}`);
  if (field === "relation") return t(`relation_${value.replaceAll("-", "_")}`);
  if (field !== "lang") return value;
  try {
    return new Intl.DisplayNames([language()], { type: "language" }).of(value) ?? value;
  } catch {
    return value;
  }
}

/** Where the list is narrowed to one site, everything of it can be forgotten. */
function ForgetSite() {
  const sites = parseQuery(search.value).fields.site ?? [];
  const [site] = sites;
  if (!site || sites.length > 1) return null;
  const run = async (): Promise<void> => {
    const title = t("library_forget", site);
    if ((await ask({ title, words: t("library_forget_words", site), deed: title })) === null)
      return;
    await forget(site);
    find(without(search.value, "site"));
  };
  return (
    <button type="button" class="quiet" onClick={run}>
      {t("library_forget", site)}
    </button>
  );
}
