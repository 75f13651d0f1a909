/** The settings: kinds, the reader's rules, thresholds, sites, what is muted, keyboard, language, data. */
import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { inManner, KINDS, switched } from "../../kinds.js";
import { LANGUAGES, type Language, nameOf } from "../../language.js";
import type { Failure } from "../../messages/result.js";
import type { Settings, SettingsChange } from "../../messages/session.js";
import { call, onNews } from "../../messages/transport.js";
import { browserLookup, failureWords, t } from "../../text.js";
import { startPage } from "../components/page.js";
import { Decidable, KindSwitch, MannerChoice, Section, Trouble } from "../components/parts.js";
import { Companion, startCompanion } from "./companion.js";
import { Corrections, followRules, Packs } from "./rules.js";
import { Shortcuts, startShortcuts } from "./shortcuts.js";
import { followMuted, Muted, Sites } from "./sites.js";
import { startThresholds, ThresholdChoice } from "./thresholds.js";
import "../../styles/base.css";
import "../../styles/page.css";

const settings = signal<Settings | null>(null);
const erasing = signal<"no" | "asked" | "done">("no");
const notErased = signal<Failure | null>(null);

async function start(): Promise<void> {
  onNews(({ news }) => {
    if (news === "settings") void read();
  });
  await Promise.all([
    followRules(),
    followMuted(),
    startCompanion(),
    startShortcuts(),
    startSettings(),
  ]);
}

async function startSettings(): Promise<void> {
  const found = await read();
  if (found) await startThresholds(found);
}

async function read(): Promise<Settings | null> {
  const found = await call("settings", {});
  if (found.ok) settings.value = found.value;
  return settings.value;
}

async function changeSettings(change: SettingsChange): Promise<void> {
  const answer = await call("changeSettings", change);
  if (answer.ok) settings.value = answer.value;
}

async function erase(): Promise<void> {
  const answer = await call("erase", {});
  erasing.value = answer.ok ? "done" : "no";
  notErased.value = answer.ok ? null : answer.error;
  if (answer.ok && settings.value) await startThresholds(settings.value);
}

function OptionsPage() {
  return (
    <div class="narrow">
      <h1>{t("options_title")}</h1>
      <Section id="kinds" title={t("options_kinds")}>
        {settings.value && <Kinds now={settings.value} />}
      </Section>
      <Corrections />
      <Packs />
      {settings.value && <ThresholdChoice now={settings.value} save={changeSettings} />}
      {settings.value && <Sites now={settings.value} save={changeSettings} />}
      <Muted />
      <Companion />
      <Shortcuts />
      <Section id="language" title={t("options_language")}>
        {settings.value && <LanguageChoice now={settings.value} />}
      </Section>
      <Section id="data" title={t("options_data")}>
        <p>{t("options_privacy")}</p>
        <Erase />
      </Section>
    </div>
  );
}

function Kinds({ now }: { now: Settings }) {
  return (
    <>
      <Decidable now={now} name="off" />
      <ul class="choices">
        {KINDS.map((kind) => (
          <li key={kind}>
            <KindSwitch
              kind={kind}
              marking={now}
              disabled={now.decided.includes("off")}
              onChange={(on) => changeSettings(switched(now, kind, on))}
            >
              {t(`kind_${kind}`)}
            </KindSwitch>
            <MannerChoice
              kind={kind}
              marking={now}
              onChange={(manner) => changeSettings(inManner(now, kind, manner))}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

function LanguageChoice({ now }: { now: Settings }) {
  return (
    <Decidable now={now} name="language">
      <select
        aria-labelledby="language"
        value={now.language ?? ""}
        onChange={(event) =>
          changeSettings({ language: (event.currentTarget.value || null) as Language | null })
        }
      >
        <option value="">
          {t("options_language_browser", nameOf(browserLookup("language", [])))}
        </option>
        {LANGUAGES.map((one) => (
          <option key={one} value={one} lang={one}>
            {nameOf(one)}
          </option>
        ))}
      </select>
    </Decidable>
  );
}

function Erase() {
  if (erasing.value === "done") return <p role="status">{t("options_erased")}</p>;
  if (erasing.value === "no") {
    return (
      <>
        {notErased.value && (
          <Trouble words={failureWords(notErased.value)} detail={notErased.value.message} />
        )}
        <button type="button" class="quiet" onClick={() => (erasing.value = "asked")}>
          {t("options_erase")}
        </button>
      </>
    );
  }
  return <Sure />;
}

/** The question comes in the place of the button, so it takes the focus from it. */
function Sure() {
  const question = useRef<HTMLDivElement>(null);
  useEffect(() => question.current?.focus(), []);
  return (
    <div class="trouble" role="alertdialog" aria-labelledby="sure" tabIndex={-1} ref={question}>
      <p id="sure">{t("options_erase_sure")}</p>
      <p class="actions">
        <button type="button" onClick={erase}>
          {t("options_erase_yes")}
        </button>
        <button type="button" class="quiet" onClick={() => (erasing.value = "no")}>
          {t("options_cancel")}
        </button>
      </p>
    </div>
  );
}

void startPage("options_title", <OptionsPage />, start);
