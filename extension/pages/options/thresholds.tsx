/**
 * The thresholds of relations, with two stored stories to try them on. Moving one shows at once what
 * would be said of the two; only taking it over changes anything, and then what is stored is judged
 * again from the kept texts.
 */
import { signal } from "@preact/signals";
import type { Thresholds } from "../../messages/report.js";
import type { Comparison, Settings, SettingsChange, StoryHead } from "../../messages/session.js";
import { call } from "../../messages/transport.js";
import { reasonsOf } from "../../reasons.js";
import { percent, plural, t } from "../../text.js";
import { Reasons, Section } from "../components/parts.js";
import { relationWords } from "../components/relation.js";

/** What can be moved: from, to, and the core's own value. */
const RANGES = {
  copy: { least: 0.5, most: 0.95, step: 0.05, usual: 0.75 },
  passage: { least: 6, most: 40, step: 1, usual: 14 },
  total: { least: 10, most: 80, step: 2, usual: 28 },
  quote: { least: 3, most: 20, step: 1, usual: 6 },
} as const satisfies Partial<Record<keyof Thresholds, object>>;

type Name = keyof typeof RANGES;
const NAMES = Object.keys(RANGES) as Name[];

/** Stories that can be chosen to be tried on. */
const OFFERED = 50;

const stories = signal<StoryHead[]>([]);
const chosen = signal<[number, number] | null>(null);
const tried = signal<Partial<Thresholds>>({});
const shown = signal<Comparison | null>(null);
const judging = signal(false);

/** Begins with what the settings say, and the two latest stories. */
export async function startThresholds(settings: Settings): Promise<void> {
  tried.value = settings.thresholds ?? {};
  const answer = await call("latest", { count: OFFERED });
  if (!answer.ok) return;
  stories.value = answer.value;
  const copied = answer.value.find(({ later }) => later > 0);
  const one = copied ?? answer.value[0];
  const later = copied && (await call("story", { id: copied.id }));
  const [partner] = later?.ok ? later.value.later : [];
  const other = partner ?? answer.value.find(({ id }) => id !== one?.id);
  if (partner && answer.value.every(({ id }) => id !== partner.id))
    stories.value = [...answer.value, partner];
  chosen.value = one && other ? [one.id, other.id] : null;
  await preview();
}

async function preview(): Promise<void> {
  if (!chosen.value) return;
  const [a, b] = chosen.value;
  const asked = tried.value;
  const answer = await call("compare", { a, b, thresholds: asked });
  if (answer.ok && asked === tried.value) shown.value = answer.value;
}

function move(name: Name, value: number): void {
  tried.value = { ...tried.value, [name]: value };
  void preview();
}

/** The thresholds and what they would say. */
export function ThresholdChoice(props: {
  now: Settings;
  save(change: SettingsChange): Promise<void>;
}) {
  const { now, save } = props;
  const isSame = NAMES.every(
    (name) => chosenValue(now.thresholds, name) === chosenValue(tried.value, name),
  );
  const isUsual = NAMES.every((name) => chosenValue(tried.value, name) === RANGES[name].usual);
  const take = async (thresholds: Partial<Thresholds>): Promise<void> => {
    tried.value = thresholds;
    judging.value = true;
    await save({ thresholds });
    judging.value = false;
    await preview();
  };
  return (
    <Section id="thresholds" title={t("options_thresholds")}>
      <p class="fine">{t("options_thresholds_what")}</p>
      <div class="sliders">
        {NAMES.map((name) => (
          <Slider key={name} name={name} value={chosenValue(tried.value, name)} />
        ))}
      </div>
      <Preview />
      <div class="actions">
        <button type="button" disabled={isSame || judging.value} onClick={() => take(tried.value)}>
          {t("options_thresholds_take")}
        </button>
        <button type="button" class="quiet" disabled={isUsual && isSame} onClick={() => take({})}>
          {t("options_thresholds_usual")}
        </button>
      </div>
      <p class="fine" role="status">
        {judging.value ? t("options_judging") : ""}
      </p>
    </Section>
  );
}

function chosenValue(thresholds: Partial<Thresholds> | undefined, name: Name): number {
  return thresholds?.[name] ?? RANGES[name].usual;
}

function Slider({ name, value }: { name: Name; value: number }) {
  const { least, most, step } = RANGES[name];
  const id = `threshold-${name}`;
  return (
    <div class="slider">
      <label for={id}>{t(`threshold_${name}`)}</label>
      <input
        id={id}
        type="range"
        min={least}
        max={most}
        step={step}
        value={value}
        aria-valuetext={worded(value)}
        onInput={(event) => move(name, Number(event.currentTarget.value))}
      />
      <output for={id}>{worded(value)}</output>
    </div>
  );
}

/** A threshold with its unit: shares are in percent, the others count words. */
function worded(value: number): string {
  return value < 1 ? percent(value) : plural("words", value);
}

function Preview() {
  if (!chosen.value) return <p class="fine">{t("options_preview_none")}</p>;
  return (
    <div class="preview">
      <div class="pair">
        {([0, 1] as const).map((place) => (
          <select
            key={place}
            aria-label={t(place === 0 ? "options_preview_first" : "options_preview_second")}
            value={String(chosen.value?.[place])}
            onChange={(event) => {
              const pair: [number, number] = [...chosen.value!];
              pair[place] = Number(event.currentTarget.value);
              chosen.value = pair;
              void preview();
            }}
          >
            {stories.value.map(({ id, title, address, site }) => (
              <option key={id} value={String(id)}>
                {[site, title ?? address].filter(Boolean).join(" · ")}
              </option>
            ))}
          </select>
        ))}
      </div>
      {shown.value && (
        <div role="status">
          <p class="verdict">{relationWords(shown.value.pair)}</p>
          <Reasons of={reasonsOf(shown.value.pair)} />
        </div>
      )}
    </div>
  );
}
