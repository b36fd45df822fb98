import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRedactor, secretsIn } from "../../src/app/redact.ts";
import { readConfig } from "../../src/config/settings-file.ts";
import { testFolder } from "./logs.ts";

const folder = testFolder();

describe("secrets of a configuration", () => {
  it("are known from variables, files, addresses, headers and logins", async () => {
    const [key, path] = [join(folder, "hmac.key"), join(folder, "thawline.yaml")];
    writeFileSync(key, "key-of-the-hook\nsecond line\n", { mode: 0o600 });
    const sinks = [
      { kind: "teams", url: "https://prod.example.com/workflows/0a1b2c3d/triggers?sig=teamssig99" },
      { kind: "slack", url: { env: "SLACK" } },
      {
        kind: "webhook",
        url: "https://hook.example.com/in",
        headers: { "X-Key": "literal-header-key", Authorization: { env: "TOKEN" } },
        hmac: { file: key },
      },
      {
        kind: "email",
        host: "relay",
        user: "thawline",
        password: { env: "MAIL" },
        from: "a@example.com",
        to: ["b@example.com"],
      },
      { kind: "ping", watcher: { url: "https://hc.example.com/5e1f-uuid-77" }, jobs: [] },
    ];
    writeFileSync(path, JSON.stringify({ alerts: { sinks } }));
    const env = {
      SLACK: "https://hooks.example.com/services/T0/B0/slackpart7",
      TOKEN: "tok-en-1",
      MAIL: 'p"w<1>',
    };
    const redact = createRedactor(await secretsIn(await readConfig(path), env));
    // printf 'thawline:p"w<1>' | base64
    const texts = [
      "sig=teamssig99",
      "GET https://hooks.example.com/services/T0/B0/slackpart7 failed",
      "slackpart7",
      "literal-header-key and tok-en-1",
      "key-of-the-hook",
      'p"w<1>',
      '{"password":"p\\"w<1>"}',
      "p%22w%3C1%3E",
      "p&quot;w&lt;1&gt;",
      "dGhhd2xpbmU6cCJ3PDE+",
      "5e1f-uuid-77",
    ];
    for (const text of texts) {
      const left = redact(text);
      expect(left, text).toContain("***");
      for (const part of [
        "teamssig99",
        "slackpart7",
        "header-key",
        "tok-en",
        "of-the-hook",
        'p"w',
        "uuid-77",
      ]) {
        expect(left).not.toContain(part);
      }
    }
    expect(redact("MBX1 of prod.example.com, DB01: relay took it")).toBe(
      "MBX1 of prod.example.com, DB01: relay took it",
    );
  });
});

it("nothing of a secret is left, whatever it looks like", () => {
  const secret = fc.string({ minLength: 4, unit: "binary-ascii" });
  fc.assert(
    fc.property(secret, secret, fc.string(), fc.string(), (one, other, before, behind) => {
      fc.pre(!"***".includes(one) && !one.includes("*"));
      expect(createRedactor([one, other])(`${before}${one}${behind}`)).not.toContain(one);
    }),
  );
});
