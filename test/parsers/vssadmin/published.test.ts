import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readVssadmin } from "../../../parsers/vssadmin/index.ts";

const folder = new URL("../../../../shared/data/tool-output/", import.meta.url);
const present = existsSync(folder);
const outputs = present ? readdirSync(folder).filter((name) => name.startsWith("vssadmin")) : [];

/** The output alone: the heading of the file is of whoever collected it. */
const output = (name: string): string =>
  readFileSync(new URL(name, folder), "utf8")
    .split("\n")
    .filter((line) => !line.startsWith("#"))
    .join("\n");

const VOLUME = "cbd6257a-71bb-4473-b800-498f0a8e380c";
const GB = 1024 ** 3;

// Expected by the headings of the files.
describe.skipIf(!present)("outputs that people published (skipped where ../shared/data is not there)", () => {
  it("are all looked at here", () => {
    expect(outputs.sort()).toEqual([
      "vssadmin-fail-en-unexpected.txt",
      "vssadmin-shadows-en-none.txt",
      "vssadmin-shadowstorage-en-empty.txt",
      "vssadmin-shadowstorage-en-full.txt",
      "vssadmin-volumes-en-shape.txt",
      "vssadmin-writers-de-exchange-retryable.txt",
      "vssadmin-writers-en-hyperv-failed-inconsistent.txt",
    ]);
  });

  it("a service that failed, with exit code 2, whatever was asked", () => {
    const text = output("vssadmin-fail-en-unexpected.txt");
    for (const list of ["writers", "shadows", "shadowstorage", "providers", "volumes"] as const) {
      expect(readVssadmin(list, text, 2)).toEqual({
        kind: "failed",
        exitCode: 2,
        message: "Error: A Volume Shadow Copy Service component encountered an unexpected error.",
      });
      expect(readVssadmin(list, text, null).kind).toBe("unrecognised");
    }
  });

  it("no shadow copies, which is exit code 1 and no failure", () => {
    expect(readVssadmin("shadows", output("vssadmin-shadows-en-none.txt"), 1)).toEqual({ kind: "none" });
    expect(readVssadmin("shadows", output("vssadmin-shadows-en-none.txt"), 2).kind).toBe("failed");
  });

  it("shadow storage that is empty", () => {
    const here = { path: "C:", guid: VOLUME };
    expect(readVssadmin("shadowstorage", output("vssadmin-shadowstorage-en-empty.txt"), 0)).toEqual({
      kind: "listed",
      unread: [],
      items: [
        {
          ...{ volume: here, storage: here },
          used: { bytes: 0, percent: 0, unbounded: false },
          allocated: { bytes: 0, percent: 0, unbounded: false },
          maximum: { bytes: 2 * GB, percent: 1, unbounded: false },
        },
      ],
    });
  });

  it("shadow storage that is nearly full", () => {
    const answer = readVssadmin("shadowstorage", output("vssadmin-shadowstorage-en-full.txt"), 0);
    // 1.93 * 1073741824 = 2072321720.3
    expect(answer).toMatchObject({
      items: [{ used: { bytes: 2_072_321_720 }, maximum: { bytes: 2_147_483_648 } }],
    });
  });

  it("volumes with a letter and on a folder", () => {
    expect(readVssadmin("volumes", output("vssadmin-volumes-en-shape.txt"), 0)).toEqual({
      kind: "listed",
      unread: [],
      items: [
        { path: "C:\\", guid: VOLUME },
        { path: "D:\\ExchangeVolumes\\ExVol3\\", guid: "7ac1d461-2f0e-4f5b-9d2a-1c4be8d0f911" },
      ],
    });
  });

  it("a German Exchange writer that is stable and carries an error of its last backup", () => {
    const answer = readVssadmin("writers", output("vssadmin-writers-de-exchange-retryable.txt"), 0);
    expect(answer).toMatchObject({
      kind: "listed",
      unread: [],
      items: [
        { name: "Registry Writer", state: 1, condition: "stable", hasError: false },
        {
          name: "Microsoft Exchange Writer",
          id: "76fe1ac4-15f7-4bcd-987e-8e1acb462fb7",
          instance: "3f1c3b2e-0000-4000-8000-000000000002",
          ...{ state: 1, condition: "stable", stateText: "Stabil" },
          ...{ lastError: "Wiederholbarer Fehler", hasError: true },
        },
      ],
    });
  });

  it("writers that failed and that wait", () => {
    const answer = readVssadmin("writers", output("vssadmin-writers-en-hyperv-failed-inconsistent.txt"), 0);
    expect(answer).toMatchObject({
      unread: [],
      items: [
        { name: "Microsoft Hyper-V VSS Writer", state: 8, condition: "failed", hasError: true },
        { name: "System Writer", state: 5, condition: "waiting", hasError: false },
      ],
    });
  });
});
