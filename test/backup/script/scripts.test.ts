import { describe, expect, test } from "vitest";
import { commandFile } from "../../../src/backup/script/command.ts";
import { cleanupScripts, diskshadowScript } from "../../../src/backup/script/diskshadow.ts";
import { cmdWord } from "../../../src/backup/script/quote.ts";
import type { BackupPlan } from "../../../src/model/backup/plan.ts";
import { DB01, DB02, discovery, planOf, REGISTRY, RUN, RUN_ID, SYSTEM, unit, volumeName } from "../site.ts";

const STORE = "Microsoft Exchange Writer:\\Microsoft Exchange Server\\Microsoft Information Store";

describe("Diskshadow's script", () => {
  test("of a full backup", () => {
    expect(diskshadowScript(planOf()).split("\r\n")).toEqual([
      `# Made by Thawline, run ${RUN_ID}: full backup of DB01 on EX1.example.com`,
      "set verbose on",
      "set context persistent",
      `set metadata ${RUN}\\backup.cab`,
      `writer exclude {${REGISTRY}}`,
      `writer exclude {${SYSTEM}}`,
      `writer exclude "${STORE}\\Replica\\EX1\\${DB02}"`,
      `writer verify "${STORE}\\EX1\\${DB01}"`,
      "begin backup",
      `add volume ${volumeName("e")} alias thawline_${RUN_ID}_1`,
      `add volume ${volumeName("f")} alias thawline_${RUN_ID}_2`,
      "create",
      `expose %thawline_${RUN_ID}_1% G:`,
      `expose %thawline_${RUN_ID}_2% H:`,
      `exec ${RUN}\\copy.cmd`,
      "end backup",
      `delete shadows id %thawline_${RUN_ID}_1%`,
      `delete shadows id %thawline_${RUN_ID}_2%`,
      "exit",
      "",
    ]);
  });

  test("of a copy has no backup session, and is the same otherwise", () => {
    const full = diskshadowScript(planOf()).split("\r\n").slice(1);
    const copy = diskshadowScript(planOf(discovery(), { type: "copy" }))
      .split("\r\n")
      .slice(1);
    expect(copy).toEqual(full.filter((line) => !/^(begin|end) backup$/.test(line)));
  });

  test("has a comment that no name can break out of", () => {
    const found = discovery({ units: [unit("DB\r\ndelete shadows all %PATH% \u00e4", DB01)] });
    const [comment, ...rest] = diskshadowScript(planOf(found)).split("\r\n");
    expect(comment).toMatch(/^# Made by Thawline[ -$&-~]+$/);
    expect(rest.filter((line) => /^delete|PATH%/.test(line))).toHaveLength(2);
  });

  test.each<[string, (plan: BackupPlan) => BackupPlan]>([
    [
      "a folder with a blank",
      (plan) => ({ ...plan, folders: { ...plan.folders, command: "D:\\a b\\copy.cmd" } }),
    ],
    [
      "a folder with a line end",
      (plan) => ({ ...plan, folders: { ...plan.folders, metadata: "D:\\a\nexit" } }),
    ],
    [
      "a component with a quote",
      (plan) => ({ ...plan, snapshot: { ...plan.snapshot, component: 'Writer:\\x"\nexit' } }),
    ],
    [
      "a component beyond ASCII",
      (plan) => ({ ...plan, snapshot: { ...plan.snapshot, excludedComponents: ["Sch\u00e4ttler:\\x"] } }),
    ],
    [
      "a writer without a GUID",
      (plan) => ({
        ...plan,
        snapshot: { ...plan.snapshot, excludedWriters: [{ id: "System Writer", name: "System Writer" }] },
      }),
    ],
    [
      "a volume without a volume's name",
      (plan) => ({
        ...plan,
        snapshot: {
          ...plan.snapshot,
          volumes: plan.snapshot.volumes.map((volume) => ({ ...volume, name: "E:\\" })),
        },
      }),
    ],
  ])("is not written with %s", (_, change) => {
    expect(() => diskshadowScript(change(planOf()))).toThrow(Error);
  });
});

describe("the script that exec starts", () => {
  test("calls this program and gives its exit code back", () => {
    expect(commandFile(planOf()).split("\r\n")).toEqual([
      "@echo off",
      `rem Made by Thawline, run ${RUN_ID}. Diskshadow goes on to "end backup" only when this ends with 0.`,
      "setlocal EnableExtensions DisableDelayedExpansion",
      'set "ERRORLEVEL="',
      `"C:\\Program Files\\nodejs\\node.exe" "C:\\Tools\\thawline\\dist\\src\\cli\\main.js" "backup-step" "${RUN}" >>"${RUN}\\transcripts\\copy-step.txt" 2>&1`,
      "exit /b %errorlevel%",
      "",
    ]);
  });

  test("carries a path with signs of cmd, and none that would need another code page", () => {
    const copyCommand = ["C:\\100% (R&D)\\node.exe", "C:\\it's ^ !x!\\main.js"] as const;
    expect(commandFile(planOf(discovery(), { copyCommand }))).toContain(
      `\r\n"C:\\100%% (R&D)\\node.exe" "C:\\it's ^ !x!\\main.js" "${RUN}" >>`,
    );
    const strange = ["C:\\Users\\J\u00fcrgen\\node.exe"] as const;
    expect(() => commandFile(planOf(discovery(), { copyCommand: strange }))).toThrow("not plain ASCII");
  });

  test("quotes words so that a program gets them back", () => {
    expect(cmdWord("G:\\")).toBe('"G:\\."');
    expect(() => cmdWord('a" & del *')).toThrow("cannot carry");
    expect(() => cmdWord("a\r\ndel *")).toThrow("cannot carry");
  });
});

describe("cleanup", () => {
  const [one, two] = ["aaaaaaaa-1111-4111-8111-111111111111", "AAAAAAAA-2222-4222-8222-222222222222"];

  test("is one command a script, exposures first, each shadow copy by its own id", () => {
    const scripts = cleanupScripts({ exposed: [one], shadows: [one, two] });
    expect(scripts.map(({ name, shadow }) => [name, shadow])).toEqual([
      ["unexpose-1", one],
      ["delete-1", one],
      ["delete-2", two],
    ]);
    expect(scripts.map(({ text }) => text.split("\r\n").slice(2))).toEqual([
      [`unexpose {${one}}`, "exit", ""],
      [`delete shadows id {${one}}`, "exit", ""],
      [`delete shadows id {${two.toLowerCase()}}`, "exit", ""],
    ]);
  });

  test.each(["all", "G:", "", `${one}} {${two}`, `${one}\nexit`])("takes no %j for an id", (id) => {
    expect(() => cleanupScripts({ exposed: [], shadows: [id] })).toThrow("not a GUID");
    expect(() => cleanupScripts({ exposed: [id], shadows: [] })).toThrow("not a GUID");
  });
});
