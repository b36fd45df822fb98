import type { TalkingProcess } from "../../model/process.ts";
import { createFrameDecoder, type Frame, type Noise, requestLine } from "./frames.ts";
import type { Refusal } from "./trouble.ts";

export type Answer =
  | { readonly kind: "answer"; readonly frames: readonly Frame[] }
  /** The reader works, the log cannot be read. */
  | { readonly kind: "refused"; readonly refusal: Refusal }
  /** The reader is of no use any more: why, in words that follow on "the reader". */
  | { readonly kind: "broken"; readonly why: string };

/** Asks a reader one thing after the other. Nothing of it is read between the questions, so that it cannot run ahead. */
export interface Conversation {
  /** Waits for the reader to say what it is. */
  hello(): Promise<Answer>;
  /** @param last the kind of the message that ends the answer */
  ask(verb: string, values: readonly string[], last: string): Promise<Answer>;
  readonly noise: Noise;
  /** Lets the reader end by itself, or ends it. */
  close(): Promise<void>;
}

/** One answer holds some 4 Mi characters of XML as base64 and not much more; what says more is no reader. */
const MOST_BYTES = 64 * 1024 * 1024;
const GRACE_MS = 2_000;

export function converse(child: TalkingProcess, answerMs: number, signal: AbortSignal): Conversation {
  const decoder = createFrameDecoder();
  const pieces = child.stdout[Symbol.asyncIterator]();
  let seq = 0;
  let ahead: Frame[] = [];
  let broken: string | null = null;

  const collect = async (wanted: number, last: string, ends: Promise<string>): Promise<Answer> => {
    const frames: Frame[] = [];
    for (let bytes = 0; bytes <= MOST_BYTES; ) {
      for (const frame of ahead.splice(0)) {
        const answer = endOf(frame, wanted, last, frames);
        if (answer !== null) return answer;
      }
      const next = await Promise.race([pieces.next(), ends]);
      if (typeof next === "string") return { kind: "broken", why: next };
      if (next.done === true) return { kind: "broken", why: await whyEnded(child) };
      bytes += next.value.length;
      ahead = [...decoder.write(next.value)];
    }
    return { kind: "broken", why: "does not stop talking" };
  };

  const within = async (wanted: number, last: string): Promise<Answer> => {
    if (broken !== null) return { kind: "broken", why: broken };
    const { ends, over } = endsOf(answerMs, signal);
    try {
      const answer = await collect(wanted, last, ends);
      if (answer.kind === "broken") broken = answer.why;
      return answer;
    } finally {
      over();
    }
  };

  return {
    noise: decoder.noise,
    hello: () => within(0, "hello"),
    ask(verb, values, last) {
      seq += 1;
      child.write(requestLine(seq, verb, values));
      return within(seq, last);
    },
    async close() {
      if (broken === null) child.write(requestLine(seq + 1, "bye", []));
      const { ends, over } = endsOf(GRACE_MS, null);
      if (broken === null) await Promise.race([child.ended, ends]);
      over();
      await child.kill();
    },
  };
}

/** Takes a message in; the answer, when it was the last of it. Messages of earlier requests mean nothing any more. */
function endOf(frame: Frame, wanted: number, last: string, frames: Frame[]): Answer | null {
  if (frame.kind === "limited") return { kind: "broken", why: LIMITED };
  if (frame.seq !== wanted) return null;
  if (frame.kind === "trouble") return { kind: "refused", refusal: refusalOf(frame) };
  frames.push(frame);
  return frame.kind === last ? { kind: "answer", frames } : null;
}

const LIMITED =
  "may not run its script: PowerShell is in constrained language mode here (AppLocker or Device Guard); allow it for this account";

/** Resolves when it takes too long, or is not wanted any more. The time is real, whatever clock the rest goes by. */
function endsOf(milliseconds: number, signal: AbortSignal | null) {
  let over = (): void => undefined;
  const ends = new Promise<string>((resolve) => {
    const late = (): void => resolve(`has not answered for ${Math.round(milliseconds / 1000)} s`);
    const aborted = (): void => resolve("was ended");
    const timer = setTimeout(late, milliseconds);
    signal?.addEventListener("abort", aborted, { once: true });
    if (signal?.aborted === true) aborted();
    over = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", aborted);
    };
  });
  return { ends, over };
}

async function whyEnded(child: TalkingProcess): Promise<string> {
  const { exitCode, trouble } = await child.ended;
  const said = child.stderr().replace(/\s+/g, " ").trim().slice(-300);
  const how = trouble === null ? `ended with exit code ${exitCode}` : `could not go on: ${trouble}`;
  return said === "" ? how : `${how}: ${said}`;
}

function refusalOf({ fields: [errno, type, message] }: Frame): Refusal {
  return { errno: Number(errno ?? 0) || 0, type: type ?? "unknown error", message: message ?? "" };
}
