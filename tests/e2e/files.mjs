// The library page as one who brings files in and takes them out uses it.

import { until } from "../../scripts/browsers/until.mjs";

/**
 * The reader's hands on the library page, and a look at what becomes of it.
 *
 * @param {() => {evaluate: Function}} page the library page, which may be another one later.
 */
export function handsOn(page) {
  /** Gives the page files as the reader would; `files` are names with text or bytes in base64. */
  const give = (files) =>
    page().evaluate((all) => {
      const transfer = new DataTransfer();
      for (const { name, text, base64 } of all) {
        const bytes = base64 && Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
        transfer.items.add(new File([bytes ?? text], name));
      }
      const input = document.querySelector(".drop-field input");
      input.files = transfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }, files);

  /** All jobs, each with the size of the file that it keeps. */
  const jobs = () =>
    page().evaluate(
      () =>
        new Promise((resolve) => {
          const opening = indexedDB.open("wireprint");
          opening.onsuccess = () => {
            const stores = opening.result.transaction(["jobs", "files"]);
            const asked = ["jobs", "files"].map((name) => stores.objectStore(name).getAll());
            stores.oncomplete = () => {
              opening.result.close();
              const [all, files] = asked.map(({ result }) => result);
              const size = (id) => files.find((one) => one.id === id)?.file.size ?? 0;
              resolve(all.map((job) => ({ ...job, size: size(job.id) })));
            };
          };
        }),
    );

  /** The job of a file once it is done. */
  const done = (name) =>
    until(`${name} is done`, async () => {
      const job = (await jobs()).findLast((one) => one.name === name);
      return job?.state === "done" && job;
    });

  const click = (selector, words = "") =>
    until(`there is ${selector} ${words}`, () =>
      page().evaluate(
        (which, text) => {
          const all = [...document.querySelectorAll(which)];
          const found = all.find((one) => one.textContent.includes(text) && !one.disabled);
          found?.click();
          return Boolean(found);
        },
        selector,
        words,
      ),
    );

  /** What the page saves when a button is pressed: the files' contents. */
  const saved = async (count, press) => {
    await page().evaluate(() => {
      // On the window: what a driver runs in Firefox has a global object of its own each time.
      window.saved = [];
      window.URL.createObjectURL = (blob) => {
        window.saved.push(blob);
        return "#";
      };
      window.HTMLAnchorElement.prototype.click = () => undefined;
    });
    await press();
    await until("it is saved", () =>
      page().evaluate((wanted) => window.saved.length >= wanted, count),
    );
    return page().evaluate(async () =>
      Promise.all(
        window.saved.map(
          (blob) =>
            new Promise((resolve) => {
              const reader = new FileReader();
              reader.onload = () => resolve(reader.result.split(",")[1] ?? "");
              reader.readAsDataURL(blob);
            }),
        ),
      ),
    );
  };

  return { give, click, jobs, done, saved };
}
