import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { closedLogName } from "../../../parsers/ese/index.ts";
import { createEseutilReader } from "../../../parsers/eseutil/index.ts";
import { foreignLog, type Spoil, tornPage } from "../../../src/lab/faults/storage.ts";
import { copyOn } from "../../../src/lab/find.ts";
import { snapshotOf } from "../../../src/lab/store/files.ts";
import type { VerifyReport } from "../../../src/model/verify.ts";
import { testFolder } from "../../app/logs.ts";
import { backupFolder } from "../../verify/backup.ts";
import { type Bench, bench, ESEUTIL, type Ran } from "./machine.ts";

const top = testFolder();
const { verify } = backupFolder();

function read({ stdout, stderr }: Ran) {
  const reader = createEseutilReader();
  reader.stdout(stdout);
  reader.stderr(stderr);
  return reader.end();
}

/** The files of the mounted database as a snapshot has them, in a real folder. */
async function files(
  name: string,
  spoil: Spoil = () => undefined,
): Promise<Bench & { readonly place: string }> {
  const made = await bench(join(top, name));
  const copy =
    made.lab.databases[0] === undefined ? undefined : copyOn(made.lab.databases[0], made.lab.servers[0]);
  if (copy === undefined) throw new Error("no database");
  const held = snapshotOf(copy);
  spoil(held, copy);
  const place = join(made.folder, "files");
  mkdirSync(place);
  for (const [file, bytes] of held) writeFileSync(join(place, file), bytes);
  return { ...made, place };
}

/** What both say of the same files: the pages of the database, and the chain of logs. */
async function both({ run, place }: Bench & { readonly place: string }) {
  const pages = await run(ESEUTIL, ["/k", join(place, "SIM-DB01.edb")]);
  const logs = await run(ESEUTIL, ["/ml", join(place, "E00")]);
  const native: VerifyReport = await verify([place]);
  const [database] = native.databases;
  const [set] = native.sets;
  const printed = read(pages);
  const chain = read(logs);
  return {
    eseutil: {
      exits: [(pages.exitCode ?? 0) | 0, (logs.exitCode ?? 0) | 0],
      seen: printed.checksum?.pagesSeen,
      bad: printed.pageErrors,
      badLogs: chain.logs.filter(({ ok }) => !ok).map(({ file }) => file),
      ended: [printed.completed, chain.completed],
      strange: [...printed.unknownTrouble, ...chain.unknownTrouble],
    },
    native: {
      exits: [database?.eseutilExit, set?.chain.eseutilExit],
      seen: database?.pagesSeen,
      bad: database?.badPages,
      badLogs: set?.chain.logs.filter(({ ok }) => !ok).map(({ name }) => name),
    },
  };
}

