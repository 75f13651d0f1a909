/** The story as it was taken, so that a reader can see whether it was taken rightly. */
import { useSignal } from "@preact/signals";
import type { Session } from "../../messages/session.js";
import { reasonsOf } from "../../reasons.js";
import { plural, t } from "../../text.js";
import { countWords } from "../../words.js";
import { ArchiveLinks } from "../components/archive.js";
import { published } from "../components/dates.js";
import { Facts, Fold, Paragraphs, Reasons, Section } from "../components/parts.js";
import { pick } from "./state.js";

/** Paragraphs that are shown before the reader asks for all. */
const FIRST = 2;

/** Below this the reader is told before the text, not after it. */
const UNSURE = 0.5;

/** The story with its metadata, its confidence and its text. */
export function Story({ session }: { session: Session }) {
  const reading = session.reading!;
  const whole = useSignal(false);
  const paragraphs = reading.text.split("\n\n");
  const text = whole.value ? reading.text : paragraphs.slice(0, FIRST).join("\n\n");
  const isUnsure = reading.confidence < UNSURE;
  const sureness = (
    <Fold summary={t(surenessOf(reading.confidence))} open={isUnsure}>
      <Reasons of={reasonsOf(reading)} />
    </Fold>
  );
  return (
    <Section id="story" title={t("story_title")} note={plural("words", countWords(reading.text))}>
      <p class="headline" lang={reading.language} dir="auto">
        {reading.title ?? t("no_title")}
      </p>
      <Facts>
        {[
          reading.site,
          reading.byline,
          reading.published ? published(reading.published) : t("no_date"),
          reading.modified && t("story_updated", published(reading.modified)),
        ]}
      </Facts>
      {isUnsure && sureness}
      {reading.truncated && <p class="hint">{t("story_truncated")}</p>}
      {reading.warnings.map(({ code }) => (
        <p key={code} class="hint">
          {t(`warning_${code.replaceAll("-", "_")}`)}
        </p>
      ))}
      <Paragraphs text={text} lang={reading.language} />
      {paragraphs.length > FIRST && (
        <button
          type="button"
          class="quiet"
          aria-expanded={whole.value}
          onClick={() => {
            whole.value = !whole.value;
          }}
        >
          {whole.value ? t("story_less") : plural("story_more", paragraphs.length - FIRST)}
        </button>
      )}
      {session.canCorrect && (
        <button type="button" class="quiet" onClick={pick}>
          {t("story_pick")}
        </button>
      )}
      {!isUnsure && sureness}
      <ArchiveLinks url={session.url} />
      {reading.stories.length > 0 && (
        <Fold summary={plural("story_others", reading.stories.length)}>
          <ul class="plain">
            {reading.stories.map(({ id, title, text: other }) => (
              <li key={id}>
                <span class="line" dir="auto">
                  {title ?? other.slice(0, 80)}
                </span>
                <span class="line fine">{plural("words", countWords(other))}</span>
              </li>
            ))}
          </ul>
        </Fold>
      )}
    </Section>
  );
}

function surenessOf(confidence: number): string {
  if (confidence >= 0.8) return "story_sure";
  return confidence >= UNSURE ? "story_fairly_sure" : "story_unsure";
}
