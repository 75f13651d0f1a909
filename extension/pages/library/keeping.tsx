/** How long stories are kept, and where: room on the device, the browser's promise, the rule. */
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Settings } from "../../messages/session.js";
import { call } from "../../messages/transport.js";
import { language, plural, t } from "../../text.js";
import { Section } from "../components/parts.js";
import { look } from "./state.js";

/** After how many days stories may go. */
const DAYS = [30, 90, 365, 1095];

const usage = signal<{ used: number; quota: number } | null>(null);
const isPersistent = signal<boolean | null>(null);
const settings = signal<Settings | null>(null);

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
    <>
      <label>
        {t("keeping_days")}{" "}
        <select
          class="days"
          value={now.keepDays ?? 0}
          onChange={(event) => choose(Number(event.currentTarget.value))}
        >
          <option value={0}>{t("keeping_always")}</option>
          {DAYS.map((days) => (
            <option key={days} value={days}>
              {plural("keeping_for", days)}
            </option>
          ))}
        </select>
      </label>
      <p class="fine">{t("keeping_rule_words")}</p>
    </>
  );
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
