/**
 * What the comparison page shows. The address says all of it, so a link leads to the same view:
 * `?a=ID&b=ID` names the stories, `view` how much of them, and the hash the passage or the change.
 */
import { signal } from "@preact/signals";
import type { Failure } from "../../messages/result.js";
import type { Comparison } from "../../messages/session.js";
import { call } from "../../messages/transport.js";
import type { Looking, View } from "../components/aligned.js";
import { carry, changesOf, type Side } from "../components/alignment.js";
import { Panes } from "./panes.js";

/** Ways to show two texts, the fullest first. */
export const VIEWS: readonly View[] = ["whole", "folded", "changes"];

export const comparison = signal<Comparison | null>(null);
export const failure = signal<Failure | null>(null);
/** Whether the address names two stories. */
export const isNamed = signal(true);
export const looking = signal<Looking>({ view: "whole", passage: null, edit: null, open: [] });
export const together = signal(true);
/** What part of each text is in view. */
export const inView = signal<Record<Side, [number, number]>>({ a: [0, 0], b: [0, 0] });

let panes: Panes | null = null;

/** Loads the two stories that the address names. */
export async function start(): Promise<void> {
  const named = new URLSearchParams(location.search);
  const [a, b] = [Number(named.get("a")), Number(named.get("b"))];
  const view = VIEWS.find((one) => one === named.get("view")) ?? "whole";
  looking.value = { ...looking.value, view };
  if (!a || !b) {
    isNamed.value = false;
    return;
  }
  const answer = await call("compare", { a, b });
  if (!answer.ok) {
    failure.value = answer.error;
    return;
  }
  const length = (text: string): number => Array.from(text).length;
  const lengths = { a: length(answer.value.a.text), b: length(answer.value.b.text) };
  panes = new Panes(answer.value.pair, lengths);
  panes.moved = look;
  comparison.value = answer.value;
  addEventListener("resize", look);
  // The texts are laid out in the next frame.
  requestAnimationFrame(() => {
    look();
    goToNamed();
  });
}

function look(): void {
  if (panes) inView.value = { a: panes.inView("a"), b: panes.inView("b") };
}

/** Goes to the passage or change that the hash names, counted from 1: `#p2`, `#c5`. */
function goToNamed(): void {
  const [, kind, number] = /^#([pc])(\d+)$/.exec(location.hash) ?? [];
  const index = Number(number) - 1;
  if (kind === "p") goToPassage("a", index);
  if (kind === "c") goToChange(index);
}

/** Keeps the address in step with what is shown. */
function rename(hash: string): void {
  const url = new URL(location.href);
  if (looking.value.view === "whole") url.searchParams.delete("view");
  else url.searchParams.set("view", looking.value.view);
  url.hash = hash;
  history.replaceState(null, "", url);
}

/** Takes a pane of the page on. */
export function attach(side: Side, pane: HTMLElement | null): void {
  panes?.attach(side, pane);
}

/** Shows more or less of the texts. */
export function setView(view: View): void {
  looking.value = { ...looking.value, view, open: [] };
  rename(location.hash);
  requestAnimationFrame(look);
}

/** Lets the panes scroll together, or each for itself. */
export function setTogether(on: boolean): void {
  together.value = on;
  if (panes) panes.together = on;
}

/** Shows paragraphs that were folded, and their counterparts in the other text. */
export function unfold(begins: number[]): void {
  looking.value = { ...looking.value, open: [...looking.value.open, ...begins] };
  requestAnimationFrame(look);
}

/** Brings a letter of one text into view. */
export function go(side: Side, letter: number): void {
  panes?.show(side, letter);
}

/** Makes a passage the current one, on both sides. */
export function goToPassage(side: Side, index: number): void {
  const passage = comparison.value?.pair.passages[index];
  if (!passage) return;
  looking.value = { ...looking.value, passage: index };
  rename(`p${index + 1}`);
  go(side, passage[side][0]);
}

/** Goes to the nth change of words, counted from 0, round the ends. */
export function goToChange(place: number): void {
  const pair = comparison.value?.pair;
  if (!pair) return;
  const changes = changesOf(pair);
  const at = (place + changes.length) % changes.length;
  const index = changes[at];
  const edit = index === undefined ? undefined : pair.edits[index];
  if (index === undefined || !edit) return;
  looking.value = { ...looking.value, edit: index };
  rename(`c${at + 1}`);
  go("a", edit.a?.[0] ?? carry(pair, "b", edit.b?.[0] ?? 0));
}
