import { describe, expect, test } from "vitest";
import { askTopology } from "../../src/exchange/index.ts";
import type { Shell, ShellAnswer } from "../../src/model/shell.ts";
import { askedOf, CONNECTED, row } from "./shell.ts";

describe("no topology", () => {
  const none = (answer: ShellAnswer) => askTopology(askedOf(answer), { server: null });

  test.each<[string, ShellAnswer, RegExp]>([
    [
      "where PowerShell is missing",
      { ok: false, reason: "missing", message: "there is no p.exe" },
      /could not be started: there is no p.exe/,
    ],
    ["in time", { ok: false, reason: "late", message: "no answer within 600 s" }, /did not answer/],
    [
      "without an Exchange shell",
      { ok: true, rows: [row("shell", { how: "none" })] },
      /no Exchange shell on this machine.*View-Only Organization Management/,
    ],
    [
      "from a shell that could not connect",
      {
        ok: true,
        rows: [
          row("warning", { about: "shell", message: "Zugriff verweigert" }),
          row("shell", { how: "none" }),
        ],
      },
      /Zugriff verweigert/,
    ],
    ["from a script that said nothing", { ok: true, rows: [] }, /no Exchange shell/],
    ["for an account without rights", { ok: true, rows: [CONNECTED] }, /neither servers nor databases/],
  ])("%s", async (_, answer, message) => {
    const given = await none(answer);
    expect(given.kind).toBe("none");
    expect(given.kind === "none" && given.message).toMatch(message);
  });
});

test("the server that is asked for goes as a value, not into the text", async () => {
  const asked: (readonly string[])[] = [];
  const shell: Shell = {
    ask: async (_, values) => {
      asked.push(values);
      return { ok: true, rows: [] };
    },
    close: async () => undefined,
  };
  await askTopology(shell, { server: "EX'; Stop-Computer #" });
  expect(asked).toEqual([["EX'; Stop-Computer #"]]);
});
