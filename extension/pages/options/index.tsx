/** The settings: which kinds are marked, the keyboard, and the reader's data. */
import { signal } from "@preact/signals";
import { api } from "../../browser.js";
import { KINDS } from "../../kinds.js";
import type { Kind } from "../../messages/report.js";
import { call } from "../../messages/transport.js";
import { t } from "../../text.js";
import { startPage } from "../components/page.js";
import { LineSample, Section } from "../components/parts.js";
import "../../styles/base.css";
import "../../styles/page.css";

const off = signal<Kind[]>([]);
const shortcuts = signal<chrome.commands.Command[]>([]);
const erasing = signal<"no" | "asked" | "done">("no");

async function start(): Promise<void> {
  const [settings, commands] = await Promise.all([call("settings", {}), api.commands.getAll()]);
  if (settings.ok) off.value = settings.value.off;
  shortcuts.value = commands;
}

async function setKind(kind: Kind, on: boolean): Promise<void> {
  off.value = on ? off.value.filter((other) => other !== kind) : [...off.value, kind];
  await call("setSettings", { off: off.value });
}

async function erase(): Promise<void> {
  const answer = await call("erase", {});
  erasing.value = answer.ok ? "done" : "no";
}

function OptionsPage() {
  return (
    <div class="narrow">
      <h1>{t("options_title")}</h1>
      <Section id="kinds" title={t("options_kinds")}>
        <ul class="choices">
          {KINDS.map((kind) => (
            <li key={kind}>
              <label>
                <input
                  type="checkbox"
                  checked={!off.value.includes(kind)}
                  onChange={(event) => setKind(kind, event.currentTarget.checked)}
                />
                <LineSample kind={kind} />
                {t(`kind_${kind}`)}
              </label>
            </li>
          ))}
        </ul>
      </Section>
      <Section id="shortcuts" title={t("options_shortcuts")}>
        <dl class="shortcuts">
          {shortcuts.value.map(({ name, description, shortcut }) => (
            <div key={name}>
              <dt>{description || t("command_read")}</dt>
              <dd>{shortcut ? <kbd>{shortcut}</kbd> : t("options_no_shortcut")}</dd>
            </div>
          ))}
        </dl>
        <p class="fine">{t("options_shortcuts_where")}</p>
      </Section>
      <Section id="data" title={t("options_data")}>
        <p>{t("options_privacy")}</p>
        <Erase />
      </Section>
    </div>
  );
}

function Erase() {
  if (erasing.value === "done") return <p role="status">{t("options_erased")}</p>;
  if (erasing.value === "no") {
    return (
      <button type="button" class="quiet" onClick={() => (erasing.value = "asked")}>
        {t("options_erase")}
      </button>
    );
  }
  return (
    <div class="trouble" role="alertdialog" aria-labelledby="sure">
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

startPage(t("options_title"), <OptionsPage />);
void start();
