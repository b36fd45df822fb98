import { existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Fake } from "./fake-server.ts";
import { eseutil, type FakeTool, robocopy } from "./fake-tools.ts";
import { afterwards, expectRefused, runMaker } from "./making.ts";

const made = runMaker();

describe("copying that goes wrong is never told to Exchange as good:", () => {
  const bits: readonly (readonly [number, string])[] = [8, 9, 16, -1].map((code) => [
    code,
    `exit code ${code}`,
  ]);
  it.each(bits)("robocopy ends with %d", async (code, reason) => {
    const run = await made({ tools: { "robocopy.exe": afterwards(robocopy, () => code) } });
    expectRefused(run);
    expect(run.record.reasons[0]).toContain(reason);
    expect(run.record.steps.find(({ outcome }) => outcome === "failed")).toMatchObject({
      name: "Copy the database",
      transcript: "transcripts/robocopy-1.txt",
    });
  });

  it.each<readonly [string, FakeTool | null, string]>([
    ["robocopy is not there", null, "ENOENT"],
    ["robocopy prints no summary", async () => 1, "no summary"],
    [
      "robocopy copies nothing, and calls it a success",
      async (server, [from = "", to = ""], out, folder) =>
        await robocopy(server, [from, to, "none"], out, folder),
      "is missing, though the snapshot has it",
    ],
    [
      "robocopy leaves a log out",
      afterwards(robocopy, ([, to = ""]) => {
        rmSync(join(to, "E0000000003.log"), { force: true });
        return null;
      }),
      "E0000000003.log is missing, though the snapshot has it",
    ],
    [
      "robocopy cuts a file",
      afterwards(robocopy, ([, to = ""]) => {
        const file = join(to, "DB01.edb");
        if (existsSync(file)) truncateSync(file, 8192);
        return null;
      }),
      "DB01.edb has 8192 bytes, in the snapshot it has",
    ],
  ])("%s", async (_, tool, reason) => {
    const run = await made({ tools: { "robocopy.exe": tool } });
    expectRefused(run);
    expect(run.record.reasons[0]).toContain(reason);
  });

  it.each<readonly [string, (fake: Fake) => void, string]>([
    [
      "the snapshot lacks the database",
      lacks("e", "Databases/DB01/DB01.edb"),
      "E:\\Databases\\DB01\\DB01.edb is not in the snapshot.",
    ],
    [
      "the snapshot lacks the checkpoint",
      lacks("f", "Logs/DB01/E00.chk"),
      "F:\\Logs\\DB01\\E00.chk is not in the snapshot.",
    ],
  ])("%s", async (_, prepare, reason) => {
    const run = await made({}, prepare);
    expectRefused(run);
    expect(run.record.reasons).toEqual([reason]);
  });
});

function lacks(volume: string, file: string): (fake: Fake) => void {
  return ({ server }) => rmSync(join(server.folder, volume, file));
}

describe("eseutil, and the check of its own,", () => {
  const says =
    (mode: RegExp, text: string, code = 0): FakeTool =>
    async (server, args, out, folder) => {
      if (!mode.test(args.join(" "))) return await eseutil(server, args, out, folder);
      out(text);
      return code;
    };
  it.each<readonly [string, FakeTool | null, RegExp]>([
    ["is not there", null, /^logs E00: eseutil did not check it/m],
    [
      "finds damaged pages",
      says(/^\/k .*edb$/, "", 4_294_966_090),
      /DB01\.edb: eseutil \/k: exit code -1206/,
    ],
    ["says nothing of the pages", says(/^\/k .*edb$/, ""), /DB01\.edb: eseutil \/k: no last line/],
    ["finds a log damaged", says(/^\/ml /, "", 4_294_966_795), /^logs E00: eseutil \/ml: exit code -501/m],
    ["cannot sum the logs up", says(/^\/k E00$/, ""), /eseutil \/k: no last line/],
    ["cannot read the checkpoint", says(/^\/mk /, "", 1), /E00\.chk: eseutil \/mk: exit code 1/],
    ["cannot read the header", says(/^\/mh /, "", 1), /DB01\.edb: eseutil \/mh: exit code 1/],
  ])("%s: not good", async (_, tool, reason) => {
    const run = await made({ tools: { "eseutil.exe": tool } });
    expectRefused(run);
    expect(run.record.reasons.join("\n")).toMatch(reason);
    expect(run.record.steps.find(({ outcome }) => outcome === "failed")).toMatchObject({
      name: "Check the files",
      transcript: "verify.json",
    });
  });

  it("finds a page that eseutil passes: not good, with the finding", async () => {
    const tools = {
      "robocopy.exe": afterwards(robocopy, ([, to = ""]) => {
        const path = join(to, "DB01.edb");
        if (!existsSync(path)) return null;
        const bytes = readFileSync(path);
        bytes.fill(7, 4096 * 6 + 100, 4096 * 6 + 300);
        writeFileSync(path, bytes);
        return null;
      }),
    };
    const run = await made({ tools });
    expectRefused(run);
    expect(run.record.reasons.join(" ")).toContain("DB01.edb has 1 damaged pages.");
    expect(run.record.findings.map(({ code, severity }) => [code, severity])).toContainEqual([
      "CHECKSUM_FAILED",
      "failure",
    ]);
  });

  it("miss a log that the database needs, though all that the snapshot has was copied", async () => {
    const run = await made({}, lacks("f", "Logs/DB01/E0000000005.log"));
    expectRefused(run);
    expect(run.record.reasons.join(" ")).toContain("E0000000005.log");
  });

  it("breaks off: not good", async () => {
    const run = await made({
      copy: (ports) => ({ ...ports, verify: () => Promise.reject(new Error("out of memory")) }),
    });
    expectRefused(run);
    expect(run.record.reasons[0]).toBe("Check the files: out of memory.");
  });
});
