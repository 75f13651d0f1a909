/** Tables as text (RFC 4180), read as files have them: any line ends, and quotation marks in cells. */
import { CodedError } from "../../../messages/result.js";

/**
 * The rows of a table as objects by the names in its first row, in lower case; throws where the table
 * breaks off in a cell.
 */
export function* readCsv(text: string): Generator<Record<string, string>> {
  let keys: string[] | undefined;
  for (const row of cells(text.replace(/^\ufeff/, ""))) {
    if (!keys) keys = row.map((name) => name.trim().toLowerCase());
    else if (row.length > 1 || row[0])
      yield Object.fromEntries(keys.map((key, i) => [key, row[i] ?? ""]));
  }
}

function* cells(text: string): Generator<string[]> {
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;
  let row: string[] = [];
  for (let number = 1; cell.lastIndex < text.length; ) {
    const match = cell.exec(text);
    if (!match) throw new CodedError("file", `row ${number}: a quotation mark stands alone`);
    const [, quoted, plain, end] = match;
    row.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end === ",") continue;
    yield row;
    row = [];
    number++;
  }
  if (row.length > 0) yield row;
}
