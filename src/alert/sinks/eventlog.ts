import type { AlertMessage, AlertReason, Sink, SinkAnswer } from "../../model/alert.ts";
import type { Severity } from "../../model/finding.ts";
import { plainText } from "../describe.ts";
import type { Of, SinkPorts, WindowsEvent } from "./ports.ts";

/** Of an insertion string (learn.microsoft.com: ReportEvent). */
const LONGEST = 31_839;

/** Ids stay below 1000, where eventcreate.exe and its message file end too. */
const BASES: Readonly<Record<AlertReason, number>> = {
  open: 100,
  worse: 110,
  still: 120,
  resolved: 130,
  test: 140,
};
const STEPS: Readonly<Record<Severity, number>> = { failure: 1, warning: 2, info: 3 };
const LEVELS = { failure: "error", warning: "warning", info: "information" } as const;

/** The Application log of the watcher's machine, for whoever collects it. */
export function eventlogSink(
  { name, source, timeoutSeconds }: Of<"eventlog">,
  { writeEvent }: SinkPorts,
): Sink {
  return {
    name,
    async send(message, _, signal): Promise<SinkAnswer> {
      if (writeEvent === null)
        return { kind: "permanent", detail: "there is no Windows event log on this machine" };
      const limit = AbortSignal.timeout(timeoutSeconds * 1000);
      const event = windowsEvent(message, source);
      const trouble = await writeEvent(event, AbortSignal.any([signal, limit]));
      return trouble === null
        ? { kind: "sent", detail: `event ${event.id} of ${source}` }
        : { kind: "retry", detail: trouble };
    },
  };
}

function windowsEvent(message: AlertMessage, source: string): WindowsEvent {
  const { reason, severity } = message;
  const calm = reason === "resolved" || reason === "test";
  // The viewer would put something else in the place of %1 and %%5.
  const text = plainText(message, 100).replace(/%(?=[\d%])/g, "% ");
  return {
    source,
    id: BASES[reason] + STEPS[severity],
    level: calm ? "information" : LEVELS[severity],
    text: text.slice(0, LONGEST).replace(/[\uD800-\uDBFF]$/, ""),
  };
}
