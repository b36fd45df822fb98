import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { createSink } from "../../../src/alert/sinks/index.ts";
import type { AlertAttachments, AlertMessage, Sink, SinkAnswer } from "../../../src/model/alert.ts";
import type { SinkSettings } from "../../../src/model/watch-settings.ts";
import { alert, message, NOTHING_ATTACHED } from "../message.ts";
import { never, ports } from "./ports.ts";
import { type MailServer, mailServer, rawServer, refusal } from "./smtp.ts";

const CA = fileURLToPath(new URL("../certificates/authority.pem", import.meta.url));
const ADMINS = ["admin@example.com", "oncall@example.com"];

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

type EmailSettings = Extract<SinkSettings, { kind: "email" }>;

function sinkFor(port: number, more: Partial<EmailSettings> = {}): Sink {
  const settings: EmailSettings = {
    ...{ kind: "email", name: "mail", minSeverity: "warning", timeoutSeconds: 10, host: "localhost", port },
    ...{
      tls: "starttls",
      caFile: CA,
      from: "Thawline <watch@example.com>",
      to: ADMINS,
      attachReport: true,
      ...more,
    },
  };
  return createSink(settings, ports());
}

const REPORT: AlertAttachments = {
  mail: () => Promise.resolve({ html: "<p>Ein Frost in <b>Köln</b></p>", text: "Ein Frost in Köln" }),
  report: () => Promise.resolve({ fileName: "job-1.html", html: "<!DOCTYPE html><title>report</title>" }),
};

function send(sink: Sink, sent: AlertMessage = message(), attachments = REPORT): Promise<SinkAnswer> {
  return sink.send(sent, attachments, never());
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

describe("a mail server", () => {
  it.each([
    [451, "retry", "busy"],
    [452, "retry", "no room"],
    [550, "permanent", "no such user"],
    [554, "permanent", "refused"],
  ] as const)("that refuses all recipients with %i gives %s", async (code, kind, text) => {
    const { port } = await server({ recipient: () => refusal(code, text) });
    const answer = await send(sinkFor(port));
    expect(answer.kind).toBe(kind);
    for (const address of ADMINS) expect(answer.detail).toContain(`${address}: ${code} ${text}`);
  });

  it.each([
    [421, "retry"],
    [451, "retry"],
    [552, "permanent"],
    [554, "permanent"],
  ] as const)("that refuses the mail itself with %i gives %s", async (code, kind) => {
    const { port } = await server({ data: () => refusal(code, "no") });
    expect(await send(sinkFor(port))).toMatchObject({ kind, detail: `localhost:${port}: ${code} no` });
  });

  it("that refuses one for ever and takes the other has it sent, and says who did not get it", async () => {
    const { port, mails } = await server({
      recipient: (address) => (address === ADMINS[0] ? refusal(550, "gone") : null),
    });
    expect(await send(sinkFor(port))).toEqual({ kind: "sent", detail: `not to all: ${ADMINS[0]}: 550 gone` });
    expect(mails.map((mail) => mail.to)).toEqual([[ADMINS[1]]]);
  });

  it("that asks one to wait and takes the other gets a second try for the one only", async () => {
    let tries = 0;
    const { port, mails } = await server({
      recipient: (address) => (address === ADMINS[0] && tries++ === 0 ? refusal(450, "greylisted") : null),
    });
    const sink = sinkFor(port);
    expect(await send(sink)).toEqual({ kind: "retry", detail: `${ADMINS[0]}: 450 greylisted` });
    expect(await send(sink)).toMatchObject({ kind: "sent" });
    expect(mails.map((mail) => mail.to)).toEqual([[ADMINS[1]], [ADMINS[0]]]);
  });

  it("that takes no large mails gets it without the report", async () => {
    const large = {
      ...REPORT,
      report: () => Promise.resolve({ fileName: "job.html", html: "x".repeat(500_000) }),
    };
    const { port, mails } = await server({
      data: (size) => (size > 100_000 ? refusal(552, "too large") : null),
    });
    expect(await send(sinkFor(port), message(), large)).toMatchObject({ kind: "sent" });
    expect(mails).toHaveLength(1);
    expect(mails[0]?.raw).not.toContain("job.html");
  });

  it("is not given a report of more than 7 MB, nor one where none is wanted", async () => {
    const huge = {
      ...REPORT,
      report: () => Promise.resolve({ fileName: "job.html", html: "x".repeat(8_000_000) }),
    };
    const { port, mails } = await server();
    expect(await send(sinkFor(port), message(), huge)).toMatchObject({ kind: "sent" });
    expect(await send(sinkFor(port, { attachReport: false }))).toMatchObject({ kind: "sent" });
    expect(mails.map((mail) => /filename=/.test(mail.raw))).toEqual([false, false]);
  });

  it.each([
    ["says nothing", () => undefined],
    [
      "falls silent after its greeting",
      (socket: { write(text: string): void }) => socket.write("220 hello\r\n"),
    ],
    [
      "drips",
      (socket: { write(text: string): void }) =>
        void setInterval(() => socket.write("220-a\r\n"), 50).unref(),
    ],
  ])("that %s is given up in time", async (_, behave) => {
    const silent = await rawServer(behave);
    opened.push(silent);
    const answer = await send(sinkFor(silent.port, { timeoutSeconds: 0.5 }));
    expect(answer.kind).toBe("retry");
    expect(answer.detail).toMatch(/did not take it within 0\.5 s|does not answer/);
  });

  it("that hangs up, or is not there, is tried again", async () => {
    const rude = await rawServer((socket) => socket.destroy());
    const answer = await send(sinkFor(rude.port));
    expect(answer).toMatchObject({ kind: "retry", detail: expect.stringMatching(/closed the connection/) });
    await rude.close();
    expect(await send(sinkFor(rude.port))).toMatchObject({
      kind: "retry",
      detail: `localhost:${rude.port} refused the connection`,
    });
  });

  it("is left when told to", async () => {
    const silent = await rawServer(() => undefined);
    opened.push(silent);
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 50);
    const answer = await sinkFor(silent.port).send(message(), NOTHING_ATTACHED, stop.signal);
    expect(answer).toEqual({ kind: "retry", detail: "stopped" });
  });
});
