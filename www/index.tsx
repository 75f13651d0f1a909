/**
 * The project's home: what it does, and the playground, which is the engine and the components of the
 * extension in a plain page. Two texts or saved pages go in; what each line is, and what the two share,
 * comes out. Nothing is sent anywhere.
 */
import { signal } from "@preact/signals";
import { render } from "preact";
import english from "../extension/_locales/en/messages.json";
import { takeSnapshot } from "../extension/content/snapshot.js";
import { type Engine, instantiate } from "../extension/engine/instance.js";
import type { Block, Pair, Reading } from "../extension/messages/report.js";
import { AlignedText } from "../extension/pages/components/aligned.js";
import { LineSample, Reasons, ShareBar } from "../extension/pages/components/parts.js";
import { relationWords } from "../extension/pages/components/relation.js";
import { reasonsOf } from "../extension/reasons.js";
import { SAMPLES } from "../extension/samples.js";
import { lookupIn, plural, setLookup, t } from "../extension/text.js";
import { countWords } from "../extension/words.js";
import "../extension/styles/aligned.css";
import "../extension/styles/base.css";
import { Pages } from "./parts/pages.js";
import "./playground.css";

type Side = "a" | "b";
const SIDES: Side[] = ["a", "b"];

/** What was put in on one side: typed text, or a dropped page. */
interface Input {
  text: string;
  page?: { name: string; html: string };
}

const inputs = { a: signal<Input>({ text: "" }), b: signal<Input>({ text: "" }) };
const result = signal<{ readings: Record<Side, Reading>; pair: Pair } | null>(null);
const trouble = signal("");
const current = signal<number | null>(null);
let engine: Promise<Engine> | null = null;

function read(core: Engine, side: Side): Reading {
  const { text, page } = inputs[side].value;
  if (!page) return core.readText(text, side, undefined);
  const parsed = new DOMParser().parseFromString(page.html, "text/html");
  return core.read(takeSnapshot(parsed, "", false).snapshot, side).reading;
}

async function run(): Promise<void> {
  engine ??= instantiate(fetch("wireprint_bg.wasm"));
  try {
    const core = await engine;
    const readings = { a: read(core, "a"), b: read(core, "b") };
    const [a, b] = SIDES.map((side) => {
      const { text, blocks } = readings[side];
      const extras = blocks.filter(({ kind }) => kind === "credit" || kind === "notice");
      return { id: side, text, extras: extras.map((block) => block.text) };
    }) as [Parameters<Engine["compare"]>[0], Parameters<Engine["compare"]>[1]];
    result.value = { readings, pair: core.compare(a, b) };
    trouble.value = "";
    current.value = null;
  } catch (thrown) {
    // A stopped engine is not asked again.
    engine = null;
    trouble.value = thrown instanceof Error ? thrown.message : JSON.stringify(thrown);
  }
}

function loadSamples(): void {
  for (const [i, side] of SIDES.entries()) {
    const sample = SAMPLES[i];
    if (sample) inputs[side].value = { text: [sample.title, ...sample.lines].join("\n") };
  }
  void run();
}

async function take(side: Side, file: File | undefined): Promise<void> {
  if (!file) return;
  const content = await file.text();
  const isPage = /\.x?html?$/i.test(file.name) || file.type === "text/html";
  inputs[side].value = isPage
    ? { text: "", page: { name: file.name, html: content } }
    : { text: content };
}

function follow(side: Side, passage: number): void {
  current.value = passage;
  const other = document.getElementById(`${side === "a" ? "b" : "a"}-${passage}`);
  other?.scrollIntoView({ block: "nearest" });
}

