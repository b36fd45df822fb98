import { describe, expect, it } from "vitest";
import { decodeCode, writerStateName } from "../../src/catalogue/codes.ts";
import { TIMING } from "../../src/catalogue/timing.ts";

describe("decoding codes", () => {
  it("knows an engine error in each of its spellings", () => {
    for (const code of ["-2403", " -2403 ", "0xfffff69d", "0xFFFFF69D", "FFFFF69D", -2403, 0xfffff69d]) {
      expect(decodeCode(code)).toEqual({
        code: "-2403",
        name: "JET_errOSSnapshotNotAllowed",
        meaning: "backup or recovery in progress",
      });
    }
  });

  it("finds the engine error inside the code of the backup interface", () => {
    // 0x713 = 1811
    expect(decodeCode("0xc8000713")).toMatchObject({ code: "-1811", name: "JET_errFileNotFound" });
    expect(decodeCode("C8000713")).toMatchObject({ code: "-1811" });
    // 0xabc = 2748 stands in no table, but is an error of the engine all the same.
    expect(decodeCode("0xc8000abc")?.code).toBe("-2748");
  });

  it("tells time-out from backup in progress", () => {
    expect(decodeCode(-2402)?.meaning).toContain("FREEZE TIMEOUT");
    expect(decodeCode(-505)?.name).toBe("JET_errBackupInProgress");
  });

  it("knows the codes of the replication service's writer", () => {
    expect(decodeCode("FFFFFFFC")).toMatchObject({
      code: "0xfffffffc",
      meaning: expect.stringContaining("not backed up"),
    });
    expect(decodeCode("8007064A")).toMatchObject({ code: "0x8007064a", name: "Win32 1610" });
    expect(decodeCode("80070020")?.meaning).toContain("backup in progress");
    expect(decodeCode(-4)).toEqual(decodeCode("FFFFFFFC"));
    // As PowerShell prints it: 0x80070020 - 2^32
    expect(decodeCode("-2147024864")).toEqual(decodeCode("80070020"));
  });

  it("knows VSS results by their SDK names, and what Exchange's writer means by them", () => {
    expect(decodeCode("0x800423f2")?.name).toBe("VSS_E_WRITERERROR_TIMEOUT");
    const retryable = decodeCode("0x800423F3");
    expect(retryable?.name).toBe("VSS_E_WRITERERROR_RETRYABLE");
    expect(retryable?.meaning).toMatch(/transient.*freeze lock/);
    expect(decodeCode("0x80042314")?.name).toBe("VSS_E_HOLD_WRITES_TIMEOUT");
  });

  it("knows the number that Exchange 2003 gives for a backup in progress", () => {
    expect(decodeCode("0x50d")?.meaning).toContain("backup in progress");
    expect(decodeCode(1293)).toEqual(decodeCode("0x50d"));
  });

  it("says nothing of what it does not know", () => {
    for (const code of [
      "",
      "0x",
      "2403",
      "abc",
      "0x123456789",
      "-99999999999",
      "0x0",
      0,
      1.5,
      Number.NaN,
      "-31000",
      "80070570",
    ]) {
      expect([code, decodeCode(code)]).toEqual([code, null]);
    }
  });
});

describe("writer states and times", () => {
  it("names the states of vssadmin", () => {
    expect(writerStateName(1)).toBe("STABLE");
    expect(writerStateName(10)).toBe("FAILED_AT_THAW");
    expect(writerStateName(15)).toBeNull();
  });

  it("keeps the disagreeing freeze limits side by side", () => {
    const values = TIMING.map(({ value }) => value);
    for (const part of ["60 s default", "10 s", "20000 ms", "20 s", "70000 ms", "180000 ms"]) {
      expect([part, values.some((value) => value.startsWith(part))]).toEqual([part, true]);
    }
    expect(TIMING).toHaveLength(11);
  });
});
