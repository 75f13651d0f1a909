/** What a reader can do about a match: mute it, say that it is wrong, or look for archived pages. */
import { addressOf } from "../../capture/story.js";
import type { Copy, Mute, Session } from "../../messages/session.js";
import { call } from "../../messages/transport.js";
import { mutePair, mutePassage, sourceOf } from "../../mutes.js";
import { plural, t } from "../../text.js";
import { slice } from "../../words.js";
import { ArchiveLinks } from "../components/archive.js";
import { downloadJson } from "../components/files.js";
import { Facts, Fold } from "../components/parts.js";
import { wrongMatch } from "./case.js";
import { mute } from "./state.js";

/** Further things to do with a copy, folded away. */
export function CopyMore({ copy, session }: { copy: Copy; session: Session }) {
  const { story } = copy;
  const source = sourceOf(story);
  const pair = mutePair(addressOf(session.reading!, session.url), story.address);
  return (
    <Fold summary={t("copy_more")}>
      <div class="more">
        {!session.secret && (
          <>
            <button type="button" class="quiet" onClick={() => mute([pair], true)}>
              {t("mute_pair")}
            </button>
            <button type="button" class="quiet" onClick={() => mute([{ source }], true)}>
              {t("mute_source", source)}
            </button>
          </>
        )}
        <button type="button" class="quiet" onClick={() => report(copy, session)}>
          {t("report_match")}
        </button>
        <p class="fine">{t("report_what")}</p>
        <ArchiveLinks url={story.url} />
      </div>
    </Fold>
  );
}

/** Saves a case of a match that is wrong. */
async function report(copy: Copy, session: Session): Promise<void> {
  const answer = await call("story", { id: copy.story.id });
  if (!answer.ok) return;
  const { name, value } = wrongMatch(copy, session, answer.value.text.text);
  downloadJson(value, name);
}

/** The copies that are muted, with the way to hear of them again. */
export function MutedCopies({ session, muted }: { session: Session; muted: Copy[] }) {
  return (
    <Fold summary={plural("muted_copies", muted.length)}>
      <ul class="plain">
        {muted.map((copy) => (
          <li key={copy.story.id}>
            <span class="line" dir="auto">
              {copy.story.title ?? copy.story.address}
            </span>
            <Facts>{[sourceOf(copy.story)]}</Facts>
            {!session.secret && (
              <button type="button" class="quiet" onClick={() => unmute(session, copy)}>
                {t("mute_end")}
              </button>
            )}
          </li>
        ))}
      </ul>
    </Fold>
  );
}

/** Lets a copy be heard again, whichever way it was muted. */
function unmute({ reading, url }: Session, { story, pair, muted = [] }: Copy): Promise<void> {
  const what: Mute[] = [
    mutePair(addressOf(reading!, url), story.address),
    { source: sourceOf(story) },
    ...muted.map((i) => mutePassage(slice(reading!.text, ...pair.passages[i]!.a))),
  ];
  return mute(what, false);
}
