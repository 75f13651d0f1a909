/** The comparison: what the two are to each other, what was changed, and the texts themselves. */
import type { Comparison } from "../../messages/session.js";
import { reasonsOf } from "../../reasons.js";
import { failureWords, percent, plural, t } from "../../text.js";
import { AlignedText } from "../components/aligned.js";
import { changesOf, frameOf, type Side } from "../components/alignment.js";
import { published } from "../components/dates.js";
import { EditList, EditSummary } from "../components/edits.js";
import { download } from "../components/files.js";
import { Facts, Fold, Reasons, Trouble } from "../components/parts.js";
import { relationWords } from "../components/relation.js";
import { report } from "../components/report.js";
import { Minimap } from "./minimap.js";
import {
  attach,
  comparison,
  failure,
  go,
  goToChange,
  goToPassage,
  inView,
  isNamed,
  looking,
  setTogether,
  setView,
  together,
  unfold,
  VIEWS,
} from "./state.js";

/** The whole page. */
export function ComparePage() {
  if (failure.value) {
    return <Trouble words={failureWords(failure.value)} detail={failure.value.message} />;
  }
  if (!isNamed.value) {
    return (
      <>
        <h1>{t("compare_title")}</h1>
        <p>
          <a href="library.html">{t("compare_missing")}</a>
        </p>
      </>
    );
  }
  if (!comparison.value) return null;
  const { a, b, pair } = comparison.value;
  const lengths = { a: Array.from(a.text).length, b: Array.from(b.text).length };
  return (
    <>
      <Summary now={comparison.value} />
      <Tools now={comparison.value} />
      <div class="sides">
        <Pane side="a" now={comparison.value} />
        <Minimap pair={pair} lengths={lengths} inView={inView.value} go={go} />
        <Pane side="b" now={comparison.value} />
      </div>
    </>
  );
}

/** Whether the two are one page at different times. */
function areVersions({ a, b }: Comparison): boolean {
  return a.head.address === b.head.address && a.head.version !== b.head.version;
}

function Summary({ now }: { now: Comparison }) {
  const { a, b, pair } = now;
  const frame = frameOf(pair);
  return (
    <header class="summary">
      <h1>
        {areVersions(now)
          ? t("compare_versions", a.head.version, b.head.version)
          : relationWords(pair)}
      </h1>
      <EditSummary edits={pair.edits} />
      <div class="folds">
        {frame.length > 0 && (
          <Fold summary={t("compare_frame")}>
            <EditList edits={frame} />
          </Fold>
        )}
        <Fold summary={t("compare_why")}>
          <Reasons of={reasonsOf(pair)} />
        </Fold>
      </div>
    </header>
  );
}

function Tools({ now }: { now: Comparison }) {
  const { pair } = now;
  const changes = changesOf(pair);
  const at = looking.value.edit === null ? -1 : changes.indexOf(looking.value.edit);
  return (
    <div class="tools" role="toolbar" aria-label={t("compare_tools")}>
      <fieldset class="segments">
        <legend class="unseen">{t("compare_view")}</legend>
        {VIEWS.map((view) => (
          <label key={view}>
            <input
              type="radio"
              name="view"
              checked={looking.value.view === view}
              onChange={() => setView(view)}
            />
            {t(`compare_view_${view}`)}
          </label>
        ))}
      </fieldset>
      {changes.length > 0 && (
        <div class="steps">
          <button
            type="button"
            class="quiet"
            aria-label={t("compare_previous")}
            onClick={() => goToChange(at < 0 ? -1 : at - 1)}
          >
            ↑
          </button>
          <button
            type="button"
            class="quiet"
            aria-label={t("compare_next")}
            onClick={() => goToChange(at + 1)}
          >
            ↓
          </button>
          <span role="status">
            {at < 0 ? (
              plural("compare_changes", changes.length)
            ) : (
              <Change {...{ now, at, changes }} />
            )}
          </span>
        </div>
      )}
      <label class="choice">
        <input
          type="checkbox"
          checked={together.value}
          onChange={(event) => setTogether(event.currentTarget.checked)}
        />
        {t("compare_together")}
      </label>
      <button type="button" class="quiet" onClick={() => save(now)}>
        {t("compare_save")}
      </button>
      <button type="button" class="quiet print" onClick={() => print()}>
        {t("compare_print")}
      </button>
      <ul class="key" aria-label={t("compare_key")}>
        <li>
          <mark>{t("compare_key_shared")}</mark>
        </li>
        <li>
          <mark class="quoted">{t("compare_key_quoted")}</mark>
        </li>
        <li>
          <mark>
            <del>{t("compare_key_left")}</del> <ins>{t("compare_key_right")}</ins>
          </mark>
        </li>
        <li>
          <span class="only">{t("compare_key_only")}</span>
        </li>
      </ul>
    </div>
  );
}

/** Gives the reader both texts with what they share, as one file that needs nothing else. */
function save({ a, b, pair }: Comparison): void {
  download(new Blob([report([a, b], [pair])], { type: "text/html" }), "comparison.html");
}

/** The current change in words. */
function Change({ now, at, changes }: { now: Comparison; at: number; changes: number[] }) {
  const edit = now.pair.edits[changes[at]!]!;
  return (
    <>
      {t("compare_at", at + 1, changes.length)} · {plural(`edit_${edit.type}`, 1)}
    </>
  );
}

function Pane({ side, now }: { side: Side; now: Comparison }) {
  const { pair } = now;
  const { head, text } = now[side];
  const share = side === "a" ? pair.a_in_b : pair.b_in_a;
  return (
    <article class="side" aria-labelledby={`head-${side}`}>
      <header>
        <h2 id={`head-${side}`} dir="auto">
          <a href={`library.html#${head.id}`}>{head.title ?? head.address}</a>
        </h2>
        <Facts>
          {[
            head.site,
            head.published ? published(head.published) : t("no_date"),
            areVersions(now) && t("library_version", head.version),
            t("compare_of", percent(share)),
          ]}
        </Facts>
      </header>
      <section
        class="pane sheet"
        aria-labelledby={`head-${side}`}
        ref={(pane) => attach(side, pane)}
      >
        <AlignedText
          text={text}
          pair={pair}
          side={side}
          lang={head.language}
          looking={looking.value}
          choose={(passage) => goToPassage(side, passage)}
          unfold={unfold}
        />
      </section>
    </article>
  );
}
