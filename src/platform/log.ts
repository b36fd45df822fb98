export const LOG_LEVELS = ["silent", "error", "warn", "info", "debug", "trace"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What the program says about itself while it works, for whoever looks for a fault in it. */
export interface Log {
  readonly level: LogLevel;
  debug(what: Readonly<Record<string, unknown>>, message: string): void;
  info(what: Readonly<Record<string, unknown>>, message: string): void;
}

/**
 * Logs as JSON lines on stderr, written at once, so that nothing is lost when the process ends. At the usual
 * levels there is nothing to say, and the library is not even loaded.
 */
export async function openLog(level: LogLevel): Promise<Log> {
  const nothing = (): void => undefined;
  if (!["info", "debug", "trace"].includes(level)) return { level, debug: nothing, info: nothing };
  const { pino } = await import("pino");
  const logger = pino({ level, base: null }, pino.destination({ dest: 2, sync: true }));
  return {
    level,
    debug: (what, message) => logger.debug(what, message),
    info: (what, message) => logger.info(what, message),
  };
}
