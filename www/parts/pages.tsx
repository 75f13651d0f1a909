/** The way between the pages of the site. */
import "./pages.css";

const PAGES = {
  "index.html": "What it does",
  "about.html#put-it-into-your-own-browser": "Install",
  "about.html#privacy-policy": "Privacy",
  "about.html": "How it is built",
  "bench.html": "Measured",
  "newsroom/": "Sample newsroom",
  "gallery.html": "Every page in every state",
};

/** The way between the pages; `here` is the one that the reader is on. */
export function Pages({ here }: { here: keyof typeof PAGES }) {
  return (
    <nav class="pages" aria-label="Wireprint">
      {Object.entries(PAGES).map(([page, words]) => (
        <a key={page} href={page} aria-current={page === here ? "page" : undefined}>
          {words}
        </a>
      ))}
    </nav>
  );
}
