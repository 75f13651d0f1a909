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

const SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu".split(" ");
/** The words of a made language, the most frequent first. */
export const WORDS = Array.from({ length: 60_000 }, (_, i) => {
  let word = "";
  for (let rest = i + 20; rest > 0; rest = Math.floor(rest / 20)) word += SYLLABLES[rest % 20];
  return word;
});

/** A sentence of words of a made language, the frequent ones first (Zipf). */
export function sentence(random: () => number): string {
  const words = Array.from(
    { length: 8 + Math.floor(18 * random()) },
    () => WORDS[Math.floor(WORDS.length ** random()) - 1] ?? "ba",
  );
  return `${words.join(" ").replace(/^./, (letter) => letter.toUpperCase())}.`;
}
