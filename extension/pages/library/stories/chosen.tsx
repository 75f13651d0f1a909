/** What can be done with the stories that are chosen. */

import { countValues } from "../../../store/search.js";
import { plural, t } from "../../../text.js";
import { Deeds } from "../../components/parts.js";
import { ask } from "../asking.js";
import { FORMATS, type Format } from "../out/formats.js";
import { saveStories } from "../out/out.js";
import { add, catalogue, choose, chosen, found, remove } from "../state.js";

/** The bar under the list while stories are chosen. */
export function ChosenBar() {
  const ids = [...chosen.value];
  const [a, b] = ids;
  const entries = (catalogue.value ?? []).filter(({ id }) => chosen.value.has(id));
  const isPinned = entries.every(({ pinned }) => pinned);
  const all = (found.value?.entries ?? []).map(({ id }) => id);
  return (
    <div class="chosen-bar" role="toolbar" aria-label={plural("library_chosen", ids.length)}>
      <strong>{plural("library_chosen", ids.length)}</strong>
      {ids.length === 2 && (
        <a class="button" href={`compare.html?a=${a}&b=${b}`}>
          {t("library_compare")}
        </a>
      )}
      <button type="button" class="quiet" onClick={() => tag(ids)}>
        {t("library_tag")}
      </button>
      <button
        type="button"
        class="quiet"
        onClick={() => add(ids, (head) => ({ ...head, pinned: !isPinned }))}
      >
        {t(isPinned ? "library_unpin" : "library_pin")}
      </button>
      <button type="button" class="quiet" onClick={() => remove(ids)}>
        {t("library_delete_short")}
      </button>
      <Deeds title={t("out_save_as")} onDecision={(format) => saveStories(format as Format, ids)}>
        {FORMATS.map((format) => (
          <option key={format} value={format}>
            {t(`out_format_${format}`)}
          </option>
        ))}
      </Deeds>
      <button type="button" class="quiet" onClick={() => choose(all, true)}>
        {t("library_choose_all")}
      </button>
      <button type="button" class="quiet" onClick={() => choose(ids, false)}>
        {t("library_choose_none")}
      </button>
    </div>
  );
}

/** Asks for a tag and gives it to stories. */
export async function tag(ids: number[]): Promise<void> {
  const known = countValues(catalogue.value ?? [], ({ tags }) => tags).map(([one]) => one);
  const word = await ask({ title: t("library_tag"), label: t("library_tag_word"), known });
  if (!word) return;
  await add(ids, (head) => ({ ...head, tags: [...new Set([...(head.tags ?? []), word])] }));
}
