/**
 * The gallery: every component in every state, and every page of the extension on a stage of
 * fiction. What it shows is what ships: the pages in the frames are the extension's own files.
 */
import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { render } from "preact";
import { inManner, KINDS, MANNERS, switched } from "../extension/kinds.js";
import type { Edit } from "../extension/messages/report.js";
import type { Marking } from "../extension/messages/session.js";
import { EditList, EditSummary } from "../extension/pages/components/edits.js";
import {
  CopyTag,
  Facts,
  Fold,
  KindSwitch,
  LineSample,
  MannerChoice,
  NotSo,
  ShareBar,
  Trouble,
} from "../extension/pages/components/parts.js";
import { setLookup, t } from "../extension/text.js";
import { shareFiction } from "./stage/shared.js";
import { STATES } from "./stage/states.js";
import { getMessage } from "./stage/words.js";
import "../extension/styles/base.css";
import "./gallery.css";

const THEMES = ["light dark", "light", "dark"];

/** The pages beside the panel, each with what its address says. */
const PAGES = [
  "compare.html?a=2&b=1",
  "compare.html?a=2&b=12&view=folded",
  "compare.html?a=2&b=12&view=changes",
  "families.html?of=2",
  "families.html?state=copies",
  "families.html?state=first-run",
  "library.html",
  "options.html",
];

const EDITS: Edit[] = [
  { type: "number", weight: 0.9, from: "fourteen boats", to: "13 boats" },
  { type: "headline", weight: 0.6, from: "Gate sticks", to: "City holds its breath" },
  {
    type: "dropped",
    weight: 0.4,
    from: "Volunteers have painted the railings for twenty summers.",
  },
];

const theme = signal(THEMES[0]!);
const marking = signal<Marking>({ off: ["body"], manner: { promo: "dim", ad: "hide" } });

function Piece({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div class="piece sheet">
      <h3>{name}</h3>
      {children}
    </div>
  );
}

function Frame({ address, width, height }: { address: string; width: number; height: number }) {
  const joint = address.includes("?") ? "&" : "?";
  const chosen = theme.value === THEMES[0] ? "" : `${joint}theme=${theme.value}`;
  const source = `gallery/${address}${chosen}`;
  return (
    <figure>
      <figcaption>
        <a href={source}>{address.replace("panel.html?state=", "")}</a>
      </figcaption>
      <iframe title={address} src={source} width={width} height={height} loading="lazy" />
    </figure>
  );
}

function Gallery() {
  return (
    <main>
      <h1>The gallery</h1>
      <p class="lead">
        Everything that a reader of Wireprint can see, in every state, over stories that never
        happened. The pages in the frames are the files that ship; a stage answers them in the place
        of the browser.
      </p>
      <div class="themes" role="radiogroup" aria-label="Colours">
        {THEMES.map((one) => (
          <label key={one}>
            <input
              type="radio"
              name="theme"
              checked={theme.value === one}
              onChange={() => {
                theme.value = one;
                document.documentElement.style.colorScheme = one;
              }}
            />{" "}
            {one === THEMES[0] ? "as the system" : one}
          </label>
        ))}
      </div>
      <Components />
      <h2>The panel</h2>
      <div class="frames">
        {Object.keys(STATES).map((state) => (
          <Frame key={state} address={`panel.html?state=${state}`} width={360} height={640} />
        ))}
      </div>
      <h2>The pages</h2>
      <div class="frames">
        {PAGES.map((address) => (
          <Frame key={address} address={address} width={1160} height={720} />
        ))}
      </div>
    </main>
  );
}

function Components() {
  return (
    <>
      <h2>Components</h2>
      <div class="pieces">
        <Piece name="Buttons">
          <p>
            <button type="button">Main</button>{" "}
            <button type="button" class="quiet">
              Quiet
            </button>{" "}
            <button type="button" disabled>
              Disabled
            </button>
          </p>
        </Piece>
        <Piece name="Shares">
          {[0.04, 0.62, 0.999, 1].map((share, i) => (
            <div key={share} class="kind-row">
              <CopyTag index={i} />
              <ShareBar share={share} words="Of this story" colour="var(--accent)" />
            </div>
          ))}
        </Piece>
        <Piece name="Edits">
          <EditSummary edits={EDITS} />
          <EditList edits={EDITS} />
        </Piece>
        <Piece name="Trouble">
          <Trouble words={t("failure_engine")} detail="RuntimeError: unreachable" />
        </Piece>
        <Piece name="Facts and folds">
          <Facts>{["Osmere Today", "12 March 2026", null]}</Facts>
          <Fold summary="Closed">
            <p>Open</p>
          </Fold>
          <Fold summary="Open from the start" open>
            <p>What was folded</p>
          </Fold>
        </Piece>
        <Piece name="Not so?">
          <NotSo words="Sign up for our newsletter" onDecision={() => undefined} />
        </Piece>
        <Piece name="Manners of a kind">
          {([...MANNERS, "off"] as const).map((manner) => (
            <p key={manner} class="kind-row">
              <LineSample kind="promo" manner={manner} /> {manner}
            </p>
          ))}
        </Piece>
        <Piece name="Kinds">
          {KINDS.map((kind) => (
            <div key={kind} class="kind-row">
              <KindSwitch
                kind={kind}
                marking={marking.value}
                onChange={(on) => {
                  marking.value = switched(marking.value, kind, on);
                }}
              >
                {t(`kind_${kind}`)}
              </KindSwitch>
              <MannerChoice
                kind={kind}
                marking={marking.value}
                onChange={(manner) => {
                  marking.value = inManner(marking.value, kind, manner);
                }}
              />
            </div>
          ))}
        </Piece>
      </div>
    </>
  );
}

setLookup(getMessage);
shareFiction("");
render(<Gallery />, document.getElementById("root") as HTMLElement);
