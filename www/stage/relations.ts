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

/** What outlets of the fiction like to change. */
const CHANGES = ["headline", "dropped", "attribution"] as const;

/** Who runs whose text. */
export function networkOf(told: Told[], now: Fiction): Network {
  const siteOf = (at: number): string => now.told[at]!.head.site ?? "";
  const copies = related(now).filter(({ pair }) => isCopy(pair));
  const outlets = new Map<string, OutletProfile>();
  for (const [at, { reading }] of told.entries()) {
    const name = siteOf(at);
    const outlet: OutletProfile = outlets.get(name) ?? {
      ...{ name, stories: 0, copied: 0, agencies: {}, shares: {}, late: 0, changes: {} },
    };
    outlets.set(name, outlet);
    outlet.stories++;
    const own = copies.filter(({ a, b }) => a === at || b === at);
    if (own.length > 0) {
      outlet.copied++;
      outlet.kept = 0.5 + 0.1 * (at % 5);
      outlet.boilerplate = 0.3 + 0.07 * (at % 4);
      outlet.late++;
      for (const type of CHANGES.slice(0, 1 + (at % 3)))
        outlet.changes[type] = (outlet.changes[type] ?? 0) + 1;
    }
    for (const { a, b } of own) {
      const other = siteOf(a === at ? b : a);
      outlet.shares[other] = (outlet.shares[other] ?? 0) + 1;
    }
    for (const { name: agency, role } of reading.agencies)
      if (role === "whole") outlet.agencies[agency] = (outlet.agencies[agency] ?? 0) + 1;
  }
  const agencies = told.length > 0 ? AGENCIES : [];
  return { outlets: [...outlets.values()], agencies, stories: told.length, left: 0, all: true };
}
