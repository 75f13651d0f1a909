/** Small parts that every page uses. */
import type { ComponentChildren } from "preact";
import { copyColour, lineOf } from "../../kinds.js";
import type { Kind } from "../../messages/report.js";
import { percent } from "../../text.js";

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

/** Two letters in the line of a kind, as on the page; without it where the kind is off. */
export function LineSample(props: { kind: Kind; on?: boolean }) {
  const line = props.on === false ? "none" : lineOf(props.kind);
  return (
    <span class="sample" aria-hidden="true" style={{ textDecoration: line }}>
      Aa
    </span>
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

/** Facts that are joined by a dot; empty ones are left out. */
export function Facts(props: { children: (string | undefined | null | false)[] }) {
  const facts = props.children.filter(Boolean);
  return facts.length === 0 ? null : <p class="facts">{facts.join(" · ")}</p>;
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

/** The words of a failure, with what the browser or engine said of it. */
export function Trouble(props: { words: string; detail?: string | undefined }) {
  return (
    <div class="trouble" role="alert">
      <p>{props.words}</p>
      {props.detail && <p class="fine">{props.detail}</p>}
    </div>
  );
}
