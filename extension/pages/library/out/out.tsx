/** Taking out: the whole library as a backup, and what was found in the formats of other programs. */
import { signal } from "@preact/signals";
import { withEngine } from "../../../engine/index.js";
import { writeBackup } from "../../../store/backup.js";
import { plural, t } from "../../../text.js";
import { download } from "../../components/files.js";
import { Section } from "../../components/parts.js";
import { gatherChoices } from "../choices.js";
import { attempt, found, search } from "../state.js";
import { FORMATS, type Format, save } from "./formats.js";

const written = signal<number | null>(null);
const saving = signal<Format | null>(null);

/** The view of taking out. */
export function Out() {
  const ids = (found.value?.entries ?? []).map(({ id }) => id);
  return (
    <div class="narrow">
      <Section id="backup" title={t("out_backup")}>
        <p>{t("out_backup_words")}</p>
        <button type="button" onClick={backUp} disabled={written.value !== null}>
          {t("out_backup_save")}
        </button>
        {written.value !== null && <p role="status">{plural("in_records", written.value)}</p>}
      </Section>
      <Section id="formats" title={t("out_formats")}>
        <p>
          {search.value
            ? plural("out_found", ids.length, search.value)
            : plural("out_all", ids.length)}
        </p>
        <ul class="formats">
          {FORMATS.map((format) => (
            <li key={format}>
              <div>
                <strong>{t(`out_format_${format}`)}</strong>
                <p class="fine">{t(`out_words_${format}`)}</p>
              </div>
              <button
                type="button"
                class="quiet"
                aria-label={`${t("out_save")}: ${t(`out_format_${format}`)}`}
                disabled={ids.length === 0 || saving.value !== null}
                onClick={() => saveStories(format, ids)}
              >
                {t("out_save")}
              </button>
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}

/** Saves stories, one format at a time. */
export async function saveStories(format: Format, ids: number[]): Promise<void> {
  saving.value = format;
  await attempt(() => save(format, ids));
  saving.value = null;
}

async function backUp(): Promise<void> {
  written.value = 0;
  await attempt(async () => {
    const choices = await gatherChoices();
    const engine = await withEngine((one) => one.version());
    const at = Date.now();
    const file = await writeBackup({ engine, at }, choices, (n) => {
      if (n % 100 === 0) written.value = n;
    });
    download(file, `${new Date(at).toISOString().slice(0, 10)}.wireprint.gz`);
  });
  written.value = null;
}
