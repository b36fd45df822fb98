import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { PIECE_SIZE } from "../../src/verify/kernel/index.ts";
import { database, log, newPage } from "../parsers/ese/build.ts";
import { load, present, readList, type SetEntry, SKIPPED } from "../parsers/ese/data.ts";
import { backupFolder, filesOf } from "../verify/backup.ts";
import { MAIN, thawline } from "./run.ts";

const { put } = backupFolder();
const SCHEMA = JSON.parse(readFileSync(new URL("../../docs/verify.schema.json", import.meta.url), "utf8"));
const valid = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(SCHEMA);

const dirty = { state: 2, required: [7, 7], committed: 7, signLog: 5 } as const;
const whole = put("whole", {
  "DB01.edb": database(32_768, [newPage(32_768, 1), newPage(32_768, 2)], dirty),
  "E0000000007.log": log({ generation: 7, signLog: 5 }),
  "E00.log": log({ generation: 8, signLog: 5 }),
});
const oneBit = newPage(4096, 1);
oneBit[3000] = (oneBit[3000] ?? 0) ^ 4;
const warned = put("warned", { "DB01.edb": database(4096, [oneBit, newPage(4096, 2)]) });
const bad = put("bad", { "DB01.edb": database(4096, [newPage(4096, 9), newPage(4096, 2)]) });
const notes = put("notes", { "notes.txt": Buffer.from("no backup") });

