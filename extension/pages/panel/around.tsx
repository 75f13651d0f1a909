/** What stands around the story: every marked block by kind, with its reasons and its switch. */
import { useSignal } from "@preact/signals";
import { inManner, KINDS, LOOKS, STORY_KINDS, switched } from "../../kinds.js";
import type { Block, Kind, SiteSummary } from "../../messages/report.js";
import type { Session } from "../../messages/session.js";
import { reasonsOf } from "../../reasons.js";
import { percent, plural, t } from "../../text.js";
import { countWords, shorten } from "../../words.js";
import { Fold, KindSwitch, MannerChoice, NotSo, Section } from "../components/parts.js";
import { changeSettings, correct, jump, settings } from "./state.js";

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
      {session.site && session.site.pages > 0 && <SiteShare site={session.site} />}
      {session.marks.unplaced.length > 0 && <Unplaced session={session} />}
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

/** The blocks whose text has gone from the page since it was read: never guessed, always named. */
function Unplaced({ session }: { session: Session }) {
  const { unplaced } = session.marks;
  const blocks = session.reading!.blocks;
  return (
    <Fold summary={plural("blocks_unplaced", unplaced.length)}>
      <ul class="plain">
        {unplaced.slice(0, LISTED).map((index) => (
          <li key={index} class="fine" dir="auto">
            {shorten(blocks[index]?.text ?? "", 120)}
          </li>
        ))}
      </ul>
    </Fold>
  );
}

function SiteShare({ site }: { site: SiteSummary }) {
  const { pages, words, boilerplate } = site;
  return (
    <p class="fine">{plural("around_site", pages, percent(boilerplate / Math.max(1, words)))}</p>
  );
}

function KindRow({ group, session }: { group: Group; session: Session }) {
  const { kind, blocks, words } = group;
  const marking = settings.value;
  // What nobody looks at is not drawn: a page can have thousands of blocks.
  const open = useSignal(false);
  const rest = blocks.length - LISTED;
  return (
    <li class="kind">
      <KindSwitch
        kind={kind}
        marking={marking}
        disabled={marking.decided.includes("off")}
        words={t("kind_switch", t(`kind_${kind}`))}
        onChange={(on) => changeSettings(switched(marking, kind, on))}
      />
      <details onToggle={(event) => (open.value = event.currentTarget.open)}>
        <summary>
          <span class="name">{t(`kind_${kind}`)}</span>
          <span class="fine">
            {plural("blocks", blocks.length)} · {plural("words", words)}
          </span>
        </summary>
        {open.value && (
          <ul class="blocks">
            {blocks.slice(0, LISTED).map(([block, i]) => (
              <BlockRow key={i} block={block} index={i} session={session} />
            ))}
          </ul>
        )}
        {rest > 0 && <p class="fine">{plural("blocks_more", rest)}</p>}
      </details>
      <MannerChoice
        kind={kind}
        marking={marking}
        onChange={(manner) => changeSettings(inManner(marking, kind, manner))}
      />
    </li>
  );
}

function BlockRow({ block, index, session }: { block: Block; index: number; session: Session }) {
  const words = shorten(block.text, 60);
  return (
    <li>
      <button type="button" class="block" onClick={() => jump({ block: index }, words)}>
        <span dir="auto">{shorten(block.text, 160)}</span>
      </button>
      <span class="fine">
        {block.detail && `${t(`detail_${block.detail.replace("-", "_")}`)} · `}
        {reasonsOf(block).map(({ words: reason, lang }, i) => (
          <>
            {i > 0 && " · "}
            <bdi lang={lang}>{reason}</bdi>
          </>
        ))}
        {session.marks.unplaced.includes(index) && ` · ${t("block_unplaced")}`}
      </span>
      {session.canCorrect && <NotSo words={words} onDecision={(kind) => correct(index, kind)} />}
    </li>
  );
}
