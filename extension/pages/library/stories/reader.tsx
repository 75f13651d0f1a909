/** The story that is open: its words, what the reader added, its versions and later copies. */
import { useEffect, useRef } from "preact/hooks";
import type { StoryHead } from "../../../messages/session.js";
import { toggled } from "../../../store/query.js";
import { plural, t } from "../../../text.js";
import { day, published } from "../../components/dates.js";
import { Facts, Paragraphs } from "../../components/parts.js";
import { relationWords } from "../../components/relation.js";
import { add, current, find, open, remove } from "../state.js";
import { tag } from "./chosen.js";

/** The open story, or what there is to do. */
export function Reader() {
  const heading = useRef<HTMLHeadingElement>(null);
  const back = useRef<HTMLParagraphElement>(null);
  const id = current.value;
  // Where the story takes the place of the list, what opened it is out of sight.
  useEffect(() => {
    const isAlone = back.current?.checkVisibility() ?? false;
    const at = document.activeElement ?? document.body;
    if (isAlone && (at === document.body || !at.checkVisibility())) heading.current?.focus();
  }, [id]);
  if (!open.value) return <p class="empty reader">{t("library_choose")}</p>;
  const { head, text, later, versions } = open.value;
  return (
    <article class="reader sheet" aria-labelledby="open-title">
      <p class="back" ref={back}>
        <a href="#stories">{t("library_back")}</a>
      </p>
      <h2 id="open-title" ref={heading} tabIndex={-1} dir="auto" lang={head.language}>
        {head.title ?? t("no_title")}
      </h2>
      <Facts>
        {[
          head.site,
          head.byline,
          head.published ? published(head.published) : t("no_date"),
          t("library_stored", day(head.firstSeen)),
          plural("library_seen", head.seen),
        ]}
      </Facts>
      {head.correction && (
        <p class="correction-note" dir="auto">
          {head.correction}
        </p>
      )}
      {head.archive && <InArchive archive={head.archive} />}
      <Added head={head} />
      <Listed title={plural("library_later", later.length)} id={head.id} others={later} />
      <Listed title={plural("library_versions", versions.length)} id={head.id} others={versions} />
      <Paragraphs text={text.text} lang={head.language} />
      {text.extras.map((extra) => (
        <p key={extra} class="fine" dir="auto" lang={head.language}>
          {extra}
        </p>
      ))}
    </article>
  );
}

/** What an archive tells of the story; its family there leads to those of it that are here. */
function InArchive({ archive }: { archive: NonNullable<StoryHead["archive"]> }) {
  const { family, size = 0, relations = [] } = archive;
  return (
    <div class="later">
      <p>{t("library_archive")}</p>
      <Facts>{relations.map((relation) => relationWords({ relation }))}</Facts>
      {family && (
        <button type="button" class="quiet" onClick={() => find(toggled("", "family", family))}>
          {plural("library_archive_family", size)}
        </button>
      )}
    </div>
  );
}

/** A note is kept when the reader has stopped writing for so long, in milliseconds. */
const PAUSE = 700;
let keeping: ReturnType<typeof setTimeout> | undefined;

/** Keeps a note once the reader pauses: who closes the page has not left the field. */
function noteSoon(ids: number[], note: string): void {
  clearTimeout(keeping);
  keeping = setTimeout(() => keepNote(ids, note), PAUSE);
}

function keepNote(ids: number[], note: string): void {
  clearTimeout(keeping);
  void add(ids, (now) => ({ ...now, note: note.trim() }));
}

function Added({ head }: { head: StoryHead }) {
  const ids = [head.id];
  const isOnline = /^https?:/.test(head.url);
  return (
    <>
      <div class="story-actions">
        {isOnline && (
          <a class="button quiet" href={head.url} target="_blank" rel="noopener noreferrer">
            {t("library_open")}
          </a>
        )}
        <button
          type="button"
          class="quiet"
          onClick={() => add(ids, ({ pinned, ...rest }) => ({ ...rest, pinned: !pinned }))}
        >
          {t(head.pinned ? "library_unpin" : "library_pin")}
        </button>
        <button type="button" class="quiet" onClick={() => tag(ids)}>
          {t("library_tag")}
        </button>
        <button type="button" class="quiet" onClick={() => remove(ids)}>
          {t("library_delete_short")}
        </button>
      </div>
      {head.tags && (
        <ul class="tags" aria-label={t("library_facet_tag")}>
          {head.tags.map((one) => (
            <li key={one}>
              {one}
              <button
                type="button"
                class="plain drop"
                aria-label={t("library_untag", one)}
                onClick={() =>
                  add(ids, (now) => ({
                    ...now,
                    tags: now.tags?.filter((tag) => tag !== one) ?? [],
                  }))
                }
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
      <label class="note-field">
        <span class="fine">{t("library_note")}</span>
        <textarea
          key={head.id}
          rows={2}
          maxLength={5_000}
          defaultValue={head.note ?? ""}
          onInput={(event) => noteSoon(ids, event.currentTarget.value)}
          onChange={(event) => keepNote(ids, event.currentTarget.value)}
        />
      </label>
    </>
  );
}

function Listed({ title, id, others }: { title: string; id: number; others: StoryHead[] }) {
  if (others.length === 0) return null;
  return (
    <div class="later">
      <p>{title}</p>
      <ul>
        {others.map((other) => (
          <li key={other.id}>
            <a href={`compare.html?a=${id}&b=${other.id}`} dir="auto" lang={other.language}>
              {other.title ?? other.address}
            </a>
            <Facts>
              {[
                other.site,
                other.replacedBy !== undefined && t("library_version", other.version),
                t("library_stored", day(other.firstSeen)),
              ]}
            </Facts>
          </li>
        ))}
      </ul>
    </div>
  );
}
