// Texts of the repository as data for the site, so that what they say is what the site shows: the
// benchmarks' figures, the table of rooms in the core's source, the privacy policy.

/**
 * The sections of a text in Markdown: headings of the first and second order, paragraphs, lists, and
 * tables, which have a name where the comment of a benchmark stands before them.
 *
 * @param {string} markdown
 * @returns {{title: string,
 *   parts: ({text: string} | {items: string[]} | {name: string, rows: string[][]})[]}[]}
 */
export function sectionsOf(markdown) {
  const sections = [];
  let name = "";
  let before = "";
  for (const line of markdown.split("\n")) {
    const parts = sections.at(-1)?.parts ?? [];
    const last = parts.at(-1);
    const [, title] = line.match(/^##? (.*)$/) ?? [];
    const [, comment] = line.match(/^<!-- (\/?[\w-]+) -->$/) ?? [];
    const isNext = before !== "" && !before.startsWith("<!--");
    if (title) sections.push({ title, parts: [] });
    else if (comment) name = comment.startsWith("/") ? "" : comment;
    else if (/^\|[\s|-]+\|$/.test(line)) before = line;
    else if (line.startsWith("|")) {
      const cells = line.slice(1, -1).split("|");
      const row = cells.map((cell) => cell.trim());
      if (before.startsWith("|")) last.rows.push(row);
      else parts.push({ name, rows: [row] });
    } else if (line.startsWith("- ")) {
      if (isNext && last?.items) last.items.push(line.slice(2));
      else parts.push({ items: [line.slice(2)] });
    } else if (line.trim() !== "") {
      if (isNext && last?.items) last.items.push(`${last.items.pop()} ${line.trim()}`);
      else if (isNext && last?.text !== undefined) last.text += ` ${line}`;
      else parts.push({ text: line });
    }
    before = line;
  }
  return sections;
}

/**
 * What the page about Wireprint says: how it is built, what it keeps, how it is put into a browser.
 *
 * @param {{core: string, readme: string, privacy: string}} texts `core` is `src/lib.rs`.
 * @returns {ReturnType<typeof sectionsOf>}
 */
export function aboutOf({ core, readme, privacy }) {
  const comment = [...core.matchAll(/^\/\/! ?(.*)$/gm)].map(([, line]) => line).join("\n");
  const [rooms] = sectionsOf(`# The core\n${comment}`);
  const told = sectionsOf(readme);
  const section = (title) => {
    const found = told.find((one) => one.title === title);
    if (!found) throw new Error(`README.md has no section "${title}".`);
    return found;
  };
  return [
    section("Put it into your own browser"),
    ...sectionsOf(privacy),
    rooms,
    section("Where things are"),
  ];
}
