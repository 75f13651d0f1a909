/**
 * A list of choices that does something as soon as one is decided for. With a pointer that is as soon as
 * it is chosen; with the keys each arrow chooses, so there it is done when Enter says so (WCAG 3.2.2: no
 * change by moving alone).
 */

/** Calls back with what the reader has decided for; then nothing is chosen any more. */
export function onDecision(select: HTMLSelectElement, act: (value: string) => void): void {
  const before = select.value;
  let key = "";
  const decide = (): void => {
    const { value } = select;
    select.value = before;
    if (value !== before) act(value);
  };
  select.addEventListener("pointerdown", () => {
    key = "";
  });
  select.addEventListener("keydown", (event) => {
    key = event.key;
    if (key === "Enter") decide();
  });
  select.addEventListener("change", () => {
    // A list that is open over the page says what was taken from it when it closes.
    if (key === "" || key === "Enter" || key === " ") decide();
  });
  select.addEventListener("blur", () => {
    select.value = before;
    key = "";
  });
}
