/** Where the text is from: who published it, who supplied it, and the words that say so. */
import type { Agency, ClaimCheck, Reading } from "../../messages/report.js";
import { reasonsOf, wordsOf } from "../../reasons.js";
import { t } from "../../text.js";
import { Fold, Reasons, Section } from "../components/parts.js";

/** Publisher and agencies with their evidence. */
export function Origin({ reading, checks }: { reading: Reading; checks: ClaimCheck[] }) {
  const sources = Object.entries(reading.sources ?? {});
  return (
    <Section id="origin" title={t("origin_title")}>
      <dl class="claims">
        <dt>{t("origin_publisher")}</dt>
        <dd>
          <bdi>{reading.site ?? t("origin_unknown")}</bdi>
        </dd>
        {reading.agencies.map((agency) => (
          <Claim key={`${agency.name}-${agency.role}`} agency={agency} lang={reading.language} />
        ))}
      </dl>
      {reading.conflicts?.map(({ reason }) => (
        <p key={wordsOf(reason)} class="hint">
          {wordsOf(reason)}
        </p>
      ))}
      {checks.map((check) => (
        <Checked key={check.claim} check={check} lang={reading.language} />
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

/** What the page says of its own text, and whether a stored story bears it out. */
function Checked({ check, lang }: { check: ClaimCheck; lang: Reading["language"] }) {
  const { claim, outcome, against } = check;
  return (
    <div class="checked" data-outcome={outcome}>
      <q class="evidence" lang={lang} dir="auto">
        {claim}
      </q>
      <strong>{t(`check_${outcome}`)}</strong>
      <Reasons of={reasonsOf(check)} />
      {against && (
        <a href={`library.html#${against}`} target="_blank" rel="noopener">
          {t("check_against")}
        </a>
      )}
    </div>
  );
}

function Claim({ agency, lang }: { agency: Agency; lang: Reading["language"] }) {
  return (
    <>
      <dt>{t(`role_${agency.role}`)}</dt>
      <dd>
        <strong>{agency.name}</strong>{" "}
        <span class="fine">{t(`place_${agency.where.replace("-", "_")}`)}</span>
        {agency.evidence.map((words) => (
          <q key={words} class="evidence" lang={lang} dir="auto">
            {words}
          </q>
        ))}
      </dd>
    </>
  );
}
