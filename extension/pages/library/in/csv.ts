/** Tables as text (RFC 4180), read as files have them: any line ends, and quotation marks in cells. */

/** The rows of a table as objects by the names in its first row, in lower case. */
export function readCsv(text: string): Record<string, string>[] {
  const [names = [], ...rows] = cells(text.replace(/^\ufeff/, ""));
  const keys = names.map((name) => name.trim().toLowerCase());
  return rows
    .filter((row) => row.length > 1 || row[0])
    .map((row) => Object.fromEntries(keys.map((key, i) => [key, row[i] ?? ""])));
}

function cells(text: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;
  while (cell.lastIndex < text.length) {
    const match = cell.exec(text);
    if (!match) break;
    const [, quoted, plain, end] = match;
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end && end !== ",") rows.push([]);
  }
  return rows;
}
