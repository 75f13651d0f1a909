/**
 * The archive on this computer: whether it is asked, and how the browser learns of it. The permission
 * itself is the choice; there is no setting beside it.
 */
import { signal } from "@preact/signals";
import { api } from "../../browser.js";
import type { Failure } from "../../messages/result.js";
import { call } from "../../messages/transport.js";
import { plural, t } from "../../text.js";
import { Section, Trouble } from "../components/parts.js";

const PERMISSION = { permissions: ["nativeMessaging" as const] };

/** The archive; null where there is no leave to ask, and a failure where it does not answer. */
const found = signal<{ stories: number } | Failure | null>(null);

/** Asks for the archive, and again where the permission was changed elsewhere. */
export async function startCompanion(): Promise<void> {
  api.permissions.onAdded.addListener(() => void look());
  api.permissions.onRemoved.addListener(() => void look());
  await look();
}

async function look(): Promise<void> {
  const answer = await call("archive", {});
  found.value = answer.ok ? answer.value : answer.error;
}

/** What there is to say of the archive, and the way in and out. */
export function Companion() {
  const now = found.value;
  return (
    <Section id="companion" title={t("options_companion")}>
      <p class="fine">{t("options_companion_what")}</p>
      {now === null && (
        // In the tick of the click, or the browser refuses to ask.
        <button type="button" class="quiet" onClick={() => api.permissions.request(PERMISSION)}>
          {t("options_companion_allow")}
        </button>
      )}
      {now && "stories" in now && (
        <p role="status">{plural("options_companion_now", now.stories)}</p>
      )}
      {now && "code" in now && (
        <>
          <Trouble words={t("failure_companion")} detail={now.message} />
          <p>{t("options_companion_how")}</p>
          <p>
            <code class="command">{command()}</code>
          </p>
        </>
      )}
      {now && (
        <p class="actions">
          {"code" in now && (
            <button type="button" class="quiet" onClick={look}>
              {t("options_companion_again")}
            </button>
          )}
          <button type="button" class="quiet" onClick={() => api.permissions.remove(PERMISSION)}>
            {t("options_companion_end")}
          </button>
        </p>
      )}
    </Section>
  );
}

/** What the reader types once, so that the browser knows of the program. */
function command(): string {
  const told = `wireprint companion --library ${t("options_companion_folder")} --install`;
  const isFirefox = api.runtime.getURL("").startsWith("moz-extension:");
  return isFirefox ? `${told} firefox` : `${told} ${browserName()} --extension ${api.runtime.id}`;
}

/** Browsers that look for programs in folders of their own, by the brand that they tell. */
const BRANDS: Record<string, string> = {
  "Google Chrome": "chrome",
  "Microsoft Edge": "edge",
  Brave: "brave",
};

function browserName(): string {
  const { userAgentData } = navigator as { userAgentData?: { brands: { brand: string }[] } };
  const names = userAgentData?.brands.map(({ brand }) => BRANDS[brand]) ?? [];
  return names.find((name) => name !== undefined) ?? "chromium";
}
