import { expect } from "vitest";
import type { IncludedComponent } from "../../../parsers/diskshadow/index.ts";
import { componentsOf } from "../../../src/backup/plan/components.ts";
import { componentReasons } from "../../../src/backup/run/outcome.ts";
import { diskshadowScript } from "../../../src/backup/script/diskshadow.ts";
import type { BackupUnit, Discovery } from "../../../src/model/backup/discovery.ts";
import { look, mounted } from "../plan/preflight-cases.ts";
import { DB01, DB02, discovery, EXCHANGE, planOf, REGISTRY, SYSTEM, unit, writer } from "../site.ts";
import { defect } from "./defect.ts";

const DB03 = "33333333-3333-4333-8333-333333333333";
const UNITS = [unit("DB01", DB01), unit("DB02", DB02, { role: "passive" }), unit("DB03", DB03)];

/** What VSS takes into a backup by Diskshadow's script: all that is not excluded. */
function takenOf(found: Discovery, script: string): readonly string[] {
  const all = found.units.flatMap((one) => componentsOf(found, one));
  return all.filter((component) => !script.includes(`writer exclude "${component}"`));
}

/** The nine that an old list has, by what they are called today. */
const NINE = [
  SYSTEM,
  REGISTRY,
  "542da469-d3e1-473c-9f4f-7847f01fc64f",
  "59b1f0cf-90ef-465f-9609-6ca8b2938366",
  "a6ad56c2-b509-4e6c-bb19-49d8f43532f0",
  "4969d978-be47-48b0-b100-f328f07ac1e0",
  "be000cbe-11fe-4426-9c58-531aa6355fc4",
  "4dc3bdd4-ab48-4d07-adb0-3bee2926fd7f",
  "cd3f2362-8bef-46c7-9181-d62844cdc0b2",
];
const LIVE = [
  ...NINE.map((id) => writer(id, "an old one")),
  writer(EXCHANGE, "Microsoft Exchange Writer"),
  writer("d61d61c8-d73a-4eee-8cdd-f6f9786b7124", "Task Scheduler Writer"),
  writer("0bada1de-01a9-4625-8278-69e735f39dd2", "Performance Counters Writer"),
];

function excluded(script: string): readonly string[] {
  return [...script.matchAll(/^writer exclude \{([0-9a-f-]{36})\}/gm)].map(([, id = ""]) => id);
}

interface Session {
  readonly script: string;
  /** Whether the copying begins, by what Diskshadow said to take part. */
  readonly goesOn: (included: readonly IncludedComponent[]) => boolean;
}

type Plannable = (over: Partial<BackupUnit>) => boolean;

export const PARTICIPANTS = [
  defect(
    14,
    "one session has one database in it",
    (taken: readonly string[]) => {
      expect(taken).toHaveLength(1);
      expect(taken[0]).toContain(DB01);
    },
    UNITS.map(({ guid }) => guid ?? ""),
    takenOf(discovery({ units: UNITS }), diskshadowScript(planOf(discovery({ units: UNITS })))),
  ),
  defect(
    15,
    "no writer but Exchange's takes part, also none that came later",
    (out: readonly string[]) =>
      expect(LIVE.map(({ id }) => id).filter((id) => !out.includes(id))).toEqual([EXCHANGE]),
    NINE,
    excluded(diskshadowScript(planOf(discovery({ writers: LIVE })))),
  ),
  defect(
    16,
    "that the database takes part is asked before the snapshot, and seen before the copying",
    ({ script, goesOn }: Session) => {
      expect(goesOn([])).toBe(false);
      const lines = script.split(/\r?\n/);
      const [verbose, verify, create] = [
        lines.indexOf("set verbose on"),
        lines.findIndex((line) => line.startsWith("writer verify ") && line.includes(DB01)),
        lines.indexOf("create"),
      ];
      expect(verbose).toBeGreaterThan(-1);
      expect(verify).toBeGreaterThan(verbose);
      expect(create).toBeGreaterThan(verify);
    },
    {
      script: ["set context persistent", "begin backup", "add volume E: alias shadow_1", "create"].join("\n"),
      goesOn: () => true,
    },
    {
      script: diskshadowScript(planOf()),
      goesOn: (included) => componentReasons(planOf(), { included }).length === 0,
    },
  ),
  defect(
    17,
    "what the writer does not list is not copied raw",
    (plannable: Plannable) => {
      expect(plannable({ recovery: true })).toBe(false);
      expect(plannable(mounted(false))).toBe(false);
      expect(plannable(mounted(null))).toBe(false);
      expect(plannable({})).toBe(true);
    },
    () => true,
    (over) => !look({ unit: over }).some(({ blocks }) => blocks),
  ),
  defect(
    18,
    "a passive copy is named by the path of passive copies",
    (component: (role: BackupUnit["role"]) => string) => {
      expect(component("passive")).toContain("\\Microsoft Information Store\\Replica\\EX1\\");
      expect(component("active")).toContain("\\Microsoft Information Store\\EX1\\");
    },
    () => `Microsoft Exchange Writer:\\Microsoft Exchange Server\\Microsoft Information Store\\EX1\\${DB01}`,
    (role) => planOf(discovery({ units: [unit("DB01", DB01, { role })] })).snapshot.component,
  ),
];
