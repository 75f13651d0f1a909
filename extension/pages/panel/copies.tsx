/** The stored stories that share text with the page's: how much of each, and which passages. */
import { signal } from "@preact/signals";
import { copyColour } from "../../kinds.js";
import type { Passage } from "../../messages/report.js";
import type { Copy, Session } from "../../messages/session.js";
import { call } from "../../messages/transport.js";
import { mutePassage } from "../../mutes.js";
import { language, percent, plural, t } from "../../text.js";
import { countWords, shorten, slice } from "../../words.js";
import { orderOf, published } from "../components/dates.js";
import { EditList, EditSummary } from "../components/edits.js";
import { CopyTag, Facts, Fold, Section, ShareBar } from "../components/parts.js";
import { relationWords } from "../components/relation.js";
import { CopyMore, MutedCopies } from "./muting.js";
import { changeSettings, jump, mute, raw, settings } from "./state.js";

/** Edits that are listed one by one; the comparison page has them all. */
const EDITS = 12;
/** Copies are listed in portions of this many. */
const PORTION = 20;

/** Texts of stored stories that were opened, by id. */
const texts = signal<Record<number, string>>({});
const shown = signal(PORTION);

async function fetchText(id: number): Promise<void> {
  if (texts.value[id] !== undefined) return;
  const answer = await call("story", { id });
  if (answer.ok) texts.value = { ...texts.value, [id]: answer.value.text.text };
}

