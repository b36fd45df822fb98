import { afterEach, describe, expect, it } from "vitest";
import { createSink } from "../../../src/alert/sinks/index.ts";
import { testMessage } from "../../../src/alert/test-alert.ts";
import type { Alert, Sink } from "../../../src/model/alert.ts";
import type { SinkSettings } from "../../../src/model/watch-settings.ts";
import { alert, message, NOTHING_ATTACHED } from "../message.ts";
import { NO_ALERTMANAGER, startAlertmanager, until } from "./alertmanager-binary.ts";
import { answer, ok, refusing, serve, type TestServer } from "./http-server.ts";
import { NOW, never, ports } from "./ports.ts";

const opened: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.stop()));
  delete process.env.THAWLINE_TEST_TOKEN;
});

async function start(...behaviours: Parameters<typeof serve>[0]): Promise<TestServer> {
  const server = await serve(behaviours);
  opened.push({ stop: () => server.close() });
  return server;
}

type Settings = Extract<SinkSettings, { kind: "alertmanager" }>;

function sinkFor(urls: readonly string[], now = () => NOW, more: Partial<Settings> = {}): Sink {
  const base = { kind: "alertmanager", name: "am", minSeverity: "warning", timeoutSeconds: 5 } as const;
  return createSink({ ...base, urls, labels: { dag: "DAG1" }, ...more }, ports({ now }));
}

const post = (sink: Sink, sent = message()) => sink.send(sent, NOTHING_ATTACHED, never());
const refresh = (sink: Sink, alerts: readonly Alert[]) => sink.upkeep?.run({ alerts, jobs: [] }, never());

const told = (more: Partial<Alert> = {}): Alert => alert({ notified: { am: NOW }, ...more });
const resolvedNow = (at: number): Alert => told({ state: "resolved", resolvedAt: at });

const LABELS = {
  alertname: "FREEZE_TIMEOUT",
  dag: "DAG1",
  database: "DB01",
  server: "MBX1",
  severity: "failure",
};

describe("what Alertmanager is sent", () => {
  it("is known by code, DAG, database, server and severity; the rest is told beside", async () => {
    const server = await start(ok);
    expect(await post(sinkFor([`${server.origin}/prefix/`]))).toMatchObject({ kind: "sent" });
    expect(server.asked[0]).toMatchObject({ method: "POST", path: "/prefix/api/v2/alerts" });
    expect(JSON.parse(server.asked[0]?.body ?? "")).toEqual([
      {
        labels: LABELS,
        annotations: {
          summary: "Databases frozen longer than allowed",
          description: "DB01 was frozen for 1 min 10 s; VSS allows 1 min.",
          cause: "The snapshot was not taken in the time that the writers are held.",
          remedy: "1. Put fewer databases and volumes into one snapshot set. 2. Look for slow storage.",
          job: "1f2e3d4c-0002-4a5b-8c9d-000000000002",
          count: "1",
          fingerprint: "FREEZE_TIMEOUT/mbx1/db01",
        },
        startsAt: "2026-03-01T22:01:44.000Z",
        endsAt: "2026-03-01T22:20:00.000Z",
      },
    ]);
  });

  it("is sent again while it fires, if this sink was told of it, and for five minutes when it is over", async () => {
    const server = await start(ok);
    let now = NOW;
    const sink = sinkFor([server.origin], () => now);
    await refresh(sink, [told(), alert({ fingerprint: "other", database: "DB02" })]);
    now += 60_000;
    const over = resolvedNow(now);
    await post(sink, message({ reason: "resolved", alerts: [over] }));
    for (const minutes of [1, 4, 2]) {
      now += minutes * 60_000;
      await refresh(sink, [over]);
    }
    const sent = server.asked.map(({ body }) => JSON.parse(body) as { labels: object; endsAt: string }[]);
    expect(sent.map((alerts) => alerts.map((one) => one.endsAt))).toEqual([
      ["2026-03-01T22:20:00.000Z"],
      ["2026-03-01T22:06:00.000Z"],
      ["2026-03-01T22:06:00.000Z"],
      ["2026-03-01T22:06:00.000Z"],
    ]);
    for (const alerts of sent) expect(alerts[0]?.labels).toEqual(LABELS);
  });

  it("ends under its milder severity when it gets worse", async () => {
    const server = await start(ok);
    await post(sinkFor([server.origin]), message({ reason: "worse" }));
    const sent = JSON.parse(server.asked[0]?.body ?? "") as {
      labels: Record<string, string>;
      endsAt: string;
    }[];
    expect(sent.map(({ labels, endsAt }) => [labels.severity, endsAt])).toEqual([
      ["failure", "2026-03-01T22:20:00.000Z"],
      ["warning", "2026-03-01T22:05:00.000Z"],
    ]);
  });

  it("goes to every peer; one that takes it is enough", async () => {
    const [first, second] = [await start(ok), await start(ok)];
    await post(sinkFor([first.origin, second.origin]));
    expect([first.asked.length, second.asked.length]).toEqual([1, 1]);
    const down = await refusing();
    expect(await post(sinkFor([down, second.origin]))).toMatchObject({
      kind: "sent",
      detail: expect.stringContaining("refused the connection"),
    });
    const bad = await start(answer(400));
    expect(await post(sinkFor([down, bad.origin]))).toMatchObject({ kind: "retry" });
    expect(await post(sinkFor([bad.origin]))).toMatchObject({ kind: "permanent" });
  });

  it("bears a token, or user and password", async () => {
    process.env.THAWLINE_TEST_TOKEN = "hunter2";
    const server = await start(ok);
    const secret = { env: "THAWLINE_TEST_TOKEN" };
    await post(sinkFor([server.origin], undefined, { token: secret }));
    await post(sinkFor([server.origin], undefined, { user: "me", password: secret }));
    expect(server.asked.map(({ headers }) => headers.authorization)).toEqual([
      "Bearer hunter2",
      `Basic ${Buffer.from("me:hunter2").toString("base64")}`,
    ]);
  });
});

