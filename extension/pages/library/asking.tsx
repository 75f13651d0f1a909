/** A question to the reader before something is done: a word to give, or whether it is meant. */
import { signal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../../text.js";

/** What is asked. With a `label` a word is asked for, otherwise only whether it is meant. */
export interface Question {
  title: string;
  words?: string;
  label?: string;
  /** Words to choose from, beside others. */
  known?: string[];
  /** Ways to go on, each a button; otherwise there is one. */
  choices?: string[];
  /** What the one button that goes on says. */
  deed?: string;
}

interface Asked extends Question {
  answer(word: string | null): void;
}

const asked = signal<Asked | null>(null);

/** Asks; `null` where the reader turned back. */
export function ask(question: Question): Promise<string | null> {
  asked.value?.answer(null);
  return new Promise((resolve) => {
    const mine: Asked = {
      ...question,
      answer: (word) => {
        // A dialog that was closed says so later, when another question may stand there.
        if (asked.value === mine) asked.value = null;
        resolve(word);
      },
    };
    asked.value = mine;
  });
}

/** Where questions are shown. */
export function Asking() {
  const dialog = useRef<HTMLDialogElement>(null);
  const question = asked.value;
  // At once: a question that is there is open.
  useLayoutEffect(() => {
    if (question) dialog.current?.showModal();
  }, [question]);
  if (!question) return null;
  const { title, words, label, known, choices, deed } = question;
  const answer = (word: string | null): void => {
    // Closed before it goes away, it gives the focus back to what had asked.
    dialog.current?.close();
    question.answer(word);
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const word = new FormData(event.currentTarget as HTMLFormElement).get("word");
    if (!label) answer("");
    else if (typeof word === "string" && word.trim()) answer(word.trim());
  };
  return (
    <dialog
      class="asking sheet"
      ref={dialog}
      aria-labelledby="asking"
      onClose={() => question.answer(null)}
    >
      <form method="dialog" onSubmit={submit}>
        <h2 id="asking">{title}</h2>
        {words && <p>{words}</p>}
        {label && (
          <label>
            {label}
            <input type="text" name="word" autocomplete="off" list="asking-known" maxLength={80} />
          </label>
        )}
        {known && (
          <datalist id="asking-known">
            {known.map((word) => (
              <option key={word} value={word} />
            ))}
          </datalist>
        )}
        <div class="actions">
          {choices?.map((choice) => (
            <button key={choice} type="button" onClick={() => answer(choice)}>
              {t(`library_choice_${choice}`)}
            </button>
          ))}
          {!choices && <button type="submit">{deed ?? t("library_keep")}</button>}
          <button type="button" class="quiet" onClick={() => answer(null)}>
            {t("library_cancel")}
          </button>
        </div>
      </form>
    </dialog>
  );
}
