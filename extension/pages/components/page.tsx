/** A full page of the extension: its head, and how it starts. */
import { effect, signal } from "@preact/signals";
import { type ComponentChildren, render } from "preact";
import { t } from "../../text.js";
import { keepFocus } from "./focus.js";
import { startWords } from "./words.js";

/** The pages that every page leads to. */
const PAGES = ["library", "families", "options"] as const;

/** Whether the page is still fetching what it first shows. */
const busy = signal(true);

/**
 * Renders a page into its document, in the reader's language; it is busy until `fill` is done.
 * `title` is the key of its name.
 */
export async function startPage(
  title: string,
  content: ComponentChildren,
  fill: () => Promise<unknown>,
): Promise<void> {
  await startWords();
  effect(() => {
    document.title = `${t(title)} · Wireprint`;
  });
  render(
    <>
      <PageHead />
      <Main>{content}</Main>
    </>,
    document.getElementById("root") as HTMLElement,
  );
  keepFocus();
  await fill().finally(() => {
    busy.value = false;
  });
}

function Main({ children }: { children: ComponentChildren }) {
  return <main aria-busy={busy.value}>{children}</main>;
}

function PageHead() {
  return (
    <header class="bar">
      <img src="icons/48.png" width="22" height="22" alt="" />
      <span class="brand">Wireprint</span>
      <nav>
        {PAGES.map((page) => (
          <a
            key={page}
            href={`${page}.html`}
            aria-current={location.pathname.endsWith(`/${page}.html`) ? "page" : undefined}
          >
            {t(`${page}_title`)}
          </a>
        ))}
      </nav>
    </header>
  );
}
