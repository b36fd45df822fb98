import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { answer, ok, serve, type TestServer } from "../alert/sinks/http-server.ts";
import { mailServer } from "../alert/sinks/smtp.ts";
import { testFolder } from "../app/logs.ts";
import { thawline } from "./run.ts";

const folder = testFolder();
const CA = fileURLToPath(new URL("../alert/certificates/authority.pem", import.meta.url));

const opened: { close(): Promise<void> }[] = [];
afterAll(async () => {
  await Promise.all(opened.map((one) => one.close()));
});

async function server(...args: Parameters<typeof serve>): Promise<TestServer> {
  const made = await serve(...args);
  opened.push(made);
  return made;
}

let written = 0;
/** A configuration with these sinks. */
function config(sinks: readonly object[]): string {
  const path = join(folder, `alerts-${written++}.yaml`);
  writeFileSync(path, JSON.stringify({ alerts: { sinks } }));
  return path;
}

describe("alert test", () => {
  it("sends a marked message through every sink, and says so", async () => {
    const mail = await mailServer();
    opened.push(mail);
    const web = await server([ok]);
    const path = config([
      {
        kind: "email",
        host: "localhost",
        port: mail.port,
        caFile: CA,
        from: "w@example.com",
        to: ["a@example.com"],
      },
      { kind: "teams", name: "ops", url: `${web.origin}/teams/s3cr3t`, minSeverity: "failure" },
      { kind: "webhook", url: `${web.origin}/hook` },
      { kind: "command", file: process.execPath, args: ["-e", "process.exit(0)"] },
    ]);
    const { code, stdout, stderr } = await thawline(["alert", "test", "--config", path]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout.split("\n").map((line) => line.replace(/: .*/, ""))).toEqual([
      "sent    email (email)",
      "sent    ops (teams)",
      "sent    webhook (webhook)",
      "sent    command (command)",
      "",
    ]);
    expect(mail.mails).toHaveLength(1);
    expect(mail.mails[0]?.raw).toMatch(/^Subject: \[Thawline\] Test: alerts of Thawline on /m);
    const hook = web.asked.find(({ path: at }) => at === "/hook");
    expect(JSON.parse(hook?.body ?? "")).toMatchObject({
      reason: "test",
      severity: "info",
      alerts: [],
      job: null,
    });
  });

  it("tells why a sink did not take it, with exit code 2, and shows no address", async () => {
    const good = await server([ok]);
    const bad = await server([answer(403, "no such workflow")]);
    const path = config([
      { kind: "slack", url: `${good.origin}/services/s3cr3t` },
      { kind: "teams", url: `${bad.origin}/workflows/s3cr3t` },
      { kind: "webhook", url: { env: "THAWLINE_TEST_NOT_THERE" } },
    ]);
    const { code, stdout } = await thawline(["alert", "test", "--config", path, "--format", "json"]);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toEqual([
      { sink: "slack", kind: "slack", sent: true, detail: `${new URL(good.origin).host} answered 202` },
      {
        ...{ sink: "teams", kind: "teams", sent: false },
        detail: `${new URL(bad.origin).host} answered 403: no such workflow`,
      },
      {
        ...{ sink: "webhook", kind: "webhook", sent: false },
        detail: "the environment has no variable THAWLINE_TEST_NOT_THERE",
      },
    ]);
    expect(stdout).not.toContain("s3cr3t");
    const one = await thawline(["alert", "test", "--config", path, "--sink", "Slack"]);
    expect(one).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^sent {4}slack \(slack\): \S+ answered 202\n$/),
    });
  });

  it("speaks TLS with an authority that Node is told of, and not with one whose time is over", async () => {
    const good = await server([ok], "server");
    const expired = await server([ok], "expired");
    const path = config([
      { kind: "slack", url: `${good.origin}/a` },
      { kind: "teams", url: `${expired.origin}/b` },
    ]);
    const env = { NODE_EXTRA_CA_CERTS: CA };
    const { code, stdout } = await thawline(["alert", "test", "--config", path], { env });
    expect(code).toBe(2);
    expect(stdout).toMatch(/^sent {4}slack/);
    expect(stdout).toMatch(/\nFAILED {2}teams \(teams\): TLS: the certificate of \S+ has expired\n$/);
  });

  it("is refused where there is nothing to try", async () => {
    const none = await thawline(["alert", "test", "--config", config([])]);
    expect(none).toMatchObject({
      code: 64,
      stdout: "",
      stderr: expect.stringContaining("no sinks are configured"),
    });
    const path = config([{ kind: "slack", url: "https://slack.example.com/x" }]);
    const other = await thawline(["alert", "test", "--config", path, "--sink", "mail"]);
    expect(other).toMatchObject({ code: 64, stderr: expect.stringContaining("--sink mail: there is slack") });
  });
});
