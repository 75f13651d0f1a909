/** The verdict: one sentence, then whose text it was, then what became of it in the library. */
import type { Session, Stored } from "../../messages/session.js";
import { listed, plural, t } from "../../text.js";
import { copiesOf } from "../../verdict.js";
import { day } from "../components/dates.js";
import { Trouble } from "../components/parts.js";

/** The verdict of a session that is ready. */
export function Verdict({ session }: { session: Session }) {
  const { reading, searched, stored, error } = session;
  const suppliers = (reading?.agencies ?? []).filter(({ role }) => role !== "publisher");
  return (
    <>
      <h1>{verdictWords(session)}</h1>
      {suppliers.length > 0 && (
        <p class="supplier">{t("verdict_supplier", listed(suppliers.map(({ name }) => name)))}</p>
      )}
      {error && (
        <Trouble words={t(`failure_${error.code.replaceAll("-", "_")}`)} detail={error.message} />
      )}
      {stored && (
        <p class="stored" data-as={stored.as}>
          {storedWords(stored, session.secret)}
        </p>
      )}
      {stored?.as === "failed" && !error && (
        <Trouble
          words={t(`failure_${stored.error.code.replaceAll("-", "_")}`)}
          detail={stored.error.message}
        />
      )}
      {searched && stored?.as !== "not" && <p class="fine">{searchedWords(session)}</p>}
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

function searchedWords({ searched, ms }: Session): string {
  const { stories, compared } = searched!;
  if (stories === 0) return t("searched_first");
  const took = Math.max(1, Math.round(ms?.total ?? 0));
  return compared === 0
    ? plural("searched_none", stories, took)
    : plural("searched", stories, compared, took);
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
