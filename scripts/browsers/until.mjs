// Waiting for a condition, never for a length of time.

const PAUSE = 10;

/**
 * Asks again and again until the answer is truthy, and returns it.
 *
 * @template T
 * @param {string} what is waited for, named in the error.
 * @param {() => T | Promise<T>} condition a throw counts as "not yet".
 * @param {number} [seconds]
 * @returns {Promise<NonNullable<T>>}
 */
export async function until(what, condition, seconds = 60) {
  const end = performance.now() + seconds * 1000;
  let last;
  for (;;) {
    try {
      const answer = await condition();
      if (answer) return answer;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (performance.now() > end) {
      throw new Error(`waited ${seconds} s in vain until ${what}`, { cause: last });
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}
