import { createHmac } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { createSink } from "../../../src/alert/sinks/index.ts";
import { titleOf } from "../../../src/alert/title.ts";
import type { AlertMessage } from "../../../src/model/alert.ts";
import type { SinkSettings } from "../../../src/model/watch-settings.ts";
import { alert, message, NOTHING_ATTACHED } from "../message.ts";
import { type Asked, ok, serve, type TestServer } from "./http-server.ts";
import { NOW, never, ports } from "./ports.ts";

const servers: TestServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
  delete process.env.THAWLINE_TEST_KEY;
});

/** What a server gets of a message. */
async function received(settings: (url: string) => SinkSettings, sent: AlertMessage): Promise<Asked> {
  const server = await serve([ok]);
  servers.push(server);
  const sink = createSink(settings(`${server.origin}/hook`), ports());
  expect(await sink.send(sent, NOTHING_ATTACHED, never())).toMatchObject({ kind: "sent" });
  const [asked] = server.asked;
  if (asked === undefined) throw new Error("nothing came");
  return asked;
}

const base = { name: "s", minSeverity: "warning", timeoutSeconds: 5 } as const;
const teams = (url: string): SinkSettings => ({ ...base, kind: "teams", url });
const slack = (url: string): SinkSettings => ({ ...base, kind: "slack", url });

const HOSTILE =
  "<!channel> <https://evil.example.com|click> [x](https://evil.example.com) **b** & \u001b[31m\u202e";
const hostileAlert = alert(
  { database: HOSTILE },
  { title: HOSTILE, detail: HOSTILE, remedy: [HOSTILE], database: HOSTILE },
);
const hostile = message({ title: titleOf("open", [hostileAlert]), alerts: [hostileAlert] });
/** Far more than any chat takes. */
const huge = message({
  alerts: Array.from({ length: 40 }, (_, index) =>
    alert(
      { fingerprint: `x/${index}` },
      { title: "&".repeat(5000), detail: "ü<".repeat(5000), remedy: ["日本".repeat(5000)] },
    ),
  ),
});

interface Block {
  readonly type: string;
  readonly text?: { readonly type: string; readonly text: string };
  readonly elements?: readonly { readonly text: string }[];
}

/** All objects within a value. */
function objectsIn(value: unknown): readonly Record<string, unknown>[] {
  if (value === null || typeof value !== "object") return [];
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(objectsIn)];
}

describe("a Teams workflow", () => {
  it("gets an Adaptive Card 1.4 in the envelope that it expects", async () => {
    const body = JSON.parse((await received(teams, message())).body);
    expect(body).toMatchObject({
      type: "message",
      attachments: [
        {
          contentType: "application/vnd.microsoft.card.adaptive",
          contentUrl: null,
          content: { type: "AdaptiveCard", version: "1.4" },
        },
      ],
    });
    const runs = objectsIn(body).filter((one) => one.type === "TextRun");
    expect(runs.map((run) => run.text)).toEqual([
      "DB01 on MBX1: Databases frozen longer than allowed",
      "Full backup, failed, 2026-03-01 22:00:00 UTC",
      "Failure: Databases frozen longer than allowed",
      "DB01 on MBX1",
      "DB01 was frozen for 1 min 10 s; VSS allows 1 min.",
      "Do: Put fewer databases and volumes into one snapshot set.",
      "FREEZE_TIMEOUT",
      "thawline 0.1.0, 2026-03-01 22:02:14 UTC",
    ]);
  });

  it("gets foreign text in runs only, which know no Markdown", async () => {
    const body = JSON.parse((await received(teams, hostile)).body);
    const holders = objectsIn(body).filter((one) =>
      Object.values(one).some((text) => String(text).includes("click")),
    );
    const types = new Set(holders.map((one) => one.type ?? "none").filter((type) => type !== "AdaptiveCard"));
    expect([...types].filter((type) => type === "TextBlock" || type === "FactSet")).toEqual([]);
    expect(JSON.stringify(body)).not.toMatch(/\\u001b|\u202e/);
  });

  it("gets no more than 28 KB, and the number of what is left out", async () => {
    const { body } = await received(teams, huge);
    expect(Buffer.byteLength(body)).toBeLessThan(28 * 1024);
    const runs = objectsIn(JSON.parse(body)).flatMap((one) =>
      one.type === "TextRun" ? [String(one.text)] : [],
    );
    const shown = runs.filter((text) => text.startsWith("Failure: ")).length;
    expect(shown).toBeGreaterThan(0);
    expect(runs).toContain(`and ${40 - shown} more alerts`);
    expect(Math.max(...runs.map((text) => text.length))).toBeLessThanOrEqual(1010);
  });
});

