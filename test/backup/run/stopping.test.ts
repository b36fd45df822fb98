import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runBackup } from "../../../src/backup/run/run-backup.ts";
import { testFolder } from "../../app/logs.ts";
import { type Behaviour, fakeServer } from "./fake-server.ts";
import { eseutil, type FakeTool, robocopy } from "./fake-tools.ts";

const top = testFolder();
let last = 0;

/** A run that somebody stops (Ctrl-C) when `behaviour` calls. */
async function stopped(behaviour: (stop: () => void) => Behaviour) {
  const over = new AbortController();
  const fake = fakeServer(
    join(top, String(++last)),
    behaviour(() => over.abort()),
  );
  const record = await runBackup(fake.plan, { ...fake.ports, signal: over.signal });
  return { ...fake, record };
}

const before =
  (tool: FakeTool, stop: () => void): FakeTool =>
  async (...given) => {
    stop();
    return await tool(...given);
  };

describe("a run that is stopped", () => {
  const lines = [/^# Made/, /^writer verify/, /^begin backup/, /^create$/, /^expose .*_1/, /^exec /];
  it.each(lines)("at %s tells Exchange nothing, and leaves nothing", async (line) => {
    const run = await stopped((stop) => ({ meet: (text) => (line.test(text) ? stop() : undefined) }));
    expect(run.record).toMatchObject({ outcome: "failed", reasons: ["It was stopped."], left: [] });
    expect(run.server.told).not.toContain("end");
    expect([run.server.shadows, [...run.server.exposed]]).toEqual([[], []]);
    expect(run.record.steps.at(-1)).toMatchObject({ name: "Clean up", outcome: "succeeded" });
  });

  const tools: Readonly<Record<string, FakeTool>> = { "robocopy.exe": robocopy, "eseutil.exe": eseutil };
  it.each(Object.entries(tools))("in %s likewise", async (name, tool) => {
    const run = await stopped((stop) => ({ tools: { [name]: before(tool, stop) } }));
    expect(run.record).toMatchObject({ outcome: "failed", reasons: ["It was stopped."], left: [] });
    expect(run.server.told).not.toContain("end");
    expect(run.server.shadows).toEqual([]);
  });

  it("before it began starts nothing", async () => {
    const fake = fakeServer(join(top, "before"));
    const record = await runBackup(fake.plan, { ...fake.ports, signal: AbortSignal.abort() });
    expect(record).toMatchObject({ outcome: "failed", reasons: ["It was stopped."], left: [] });
    expect(fake.server.started.some((one) => one.startsWith("diskshadow"))).toBe(false);
  });

  it("while Exchange is told is let go on, so that what it knows is known", async () => {
    const run = await stopped((stop) => ({ meet: (text) => (text === "end backup" ? stop() : undefined) }));
    expect(run.record).toMatchObject({ outcome: "proven", reasons: [], left: [] });
    expect(run.server.told).toEqual(["begin", "end"]);
  });
});

describe("a copy step whose run is gone", () => {
  it("is never good, and lets nothing be told to Exchange", async () => {
    let overseen = true;
    const fake = fakeServer(join(top, "orphan"), {
      copy: (ports) => ({ ...ports, overseen: () => overseen }),
      tools: { "eseutil.exe": before(eseutil, () => (overseen = false)) },
    });
    const record = await runBackup(fake.plan, fake.ports);
    expect(record.outcome).toBe("failed");
    expect(record.reasons).toContain("The backup that this belongs to was ended meanwhile.");
    expect(fake.server.told).not.toContain("end");
  });
});

describe("what is known while a run goes on", () => {
  it("holds the ids of its shadow copies before anything is shown or copied", async () => {
    let kept: unknown = null;
    const fake = fakeServer(join(top, "ids"), {
      meet: (line) => {
        if (!line.startsWith("expose") || kept !== null) return;
        kept = JSON.parse(readFileSync(join(fake.plan.folders.run, "run.json"), "utf8"));
      },
    });
    await runBackup(fake.plan, fake.ports);
    expect(kept).toMatchObject({
      outcome: "running",
      endedAt: null,
      process: { id: process.pid },
      snapshotSet: "5e75e75e-0000-4000-8000-000000000001",
      shadows: [
        {
          id: "5ad00000-0000-4000-8000-000000000001",
          volume: fake.plan.snapshot.volumes[0]?.name,
          removed: false,
        },
        { id: "5ad00000-0000-4000-8000-000000000002", removed: false },
      ],
    });
  });

  it("comes from the copy step where Diskshadow's own output comes late", async () => {
    // A program that writes to a pipe may keep its output until it ends.
    const { diskshadow } = await import("./fake-diskshadow.ts");
    const seen: string[] = [];
    const late: FakeTool = async (server, args, out, folder) => {
      const held: string[] = [];
      const code = await diskshadow(server, args, (text) => held.push(text), folder);
      seen.push(...held.filter((text) => text.includes("-> exec")));
      for (const text of held) out(text);
      return code;
    };
    let kept = "";
    const fake = fakeServer(join(top, "late"), {
      tools: { "diskshadow.exe": late },
      meet: (line) => {
        if (line !== "end backup") return;
        kept = readFileSync(join(fake.plan.folders.run, "progress.json"), "utf8");
      },
    });
    const record = await runBackup(fake.plan, fake.ports);
    expect(seen).toHaveLength(1);
    expect(record.outcome).toBe("proven");
    expect(JSON.parse(kept)).toMatchObject({
      id: fake.plan.id,
      step: "Check the files",
      shadows: [
        { id: "5ad00000-0000-4000-8000-000000000001" },
        { id: "5ad00000-0000-4000-8000-000000000002" },
      ],
    });
  });

  it("is told as it comes: steps that begin and end, and how far the copying is", async () => {
    const fake = fakeServer(join(top, "told"));
    await runBackup(fake.plan, fake.ports);
    const steps = fake.events.flatMap((event) => (event.kind === "step" ? [event.step] : []));
    expect(steps[0]).toMatchObject({ name: "Prepare", end: null });
    expect(steps[1]).toMatchObject({ name: "Prepare", outcome: "succeeded" });
    expect(steps.map(({ name }) => name)).toContain("Copy and check");
    const far = fake.events.flatMap((event) => (event.kind === "progress" ? [event.progress] : []));
    expect(far.length).toBeGreaterThan(0);
    expect(far.every(({ bytes, bytesInAll }) => bytes <= bytesInAll)).toBe(true);
    expect(existsSync(join(fake.plan.folders.run, "progress.json"))).toBe(true);
  });
});
