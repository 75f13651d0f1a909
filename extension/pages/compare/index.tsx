/** Two stories side by side, with the passages they share. `?a=ID&b=ID` names them. */
import { signal } from "@preact/signals";
import type { Failure } from "../../messages/result.js";
import type { Comparison } from "../../messages/session.js";
import { call } from "../../messages/transport.js";
import { percent, t } from "../../text.js";
import { AlignedText } from "../components/aligned.js";
import { published } from "../components/dates.js";
import { EditList, EditSummary } from "../components/edits.js";
import { startPage } from "../components/page.js";
import { Facts, Fold, Trouble } from "../components/parts.js";
import { relationWords } from "../components/relation.js";
import "../../styles/base.css";
import "../../styles/page.css";

const comparison = signal<Comparison | null>(null);
const failure = signal<Failure | null>(null);
const current = signal<number | null>(null);

async function start(): Promise<void> {
  const named = new URLSearchParams(location.search);
  const [a, b] = [Number(named.get("a")), Number(named.get("b"))];
  if (!a || !b) {
    failure.value = { code: "not-found", message: t("compare_missing") };
    return;
  }
  const answer = await call("compare", { a, b });
  if (answer.ok) comparison.value = answer.value;
  else failure.value = answer.error;
}

/** Marks a passage as the current one and brings its other side into view. */
function follow(side: "a" | "b", passage: number): void {
  current.value = passage;
  const other = document.getElementById(`${side === "a" ? "b" : "a"}-${passage}`);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  other?.scrollIntoView({ block: "center", behavior: still ? "instant" : "smooth" });
}

function ComparePage() {
  if (failure.value) {
    return (
      <Trouble
        words={t(`failure_${failure.value.code.replaceAll("-", "_")}`)}
        detail={failure.value.message}
      />
    );
  }
  if (!comparison.value) return null;
  const { a, b, pair } = comparison.value;
  return (
    <>
      <h1>{relationWords(pair)}</h1>
      <p class="fine">{t("compare_hint")}</p>
      <Fold summary={t("compare_why")}>
        <ul class="reasons">
          {pair.why.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      </Fold>
      {pair.edits.length > 0 && (
        <>
          <EditSummary edits={pair.edits} />
          <Fold summary={t("edits_title")}>
            <EditList edits={pair.edits} />
          </Fold>
        </>
      )}
      <div class="sides">
        {([a, b] as const).map(({ head, text }, i) => {
          const side = i === 0 ? "a" : "b";
          return (
            <article key={side}>
              <h2 dir="auto">{head.title ?? head.address}</h2>
              <Facts>
                {[head.site, head.published ? published(head.published) : t("no_date")]}
              </Facts>
              <p class="fine">
                {t("compare_of", percent(side === "a" ? pair.a_in_b : pair.b_in_a))}
              </p>
              <AlignedText
                text={text}
                pair={pair}
                side={side}
                lang={head.language}
                current={current.value}
                choose={(passage) => follow(side, passage)}
              />
            </article>
          );
        })}
      </div>
    </>
  );
}

startPage(t("compare_title"), <ComparePage />);
void start();
