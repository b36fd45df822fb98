import { afterEach, describe, expect, it } from "vitest";
import { deliver } from "../../../src/alert/outbox.ts";
import { createSink } from "../../../src/alert/sinks/index.ts";
import { testMessage } from "../../../src/alert/test-alert.ts";
import type { SinkAnswer } from "../../../src/model/alert.ts";
import type { SinkSettings } from "../../../src/model/watch-settings.ts";
import { MemoryOutbox } from "../memory-outbox.ts";
import { alert, message, NOTHING_ATTACHED } from "../message.ts";
import {
  answer,
  type Behaviour,
  cutOff,
  endless,
  hangInBody,
  hangInHeaders,
  ok,
  refusing,
  serve,
  type TestServer,
} from "./http-server.ts";
import { NOW, never, ports } from "./ports.ts";

/** Part of each address: nothing that a sink says may hold it. */
const TOKEN = "s3cr3t-T0KEN-of-the-hook";

const KINDS = ["teams", "slack", "webhook", "alertmanager", "ping"] as const;
type Kind = (typeof KINDS)[number];

const servers: TestServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function start(behaviours: readonly Behaviour[], tls: string | null = null): Promise<TestServer> {
  const server = await serve(behaviours, tls);
  servers.push(server);
  return server;
}

function settingsOf(kind: Kind, origin: string, timeoutSeconds = 5): SinkSettings {
  const url = `${origin}/hooks/${TOKEN}`;
  const base = { name: kind, minSeverity: "warning", timeoutSeconds } as const;
  switch (kind) {
    case "teams":
    case "slack":
      return { ...base, kind, url };
    case "webhook":
      return { ...base, kind, url, headers: { "X-Key": TOKEN } };
    case "alertmanager":
      return { ...base, kind, urls: [url], labels: {} };
    case "ping":
      return { ...base, kind, jobs: [], watcher: { url, everySeconds: 60 } };
  }
}

/** One try of the kind; pings are sent for tests only. */
function send(kind: Kind, origin: string, timeoutSeconds?: number): Promise<SinkAnswer> {
  const test = testMessage({ host: "watch1", now: NOW, version: "0.1.0", nonce: "1" });
  const sink = createSink(settingsOf(kind, origin, timeoutSeconds), ports());
  return sink.send(kind === "ping" ? test : message(), NOTHING_ATTACHED, never());
}

