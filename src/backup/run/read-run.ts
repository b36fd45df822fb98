import type { BackupPlan } from "../../model/backup/plan.ts";
import type { CopyProgress } from "../../model/backup/progress.ts";
import type { CopyProof, RunRecord } from "../../model/backup/run.ts";
import { readJson } from "./files.ts";
import { fields, list, oneOf, orAbsent, orNull, type Shape, text, whole, yesOrNo } from "./shape.ts";

/** A file of a run, or why it cannot be used. */
export type Read<Content> = { readonly content: Content } | { readonly trouble: string };

/** It is a part of paths. */
const runId: Shape = (value) => typeof value === "string" && /^[0-9a-f]{16}$/.test(value);

const PLAN = fields({
  schema: oneOf("thawline.plan/1"),
  id: runId,
  type: oneOf("full", "copy"),
  createdAt: text,
  server: text,
  unit: fields({
    kind: oneOf("database", "storage-group"),
    name: text,
    guid: text,
    role: oneOf("active", "passive", "standalone"),
    copies: list(text),
    databases: list(fields({ name: text, guid: orNull(text), file: text })),
  }),
  folders: fields({ run: text, files: text, transcripts: text, metadata: text, script: text, command: text }),
  snapshot: fields({
    volumes: list(fields({ name: text, mountPoint: text, alias: text, exposeAs: text })),
    excludedWriters: list(fields({ id: text, name: text })),
    excludedComponents: list(text),
    component: text,
  }),
  transfers: list(
    fields({
      name: oneOf("database", "logs", "checkpoint"),
      live: text,
      from: text,
      to: text,
      files: list(text),
    }),
  ),
  logPrefix: text,
  tools: fields({ diskshadow: text, robocopy: text, eseutil: text }),
  copyCommand: list(text),
});

const STEP = fields({
  name: text,
  start: text,
  end: orNull(text),
  outcome: oneOf("succeeded", "warning", "failed", "unknown"),
  detail: text,
  transcript: orNull(text),
});

const FINDING = fields({
  code: text,
  severity: oneOf("failure", "warning", "info"),
  title: text,
  detail: text,
});

const RECORD = fields({
  schema: oneOf("thawline.run/1"),
  id: runId,
  type: oneOf("full", "copy"),
  server: text,
  unit: text,
  databases: list(fields({ name: text, file: text })),
  folder: text,
  startedAt: text,
  endedAt: orNull(text),
  process: fields({ id: whole, startedAt: text, mark: orAbsent(text) }),
  snapshotSet: orNull(text),
  toldSet: orAbsent(text),
  shadows: list(fields({ id: text, alias: text, volume: text, exposedAs: orNull(text), removed: yesOrNo })),
  volumes: orAbsent(list(fields({ name: text, mountPoint: text, exposeAs: text }))),
  shadowsBefore: orAbsent(orNull(list(text))),
  steps: list(STEP),
  outcome: oneOf("running", "proven", "failed", "doubtful"),
  reasons: list(text),
  findings: list(FINDING),
  left: list(text),
});

const PROOF = fields({
  schema: oneOf("thawline.copy/1"),
  id: text,
  good: yesOrNo,
  reasons: list(text),
  steps: list(STEP),
  findings: list(FINDING),
  files: whole,
  bytes: whole,
  pages: whole,
});

const PROGRESS = fields({
  schema: oneOf("thawline.progress/1"),
  id: text,
  process: whole,
  step: text,
  at: text,
  files: whole,
  filesInAll: whole,
  bytes: whole,
  bytesInAll: whole,
  checked: whole,
  rate: orNull((value) => typeof value === "number"),
  patience: whole,
  shadows: list(fields({ alias: text, id: text })),
});

export function readPlan(path: string): Read<BackupPlan> {
  return read(path, PLAN);
}

export function readRecord(path: string): Read<RunRecord> {
  return read(path, RECORD);
}

export function readProof(path: string): Read<CopyProof> {
  return read(path, PROOF);
}

export function readProgress(path: string): Read<CopyProgress> {
  return read(path, PROGRESS);
}

function read<Content>(path: string, shape: Shape): Read<Content> {
  const json = readJson(path);
  if ("trouble" in json) return json;
  if (!shape(json.value)) return { trouble: `${path} is not of the shape that this version writes` };
  return { content: json.value as Content };
}
