/**
 * What stories share, as one page that stands alone: no scripts, no fonts, nothing from elsewhere, and
 * made for paper as well. Of two stories the texts stand side by side with their shared passages; of
 * more there is a table of all relations, and each text with what stands in others too.
 */
import type { Pair } from "../../messages/report.js";
import type { StoryHead } from "../../messages/session.js";
import { language, percent, t } from "../../text.js";
import { published } from "./dates.js";
import { relationWords } from "./relation.js";

const STYLE = `
:root { color-scheme: light; }
body { max-width: 1000px; margin: 32px auto; padding: 0 20px; font: 15px/1.6 Georgia, serif; color: #1d1c19; }
h1 { font-size: 26px; line-height: 1.25; } h2 { font-size: 19px; line-height: 1.3; margin: 0 0 4px; }
.facts { font: 12.5px/1.5 sans-serif; color: #5f5c55; margin: 0 0 12px; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; font: 13px/1.4 sans-serif; margin: 16px 0 32px; }
th, td { text-align: start; vertical-align: top; padding: 6px 10px 6px 0; border-bottom: 1px solid #e4e1da; }
.texts { columns: 2; column-gap: 36px; } .texts article { break-before: column; }
.many article { border-top: 1px solid #e4e1da; padding-top: 20px; margin-top: 20px; }
mark { background: #cfe7e8; color: inherit; border-bottom: 1px solid #0b6b74; }
@media (max-width: 640px) { .texts { columns: 1; } }
@media print { body { margin: 0; max-width: none; } mark { background: none; border-bottom-width: 2px; } }
`;

/** A story with its words. */
interface Told {
  head: StoryHead;
  text: string;
}

/** A report of the relations of stories. */
export function report(stories: Told[], pairs: Pair[]): string {
  const ids = new Map(stories.map((story) => [String(story.head.id), story]));
  const among = pairs.filter(({ a, b }) => ids.has(a) && ids.has(b));
  const title = t("report_title", stories.length);
  const rows = among.map((pair) => {
    const [a, b] = [ids.get(pair.a), ids.get(pair.b)];
    const cells = [
      ...[nameOf(a), nameOf(b), relationWords(pair)],
      ...[percent(pair.a_in_b), percent(pair.b_in_a)],
    ];
    return `<tr>${cells.map((words) => `<td>${safe(words)}</td>`).join("")}</tr>`;
  });
  const names = ["report_one", "report_other", "report_relation", "report_in", "report_of"];
  const head = names.map((name) => `<th scope="col">${safe(t(name))}</th>`).join("");
  const table = `<table><thead><tr>${head}</tr></thead><tbody>${rows.join("\n")}</tbody></table>`;
  const texts = stories.map((story) => article(story, among)).join("\n");
  return `<!doctype html>
<html lang="${safe(language())}" dir="${safe(t("direction"))}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${safe(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${safe(title)}</h1>
${rows.length > 0 ? table : `<p>${safe(t("report_nothing"))}</p>`}
<div class="${stories.length === 2 ? "texts" : "many"}">
${texts}
</div>
</body>
</html>
`;
}

function article({ head, text }: Told, pairs: Pair[]): string {
  const id = String(head.id);
  const spans = pairs.flatMap((pair) => {
    if (pair.a === id) return pair.passages.map(({ a }) => a);
    return pair.b === id ? pair.passages.map(({ b }) => b) : [];
  });
  const facts = [head.site, head.byline, head.published && published(head.published), head.url];
  return `<article lang="${safe(head.language ?? "")}" dir="auto">
<h2>${safe(head.title ?? t("no_title"))}</h2>
<p class="facts">${safe(facts.filter(Boolean).join(" · "))}</p>
${marked(text, spans)}
</article>`;
}

/** Paragraphs in which what lies in a span is marked; spans count code points and may overlap. */
function marked(text: string, spans: (readonly [number, number])[]): string {
  const characters = Array.from(text);
  const depth = new Int32Array(characters.length + 1);
  for (const [begin, end] of spans) {
    depth[begin] = (depth[begin] ?? 0) + 1;
    depth[end] = (depth[end] ?? 0) - 1;
  }
  let now = 0;
  let html = "";
  const paragraph = (): string => (now > 0 ? "</mark></p>\n<p><mark>" : "</p>\n<p>");
  for (let at = 0; at < characters.length; at++) {
    const next = now + (depth[at] ?? 0);
    if (now <= 0 && next > 0) html += "<mark>";
    if (now > 0 && next <= 0) html += "</mark>";
    now = next;
    if (characters[at] === "\n" && characters[at + 1] === "\n") html += paragraph();
    else if (characters[at] !== "\n") html += safe(characters[at] ?? "");
    else if (characters[at - 1] !== "\n") html += "<br>";
  }
  return `<p>${html}${now > 0 ? "</mark>" : ""}</p>`;
}

function nameOf(story: Told | undefined): string {
  return [story?.head.title ?? t("no_title"), story?.head.site].filter(Boolean).join(" · ");
}

/** Words that markup cannot be made with. */
function safe(words: string): string {
  return words.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}
