import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { TOPOLOGY_SCRIPT } from "../../src/exchange/index.ts";

/** Kind and names of each row that the script can tell. */
const told = [
  ...TOPOLOGY_SCRIPT.matchAll(
    /\bRow (?:'(\w+)'|\$what)((?: '\w+' (?:\([^()]*(?:\([^()]*\))?[^()]*\)|\$[\w.:]+))*)/g,
  ),
].map(
  ([, kind, pairs = ""]) =>
    [kind ?? "(pairs)", [...pairs.matchAll(/ '(\w+)' /g)].map(([, name]) => name ?? "")] as const,
);

const source = readdirSync("src/exchange")
  .filter((name) => name !== "topology-script.ts")
  .map((name) => readFileSync(`src/exchange/${name}`, "utf8"))
  .join("\n");

test("every row of the script is understood, and with all its values", () => {
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
      "warning",
      "(pairs)",
    ]),
  );
  const rows = TOPOLOGY_SCRIPT.match(/\bRow /g)?.length;
  expect(told).toHaveLength(rows ?? 0);
  for (const [kind, names] of told) {
    if (kind !== "(pairs)") expect(source).toContain(`"${kind}"`);
    expect(names.length).toBeGreaterThan(0);
  }
});

test("every name that is read is told by the script", () => {
  const names = new Set(told.flatMap(([, names]) => names));
  const read = [...source.matchAll(/\.get\("(\w+)"\)/g)].map(([, name]) => name ?? "");
  expect(read.length).toBeGreaterThan(20);
  for (const name of read) expect(names).toContain(name);
});

test("the script changes nothing", () => {
  const verbs = [...TOPOLOGY_SCRIPT.matchAll(/\b([A-Z][a-z]+)-[A-Z]\w+/g)].map(([, verb]) => verb);
  expect(new Set(verbs)).toEqual(new Set(["Tell", "Has", "Get", "Join", "Test", "Connect", "Add"]));
});
