import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { database, log, newPage } from "../parsers/ese/build.ts";
import { backupFolder } from "./backup.ts";

const { put, verify } = backupFolder();
const dirty = (signLog: number) =>
  database(4096, [newPage(4096, 1)], { state: 2, required: [7, 7], committed: 7, signLog });
const logs = (signLog: number) => ({
  "E0000000007.log": log({ generation: 7, signLog }),
  "E00.log": log({ generation: 8, signLog }),
});

describe("what belongs together", () => {
  it("is told by the log signature, where database and logs lie in different folders", async () => {
    const [one, two] = [put("apart/db", { "DB01.edb": dirty(5) }), put("apart/logs", logs(5))];
    const report = await verify([one, two]);
    expect(report.sets).toMatchObject([
      { folder: two, base: "E00", databases: [{ path: join(one, "DB01.edb"), verdict: "recoverable" }] },
    ]);
  });

  it("is the nearest where the same logs are given twice", async () => {
    put("days/1/db", { "DB01.edb": dirty(5) });
    put("days/1/logs", logs(5));
    put("days/2/db", { "DB01.edb": dirty(5) });
    const second = put("days/2/logs", { "E00.log": log({ generation: 8, signLog: 5 }) });
    const report = await verify([join(second, "../..")]);
    const found = report.sets.map(({ folder, databases }) => [
      folder.includes("days/1") ? 1 : 2,
      databases.map(({ path, verdict }) => [path.includes("days/1") ? 1 : 2, verdict]),
    ]);
    expect(found).toEqual([
      [1, [[1, "recoverable"]]],
      [2, [[2, "not recoverable"]]],
    ]);
  });

  it("is said to be unclear where two places are equally near", async () => {
    put("unclear/a", logs(5));
    put("unclear/b", logs(5));
    const top = join(put("unclear/db", { "DB01.edb": dirty(5) }), "..");
    const report = await verify([top]);
    expect(report.diagnostics.map(({ code }) => code)).toEqual(["verify-stream-unclear"]);
    expect(report.verdict).toBe("warning");
  });

  it("keeps two streams of one folder apart", async () => {
    const other = { "E0100000007.log": log({ generation: 7, signLog: 6 }) };
    const folder = put("streams", { ...logs(5), ...other, "DB01.edb": dirty(5), "DB02.edb": dirty(6) });
    const report = await verify([folder]);
    const found = report.sets.map(({ base, databases }) => [
      base,
      databases.map(({ name, verdict }) => [name, verdict]),
    ]);
    expect(found).toEqual([
      ["E00", [["DB01.edb", "recoverable"]]],
      ["E01", [["DB02.edb", "recoverable"]]],
    ]);
  });

  it("is nothing for a dirty database whose logs are not there: it cannot be restored", async () => {
    const report = await verify([put("alone", { "DB01.edb": dirty(5) })]);
    expect(report.sets).toMatchObject([
      { base: "", databases: [{ verdict: "not recoverable", missing: [7] }] },
    ]);
    expect(report.verdict).toBe("failure");
  });

  it("shows logs of another stream beside a dirty database as what they are", async () => {
    const report = await verify([put("foreign", { ...logs(6), "DB01.edb": dirty(5) })]);
    expect(report.sets).toMatchObject([
      { base: "E00", databases: [{ verdict: "not recoverable", signatureMismatch: [7] }] },
    ]);
  });

  it("tells of a log under another name, and of one that is only kept in reserve", async () => {
    const folder = put("names", {
      "copy of E00.log": log({ generation: 7 }),
      "E00tmp.log": log({ generation: 3 }),
    });
    const report = await verify([folder]);
    expect(report.diagnostics.map(({ code }) => code)).toEqual(["verify-passed-over", "verify-log-apart"]);
    expect(report.logs).toHaveLength(1);
    expect(report.verdict).toBe("warning");
  });
});
