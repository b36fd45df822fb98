import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { eventRecord } from "../../parsers/record.ts";
import { evtxOf, testFolder } from "../app/logs.ts";
import { MAIN, thawline } from "./run.ts";

const folder = testFolder();

function record(recordId: number, provider: string, eventId: number) {
  return eventRecord({
    server: "MBX1",
    channel: "Application",
    recordId,
    provider,
    eventId,
    level: 4,
    time: `2026-03-01T20:00:${String(recordId % 60).padStart(2, "0")}.1234567Z`,
    strings: ["a", "", "c"],
    origin: "",
  });
}

const log = join(folder, "log.evtx");
const records = [
  record(1, "ESE", 2001),
  record(2, "ESE", 2003),
  record(3, "VSS", 8224),
  record(4, "ESE", 2006),
  record(5, "MSExchangeRepl", 2033),
];
writeFileSync(log, evtxOf(records));
const big = join(folder, "big.evtx");
writeFileSync(big, evtxOf(Array.from({ length: 5000 }, (_, index) => record(index + 1, "ESE", 2001))));

const ids = (stdout: string): readonly number[] =>
  stdout
    .trimEnd()
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line).eventId);

describe("events", () => {
  it("prints one JSON object a record, in file order, and nothing else", async () => {
    const { code, stdout, stderr } = await thawline(["events", log]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(ids(stdout)).toEqual([2001, 2003, 8224, 2006, 2033]);
    expect(JSON.parse(stdout.split("\n")[0] ?? "")).toMatchObject({
      server: "MBX1",
      channel: "Application",
      recordId: 1,
      provider: "ESE",
      time: "2026-03-01T20:00:01.1234567Z",
      strings: ["a", "", "c"],
      message: null,
    });
  });

  it.each([
    [
      ["--provider", "ese"],
      [2001, 2003, 2006],
    ],
    [
      ["--provider", "VSS", "--provider", "MSExchangeRepl"],
      [8224, 2033],
    ],
    [
      ["--id", "2001-2005"],
      [2001, 2003],
    ],
    [
      ["--id", "2001,8224", "--id", "2030-2040"],
      [2001, 8224, 2033],
    ],
    [["--id", "2000-2040", "--provider", "MSExchangeRepl"], [2033]],
    [["--id", "1"], []],
  ])("chooses records with %j", async (args, expected) => {
    const { code, stdout } = await thawline(["events", log, ...args]);
    expect({ code, ids: ids(stdout) }).toEqual({ code: 0, ids: expected });
  });

  it("tells what it could not read, and by its exit code", async () => {
    const bytes = readFileSync(big);
    const cut = join(folder, "cut.evtx");
    writeFileSync(cut, bytes.subarray(0, 4096 + 65_536 + 30_000));
    const text = join(folder, "text.txt");
    writeFileSync(text, "nothing of a log\n");
    const damaged = await thawline(["events", cut]);
    expect(ids(damaged.stdout).length).toBeGreaterThan(200);
    expect(damaged.stderr).toMatch(/^thawline: (warning|error): .*cut\.evtx@0x[0-9a-f]+: /m);
    expect((await thawline(["events", text])).code).toBe(3);
    expect((await thawline(["events", text, log])).code).toBe(1);
    const quiet = await thawline(["--log-level", "silent", "events", text, log]);
    expect(quiet).toMatchObject({ code: 1, stderr: "" });
  });

  it("passes over what is no log in a folder, and says so only when asked", async () => {
    const mixed = join(folder, "mixed");
    mkdirSync(mixed);
    writeFileSync(join(mixed, "a.evtx"), readFileSync(log));
    writeFileSync(join(mixed, "notes.md"), "# notes\n");
    writeFileSync(join(mixed, ".hidden"), "x");
    expect(await thawline(["events", mixed])).toMatchObject({ code: 0, stderr: "" });
    const { stderr } = await thawline(["--log-level", "info", "events", mixed]);
    expect(stderr).toMatch(/notes\.md: no known format of event logs \[input-passed-over\]/);
    expect(stderr).toMatch(/\.hidden: hidden, passed over/);
  });

  it("ends quietly when the reader of a pipe has seen enough", async () => {
    const child = spawn(process.execPath, [MAIN, "events", big, big, log], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    const err: Buffer[] = [];
    child.stderr.on("data", (piece: Buffer) => err.push(piece));
    await once(child.stdout, "data");
    child.stdout.destroy();
    const [code] = await once(child, "close");
    expect({ code, stderr: Buffer.concat(err).toString() }).toEqual({ code: 0, stderr: "" });
  });

  it("writes a file that is whole or not there, and leaves nothing behind at Ctrl-C", async () => {
    const place = join(folder, "out");
    const temp = join(folder, "temp");
    mkdirSync(place);
    mkdirSync(temp);
    const path = join(place, "events.ndjson");
    expect(await thawline(["events", log, "-o", path])).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(ids(readFileSync(path, "utf8"))).toEqual([2001, 2003, 8224, 2006, 2033]);

    const child = spawn(process.execPath, [MAIN, "events", "-", "-o", join(place, "more.ndjson")], {
      stdio: ["pipe", "pipe", "pipe"],
      env: { ...process.env, TMPDIR: temp },
    });
    // Standard input stays open: the program waits for more of a log that has begun.
    child.stdin.on("error", () => undefined);
    child.stdin.write(readFileSync(big));
    while (!readdirSync(place).some((name) => name.endsWith(".tmp"))) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
    child.kill("SIGINT");
    const [code] = await once(child, "close");
    expect(code).toBe(130);
    expect({ place: readdirSync(place), temp: readdirSync(temp) }).toEqual({
      place: ["events.ndjson"],
      temp: [],
    });
  });
});
