import { createRequire } from "node:module";
import type { Logger, StreamEntry } from "pino";
import { openRotatingFile, type RotatingFile, USUAL_ROTATION } from "./rotating-file.ts";

export const LOG_LEVELS = ["silent", "error", "warn", "info", "debug", "trace"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

type Say = (what: Readonly<Record<string, unknown>>, message: string) => void;

/** What the program says about itself while it works. What it finds in logs are results, and stand elsewhere. */
export interface Log {
  readonly level: LogLevel;
  /** For whoever looks for a fault in it. */
  readonly debug: Say;
  readonly info: Say;
  /** Something does not work at the moment, and is tried again. */
  readonly warn: Say;
  /** Something does not work, and somebody has to do something about it. */
  readonly error: Say;
}

export interface LogFile {
  /** Rotated by size. */
  readonly path: string;
  /** What must not stand in it is taken out of each line. */
  readonly redact: (text: string) => string;
}

/**
 * Logs as JSON lines on stderr, from `level` on, and in a file, from `info` on or what `level` says beyond that. Written at
 * once, so that nothing is lost when the process ends. The library is loaded when there is something to say.
 */
export function openLog(level: LogLevel, file?: LogFile): Log {
  const redact = file?.redact ?? ((text: string) => text);
  const kept = file === undefined ? null : openFile(file);
  let logger: Logger | null = null;
  const say =
    (severity: "debug" | "info" | "warn" | "error"): Say =>
    (what, message) => {
      const isSaid = LOG_LEVELS.indexOf(severity) <= LOG_LEVELS.indexOf(level);
      if (!isSaid && kept === null) return;
      logger ??= createLogger(level, redact, kept);
      logger[severity](what, message);
    };
  return { level, debug: say("debug"), info: say("info"), warn: say("warn"), error: say("error") };
}

type Stream = StreamEntry["stream"];

function createLogger(level: LogLevel, redact: (text: string) => string, file: RotatingFile | null): Logger {
  const { pino } = createRequire(import.meta.url)("pino") as typeof import("pino");
  const stderr = pino.destination({ dest: 2, sync: true });
  const through = (to: { write(text: string): unknown }): Stream => ({
    write: (text: string) => void to.write(redact(text)),
  });
  const streams: StreamEntry[] = [
    ...(level === "silent" ? [] : [{ level, stream: through(stderr) }]),
    ...(file === null ? [] : [{ level: fileLevel(level), stream: through(file) }]),
  ];
  return pino(
    {
      level: file === null ? level : fileLevel(level),
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    pino.multistream(streams),
  );
}

function fileLevel(level: LogLevel): "info" | "debug" | "trace" {
  return level === "debug" || level === "trace" ? level : "info";
}

function openFile({ path }: LogFile): RotatingFile {
  return openRotatingFile(path, {
    ...USUAL_ROTATION,
    failed: (error) => process.stderr.write(`thawline: the log file cannot be written: ${error.message}\n`),
  });
}