/** The list of copies, and below it the other reports of the event. */
export function Copies({ session }: { session: Session }) {
  const { copies, events, muted = [] } = session;
  const rest = copies.length - shown.value;
  const own = session.stored && "id" in session.stored ? session.stored.id : null;
  return (
    <>
      {copies.length > 0 && (
        <Section
          id="copies"
          title={t("copies_title")}
          note={copies.length.toLocaleString(language())}
        >
          <div class="copies-head">
            <label class="choice">
              <input
                type="checkbox"
                checked={settings.value.withBoilerplate}
                onChange={(event) =>
                  changeSettings({ withBoilerplate: event.currentTarget.checked })
                }
              />
              {t("scores_with")}
            </label>
            {own !== null && copies.some(isKin) && (
              <a href={`families.html?of=${own}`} target="_blank" rel="noopener">
                {t("families_link")}
              </a>
            )}
          </div>
          <ol class="copies">
            {copies.slice(0, shown.value).map((copy, i) => (
              <li key={copy.story.id} class="copy sheet">
                <CopyCard copy={copy} index={i} session={session} />
              </li>
            ))}
          </ol>
          {rest > 0 && (
            <button type="button" class="quiet" onClick={() => (shown.value += PORTION)}>
              {plural("copies_more", rest)}
            </button>
          )}
        </Section>
      )}
      {muted.length > 0 && <MutedCopies session={session} muted={muted} />}
      {events.length > 0 && (
        <Section
          id="events"
          title={t("events_title")}
          note={events.length.toLocaleString(language())}
        >
          <ul class="plain">
            {events.slice(0, PORTION).map(({ story }) => (
              <li key={story.id}>
                <a href={`library.html#${story.id}`} target="_blank" rel="noopener" dir="auto">
                  {story.title ?? story.address}
                </a>
                <Facts>{[story.site, story.published && published(story.published)]}</Facts>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

/** Whether a copy is of the story's own family. */
function isKin({ pair }: Copy): boolean {
  return ["exact", "syndicated"].includes(pair.relation) || pair.cut !== undefined;
}

function CopyCard(props: { copy: Copy; index: number; session: Session }) {
  const { index, session } = props;
  const { story, pair } = props.copy;
  const own = session.stored && "id" in session.stored ? session.stored.id : null;
  const here = session.tab === -1 ? -1 : own;
  const colour = copyColour(index);
  const order = orderOf(story.published, session.reading?.published);
  return (
    <article aria-labelledby={`copy-${story.id}`}>
      <h3 id={`copy-${story.id}`}>
        <CopyTag index={index} />
        <span dir="auto">{story.title ?? story.address}</span>
      </h3>
      <Facts>
        {[
          story.site,
          story.published ? published(story.published) : t("no_date"),
          order && t(`order_${order}`),
          story.agencies.find(({ role, name }) => role !== "publisher" && name !== story.site)
            ?.name,
        ]}
      </Facts>
      <p class="relation">{relationWords(pair)}</p>
      <Scores copy={props.copy} colour={colour} />
      <EditSummary edits={pair.edits} />
      {pair.edits.length > 0 && (
        <Fold summary={t("edits_title")}>
          <EditList edits={pair.edits.slice(0, EDITS)} />
        </Fold>
      )}
      <Fold summary={plural("passages", pair.passages.length)} open={index === 0}>
        <ol class="passages">
          {pair.passages.map((passage, i) => (
            <li key={`${passage.a[0]}-${passage.b[0]}`}>
              <PassageRow {...{ passage, session, story: story.id }} copy={index} at={i} />
            </li>
          ))}
        </ol>
      </Fold>
      {here !== null && (
        <a href={`compare.html?a=${here}&b=${story.id}`} target="_blank" rel="noopener">
          {t("compare_link")}
        </a>
      )}
      {session.tab >= 0 && <CopyMore copy={props.copy} session={session} />}
    </article>
  );
}

/** How much is shared each way, as chosen: of the stories, or of all that is visible. Both are told. */
function Scores({ copy, colour }: { copy: Copy; colour: string }) {
  const { story, pair } = copy;
  const whole = raw.value[story.id];
  const withIt = settings.value.withBoilerplate && whole !== undefined;
  const shown = withIt ? whole : pair;
  const other = withIt ? pair : whole;
  return (
    <>
      <ShareBar
        share={shown.a_in_b}
        words={t(withIt ? "share_page_here" : "share_here")}
        colour={colour}
      />
      <ShareBar
        share={shown.b_in_a}
        words={t(withIt ? "share_page_there" : "share_there")}
        colour={colour}
      />
      {other && (
        <p class="fine other-score">
          {t(
            withIt ? "scores_without" : "scores_whole",
            percent(other.a_in_b),
            percent(other.b_in_a),
          )}
        </p>
      )}
    </>
  );
}

function PassageRow(props: {
  passage: Passage;
  session: Session;
  story: number;
  copy: number;
  at: number;
}) {
  const { passage, session, story, copy, at } = props;
  const words = slice(session.reading?.text ?? "", ...passage.a);
  const muted = session.copies[copy]?.muted?.includes(at) ?? false;
  const { unplacedPassages } = session.marks;
  const unplaced = !muted && unplacedPassages.some(([c, p]) => c === copy && p === at);
  const other = texts.value[story];
  return (
    <details
      class="passage"
      onToggle={(event) => {
        if (!event.currentTarget.open) return;
        void fetchText(story);
        void jump({ copy, passage: at }, shorten(words, 60));
      }}
    >
      <summary>
        <q class="shared-words" dir="auto">
          {shorten(words, 140)}
        </q>
        <span class="fine">
          {plural("words", countWords(words))}
          {passage.quoted && ` · ${t("passage_quoted")}`}
          {unplaced && ` · ${t("passage_unplaced")}`}
          {muted && ` · ${t("passage_muted")}`}
        </span>
      </summary>
      <blockquote>
        <p class="fine">{t("passage_there")}</p>
        {other !== undefined && <p dir="auto">{slice(other, ...passage.b)}</p>}
      </blockquote>
      {session.tab >= 0 && !session.secret && (
        <button type="button" class="quiet" onClick={() => mute([mutePassage(words)], !muted)}>
          {t(muted ? "mute_end" : "mute_passage")}
        </button>
      )}
    </details>
  );
}
