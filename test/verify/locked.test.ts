import { describe, expect, it, vi } from "vitest";
import { database, newPage } from "../parsers/ese/build.ts";
import { backupFolder } from "./backup.ts";

/** As Windows refuses the file of a mounted database. */
vi.mock("node:fs", async (original) => {
  const fs = await original<typeof import("node:fs")>();
  const openSync: typeof fs.openSync = (path, ...rest) => {
    if (!String(path).endsWith("Mounted.edb")) return fs.openSync(path, ...rest);
    const error = new Error(`EBUSY: resource busy or locked, open '${path}'`);
    throw Object.assign(error, { code: "EBUSY", syscall: "open" });
  };
  return { ...fs, openSync };
});

const { put, verify } = backupFolder();
const good = database(4096, [newPage(4096, 1), newPage(4096, 2)]);

describe("the file of a mounted database", () => {
  it("is said to be locked and what to do, and the others are judged", async () => {
    const report = await verify([put("mounted", { "Mounted.edb": good, "DB02.edb": good })]);
    expect(report.verdict).toBe("unknown");
    expect(
      report.sets.flatMap((set) => set.databases.map(({ name, judged, verdict }) => [name, judged, verdict])),
    ).toEqual([
      ["DB02.edb", true, "clean"],
      ["Mounted.edb", false, "other"],
    ]);
    expect(report.diagnostics).toMatchObject([{ code: "verify-locked" }]);
    expect(report.diagnostics[0]?.message).toBe(
      "another program holds it open (-1032), as it does with a mounted database: verify a shadow copy, or the copied files (EBUSY)",
    );
  });
});
