import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import {
  createDiskshadowReader,
  type DiskshadowOutput,
  scriptStates,
} from "../../parsers/diskshadow/index.ts";
import { standAlone } from "../../src/backup/script/stand-alone.ts";
import type { BackupPlan } from "../../src/model/backup/plan.ts";
import { DB01, DB02, discovery, planOf, unit, volumeName } from "../backup/site.ts";
import type { Wine } from "./wine.ts";

const STORE = "Microsoft Exchange Writer:\\Microsoft Exchange Server\\Microsoft Information Store";
export const COMPONENT = `\\Microsoft Exchange Server\\Microsoft Information Store\\EX1\\${DB01}`;

/** EX1 of `site.ts` on disks that are folders, with programs of ours, and a run of its first database. */
export interface WineServer {
  readonly plan: BackupPlan;
  /** The live files, by name; to be changed before a run. */
  readonly files: ReadonlyMap<string, string>;
  /** Runs the script of the run. */
  backup(env?: Readonly<Record<string, string>>): Transcript;
  /** Runs another script. */
  diskshadow(script: string, env?: Readonly<Record<string, string>>): Transcript;
  readonly env: Readonly<Record<string, string>>;
  /** What a user finds in the folder of the run; null if the file is not there. */
  read(...path: readonly string[]): string | null;
  copied(): readonly string[];
  /** What Exchange's writer heard. */
  events(): readonly string[];
  /** Ids of shadow copies that exist. */
  shadows(): readonly string[];
  /** Letters beside those that were there before. */
  letters(): readonly string[];
}

export interface Transcript {
  readonly exitCode: number | null;
  readonly output: DiskshadowOutput;
  /** The line that failed, and the lines that are done. */
  readonly failed: readonly string[];
  readonly done: readonly string[];
}

/** @param folder of the database on E: and of its logs on F:, with any signs that Windows takes */
export function wineServer(
  wine: Wine,
  { folder = "DB01", eseutil = "C:\\tools\\eseutil.exe" }: { folder?: string; eseutil?: string } = {},
): WineServer {
  const own = mkdtempSync(join(wine.folder, "server-"));
  const [e, f, known] = [join(own, "e"), join(own, "f"), join(own, "known")];
  for (const one of [join(e, folder), join(f, folder), known]) mkdirSync(one, { recursive: true });
  writeFileSync(join(known, "volumes.txt"), `${volumeName("e")} ${e}\n${volumeName("f")} ${f}\n`);
  writeFileSync(join(known, "components.txt"), `${STORE}\\EX1\\${DB01}\n${STORE}\\Replica\\EX1\\${DB02}\n`);
  const files = new Map([
    ["DB01.edb", join(e, folder, "DB01.edb")],
    ...["E00.log", "E0000000001.log", "E0000000002.log", "E00.chk"].map(
      (name) => [name, join(f, folder, name)] as const,
    ),
  ]);
  for (const [name, path] of files) writeFileSync(path, `${name} is sound\n`.repeat(300));

  const first = unit("DB01", DB01, {
    databases: [
      { name: "DB01", guid: DB01, publicFolders: false, mounted: true, file: `E:\\${folder}\\DB01.edb` },
    ],
    logFolder: `F:\\${folder}`,
    systemFolder: `F:\\${folder}`,
  });
  const others = discovery().units.slice(1);
  const tools = { diskshadow: "C:\\tools\\diskshadow.exe", robocopy: "C:\\tools\\robocopy.exe", eseutil };
  const plan = planOf(discovery({ units: [first, ...others], tools }), {
    copyCommand: ["C:\\tools\\step.exe", "backup-step"],
  });
  const run = wine.path(plan.folders.run);
  rmSync(run, { recursive: true, force: true });
  mkdirSync(run, { recursive: true });
  const { dsh, cmd } = standAlone(plan);
  writeFileSync(wine.path(plan.folders.script), dsh, "latin1");
  writeFileSync(wine.path(plan.folders.command), cmd, "latin1");

  const env = { THAWLINE_SERVER: `Z:${known.replaceAll("/", "\\")}`, THAWLINE_DRIVES: wine.drives };
  const before = readdirSync(wine.drives);

  function diskshadow(script: string, more: Readonly<Record<string, string>> = {}): Transcript {
    const { exitCode, output } = wine.run([tools.diskshadow, "/s", script], { ...env, ...more });
    return { exitCode, ...transcript(output, readFileSync(wine.path(script), "latin1")) };
  }

  return {
    plan,
    files,
    env,
    diskshadow,
    backup: (more) => diskshadow(plan.folders.script, more),
    read: (...path) => {
      const file = join(run, ...path);
      return existsSync(file) ? readFileSync(file, "latin1") : null;
    },
    copied: () => readdirSync(join(run, "files")).sort(),
    events: () => {
      const file = join(known, "events.txt");
      return existsSync(file) ? readFileSync(file, "latin1").trimEnd().split("\n") : [];
    },
    shadows: () =>
      readdirSync(known)
        .filter((name) => name.endsWith(".shadow"))
        .map((name) => name.slice(1, -".shadow".length - 1)),
    letters: () => readdirSync(wine.drives).filter((name) => !before.includes(name)),
  };
}

/** What our reader makes of what a run printed. */
export function transcript(text: string, script: string): Omit<Transcript, "exitCode"> {
  const reader = createDiskshadowReader();
  reader.write(text);
  const output = reader.end();
  const states = scriptStates(script.split("\r\n"), output);
  const lines = (state: string): string[] =>
    states.filter((one) => one.state === state).map(({ line }) => line);
  return { output, failed: lines("failed"), done: lines("done") };
}
