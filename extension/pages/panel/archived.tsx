/** What the archive on this computer has of the page's story: see `background/companion.ts`. */
import { useSignal } from "@preact/signals";
import type { ArchivedStory, Session } from "../../messages/session.js";
import { language, plural, t } from "../../text.js";
import { shorten, slice } from "../../words.js";
import { published } from "../components/dates.js";
import { Facts, Section, ShareBar, Trouble } from "../components/parts.js";
import { relationWords } from "../components/relation.js";
import { keepArchived } from "./state.js";

/** The stories of the archive that are not in the library as well. */
function onlyThere({ archive, copies, events }: Session): ArchivedStory[] {
  if (!archive || "error" in archive) return [];
  const here = new Set([...copies, ...events].map(({ story }) => story.url));
  return archive.related.filter(({ url, id }) => !here.has(url ?? `id:${id}`));
}

/** In the verdict: that there is more, and where. */
export function ArchiveLine({ session }: { session: Session }) {
  const found = onlyThere(session).length;
  if (found === 0) return null;
  return (
    <p>
      <a href="#archive">{plural("archive_found", found)}</a>
    </p>
  );
}

/** Stories are listed in portions of this many. */
const PORTION = 5;

/** The section of the archive, where the reader has allowed that it is asked. */
export function ArchivedStories({ session }: { session: Session }) {
  const { archive } = session;
  const shown = useSignal(PORTION);
  if (!archive) return null;
  if ("error" in archive) {
    return (
      <Section id="archive" title={t("archive_title")}>
        <Trouble words={t("failure_companion")} detail={archive.error.message} />
        <a href="options.html#companion" target="_blank" rel="noopener">
          {t("options_companion")}
        </a>
      </Section>
    );
  }
  const found = onlyThere(session);
  const rest = found.length - shown.value;
  return (
    <Section
      id="archive"
      title={t("archive_title")}
      {...(found.length > 0 ? { note: found.length.toLocaleString(language()) } : {})}
    >
      {archive.related.length === 0 && (
        <p class="fine">{plural("archive_none", archive.stories)}</p>
      )}
      <ul class="copies">
        {found.slice(0, shown.value).map((story) => (
          <li key={story.number} class="copy sheet">
            <ArchivedCard story={story} session={session} />
          </li>
        ))}
      </ul>
      {rest > 0 && (
        <button type="button" class="quiet" onClick={() => (shown.value += PORTION)}>
          {plural("copies_more", rest)}
        </button>
      )}
      {archive.more > 0 && <p class="fine">{plural("archive_more", archive.more)}</p>}
    </Section>
  );
}

function ArchivedCard({ story, session }: { story: ArchivedStory; session: Session }) {
  const { number, id, title, url = "", series, pair } = story;
  const [first] = pair.passages;
  const name = <span dir="auto">{title ?? (url || id)}</span>;
  return (
    <article aria-labelledby={`archived-${number}`}>
      <h3 id={`archived-${number}`}>
        {/^https?:/.test(url) ? (
          <a href={url} target="_blank" rel="noopener noreferrer">
            {name}
          </a>
        ) : (
          name
        )}
      </h3>
      <Facts>
        {[series, story.published ? published(story.published) : t("no_date"), relationWords(pair)]}
      </Facts>
      {first && (
        <>
          <ShareBar share={pair.a_in_b} words={t("share_here")} colour="var(--soft)" />
          <ShareBar share={pair.b_in_a} words={t("share_there")} colour="var(--soft)" />
          <q class="shared-words" dir="auto">
            {shorten(slice(session.reading!.text, ...first.a), 140)}
          </q>
        </>
      )}
      {session.tab >= 0 && (
        <p>
          <button type="button" class="quiet" onClick={() => keepArchived(number)}>
            {t("archive_keep")}
          </button>
        </p>
      )}
    </article>
  );
}