describe("thawline verify", () => {
  const ends = [
    ["a good backup", whole, 0, "GOOD"],
    ["one with a bit to correct", warned, 1, "WARNING"],
    ["one with a bad page", bad, 2, "FAILED"],
    ["a folder without a backup", notes, 3, "CANNOT TELL"],
  ] as const;
  for (const [what, folder, code, word] of ends)
    it(`ends with ${code} for ${what}, and says so first`, async () => {
      const ran = await thawline(["verify", folder]);
      expect([ran.code, ran.stdout.slice(2).startsWith(word)], ran.stderr).toEqual([code, true]);
    });

  for (const [what, folder] of [...ends, ["several at once", join(whole, "..")] as const])
    it(`writes JSON that its published schema allows, for ${what}`, async () => {
      const { stdout } = await thawline(["verify", folder, "--format", "json"]);
      const report: unknown = JSON.parse(stdout);
      expect(valid(report), JSON.stringify(valid.errors)).toBe(true);
      expect(report).toMatchObject({ schema: "thawline.verify/1", engine: "native" });
    });

  it("finds the same with several threads, and with the plain kernel", async () => {
    const folder = join(whole, "..");
    const report = async (args: readonly string[], env = {}) => {
      const { stdout, stderr } = await thawline(["verify", folder, "--format", "json", ...args], { env });
      expect(stderr).not.toContain("internal");
      return stdout.replace(/"(seconds|generatedAt)": .*/g, "");
    };
    const one = await report([]);
    expect(await report(["--jobs", "3"])).toBe(one);
    expect(await report([], { THAWLINE_KERNEL: "plain" })).toBe(one);
  });

  it("writes to a file, but not over the backup", async () => {
    const target = join(notes, "report.json");
    const { code, stdout } = await thawline(["verify", whole, "--format", "json", "-o", target]);
    expect([code, stdout]).toEqual([0, ""]);
    expect(JSON.parse(readFileSync(target, "utf8")).verdict).toBe("ok");
    const over = await thawline(["verify", whole, "-o", join(whole, "DB01.edb")]);
    expect(over.code).toBe(64);
  });

  it("takes no more than it is told to", async () => {
    const pages = Array.from({ length: (2 * PIECE_SIZE) / 32_768 }, (_, index) => newPage(32_768, index + 1));
    const folder = put("slow", { "DB01.edb": database(32_768, pages) });
    const { code, stdout } = await thawline(["verify", folder, "--limit", "4", "--format", "json"]);
    const [{ bytes, seconds }] = JSON.parse(stdout).databases;
    expect(code).toBe(0);
    expect(bytes / seconds).toBeLessThan(4_000_001);
  });

  for (const args of [["--jobs", "0"], ["--limit", "none"], ["--engine", "magic"], ["--format", "pdf"], []])
    it(`refuses what cannot be: verify ${args.join(" ")}`, async () => {
      const { code } = await thawline(["verify", ...args, ...(args.length > 0 ? [whole] : [])]);
      expect(code).toBe(64);
    });

  it("ends at a signal with what was seen, and says that it is not all", async () => {
    const pages = Array.from({ length: (4 * PIECE_SIZE) / 32_768 }, (_, index) => newPage(32_768, index + 1));
    const folder = put("signal", { "DB01.edb": database(32_768, pages) });
    const child = spawn(process.execPath, [MAIN, "verify", folder, "--limit", "0.5", "--format", "json"]);
    let stdout = "";
    child.stdout.on("data", (piece: Buffer) => {
      stdout += piece.toString();
    });
    // By then it waits for its second piece, which the limit holds back for two seconds a piece.
    setTimeout(() => child.kill("SIGINT"), 1500);
    const [code] = await once(child, "close");
    const report = JSON.parse(stdout);
    expect(code).toBe(3);
    expect(report).toMatchObject({
      verdict: "unknown",
      databases: [{ read: "interrupted", badChecksums: 0 }],
    });
    expect(report.databases[0].pagesSeen).toBeLessThan(pages.length);
  });

  it.skipIf(process.platform === "win32")(
    "runs the tool that it is given, with arguments as they are",
    async () => {
      const folder = put("spaces and $(touch x)", { "DB 01.edb": database(4096, [newPage(4096, 1)]) });
      const tool = join(notes, "eseutil.exe");
      const counts =
        "3 pages seen\\r\\r\\n0 bad checksums\\r\\n0 correctable checksums\\r\\n0 wrong page numbers\\r\\n";
      writeFileSync(
        tool,
        `#!/bin/sh\n[ -f "$2" ] || exit 7\n[ "$1" = /mh ] && printf 'DATABASE HEADER:\\r\\nState: Clean Shutdown\\r\\n'\n[ "$1" = /k ] && printf '${counts}'\nprintf 'Operation completed successfully in 0.1 seconds.\\r\\n'\n`,
      );
      chmodSync(tool, 0o755);
      const { code, stdout, stderr } = await thawline([
        "verify",
        folder,
        "--engine",
        "both",
        "--eseutil",
        tool,
      ]);
      expect(code, stdout + stderr).toBe(0);
      expect(stdout).toContain("eseutil: /k: good");
    },
  );
});

describe.skipIf(!present)(`thawline verify on other people's files ${SKIPPED}`, () => {
  it("prints the schema's JSON for every set and file, and tells a person what to do", async () => {
    const sets = readList<SetEntry>("sets.json");
    const folders = sets.map((set) => put(`sets/${set.name}`, filesOf(set)));
    const real = put("real", {
      "old.edb": load("synth/4k-legacy-rev9.edb.gz"),
      "patched.edb": load("synth/8k-being-patched.edb.gz"),
      "ntds.chk": load("real/ntds-edb.chk.gz"),
    });
    const { stdout, code } = await thawline(["verify", ...folders, real, "--format", "json"]);
    expect(code).toBe(2);
    expect(valid(JSON.parse(stdout)), JSON.stringify(valid.errors)).toBe(true);
    const missing = folders.find((folder) => folder.endsWith("exchange-missing-required")) ?? "";
    const { stdout: text } = await thawline(["verify", missing]);
    expect(text).toContain("E0000000020.log");
    expect(text).toMatch(/\(-543\)/);
    expect(text).toMatch(/Do +Look for these logs/);
    expect(text).toContain("✗ 0x20 missing (-528)");
  });
});
