import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Shell, ShellAnswer } from "../../src/model/shell.ts";
import { createShell } from "../../src/platform/powershell.ts";
import { type FakeExecutable, fakeExecutable } from "./fake-executable.ts";

let fake: FakeExecutable;
const unhandled: unknown[] = [];
const note = (reason: unknown): void => void unhandled.push(reason);

beforeAll(() => {
  fake = fakeExecutable();
  process.on("unhandledRejection", note);
});
afterAll(() => {
  process.removeListener("unhandledRejection", note);
  fake.remove();
});

const shells: Shell[] = [];
afterEach(async () => {
  await Promise.all(shells.splice(0).map((shell) => shell.close()));
  // What nobody waits for shows only after the turn in which it was rejected.
  await new Promise((resolve) => setImmediate(resolve));
  expect(unhandled.splice(0)).toEqual([]);
});

const open = (options: Parameters<typeof createShell>[0] = {}): Shell => {
  const shell = createShell({ executable: fake.path, ...options });
  shells.push(shell);
  return shell;
};
const ask = (shell: Shell, script: string, values: readonly string[] = [], timeoutSeconds = 30) =>
  shell.ask(script, values, { timeoutSeconds });
const rows = (answer: ShellAnswer) => (answer.ok ? answer.rows : answer);
const good = async (shell: Shell) => expect(rows(await ask(shell, "echo", ["good"]))).toEqual([["good"]]);

describe("an answer", () => {
  test("brings values there and back as they are, whatever they hold", async () => {
    const values = [
      "C:\\$Recycle.Bin",
      "$(calc)",
      "a'b\"c`d",
      "'; Remove-Item C:\\ #",
      "zwei\r\nZeilen",
      "Größe データ",
      "",
    ];
    expect(rows(await ask(open(), "echo", values))).toEqual([values]);
  });

  test("tells null from empty, and none from one", async () => {
    const shell = open();
    expect(rows(await ask(shell, "nulls"))).toEqual([
      ["name", null, "", "Größe"],
      ["", null],
    ]);
    expect(rows(await ask(shell, "none"))).toEqual([]);
  });

  test("is found among what is written to stdout and stderr", async () => {
    expect(rows(await ask(open(), "noise", ["found"]))).toEqual([["found"]]);
  });

  test("of several megabytes comes in pages", async () => {
    const answer = await ask(open(), "many", ["30000"]);
    expect(answer.ok && answer.rows.length).toBe(30_000);
    expect(answer.ok && answer.rows.at(-1)).toEqual(["row 29999", "x".repeat(100)]);
  });

  test("that is a script's own error is told, and the shell goes on", async () => {
    const shell = open();
    expect(await ask(shell, "throws")).toEqual({
      ok: false,
      reason: "script",
      message: "System.Exception: Zugriff verweigert",
    });
    expect(rows(await ask(shell, "asked"))).toMatchObject([["2", expect.anything()]]);
  });
});

describe("no answer is taken for a good one", () => {
  test.each([
    ["exit", ["0"], "silent", "PowerShell ended"],
    ["exit", ["1"], "silent", /PowerShell ended|exited/],
    ["shouts", [], "silent", /no answer: only an error/],
    ["cut", [], "silent", /no answer/],
    ["garbled", [], "silent", /no answer/],
    ["short", [], "silent", /without its end/],
    ["large", [], "large", /999999999/],
  ])("%s %j", async (script, values, reason, message) => {
    const shell = open();
    const answer = await ask(shell, script, values);
    expect(answer).toMatchObject({ ok: false, reason });
    expect(!answer.ok && answer.message).toMatch(message);
    await good(shell);
  });

  test("when it does not come in time; the next question gets a new shell", async () => {
    const shell = open();
    expect(await ask(shell, "hang", [], 0.5)).toEqual({
      ok: false,
      reason: "late",
      message: "no answer within 0.5 s",
    });
    await good(shell);
  });

  test("where there is no such program", async () => {
    const shell = open({ executable: join(fake.folder, "nothing.exe") });
    expect(await ask(shell, "echo")).toMatchObject({
      ok: false,
      reason: "missing",
      message: /there is no .*nothing.exe/,
    });
  });

  test("where the program cannot be started", async () => {
    const file = join(fake.folder, "plain.exe");
    writeFileSync(file, "no program", { mode: 0o644 });
    expect(await ask(open({ executable: file }), "echo")).toMatchObject({ ok: false, reason: "missing" });
  });

  test("where the program is a stub that ends at once", async () => {
    expect(await ask(open({ executable: "/bin/true" }), "echo")).toMatchObject({
      ok: false,
      reason: "silent",
    });
    expect(await ask(open({ executable: "/bin/false" }), "echo")).toMatchObject({
      ok: false,
      reason: "silent",
    });
  });
});

describe("a shell", () => {
  test("is asked one thing after the other", async () => {
    const shell = open();
    const answers = await Promise.all(["a", "b", "c"].map((value) => ask(shell, "echo", [value])));
    expect(answers.map(rows)).toEqual([[["a"]], [["b"]], [["c"]]]);
  });

  test("is given up when nobody wants the answer any more", async () => {
    const shell = open();
    const abort = new AbortController();
    const asked = shell.ask("hang", [], { timeoutSeconds: 60, signal: abort.signal });
    const next = ask(shell, "echo", ["next"]);
    abort.abort();
    expect(await asked).toMatchObject({ ok: false, reason: "closed" });
    expect(rows(await next)).toEqual([["next"]]);
    expect(await shell.ask("echo", [], { timeoutSeconds: 60, signal: abort.signal })).toMatchObject({
      reason: "closed",
    });
  });

  test("that is closed answers what is asked and what waits", async () => {
    const shell = open();
    const asked = [ask(shell, "hang", [], 60), ask(shell, "echo", ["waits"])];
    await shell.close();
    expect(await Promise.all(asked)).toMatchObject([{ reason: "closed" }, { reason: "closed" }]);
    expect(await ask(shell, "echo")).toMatchObject({ ok: false, reason: "closed" });
  });

  test("is renewed after so many questions, and leaves no process", async () => {
    const shell = open({ renewAfter: 3 });
    const seen: [string, string][] = [];
    for (let question = 0; question < 7; question += 1) {
      const answer = await ask(shell, "asked");
      if (answer.ok) seen.push(answer.rows[0] as unknown as [string, string]);
    }
    expect(seen.map(([asked]) => asked)).toEqual(["1", "2", "3", "1", "2", "3", "1"]);
    const pids = [...new Set(seen.map(([, pid]) => Number(pid)))];
    expect(pids).toHaveLength(3);
    await shell.close();
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow("ESRCH");
  });

  test("is that of the path it was given, whatever the environment says", async () => {
    process.env.NODE_POWERSHELL = "/bin/false";
    try {
      await good(open());
    } finally {
      delete process.env.NODE_POWERSHELL;
    }
  });

  test("starts nothing before it is asked", async () => {
    await open({ executable: "/nowhere" }).close();
  });
});
