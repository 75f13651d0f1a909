/** Where the text is from: who published it, who supplied it, and the words that say so. */
import type { Agency, Reading } from "../../messages/report.js";
import { t } from "../../text.js";
import { Fold, Section } from "../components/parts.js";

/** Publisher and agencies with their evidence. */
export function Origin({ reading }: { reading: Reading }) {
  const sources = Object.entries(reading.sources ?? {});
  return (
    <Section id="origin" title={t("origin_title")}>
      <dl class="claims">
        <dt>{t("origin_publisher")}</dt>
        <dd dir="auto">{reading.site ?? t("origin_unknown")}</dd>
        {reading.agencies.map((agency) => (
          <Claim key={`${agency.name}-${agency.role}`} agency={agency} />
        ))}
      </dl>
      {reading.agencies.length === 0 && <p class="fine">{t("origin_no_agency")}</p>}
      {sources.length > 0 && (
        <Fold summary={t("origin_sources")}>
          <dl class="sources">
            {sources.map(([field, source]) => (
              <div key={field}>
                <dt>{t(`field_${field}`)}</dt>
                <dd>{source}</dd>
              </div>
            ))}
          </dl>
        </Fold>
      )}
    </Section>
  );
}

function Claim({ agency }: { agency: Agency }) {
  return (
    <>
      <dt>{t(`role_${agency.role}`)}</dt>
      <dd>
        <strong>{agency.name}</strong>{" "}
        <span class="fine">{t(`place_${agency.where.replace("-", "_")}`)}</span>
        {agency.evidence.map((words) => (
          <q key={words} class="evidence" dir="auto">
            {words}
          </q>
        ))}
      </dd>
    </>
  );
}
