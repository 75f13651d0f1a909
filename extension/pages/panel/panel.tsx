/** The panel in each of its states. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { FailureCode } from "../../messages/result.js";
import type { Auto, Session } from "../../messages/session.js";
import { missing } from "../../needs.js";
import { failureWords, plural, t } from "../../text.js";
import { Fold, Trouble } from "../components/parts.js";
import { askForSite, giveSiteBack } from "../components/sites.js";
import { ArchivedStories } from "./archived.js";
import { Around } from "./around.js";
import { Copies } from "./copies.js";
import { Origin } from "./origin.js";
import {
  changeSettings,
  failure,
  keepPrivate,
  leaveSample,
  missed,
  pick,
  readAgain,
  session,
  settings,
  showMarks,
  showSample,
  stored,
  undoCorrection,
} from "./state.js";
import { Story } from "./story.js";
import { endTour, startTour, Tour } from "./tour.js";
import { Verdict, verdictWords } from "./verdict.js";

/** What may go better the next time; a page that is closed to extensions stays closed. */
const WORTH_ANOTHER_TRY: readonly FailureCode[] = ["engine", "store", "quota", "page-gone"];

/** The whole panel. */
export function Panel() {
  const lacking = missing();
  if (lacking.length > 0)
    return (
      <main>
        <Trouble words={t("browser_lacks")} detail={lacking.join(", ")} />
      </main>
    );
  return <Told />;
}

function Told() {
  const now = session.value;
  // The verdict is painted first; what takes longer to draw follows in the next frame.
  const painted = useSignal<string | undefined>(undefined);
  const capture = now && isTold(now) ? now.capture : undefined;
  useEffect(() => {
    painted.value = capture;
  }, [capture]);
  const isWhole = painted.value === capture;
  // What was said of a correction, until the reader has read it.
  const seen = useSignal<string | undefined>(undefined);
  const corrected = now?.corrected?.ids.join(" ") === seen.value ? undefined : now?.corrected;
  return (
    <>
      <header class="bar">
        <img src="icons/48.png" width="20" height="20" alt="" />
        <span class="brand">Wireprint</span>
        <a href="library.html" target="_blank" rel="noopener">
          {stored.value > 0 ? plural("bar_library", stored.value) : t("library_title")}
        </a>
      </header>
      <main aria-busy={now === undefined || !isWhole}>
        <p class="unseen" role="status">
          {announced(now)}
        </p>
        {now === undefined ? null : now === null ? <Invitation /> : <Top session={now} />}
        {now && capture !== undefined && isWhole && now.reading && <Report session={now} />}
      </main>
      <Tour />
      <div class="toast" role="status">
        {failure.value !== null && <p>{failureWords(failure.value)}</p>}
        {missed.value !== null && <p>{t("not_placed", missed.value)}</p>}
        {corrected && (
          <p class="corrected">
            <span>{t("correct_done", t(`kind_${corrected.kind}`))}</span>
            <button type="button" onClick={undoCorrection}>
              {t("correct_undo")}
            </button>
            <button
              type="button"
              class="close"
              aria-label={t("toast_close")}
              onClick={() => (seen.value = corrected.ids.join(" "))}
            >
              ×
            </button>
          </p>
        )}
      </div>
    </>
  );
}

/** Whether there is a verdict to show. */
function isTold({ state }: Session): boolean {
  return state === "judged" || state === "ready";
}

/** What a screen reader says of itself when the page beside the panel was read: the verdict alone. */
function announced(now: Session | null | undefined): string {
  if (!now) return "";
  if (now.state === "reading") return t("state_reading");
  return now.state === "failed" ? t("state_unreadable") : verdictWords(now);
}

/** Before anything was read in this tab. */
function Invitation() {
  return (
    <div class="card invitation">
      <h1>{t("start_title")}</h1>
      <p>{t("start_how")}</p>
      <p class="fine">{t("start_privacy")}</p>
      {stored.value === 0 && (
        <button type="button" onClick={() => void showSample().then(startTour)}>
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
        <Trouble words={failureWords(now.error)} detail={now.error.message} />
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
      <Actions session={now} />
    </div>
  );
}

function Actions({ session: now }: { session: Session }) {
  const { stored: kept, marks, selection } = now;
  if (kept?.as === "not" && kept.why === "sample") {
    return (
      <div class="actions">
        <button type="button" onClick={() => void leaveSample().then(endTour)}>
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
      {kept?.as === "not" && kept.why === "private" && (
        <button type="button" class="quiet" onClick={keepPrivate}>
          {t("action_keep_private")}
        </button>
      )}
      {!now.reading?.text && now.canCorrect && (
        <button type="button" class="quiet" onClick={pick}>
          {t("story_pick")}
        </button>
      )}
    </div>
  );
}

/** Whether pages of this site are read without a click: asked of the browser here, and given back. */
function AutoChoice({ session: now }: { session: Session }) {
  const { hostname: host = "", protocol = "" } = URL.parse(now.url) ?? {};
  if (!/^https?:$/.test(protocol) || now.secret || now.tab < 0) return null;
  if (settings.value.decided.includes("auto")) return null;
  const auto = settings.value.auto ?? {};
  const mode = auto[host];
  const set = (next: Auto | undefined): Promise<void> => {
    const { [host]: _, ...others } = auto;
    return changeSettings({ auto: next ? { ...others, [host]: next } : others });
  };
  const allow = async (next: Auto): Promise<void> => {
    if (await askForSite(host)) await set(next);
  };
  return (
    <Fold summary={mode ? t(`auto_now_${mode}`, host) : t("auto_offer", host)}>
      <div class="more">
        <p class="fine">{t("options_sites_what")}</p>
        {mode !== "badge" && (
          <button type="button" class="quiet" onClick={() => allow("badge")}>
            {t("auto_badge")}
          </button>
        )}
        {mode !== "store" && (
          <button type="button" class="quiet" onClick={() => allow("store")}>
            {t("auto_store")}
          </button>
        )}
        {mode && (
          <button
            type="button"
            class="quiet"
            onClick={() => void giveSiteBack(host).then(() => set(undefined))}
          >
            {t("auto_end")}
          </button>
        )}
      </div>
    </Fold>
  );
}

function Report({ session: now }: { session: Session }) {
  const reading = now.reading!;
  return (
    <>
      <Copies session={now} />
      <ArchivedStories session={now} />
      {now.selection === undefined && reading.text && <Story session={now} />}
      {now.selection === undefined && <Origin reading={reading} checks={now.checks ?? []} />}
      {now.selection === undefined && <Around session={now} />}
      <AutoChoice session={now} />
    </>
  );
}
