import { z } from "zod";
import { DEFAULT_WATCH } from "../model/watch-settings.ts";
import { parseEndpoint } from "./endpoint.ts";
import { sink } from "./sinks-schema.ts";
import {
  code,
  days,
  line,
  longerThanZero,
  namePattern,
  oneOrMore,
  text,
  timeWindow,
  usually,
} from "./values.ts";

const host = line.regex(/^[\w.-]+$/, "must be the name of a server, or localhost");

/** Logs that hold what backups do, where nothing else is asked for. */
export const USUAL_CHANNELS = ["Application", "System"];

const server = z.union([
  host.transform((name) => ({ name, channels: USUAL_CHANNELS })),
  z.strictObject({
    name: host.describe("localhost for this machine."),
    channels: z
      .array(line)
      .min(1, "must not be empty")
      .prefault(USUAL_CHANNELS)
      .describe("Logs to follow; ForwardedEvents on a collector."),
  }),
]);

export const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;

/** No calendar of backups is longer, and every day up to it can be looked at. */
const MOST_DAYS = 3_660;

const age = longerThanZero.refine(
  (seconds) => seconds <= MOST_DAYS * 86_400,
  `must not be longer than ${MOST_DAYS}d`,
);

const weekday = z
  .enum(WEEKDAYS, `must be a day of the week: ${WEEKDAYS.join(", ")}`)
  .transform((name) => WEEKDAYS.indexOf(name));

const expectation = z.strictObject({
  database: namePattern.describe(
    "A name, or a pattern with * and ?. Of each type the first entry that fits counts.",
  ),
  type: z
    .enum(["full", "incremental"], 'must be "full" or "incremental"')
    .prefault("full")
    .describe("What has to be good. A full backup is good as an incremental one as well."),
  maxAge: age.describe("How old the last good backup may get."),
  window: timeWindow.exactOptional().describe("Local times in which the backup is to run: 22:00-06:00."),
  days: z
    .array(
      z.strictObject({
        on: oneOrMore(weekday).describe(`One, or a list: ${WEEKDAYS.join(", ")}.`),
        maxAge: age.describe("The limit on these days."),
      }),
    )
    .min(1, "must not be empty")
    .exactOptional()
    .describe("Other limits for weekdays, of the day on which the limit is reached."),
});

const silence = z.strictObject({
  code: code.exactOptional().describe("A finding code."),
  server: namePattern.exactOptional(),
  database: namePattern.exactOptional(),
  until: z
    .string()
    .refine(isTime, 'must be a time such as "2026-12-24" (to its end) or "2026-12-24T06:00"')
    .exactOptional()
    .describe("Local time where no offset is given; a day means to its end. Default: for ever."),
  reason: text.exactOptional().describe("For whoever reads the file."),
});

const ENDPOINT = 'must be "off", a port, or an address such as "127.0.0.1:9464"';

const { alerts, topology, keepDays, silentSeconds } = DEFAULT_WATCH;

export const watchKeys = {
  servers: z
    .array(server)
    .superRefine((servers, context) => {
      const names = servers.map(({ name }) => name.toLowerCase());
      for (const [index, name] of names.entries()) {
        if (names.indexOf(name) === index) continue;
        context.addIssue({ code: "custom", path: [index], message: "stands in the list already" });
      }
    })
    .prefault(["localhost"])
    .describe("Servers whose event logs are followed: names, or names with channels."),
  files: z.array(text).prefault([]).describe("Files and folders to follow, besides or instead of live logs."),
  topology: z
    .strictObject({
      file: text.exactOptional().describe("A file that says it. Default: the Exchange shell is asked."),
      refresh: usually(topology.refreshSeconds, longerThanZero).describe("How often it is looked up anew."),
    })
    .prefault({})
    .describe("Servers, databases, copies and lags."),
  expect: z.array(expectation).prefault([]).describe("How old the last good backup may get, by database."),
  alerts: z
    .strictObject({
      repeat: usually(alerts.repeatSeconds).describe("A trouble that goes on is told again; 0: never."),
      group: usually(alerts.groupSeconds).describe(
        "A new trouble waits this long for others of its job, to go out in one message; 0: not at all.",
      ),
      quiet: z
        .union([z.literal("off"), timeWindow], 'must be "off" or local times such as "22:00-06:00"')
        .prefault("off")
        .describe("Local times in which only failures are sent at once; the rest waits for their end."),
      silences: z
        .array(silence)
        .prefault([])
        .describe("What is not told. Each key that is there has to fit."),
      sinks: z.array(sink).superRefine(differentNames).prefault([]).describe("Where alerts go."),
    })
    .prefault({}),
  keep: days.prefault(`${keepDays}d`).describe("Judged jobs and reports are kept so long."),
  silent: usually(silentSeconds, longerThanZero).describe(
    "A source without a sign of life for longer is blind.",
  ),
  metrics: z
    .union([z.string(), z.number()], ENDPOINT)
    .transform((value, context) => {
      const endpoint = value === "off" ? null : parseEndpoint(String(value));
      if (endpoint !== undefined) return endpoint;
      context.addIssue({ code: "custom", message: ENDPOINT });
      return z.NEVER;
    })
    .prefault("off")
    .describe("host:port of the Prometheus endpoint; a port alone is of this machine only. Or: off."),
};

function isTime(value: string): boolean {
  return (
    /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?$/.test(value) &&
    !Number.isNaN(Date.parse(value.replace(" ", "T")))
  );
}

/** Messages wait for a sink under its name. */
function differentNames(
  sinks: readonly { readonly kind: string; readonly name?: string }[],
  context: z.RefinementCtx,
): void {
  const names = sinks.map(({ kind, name }) => (name ?? kind).toLowerCase());
  for (const [index, name] of names.entries()) {
    if (names.indexOf(name) === index) continue;
    const message = "has the name of an earlier one: give it another";
    context.addIssue({ code: "custom", path: [index, "name"], message });
  }
}
