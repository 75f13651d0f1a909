/** Texts of the repository as sections: words, lists and tables. */
import { type ComponentChildren, render } from "preact";
import type { Rows } from "../charts.js";
import "../../extension/styles/base.css";
import "./site.css";

/** What `scripts/build/site.mjs` makes of a text. */
export interface Section {
  title: string;
  parts: ({ text: string } | { items: string[] } | { name: string; rows: Rows })[];
}

/** Words, of which some are code or strong; of a link its words. */
function Words({ text }: { text: string }) {
  const plain = text.replace(/\[([^\]]+)\]\([^)]+\)/g, "$1").replace(/\[(`[^`]+`)\]/g, "$1");
  return (
    <>
      {plain.split(/(`[^`]+`|\*\*[^*]+\*\*)/).map((part, i) => {
        if (part.startsWith("`")) return <code key={i}>{part.slice(1, -1)}</code>;
        return part.startsWith("**") ? <strong key={i}>{part.slice(2, -2)}</strong> : part;
      })}
    </>
  );
}

/** Characters of a cell from which on its column is read, not compared. */
const LONG = 28;

function Table({ rows: [head = [], ...rows] }: { rows: Rows }) {
  const columns = head.map((_, i) =>
    rows.some((row) => (row[i]?.length ?? 0) > LONG) ? "words" : undefined,
  );
  return (
    // A wide table is scrolled, by the keyboard too.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolling is what it is for.
    <section class="scroll" tabIndex={0} aria-label={head.join(", ")}>
      <table>
        <thead>
          <tr>
            {head.map((cell, i) =>
              cell ? (
                <th key={i} scope="col" class={columns[i]}>
                  {cell}
                </th>
              ) : (
                <td key={i} />
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.join()}>
              {row.map((cell, i) => (
                <td key={i} class={columns[i]}>
                  <Words text={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What a section is called in an address: `put-it-into-your-own-browser`. */
const idOf = (title: string): string => title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-");

/** Sections one under another; `picture` draws what belongs above a table of a name. */
export function Sections(props: {
  of: Section[];
  picture?(name: string, rows: Rows): ComponentChildren;
}) {
  return (
    <>
      {props.of.map(({ title, parts }) => (
        <section key={title} id={idOf(title)} aria-label={title}>
          <h2>{title}</h2>
          {parts.map((part, i) => {
            if ("text" in part)
              return (
                <p key={i}>
                  <Words text={part.text} />
                </p>
              );
            if ("items" in part)
              return (
                <ul key={i}>
                  {part.items.map((item) => (
                    <li key={item}>
                      <Words text={item} />
                    </li>
                  ))}
                </ul>
              );
            return (
              <div key={i}>
                {props.picture?.(part.name, part.rows)}
                <Table rows={part.rows} />
              </div>
            );
          })}
        </section>
      ))}
    </>
  );
}

/** Fetches the sections in a file of the site, and shows the page of them. */
export async function show(file: string, page: (sections: Section[]) => ComponentChildren) {
  const sections: Section[] = await (await fetch(file)).json();
  const root = document.getElementById("root");
  if (root) render(page(sections), root);
  // What the address names was not there yet when the browser looked for it.
  document.getElementById(location.hash.slice(1))?.scrollIntoView();
}
