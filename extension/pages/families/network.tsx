/** Who runs whose text, over the library: a table of pairs of outlets, outlets, and agencies. */
import type { Network, OutletProfile } from "../../messages/session.js";
import { percent, plural, t } from "../../text.js";
import { Section } from "../components/parts.js";

/** Outlets in the map: more are too small to be read. */
const MAPPED = 12;

/** The page over all outlets. */
export function NetworkPage({ network }: { network: Network }) {
  const { outlets, stories, all } = network;
  if (stories === 0) {
    return (
      <>
        <h1>{t("families_title")}</h1>
        <p class="empty">{t("families_empty")}</p>
      </>
    );
  }
  return (
    <>
      <h1>{t("families_title")}</h1>
      <p class="fine">{all ? plural("network_all", stories) : plural("network_part", stories)}</p>
      <Section id="map" title={t("network_map")}>
        <HeatMap outlets={outlets.slice(0, MAPPED)} />
      </Section>
      <Section id="outlets" title={t("network_outlets")}>
        <Outlets outlets={outlets} />
      </Section>
      <Section id="agencies" title={t("network_agencies")}>
        <Agencies outlets={outlets} />
      </Section>
    </>
  );
}

/** Pairs of copies between outlets. It is a table whose cells are coloured, so it needs no other. */
function HeatMap({ outlets }: { outlets: OutletProfile[] }) {
  const counts = outlets.flatMap(({ shares }) => outlets.map(({ name }) => shares[name] ?? 0));
  const most = Math.max(1, ...counts);
  if (counts.every((count) => count === 0)) return <p class="fine">{t("network_none")}</p>;
  return (
    <>
      <p class="fine">{t("network_map_how")}</p>
      <div class="wide">
        <table class="heat">
          <thead>
            <tr>
              <td />
              {outlets.map(({ name }) => (
                <th key={name} scope="col">
                  <span>{name}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {outlets.map(({ name, shares }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {outlets.map(({ name: other }) => {
                  const count = shares[other] ?? 0;
                  return (
                    <td key={other} style={{ "--part": String(count / most) }}>
                      {count.toLocaleString(t("language"))}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** A share with a bar behind it. */
function Bar({ share }: { share: number }) {
  return (
    <td class="bar-cell" style={{ "--part": `${share * 100}%` }}>
      {percent(share)}
    </td>
  );
}

function largest(counts: Record<string, number>): string | undefined {
  return Object.entries(counts).sort(([, one], [, other]) => other - one)[0]?.[0];
}

function Outlets({ outlets }: { outlets: OutletProfile[] }) {
  return (
    <div class="wide">
      <table>
        <thead>
          <tr>
            <th scope="col">{t("field_site")}</th>
            <th scope="col">{t("network_stories")}</th>
            <th scope="col">{t("network_copied")}</th>
            <th scope="col">{t("network_from_agencies")}</th>
            <th scope="col">{t("network_most")}</th>
          </tr>
        </thead>
        <tbody>
          {outlets.map(({ name, stories, copied, agencies }) => {
            const supplied = Object.values(agencies).reduce((sum, count) => sum + count, 0);
            return (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{stories.toLocaleString(t("language"))}</td>
                <Bar share={copied / stories} />
                <Bar share={Math.min(1, supplied / stories)} />
                <td>{largest(agencies) ?? t("network_no_agency")}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Agencies({ outlets }: { outlets: OutletProfile[] }) {
  const agencies = new Map<string, Record<string, number>>();
  for (const { name, agencies: own } of outlets)
    for (const [agency, count] of Object.entries(own))
      agencies.set(agency, { ...agencies.get(agency), [name]: count });
  if (agencies.size === 0) return <p class="fine">{t("network_no_agencies")}</p>;
  return (
    <div class="wide">
      <table>
        <thead>
          <tr>
            <th scope="col">{t("network_agency")}</th>
            <th scope="col">{t("network_stories")}</th>
            <th scope="col">{t("network_outlets")}</th>
            <th scope="col">{t("network_most_by")}</th>
          </tr>
        </thead>
        <tbody>
          {[...agencies].map(([agency, byOutlet]) => {
            const counts = Object.values(byOutlet);
            return (
              <tr key={agency}>
                <th scope="row">{agency}</th>
                <td>
                  {counts.reduce((sum, count) => sum + count, 0).toLocaleString(t("language"))}
                </td>
                <td>{counts.length.toLocaleString(t("language"))}</td>
                <td>{largest(byOutlet)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
