/** The library page: its parts, and what is told over all of them. */
import { failureWords, plural, t } from "../../text.js";
import { Trouble } from "../components/parts.js";
import { Asking } from "./asking.js";
import { In } from "./in/in.js";
import { Keeping } from "./keeping.js";
import { Out } from "./out/out.js";
import { catalogue, failure, removed, undo, VIEWS, view } from "./state.js";
import { Stories } from "./stories/stories.js";

/** The whole page. */
export function LibraryPage() {
  return (
    <>
      <div class="library-head">
        <h1>{t("library_title")}</h1>
        {catalogue.value && <p class="fine">{plural("library_count", catalogue.value.length)}</p>}
        <nav aria-label={t("library_parts")}>
          {VIEWS.map((one) => (
            <a
              key={one}
              class="part"
              href={`#${one}`}
              aria-current={view.value === one ? "page" : undefined}
            >
              {t(`library_view_${one}`)}
            </a>
          ))}
        </nav>
      </div>
      {failure.value && (
        <Trouble words={failureWords(failure.value)} detail={failure.value.message} />
      )}
      <View />
      <Asking />
      <div class="toast" role="status">
        {removed.value && removed.value.stories.length > 0 && (
          <p>
            {plural("library_deleted", removed.value.stories.length)}
            <button type="button" onClick={undo}>
              {t("library_undo")}
            </button>
            <button
              type="button"
              class="close"
              aria-label={t("toast_close")}
              onClick={() => (removed.value = null)}
            >
              ×
            </button>
          </p>
        )}
      </div>
    </>
  );
}

function View() {
  switch (view.value) {
    case "in":
      return <In />;
    case "out":
      return <Out />;
    case "keeping":
      return <Keeping />;
    default:
      return <Stories />;
  }
}
