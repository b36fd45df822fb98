import type { Sink, SinkAnswer } from "../../model/alert.ts";
import type { ProcessEnd } from "../../model/process.ts";
import { line } from "../title.ts";
import type { Of, SinkPorts } from "./ports.ts";

/** sysexits.h: a failure that may pass. */
const EX_TEMPFAIL = 75;
/** Of what the program prints, for the sentence of trouble. */
const MOST_OUTPUT = 4096;
const MOST_SHOWN = 300;
/** A program that does not end when told to is left behind after this. */
const GRACE_MS = 5_000;

/** A program of the user's: the message as JSON on its standard input, 0 for sent, 75 for another try. */
export function commandSink(settings: Of<"command">, { processes, folder }: SinkPorts): Sink {
  const { name, file, args, timeoutSeconds } = settings;
  return {
    name,
    async send(message, _, signal): Promise<SinkAnswer> {
      let output = "";
      const take = (text: string): void => {
        output = `${output}${text}`.slice(0, MOST_OUTPUT);
      };
      const limit = AbortSignal.timeout(timeoutSeconds * 1000);
      const either = AbortSignal.any([signal, limit]);
      const running = processes.run(file, args, {
        ...{ folder, signal: either, stdout: take, stderr: take },
        stdin: JSON.stringify(message),
      });
      const end = await Promise.race([running, leftBehind(either)]);
      if (signal.aborted && end.exitCode !== 0) return { kind: "retry", detail: "stopped" };
      if (limit.aborted && end.exitCode === null) {
        return { kind: "retry", detail: `${file} did not end within ${timeoutSeconds} s` };
      }
      return answerOf(end, file, output);
    },
  };
}

function answerOf({ exitCode, trouble }: ProcessEnd, file: string, output: string): SinkAnswer {
  if (exitCode === null) {
    const detail = `${file}: ${trouble ?? "no exit code"}`;
    // What is not there or must not be run will not be there at the next try.
    return { kind: /\b(ENOENT|EACCES|EPERM|EINVAL|ENOEXEC)\b/.test(detail) ? "permanent" : "retry", detail };
  }
  const said = line(Buffer.from(output, "latin1").toString("utf8"), MOST_SHOWN);
  const detail = `${file} ended with ${exitCode}${said === "" ? "" : `: ${said}`}`;
  if (exitCode === 0) return { kind: "sent", detail: `${file} ended with 0` };
  return { kind: exitCode === EX_TEMPFAIL ? "retry" : "permanent", detail };
}

function leftBehind(signal: AbortSignal): Promise<ProcessEnd> {
  return new Promise((resolve) => {
    signal.addEventListener(
      "abort",
      () => setTimeout(() => resolve({ exitCode: null, trouble: "did not end" }), GRACE_MS).unref(),
      { once: true },
    );
  });
}