describe("eseutil looks at real files", () => {
  it("and finds those of a good snapshot good, as the native check does", async () => {
    const { eseutil, native } = await both(await files("good"));
    expect(eseutil).toEqual({ ...native, ended: ["success", "success"], strange: [] });
    expect([eseutil.exits, eseutil.seen, eseutil.bad]).toEqual([[0, 0], 40, []]);
  });

  it("and names the same damaged page", async () => {
    const { eseutil, native } = await both(await files("torn", tornPage));
    expect(eseutil).toEqual({ ...native, ended: ["error", "success"], strange: [] });
    expect([eseutil.exits[0], eseutil.bad.length]).toEqual([-1206, 1]);
  });

  it("and names the same log that is of another stream", async () => {
    const { eseutil, native } = await both(await files("foreign", foreignLog));
    expect(eseutil).toEqual({ ...native, ended: ["success", "error"], strange: [] });
    expect(eseutil.exits[1]).toBeLessThan(0);
  });

  it("and finds a hole in the logs, a damaged one, and one under a wrong name", async () => {
    const made = await files("holes");
    const chain = async () => read(await made.run(ESEUTIL, ["/k", join(made.place, "E00")]));
    const all = (await chain()).logs.map(({ file }) => file);
    const [second = "", fourth = "", fifth = ""] = [all[1], all[3], all[4]];
    rmSync(join(made.place, second));
    const hole = await chain();
    expect([hole.missing, hole.error, hole.noDamage]).toEqual([[second], -528, false]);
    const damaged = readFileSync(join(made.place, fourth));
    writeFileSync(join(made.place, fourth), damaged.fill(0x77, 100, 120));
    expect((await chain()).logs.find(({ file }) => file === fourth)?.ok).toBe(false);
    const far = closedLogName("E00", Number.parseInt(fifth.slice(3, 11), 16) + 0x1000);
    copyFileSync(join(made.place, fifth), join(made.place, far));
    expect((await chain()).logs.find(({ file }) => file === far)?.messages.join()).toContain("Mismatched");
    const single = await made.run(ESEUTIL, ["/k", join(made.place, fourth)]);
    expect([(single.exitCode ?? 0) | 0, read(single).completed]).toEqual([-501, "error"]);
    expect(read(await made.run(ESEUTIL, ["/ml", join(made.place, fifth)])).singleLog?.ok).toBe(true);
  });

  it("and tells header and checkpoint", async () => {
    const made = await files("dumps");
    const { header, completed } = read(await made.run(ESEUTIL, ["/mh", join(made.place, "SIM-DB01.edb")]));
    const native = (await verify([made.place])).databases[0]?.header;
    expect(completed).toBe("success");
    expect(header).toMatchObject({
      state: "Dirty Shutdown",
      stateNormalised: "dirty",
      pageSize: 32_768,
      shadow: false,
      warnings: [],
      logRequired: native?.logRequired,
      logCommitted: native?.logCommitted,
    });
    const copy = made.lab.databases[0]?.copies[0];
    const { checkpoint } = read(await made.run(ESEUTIL, ["/mk", join(made.place, "E00.chk")]));
    expect(checkpoint?.checkpoint).toEqual([copy?.checkpoint, 1, 0]);
  });

  it("and fails at what is not there, or no database, or not asked for", async () => {
    const made = await files("nothing");
    const gone = await made.run(ESEUTIL, ["/k", join(made.place, "gone.edb")]);
    expect([(gone.exitCode ?? 0) | 0, read(gone).accessError?.error]).toEqual([-1811, -1811]);
    writeFileSync(join(made.place, "text.edb"), "no database");
    const text = await made.run(ESEUTIL, ["/k", join(made.place, "text.edb")]);
    expect([(text.exitCode ?? 0) | 0, read(text).accessError?.error]).toEqual([-1206, -1206]);
    expect(((await made.run(ESEUTIL, ["/x", "y"])).exitCode ?? 0) | 0).toBe(-1);
  });
});

describe("eseutil that is not to be trusted", () => {
  it.each([
    ["is killed", { mode: "/k", kind: "killed" }, 1, null, 40],
    ["says nothing of success", { mode: "/k", kind: "lies" }, 0, null, 40],
    ["has not seen all pages", { mode: "/k", kind: "fewer", pages: 7 }, 0, "success", 33],
    ["ends with an error", { mode: "/k", kind: "error", error: -501 }, 4_294_966_795, "error", 40],
  ] as const)("%s", async (name, fault, exitCode, completed, seen) => {
    const made = await files(name.replaceAll(" ", "-"));
    made.machine.state.faults.eseutil.push(fault);
    const ran = await made.run(ESEUTIL, ["/k", join(made.place, "SIM-DB01.edb")]);
    const told = read(ran);
    expect([ran.exitCode, told.completed, told.checksum?.pagesSeen ?? 40]).toEqual([
      exitCode,
      completed,
      seen,
    ]);
    const again = await made.run(ESEUTIL, ["/k", join(made.place, "SIM-DB01.edb")]);
    expect([again.exitCode, read(again).completed]).toEqual([0, "success"]);
  });

  it("is not there", async () => {
    const { machine, run } = await files("missing");
    machine.state.faults.missing.add("eseutil.exe");
    expect(machine.processes.find([ESEUTIL])).toBeNull();
    expect(await run(ESEUTIL, ["/k", "x"])).toMatchObject({
      exitCode: null,
      trouble: expect.stringContaining("ENOENT"),
    });
  });
});
