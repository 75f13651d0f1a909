/** Who runs whose text, over the library: a table of pairs of outlets, outlets, and agencies. */
import type { AgencyProfile, Network, OutletProfile } from "../../messages/session.js";
import { listed, percent, plural, t } from "../../text.js";
import { later } from "../components/dates.js";
import { Section } from "../components/parts.js";
import { Graph } from "./graph.js";
import { SharesChart } from "./shares.js";
import { Table } from "./table.js";

/** Outlets in the pictures: more are too small to be read. */
const MAPPED = 12;

/** The page over all outlets. */
export function NetworkPage({ network }: { network: Network }) {
  const { outlets, left, stories, all } = network;
  const mapped = sharing(outlets).slice(0, MAPPED);
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
        <Graph outlets={mapped} />
        <HeatMap outlets={mapped} />
      </Section>
      <Section id="outlets" title={t("network_outlets")}>
        <SharesChart
          of={outlets.slice(0, MAPPED).map((outlet) => ({
            name: outlet.name,
            shares: sharesOf(outlet),
          }))}
          words={t("network_shares")}
        />
        <Outlets outlets={outlets} />
        {left > 0 && <p class="fine">{plural("network_left", left)}</p>}
      </Section>
      <Section id="agencies" title={t("network_agencies")}>
        <Agencies agencies={network.agencies} />
      </Section>
    </>
  );
}

/** The outlets that share text, those that share most first. */
function sharing(outlets: OutletProfile[]): OutletProfile[] {
  const shared = ({ shares }: OutletProfile): number =>
    Object.values(shares).reduce((sum, count) => sum + count, 0);
  return outlets
    .filter((outlet) => shared(outlet) > 0)
    .toSorted((one, other) => shared(other) - shared(one));
}

/** Pairs of copies between outlets. It is a table whose cells are coloured, so it needs no other. */
function HeatMap({ outlets }: { outlets: OutletProfile[] }) {
  const counts = outlets.flatMap(({ shares }) => outlets.map(({ name }) => shares[name] ?? 0));
  const most = Math.max(1, ...counts);
  if (counts.every((count) => count === 0)) return <p class="fine">{t("network_none")}</p>;
  return (
    <>
      <p class="fine">{t("network_map_how")}</p>
      <Table
        class="heat"
        heads={[null, ...outlets.map(({ name }) => <span key={name}>{name}</span>)]}
      >
        {outlets.map(({ name, shares }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {outlets.map(({ name: other }) => {
              const count = shares[other] ?? 0;
              return (
                <td
                  key={other}
                  class={count === 0 ? "none" : undefined}
                  style={{ "--part": String(count / most) }}
                >
                  {count.toLocaleString(t("language"))}
                </td>
              );
            })}
          </tr>
        ))}
      </Table>
    </>
  );
}

/** A share, where it is known. */
const shareWords = (share: number | undefined): string =>
  share === undefined ? t("network_unknown") : percent(share);

/** The shares of an outlet's stories, by their names. */
function sharesOf({ stories, copied, agencies, kept, boilerplate }: OutletProfile) {
  const supplied = Object.values(agencies).reduce((sum, count) => sum + count, 0);
  return {
    network_copied: copied / stories,
    network_from_agencies: Math.min(1, supplied / stories),
    network_boilerplate: boilerplate,
    network_kept: kept,
  };
}

function largest(counts: Record<string, number>): string | undefined {
  return Object.entries(counts).sort(([, one], [, other]) => other - one)[0]?.[0];
}

function Outlets({ outlets }: { outlets: OutletProfile[] }) {
  return (
    <Table
      heads={[
        t("field_site"),
        t("network_stories"),
        t("network_copied"),
        t("network_from_agencies"),
        t("network_most"),
        t("network_boilerplate"),
        t("network_kept"),
        t("network_changes"),
      ]}
    >
      {outlets.map((outlet) => {
        const { name, stories, agencies } = outlet;
        const shares = sharesOf(outlet);
        return (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{stories.toLocaleString(t("language"))}</td>
            <td>{shareWords(shares.network_copied)}</td>
            <td>{shareWords(shares.network_from_agencies)}</td>
            <td>{largest(agencies) ?? t("network_no_agency")}</td>
            <td>{shareWords(shares.network_boilerplate)}</td>
            <td>{shareWords(shares.network_kept)}</td>
            <Changes outlet={outlet} />
          </tr>
        );
      })}
    </Table>
  );
}

/** Changes that are told of an outlet, at most. */
const CHANGES = 3;

/** What an outlet does most often to a text that others ran before, and in how many of its copies. */
function Changes({ outlet: { late, changes } }: { outlet: OutletProfile }) {
  if (late === 0) return <td>{t("network_unknown")}</td>;
  const told = Object.entries<number>(changes)
    .sort(([, one], [, other]) => other - one)
    .slice(0, CHANGES)
    .map(([type, count]) => t("network_change", t(`change_${type}`), percent(count / late)));
  return <td>{told.length > 0 ? listed(told) : t("network_unchanged")}</td>;
}

function Agencies({ agencies }: { agencies: AgencyProfile[] }) {
  if (agencies.length === 0) return <p class="fine">{t("network_no_agencies")}</p>;
  return (
    <Table
      heads={[
        t("network_agency"),
        t("network_stories"),
        t("network_outlets"),
        t("network_most_by"),
        t("network_delay"),
        t("network_kept"),
      ]}
    >
      {agencies.map(({ name, outlets, delay, kept }) => {
        const counts = Object.values(outlets);
        return (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{counts.reduce((sum, count) => sum + count, 0).toLocaleString(t("language"))}</td>
            <td>{counts.length.toLocaleString(t("language"))}</td>
            <td>{largest(outlets)}</td>
            <td>{delay === undefined ? t("network_unknown") : later(delay)}</td>
            <td>{shareWords(kept)}</td>
          </tr>
        );
      })}
    </Table>
  );
}
