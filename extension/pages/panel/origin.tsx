/** Where the text is from: who published it, who supplied it, and the words that say so. */
import type { Agency, ClaimCheck, Reading } from "../../messages/report.js";
import { listed, t } from "../../text.js";
import { Fold, Section } from "../components/parts.js";

/** Publisher and agencies with their evidence. */
export function Origin({ reading, checks }: { reading: Reading; checks: ClaimCheck[] }) {
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
      {conflictsOf(reading).map((conflict) => (
        <p key={conflict} class="hint">
          {conflict}
        </p>
      ))}
      {checks.map((check) => (
        <Checked key={check.claim} check={check} />
      ))}
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

/** Where what the page says of whose text it is does not go together, in words. */
function conflictsOf({ agencies, byline }: Reading): string[] {
  const suppliers = agencies.filter(({ role }) => role === "whole").map(({ name }) => name);
  const [first] = suppliers;
  const conflicts: string[] = [];
  if (suppliers.length > 1) conflicts.push(t("conflict_suppliers", listed(suppliers)));
  const named = suppliers.some((name) => byline?.toLowerCase().includes(name.toLowerCase()));
  if (first && byline && !named) conflicts.push(t("conflict_byline", byline, listed(suppliers)));
  return conflicts;
}

/** What the page says of its own text, and whether a stored story bears it out. */
function Checked({ check }: { check: ClaimCheck }) {
  const { claim, outcome, against, why } = check;
  return (
    <div class="checked" data-outcome={outcome}>
      <q class="evidence" dir="auto">
        {claim}
      </q>
      <strong>{t(`check_${outcome}`)}</strong>
      <ul class="reasons">
        {why.map((reason) => (
          <li key={reason} lang="en" dir="auto">
            {reason}
          </li>
        ))}
      </ul>
      {against && (
        <a href={`library.html#${against}`} target="_blank" rel="noopener">
          {t("check_against")}
        </a>
      )}
    </div>
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
