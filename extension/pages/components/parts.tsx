/** Small parts that every page uses. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { onDecision } from "../../choosing.js";
import { copyColour, KINDS, lineOf, MANNERS, mannerOf, STORY_KINDS } from "../../kinds.js";
import type { Kind } from "../../messages/report.js";
import type { Manner, Marking, Settings } from "../../messages/session.js";
import type { ReasonWords } from "../../reasons.js";
import { percent, t } from "../../text.js";

/** A section with its heading; screen readers list it as a region. */
export function Section(props: {
  id: string;
  title: string;
  note?: string | undefined;
  children: ComponentChildren;
}) {
  return (
    <section class="section" aria-labelledby={props.id}>
      <h2 id={props.id}>
        {props.title}
        {props.note && <span class="note">{props.note}</span>}
      </h2>
      {props.children}
    </section>
  );
}

/** Controls of a setting; they do nothing where the reader's organisation has decided it, which is said. */
export function Decidable(props: {
  now: Settings;
  name: Settings["decided"][number];
  children?: ComponentChildren;
}) {
  if (!props.now.decided.includes(props.name)) return <>{props.children}</>;
  return (
    <fieldset class="decidable" disabled>
      <p class="fine">{t("setting_decided")}</p>
      {props.children}
    </fieldset>
  );
}

/** A share as a bar with its words; the number is in the words, so the bar is only for the eye. */
export function ShareBar(props: { share: number; words: string; colour: string }) {
  return (
    <div class="share">
      <span class="share-words">{props.words}</span>
      <span class="share-bar" aria-hidden="true">
        <span style={{ inlineSize: `${props.share * 100}%`, "--colour": props.colour }} />
      </span>
      <span class="share-number">{percent(props.share)}</span>
    </div>
  );
}

/** The number under which a copy is painted on the page, in its colour. */
export function CopyTag(props: { index: number }) {
  return (
    <span class="tag" style={{ "--colour": copyColour(props.index) }}>
      {props.index + 1}
    </span>
  );
}

/** Two letters as a kind is marked on the page. */
export function LineSample(props: { kind: Kind; manner?: Manner | "off" }) {
  const { kind, manner = "line" } = props;
  return (
    <span
      class="sample"
      data-manner={manner}
      aria-hidden="true"
      style={{ textDecoration: manner === "line" ? lineOf(kind) : "none" }}
    >
      Aa
    </span>
  );
}

/** Whether a kind is marked, with its sample; `words` are its name for those who do not see. */
export function KindSwitch(props: {
  kind: Kind;
  marking: Marking;
  words?: string;
  disabled?: boolean;
  children?: ComponentChildren;
  onChange(on: boolean): void;
}) {
  const { kind, marking, words, disabled, children, onChange } = props;
  const manner = mannerOf(marking, kind);
  return (
    <label class="switch">
      <input
        type="checkbox"
        aria-label={words}
        checked={manner !== "off"}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <LineSample kind={kind} manner={manner} />
      {children}
    </label>
  );
}

/** The choice of how a kind is marked, while it is. */
export function MannerChoice(props: {
  kind: Kind;
  marking: Marking;
  onChange(manner: Manner): void;
}) {
  const { kind, marking, onChange } = props;
  const manner = mannerOf(marking, kind);
  return (
    <select
      class="manner"
      aria-label={t("manner_of", t(`kind_${kind}`))}
      value={manner}
      hidden={manner === "off"}
      onChange={(event) => onChange(event.currentTarget.value as Manner)}
    >
      {MANNERS.map((one) => (
        <option key={one} value={one}>
          {t(`manner_${one}`)}
        </option>
      ))}
    </select>
  );
}

/** A list of things to do: one is done as soon as the reader has decided for it. `title` is its name. */
export function Deeds(props: {
  class?: string;
  title: string;
  words?: string;
  children: ComponentChildren;
  onDecision(value: string): void;
}) {
  const select = useRef<HTMLSelectElement>(null);
  const act = useRef(props.onDecision);
  act.current = props.onDecision;
  // Nothing stays chosen: it is done, or was not decided for.
  const put = (): void => {
    select.current!.value = "";
  };
  useEffect(() => {
    onDecision(select.current!, (value) => {
      put();
      act.current(value);
    });
  }, []);
  return (
    <select
      ref={select}
      class={props.class}
      aria-label={props.words ?? props.title}
      title={t("choose_enter")}
      onBlur={put}
    >
      <option value="" disabled selected>
        {props.title}
      </option>
      {props.children}
    </select>
  );
}

/** "Not so?", with the kinds to choose from. */
export function NotSo(props: { words: string; onDecision(kind: Kind): void }) {
  const options = (kinds: readonly Kind[]) =>
    kinds.map((kind) => (
      <option key={kind} value={kind}>
        {t(`kind_${kind}`)}
      </option>
    ));
  return (
    <Deeds
      class="correction"
      title={t("correct_choose")}
      words={`${t("correct_choose")} ${props.words}`}
      onDecision={(kind) => props.onDecision(kind as Kind)}
    >
      <optgroup label={t("around_story")}>{options(STORY_KINDS)}</optgroup>
      <optgroup label={t("around_title")}>
        {options(KINDS.filter((kind) => !STORY_KINDS.includes(kind)))}
      </optgroup>
    </Deeds>
  );
}

/** What can be opened, closed at first unless said otherwise. */
export function Fold(props: {
  summary: ComponentChildren;
  open?: boolean;
  children: ComponentChildren;
}) {
  return (
    <details class="fold" open={props.open ?? false}>
      <summary>{props.summary}</summary>
      {props.children}
    </details>
  );
}

/** Facts in a row, each in its own direction of writing; empty ones are left out. */
export function Facts(props: { children: (string | undefined | null | false)[] }) {
  const facts = props.children.filter(Boolean);
  if (facts.length === 0) return null;
  return (
    <p class="facts">
      {facts.map((fact, i) => (
        <>
          {i > 0 && " · "}
          <bdi>{fact}</bdi>
        </>
      ))}
    </p>
  );
}

/** The paragraphs of a story. */
export function Paragraphs(props: { text: string; lang?: string | undefined }) {
  return (
    <div class="prose" lang={props.lang} dir="auto">
      {props.text.split("\n\n").map((paragraph, i) => (
        <p key={i} dir="auto">
          {paragraph}
        </p>
      ))}
    </div>
  );
}

/** Why something was judged so. */
export function Reasons(props: { of: ReasonWords[] }) {
  return (
    <ul class="reasons">
      {props.of.map(({ words, lang }) => (
        <li key={words} lang={lang} dir="auto">
          {words}
        </li>
      ))}
    </ul>
  );
}

/** The words of a failure, with what the browser or engine said of it. */
export function Trouble(props: { words: string; detail?: string | undefined }) {
  return (
    <div class="trouble" role="alert">
      <p>{props.words}</p>
      {props.detail && <p class="fine">{props.detail}</p>}
    </div>
  );
}
