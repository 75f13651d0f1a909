/**
 * Where archives may hold a page. These are plain links: nothing is asked of an archive until the
 * reader follows one, and then only the browser asks, in a tab of its own.
 */
import { t } from "../../text.js";

const ARCHIVES = {
  "web.archive.org": "https://web.archive.org/web/*/",
  "archive.ph": "https://archive.ph/",
};

/** Links to the archived copies of a page of the web. */
export function ArchiveLinks({ url }: { url: string }) {
  if (!/^https?:/.test(url)) return null;
  return (
    <p class="fine">
      {t("archive_links")}{" "}
      {Object.entries(ARCHIVES).map(([name, address]) => (
        <a key={name} href={address + url} target="_blank" rel="noopener noreferrer">
          {name}
        </a>
      ))}
    </p>
  );
}
