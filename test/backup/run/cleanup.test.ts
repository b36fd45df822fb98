import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cleanUp } from "../../../src/backup/run/cleanup.ts";
import { volumeName } from "../site.ts";
import { diskshadow } from "./fake-diskshadow.ts";
import { Death, ids, OTHERS, SET } from "./fake-server.ts";
import type { FakeTool } from "./fake-tools.ts";
import { runMaker } from "./making.ts";

const made = runMaker();

const fails = (line: RegExp) => (text: string) => {
  if (line.test(text)) throw new Death(1);
};
/** Tools that are one way while a run is made, and another way for what comes after it. */
const inCleanup =
  (usual: FakeTool, then: FakeTool): FakeTool =>
  async (server, args, ...rest) =>
    await (args.join(" ").includes("cleanup") ? then : usual)(server, args, ...rest);

const babble: FakeTool = async (_, __, out) => {
  out("???\r\n");
  return 0;
};

describe("cleaning up after a run that failed", () => {
  it("deletes its own shadow copies by id, one command a script, and no other", async () => {
    const { record, server, plan } = await made({ meet: fails(/^exec /) }, ({ server: own }) =>
      own.shadows.push(OTHERS),
    );
    expect(server.shadows.map(({ id }) => id)).toEqual([OTHERS.id]);
    expect(record).toMatchObject({ left: [], shadows: [{ removed: true }, { removed: true }] });
    const scripts = join(plan.folders.run, "cleanup");
    expect(readdirSync(scripts).sort()).toEqual([
      "delete-1.dsh",
      "delete-2.dsh",
      "unexpose-1.dsh",
      "unexpose-2.dsh",
    ]);
    expect(readFileSync(join(scripts, "delete-1.dsh"), "latin1")).toContain(
      `\r\ndelete shadows id {${ids(1)}}\r\nexit\r\n`,
    );
    for (const name of readdirSync(scripts)) {
      expect(readFileSync(join(scripts, name), "latin1")).not.toMatch(/shadows (?:all|volume|oldest|set)/);
    }
    expect(readFileSync(join(plan.folders.run, "transcripts/cleanup-delete-1.txt"), "latin1")).toContain(
      "1 shadow copy deleted.",
    );
  });

  it("gives letters back", async () => {
    const { record, server } = await made({ expose: "letters", meet: fails(/^exec /) });
    expect([...server.exposed]).toEqual([]);
    expect(record.left).toEqual([]);
  });

  it("says what it cannot delete, and how that is done", async () => {
    const stubborn: FakeTool = async (_, __, out) => {
      out("The shadow copy is in use.\r\n");
      return 1;
    };
    const { record, server } = await made({
      meet: fails(/^exec /),
      tools: { "diskshadow.exe": inCleanup(diskshadow, stubborn) },
    });
    expect(server.shadows).toHaveLength(2);
    expect(record.left).toHaveLength(2);
    expect(record.left[0]).toContain(`The shadow copy {${ids(1)}} of `);
    expect(record.left[0]).toContain("could not be deleted (exit code 1)");
    expect(record.left[0]).toMatch(new RegExp(`enter: delete shadows id \\{${ids(1)}\\}$`));
    expect(record.steps.at(-1)).toMatchObject({ name: "Clean up", outcome: "warning" });
    // It can be done again, by the same or by a later run.
    expect(record.shadows.map(({ removed }) => removed)).toEqual([false, false]);
  });

  it("believes no deletion that the list does not prove", async () => {
    const liar: FakeTool = async (_, __, out) => {
      out("1 shadow copy deleted.\r\n");
      return 0;
    };
    const { record } = await made({
      meet: fails(/^exec /),
      tools: { "diskshadow.exe": inCleanup(diskshadow, liar) },
    });
    expect(record.left).toHaveLength(2);
  });

  it.each<readonly [string, FakeTool | null, string]>([
    ["is missing", null, "for there is no vssadmin"],
    ["fails", async () => 2, "for vssadmin ended with 2"],
    ["prints what nobody understands", babble, "is not understood"],
  ])("claims nothing when vssadmin %s, and deletes all the same", async (_, tool, words) => {
    const { record, server } = await made({ meet: fails(/^exec /), tools: { "vssadmin.exe": tool } });
    expect(server.shadows).toEqual([]);
    expect(record.left[0]).toContain("may still be there, ");
    expect(record.left[0]).toContain(words);
  });

  it("deletes what is in its own snapshot set, also where the id was not told", async () => {
    const { record, server } = await made({
      meet: fails(/^exec /),
      leave: (line, { shadows }) => {
        // A third one, which Diskshadow made and was ended before it said so.
        if (line === "create") shadows.push({ id: ids(9), set: SET, volume: volumeName("c") });
      },
    });
    expect(server.shadows).toEqual([]);
    expect(record.shadows.map(({ id, removed }) => [id, removed])).toContainEqual([ids(9), true]);
  });

  it("tells of shadow copies that came meanwhile and that nothing proves to be its own, and leaves them", async () => {
    const mute: FakeTool = async (server, args, out, folder) =>
      await diskshadow(server, args, (text) => (/shadow ID|-> %/.test(text) ? undefined : out(text)), folder);
    const { record, server } = await made({
      meet: fails(/^exec /),
      tools: {
        "diskshadow.exe": async (server, args, out, folder) =>
          await mute(server, args, (text) => out(text.replace(/.*set ID.*\r\n/, "")), folder),
      },
    });
    expect(record.shadows).toEqual([]);
    expect(server.shadows).toHaveLength(2);
    expect(record.left[0]).toContain("nothing proves that the run made it");
    expect(record.left[0]).toContain(`delete shadows id {${ids(1)}}`);
  });

  it("leaves a mount folder that holds anything", async () => {
    const { record, plan } = await made({
      meet: (line, server) => {
        if (!line.startsWith("exec ")) return;
        const [run = ""] = readdirSync(server.target);
        // Where the second one was to be shown, somebody put a file.
        server.exposed.delete(ids(2));
        writeFileSync(join(server.target, run, "snapshot/2/mine.txt"), "mine");
        throw new Death(1);
      },
    });
    expect(existsSync(join(plan.folders.run, "snapshot/2/mine.txt"))).toBe(true);
    expect(record.left).toHaveLength(1);
    expect(record.left[0]).toMatch(/snapshot\/2 could not be removed: ENOTEMPTY.* Enter: rmdir "/);
  });

  it("can be done again", async () => {
    const { record, server, ports, plan } = await made({ meet: fails(/^exec /) });
    const before = server.started.length;
    const again = await cleanUp(record, { machine: ports.machine, folder: plan.folders.run });
    expect(again).toEqual({ shadows: record.shadows, left: [] });
    expect(server.started.slice(before)).toEqual(["vssadmin.exe list shadows"]);
    mkdirSync(join(plan.folders.run, "snapshot/1"), { recursive: true });
    expect((await cleanUp(record, { machine: ports.machine, folder: plan.folders.run })).left).toEqual([]);
    expect(existsSync(join(plan.folders.run, "snapshot/1"))).toBe(false);
  });
});
