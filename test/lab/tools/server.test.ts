import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readVssadmin } from "../../../parsers/vssadmin/index.ts";
import { createClock, type RealTime } from "../../../src/lab/clock.ts";
import { dismount } from "../../../src/lab/faults/mounting.ts";
import { otherShadow } from "../../../src/lab/faults/tools.ts";
import { createLab } from "../../../src/lab/lab.ts";
import { backUp } from "../../../src/lab/requester.ts";
import { USUAL_SITE } from "../../../src/lab/site.ts";
import { createLabTime } from "../../../src/lab/tools/time.ts";
import { testFolder } from "../../app/logs.ts";
import { bench, SYSTEM32 } from "./machine.ts";

const top = testFolder();
const VSSADMIN = `${SYSTEM32}vssadmin.exe`;
const ASK = { timeoutSeconds: 60 };

async function rows(machine: Awaited<ReturnType<typeof bench>>["machine"], script: string, kind: string) {
  const answer = await machine.shell.ask(script, ["SIM-EX1"], ASK);
  if (!answer.ok) throw new Error(answer.message);
  return answer.rows
    .filter(([first]) => first === kind)
    .map((row) =>
      Object.fromEntries(row.slice(1).flatMap((name, i) => (i % 2 === 0 ? [[name, row[i + 2]]] : []))),
    );
}

describe("vssadmin", () => {
  it("lists the writers: those of Exchange by the version of the servers", async () => {
    const exchange = async (site: Parameters<typeof bench>[2], folder: string) => {
      const { run } = await bench(join(top, folder), undefined, site);
      const { stdout, exitCode } = await run(VSSADMIN, ["list", "writers"]);
      const answer = readVssadmin("writers", stdout, exitCode);
      return answer.kind === "listed"
        ? answer.items.flatMap(({ name, id, condition }) =>
            id.startsWith("76fe1ac4") ? [[name, condition]] : [],
          )
        : [];
    };
    expect(await exchange(USUAL_SITE, "writers")).toEqual([["Microsoft Exchange Writer", "stable"]]);
    expect(await exchange({ ...USUAL_SITE, version: "2010" }, "writers-2010")).toEqual([
      ["Microsoft Exchange Writer", "stable"],
      ["Microsoft Exchange Replica Writer", "stable"],
    ]);
  });

  it("lists shadow copies, and says with exit code 1 that there are none", async () => {
    const { run, machine } = await bench(join(top, "shadows"));
    const none = await run(VSSADMIN, ["list", "shadows"]);
    expect([none.exitCode, readVssadmin("shadows", none.stdout, none.exitCode).kind]).toEqual([1, "none"]);
    const id = otherShadow(machine.state);
    const one = await run(VSSADMIN, ["list", "shadows"]);
    expect(readVssadmin("shadows", one.stdout, one.exitCode)).toMatchObject({
      kind: "listed",
      items: [{ id, volume: { path: "D:" } }],
    });
  });
});

describe("PowerShell", () => {
  it("tells of databases and copies as they are now", async () => {
    const { machine, lab } = await bench(join(top, "shell"));
    const [first] = lab.databases;
    expect(await rows(machine, "topology", "database")).toMatchObject([
      {
        name: "SIM-DB01",
        mounted: "True",
        inProgress: "False",
        file: "D:\\Databases\\SIM-DB01\\SIM-DB01.edb",
      },
      { name: "SIM-DB02", mountedOn: "SIM-EX2.simulated.example" },
    ]);
    lab.queue.start(backUp(lab, { server: lab.servers[0], databases: ["SIM-DB01"] }));
    await machine.sleep(30_000);
    expect((await rows(machine, "topology", "database"))[0]).toMatchObject({ inProgress: "True" });
    const copy = first?.copies.find(({ active }) => active);
    if (copy !== undefined) dismount(lab, copy);
    expect((await rows(machine, "topology", "database"))[0]).toMatchObject({ mounted: "False" });
    expect(await rows(machine, "topology", "copy")).toContainEqual(
      expect.objectContaining({ database: "SIM-DB01", server: "SIM-EX1", status: "Dismounted" }),
    );
  });

  it("does not understand what it was not told, and answers nobody when it is closed", async () => {
    const { machine } = await bench(join(top, "closed"));
    expect(await machine.shell.ask("Get-Date", [], ASK)).toMatchObject({ ok: false, reason: "script" });
    await machine.shell.close();
    expect(await machine.shell.ask("machine", [], ASK)).toMatchObject({ ok: false, reason: "closed" });
  });
});

describe("time", () => {
  it("passes to the moment that the first of them waits for, whatever limits others have", async () => {
    const { machine, lab } = await bench(join(top, "time"));
    const start = lab.queue.now();
    const late = new AbortController();
    const limit = machine.sleep(1_800_000, late.signal).catch(() => "called off");
    await machine.sleep(2000);
    await machine.sleep(3000);
    late.abort();
    expect([await limit, lab.queue.now() - start]).toEqual(["called off", 5]);
  });

  it("stands still while somebody works", async () => {
    const { lab } = await bench(join(top, "still"));
    const time = createLabTime(lab);
    const start = lab.queue.now();
    const release = time.hold();
    let over = false;
    const waited = time.wait(10).then(() => {
      over = true;
    });
    for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
    expect([over, lab.queue.now() - start]).toEqual([false, 0]);
    release();
    await waited;
    expect(lab.queue.now() - start).toBe(10);
  });

  it("takes as long as its factor says where it follows real time", async () => {
    let clock = 0;
    const real: RealTime = {
      now: () => clock,
      sleep: async (ms) => {
        clock += ms;
      },
    };
    const lab = createLab({ site: USUAL_SITE, seed: 1, clock: createClock(0, 60, real, 3600) });
    await lab.queue.run(3600);
    expect(clock).toBe(0);
    await createLabTime(lab).wait(120);
    // Two minutes at a factor of 60: two seconds.
    expect(clock).toBe(2000);
  });
});