describe.each(KINDS)("%s", (kind) => {
  it.each<readonly [string, Behaviour, SinkAnswer["kind"], RegExp]>([
    ["answers 202", ok, "sent", /answered 202$/],
    ["answers 200 with an endless body", endless(200), "sent", /answered 200$/],
    ["answers 500 with an endless body", endless(500), "retry", /answered 500: x{199}…$/],
    ["answers 500", answer(500, "oops\u001b[2J"), "retry", /answered 500: oops\\x1b\[2J$/],
    ["answers 502", answer(502), "retry", /answered 502$/],
    ["answers 408", answer(408), "retry", /answered 408$/],
    ["answers 400", answer(400, "bad"), "permanent", /answered 400: bad$/],
    ["answers 401 and repeats the key", answer(401, `no ${TOKEN}!`), "permanent", /answered 401: no …!$/],
    ["answers 404", answer(404), "permanent", /answered 404$/],
    ["closes the connection", cutOff, "retry", /closed the connection$/],
  ])("to a server that %s", async (_, behaviour, expected, detail) => {
    const { origin, asked } = await start([behaviour]);
    const said = await send(kind, origin);
    expect(said).toMatchObject({ kind: expected, detail: expect.stringMatching(detail) });
    expect(said.detail).not.toContain(TOKEN);
    expect(said.detail).toContain(new URL(origin).host);
    expect(asked).toHaveLength(1);
  });

  it.each<readonly [string, Behaviour, SinkAnswer]>([
    ["never answers", hangInHeaders, { kind: "retry", detail: "HOST did not answer within 0.3 s" }],
    ["took it and never ends its answer", hangInBody(200), { kind: "sent", detail: "HOST answered 200" }],
    [
      "fails and never ends its answer",
      hangInBody(503),
      { kind: "retry", detail: "HOST answered 503: the beginning" },
    ],
  ])("gives up in time on a server that %s", async (_, behaviour, expected) => {
    const { origin } = await start([behaviour]);
    const host = new URL(origin).host;
    expect(await send(kind, origin, 0.3)).toEqual({
      ...expected,
      detail: expected.detail.replace("HOST", host),
    });
  });

  it("waits as long as it is asked to", async () => {
    const { origin } = await start([answer(429, "", { "retry-after": "120" })]);
    expect(await send(kind, origin)).toMatchObject({ kind: "retry", afterSeconds: 120 });
    const date = new Date(NOW + 90_000).toUTCString();
    const other = await start([answer(503, "", { "retry-after": date })]);
    expect(await send(kind, other.origin)).toMatchObject({ kind: "retry", afterSeconds: 90 });
  });

  it("follows no redirect, and says where it leads", async () => {
    const elsewhere = await start([ok]);
    const { origin } = await start([answer(307, "", { location: `${elsewhere.origin}/${TOKEN}` })]);
    const said = await send(kind, origin);
    expect(said).toMatchObject({ kind: "permanent" });
    expect(said.detail).toContain(`sends on to ${new URL(elsewhere.origin).host} (307)`);
    expect(said.detail).not.toContain(TOKEN);
    expect(elsewhere.asked).toEqual([]);
  });

  it("tries again later where nobody listens, and where the certificate is not trusted or not TLS at all", async () => {
    const closed = await refusing();
    expect(await send(kind, closed)).toEqual({
      kind: "retry",
      detail: `${new URL(closed).host} refused the connection`,
    });
    const { origin } = await start([ok], "server");
    const untrusted = await send(kind, origin);
    expect(untrusted.kind).toBe("retry");
    expect(untrusted.detail).toMatch(
      /^TLS: the certificate of \S+ comes from an authority that is not known here.*NODE_EXTRA_CA_CERTS\)$/,
    );
    const plain = await start([ok]);
    const confused = await send(kind, plain.origin.replace("http:", "https:"));
    expect(confused).toMatchObject({ kind: "retry", detail: expect.stringMatching(/^TLS: /) });
  });

  it("stops when told to", async () => {
    const { origin } = await start([hangInHeaders]);
    const sink = createSink(settingsOf(kind, origin, 30), ports());
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 50);
    const test = testMessage({ host: "watch1", now: NOW, version: "0.1.0", nonce: "1" });
    expect(await sink.send(kind === "ping" ? test : message(), NOTHING_ATTACHED, stop.signal)).toEqual({
      kind: "retry",
      detail: "stopped",
    });
  });
});

it("nothing is lost on a server with every fault, and what it took is sent once", async () => {
  const { origin, asked } = await start([
    ...[cutOff, answer(500), hangInHeaders, answer(429, "", { "retry-after": "30" }), hangInBody(200)],
    ...[answer(503), endless(500), cutOff, endless(200), answer(408), hangInBody(500), ok],
  ]);
  const sink = createSink(settingsOf("webhook", origin, 1.5), ports());
  const outbox = new MemoryOutbox();
  const keys = Array.from({ length: 8 }, (_, index) => `key-${index}`);
  for (const [index, key] of keys.entries()) {
    const alerts = [alert({ fingerprint: `trouble-${index % 3}` })];
    outbox.add("webhook", message({ idempotencyKey: key, alerts }), NOW);
  }
  let now = NOW;
  const stop = new AbortController();
  const sleep = async (ms: number): Promise<void> => {
    now += ms;
    if (outbox.rows.every((row) => row.state !== "pending")) stop.abort();
  };
  const attach = () => NOTHING_ATTACHED;
  await deliver({ outbox, sinks: [sink], attach, now: () => now, random: () => 0.5, sleep }, stop.signal);
  expect(outbox.rows.map((row) => row.state)).toEqual(keys.map(() => "sent"));
  // The 5th and the 9th were taken although the answer did not end, and all from the 12th on.
  const taken = asked.filter((_, index) => [4, 8].includes(index) || index >= 11);
  expect(taken.map((one) => one.headers["idempotency-key"]).toSorted()).toEqual(keys);
  for (const trouble of [0, 1, 2]) {
    const order = taken
      .map((one) => Number(String(one.headers["idempotency-key"]).slice(4)))
      .filter((number) => number % 3 === trouble);
    expect(order).toEqual(order.toSorted());
  }
});
