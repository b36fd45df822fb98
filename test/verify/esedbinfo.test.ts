import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runLab } from "../../src/lab/run.ts";
import { scenarioNamed } from "../../src/lab/scenarios/index.ts";
import { NO_REAL_TIME } from "../lab/run.ts";
import { type FileEntry, load, present, readList, SKIPPED } from "../parsers/ese/data.ts";
import { databaseOf } from "../parsers/ese/written.ts";
import { backupFolder } from "./backup.ts";

const TOOL = "esedbinfo";
const EXPORTER = "esedbexport";
/** Another reader of these files. The version of Debian opens pages of 4 and 8 KiB only. */
const MISSING =
  spawnSync(TOOL, ["-V"], { stdio: "ignore" }).status === 0
    ? ""
    : " (skipped: apt-get install libesedb-utils)";
/** Where the tool is promised to be, its absence is a failure. */
const MAY_SKIP = process.env.CI === undefined || process.env.CI === "";

const { put, verify } = backupFolder();
const files = readList<FileEntry>("files.json").filter(({ path, expected }) => {
  const { pageSize } = expected as { readonly pageSize?: number };
  return path.startsWith("real/") && (pageSize === 4096 || pageSize === 8192);
});

describe.skipIf(!present)(`what esedbinfo says of the same file ${SKIPPED}`, () => {
  for (const { path } of files)
    it.skipIf(MAY_SKIP && MISSING !== "")(
      `agrees in type, version, page size: ${path}${MISSING}`,
      async () => {
        const folder = put(path, { "file.edb": load(path) });
        const { stdout, status, stderr } = spawnSync(TOOL, [join(folder, "file.edb")], {
          encoding: "utf8",
        });
        expect(status, stderr).toBe(0);
        const said = (key: string): string =>
          new RegExp(`${key}\\s*:\\s*(.*)`).exec(stdout)?.[1]?.trim() ?? "";
        const [database] = (await verify([join(folder, "file.edb")])).databases;
        expect(said("Page size")).toBe(`${database?.pageSize} bytes`);
        expect(said("File type")).toMatch(/^Database/);
        const { formatVersion, updateMajor, createdVersion, createdUpdate } = database?.header ?? {};
        expect(said("Current format")).toBe(`${formatVersion},${updateMajor}`);
        expect(said("Created in format")).toBe(`${createdVersion},${createdUpdate}`);
      },
    );
});

describe("a simulated server's backup, read by libesedb", () => {
  it.skipIf(MAY_SKIP && MISSING !== "")(`lists its table: good${MISSING}`, async () => {
    const scenario = scenarioNamed("good");
    if (scenario === undefined) throw new Error("no scenario good");
    const { backups } = await runLab({ scenario, seed: 1, speed: "max" }, NO_REAL_TIME);
    const [backup] = backups;
    expect(backup?.database).toBe("SIM-DB01");
    const folder = put("simulated", { "file.edb": backup?.files.get("SIM-DB01.edb") ?? new Uint8Array(0) });
    const { stdout, status } = spawnSync(TOOL, [join(folder, "file.edb")], { encoding: "utf8" });
    expect(status).toBe(0);
    expect(stdout).toMatch(/Page size:\s+32768 bytes[\s\S]+Table: 2\s+SimulatedMessages/);
  });
});

describe("a written database, read by libesedb", () => {
  for (const size of [4096, 8192, 16_384, 32_768])
    for (const scheme of [undefined, "xorPgno"] as const)
      it.skipIf(MAY_SKIP && MISSING !== "")(
        `lists its table and exports every row: pages of ${size}, ${scheme ?? "ecc"}${MISSING}`,
        () => {
          const folder = put(`written-${size}-${scheme}`, { "file.edb": databaseOf(size, {}, scheme) });
          const info = spawnSync(TOOL, [join(folder, "file.edb")], { encoding: "utf8" });
          expect(info.stdout).toMatch(/Table: 2\s+Written \(6\)/);
          expect(info.stdout).toMatch(/128\s+Text\s+Text/);
          const out = join(folder, "out");
          const done = spawnSync(EXPORTER, ["-t", out, join(folder, "file.edb")], { encoding: "utf8" });
          expect(done.status, done.stderr).toBe(0);
          const table = readdirSync(`${out}.export`).find((name) => name.startsWith("Written")) ?? "";
          const [head, ...rows] = readFileSync(join(`${out}.export`, table), "latin1")
            .split("\n")
            .filter((line) => line !== "");
          expect(head).toBe("Id\tChanged\tText\tBody");
          // five pages, whose rows bear the times of change 100 to 104
          const changes = new Set(rows.map((row) => row.split("\t")[1]));
          expect([...changes]).toEqual(["100", "101", "102", "103", "104"]);
          expect(new Set(rows.map((row) => row.split("\t")[2]))).toEqual(new Set(["Written"]));
          expect(rows.length % 5).toBe(0);
        },
      );
});
