/** One family: who ran it when, and what each outlet kept, cut and added. */
import type { Copied, FamilyView } from "../../messages/session.js";
import { sourceOf } from "../../mutes.js";
import { reasonsOf } from "../../reasons.js";
import { listed, percent, plural, t } from "../../text.js";
import { shorten } from "../../words.js";
import { type Fate, fatesOf } from "../components/alignment.js";
import { published } from "../components/dates.js";
import { Facts, Fold, Reasons, Section } from "../components/parts.js";
import { Table } from "./table.js";
import { Timeline, timeOf } from "./timeline.js";

/** Characters of a paragraph that the table shows. */
const SHOWN = 110;
/** The fates of a paragraph. */
const FATES: Fate[] = ["kept", "changed", "cut"];

/** The page of a family. */
export function FamilyPage({ view: found }: { view: FamilyView }) {
  const { family } = found;
  const members = found.members.toSorted((one, other) => timeOf(one) - timeOf(other));
  const view = { ...found, members };
  const main = members.find(({ head }) => String(head.id) === family.representative);
  return (
    <>
      <h1 dir="auto">{main?.head.title ?? t("no_title")}</h1>
      <p>
        {plural("families_size", family.stories.length)}{" "}
        {plural("families_texts", family.event.texts)}
      </p>
      {family.source && <SourceOfText view={view} />}
      <Section id="timeline" title={t("families_timeline")}>
        <Timeline members={members} />
      </Section>
      <Section id="table" title={t("families_table")}>
        <Fates view={view} main={main} />
      </Section>
      {view.events.length > 0 && (
        <Section id="events" title={t("events_title")}>
          <ul class="plain">
            {view.events.map((head) => (
              <li key={head.id}>
                <a href={`families.html?of=${head.id}`} dir="auto">
                  {head.title ?? head.address}
                </a>
                <Facts>{[sourceOf(head), head.published && published(head.published)]}</Facts>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function SourceOfText({ view }: { view: FamilyView }) {
  const { source } = view.family;
  const story = view.members.find(({ head }) => String(head.id) === source?.story);
  const names = [source?.agency, story && sourceOf(story.head)].filter(
    (name) => name !== undefined,
  );
  if (!source || names.length === 0) return null;
  return (
    <Fold summary={t("families_source", listed([...new Set(names)]))}>
      <Reasons
        of={[
          ...reasonsOf(source),
          ...reasonsOf({ why: source.doubt, reasons: source.doubts ?? [] }),
        ]}
      />
    </Fold>
  );
}

/** Outlets as columns, paragraphs of the fullest text as rows. */
function Fates({ view, main }: { view: FamilyView; main: Copied | undefined }) {
  const others = view.members.filter((member) => member !== main);
  if (others.length === 0 || !main) return <p class="fine">{t("families_alone")}</p>;
  const columns = others.map((member) => ({
    member,
    fates: fatesOf(view.text, member.pair),
    added: Math.round(member.head.words * (1 - member.pair.b_in_a)),
  }));
  const paragraphs = columns[0]!.fates;
  return (
    <>
      <p class="fine">{t("families_how", sourceOf(main.head))}</p>
      <ul class="key">
        {FATES.map((fate) => (
          <li key={fate}>
            <Sign fate={fate} />
            {t(`fate_${fate}`)}
          </li>
        ))}
      </ul>
      <Table
        heads={[
          t("families_text", sourceOf(main.head)),
          ...columns.map(({ member: { head } }) => (
            <a key={head.id} href={`compare.html?a=${main.head.id}&b=${head.id}`}>
              {sourceOf(head)}
            </a>
          )),
        ]}
      >
        <tr>
          <th scope="row">{t("families_headline")}</th>
          {columns.map(({ member }) => (
            <td key={member.head.id} class="words" dir="auto">
              {member.head.title === main.head.title ? t("families_same") : member.head.title}
            </td>
          ))}
        </tr>
        {paragraphs.map(({ begin, words }, row) => (
          <tr key={begin}>
            <th scope="row" class="words" dir="auto">
              {shorten(words, SHOWN)}
            </th>
            {columns.map(({ member, fates }) => {
              const { fate } = fates[row]!;
              return (
                <td key={member.head.id}>
                  <Sign fate={fate} />
                  <span class="unseen">{t(`fate_${fate}`)}</span>
                </td>
              );
            })}
          </tr>
        ))}
        <tr>
          <th scope="row">{t("families_kept")}</th>
          {columns.map(({ member }) => (
            <td key={member.head.id}>{percent(member.pair.a_in_b)}</td>
          ))}
        </tr>
        <tr>
          <th scope="row">{t("families_added")}</th>
          {columns.map(({ member, added }) => (
            <td key={member.head.id}>
              {added > 0 ? <Added count={added} member={member} /> : t("families_nothing")}
            </td>
          ))}
        </tr>
      </Table>
    </>
  );
}

/** How a paragraph's fate is drawn; the words beside it are for everyone. */
function Sign({ fate }: { fate: Fate }) {
  return <span class="fate" data-fate={fate} aria-hidden="true" />;
}

/** The words that an outlet added, as far as they are passages of their own. */
function Added({ count, member }: { count: number; member: Copied }) {
  const own = member.pair.edits.flatMap(({ type, to }) => (type === "added" && to ? [to] : []));
  if (own.length === 0) return plural("words", count);
  return (
    <Fold summary={plural("words", count)}>
      {own.map((words) => (
        <p key={words} class="words" dir="auto">
          {words}
        </p>
      ))}
    </Fold>
  );
}
