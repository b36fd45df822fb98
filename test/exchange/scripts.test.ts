import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { MACHINE_SCRIPT, TOPOLOGY_SCRIPT } from "../../src/exchange/index.ts";

const SCRIPTS = TOPOLOGY_SCRIPT + MACHINE_SCRIPT;

/** Kind and names of each row that the scripts can tell. */
const told = [
  ...SCRIPTS.matchAll(/\bRow (?:'(\w+)'|\$what)((?: '\w+' (?:\([^()]*(?:\([^()]*\))?[^()]*\)|\$[\w.:]+))*)/g),
].map(
  ([, kind, pairs = ""]) =>
    [kind ?? "(pairs)", [...pairs.matchAll(/ '(\w+)' /g)].map(([, name]) => name ?? "")] as const,
);

const source = readdirSync("src/exchange")
  .filter((name) => !name.endsWith("-script.ts"))
  .map((name) => readFileSync(`src/exchange/${name}`, "utf8"))
  .join("\n");

test("every row of the scripts is understood, and with all its values", () => {
  expect(told.map(([kind]) => kind)).toEqual(
    expect.arrayContaining([
      "shell",
      "server",
      "dag",
      "member",
      "group",
      "database",
      "backups",
      "holder",
      "copy",
      "groupCopy",
      "node",
      "operational",
      "machine",
      "exchange",
      "volume",
      "mount",
      "letter",
      "warning",
      "(pairs)",
    ]),
  );
  const rows = SCRIPTS.match(/\bRow /g)?.length;
  expect(told).toHaveLength(rows ?? 0);
  for (const [kind, names] of told) {
    if (kind !== "(pairs)") expect(source).toContain(`"${kind}"`);
    expect(names.length).toBeGreaterThan(0);
  }
});

test("every name that is read is told by the scripts", () => {
  const names = new Set(told.flatMap(([, names]) => names));
  const read = [...source.matchAll(/\.get\("(\w+)"\)/g)].map(([, name]) => name ?? "");
  expect(read.length).toBeGreaterThan(20);
  for (const name of read) expect(names).toContain(name);
});

test("the scripts change nothing", () => {
  const verbs = [...SCRIPTS.matchAll(/\b([A-Z][a-z]+)-[A-Z]\w+/g)].map(([, verb]) => verb);
  expect(new Set(verbs)).toEqual(new Set(["Tell", "Has", "Get", "Join", "Test", "Connect", "Add", "New"]));
  // Objects in memory.
  expect(new Set(SCRIPTS.match(/\bNew-\w+/g))).toEqual(new Set(["New-Object"]));
});
