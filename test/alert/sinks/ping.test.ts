import { afterEach, describe, expect, it } from "vitest";
import { createSink } from "../../../src/alert/sinks/index.ts";
import { keepUp } from "../../../src/alert/upkeep.ts";
import type { UpkeepState } from "../../../src/model/alert.ts";
import type { Finding } from "../../../src/model/finding.ts";
import type { Job } from "../../../src/model/job.ts";
import type { SinkSettings } from "../../../src/model/watch-settings.ts";
import { database, finding, job } from "../../report/fixtures/build.ts";
import { message, NOTHING_ATTACHED } from "../message.ts";
import { VirtualClock } from "../virtual-clock.ts";
import { answer, type Behaviour, ok, serve, type TestServer } from "./http-server.ts";
import { NOW, never, ports } from "./ports.ts";

const opened: TestServer[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((server) => server.close()));
});

async function pinged(behaviours: readonly Behaviour[] = [ok]) {
  const server = await serve(behaviours);
  opened.push(server);
  const machine = ports();
  const settings: SinkSettings = {
    kind: "ping",
    name: "hc",
    minSeverity: "warning",
    timeoutSeconds: 5,
    jobs: [{ database: "DB*", url: `${server.origin}/db` }],
  };
  return {
    ...{ server, machine },
    /** A sink as after a start of the watcher. */
    started: () => createSink(settings, machine),
    paths: () => server.asked.map(({ path }) => path),
  };
}

const GUID = "1f2e3d4c-0002-4a5b-8c9d-000000000002";

function state(...jobs: readonly (readonly [Job, ...Finding[]])[]): UpkeepState {
  return { alerts: [], jobs: jobs.map(([one, ...findings]) => ({ job: one, findings })) };
}

/** A job of DB01 that began some minutes before the tests' now. */
function run(id: string, minutesAgo: number, outcome: Job["outcome"], name = "DB01"): Job {
  const start = new Date(NOW - minutesAgo * 60_000).toISOString();
  const end = outcome === "running" ? null : new Date(NOW - minutesAgo * 60_000 + 600_000).toISOString();
  return job(id, { outcome, start, end, databases: [database(name, "MBX1", { outcome })] });
}

describe("pings of jobs", () => {
  it("tell start and success of a job under its own run id, once each, also over a restart", async () => {
    const { started, paths, server } = await pinged();
    await started().upkeep?.run(state([run(GUID, 20, "running")]), never());
    await started().upkeep?.run(state([run(GUID, 20, "running")]), never());
    await started().upkeep?.run(state([run(GUID, 20, "succeeded")]), never());
    await started().upkeep?.run(state([run(GUID, 20, "succeeded")]), never());
    expect(paths()).toEqual([`/db/start?rid=${GUID}`, `/db?rid=${GUID}`]);
    expect(server.asked[1]?.body).toBe("DB01 on MBX1: full, succeeded");
  });

  it("tell a failure, also one that is found in a job that succeeded, later", async () => {
    const { started, paths } = await pinged();
    const sink = started();
    await sink.upkeep?.run(state([run("a", 50, "failed")]), never());
    await sink.upkeep?.run(state([run("b", 40, "succeeded")]), never());
    const missing = finding("f", "TRUNCATION_MISSING", { job: "b", database: "DB01" });
    await sink.upkeep?.run(state([run("b", 40, "succeeded"), missing]), never());
    expect(paths()).toEqual(["/db/fail", "/db", "/db/fail"]);
  });

  it("are of the newest job, of databases that fit, and never of one that is older", async () => {
    const { started, paths } = await pinged();
    const sink = started();
    await sink.upkeep?.run(
      state([run("new", 20, "succeeded")], [run("other", 5, "failed", "LAB1")]),
      never(),
    );
    await sink.upkeep?.run(state([run("old", 90, "failed")]), never());
    expect(paths()).toEqual(["/db"]);
  });

  it("do not tell of a job of yesterday as if it were of now", async () => {
    const { started, paths } = await pinged();
    const sink = started();
    await sink.upkeep?.run(state([run("a", 1500, "succeeded")]), never());
    await sink.upkeep?.run(state([run("a", 1500, "succeeded")], [run("b", 30, "succeeded")]), never());
    expect(paths()).toEqual(["/db"]);
  });

  it("are tried again when they did not arrive", async () => {
    const { started, paths } = await pinged([answer(500), ok]);
    const sink = started();
    expect(await sink.upkeep?.run(state([run("a", 20, "succeeded")]), never())).toMatchObject({
      kind: "retry",
    });
    expect(await sink.upkeep?.run(state([run("a", 20, "succeeded")]), never())).toMatchObject({
      kind: "sent",
    });
    await sink.upkeep?.run(state([run("a", 20, "succeeded")]), never());
    expect(paths()).toEqual(["/db", "/db"]);
  });

  it("tell nothing of a job whose end is not known, and nothing of alerts", async () => {
    const { started, paths } = await pinged();
    const sink = started();
    await sink.upkeep?.run(state([run("a", 20, "incomplete")]), never());
    await sink.send(message(), NOTHING_ATTACHED, never());
    expect(paths()).toEqual([]);
  });
});

it("the watcher's own sign of life goes on when the clock was set back", async () => {
  const server = await serve([ok]);
  opened.push(server);
  const watcher = { url: `${server.origin}/life`, everySeconds: 300 };
  let now = NOW;
  const sink = createSink(
    { kind: "ping", name: "hc", minSeverity: "warning", timeoutSeconds: 5, jobs: [], watcher },
    ports({ now: () => now }),
  );
  for (const time of [NOW, NOW + 60_000, NOW - 7_200_000, NOW - 7_140_000]) {
    now = time;
    await sink.upkeep?.run(state(), never());
  }
  expect(server.asked).toHaveLength(2);
});

it("the watcher's own sign of life comes at its interval, and another sink's trouble does not stop it", async () => {
  const server = await serve([ok]);
  opened.push(server);
  const clock = new VirtualClock(NOW);
  const watcher = { url: `${server.origin}/life?x=1`, everySeconds: 300 };
  const sink = createSink(
    { kind: "ping", name: "hc", minSeverity: "warning", timeoutSeconds: 5, jobs: [], watcher },
    ports({ now: clock.now }),
  );
  const broken = {
    name: "broken",
    send: () => Promise.reject(new Error("no")),
    upkeep: { everySeconds: 60, run: () => Promise.reject(new Error("secret")) },
  };
  const said: string[] = [];
  const stop = new AbortController();
  const sinks = [broken, sink];
  const wait = async (count: number): Promise<void> => {
    while (server.asked.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  const running = keepUp(
    {
      ...{ sinks, sleep: clock.sleep, state: () => state() },
      said: (name, { kind, detail }) => said.push(`${name} ${kind} ${detail}`),
    },
    stop.signal,
  );
  for (let count = 1; count <= 3; count += 1) {
    await wait(count);
    await clock.runTo(clock.time + 300_000);
  }
  await wait(4);
  stop.abort();
  await running;
  expect(server.asked.map(({ method, path }) => `${method} ${path}`)).toEqual(
    Array(4).fill("POST /life?x=1"),
  );
  expect(said).toContain("broken retry internal error of the sink: Error");
});
