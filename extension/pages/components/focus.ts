/**
 * The focus stays where the reader was. What is pressed often goes away by it: a tag that is taken off,
 * the bar of the chosen, a question that was answered. Browsers then put the focus on the page as a
 * whole, and who uses a keyboard or a screen reader begins again at the top. Here it goes on to the
 * nearest control of what is left instead: in the same box what followed, then what stood before, then
 * the box around it.
 */

/** What can have the focus by Tab. */
const FOCUSABLE =
  "a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), " +
  "textarea:not(:disabled), summary, [tabindex='0']";

/** An element above the one with the focus, and which of its children led there. */
interface Step {
  box: Element;
  index: number;
}

let focused: Element | null = null;
let way: Step[] = [];

/** Follows the focus of the page from now on. */
export function keepFocus(): void {
  document.addEventListener("focusin", ({ target }) => {
    if (!(target instanceof Element)) return;
    focused = target;
    way = wayTo(target);
  });
  document.addEventListener("focusout", () => {
    // It is known only afterwards whether the element lost the focus or the page lost the element.
    setTimeout(() => {
      if (focused?.isConnected && !focused.contains(document.activeElement)) focused = null;
    });
  });
  new MutationObserver(() => {
    if (focused && !focused.isConnected && isNowhere()) goOn();
  }).observe(document.body, { childList: true, subtree: true });
}

function isNowhere(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

function wayTo(element: Element): Step[] {
  const steps: Step[] = [];
  for (let child = element, box = child.parentElement; box; child = box, box = child.parentElement)
    steps.push({ box, index: [...box.children].indexOf(child) });
  return steps;
}

function goOn(): void {
  const left = way.filter(({ box }) => box.isConnected);
  focused = null;
  for (const { box, index } of left) {
    const children = [...box.children];
    const after = children.slice(index).flatMap(controls)[0];
    const next = after ?? children.slice(0, index).flatMap(controls).at(-1);
    if (next) {
      next.focus();
      return;
    }
  }
}

/** The controls in a box that can have the focus, itself among them. */
function controls(box: Element): HTMLElement[] {
  const all = [box, ...box.querySelectorAll(FOCUSABLE)];
  return all.filter(
    (one): one is HTMLElement =>
      one instanceof HTMLElement &&
      one.matches(FOCUSABLE) &&
      one.tabIndex >= 0 &&
      one.checkVisibility(),
  );
}
