/** How long stories are kept, and where: room on the device, the browser's promise, the rule. */
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { asStory } from "../../capture/story.js";
import { withEngine } from "../../engine/index.js";
import type { Settings } from "../../messages/session.js";
import { call } from "../../messages/transport.js";
import { checkLibrary, type Fault, mendLibrary } from "../../store/check.js";
import { language, plural, t } from "../../text.js";
import { Decidable, Section } from "../components/parts.js";
import { attempt, change, look } from "./state.js";

/** After how many days stories may go. */
const DAYS = [30, 90, 365, 1095];

const usage = signal<{ used: number; quota: number } | null>(null);
const isPersistent = signal<boolean | null>(null);
const settings = signal<Settings | null>(null);
/** What the last look through the library found. */
const checked = signal<{ stories: number; faults: Fault[] } | null>(null);
const isChecking = signal(false);
/** Faults that are listed. */
const SHOWN = 10;

/** The view of what is kept. */
export function Keeping() {
  useEffect(() => void look(measure), []);
  return (
    <div class="narrow">
      <Section id="room" title={t("keeping_room")}>
        <Room />
      </Section>
      <Section id="rule" title={t("keeping_rule")}>
        <Rule />
      </Section>
      <Section id="check" title={t("keeping_check")}>
        <Check />
      </Section>
      <Section id="private" title={t("keeping_private")}>
        <p>{t("keeping_private_words")}</p>
        <p>
          <a href="options.html#data">{t("keeping_erase")}</a>
        </p>
      </Section>
    </div>
  );
}

async function measure(): Promise<void> {
  const [{ usage: used, quota }, persistent, choices] = await Promise.all([
    navigator.storage.estimate(),
    navigator.storage.persisted(),
    call("settings", {}),
  ]);
  usage.value = used !== undefined && quota !== undefined ? { used, quota } : null;
  isPersistent.value = persistent;
  if (choices.ok) settings.value = choices.value;
}

function Room() {
  const { used, quota } = usage.value ?? { used: 0, quota: 0 };
  const persist = async (): Promise<void> => {
    isPersistent.value = await navigator.storage.persist();
  };
  return (
    <>
      {usage.value && (
        <p>
          <meter value={used} max={quota} high={quota * 0.9} aria-hidden="true" />{" "}
          {t("meter", bytes(used), bytes(quota))}
        </p>
      )}
      {usage.value && used > quota * 0.9 && <p class="trouble">{t("keeping_nearly_full")}</p>}
      {isPersistent.value === true && <p class="fine">{t("keeping_persistent")}</p>}
      {isPersistent.value === false && (
        <>
          <p class="fine">{t("keeping_not_persistent")}</p>
          <button type="button" onClick={persist}>
            {t("keeping_persist")}
          </button>
        </>
      )}
    </>
  );
}

function Rule() {
  const now = settings.value;
  if (!now) return null;
  const choose = async (days: number): Promise<void> => {
    const answer = await call("changeSettings", { keepDays: days > 0 ? days : null });
    if (answer.ok) settings.value = answer.value;
  };
  return (
    <Decidable now={now} name="keepDays">
      <label>
        {t("keeping_days")}{" "}
        <select
          class="days"
          value={now.keepDays ?? 0}
          onChange={(event) => choose(Number(event.currentTarget.value))}
        >
          <option value={0}>{t("keeping_always")}</option>
          {[...new Set([...DAYS, ...(now.keepDays ? [now.keepDays] : [])])].map((days) => (
            <option key={days} value={days}>
              {plural("keeping_for", days)}
            </option>
          ))}
        </select>
      </label>
      <p class="fine">{t("keeping_rule_words")}</p>
    </Decidable>
  );
}

function Check() {
  const found = checked.value;
  return (
    <>
      <p class="fine">{t("keeping_check_words")}</p>
      <button type="button" onClick={check} disabled={isChecking.value}>
        {t("keeping_check_run")}
      </button>
      {found && (
        <p role="status" class={found.faults.length > 0 ? "trouble" : undefined}>
          {t("keeping_check_found", found.stories, found.faults.length)}
        </p>
      )}
      {found && found.faults.length > 0 && (
        <>
          <ul class="fine">
            {found.faults.slice(0, SHOWN).map(({ what, at }) => (
              <li key={`${what} ${at}`}>
                {what} {at}
              </li>
            ))}
          </ul>
          <button type="button" onClick={mend} disabled={isChecking.value}>
            {t("keeping_check_mend")}
          </button>
        </>
      )}
    </>
  );
}

async function check(): Promise<void> {
  isChecking.value = true;
  checked.value = null;
  checked.value = (await attempt(() => withEngine(checkLibrary))) ?? null;
  isChecking.value = false;
}

async function mend(): Promise<void> {
  isChecking.value = true;
  await change(() =>
    withEngine((engine) =>
      mendLibrary(engine, (head, text) => engine.fingerprint(asStory(head, text))),
    ),
  );
  await check();
}

/** A number of bytes as people say it. */
function bytes(count: number): string {
  const units = ["kilobyte", "megabyte", "gigabyte"];
  let value = count / 1000;
  let unit = 0;
  for (; value >= 1000 && unit < units.length - 1; unit++) value /= 1000;
  return value.toLocaleString(language(), {
    style: "unit",
    unit: units[unit] ?? "kilobyte",
    maximumFractionDigits: value < 10 ? 1 : 0,
  });
}
