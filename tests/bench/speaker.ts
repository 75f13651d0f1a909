/** Made words for benchmarks that run in a browser: seeded, so that every run sees the same ones. */

/** Numbers that follow from a seed (mulberry32). */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let next = Math.imul(state ^ (state >>> 15), 1 | state);
    next = (next + Math.imul(next ^ (next >>> 7), 61 | next)) ^ next;
    return ((next ^ (next >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The most frequent words, most frequent first: stories share as many runs of them as real ones do. */
const HEAD = `the of to and a in that for is on was with said as at by it from be have he has are an will not
  were but his their they who had this more which after been would its about or one up when there also
  we out she two people could year new over other than first last into if can time all some her no what
  so government only years police before against most them him president between while may during now`;
const SYLLABLES = "ba ko ri ten mu sal or vi del pa ning lo tar es hu fa".split(" ");
/** The words of a made language, the most frequent first. */
export const WORDS = [
  ...HEAD.split(/\s+/),
  ...Array.from({ length: 40_000 }, (_, i) => {
    let word = "";
    for (let rest = i + 16; rest > 0; rest = Math.floor(rest / 16)) word += SYLLABLES[rest % 16];
    return word;
  }),
];

/** The share of words that name one of a cast. */
const NAMES = 0.06;

/** A sentence of words of a made language (Zipf), which now and then speaks of one of a cast. */
export function sentence(random: () => number, cast: string[] = []): string {
  const words = Array.from(
    { length: 8 + Math.floor(18 * random()) },
    () =>
      (random() < NAMES ? cast[Math.floor(random() * cast.length)] : undefined) ??
      WORDS[Math.floor(WORDS.length ** random()) - 1] ??
      "the",
  );
  return `${words.join(" ").replace(/^./, (letter) => letter.toUpperCase())}.`;
}

/** A name that is rare. */
export function nameOf(random: () => number): string {
  const rare = WORDS.length / 40;
  const word = WORDS[Math.floor(rare + random() * (WORDS.length - rare))] ?? "Ada";
  return word.replace(/^./, (letter) => letter.toUpperCase());
}
