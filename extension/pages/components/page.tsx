/** A full page of the extension: its head, and how it starts. */
import { type ComponentChildren, render } from "preact";
import { language, t } from "../../text.js";

/** Renders a page into its document, in the reader's language. */
export function startPage(title: string, content: ComponentChildren): void {
  document.documentElement.lang = language();
  document.documentElement.dir = t("direction");
  document.title = `${title} · Wireprint`;
  render(
    <>
      <PageHead />
      <main>{content}</main>
    </>,
    document.getElementById("root") as HTMLElement,
  );
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
