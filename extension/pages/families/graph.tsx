/**
 * Outlets as dots on a ring, joined by lines where they share text. The ring is ordered so that those
 * who share most are neighbours. What the picture shows is in words below it, and in the table.
 */
import type { OutletProfile } from "../../messages/session.js";
import { listed, t } from "../../text.js";
import { shorten } from "../../words.js";

/** The picture's own units: its size, and the ring in it. */
const [WIDTH, HEIGHT] = [740, 360];
const RING = { x: 170, y: 140 };
/** How far a name stands from the middle of its dot. */
const NAME_AWAY = 18;
const NAME_LENGTH = 24;
const DOT = { least: 4, most: 11 };
const LINE = { least: 1, most: 5 };

/** Two outlets that share text. */
interface Line {
  from: OutletProfile;
  to: OutletProfile;
  count: number;
}

/** The lines between outlets, the thickest first. */
export function linesBetween(outlets: OutletProfile[]): Line[] {
  return outlets
    .flatMap((from, i) =>
      outlets.slice(i + 1).map((to) => ({ from, to, count: from.shares[to.name] ?? 0 })),
    )
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.count - one.count);
}

/** The outlets of some lines, each followed by the one that shares most with it, if one is left. */
export function ring(lines: Line[]): OutletProfile[] {
  const left = new Set(lines.flatMap(({ from, to }) => [from, to]));
  const order: OutletProfile[] = [];
  while (left.size > 0) {
    const last = order.at(-1);
    const near = [...left].sort(
      (one, other) => (last?.shares[other.name] ?? 0) - (last?.shares[one.name] ?? 0),
    );
    order.push(near[0]!);
    left.delete(near[0]!);
  }
  return order;
}

/**
 * The picture, with its words. Where there is no room for names beside the dots, the dots have numbers
 * and the names stand in a list (both are there; the style sheet chooses). Nothing where no two
 * outlets share text.
 */
export function Graph({ outlets }: { outlets: OutletProfile[] }) {
  const lines = linesBetween(outlets);
  const [thickest] = lines;
  if (!thickest) return null;
  const order = ring(lines);
  const most = Math.max(...order.map(({ stories }) => stories));
  const places = new Map(order.map((outlet, i) => [outlet, placeOn(i / order.length)]));
  return (
    <figure class="graph">
      <div class="wide">
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          role="img"
          aria-label={t("network_map")}
          aria-describedby="graph-words"
        >
          {lines.toReversed().map(({ from, to, count }) => (
            <path
              key={`${from.name} ${to.name}`}
              class="line"
              d={bow(places.get(from)!, places.get(to)!)}
              stroke-width={between(LINE, count / thickest.count)}
            />
          ))}
          {order.map((outlet, i) => (
            <Dot
              key={outlet.name}
              place={places.get(outlet)!}
              size={between(DOT, Math.sqrt(outlet.stories / most))}
              name={outlet.name}
              number={i + 1}
            />
          ))}
        </svg>
      </div>
      <ol class="fine">
        {order.map(({ name }) => (
          <li key={name}>{name}</li>
        ))}
      </ol>
      <figcaption id="graph-words" class="fine">
        {t("network_graph", listed([thickest.from.name, thickest.to.name]))}
      </figcaption>
    </figure>
  );
}

interface Place {
  x: number;
  y: number;
}

/** A place on the ring, by the part of it that is passed; it begins at the top. */
function placeOn(part: number): Place {
  const angle = 2 * Math.PI * part;
  return {
    x: WIDTH / 2 + RING.x * Math.sin(angle),
    y: HEIGHT / 2 - RING.y * Math.cos(angle),
  };
}

/** A line that bends towards the middle, so that it passes no dot between its ends. */
function bow(from: Place, to: Place): string {
  const bend = (one: number, other: number, middle: number): number =>
    (one + other) / 4 + middle / 2;
  const [x, y] = [bend(from.x, to.x, WIDTH / 2), bend(from.y, to.y, HEIGHT / 2)];
  return `M${from.x} ${from.y} Q${x} ${y} ${to.x} ${to.y}`;
}

function between({ least, most }: { least: number; most: number }, share: number): number {
  return least + (most - least) * share;
}

function Dot(props: { place: Place; size: number; name: string; number: number }) {
  const { place, size, name, number } = props;
  const side = Math.sign(Math.round(place.x - WIDTH / 2));
  const anchor = { "-1": "end", 0: "middle", 1: "start" }[String(side)];
  const above = place.y < HEIGHT / 2 ? -1 : 1;
  const label = {
    x: place.x + side * NAME_AWAY,
    y: place.y + (side === 0 ? above * NAME_AWAY : 0),
    "text-anchor": anchor,
    "dominant-baseline": "middle",
  } as const;
  return (
    <>
      <circle cx={place.x} cy={place.y} r={size} />
      <text class="name" {...label}>
        {shorten(name, NAME_LENGTH)}
      </text>
      <text class="number" {...label}>
        {number.toLocaleString(t("language"))}
      </text>
    </>
  );
}
