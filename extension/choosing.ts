/**
 * A list of choices that does something as soon as one is decided for. With a pointer that is as soon as
 * it is chosen; with the keys each arrow chooses, so there it is done when Enter says so (WCAG 3.2.2: no
 * change by moving alone).
 */

/** Calls back with what the reader has decided for, where that is another choice than stood there. */
export function onDecision(select: HTMLSelectElement, act: (value: string) => void): void {
  const before = select.value;
  let isMoving = false;
  const decide = (): void => {
    if (!isMoving && select.value !== before) act(select.value);
  };
  select.onpointerdown = () => {
    isMoving = false;
  };
  select.onkeydown = ({ key }) => {
    // The space bar opens a list over the page, which says what was taken from it when it closes.
    isMoving = key !== "Enter" && key !== " ";
    if (key === "Enter") decide();
  };
  select.onchange = decide;
}
