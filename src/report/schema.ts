import {
  COUNT,
  COUNT_OR_NULL,
  DIAGNOSTIC,
  listOf,
  object,
  oneOf,
  orNull,
  ref,
  type SchemaNode,
  SECONDS_OR_NULL,
  said,
  TEXT,
  TEXT_OR_NULL,
  TIME,
  TIME_OR_NULL,
  TIME_PATTERN,
} from "./schema-parts.ts";
import {
  CODES,
  FREEZES,
  OUTCOMES,
  PHASES,
  ROLES,
  SEVERITIES,
  STEPS,
  TRUNCATIONS,
  TYPES,
  VERDICTS,
  WRITERS,
} from "./view/words.ts";

const INPUT = object("One file that was read.", {
  path: TEXT,
  format: TEXT,
  records: COUNT,
  used: said(COUNT, "How many of the records the analysis used."),
  first: TIME_OR_NULL,
  last: TIME_OR_NULL,
  diagnostics: listOf(ref("diagnostic")),
});

const GAP = object("Record ids that are missing between two records.", {
  afterRecord: COUNT,
  beforeRecord: COUNT,
  missing: COUNT,
  from: TIME,
  to: TIME,
});

const COVERAGE = object(
  "What was read of one log of one server.",
  {
    server: TEXT,
    channel: TEXT,
    first: TIME,
    last: TIME,
    records: COUNT,
    gaps: listOf(ref("gap")),
    filtered: said(
      { type: "boolean" },
      "True: only a part of the log was exported, so that no gaps can be told and an absence proves nothing.",
    ),
  },
  ["filtered"],
);

const EVENT = object(
  "An event as evidence, to be looked up in its log.",
  {
    server: TEXT,
    channel: TEXT,
    recordId: said(
      { type: ["integer", "string", "null"], minimum: 0, pattern: "^\\d+$" },
      "A decimal string above 2^53 - 1.",
    ),
    provider: TEXT,
    eventId: COUNT,
    time: said({ type: "string", pattern: `^$|${TIME_PATTERN}` }, "Empty where the source gave none."),
    level: TEXT,
    text: TEXT,
    strings: said(
      listOf(TEXT),
      "The insertion strings, at most 20 of 256 characters; `…` marks what was cut. Absent where the source has none.",
    ),
    origin: said(TEXT, "Where it was read: `name@0x1200` or `name:17`."),
  },
  ["strings"],
);

const FREEZE = object(
  "From frozen to thawed.",
  {
    start: TIME,
    end: TIME_OR_NULL,
    seconds: SECONDS_OR_NULL,
    outcome: oneOf(FREEZES),
    limitSeconds: said(SECONDS_OR_NULL, "The configured limit that the log names."),
    precisionSeconds: said({ type: "number", minimum: 0 }, "How far `seconds` may be off."),
  },
  ["precisionSeconds"],
);

const COPY = object(
  "One copy of the database.",
  {
    server: TEXT,
    state: TEXT,
    lagged: { type: ["boolean", "null"] },
    proof: said(TIME, "When its deletion was last seen; absent where it was not."),
  },
  ["proof"],
);

const TRUNCATION = object(
  "What became of the transaction logs.",
  {
    state: oneOf(TRUNCATIONS),
    firstLog: TEXT_OR_NULL,
    lastLog: TEXT_OR_NULL,
    copies: listOf(COPY),
    deadline: said(TIME, "Until when a deletion counts; absent where none is due or the end is not known."),
  },
  ["deadline"],
);

const DATABASE = object("What a job did to one database.", {
  name: TEXT,
  server: TEXT,
  role: oneOf(ROLES),
  eseInstance: COUNT_OR_NULL,
  processId: COUNT_OR_NULL,
  type: oneOf(TYPES),
  outcome: oneOf(OUTCOMES),
  freeze: orNull(ref("freeze")),
  truncation: ref("truncation"),
});

const STEP = object(
  "One step of the run around a backup.",
  {
    name: TEXT,
    start: TIME,
    end: TIME_OR_NULL,
    outcome: oneOf(STEPS),
    detail: said(TEXT, "What it did, or why it failed, in sentences."),
    transcript: said(TEXT_OR_NULL, "A file with what the program of the step printed."),
    excerpt: listOf(TEXT, "The last lines of that file, where the step failed."),
  },
  ["detail", "transcript", "excerpt"],
);

const JOB = object(
  "One backup job: all databases of one snapshot set.",
  {
    id: said(TEXT, "Same input, same id; the GUID where there is one."),
    guid: said(TEXT_OR_NULL, "Lower case, no braces."),
    servers: listOf(TEXT, "The server whose writer logged the job first."),
    writer: oneOf(WRITERS),
    type: oneOf(TYPES),
    outcome: oneOf(OUTCOMES),
    start: TIME_OR_NULL,
    end: TIME_OR_NULL,
    phases: listOf(object("One phase.", { phase: oneOf(PHASES), start: TIME, end: TIME_OR_NULL })),
    freeze: orNull(ref("freeze")),
    databases: listOf(ref("database"), "By name."),
    events: listOf(ref("event"), "In order."),
    findings: listOf(TEXT, "Ids of findings."),
    steps: listOf(
      STEP,
      "What was done around the backup, such as the check of its files; absent where nothing is known of it.",
    ),
  },
  ["steps"],
);

const FINDING = object(
  "What is wrong, or only looks so.",
  {
    id: TEXT,
    code: oneOf(CODES),
    severity: oneOf(SEVERITIES),
    title: TEXT,
    detail: TEXT,
    cause: TEXT,
    remedy: listOf(TEXT),
    references: listOf(TEXT),
    job: said(TEXT_OR_NULL, "The id of a job."),
    server: TEXT_OR_NULL,
    database: TEXT_OR_NULL,
    evidence: listOf(ref("event")),
    at: said(TIME, "When it was, where no event tells of it."),
  },
  ["at"],
);

/**
 * The published schema of `--format json`; `docs/report.schema.json` is written from it, and the order
 * of fields in the output is the order of the properties here.
 */
export const REPORT_SCHEMA: SchemaNode = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  $id: "urn:thawline:report:1",
  title: "Thawline report",
  ...object("Backup jobs, findings and what was read. All times are UTC with milliseconds.", {
    schema: { const: "thawline.report/1" },
    generatedAt: TIME,
    tool: object("What wrote the report.", { name: { const: "thawline" }, version: TEXT }),
    inputs: listOf(ref("input")),
    coverage: listOf(ref("coverage")),
    jobs: listOf(ref("job"), "By start."),
    findings: listOf(ref("finding"), "Worst first, then by time; jobs name them by id."),
    summary: object("The verdict, and jobs by outcome.", {
      verdict: oneOf(VERDICTS),
      jobs: COUNT,
      succeeded: COUNT,
      failed: COUNT,
      other: COUNT,
      notes: listOf(TEXT, "Why a verdict is `unknown`, or what limits it, in sentences."),
    }),
  }),
  $defs: {
    input: INPUT,
    diagnostic: DIAGNOSTIC,
    coverage: COVERAGE,
    gap: GAP,
    job: JOB,
    database: DATABASE,
    freeze: FREEZE,
    truncation: TRUNCATION,
    finding: FINDING,
    event: EVENT,
  },
};
