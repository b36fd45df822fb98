import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runBackup } from "../../../src/backup/run/run-backup.ts";
import type { RunRecord } from "../../../src/model/backup/run.ts";
import { testFolder } from "../../app/logs.ts";
import { diskshadow } from "./fake-diskshadow.ts";
import { type Behaviour, Death, type Fake, fakeServer, Hang, ids } from "./fake-server.ts";
import { eseutil, type FakeTool, robocopy } from "./fake-tools.ts";

const top = testFolder();
let last = 0;

async function made(behaviour: Behaviour, prepare: (fake: Fake) => void = () => undefined) {
  const fake = fakeServer(join(top, String(++last)), behaviour);
  prepare(fake);
  return { ...fake, record: await runBackup(fake.plan, fake.ports) };
}

/** What holds after every run that is not good: Exchange was not told, and nothing is left on the server. */
function expectRefused({ record, server, plan, ports }: Fake & { readonly record: RunRecord }): void {
  expect(record.outcome).toBe("failed");
  expect(server.told).not.toContain("end");
  expect([server.shadows, [...server.exposed], record.left]).toEqual([[], [], []]);
  expect(record.endedAt).not.toBeNull();
  expect(record.steps.every(({ end }) => end !== null)).toBe(true);
  const kept = JSON.parse(readFileSync(join(plan.folders.run, "run.json"), "utf8")) as unknown;
  expect(kept).toEqual(record);
  expect(JSON.parse(readFileSync(join(ports.registry, `${plan.id}.json`), "utf8"))).toEqual(record);
}

const at =
  (line: RegExp, act: () => void | Promise<void>) =>
  async (text: string): Promise<void> => {
    if (line.test(text)) await act();
  };
const dies = (code: number) => () => {
  throw new Death(code);
};
const hangs = async (): Promise<never> => {
  throw new Hang("hangs");
};

/** What comes behind a tool's usual work. */
const then =
  (
    tool: FakeTool,
    change: (args: readonly string[], out: (text: string) => void) => number | null,
  ): FakeTool =>
  async (server, args, out, folder) => {
    const code = await tool(server, args, out, folder);
    return change(args, out) ?? code;
  };