function Playground() {
  const ready = SIDES.every((side) => inputs[side].value.text.trim() || inputs[side].value.page);
  return (
    <main>
      <Pages here="index.html" />
      <header>
        <div>
          <h1>Whose words are these?</h1>
          <p>
            Wireprint is a browser extension for people who read news in more than one place. Press
            its button on a story:
          </p>
          <ul>
            <li>
              the story is told from everything around it, and every mark says why it is there;
            </li>
            <li>you see which stories that you have read share its text: how much, and where;</li>
            <li>
              you see whose text it was, by the page’s own words, and what this outlet changed;
            </li>
            <li>all of it stays on your own device: no account, no server, nothing sent.</li>
          </ul>
          <p>
            <a href="about.html#put-it-into-your-own-browser">Put it into your browser</a>, or try
            its engine here, on two texts of yours.
          </p>
        </div>
        <img
          src="pictures/marked-page.png"
          width={1280}
          height={1000}
          alt="A story of the sample newsroom: shared passages, boilerplate marked by kind with a legend, and the card that says why a mark is there"
        />
      </header>
      <h2 class="try">Try it</h2>
      <div class="sides">
        {SIDES.map((side) => (
          <Entry key={side} side={side} />
        ))}
      </div>
      <p class="actions">
        <button type="button" disabled={!ready} onClick={run}>
          Compare
        </button>
        <button type="button" class="quiet" onClick={loadSamples}>
          Show an example
        </button>
      </p>
      <div aria-live="polite">
        {trouble.value && <p class="trouble">{trouble.value}</p>}
        {result.value && <Outcome {...result.value} />}
      </div>
    </main>
  );
}

function Entry({ side }: { side: Side }) {
  const input = inputs[side];
  const { text, page } = input.value;
  const name = side === "a" ? "First text" : "Second text";
  return (
    <section
      class="entry"
      aria-label={name}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        void take(side, event.dataTransfer?.files[0]);
      }}
    >
      <h2>{name}</h2>
      {page ? (
        <p class="page">
          {page.name}
          <button
            type="button"
            class="quiet"
            onClick={() => {
              input.value = { text: "" };
            }}
          >
            Take out
          </button>
        </p>
      ) : (
        <textarea
          rows={10}
          aria-label={name}
          placeholder="Paste a text, one paragraph to a line, or drop a saved HTML page here"
          value={text}
          onInput={(event) => {
            input.value = { text: event.currentTarget.value };
          }}
        />
      )}
      <input
        type="file"
        accept=".html,.htm,.xhtml,.txt,text/html,text/plain"
        aria-label={`${name}: choose a file`}
        onChange={(event) => take(side, event.currentTarget.files?.[0])}
      />
    </section>
  );
}

function Outcome({ readings, pair }: { readings: Record<Side, Reading>; pair: Pair }) {
  return (
    <>
      <section class="outcome">
        <h2>{relationWords(pair)}</h2>
        <ShareBar share={pair.a_in_b} words="Of the first text" colour="var(--accent)" />
        <ShareBar share={pair.b_in_a} words="Of the second text" colour="var(--accent)" />
        <Reasons of={reasonsOf(pair)} />
      </section>
      <div class="sides">
        {SIDES.map((side) => (
          <section key={side}>
            <h2>{readings[side].title ?? (side === "a" ? "First text" : "Second text")}</h2>
            <AlignedText
              text={readings[side].text}
              pair={pair}
              side={side}
              looking={{ view: "whole", passage: current.value, edit: null, open: [] }}
              choose={(passage) => follow(side, passage)}
              unfold={() => undefined}
            />
            <h3>What each part is</h3>
            <ul class="blocks">
              {readings[side].blocks.map((block, i) => (
                <BlockRow key={i} block={block} />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  );
}

function BlockRow({ block }: { block: Block }) {
  return (
    <li>
      <LineSample kind={block.kind} />
      <span class="kind">{t(`kind_${block.kind}`)}</span>
      <details>
        <summary dir="auto">{block.text}</summary>
        <p class="fine">
          {[
            plural("words", countWords(block.text)),
            ...reasonsOf(block).map(({ words }) => words),
          ].join(" · ")}
        </p>
      </details>
    </li>
  );
}

setLookup(lookupIn(english));
render(<Playground />, document.getElementById("root") as HTMLElement);
