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
  said,
  TEXT,
  TEXT_OR_NULL,
  TIME,
} from "../schema-parts.ts";
import { VERDICTS } from "../view/words.ts";
import { DATABASE, FILE, OPINION, STRIP } from "./schema-database.ts";
import { DATABASE_HEADER, HEADER_PARTS } from "./schema-header.ts";
import { DATABASE_VERDICTS } from "./words.ts";

const INTEGER: SchemaNode = { type: "integer" };
const LGPOS = ref("lgpos");
const GENERATIONS = listOf(INTEGER, "Generations of logs, the first 1,000.");

const SEGMENTS = object("The segments of a log, up to the first torn or corrupt one.", {
  good: COUNT,
  zero: COUNT,
  stale: COUNT,
  shadow: COUNT,
  correctable: COUNT,
  torn: orNull(object("An interrupted write.", { segment: COUNT })),
  corrupt: orNull(object("Where it is damaged.", { segment: COUNT, reason: TEXT })),
  lastSegment: COUNT_OR_NULL,
  accumulated: TEXT,
});

const ATTACHMENT = object("A database that a log names.", {
  dbid: COUNT,
  path: TEXT,
  dbtime: TEXT,
  attach: LGPOS,
  consistent: LGPOS,
  signDb: object("Its signature.", { random: COUNT, created: TEXT_OR_NULL }),
});

const LOG = object("A transaction log.", {
  ...FILE,
  kind: { const: "log" },
  headerChecksumOk: { type: "boolean" },
  checksum: TEXT,
  generation: INTEGER,
  sectorSize: COUNT,
  headerSectors: COUNT,
  sectors: COUNT,
  dbPageSize: COUNT,
  created: TEXT_OR_NULL,
  previousCreated: TEXT_OR_NULL,
  version: listOf(COUNT),
  signLog: ref("signature"),
  systemPath: TEXT,
  logPath: TEXT,
  circularLoggingParam: { type: "boolean" },
  flags: COUNT,
  checkpoint: LGPOS,
  previousAccumulated: TEXT,
  efv: COUNT,
  fileType: COUNT,
  attachments: listOf(ATTACHMENT),
  fileSizeOk: { type: "boolean" },
  segments: said(orNull(ref("segments")), "Null when the content was not judged."),
  eseutilExit: said({ type: ["integer", "null"] }, "What `eseutil /ml` returns for this file alone."),
});

const CHECKPOINT = object(
  "A checkpoint file.",
  {
    ...FILE,
    kind: { const: "checkpoint" },
    copiesOk: listOf({ type: "boolean" }),
    identical: { type: "boolean" },
    lastFullBackupCheckpoint: orNull(LGPOS),
    checkpoint: orNull(LGPOS),
    dbConsistency: orNull(LGPOS),
    fullBackup: orNull(ref("place")),
    incBackup: orNull(ref("place")),
    signLog: orNull(ref("signature")),
    attachInfoPresent: { type: "boolean" },
    fileType: COUNT_OR_NULL,
    attachments: COUNT,
    eseutil: ref("opinion"),
  },
  ["eseutil"],
);

const PROBLEM = object(
  "What is wrong with a chain of logs: logs that are missing, or one that does not fit.",
  {
    error: said(INTEGER, "A Jet error number."),
    missing: listOf(INTEGER, "First and last generation by name."),
    file: TEXT,
    what: TEXT,
    got: { type: ["integer", "string", "null"] },
    expected: { type: ["integer", "string", "null"] },
    segment: COUNT,
  },
  ["missing", "file", "what", "got", "expected", "segment"],
);

const CHAIN = object("The logs in the order of their names, the current one last.", {
  base: TEXT,
  logs: listOf(
    object("A log.", { name: TEXT, ok: { type: "boolean" }, generation: { type: ["integer", "null"] } }),
  ),
  problems: listOf(PROBLEM),
  eseutilExit: said(INTEGER, "What `eseutil /ml <base>` returns: the first error."),
});

const RANGE_LISTS = ["missing", "damaged", "signatureMismatch", "outOfSequence", "lossy"] as const;
const each = (node: SchemaNode): Record<string, SchemaNode> =>
  Object.fromEntries(RANGE_LISTS.map((name) => [name, node]));

const SET_DATABASE = object(
  "What can be restored of a database.",
  {
    name: TEXT,
    path: TEXT,
    pages: object("Pages of the file.", {
      bad: COUNT,
      correctable: COUNT,
      uninitialized: COUNT,
      seen: COUNT,
    }),
    state: TEXT,
    required: listOf(INTEGER, "First and last generation that recovery needs."),
    committed: INTEGER,
    ...each(GENERATIONS),
    committedTimeMatches: { type: ["boolean", "null"] },
    counts: object("How many generations each list has in full.", each(COUNT)),
    reasons: listOf(TEXT, "Short and stable."),
    details: listOf(TEXT, "The same as sentences."),
    warnings: listOf(TEXT),
    verdict: oneOf(DATABASE_VERDICTS),
    judged: said({ type: "boolean" }, "False when something that it rests on could not be read."),
  },
  ["required", "committed", ...RANGE_LISTS, "committedTimeMatches", "counts"],
);

const SET = object(
  "One log stream with its databases, or databases without logs (`base` is empty then).",
  {
    folder: TEXT,
    base: TEXT,
    chain: CHAIN,
    checkpoint: orNull(
      object("Where recovery begins.", {
        ok: { type: "boolean" },
        generation: { type: ["integer", "null"] },
        lgpos: orNull(LGPOS),
        logPresent: { type: "boolean" },
      }),
    ),
    databases: listOf(SET_DATABASE),
    eseutil: ref("opinion"),
  },
  ["eseutil"],
);

/** The published schema of `verify --format json`; the order of fields is that of the properties here. */
export const VERIFY_SCHEMA: SchemaNode = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  $id: "urn:thawline:verify:1",
  title: "Thawline verify report",
  ...object(
    "The files of backups, checked. Times as the files hold them: ISO 8601 with Z, or ` local`; ` snap` for a snapshot's.",
    {
      schema: { const: "thawline.verify/1" },
      generatedAt: TIME,
      tool: object("What wrote the report.", { name: { const: "thawline" }, version: TEXT }),
      engine: { enum: ["native", "eseutil", "both"] },
      databases: listOf(ref("database")),
      logs: listOf(ref("log"), "Every log file seen, by folder, base name and generation."),
      checkpoints: listOf(ref("checkpoint")),
      sets: listOf(ref("set"), "One per log stream."),
      diagnostics: listOf(ref("diagnostic")),
      verdict: oneOf(VERDICTS),
    },
  ),
  $defs: {
    database: DATABASE,
    databaseHeader: DATABASE_HEADER,
    ...HEADER_PARTS,
    strip: STRIP,
    segments: SEGMENTS,
    log: LOG,
    checkpoint: CHECKPOINT,
    set: SET,
    opinion: OPINION,
    diagnostic: DIAGNOSTIC,
  },
};