describe("Diskshadow that fails", () => {
  it.each<readonly [string, RegExp, string, string]>([
    ["before its first line", /^# Made/, "Prepare", "Diskshadow ended with 1"],
    ["at a writer that is not there", /^writer verify/, "Prepare", 'at "writer verify'],
    ["at the snapshot", /^create$/, "Take the snapshot", 'Diskshadow ended with 1 at "create".'],
    ["at a letter that is taken", /^expose .*_2/, "Show the shadow copies", 'at "expose %thawline_'],
    ["before the copying starts", /^exec /, "Copy and check", "The copying left no proof"],
    [
      "at the word to Exchange itself",
      /^end backup$/,
      "Tell Exchange that the backup is good",
      'at "end backup"',
    ],
  ])("%s", async (_, line, step, reason) => {
    const run = await made({ meet: at(line, dies(1)) });
    // The word was begun: nobody can say that Exchange has not heard it.
    if (line.test("end backup")) expect(run.record.outcome).toBe("doubtful");
    else expectRefused(run);
    expect(run.record.reasons[0]).toContain(reason);
    const failed = run.record.steps.find(({ outcome }) => outcome === "failed");
    expect(failed?.name).toBe(step);
    expect(failed?.transcript).toBe(step === "Prepare" ? null : "transcripts/diskshadow.txt");
    expect(run.server.shadows).toEqual([]);
  });

  it("names the error that VSS gave", async () => {
    const tools = {
      "diskshadow.exe": then(diskshadow, (_, out) => {
        out(
          "\r\nThe last operation failed.\r\n\t- Returned HRESULT: 80042306\r\n\t- Error text: VSS_E_PROVIDER_VETO\r\n",
        );
        return null;
      }),
    };
    const run = await made({ tools, meet: at(/^create$/, dies(1)) });
    expectRefused(run);
  });

  it("is not there", async () => {
    const run = await made({ tools: { "diskshadow.exe": null } });
    expectRefused(run);
    expect(run.record.reasons[0]).toContain("ENOENT");
  });

  it("ends with 0 halfway", async () => {
    const run = await made({ meet: at(/^create$/, dies(0)) });
    expectRefused(run);
    const next = `expose %thawline_${run.plan.id}_1% ${run.plan.folders.run}/snapshot/1`;
    expect(run.record.reasons).toEqual([`Diskshadow ended at "create", and did not come to "${next}".`]);
  });

  it("ends badly after the word was given: the files are good, the end is in doubt", async () => {
    const run = await made({ meet: at(/^delete shadows id %.*_2%/, dies(1)) });
    expect(run.record.outcome).toBe("doubtful");
    expect(run.server.told).toEqual(["begin", "end"]);
    expect(run.record.reasons).toEqual([
      'Diskshadow ended with 1 at "delete shadows id %thawline_0123456789abcdef_2%".',
    ]);
    // What it did not delete is deleted afterwards.
    expect(run.server.deleted).toEqual([ids(1), ids(2)]);
    expect(run.record.left).toEqual([]);
  });

  it("is of the copy type: never begins a session, and tells nothing", async () => {
    const run = await made({ type: "copy" });
    expect(run.record).toMatchObject({ outcome: "proven", type: "copy" });
    expect(run.server.told).toEqual([]);
  });
});

describe("what takes part", () => {
  it("is not the wanted database: ended before anything is copied", async () => {
    const run = await made({ includes: () => [] });
    expectRefused(run);
    expect(run.record.reasons[0]).toMatch(
      /^Diskshadow did not say that DB01 takes part: Microsoft Exchange Writer:/,
    );
  });

  it("is another database as well, which was excluded: ended, for its logs would be deleted", async () => {
    const other =
      "\\Microsoft Exchange Server\\Microsoft Information Store\\EX1\\22222222-2222-4222-8222-222222222222";
    const run = await made({ includes: (path) => [path, other] });
    expectRefused(run);
    expect(run.record.reasons[0]).toContain(`${other} took part, though it was excluded.`);
  });
});

describe("copying that goes wrong is never told to Exchange as good:", () => {
  const bits: readonly (readonly [number, string])[] = [8, 9, 16, -1].map((code) => [
    code,
    `exit code ${code}`,
  ]);
  it.each(bits)("robocopy ends with %d", async (code, reason) => {
    const run = await made({ tools: { "robocopy.exe": then(robocopy, () => code) } });
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
      then(robocopy, ([, to = ""]) => {
        rmSync(join(to, "E0000000003.log"), { force: true });
        return null;
      }),
      "E0000000003.log is missing, though the snapshot has it",
    ],
    [
      "robocopy cuts a file",
      then(robocopy, ([, to = ""]) => {
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
    ["is not there", null, /DB01\.edb: eseutil did not check it/],
    [
      "finds damaged pages",
      says(/^\/k .*edb$/, "", 4_294_966_090),
      /DB01\.edb: eseutil \/k: exit code -1206/,
    ],
    ["says nothing of the pages", says(/^\/k .*edb$/, ""), /DB01\.edb: eseutil \/k: no last line/],
    ["finds a log damaged", says(/^\/ml /, "", 4_294_966_795), /eseutil \/ml: exit code -501/],
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
      "robocopy.exe": then(robocopy, ([, to = ""]) => {
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

describe("proofs that are none", () => {
  const forged = (change: (proof: Record<string, unknown>) => unknown): Behaviour => ({
    meet: (line, server) => {
      if (line !== "end backup") return;
      const [run = ""] = readdirSync(server.target);
      const path = join(server.target, run, "copy.json");
      const proof = change(JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>);
      if (proof === undefined) rmSync(path);
      else writeFileSync(path, JSON.stringify(proof));
    },
  });
  it.each<readonly [string, Behaviour, string]>([
    [
      "of another run",
      forged((proof) => ({ ...proof, id: "ffffffffffffffff" })),
      "copy.json is that of another run (ffffffffffffffff).",
    ],
    [
      "that say no",
      forged((proof) => ({ ...proof, good: false, reasons: ["a page is bad."] })),
      "a page is bad.",
    ],
    ["that are gone", forged(() => undefined), "The copying left no proof: "],
    ["of another shape", forged(() => ({ good: true })), "is not of the shape that this version writes"],
  ])("%s make a run doubtful, though Exchange was told", async (_, behaviour, reason) => {
    const run = await made(behaviour);
    expect(run.record.outcome).toBe("doubtful");
    expect(run.record.reasons[0]).toContain(reason);
    expect(run.server.shadows).toEqual([]);
  });
});

describe("what hangs is ended, with all that is undone afterwards:", () => {
  it.each<readonly [string, Behaviour, string]>([
    [
      "Diskshadow before the copying",
      { meet: at(/^create$/, hangs) },
      "Diskshadow did nothing for 15 minutes before the copying, and was ended.",
    ],
    [
      "robocopy",
      { tools: { "robocopy.exe": hangs } },
      "The copying did not go on for 30 minutes, and was ended.",
    ],
    [
      "eseutil",
      { tools: { "eseutil.exe": hangs } },
      "The copying did not go on for 30 minutes, and was ended.",
    ],
  ])("%s", async (_, behaviour, reason) => {
    const run = await made(behaviour);
    expectRefused(run);
    expect(run.record.reasons[0]).toBe(reason);
  });

  it("Diskshadow after the copying: in doubt, for its word may have been heard", async () => {
    const run = await made({ leave: at(/^end backup$/, hangs) });
    expect(run.record).toMatchObject({ outcome: "doubtful", left: [] });
    expect(run.record.reasons[0]).toBe(
      "Diskshadow did nothing for 30 minutes after the copying, and was ended.",
    );
    expect(run.server.shadows).toEqual([]);
  });
});

describe("the folder of a run", () => {
  it("that is there already is refused, and nothing in it touched", async () => {
    const run = await made({}, ({ plan }) => {
      mkdirSync(plan.folders.run);
      writeFileSync(join(plan.folders.run, "mine.txt"), "mine");
    });
    expect(run.record.outcome).toBe("failed");
    expect(run.record.reasons[0]).toMatch(/^The folder of the run cannot be made: EEXIST/);
    expect(readdirSync(run.plan.folders.run)).toEqual(["mine.txt"]);
    expect(run.server.started).toEqual([]);
  });

  it("is not made where the target is missing", async () => {
    const run = await made({}, ({ server }) => rmSync(server.target, { recursive: true }));
    expect(run.record.reasons[0]).toMatch(/^The folder of the run cannot be made: ENOENT/);
    expect(existsSync(run.server.target)).toBe(false);
  });
});
