import { afterEach, describe, expect, it } from "vitest";
import { createSink } from "../../../src/alert/sinks/index.ts";
import { alert, message } from "../message.ts";
import { ADMINS, CA, send, sinkFor } from "./email-sink.ts";
import { ports } from "./ports.ts";
import { type MailServer, mailServer } from "./smtp.ts";

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((server) => server.close()));
  delete process.env.THAWLINE_TEST_SMTP;
});

async function server(options?: Parameters<typeof mailServer>[0]): Promise<MailServer> {
  const made = await mailServer(options);
  opened.push(made);
  return made;
}

/** A header as it stands in the mail, unfolded. */
function header(raw: string, name: string): string | undefined {
  const head = raw.slice(0, raw.indexOf("\r\n\r\n")).replace(/\r\n[ \t]+/g, " ");
  return new RegExp(`^${name}: (.*)$`, "im").exec(head)?.[1];
}

describe("a mail", () => {
  it("goes by STARTTLS to all recipients, with text, HTML and the report", async () => {
    const { port, mails } = await server();
    expect(await send(sinkFor(port))).toMatchObject({ kind: "sent" });
    expect(mails).toMatchObject([{ from: "watch@example.com", to: ADMINS, secure: true, user: null }]);
    const raw = mails[0]?.raw ?? "";
    expect(header(raw, "Subject")).toBe("[Thawline] DB01 on MBX1: Databases frozen longer than allowed");
    expect(raw).toContain("text/plain; charset=utf-8");
    expect(raw).toContain("Ein Frost in K=C3=B6ln");
    expect(raw).toContain("<p>Ein Frost in <b>K=C3=B6ln</b></p>");
    expect(raw).toMatch(/Content-Disposition: attachment; filename=job-1\.html/);
    expect(raw).toContain(Buffer.from("<!DOCTYPE html><title>report</title>").toString("base64"));
  });

  it("bears its key as Message-ID, keeps autoresponders quiet, and makes one conversation of one trouble", async () => {
    const { port, mails } = await server();
    const sink = sinkFor(port);
    await send(sink);
    await send(
      sink,
      message({ idempotencyKey: "feedface", reason: "resolved", alerts: [alert({ state: "resolved" })] }),
    );
    const [first, second] = mails.map((mail) => mail.raw);
    expect(header(first ?? "", "Message-ID")).toBe("<0123456789abcdef0123456789abcdef@example.com>");
    expect(header(first ?? "", "Date")).toBe("Sun, 01 Mar 2026 22:02:14 +0000");
    expect(header(second ?? "", "Message-ID")).toBe("<feedface@example.com>");
    expect(header(first ?? "", "Auto-Submitted")).toBe("auto-generated");
    expect(header(first ?? "", "X-Auto-Response-Suppress")).toBe("All");
    expect(header(first ?? "", "References")).toMatch(/^<[0-9a-f]{32}\.thread@example\.com>$/);
    expect(header(second ?? "", "References")).toBe(header(first ?? "", "References"));
  });

  it("is one header and one line, whatever stands in a name", async () => {
    const { port, mails } = await server();
    await send(sinkFor(port), message({ title: "a\r\nBcc: evil@example.com\r\n\r\nbody\u202e" }));
    expect(mails[0]?.to).toEqual(ADMINS);
    expect(header(mails[0]?.raw ?? "", "Bcc")).toBeUndefined();
  });

  it("goes from the first byte by TLS, or by none, as configured; with user and password", async () => {
    process.env.THAWLINE_TEST_SMTP = "hunter2";
    const login = { user: "watch", password: { env: "THAWLINE_TEST_SMTP" } } as const;
    const implicit = await server({ implicit: true, password: "hunter2" });
    expect(await send(sinkFor(implicit.port, { tls: "implicit", ...login }))).toMatchObject({ kind: "sent" });
    expect(implicit.mails).toMatchObject([{ secure: true, user: "watch" }]);
    const plain = await server({ tls: null });
    expect(await send(sinkFor(plain.port, { tls: "none" }))).toMatchObject({ kind: "sent" });
    expect(plain.mails).toMatchObject([{ secure: false, user: null }]);
  });

  it("is not sent with a wrong password, nor without one, and nothing says the password", async () => {
    process.env.THAWLINE_TEST_SMTP = "hunter3";
    const { port } = await server({ password: "hunter2" });
    const sink = sinkFor(port, { user: "watch", password: { env: "THAWLINE_TEST_SMTP" } });
    expect(await send(sink)).toEqual({ kind: "permanent", detail: `localhost:${port}: login refused (535)` });
    delete process.env.THAWLINE_TEST_SMTP;
    expect(await send(sink)).toEqual({
      kind: "permanent",
      detail: "the environment has no variable THAWLINE_TEST_SMTP",
    });
  });

  it.each([
    [
      "an authority that is not known",
      "server",
      {},
      /comes from an authority that is not known here.*caFile/,
    ],
    ["a certificate that has expired", "expired", { caFile: CA }, /has expired/],
    ["a certificate of another name", "stranger", { caFile: CA }, /is for another name/],
  ] as const)("waits for somebody to put %s right", async (_, tls, more, detail) => {
    const { port, mails } = await server({ tls });
    const { caFile: __, ...bare } = { caFile: CA };
    const settings = "caFile" in more ? more : bare;
    const sink = createSink(
      {
        ...{
          kind: "email",
          name: "mail",
          minSeverity: "warning",
          timeoutSeconds: 10,
          host: "localhost",
          port,
        },
        ...{ tls: "starttls", from: "watch@example.com", to: ADMINS, attachReport: false, ...settings },
      },
      ports(),
    );
    const answer = await send(sink);
    expect(answer.kind).toBe("retry");
    expect(answer.detail).toMatch(detail);
    expect(mails).toEqual([]);
  });

  it("does not go in the clear where STARTTLS is asked for and not offered", async () => {
    const { port, mails } = await server({ tls: null });
    const answer = await send(sinkFor(port));
    expect(answer).toMatchObject({ kind: "retry", detail: expect.stringContaining("STARTTLS") });
    expect(mails).toEqual([]);
  });
});
