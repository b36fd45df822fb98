import { z } from "zod";
import { DEFAULT_SETTINGS } from "../model/settings.ts";
import { formatDuration } from "./duration.ts";
import { code, durationOrOff, text, timeZone, usually } from "./values.ts";
import { watchKeys } from "./watch-schema.ts";

const usual = DEFAULT_SETTINGS;

const severities = z.array(
  z.strictObject({
    code: code.describe("A finding code."),
    database: text.exactOptional().describe("Only of this database."),
    severity: z
      .enum(["failure", "warning", "info", "off"], 'must be "failure", "warning", "info" or "off"')
      .describe("failure, warning, info or off."),
  }),
);

const freeze = z
  .strictObject({
    warn: usually(usual.freeze.warnSeconds).describe("Thawed, but slower than this: FREEZE_SLOW."),
    critical: usually(usual.freeze.criticalSeconds).describe("Slower than this: told more urgently."),
    limit: usually(usual.freeze.limitSeconds).describe("Not thawed within this: FREEZE_TIMEOUT."),
  })
  .refine(({ warn, critical }) => warn <= critical, {
    path: ["warn"],
    message: "must not be longer than critical",
  });

/** What a configuration file may say. The schema for editors and the table of keys are made from it. */
export const fileSchema = z.strictObject({
  timeZone: timeZone
    .exactOptional()
    .describe(
      "IANA zone of times without an offset and of the windows below. Default: UTC for logs, this machine's for windows.",
    ),
  freeze: freeze.prefault({}),
  job: z
    .strictObject({
      maxAge: usually(usual.maxJobSeconds).describe("A job without an end for longer: JOB_ABANDONED."),
      withoutCopy: usually(usual.withoutCopySeconds).describe(
        "A full backup that is over this soon after its snapshot has copied nothing.",
      ),
    })
    .prefault({}),
  truncation: z
    .strictObject({
      deadline: usually(usual.truncationDeadlineSeconds).describe(
        "Logs have to be seen deleted this soon after a good full or incremental backup.",
      ),
    })
    .prefault({}),
  clockSkew: usually(usual.clockSkewSeconds).describe("Clocks that disagree by more: CLOCK_SKEW."),
  overdue: durationOrOff
    .prefault(usual.overdueSeconds === null ? "off" : formatDuration(usual.overdueSeconds))
    .describe("A database of which `expect` says nothing, without a good full backup for longer. Or: off."),
  severities: severities
    .prefault([])
    .describe("Severities by code, or by code and database. The first entry that fits decides."),
  ...watchKeys,
});

export type FileValues = z.output<typeof fileSchema>;
