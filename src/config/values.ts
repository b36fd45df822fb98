import { z } from "zod";
import { FINDING_CODES } from "../model/finding.ts";
import { parseTimeWindow } from "../model/time-window.ts";
import { formatDuration, parseDuration } from "./duration.ts";
import { isTimeZone } from "./time-zone.ts";

/** The kinds of values in a configuration file. No message repeats a value: it may be a secret in the wrong place. */

const DURATION = 'a duration such as "20s", "5m", "24h", "8d", or a number of seconds';
const DURATION_PATTERN = "^\\s*\\d+(\\.\\d+)?\\s*[smhdSMHD]\\s*$";
const DAY_SECONDS = 86_400;

/** A duration, as seconds. */
export const duration = z
  .union([z.string(), z.number()], `must be ${DURATION}`)
  .transform((value, context) => {
    const seconds = parseDuration(value);
    if (seconds !== null) return seconds;
    context.addIssue({ code: "custom", message: `must be ${DURATION}` });
    return z.NEVER;
  })
  .meta({ pattern: DURATION_PATTERN });

export const longerThanZero = duration.refine((seconds) => seconds > 0, "must be longer than 0");

/** A duration with its default in seconds. */
export function usually(seconds: number, kind = duration): z.ZodPrefault<typeof duration> {
  return kind.prefault(formatDuration(seconds));
}

/** "off", or a duration as seconds. */
export const durationOrOff = z
  .union([z.literal("off"), duration], `must be "off" or ${DURATION}`)
  .meta({ anyOf: undefined, type: ["string", "number"], pattern: `^off$|${DURATION_PATTERN}` });

/** Whole days: `400d`. */
export const days = z
  .string('must be a number of days such as "400d"')
  .regex(/^\s*[1-9]\d{0,4}\s*d\s*$/i, 'must be a number of days such as "400d"')
  .transform((text) => (parseDuration(text) ?? 0) / DAY_SECONDS);

export const text = z.string().trim().min(1, "must not be empty");

/** What stands in one line: of a header, an address, a name. */
export const line = text.regex(/^\P{Cc}*$/u, "must be one line without control characters");

export const code = z.enum(FINDING_CODES, `must be a finding code: ${FINDING_CODES.join(", ")}`);

export const severity = z.enum(["failure", "warning", "info"], 'must be "failure", "warning" or "info"');

export const timeZone = z.string().refine(isTimeZone, 'must be an IANA time zone such as "Europe/Berlin"');

const WINDOW = 'must be a window of local times such as "22:00-06:00"';

/** `22:00-06:00`; may go over midnight. */
export const timeWindow = z
  .string(WINDOW)
  .transform((value, context) => {
    const window = parseTimeWindow(value);
    if (window !== null) return window;
    context.addIssue({ code: "custom", message: WINDOW });
    return z.NEVER;
  })
  .meta({ pattern: "^\\d{1,2}:\\d\\d\\s*-\\s*\\d{1,2}:\\d\\d$" });

const SECRET =
  "must say where the secret is read from: {env: NAME} or {file: PATH}. A secret itself does not stand in the configuration; put it into an environment variable of the service, or into a file that only the service can read";

const fromEnv = z.strictObject({
  env: z
    .string()
    .regex(/^[^=\s\p{Cc}]+$/u)
    .describe("Name of an environment variable."),
});
const fromFile = z.strictObject({ file: text.describe("A file with the secret in its first line.") });

/** Where a secret is read from. What else stands here is not repeated in the message. */
export const secret = z.union([fromEnv, fromFile], SECRET);

const SECRET_URL =
  'must be an address such as "https://example.com/hook", or say where it is read from: {env: NAME} or {file: PATH}';

const url = z.string().refine(isWebAddress, SECRET_URL).meta({ format: "uri" });

export function isWebAddress(value: string): boolean {
  return /^https?:\/\//i.test(value) && URL.canParse(value);
}

/** An address that may hold a secret. */
export const secretUrl = z.union([url, fromEnv, fromFile], SECRET_URL);

/** An address that holds none. */
export const plainUrl = z
  .string()
  .refine(isWebAddress, 'must be an address such as "http://alertmanager:9093"')
  .refine((value) => !isWebAddress(value) || !hasCredentials(value), {
    message: 'must not hold a user or a password: give "user" and "password"',
  })
  .meta({ format: "uri" });

function hasCredentials(value: string): boolean {
  const { username, password } = new URL(value);
  return username !== "" || password !== "";
}

/** One, or a list of at least one. */
export function oneOrMore<T extends z.ZodType>(kind: T) {
  return z.union([kind.transform((one) => [one]), z.array(kind).min(1, "must not be empty")]);
}

/** A name, or a pattern with `*` and `?`. */
export const namePattern = line.describe("A name, or a pattern with * and ?. Without case.");
