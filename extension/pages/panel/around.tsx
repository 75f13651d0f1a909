/** What stands around the story: every marked block by kind, with its reasons and its switch. */
import { KINDS, LOOKS, STORY_KINDS } from "../../kinds.js";
import type { Block, Kind } from "../../messages/report.js";
import type { Session } from "../../messages/session.js";
import { percent, plural, t } from "../../text.js";
import { countWords, shorten } from "../../words.js";
import { Fold, LineSample, Section } from "../components/parts.js";
import { jump, off, setKind } from "./state.js";

/** Blocks of one kind that are listed. */
const LISTED = 40;

interface Group {
  kind: Kind;
  blocks: [Block, number][];
  words: number;
}

/** All kinds that are on the page. */
export function Around({ session }: { session: Session }) {
  const blocks = session.reading!.blocks;
  const groups = KINDS.flatMap((kind): Group[] => {
    const own = blocks.flatMap((block, i): [Block, number][] =>
      block.kind === kind ? [[block, i]] : [],
    );
    const words = own.reduce((sum, [block]) => sum + countWords(block.text), 0);
    return own.length > 0 ? [{ kind, blocks: own, words }] : [];
  });
  const isStory = ({ kind }: Group): boolean => STORY_KINDS.includes(kind);
  const around = groups.filter((group) => !isStory(group)).sort((a, b) => b.words - a.words);
  const story = groups.filter(isStory);
  const total = groups.reduce((sum, { words }) => sum + words, 0);
  const share = around.reduce((sum, { words }) => sum + words, 0) / Math.max(1, total);
  return (
    <Section id="around" title={t("around_title")} note={percent(share)}>
      <div class="stack" aria-hidden="true">
        {[...story, ...around].map(({ kind, words }) => (
          <span
            key={kind}
            class="stack-part"
            style={{ flexGrow: words, "--colour": LOOKS[kind].colour }}
          />
        ))}
      </div>
      <p class="fine">{t("around_share", percent(share))}</p>
      <ul class="kinds">
        {around.map((group) => (
          <KindRow key={group.kind} group={group} session={session} />
        ))}
      </ul>
      <Fold summary={t("around_story")}>
        <ul class="kinds">
          {story.map((group) => (
            <KindRow key={group.kind} group={group} session={session} />
          ))}
        </ul>
      </Fold>
    </Section>
  );
}

function KindRow({ group, session }: { group: Group; session: Session }) {
  const { kind, blocks, words } = group;
  const on = !off.value.includes(kind);
  const rest = blocks.length - LISTED;
  return (
    <li class="kind">
      <label class="switch">
        <input
          type="checkbox"
          aria-label={t("kind_switch", t(`kind_${kind}`))}
          checked={on}
          onChange={() => setKind(kind, !on)}
        />
        <LineSample kind={kind} on={on} />
      </label>
      <details>
        <summary>
          <span class="name">{t(`kind_${kind}`)}</span>
          <span class="fine">
            {plural("blocks", blocks.length)} · {plural("words", words)}
          </span>
        </summary>
        <ul class="blocks">
          {blocks.slice(0, LISTED).map(([block, i]) => (
            <li key={i}>
              <button
                type="button"
                class="block"
                onClick={() => jump({ block: i }, shorten(block.text, 60))}
              >
                <span dir="auto">{shorten(block.text, 160)}</span>
              </button>
              <span class="fine">
                {[
                  block.detail && t(`detail_${block.detail.replace("-", "_")}`),
                  ...block.why,
                  session.marks.unplaced.includes(i) && t("block_unplaced"),
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
            </li>
          ))}
        </ul>
        {rest > 0 && <p class="fine">{plural("blocks_more", rest)}</p>}
      </details>
    </li>
  );
}
