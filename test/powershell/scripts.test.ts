import { beforeAll, describe, expect, test } from "vitest";
import { scriptArguments } from "../../src/platform/powershell-reader.ts";
import { READER_SCRIPT } from "../../src/source/live/index.ts";
import { forbiddenIn, loadGrammar, type SyntaxCheck } from "./grammar.ts";

/** Every PowerShell text that this program can run. */
const SCRIPTS: Readonly<Record<string, string>> = { "the reader of live logs": READER_SCRIPT };

let faultsIn: SyntaxCheck;
beforeAll(async () => {
  faultsIn = await loadGrammar();
});

describe.each(Object.entries(SCRIPTS))("%s", (_, script) => {
  test("is PowerShell", () => expect(faultsIn(script)).toEqual([]));
  test("is of PowerShell 2.0, and of values from outside only", () =>
    expect(forbiddenIn(script)).toEqual([]));

  // A third of the braces taken out one at a time: the check is worth something.
  test("would be seen to be broken", () => {
    const braces = [...script.matchAll(/[{}]/g)].map(({ index }) => index).filter((_, at) => at % 3 === 0);
    const unseen = braces.filter((at) => faultsIn(script.slice(0, at) + script.slice(at + 1)).length === 0);
    expect(unseen.length).toBeLessThanOrEqual(braces.length * 0.1);
  });
});

test.each([
  ["ConvertTo-Json", "$x | ConvertTo-Json"],
  ["::new", "$x = [Text.StringBuilder]::new()"],
  ["-in", "if ($x -in $list) { 1 }"],
  ["interpolation", 'Get-Item "C:\\$name"'],
  ["simple Where", "$x | Where-Object Name -eq 1"],
])("the list of what PowerShell 2.0 lacks finds %s", (_, script) => {
  expect(forbiddenIn(script)).toHaveLength(1);
});

test("the reader fits into a command line of Windows", () => {
  // CreateProcess takes 32,767 characters, with the path of the program before them.
  expect(scriptArguments(READER_SCRIPT).join(" ").length).toBeLessThan(30_000);
});

test("the reader's arguments carry the script as UTF-16LE, as PowerShell wants it", () => {
  const [encoded] = scriptArguments("'ä'").slice(-1);
  // printf "'ä'" | iconv -t UTF-16LE | base64
  expect(encoded).toBe("JwDkACcA");
  expect(scriptArguments("x")).toContain("-NonInteractive");
});
