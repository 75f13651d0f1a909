/** Files that the reader saves. */

/** Gives the reader a file. */
export function download(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The browser has taken the file over by the time the next minute is up.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Gives the reader a value as a JSON file. */
export function downloadJson(value: unknown, name: string): void {
  const text = `${JSON.stringify(value, null, 2)}\n`;
  download(new Blob([text], { type: "application/json" }), name);
}