describe("Slack", () => {
  it("gets blocks, and a text for notifications", async () => {
    const body = JSON.parse((await received(slack, message())).body) as { text: string; blocks: Block[] };
    expect(body.text).toBe("DB01 on MBX1: Databases frozen longer than allowed");
    expect(body.blocks.map((block) => block.type)).toEqual(["header", "context", "section", "context"]);
    expect(body.blocks[2]?.text?.text.split("\n")).toEqual([
      "*Failure: Databases frozen longer than allowed* `FREEZE_TIMEOUT`",
      "DB01 on MBX1",
      "DB01 was frozen for 1 min 10 s; VSS allows 1 min.",
      "Do: Put fewer databases and volumes into one snapshot set.",
    ]);
  });

  it("gets no mention and no link from foreign text", async () => {
    const { body } = await received(slack, hostile);
    expect(body).not.toMatch(/<!|<https|\\u001b|\u202e/);
    expect(body).toContain("&lt;!channel&gt;");
  });

  it("gets no more than its limits, with whole entities", async () => {
    const body = JSON.parse((await received(slack, huge)).body) as { text: string; blocks: Block[] };
    expect(body.blocks.length).toBeLessThanOrEqual(50);
    for (const { type, text, elements } of body.blocks) {
      const texts = [text?.text ?? "", ...(elements ?? []).map((one) => one.text)];
      const most = type === "section" ? 3000 : 150;
      for (const one of texts) {
        expect(one.length).toBeLessThanOrEqual(most);
        expect(one).not.toMatch(/&(?!amp;|lt;|gt;)/);
      }
    }
    expect(JSON.stringify(body.blocks.at(-1))).toContain("and 25 more alerts");
  });
});

describe("a webhook", () => {
  it("gets the message with its key, the configured headers, and a signature over time and body", async () => {
    process.env.THAWLINE_TEST_KEY = "the key of the HMAC";
    const asked = await received(
      (url) => ({
        ...base,
        kind: "webhook",
        url,
        headers: { "X-Plain": "value", "X-From-Env": { env: "THAWLINE_TEST_KEY" } },
        hmac: { env: "THAWLINE_TEST_KEY" },
      }),
      message(),
    );
    expect(asked.method).toBe("POST");
    expect(JSON.parse(asked.body)).toEqual(message());
    const seconds = Math.floor(NOW / 1000);
    const digest = createHmac("sha256", "the key of the HMAC")
      .update(`${seconds}.${asked.body}`)
      .digest("hex");
    expect(asked.headers).toMatchObject({
      "content-type": "application/json; charset=utf-8",
      "user-agent": "thawline/0.1.0",
      "idempotency-key": "0123456789abcdef0123456789abcdef",
      "x-plain": "value",
      "x-from-env": "the key of the HMAC",
      "x-thawline-timestamp": `${seconds}`,
      "x-thawline-signature": `sha256=${digest}`,
    });
  });

  it("sends user and password of its address as a header", async () => {
    const asked = await received(
      (url) => ({ ...base, kind: "webhook", url: url.replace("//", "//me:p%40ss@"), headers: {} }),
      message(),
    );
    expect(asked.headers.authorization).toBe(`Basic ${Buffer.from("me:p@ss").toString("base64")}`);
    expect(asked.path).toBe("/hook");
  });
});

it.each([
  [
    "a variable that is not there",
    { env: "THAWLINE_TEST_KEY" },
    undefined,
    "the environment has no variable THAWLINE_TEST_KEY",
  ],
  ["a file that is not there", { file: "/nowhere/hook" }, undefined, "/nowhere/hook"],
  [
    "a value that is no address",
    { env: "THAWLINE_TEST_KEY" },
    "no address: hunter2",
    "the value of the variable THAWLINE_TEST_KEY is no http or https address",
  ],
  [
    "an address of another kind",
    { env: "THAWLINE_TEST_KEY" },
    "file:///etc/hunter2",
    "the value of the variable THAWLINE_TEST_KEY is no http or https address",
  ],
] as const)("says what is wrong with %s, and nothing of the value", async (_, url, value, detail) => {
  if (value !== undefined) process.env.THAWLINE_TEST_KEY = value;
  for (const kind of ["teams", "slack"] as const) {
    const answer = await createSink({ ...base, kind, url }, ports()).send(
      message(),
      NOTHING_ATTACHED,
      never(),
    );
    expect(answer).toMatchObject({ kind: "permanent", detail: expect.stringContaining(detail) });
    expect(answer.detail).not.toContain("hunter2");
  }
});

it("a header that cannot be sent is said without its value", async () => {
  process.env.THAWLINE_TEST_KEY = "hunter2\u0007";
  const settings = {
    ...base,
    kind: "webhook",
    url: "http://127.0.0.1:9999/",
    headers: { "X-A": { env: "THAWLINE_TEST_KEY" } },
  };
  const answer = await createSink(settings as SinkSettings, ports()).send(
    message(),
    NOTHING_ATTACHED,
    never(),
  );
  expect(answer).toEqual({ kind: "permanent", detail: "a header holds characters that HTTP does not allow" });
});

it("a port that no HTTP goes to is said at once", async () => {
  const settings: SinkSettings = { ...base, kind: "slack", url: "http://127.0.0.1:25/s3cr3t" };
  const answer = await createSink(settings, ports()).send(message(), NOTHING_ATTACHED, never());
  expect(answer).toEqual({ kind: "permanent", detail: "127.0.0.1:25: no HTTP goes to this port" });
});
