import { REPORT_SCHEMA } from "../report/schema.ts";
import {
  COUNT,
  listOf,
  object,
  oneOf,
  orNull,
  ref,
  type SchemaNode,
  said,
  TEXT,
  TEXT_OR_NULL,
  TIME,
} from "../report/schema-parts.ts";
import { CODES, SEVERITIES } from "../report/view/words.ts";

const MILLISECONDS: SchemaNode = { type: "number" };
const { job, database, freeze, truncation, finding, event } = REPORT_SCHEMA.$defs ?? {};

const ALERT = object(
  "One trouble of one database or server, however many nights tell it.",
  {
    fingerprint: said(TEXT, "The same for each night: code, server and database, in lower case."),
    code: oneOf(CODES),
    severity: said(oneOf(SEVERITIES), "The worst since it was opened."),
    server: TEXT_OR_NULL,
    database: TEXT_OR_NULL,
    state: { enum: ["open", "resolved"] },
    openedAt: said(MILLISECONDS, "Milliseconds since 1970, as all times of an alert."),
    lastSeenAt: said(MILLISECONDS, "When it happened last, by the log."),
    resolvedAt: said({ type: ["number", "null"] }, "Null while it is open."),
    worseAt: said(MILLISECONDS, "When its severity rose; absent where it never did."),
    resolvedBy: said(TEXT, "The id of the good job that resolved it; absent where none did."),
    job: said(TEXT_OR_NULL, "The newest job that showed it."),
    count: said(COUNT, "How many findings have told it since it was opened."),
    finding: said(ref("finding"), "The newest one, with at most 20 records as evidence."),
    notified: said(
      { type: "object", additionalProperties: MILLISECONDS },
      "When each sink was told last before this message.",
    ),
  },
  ["worseAt", "resolvedBy"],
);

/** The published schema of what webhooks and commands get; `docs/alert.schema.json` is written from it. */
export const ALERT_SCHEMA: SchemaNode = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  $id: "urn:thawline:alert:1",
  title: "Thawline alert message",
  ...object("All that there is to tell one sink of one job, or of no job, at one moment.", {
    schema: { const: "thawline.alert/1" },
    idempotencyKey: said(TEXT, "The same for each try of one message to one sink: drop doubles by it."),
    reason: said(
      { enum: ["open", "worse", "still", "resolved", "test"] },
      "open: new; worse: the severity rose; still: it goes on; resolved: it is over; test: nothing is wrong.",
    ),
    at: said(TIME, "When the message was made, UTC."),
    severity: said(oneOf(SEVERITIES), "The worst of its alerts."),
    title: said(TEXT, "One line, for a subject."),
    alerts: listOf(ref("alert"), "By fingerprint; none in a test."),
    job: said(
      orNull(ref("job")),
      "The job that shows them, or the good one that resolved them, with its last 200 events at most. Null for troubles of no job or of several.",
    ),
    tool: object("What sends it.", { name: { const: "thawline" }, version: TEXT }),
  }),
  $defs: {
    alert: ALERT,
    ...Object.fromEntries(
      Object.entries({ job, database, freeze, truncation, finding, event }).map(([name, node]) => [
        name,
        node ?? {},
      ]),
    ),
  },
};
