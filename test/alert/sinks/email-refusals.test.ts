import { afterEach, describe, expect, it } from "vitest";
import { message, NOTHING_ATTACHED } from "../message.ts";
import { ADMINS, REPORT, send, sinkFor } from "./email-sink.ts";
import { type MailServer, mailServer, rawServer, refusal } from "./smtp.ts";

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((server) => server.close()));
});

async function server(options?: Parameters<typeof mailServer>[0]): Promise<MailServer> {
  const made = await mailServer(options);
  opened.push(made);
  return made;
}

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
