import { z } from "zod";
import { FINDING_CODES } from "../model/finding.ts";
import { DEFAULT_SETTINGS, type Settings } from "../model/settings.ts";
import { parseDuration } from "./duration.ts";
import { readChecked } from "./read-file.ts";
import { isTimeZone } from "./time-zone.ts";

/** What a configuration file says. */
export interface Config {
  readonly settings: Settings;
  /** IANA zone of times without offset, where the command line names none. */
  readonly timeZone: string | null;
}

const DURATION = 'a duration such as "20s", "5m", "24h", "8d", or a number of seconds';

const duration = z.union([z.string(), z.number()], `must be ${DURATION}`).transform((value, context) => {
  const seconds = parseDuration(value);
  if (seconds !== null) return seconds;
  context.addIssue({ code: "custom", message: `must be ${DURATION}` });
  return z.NEVER;
});

const severity = z.strictObject({
  code: z.enum(FINDING_CODES, `must be a finding code: ${FINDING_CODES.join(", ")}`),
  database: z.string().min(1).optional(),
  severity: z.enum(["failure", "warning", "info", "off"], 'must be "failure", "warning", "info" or "off"'),
});

const timeZone = z.string().refine(isTimeZone, 'must be an IANA time zone such as "Europe/Berlin"');

const file = z
  .strictObject({
    timeZone: timeZone.optional(),
    freeze: z
      .strictObject({ warn: duration.optional(), critical: duration.optional(), limit: duration.optional() })
      .optional(),
    job: z.strictObject({ maxAge: duration.optional(), withoutCopy: duration.optional() }).optional(),
    truncation: z.strictObject({ deadline: duration.optional() }).optional(),
    clockSkew: duration.optional(),
    overdue: z.union([z.literal("off"), duration], `must be "off" or ${DURATION}`).optional(),
    severities: z.array(severity).optional(),
  })
  .transform((values): Config => ({ settings: settingsOf(values), timeZone: values.timeZone ?? null }))
  .refine(({ settings: { freeze } }) => freeze.warnSeconds <= freeze.criticalSeconds, {
    path: ["freeze"],
    message: "warn must not be longer than critical",
  });

interface Values {
  readonly freeze?:
    | {
        readonly warn?: number | undefined;
        readonly critical?: number | undefined;
        readonly limit?: number | undefined;
      }
    | undefined;
  readonly job?:
    | { readonly maxAge?: number | undefined; readonly withoutCopy?: number | undefined }
    | undefined;
  readonly truncation?: { readonly deadline?: number | undefined } | undefined;
  readonly clockSkew?: number | undefined;
  readonly overdue?: number | "off" | undefined;
  readonly severities?: Settings["severities"] | undefined;
}

function settingsOf(values: Values): Settings {
  const usual = DEFAULT_SETTINGS;
  const { freeze, job, truncation, overdue } = values;
  return {
    freeze: {
      warnSeconds: freeze?.warn ?? usual.freeze.warnSeconds,
      criticalSeconds: freeze?.critical ?? usual.freeze.criticalSeconds,
      limitSeconds: freeze?.limit ?? usual.freeze.limitSeconds,
    },
    maxJobSeconds: job?.maxAge ?? usual.maxJobSeconds,
    withoutCopySeconds: job?.withoutCopy ?? usual.withoutCopySeconds,
    truncationDeadlineSeconds: truncation?.deadline ?? usual.truncationDeadlineSeconds,
    clockSkewSeconds: values.clockSkew ?? usual.clockSkewSeconds,
    overdueSeconds: overdue === "off" ? null : (overdue ?? usual.overdueSeconds),
    severities: values.severities ?? usual.severities,
  };
}

/** The configuration in a file. @throws ConfigError */
export function readConfig(path: string): Promise<Config> {
  return readChecked(path, file);
}
