/** Bringing in: open tabs, files, and what became of them. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { onNews } from "../../../messages/transport.js";
import { isBackup } from "../../../store/backup.js";
import type { Job } from "../../../store/schema.js";
import { failureWords, plural, t } from "../../../text.js";
import { day } from "../../components/dates.js";
import { download } from "../../components/files.js";
import { Section } from "../../components/parts.js";
import { ask } from "../asking.js";
import {
  begin,
  forgetJob,
  isElsewhere,
  jobs,
  pause,
  refreshJobs,
  run,
  running,
  waiting,
} from "./jobs.js";
import { OpenTabs } from "./tabs.js";

/** Troubles that are shown; all of them are in the list that can be saved. */
const SHOWN = 20;

/** The view of bringing in. */
export function In() {
  useEffect(() => {
    void refreshJobs();
    return onNews(({ news }) => {
      if (news === "library") void refreshJobs();
    });
  }, []);
  return (
    <div class="narrow">
      <Section id="files" title={t("in_files")}>
        <Drop />
      </Section>
      <Section id="tabs" title={t("in_tabs")}>
        <OpenTabs />
      </Section>
      {jobs.value.length > 0 && (
        <Section id="jobs" title={t("in_jobs")}>
          <ul class="jobs">
            {jobs.value.map((job) => (
              <JobRow key={job.id} job={job} />
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}

function Drop() {
  const isOver = useSignal(false);
  return (
    <label
      class="drop-field"
      data-over={isOver.value ? "" : undefined}
      onDragOver={(event) => {
        event.preventDefault();
        isOver.value = true;
      }}
      onDragLeave={() => (isOver.value = false)}
      onDrop={(event) => {
        event.preventDefault();
        isOver.value = false;
        void bringIn(event.dataTransfer?.files);
      }}
    >
      <strong>{t("in_choose")}</strong>
      <span class="fine">{t("in_kinds")}</span>
      <input
        type="file"
        multiple
        onChange={(event) => {
          const input = event.currentTarget;
          void bringIn(input.files).then(() => (input.value = ""));
        }}
      />
    </label>
  );
}

/** Takes files in; a backup is asked about first. */
async function bringIn(files: FileList | null | undefined): Promise<void> {
  const others: File[] = [];
  // The list is the browser's, and may be empty when something was awaited.
  for (const file of [...(files ?? [])]) {
    if (await isBackup(file)) await askRestore(file);
    else others.push(file);
  }
  await begin(others);
}

async function askRestore(file: File): Promise<void> {
  const words = t("in_restore_words", file.name);
  const way = await ask({ title: t("in_restore"), words, choices: ["merge", "replace"] });
  if (way === "merge" || way === "replace") await begin([file], way);
}

function JobRow({ job }: { job: Job }) {
  const { id, name, at, stored, present, told = 0, troubles, state, done } = job;
  const isRunning = running.value === id;
  const isStopped = state === "open" && !isRunning && !waiting.value.has(id);
  const facts = [
    day(at),
    job.restore ? plural("in_records", done) : plural("in_stored", stored),
    present > 0 && plural("in_present", present),
    told > 0 && plural("in_told", told),
    troubles.length > 0 && plural("in_troubles", troubles.length),
  ];
  return (
    <li class="job" data-state={isRunning ? "running" : state}>
      <div>
        <p dir="auto">{name}</p>
        <p class="facts" role={isRunning ? "status" : undefined}>
          {facts.filter(Boolean).join(" · ")}
        </p>
        {isRunning && <progress aria-label={t("in_running", name)} />}
        {waiting.value.has(id) && <p class="fine">{t("in_waiting")}</p>}
        {isStopped && <p class="fine">{t(isElsewhere.value ? "in_elsewhere" : "in_stopped")}</p>}
      </div>
      <div class="story-actions">
        {isRunning && (
          <button type="button" class="quiet" onClick={pause}>
            {t("in_pause")}
          </button>
        )}
        {isStopped && !isElsewhere.value && (
          <button type="button" onClick={() => run(id)}>
            {t("in_go_on")}
          </button>
        )}
        {!isRunning && !waiting.value.has(id) && !(isStopped && isElsewhere.value) && (
          <button type="button" class="quiet" onClick={() => forgetJob(id)}>
            {t("in_forget")}
          </button>
        )}
      </div>
      {troubles.length > 0 && <Troubles job={job} />}
    </li>
  );
}

function Troubles({ job: { name, troubles } }: { job: Job }) {
  const save = (): void => {
    const lines = troubles.map((one) => `${JSON.stringify(one)}\n`);
    download(new Blob(lines, { type: "application/jsonl" }), `${name}.errors.jsonl`);
  };
  return (
    <details class="troubles">
      <summary>{plural("in_troubles", troubles.length)}</summary>
      <ul>
        {troubles.slice(0, SHOWN).map(({ item, code, detail }, i) => (
          <li key={i}>
            <span dir="auto">{item}</span>
            <span class="fine">
              {failureWords({ code })} {detail}
            </span>
          </li>
        ))}
      </ul>
      <button type="button" class="quiet" onClick={save}>
        {t("in_troubles_save")}
      </button>
    </details>
  );
}
