import { beforeAll, describe, expect, test } from "vitest";
import { REGISTER_SOURCE_SCRIPT, WRITE_EVENT_SCRIPT } from "../../src/alert/event-writer.ts";
import { LOGS_SCRIPT, MACHINE_SCRIPT, PROVIDERS_SCRIPT } from "../../src/app/doctor/scripts.ts";
import { PROCESS_START } from "../../src/backup/run/lives.ts";
import { OWNER } from "../../src/backup/run/owners.ts";
import { WRITERS } from "../../src/backup/run/who-writes.ts";
import { TOPOLOGY_SCRIPT, MACHINE_SCRIPT as VOLUMES_SCRIPT } from "../../src/exchange/index.ts";
import { ENVELOPE_SCRIPT, runQuestion } from "../../src/platform/envelope.ts";
import { scriptArguments } from "../../src/platform/powershell-reader.ts";
import { READER_SCRIPT } from "../../src/source/live/index.ts";
import { forbiddenIn, loadGrammar, type SyntaxCheck } from "./grammar.ts";

/** Every PowerShell text that this program can run. */
const SCRIPTS: Readonly<Record<string, string>> = {
  "the reader of live logs": READER_SCRIPT,
  "the envelope of questions": ENVELOPE_SCRIPT,
  "the question for the topology": TOPOLOGY_SCRIPT,
  "the question for the machine of a backup": VOLUMES_SCRIPT,
  "the writing of an event": WRITE_EVENT_SCRIPT,
  "the making of a source of events": REGISTER_SOURCE_SCRIPT,
  "the question for the machine": MACHINE_SCRIPT,
  "the question for the logs": LOGS_SCRIPT,
  "the question for the providers": PROVIDERS_SCRIPT,
  "the question for the begin of a process": PROCESS_START,
  "the question for an owner": OWNER,
  "the question for who may write": WRITERS,
  "a question": runQuestion("1", ["a'b"]).line,
};

let faultsIn: SyntaxCheck;
beforeAll(async () => {
  faultsIn = await loadGrammar();
});

describe.each(Object.entries(SCRIPTS))("%s", (_, script) => {
  test("is PowerShell", () => expect(faultsIn(script)).toEqual([]));
  test("is of PowerShell 2.0, and of values from outside only", () =>
    expect(forbiddenIn(script)).toEqual([]));
});

// A third of the braces that are not in quotes, taken out one at a time: the check is worth something.
test("a brace that is missing in any of them would be seen", () => {
  const tried = Object.values(SCRIPTS).flatMap((script) =>
    [...script.matchAll(/(?<!')[{}]/g)]
      .filter((_, at) => at % 3 === 0)
      .map(({ index }) => faultsIn(script.slice(0, index) + script.slice(index + 1)).length > 0),
  );
  expect(tried.length).toBeGreaterThan(30);
  expect(tried.filter((seen) => !seen).length).toBeLessThanOrEqual(tried.length * 0.1);
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
