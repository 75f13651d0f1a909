/** The reader's rules: corrections, to be looked through and exported, and imported rule packs. */
import { signal } from "@preact/signals";
import type { Failure, Result } from "../../messages/result.js";
import type { Correction, KeptPack, Rules } from "../../messages/session.js";
import { call, onNews } from "../../messages/transport.js";
import { failureWords, plural, t } from "../../text.js";
import { day } from "../components/dates.js";
import { downloadJson } from "../components/files.js";
import { Facts, Section, Trouble } from "../components/parts.js";

const rules = signal<Rules>({ corrections: [], packs: [] });
const failure = signal<Failure | null>(null);
const imported = signal<KeptPack | null>(null);

/** Shows the rules as they are, and as they change. */
export async function followRules(): Promise<void> {
  const read = async (): Promise<void> => {
    const answer = await call("rules", {});
    if (answer.ok) rules.value = answer.value;
    else failure.value = answer.error;
  };
  onNews((news) => {
    if (news.news === "rules") void read();
  });
  await read();
}

/** Does something to the rules; the news of it brings the new ones. */
async function change<T>(asked: Promise<Result<T>>): Promise<T | null> {
  const answer = await asked;
  failure.value = answer.ok ? null : answer.error;
  imported.value = null;
  return answer.ok ? answer.value : null;
}

async function exportRules(): Promise<void> {
  const pack = await change(call("exportRules", {}));
  if (pack) downloadJson(pack, "wireprint-rules.json");
}

async function importFile(input: HTMLInputElement): Promise<void> {
  const [file] = input.files ?? [];
  if (file) imported.value = await change(file.text().then((text) => call("importPack", { text })));
  // The same file can be chosen again once it has been put right.
  input.value = "";
}

/** The corrections, the latest first. */
export function Corrections() {
  const { corrections } = rules.value;
  return (
    <Section id="corrections" title={t("options_corrections")}>
      {corrections.length === 0 && <p class="fine">{t("options_corrections_none")}</p>}
      <ul class="rules">
        {corrections.map((correction) => (
          <CorrectionRow key={correction.rule.id} correction={correction} />
        ))}
      </ul>
      {corrections.length > 0 && (
        <button type="button" class="quiet" onClick={exportRules}>
          {t("options_export")}
        </button>
      )}
    </Section>
  );
}

function CorrectionRow({ correction }: { correction: Correction }) {
  const { rule, words, at } = correction;
  const kind = t(`kind_${rule.kind}`);
  return (
    <li class="rule">
      <div>
        <p>
          <strong>{kind}</strong> <q dir="auto">{words}</q>
        </p>
        <Facts>{[rule.site, day(at)]}</Facts>
      </div>
      <button
        type="button"
        class="quiet"
        aria-label={t("options_forget", kind, words)}
        onClick={() => change(call("forget", { ids: [rule.id] }))}
      >
        {t("library_delete_short")}
      </button>
    </li>
  );
}

/** The packs, the latest first, and the way to import one. */
export function Packs() {
  const { packs } = rules.value;
  return (
    <Section id="packs" title={t("options_packs")}>
      <p class="fine">{t("options_packs_what")}</p>
      <ul class="rules">
        {packs.map((kept) => (
          <PackRow key={kept.pack.name} kept={kept} />
        ))}
      </ul>
      <label class="button quiet">
        {t("options_import")}
        <input
          type="file"
          accept=".json,application/json"
          onChange={(event) => importFile(event.currentTarget)}
        />
      </label>
      <div aria-live="polite">
        {failure.value && (
          <Trouble words={failureWords(failure.value)} detail={failure.value.message} />
        )}
        {imported.value && (
          <p>
            {plural("options_imported", imported.value.pack.rules.length, imported.value.pack.name)}
          </p>
        )}
      </div>
    </Section>
  );
}

function PackRow({ kept }: { kept: KeptPack }) {
  const { pack, on, at } = kept;
  const { name } = pack;
  return (
    <li class="rule">
      <div>
        <label>
          <input
            type="checkbox"
            checked={on}
            onChange={(event) => change(call("usePack", { name, on: event.currentTarget.checked }))}
          />
          <span dir="auto">{name}</span>
        </label>
        <Facts>{[plural("options_rules", pack.rules.length), day(at)]}</Facts>
      </div>
      <button
        type="button"
        class="quiet"
        aria-label={t("library_delete", name)}
        onClick={() => change(call("removePack", { name }))}
      >
        {t("library_delete_short")}
      </button>
    </li>
  );
}
