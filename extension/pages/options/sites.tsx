/** The sites whose pages are read without a click, and what is muted: both can be taken back here. */
import { signal } from "@preact/signals";
import type { Auto, Mute, Settings, SettingsChange } from "../../messages/session.js";
import { call, onNews } from "../../messages/transport.js";
import { t } from "../../text.js";
import { shorten } from "../../words.js";
import { Decidable, Section } from "../components/parts.js";
import { giveSiteBack } from "../components/sites.js";

const AUTOS: readonly Auto[] = ["badge", "store"];
const muted = signal<Mute[]>([]);

/** Shows what is muted as it is, and as it changes. */
export async function followMuted(): Promise<void> {
  const read = async (): Promise<void> => {
    const answer = await call("muted", {});
    if (answer.ok) muted.value = answer.value;
  };
  onNews((news) => {
    if (news.news === "rules") void read();
  });
  await read();
}

/** Sites with what is done on each. */
export function Sites(props: { now: Settings; save(change: SettingsChange): Promise<void> }) {
  const { now, save } = props;
  const sites = Object.entries(now.auto ?? {});
  const forget = async (host: string): Promise<void> => {
    await giveSiteBack(host);
    await save({ auto: Object.fromEntries(sites.filter(([other]) => other !== host)) });
  };
  return (
    <Section id="sites" title={t("options_sites")}>
      <p class="fine">{t("options_sites_what")}</p>
      <Decidable now={now} name="auto" />
      <ul class="rules">
        {sites.map(([host, auto]) => (
          <li key={host} class="rule">
            <strong>{host}</strong>
            <select
              aria-label={t("options_site_how", host)}
              value={auto}
              onChange={(event) =>
                save({ auto: { ...now.auto, [host]: event.currentTarget.value as Auto } })
              }
            >
              {AUTOS.map((one) => (
                <option key={one} value={one}>
                  {t(`auto_${one}`)}
                </option>
              ))}
            </select>
            <button
              type="button"
              class="quiet"
              aria-label={t("options_site_forget", host)}
              onClick={() => forget(host)}
            >
              {t("auto_end")}
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** What is muted, in words. */
function muteWords(what: Mute): string {
  if ("source" in what) return t("muted_source", what.source);
  if ("passage" in what) return t("muted_passage", shorten(what.passage, 120));
  return t("muted_pair", ...what.pair);
}

/** What is muted, with the way back. */
export function Muted() {
  return (
    <Section id="muted" title={t("options_muted")}>
      {muted.value.length === 0 && <p class="fine">{t("options_muted_none")}</p>}
      <ul class="rules">
        {muted.value.map((what) => (
          <li key={JSON.stringify(what)} class="rule">
            <span dir="auto">{muteWords(what)}</span>
            <button
              type="button"
              class="quiet"
              aria-label={`${t("mute_end")}: ${muteWords(what)}`}
              onClick={() => call("mute", { what: [what], on: false })}
            >
              {t("mute_end")}
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
