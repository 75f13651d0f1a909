/** How Wireprint is built, what it keeps and how it gets into a browser, as the repository says it. */
import { Pages } from "./parts/pages.js";
import { type Section, Sections, show } from "./parts/site.js";

function AboutPage({ sections }: { sections: Section[] }) {
  return (
    <main>
      <Pages here="about.html" />
      <h1>How it is built</h1>
      <p>
        A content script walks the page once and sends its nodes as columns. The rest is one core,
        written in Rust and compiled to WebAssembly, in the extension’s own origin. Data goes one
        way, from the page to what the panel tells.
      </p>
      <img
        src="pictures/how-it-works.svg"
        alt="A page becomes a snapshot, the snapshot blocks, an article and kinds; a fingerprint finds stored stories, and what each shares with the page is told in the panel."
      />
      <Sections of={sections} />
    </main>
  );
}

void show("about.json", (sections) => <AboutPage sections={sections} />);
