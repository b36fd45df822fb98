import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createSink } from "../../../src/alert/sinks/index.ts";
import type { SinkAnswer } from "../../../src/model/alert.ts";
import { message, NOTHING_ATTACHED } from "../message.ts";
import { never, ports } from "./ports.ts";

const folder = mkdtempSync(join(tmpdir(), "thawline-command-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a script with Node, as a user's program. */
function send(
  script: string,
  args: readonly string[] = [],
  timeoutSeconds = 20,
  file = process.execPath,
): Promise<SinkAnswer> {
  const settings = {
    kind: "command",
    name: "command",
    minSeverity: "warning",
    timeoutSeconds,
    file,
  } as const;
  const sink = createSink({ ...settings, args: ["-e", script, "--", ...args] }, ports({ folder }));
  return sink.send(message(), NOTHING_ATTACHED, never());
}

const name = process.execPath;

describe("a program", () => {
  it("gets the message on its standard input, and its arguments as they are", async () => {
    const script =
      "const fs = require('fs'); fs.writeFileSync('got.json', JSON.stringify({ args: process.argv.slice(1), input: fs.readFileSync(0, 'utf8') }))";
    const args = ["a b", "$HOME", "%PATH%", "'; rm -rf x", '"&calc', "*"];
    expect(await send(script, args)).toEqual({ kind: "sent", detail: `${name} ended with 0` });
    const got = JSON.parse(readFileSync(join(folder, "got.json"), "utf8"));
    expect(got.args).toEqual(args);
    expect(JSON.parse(got.input)).toEqual(message());
  });

  it("need not read it", async () => {
    expect(await send("process.exit(0)")).toMatchObject({ kind: "sent" });
  });

  it.each([
    ["process.exit(75)", "retry", `${name} ended with 75`],
    [
      "console.error('no\\x1b[2J route'); process.exit(75)",
      "retry",
      `${name} ended with 75: no\\x1b[2J route`,
    ],
    ["console.log('bad key'); process.exit(1)", "permanent", `${name} ended with 1: bad key`],
    ["process.exit(2)", "permanent", `${name} ended with 2`],
    ["process.kill(process.pid, 'SIGKILL')", "retry", `${name}: ended by SIGKILL`],
  ])("that does %s gives the answer %s", async (script, kind, detail) => {
    expect(await send(script)).toEqual({ kind, detail });
  });

  it("that prints without end is read up to a bound, and stopped", async () => {
    const answer = await send("const out = () => process.stdout.write('x'.repeat(65536), out); out()", [], 1);
    expect(answer).toEqual({ kind: "retry", detail: `${name} did not end within 1 s` });
  });

  it("that heeds no signal is left behind", async () => {
    const answer = await send("process.on('SIGTERM', () => {}); setTimeout(() => {}, 9000)", [], 1);
    expect(answer).toEqual({ kind: "retry", detail: `${name} did not end within 1 s` });
  }, 20_000);

  it("that is not there will not be tried again", async () => {
    expect(await send("", [], 5, join(folder, "nothing"))).toMatchObject({
      kind: "permanent",
      detail: expect.stringContaining("ENOENT"),
    });
  });
});
