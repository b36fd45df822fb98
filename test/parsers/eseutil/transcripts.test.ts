import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  createEseutilReader,
  type EseutilOutput,
  type EseutilRun,
  verifyRun,
} from "../../../parsers/eseutil/index.ts";

const folder = new URL("../../../../shared/data/ese/transcripts/", import.meta.url);
const present = existsSync(folder);

interface Entry {
  readonly name: string;
  readonly kind: "public" | "reconstructed";
  readonly stdout: string;
  readonly stderr?: string | null;
  readonly exitCode?: unknown;
  readonly expected: Readonly<Record<string, unknown>> & { readonly exitCode?: number };
}

const entries: readonly Entry[] = present
  ? JSON.parse(readFileSync(new URL("index.json", folder), "utf8"))
  : [];

/** The text behind the lines that tell where it is from. */
function textOf(path: string): string {
  const text = readFileSync(new URL(path, folder), "utf8");
  return text.slice(text.indexOf("#!---\n") + 6);
}

function read(entry: Entry, step = Number.POSITIVE_INFINITY): EseutilOutput {
  const reader = createEseutilReader();
  const give = (text: string, take: (piece: string) => void): void => {
    for (let at = 0; at < text.length; at += step) take(text.slice(at, at + step));
  };
  give(textOf(entry.stdout), reader.stdout);
  if (entry.stderr) give(textOf(entry.stderr), reader.stderr);
  return reader.end();
}

const modeOf = (name: string): Exclude<EseutilRun["mode"], "pages"> | "pages" => {
  if (/^mh/.test(name)) return "header";
  if (/^mk/.test(name)) return "checkpoint";
  if (/-set/.test(name)) return "logs";
  return /^(?:k-log|ml-single)/.test(name) ? "log" : "pages";
};

function runOf(entry: Entry): EseutilRun {
  const exitCode = Number(entry.expected.exitCode ?? entry.exitCode);
  const mode = modeOf(entry.name);
  const pages = { "k-chk-ok": 2, "k-edb-ok-esentutl": 256, "k-edb-ok-v14.03": 4354 }[entry.name] ?? 64;
  return mode === "pages" ? { mode, pages, exitCode } : { mode, exitCode };
}

/** How lines begin that tell of trouble in free words. */
const TROUBLE: Readonly<Record<string, readonly string[]>> = {
  "k-edb-read-error": ["Read at offset"],
  "k-edb-both-headers-bad": ["This may have "],
};

/** Runs that prove what they were asked: all others must not be taken for proof. */
const PROVEN = new Set([
  "k-chk-ok",
  "k-edb-correctable-only",
  "k-edb-ok-esentutl",
  "k-edb-ok",
  "k-edb-ok-v14.03",
  "k-log-ok",
  "k-set-ok",
  "mh-clean",
  "mh-dirty",
  "mk-ok",
  "mk-v5.5",
  "ml-set-ok",
  "ml-single-ok",
]);

describe.skipIf(!present)("outputs of eseutil (skipped where ../shared/data is not there)", () => {
  const reconstructed = entries.filter(({ kind }) => kind === "reconstructed");

  it("are all there", () => expect(entries).toHaveLength(38));

  it.each(reconstructed)("reads $name", (entry) => {
    const { exitCode, ...expected } = entry.expected;
    expect(read(entry)).toMatchObject(expected);
    expect(read(entry).unknownTrouble.map((line) => line.slice(0, 14))).toEqual(TROUBLE[entry.name] ?? []);
  });

  it.each(entries)("reads $name the same in pieces", (entry) => {
    const whole = read(entry);
    for (const step of [1, 7, 100]) expect(read(entry, step)).toEqual(whole);
  });

  it.each(entries)("believes $name no more than it proves", (entry) => {
    const { verified, why } = verifyRun(read(entry), runOf(entry));
    expect(verified, why.join("; ")).toBe(PROVEN.has(entry.name));
    expect(why.length > 0).toBe(!verified);
  });
});

describe.skipIf(!present)("outputs that people published (skipped where ../shared/data is not there)", () => {
  const output = (name: string): EseutilOutput => {
    const entry = entries.find((one) => one.name === name);
    if (entry === undefined) throw new Error(`no transcript ${name}`);
    return read(entry);
  };

  it("reads page counts of Exchange 2010", () => {
    expect(output("k-edb-ok-v14.03")).toMatchObject({
      tool: "eseutil",
      version: "14.03",
      completed: "success",
      elapsedMs: 4774,
      database: expect.stringMatching(/Public Folder Database 1775008422\.edb$/),
      checksum: {
        pagesSeen: 4354,
        bad: 0,
        correctable: 0,
        uninitialized: 4000,
        wrongPageNumbers: 0,
        highestDbtime: "0xcbae",
        highestDbtimePgno: 0x148,
        reads: 2177,
        mbRead: 136,
        seconds: 2,
        mbPerSecond: 68,
        ms: 1447387,
        msPerRead: 664,
        msSlowest: 827,
        msFastest: 343,
        progressDots: 51,
      },
    });
  });

  it("sees that an output only begins", () => {
    expect(output("k-edb-start-v6.5")).toMatchObject({ version: "6.5", completed: null, checksum: null });
    expect(output("mh-esentutl-v10-partial")).toMatchObject({
      tool: "esentutl",
      version: "10.0",
      completed: null,
      header: {
        checksumExpected: "0x5c80a0e2",
        checksumActual: "0x5c80a0e2",
        formatVersion: "0x620,180,400",
        attachedBy: 9360,
      },
    });
  });

  it("reads headers of Exchange 5.5", () => {
    expect(output("mh-consistent-v5.5")).toMatchObject({
      version: "5.5",
      completed: null,
      header: {
        state: "Consistent",
        stateNormalised: "clean",
        formatVersion: "0x620,2",
        pageSize: 4096,
        dbtime: "556457",
        repairCount: 1,
        logRequired: null,
      },
    });
  });

  it("reads checkpoints, hexadecimal and decimal", () => {
    expect(output("mk-checkpoint-line-doc").checkpoint?.checkpoint).toEqual([32, 157, 391]);
    expect(output("mk-v5.5")).toMatchObject({
      version: "5.5",
      completed: "success",
      elapsedMs: 50,
      checkpoint: { checkpoint: [255, 5582, 406], fullBackup: [135, 5422, 45], incBackup: [201, 4231, 62] },
    });
  });

  it("reads the verdict on one log of Exchange 2003", () => {
    expect(output("ml-single-corrupt-v6")).toMatchObject({
      completed: "error",
      error: -501,
      errorName: "JET_errLogFileCorrupt",
      elapsedMs: null,
      singleLog: { ok: false },
    });
    expect(output("ml-single-ok-v6")).toMatchObject({ completed: null, singleLog: { ok: true } });
  });

  it.each([
    ["p-ok-v14.01", "eseutil", "14.01", 3547],
    ["r-esentutl-v10", "esentutl", "10.0", 78],
    ["r-ok-v14.01", "eseutil", "14.01", 985],
  ] as const)("reads how %s ended", (name, tool, version, elapsedMs) => {
    expect(output(name)).toMatchObject({ tool, version, completed: "success", elapsedMs });
  });
});
