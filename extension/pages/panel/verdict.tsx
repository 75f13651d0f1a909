/** The verdict: one sentence, then whose text it was, then what became of it in the library. */
import type { Edit } from "../../messages/report.js";
import type { Copy, Session, Stored } from "../../messages/session.js";
import { sourceOf } from "../../mutes.js";
import { failureWords, listed, plural, t } from "../../text.js";
import { copiesOf } from "../../verdict.js";
import { countWords } from "../../words.js";
import { day, orderOf } from "../components/dates.js";
import { Trouble } from "../components/parts.js";
import { ArchiveLine } from "./archived.js";

/** The verdict of a session that is ready. */
export function Verdict({ session }: { session: Session }) {
  const { reading, searched, stored, error } = session;
  const agencies = reading?.text ? reading.agencies : [];
  const suppliers = agencies.filter(({ role }) => role !== "publisher");
  return (
    <>
      <h1>{verdictWords(session)}</h1>
      {suppliers.length > 0 && (
        <p class="supplier">{t("verdict_supplier", listed(suppliers.map(({ name }) => name)))}</p>
      )}
      {changedWords(session) && <p>{changedWords(session)}</p>}
      {session.restarted && !error && <p class="fine restarted">{t("failure_engine")}</p>}
      {error && <Trouble words={failureWords(error)} detail={error.message} />}
      {stored && (
        <p class="stored" data-as={stored.as}>
          {storedWords(stored, session.secret && !session.keepsSecret)}
        </p>
      )}
      {stored?.as === "failed" && !error && (
        <Trouble words={failureWords(stored.error)} detail={stored.error.message} />
      )}
      {stored?.as === "version" && (
        <a href={`compare.html?a=${stored.pair.b}&b=${stored.id}`} target="_blank" rel="noopener">
          {t("version_link")}
        </a>
      )}
      {searched && stored?.as !== "not" && <Search session={session} />}
      <ArchiveLine session={session} />
    </>
  );
}

/** The sentence that a session comes down to. */
export function verdictWords(session: Session): string {
  const { copies, events, reading, selection, error } = session;
  if (!reading?.text) return t("verdict_no_story");
  const count = (...relations: string[]): number =>
    copies.filter(({ pair }) => relations.includes(pair.relation)).length;
  if (selection !== undefined) {
    return copies.length > 0
      ? plural("verdict_selection", copies.length)
      : t("verdict_selection_none");
  }
  const exact = count("exact");
  const whole = count("exact", "syndicated");
  if (exact > 0 && exact === whole) return plural("verdict_exact", exact);
  if (whole > 0) return plural("verdict_syndicated", whole);
  if (copiesOf(session).length > 0) return plural("verdict_partial", copiesOf(session).length);
  if (copies.length > 0) return plural("verdict_quotes", copies.length);
  if (events.length > 0) return plural("verdict_event", events.length);
  if (error) return t("verdict_unknown");
  return t("verdict_none");
}

/** Kinds of change that are told in the verdict, at most. */
const TOLD = 3;
/** Changes that weigh less are for the list of them. */
const WEIGHTY = 0.2;

/** The text that this outlet worked from, as far as is known: an agency's own, or the earliest. */
function originOf({ copies, reading }: Session): Copy | undefined {
  const whole = copies.filter(({ pair }) => ["exact", "syndicated"].includes(pair.relation));
  const own = whole.find(({ story }) => story.agencies.some(({ role }) => role === "publisher"));
  const earlier = whole
    .filter(({ story }) => orderOf(story.published, reading?.published) === "before")
    .sort((one, other) => one.story.published!.localeCompare(other.story.published!));
  return own ?? earlier[0];
}

/** What this outlet changed of the text it worked from, in one sentence; nothing of a selection. */
function changedWords(session: Session): string | null {
  if (session.selection !== undefined) return null;
  const origin = originOf(session);
  if (!origin) return null;
  const counts = new Map<Edit["type"], number>();
  for (const { type, weight } of origin.pair.edits)
    if (weight >= WEIGHTY) counts.set(type, (counts.get(type) ?? 0) + 1);
  const told = [...counts].slice(0, TOLD).map(([type, count]) => plural(`edit_${type}`, count));
  const name = sourceOf(origin.story);
  return told.length > 0 ? t("verdict_changed", name, listed(told)) : t("verdict_unchanged", name);
}

/** What was searched: in a line where something was found, in full where nothing was. */
function Search({ session }: { session: Session }) {
  const { copies, events, searched, reading } = session;
  const { stories, compared } = searched!;
  if (stories === 0 || copies.length + events.length > 0)
    return <p class="fine">{searchedWords(session)}</p>;
  return (
    <dl class="searched">
      <dt>{t("searched_for")}</dt>
      <dd>{plural("searched_words", countWords(reading!.text))}</dd>
      <dt>{t("searched_in")}</dt>
      <dd>{plural("searched_stories", stories)}</dd>
      <dt>{t("searched_found")}</dt>
      <dd>{compared === 0 ? t("searched_no_words") : plural("searched_compared", compared)}</dd>
    </dl>
  );
}

function searchedWords({ searched, ms }: Session): string {
  const { stories, compared } = searched!;
  if (stories === 0) return t("searched_first");
  const took = Math.max(1, Math.round(ms?.total ?? 0));
  return plural("searched", stories, compared, took);
}

function storedWords(stored: Stored, secret: boolean): string {
  switch (stored.as) {
    case "new":
      return t(secret ? "stored_in_memory" : "stored_new");
    case "again":
      return t("stored_again", day(stored.firstSeen));
    case "version":
      return t("stored_version", stored.version);
    case "not":
      return t(`stored_not_${stored.why.replace("-", "_")}`);
    case "failed":
      return t("stored_failed");
  }
}
