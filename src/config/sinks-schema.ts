import { z } from "zod";
import {
  line,
  longerThanZero,
  namePattern,
  oneOrMore,
  plainUrl,
  secret,
  secretUrl,
  severity,
  text,
  usually,
} from "./values.ts";

const TIMEOUT_SECONDS = 30;
const PING_SECONDS = 300;

/** Headers whose value is a secret, whatever the receiver. */
const SECRET_HEADER = /^(proxy-)?authorization$|^cookie$|token|secret|password|api-?key/i;

const base = {
  name: line.exactOptional().describe("As it is called in messages. Default: the kind."),
  minSeverity: severity.prefault("warning").describe("Milder troubles are not sent here."),
  timeout: usually(TIMEOUT_SECONDS, longerThanZero).describe("A try is given up after this long."),
};

const SECRET = "{env: NAME} or {file: PATH}.";

const hook = secretUrl.describe(`An address (http or https), or ${SECRET}`);

const address = line.regex(/^[^@]+@[^@\s]+$/, 'must be a mail address such as "exchange@example.com"');

/** Mail ports that go with the ways of encryption. */
export const MAIL_PORTS = { starttls: 587, implicit: 465, none: 25 } as const;

const email = z
  .strictObject({
    kind: z.literal("email"),
    ...base,
    host: line.describe("The mail server."),
    port: z
      .int("must be a port: 1 to 65535")
      .min(1, "must be a port: 1 to 65535")
      .max(65_535, "must be a port: 1 to 65535")
      .exactOptional()
      .describe("Default: 587 with starttls, 465 with implicit, 25 with none."),
    tls: z
      .enum(["starttls", "implicit", "none"], 'must be "starttls", "implicit" or "none"')
      .prefault("starttls")
      .describe("starttls: required; implicit: from the first byte; none: plain."),
    caFile: text.exactOptional().describe("PEM file with the authority of a private relay."),
    user: line.exactOptional().describe("For a mail server that asks for it; with `password`."),
    password: secret.exactOptional().describe(SECRET),
    from: address.describe("The sender."),
    to: oneOrMore(address).describe("One, or a list."),
    attachReport: z.boolean().prefault(true).describe("Attach the report of the job as a page."),
  })
  .superRefine(userWithPassword);

const webhook = z.strictObject({
  kind: z.literal("webhook"),
  ...base,
  url: hook,
  headers: z
    .record(
      z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/),
      z.union([line, secret], "must be text, or {env: NAME} or {file: PATH}"),
    )
    .superRefine((headers, context) => {
      for (const [name, value] of Object.entries(headers)) {
        if (typeof value !== "string" || !SECRET_HEADER.test(name)) continue;
        const message = "is a secret: give {env: NAME} or {file: PATH}";
        context.addIssue({ code: "custom", path: [name], message });
      }
    })
    .prefault({})
    .describe("Headers of the request; values are text, or read from {env: NAME} or {file: PATH}."),
  hmac: secret.exactOptional().describe("Key of the HMAC-SHA256 signature over the body."),
});

const alertmanager = z
  .strictObject({
    kind: z.literal("alertmanager"),
    ...base,
    urls: oneOrMore(plainUrl).describe("One, or a list: every peer gets every alert."),
    labels: z
      .record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/), z.string())
      .prefault({})
      .describe("Labels of every alert, besides those of its own."),
    user: line.exactOptional().describe("With `password`."),
    password: secret.exactOptional().describe(SECRET),
    token: secret.exactOptional().describe("Bearer token, in place of user and password."),
  })
  .superRefine(userWithPassword)
  .refine(({ user, token }) => user === undefined || token === undefined, {
    path: ["token"],
    message: 'must not stand beside "user": give one of them',
  });

const ping = z
  .strictObject({
    kind: z.literal("ping"),
    ...base,
    watcher: z
      .strictObject({ url: hook, every: usually(PING_SECONDS, longerThanZero).describe("How often.") })
      .exactOptional()
      .describe("Pinged while the watcher lives (dead man's switch)."),
    jobs: z
      .array(z.strictObject({ database: namePattern, url: hook }))
      .prefault([])
      .describe("Pinged at start, success and failure of the jobs of databases."),
  })
  .refine(({ watcher, jobs }) => watcher !== undefined || jobs.length > 0, 'must have "watcher" or "jobs"');

export const sink = z.discriminatedUnion(
  "kind",
  [
    email,
    z.strictObject({ kind: z.literal("teams"), ...base, url: hook }),
    z.strictObject({ kind: z.literal("slack"), ...base, url: hook }),
    webhook,
    alertmanager,
    ping,
    z.strictObject({
      kind: z.literal("eventlog"),
      ...base,
      source: line.prefault("Thawline").describe("Source of the events in the Application log."),
    }),
    z.strictObject({
      kind: z.literal("command"),
      ...base,
      file: text.describe("A program. It gets the message as JSON on its standard input."),
      args: z.array(z.string()).prefault([]).describe("Given as they are; no shell."),
    }),
  ],
  {
    error: ({ code }) =>
      code === "invalid_union"
        ? 'must be "email", "teams", "slack", "webhook", "alertmanager", "ping", "eventlog" or "command"'
        : undefined,
  },
);

export type SinkValues = z.output<typeof sink>;

function userWithPassword(
  { user, password }: { readonly user?: string; readonly password?: unknown },
  context: z.RefinementCtx,
): void {
  if ((user === undefined) === (password === undefined)) return;
  const [there, missing] = user === undefined ? ["password", "user"] : ["user", "password"];
  context.addIssue({ code: "custom", path: [there], message: `needs "${missing}" beside it` });
}
