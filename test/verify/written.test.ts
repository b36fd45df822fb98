import { describe, expect, it } from "vitest";
import { damageLog, flipBit, leafPage, misplacePage, tearPage } from "../../parsers/ese/write/index.ts";
import { DIRTY, databaseOf, logsOf } from "../parsers/ese/written.ts";
import { backupFolder } from "./backup.ts";

const { put, verify } = backupFolder();
const SIZE = 32_768;
const good = databaseOf(SIZE, DIRTY);
const without = (files: Record<string, Uint8Array>, name: string): Record<string, Uint8Array> =>
  Object.fromEntries(Object.entries(files).filter(([key]) => key !== name));

async function verdictOn(place: string, files: Record<string, Uint8Array>) {
  const report = await verify([put(place, files)]);
  const [database] = report.sets.flatMap((set) => set.databases);
  return { exit: report.verdict, verdict: database?.verdict, reasons: database?.reasons, report };
}

describe("verify on what was written", () => {
  it.each([4096, 8192, 16_384, 32_768])(
    "is clean as asked for, without any logs: pages of %i",
    async (size) => {
      const { exit, verdict } = await verdictOn(`clean-${size}`, { "db.edb": databaseOf(size) });
      expect([exit, verdict]).toEqual(["ok", "clean"]);
    },
  );

  it("is recoverable as asked for, with the required logs and the current one", async () => {
    const { exit, verdict } = await verdictOn("dirty", { "db.edb": good, ...logsOf(3, 7) });
    expect([exit, verdict]).toEqual(["ok", "recoverable"]);
  });

  it("finds a turned bit that can be corrected", async () => {
    const damaged = flipBit(good, SIZE, 34, 5000);
    const { exit, report } = await verdictOn("bit", { "db.edb": damaged, ...logsOf(3, 7) });
    expect([exit, report.databases[0]?.correctable]).toEqual([
      "warning",
      [{ pgno: 34, bit: 5000, bits: [5000] }],
    ]);
  });

  it("finds a torn page", async () => {
    const older = leafPage({ dbtime: 1, content: 99, text: "Older" }, 1, 5, SIZE);
    const { exit, report } = await verdictOn("torn", {
      "db.edb": tearPage(good, SIZE, 34, older),
      ...logsOf(3, 7),
    });
    expect([exit, report.databases[0]?.badPages]).toEqual(["failure", [34]]);
  });

  it("finds a page in another's place, and says whose it is", async () => {
    const { exit, report } = await verdictOn("misplaced", {
      "db.edb": misplacePage(good, SIZE, 36, 34),
      ...logsOf(3, 7),
    });
    expect([exit, report.databases[0]?.misplaced]).toEqual(["failure", [{ pgno: 34, belongsTo: 36 }]]);
  });

  it("misses a required log", async () => {
    const files = { "db.edb": good, ...without(logsOf(3, 7), "E0000000005.log") };
    const { exit, verdict, reasons } = await verdictOn("missing", files);
    expect([exit, verdict, reasons]).toEqual(["failure", "not recoverable", ["required logs missing"]]);
  });

  it("misses the committed log: loss", async () => {
    const { verdict } = await verdictOn("loss", { "db.edb": good, ...without(logsOf(3, 7), "E00.log") });
    expect(verdict).toBe("recoverable with loss");
  });

  it("tells a log of another stream", async () => {
    const foreign = logsOf(5, 6, { signature: { random: 9, created: 1 } })["E0000000005.log"];
    const files = { "db.edb": good, ...logsOf(3, 7), "E0000000005.log": foreign ?? good };
    const { exit, verdict, reasons } = await verdictOn("foreign", files);
    expect([exit, verdict]).toEqual(["failure", "not recoverable"]);
    expect(reasons).toContain("log signature differs from the database");
  });

  it("tells a damaged log", async () => {
    const logs = logsOf(3, 7);
    const files = {
      "db.edb": good,
      ...logs,
      "E0000000005.log": damageLog(logs["E0000000005.log"] ?? good, 2),
    };
    const { exit, reasons } = await verdictOn("damaged", files);
    expect(exit).toBe("failure");
    expect(reasons).toContain("required logs damaged");
  });
});
