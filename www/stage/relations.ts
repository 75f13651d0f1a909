/** Families and outlets of the fiction, by the engine's word. */
import type { FamilyView, Network, OutletProfile } from "../../extension/messages/session.js";
import { isCopy } from "../../extension/verdict.js";
import type { Fiction, Told } from "./newsroom.js";

/** All related pairs, by their places in the fiction. */
function related({ told, pair }: Fiction) {
  return told.flatMap((_, b) =>
    told.slice(0, b).flatMap((__, a) => {
      const found = pair(a, b);
      return found.relation === "unrelated" ? [] : [{ a, b, pair: found }];
    }),
  );
}

/** The family of a story. */
export function familyOf(now: Fiction, of: number): FamilyView {
  const { told, engine, pair } = now;
  const known = told.map(({ head: { id, words, agencies, published } }) => ({
    id: String(id),
    words,
    agencies,
    ...(published ? { published } : {}),
  }));
  const families = engine.families(
    known,
    related(now).map((one) => one.pair),
  );
  const family = families.find(({ stories }) => stories.includes(String(of)))!;
  const main = Number(family.representative) - 1;
  return {
    family,
    text: told[main]!.story.text,
    members: family.order.map((id) => ({
      head: told[Number(id) - 1]!.head,
      pair: pair(main, Number(id) - 1),
    })),
    events: family.events.map((name) => told[Number(name) - 1]!.head),
  };
}

/** The agencies of the fiction. */
const AGENCIES = [
  {
    name: "Halden News Agency",
    outlets: { "The Veldhaven Courant": 3, "Gannet Bay Packet": 2, "Harbour Reader": 4 },
    delay: 5_400_000,
    kept: 0.91,
  },
  { name: "Corvane Press Association", outlets: { "Tarn Valley Ledger": 4 } },
];

/** Who runs whose text. */
export function networkOf(told: Told[], now: Fiction): Network {
  const outlets = told.map(({ head, reading }, at): OutletProfile => {
    const copies = related(now).filter(({ a, b, pair }) => isCopy(pair) && (a === at || b === at));
    const others = copies.map(({ a, b }) => told[a === at ? b : a]!.head.site ?? "");
    return {
      name: head.site ?? "",
      stories: 1 + (at % 4),
      copied: copies.length > 0 ? 1 : 0,
      agencies: Object.fromEntries(
        reading.agencies.filter(({ role }) => role === "whole").map(({ name }) => [name, 1]),
      ),
      ...(copies.length > 0 ? { kept: 0.5 + 0.1 * (at % 5) } : {}),
      shares: Object.fromEntries(
        others.map((name) => [name, 1 + ((name.length + (head.site?.length ?? 0)) % 3)]),
      ),
    };
  });
  const byName = new Map(outlets.map((outlet) => [outlet.name, outlet]));
  const agencies = told.length > 0 ? AGENCIES : [];
  return { outlets: [...byName.values()], agencies, stories: told.length, all: true };
}
