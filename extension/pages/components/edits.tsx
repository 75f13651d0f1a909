/** What differs between two copies: in short by type, and one by one with the words. */
import type { Edit } from "../../messages/report.js";
import { plural, t } from "../../text.js";

/** Edits counted by type, in the order of their weight. */
export function EditSummary({ edits }: { edits: Edit[] }) {
  if (edits.length === 0) return null;
  const counts = new Map<Edit["type"], number>();
  for (const { type } of edits) counts.set(type, (counts.get(type) ?? 0) + 1);
  return (
    <ul class="edits" aria-label={t("edits_title")}>
      {[...counts].map(([type, count]) => (
        <li key={type}>{plural(`edit_${type}`, count)}</li>
      ))}
    </ul>
  );
}

/** Edits with the words of both sides: `a`'s are struck out, `b`'s stand after them. */
export function EditList({ edits }: { edits: Edit[] }) {
  return (
    <ul class="edit-list">
      <li class="fine">{t("edits_hint")}</li>
      {edits.map(({ type, from, to, a, b }) => (
        <li key={`${type} ${a} ${b} ${from} ${to}`}>
          <span class="fine">{plural(`edit_${type}`, 1)}</span>
          {from && <del dir="auto">{from}</del>}
          {to && <ins dir="auto">{to}</ins>}
        </li>
      ))}
    </ul>
  );
}
