/** Stories, passages and families as Parquet, in the columns of passim. */
import { type ColumnSource, parquetWriteBuffer } from "hyparquet-writer";
import type { Family } from "../../../messages/generated/Family.js";
import type { Pair } from "../../../messages/report.js";
import type { Kept } from "./records.js";

/** A table of stories. */
export function storiesParquet(stories: Kept[]): Blob {
  return table([
    text("id", stories, ({ head }) => String(head.id)),
    text("series", stories, ({ head }) => head.site),
    text("text", stories, (one) => one.text.text),
    text("title", stories, ({ head }) => head.title),
    text("url", stories, ({ head }) => head.url),
    text("byline", stories, ({ head }) => head.byline),
    text("published", stories, ({ head }) => head.published),
    text("language", stories, ({ head }) => head.language),
    text("agencies", stories, ({ head }) => head.agencies.map(({ name }) => name).join("; ")),
  ]);
}

/** A row for each side of each passage; both sides of one have the same cluster. */
export function passagesParquet(pairs: Pair[], stories: Kept[]): Blob {
  const texts = new Map(stories.map(({ head, text: { text } }) => [String(head.id), text]));
  const rows = pairs.flatMap((pair, i) =>
    pair.passages.flatMap((passage, j) => {
      const cluster = i * 1_000 + j;
      return [
        { cluster, id: pair.a, other: pair.b, span: passage.a, quoted: passage.quoted },
        { cluster, id: pair.b, other: pair.a, span: passage.b, quoted: passage.quoted },
      ];
    }),
  );
  return table([
    whole("cluster", rows, ({ cluster }) => cluster),
    whole("size", rows, () => 2),
    text("id", rows, ({ id }) => id),
    text("other", rows, ({ other }) => other),
    whole("begin", rows, ({ span }) => span[0]),
    whole("end", rows, ({ span }) => span[1]),
    text("text", rows, ({ id, span }) => cutOf(texts.get(id), span)),
    { name: "quoted", data: rows.map(({ quoted }) => quoted), type: "BOOLEAN" },
  ]);
}

/** A row for each story of each family. */
export function familiesParquet(families: Family[]): Blob {
  const rows = families.flatMap((family, cluster) =>
    family.stories.map((id) => ({ cluster, id, size: family.stories.length, family })),
  );
  return table([
    whole("cluster", rows, ({ cluster }) => cluster),
    whole("size", rows, ({ size }) => size),
    text("id", rows, ({ id }) => id),
    text("representative", rows, ({ family }) => family.representative),
  ]);
}

/** A stretch of a text; spans count code points. */
function cutOf(
  from: string | undefined,
  [begin, end]: readonly [number, number],
): string | undefined {
  return from && Array.from(from).slice(begin, end).join("");
}

function text<T>(name: string, rows: T[], value: (row: T) => string | undefined): ColumnSource {
  return { name, data: rows.map((row) => value(row) ?? null), type: "STRING" };
}

function whole<T>(name: string, rows: T[], value: (row: T) => number): ColumnSource {
  return { name, data: rows.map(value), type: "INT32" };
}

function table(columnData: ColumnSource[]): Blob {
  return new Blob([parquetWriteBuffer({ columnData })]);
}
