/** The panel in each of its states. */
import type { FailureCode } from "../../messages/result.js";
import type { Session } from "../../messages/session.js";
import { plural, t } from "../../text.js";
import { Trouble } from "../components/parts.js";
import { Around } from "./around.js";
import { Copies } from "./copies.js";
import { Origin } from "./origin.js";
import {
  leaveSample,
  missed,
  pick,
  readAgain,
  session,
  showMarks,
  showSample,
  stored,
  undoCorrection,
} from "./state.js";
import { Story } from "./story.js";
import { Verdict } from "./verdict.js";

/** What may go better the next time; a page that is closed to extensions stays closed. */
const WORTH_ANOTHER_TRY: readonly FailureCode[] = ["engine", "store", "quota", "page-gone"];

/** The whole panel. */
export function Panel() {
  const now = session.value;
  return (
    <>
      <header class="bar">
        <img src="icons/48.png" width="20" height="20" alt="" />
        <span class="brand">Wireprint</span>
        <a href="library.html" target="_blank" rel="noopener">
          {stored.value > 0 ? plural("bar_library", stored.value) : t("library_title")}
        </a>
      </header>
      <main>
        <div aria-live="polite">
          {now === undefined ? null : now === null ? <Invitation /> : <Top session={now} />}
        </div>
        {now?.state === "ready" && now.reading && <Report session={now} />}
      </main>
      <div class="toast" role="status">
        {missed.value !== null && <p>{t("not_placed", missed.value)}</p>}
      </div>
    </>
  );
}

/** Before anything was read in this tab. */
function Invitation() {
  return (
    <div class="card invitation">
      <h1>{t("start_title")}</h1>
      <p>{t("start_how")}</p>
      <p class="fine">{t("start_privacy")}</p>
      {stored.value === 0 && (
        <button type="button" onClick={showSample}>
          {t("start_sample")}
        </button>
      )}
    </div>
  );
}

function Top({ session: now }: { session: Session }) {
  if (now.state === "reading") {
    return (
      <div class="card" aria-busy="true">
        <h1>{t("state_reading")}</h1>
        <div class="progress" />
      </div>
    );
  }
  if (now.state === "failed" && now.error) {
    return (
      <div class="card">
        <h1>{t("state_unreadable")}</h1>
        <Trouble
          words={t(`failure_${now.error.code.replaceAll("-", "_")}`)}
          detail={now.error.message}
        />
        {WORTH_ANOTHER_TRY.includes(now.error.code) && (
          <button type="button" onClick={readAgain}>
            {t("action_again")}
          </button>
        )}
      </div>
    );
  }
  return (
    <div class="card">
      <Verdict session={now} />
      {now.corrected && (
        <p class="corrected">
          {t("correct_done", t(`kind_${now.corrected.kind}`))}{" "}
          <button type="button" class="quiet" onClick={undoCorrection}>
            {t("correct_undo")}
          </button>
        </p>
      )}
      <Actions session={now} />
    </div>
  );
}

function Actions({ session: now }: { session: Session }) {
  const { stored: kept, marks, selection } = now;
  if (kept?.as === "not" && kept.why === "sample") {
    return (
      <div class="actions">
        <button type="button" onClick={leaveSample}>
          {t("action_leave_sample")}
        </button>
      </div>
    );
  }
  if (selection !== undefined) {
    return (
      <div class="actions">
        <button type="button" onClick={readAgain}>
          {t("menu_page")}
        </button>
      </div>
    );
  }
  return (
    <div class="actions">
      <button type="button" onClick={() => showMarks(!marks.shown)}>
        {marks.shown ? t("action_clear") : t("action_show")}
      </button>
      <button type="button" class="quiet" onClick={readAgain}>
        {t("action_again")}
      </button>
      {!now.reading?.text && now.canCorrect && (
        <button type="button" class="quiet" onClick={pick}>
          {t("story_pick")}
        </button>
      )}
    </div>
  );
}

function Report({ session: now }: { session: Session }) {
  const reading = now.reading!;
  return (
    <>
      <Copies session={now} />
      {now.selection === undefined && reading.text && <Story session={now} />}
      {now.selection === undefined && <Origin reading={reading} checks={now.checks ?? []} />}
      {now.selection === undefined && <Around session={now} />}
    </>
  );
}
