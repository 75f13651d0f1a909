/** A full page of the extension: its head, and how it starts. */
import { signal } from "@preact/signals";
import { type ComponentChildren, render } from "preact";
import { language, t } from "../../text.js";

/** Whether the page is still fetching what it first shows. */
const busy = signal(true);

/** Renders a page into its document, in the reader's language; it is busy until `filled`. */
export function startPage(
  title: string,
  content: ComponentChildren,
  filled: Promise<unknown>,
): void {
  document.documentElement.lang = language();
  document.documentElement.dir = t("direction");
  document.title = `${title} · Wireprint`;
  render(
    <>
      <PageHead />
      <Main>{content}</Main>
    </>,
    document.getElementById("root") as HTMLElement,
  );
  void filled.finally(() => {
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
        <a href="library.html">{t("library_title")}</a>
        <a href="families.html">{t("families_title")}</a>
        <a href="options.html">{t("options_title")}</a>
      </nav>
    </header>
  );
}
