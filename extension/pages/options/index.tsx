/** The settings: which kinds are marked and how, the reader's rules, the keyboard, the data. */
import { signal } from "@preact/signals";
import { api } from "../../browser.js";
import { inManner, KINDS, switched } from "../../kinds.js";
import type { Settings } from "../../messages/session.js";
import { call } from "../../messages/transport.js";
import { t } from "../../text.js";
import { startPage } from "../components/page.js";
import { KindSwitch, MannerChoice, Section } from "../components/parts.js";
import { Corrections, followRules, Packs } from "./rules.js";
import "../../styles/base.css";
import "../../styles/page.css";

const settings = signal<Settings | null>(null);
const shortcuts = signal<chrome.commands.Command[]>([]);
const erasing = signal<"no" | "asked" | "done">("no");

async function start(): Promise<void> {
  followRules();
  const [found, commands] = await Promise.all([call("settings", {}), api.commands.getAll()]);
  if (found.ok) settings.value = found.value;
  shortcuts.value = commands;
}

async function setSettings(choices: Settings): Promise<void> {
  settings.value = choices;
  await call("setSettings", choices);
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
        {settings.value && <Kinds now={settings.value} />}
      </Section>
      <Corrections />
      <Packs />
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

function Kinds({ now }: { now: Settings }) {
  return (
    <ul class="choices">
      {KINDS.map((kind) => (
        <li key={kind}>
          <KindSwitch
            kind={kind}
            marking={now}
            onChange={(on) => setSettings(switched(now, kind, on))}
          >
            {t(`kind_${kind}`)}
          </KindSwitch>
          <MannerChoice
            kind={kind}
            marking={now}
            onChange={(manner) => setSettings(inManner(now, kind, manner))}
          />
        </li>
      ))}
    </ul>
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
