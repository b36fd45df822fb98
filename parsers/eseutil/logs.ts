import { fileName } from "./patterns.ts";
import type { EseutilOutput, PrintedLog } from "./types.ts";

type Logs = Pick<EseutilOutput, "base" | "logs" | "missing" | "noDamage" | "singleLog">;

/** Collects what `/ml` and `/k` print of a log, or of the logs of a base name. */
export interface LogsReader {
  line(line: string): boolean;
  end(): Logs;
}

/** What is said of a log in a line of its own, after the line with its name. */
const MESSAGE = /^(?:ERROR: |Expected signature: )/;

export function createLogsReader(): LogsReader {
  const logs: { file: string; ok: boolean; messages: string[] }[] = [];
  const missing: string[] = [];
  let base: string | null = null;
  let verifying = false;
  let noDamage = false;
  let file: string | null = null;
  let passed: boolean | null = null;
  let message: string | null = null;

  function setLine(line: string): boolean {
    const log = /^Log file: (.*?)( - OK)?$/.exec(line);
    if (log !== null) {
      logs.push({ file: fileName(log[1] ?? ""), ok: log[2] !== undefined, messages: [] });
      return true;
    }
    const gone = /^Missing log files?: (.*)$/.exec(line);
    if (gone !== null) {
      missing.push(fileName(gone[1] ?? ""));
      return true;
    }
    const last = logs.at(-1);
    if (last === undefined || !MESSAGE.test(line)) return false;
    last.ok = false;
    last.messages.push(line);
    return true;
  }

  function singleLine(line: string): boolean {
    const named = /^Log file: (.*)$/i.exec(line);
    if (named !== null) {
      file = named[1] ?? null;
      return true;
    }
    const judged = /^(Integrity check passed for|CORRUPTION DETECTED in) log file: (.*)$/.exec(line);
    if (judged !== null) {
      file = judged[2] ?? null;
      // Once it is said to be bad it stays so.
      passed = passed !== false && judged[1] === "Integrity check passed for";
      return true;
    }
    if (!line.startsWith("ERROR: ") || file === null) return false;
    passed = false;
    message ??= line;
    return true;
  }

  return {
    line(line) {
      if (line === "Verifying log files...") {
        verifying = true;
        return true;
      }
      if (line === "No damaged log files were found.") {
        noDamage = true;
        return true;
      }
      const named = /^Base name: (.*)$/.exec(line);
      if (named !== null) {
        base = named[1] ?? null;
        return true;
      }
      return verifying ? setLine(line) : singleLine(line);
    },
    end() {
      const single = passed === null ? null : { file, ok: passed, message };
      return {
        base: verifying ? base : null,
        logs: logs satisfies PrintedLog[],
        missing,
        noDamage,
        singleLog: single,
      };
    },
  };
}
