/**
 * Tables as text (RFC 4180), read as files have them: with any line ends, and with quotation marks that
 * stand in a cell without quoting it.
 */
import { CodedError } from "../../../messages/result.js";

/**
 * The rows of a table as objects by the names in its first row, in lower case; throws where the table
 * breaks off in a cell.
 */
export function* readCsv(text: string): Generator<Record<string, string>> {
  let keys: string[] | undefined;
  const [first = ""] = text.match(/^.*/) ?? [];
  const count = (mark: string): number => first.split(mark).length;
  // Spreadsheets of many countries set semicolons, or tabs, between cells.
  const [mark = ","] = [",", ";", "\t"].sort((a, b) => count(b) - count(a));
  for (const row of cells(text.replace(/^\ufeff/, ""), mark)) {
    if (!keys) keys = row.map((name) => name.trim().toLowerCase());
    else if (row.length > 1 || row[0])
      yield Object.fromEntries(keys.map((key, i) => [key, row[i] ?? ""]));
  }
}

/** A cell in quotation marks, or one that is never closed, or one as it stands; and what ends it. */
const CELL =
  /(?:"([^"]*(?:""[^"]*)*)"(?=[,\r\n]|$)|("[^"]*(?:""[^"]*)*$)|([^,\r\n]*))(,|\r\n|\n|\r|$)/gy;

function* cells(text: string, mark: string): Generator<string[]> {
  const cell = new RegExp(CELL.source.replaceAll(",", mark), CELL.flags);
  let row: string[] = [];
  for (let number = 1; cell.lastIndex < text.length; ) {
    const [, quoted, unclosed, plain, end] = cell.exec(text) ?? [];
    if (unclosed !== undefined)
      throw new CodedError("file", `row ${number}: a quotation mark is never closed`);
    row.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end === mark) continue;
    yield row;
    row = [];
    number++;
  }
  if (row.length > 0) yield row;
}
