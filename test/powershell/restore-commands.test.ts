import { beforeAll, expect, test } from "vitest";
import { restorePlan } from "../../src/backup/plan/restore/restore.ts";
import type { BackupUnit } from "../../src/model/backup/discovery.ts";
import { DB01, discovery, planOf, unit } from "../backup/site.ts";
import { record } from "../backup/verified.ts";
import { forbiddenIn, loadGrammar, type SyntaxCheck } from "./grammar.ts";

let faultsIn: SyntaxCheck;
beforeAll(async () => {
  faultsIn = await loadGrammar();
});

function commandsFor(over: Partial<BackupUnit>): readonly string[] {
  const plan = planOf(discovery({ units: [unit(over.name ?? "DB01", DB01, over)] }));
  const { ways } = restorePlan(record(), plan, null);
  return ways.flatMap(({ steps }) => steps.flatMap(({ commands }) => commands));
}

const HOSTILE = "x'; Remove-Item * #$(calc)&{}|";

test.each<[string, Partial<BackupUnit>]>([
  ["a database of a DAG", {}],
  ["a database with a hostile name", { name: HOSTILE }],
  [
    "a storage group",
    {
      kind: "storage-group",
      databases: [
        { name: HOSTILE, guid: null, publicFolders: false, mounted: true, file: "E:\\it's [1]\\a.edb" },
      ],
    },
  ],
])("the commands that restore %s are PowerShell 2.0, each a line", (_, over) => {
  const commands = commandsFor(over);
  expect(commands.length).toBeGreaterThan(15);
  for (const command of commands) {
    // What has to be put in by a person; and a list of names without quotes, which the grammar does not know.
    const filled = command.replace(/ <\w+>/g, " 'x'").replace(/ \w+(,\w+)+/, " x");
    expect(faultsIn(filled), command).toEqual([]);
    expect(forbiddenIn(filled.replaceAll(/'[^']*'/g, "''")), command).toEqual([]);
    // Outside of literals nothing of a name is left.
    expect(filled.replaceAll(/'(?:[^']|'')*'/g, "''"), command).not.toMatch(/calc|Remove-Item|it's/);
  }
});
