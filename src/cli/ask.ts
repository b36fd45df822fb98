import { createInterface } from "node:readline/promises";
import type { Readable, Writable } from "node:stream";

/** Questions to a person at a terminal. Each rejects when the signal aborts, or when the input ends without an answer. */
export interface Asker {
  /**
   * Asks until the answer is one.
   *
   * @param usual what an empty answer means; null: it is none
   * @param read the meaning of an answer, or a sentence on why it is none
   */
  ask<T>(
    question: string,
    usual: string | null,
    read: (answer: string) => { readonly value: T } | { readonly wrong: string },
  ): Promise<T>;
  say(text: string): void;
  close(): void;
}

export function createAsker(input: Readable, output: Writable, signal?: AbortSignal): Asker {
  const lines = createInterface({ input, output });
  const over = new AbortController();
  // Without this a question to an ended input is never answered, and the process ends in silence.
  lines.once("close", () => over.abort(new Error("the input ended before all questions were answered")));
  const until = AbortSignal.any([over.signal, ...(signal === undefined ? [] : [signal])]);
  // Ctrl-C at a prompt is taken by the prompt, and means what it means elsewhere.
  lines.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
  return {
    async ask(question, usual, read) {
      for (;;) {
        const shown = usual === null ? `${question}: ` : `${question} [${usual}]: `;
        const text = await lines.question(shown, { signal: until }).catch((error: unknown) => {
          throw until.aborted ? until.reason : error;
        });
        const answer = read(text.trim() === "" && usual !== null ? usual : text.trim());
        if ("value" in answer) return answer.value;
        output.write(`  ${answer.wrong}\n`);
      }
    },
    say: (text) => void output.write(text),
    close: () => lines.close(),
  };
}

/** Reads yes or no. */
export function readYes(answer: string): { readonly value: boolean } | { readonly wrong: string } {
  if (/^(y|yes)$/i.test(answer)) return { value: true };
  if (/^(n|no)$/i.test(answer)) return { value: false };
  return { wrong: 'Please answer "yes" or "no".' };
}