// Where it is promised to be, its absence is a failure.
const skipped = NO_ALERTMANAGER !== null && (process.env.CI ?? "") === "";
describe(`Debian's Alertmanager${skipped ? ` (${NO_ALERTMANAGER})` : ""}`, () => {
  it.skipIf(skipped)("takes them, knows one alert by all that is sent of it, and sees its end", async () => {
    const hook = await start(answer(200));
    const manager = await startAlertmanager(`${hook.origin}/`);
    opened.push(manager);
    const sink = sinkFor([manager.origin], Date.now);
    const openedAt = Date.now() - 60_000;
    const first = alert({ openedAt, notified: { am: openedAt } });
    await post(sink, message({ alerts: [first] }));
    // The next night: another job, another text, the same trouble.
    const again = {
      ...first,
      count: 2,
      job: null,
      finding: { ...first.finding, detail: "DB01 was frozen for 2 min." },
    };
    expect(await refresh(sink, [again])).toMatchObject({ kind: "sent" });
    await refresh(sink, [again]);
    const firing = await manager.firing();
    expect(firing).toHaveLength(1);
    expect(firing[0]).toMatchObject({
      labels: LABELS,
      annotations: { description: "DB01 was frozen for 2 min.", count: "2" },
    });
    expect(Date.parse(firing[0]?.startsAt ?? "")).toBe(openedAt);
    await until(() => hook.asked.length >= 1);

    const over: Alert = { ...again, state: "resolved", resolvedAt: Date.now() };
    await post(sink, message({ reason: "resolved", alerts: [over] }));
    await refresh(sink, [over]);
    await until(async () => (await manager.firing()).length === 0);
    // Whoever it tells hears of one alert, first firing, then resolved.
    await until(() => hook.asked.some(({ body }) => JSON.parse(body).status === "resolved"));
    const heard = hook.asked.map(({ body }) => JSON.parse(body));
    expect(heard.map((one) => one.status).filter((status, i, all) => status !== all[i - 1])).toEqual([
      "firing",
      "resolved",
    ]);
    for (const { alerts } of heard) expect(alerts).toMatchObject([{ labels: LABELS }]);
  });

  it.skipIf(skipped)("takes a test under a name of its own", async () => {
    const hook = await start(answer(200));
    const manager = await startAlertmanager(`${hook.origin}/`);
    opened.push(manager);
    const test = testMessage({ host: "watch1", now: Date.now(), version: "0.1.0", nonce: "1" });
    expect(await post(sinkFor([manager.origin], Date.now), test)).toMatchObject({ kind: "sent" });
    expect((await manager.firing()).map(({ labels }) => labels)).toEqual([
      { alertname: "ThawlineTest", dag: "DAG1", severity: "info" },
    ]);
  });
});
