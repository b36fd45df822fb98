import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { evtxForm } from "../history/formats/evtx.ts";
import { FORMS } from "../history/formats/index.ts";
import { eventLine, type LogRecords, normalised } from "../history/normalised.ts";
import { readBack } from "../history/read-back.ts";
import { GOLDENS } from "../history/sample-files.ts";
import { samplesIn } from "../history/samples.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folders = [
  ...samplesIn([evtxForm, ...FORMS]).map(({ folder }) => folder),
  "samples/event-json/catalogue-rows",
];

interface Line {
  readonly record?: number;
  readonly at?: number;
  readonly signal: string;
  readonly phase: string;
  readonly keys?: Readonly<Record<string, string | number>>;
}

function golden(folder: string): readonly Line[] {
  const text = readFileSync(join(root, folder, "events.ndjson"), "utf8");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Line);
}

async function logsIn(folder: string): Promise<readonly LogRecords[]> {
  const names = readdirSync(join(root, folder)).filter((name) => !GOLDENS.includes(name));
  return await Promise.all(
    names.map(async (name) => {
      const { records } = await readBack(readFileSync(join(root, folder, name)), name);
      return { name, records };
    }),
  );
}

describe("the events of samples", () => {
  it.each(folders)("%s: are those of its golden, in the same order", async (folder) => {
    const events = normalised(await logsIn(folder));
    expect(events.map((event) => JSON.parse(JSON.stringify(eventLine(event))))).toEqual(golden(folder));
  });
});

/** Other programs' events around the backup. */
const AROUND = ["vss-idle", "vss-noise", "vss-warning"];
const BOUNDARY = "boundary";

function ofBackup(folder: string): readonly Line[] {
  return golden(folder).filter(({ signal, phase }) => phase !== BOUNDARY && !AROUND.includes(signal));
}

/** Told by hand, from the ids in the logs and what `docs/events.md` says of them. */
describe("goldens of events", () => {
  it("of a freeze that took too long: two databases, one of which thaws by itself", () => {
    const set = "643fb011-8e4f-455c-a74f-3fc73ed5a31a";
    const first = {
      process: "Information Store - DB9552-1",
      pid: 36997,
      database: "DB9552-1",
      eseInstance: 1,
    };
    const second = {
      process: "Information Store - DB9552-2",
      pid: 24140,
      database: "DB9552-2",
      eseInstance: 1,
    };
    const build = "15.01.2507.006";
    const whole = (keys: object) => ({ ...keys, engineState: "G", build });
    const own = (keys: object) => ({ ...keys, engineState: "D", build });
    const prepared = (database: string) => ({ guid: set, database, copyServer: "mbx9552a" });
    expect(
      ofBackup("samples/evtx/freeze-timeout").map(({ record, signal, keys }) => [record, signal, keys]),
    ).toEqual([
      [29632, "writer-metadata", undefined],
      [29633, "writer-database-prepared", prepared("DB9552-1")],
      [29634, "writer-database-prepared", prepared("DB9552-2")],
      [29635, "writer-prepared", { guid: set }],
      [29636, "session-started", whole(first)],
      [29637, "session-started", whole(second)],
      [29638, "writer-snapshot-prepared", { guid: set }],
      // The second was written after the first, but 0.4 ms before it by its own time.
      [29640, "session-frozen", whole(second)],
      [29639, "session-frozen", whole(first)],
      [29641, "session-frozen", own(first)],
      [29642, "session-frozen", own(second)],
      [29643, "writer-frozen", { guid: set }],
      [29644, "session-timed-out", { ...whole(second), milliseconds: 70_000 }],
      [29645, "session-thawed", whole(first)],
      [29646, "writer-thawed", { guid: set }],
      [29647, "writer-thaw-failed", { guid: set }],
      [29649, "writer-aborted", { guid: set }],
      [29650, "writer-shutdown", { guid: set }],
    ]);
  });

  it("of a good backup on Exchange 2003, as text in whole seconds", () => {
    const store = { process: "Information Store", pid: 30531 };
    const group = { ...store, database: "First Storage Group" };
    const [firstLog, lastLog] = ["E0001CA3.log", "E0001D87.log"].map(
      (log) => `D:\\Logs\\First Storage Group\\${log}`,
    );
    const begin = Date.UTC(2024, 6, 17, 21) / 1000;
    const events = ofBackup("samples/event-text/good-2003-windows-2003");
    expect(events.map(({ at, phase, keys }) => [(at ?? 0) / 1000 - begin, phase, keys])).toEqual([
      [0, "metadata", undefined],
      [2, "prepare-backup", undefined],
      [4, "prepare-snapshot", { ...store, eseInstance: 1 }],
      [5, "prepare-snapshot", undefined],
      // In one second: the storage group, the engine, the writer; the order in it means nothing.
      [10, "freeze", { ...group, eseInstance: 1 }],
      [10, "freeze", { ...store, eseInstance: 1 }],
      [10, "freeze", undefined],
      [12, "thaw", { ...store, eseInstance: 1 }],
      [12, "thaw", undefined],
      [13, "post-snapshot", undefined],
      // Half an hour later the data are on their medium.
      [1813, "truncation", { ...group, firstLog, lastLog }],
      [1813, "backup-complete", { ...store, eseInstance: 1 }],
      [1814, "backup-complete", undefined],
      [1816, "shutdown", undefined],
    ]);
  });

  it("of a good backup from a passive copy: two servers in one order, the active one deletes the logs", () => {
    const lines = ofBackup("samples/evtx/good-2016-passive");
    const signals = lines.map(
      ({ record, signal }) => `${(record ?? 0) > 70_000 ? "active" : "passive"} ${signal}`,
    );
    expect(signals).toEqual([
      "passive writer-metadata",
      "passive writer-database-prepared",
      "passive writer-prepared",
      "passive surrogate-running",
      "active surrogate-registered",
      "active surrogate-started",
      "passive writer-snapshot-prepared",
      "passive writer-frozen",
      "passive writer-thawed",
      "passive writer-post-snapshot",
      "active surrogate-ended",
      "passive writer-database-truncating",
      "passive writer-completed",
      "passive writer-shutdown",
      "active logs-deleting",
    ]);
    expect(lines.at(-1)?.keys).toMatchObject({
      database: "DB9002-1",
      firstLog: "D:\\Logs\\DB9002-1\\E0000001CCE.log",
      lastLog: "D:\\Logs\\DB9002-1\\E0000001DB2.log",
    });
  });
});
