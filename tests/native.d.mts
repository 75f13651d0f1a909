/** What `native.mjs` offers to the tests in TypeScript. */
export function native(
  files: string[],
  url: string,
): { snapshot: Record<string, unknown>; reading: { id: string } }[];
