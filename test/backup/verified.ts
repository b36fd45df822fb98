import type { RunRecord } from "../../src/model/backup/run.ts";
import type { VerifiedSetDatabase, VerifyReport } from "../../src/model/verify.ts";
import { RUN, RUN_ID } from "./site.ts";

/** What `run.json` holds of a run that went well. */
export function record(over: Partial<RunRecord> = {}): RunRecord {
  return {
    schema: "thawline.run/1",
    id: RUN_ID,
    type: "full",
    server: "EX1.example.com",
    unit: "DB01",
    databases: [{ name: "DB01", file: "files\\DB01.edb" }],
    folder: RUN,
    startedAt: "2026-03-01T21:30:00.000Z",
    endedAt: "2026-03-01T22:10:00.000Z",
    process: { id: 4711, startedAt: "2026-03-01T21:29:59.000Z" },
    snapshotSet: "99999999-9999-4999-8999-999999999999",
    shadows: [],
    steps: [],
    outcome: "proven",
    reasons: [],
    findings: [],
    left: [],
    ...over,
  };
}

/** A database of a snapshot as verify sees it: it needs the logs 0x1F to 0x21, and all of them are there. */
export function verifiedDatabase(over: Partial<VerifiedSetDatabase> = {}): VerifiedSetDatabase {
  return {
    name: "DB01.edb",
    path: `${RUN}\\files\\DB01.edb`,
    judged: true,
    pages: { bad: 0, correctable: 0, uninitialized: 4, seen: 80 },
    state: "Dirty Shutdown",
    reasons: [],
    details: [],
    warnings: [],
    verdict: "recoverable",
    required: [0x1f, 0x21],
    committed: 0x22,
    ...over,
  };
}

export function verified(...databases: readonly VerifiedSetDatabase[]): VerifyReport {
  return {
    schema: "thawline.verify/1",
    generatedAt: "2026-03-02T08:00:00.000Z",
    tool: { name: "thawline", version: "0.0.0" },
    engine: "native",
    databases: [],
    logs: [],
    checkpoints: [],
    sets: [
      {
        base: "E00",
        folder: `${RUN}\\files`,
        chain: { base: "E00", logs: [], problems: [], eseutilExit: 0 },
        checkpoint: null,
        databases,
      },
    ],
    diagnostics: [],
    verdict: "ok",
  };
}
