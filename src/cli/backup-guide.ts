import { chooseUnits } from "../app/backup/choose.ts";
import { freeLetters } from "../backup/plan/volumes.ts";
import type { BackupUnit, Discovery } from "../model/backup/discovery.ts";
import type { RunType } from "../model/backup/plan.ts";
import { renderUnits } from "../report/backup-units.ts";
import type { RenderOptions } from "../report/index.ts";
import type { Asker } from "./ask.ts";

export interface GuideAnswers {
  readonly units: readonly BackupUnit[];
  readonly target: string;
  readonly type: RunType;
  readonly expose: "letters" | "folders";
  readonly firstLetter: string;
}

/** What the command line says already, and what an empty answer means. */
export interface GuideDefaults extends Omit<GuideAnswers, "units" | "target"> {
  readonly target: string | null;
  /** Named on the command line already; null: to be asked for. */
  readonly units: readonly BackupUnit[] | null;
}

/** Asks a person at a terminal what to back up, where to, and how. */
export async function guide(
  asker: Asker,
  { units, server, letters }: Discovery,
  usual: GuideDefaults,
  render: RenderOptions,
): Promise<GuideAnswers> {
  asker.say(`Databases of ${server}:\n\n${renderUnits(units, render)}\n`);
  const chosen = usual.units ?? (await askUnits(asker, units));
  const target = await asker.ask("Folder for backups", usual.target, (answer) =>
    ABSOLUTE.test(answer) ? { value: answer } : { wrong: "Please give a full path, such as E:\\Backup." },
  );
  asker.say("\n  full  when all is proven, Exchange deletes the logs that the backup holds\n");
  asker.say("  copy  Exchange is told nothing; no log is deleted\n");
  const type = await asker.ask("Type", usual.type, oneOf<RunType>(["full", "copy"]));
  const expose = await asker.ask(
    "Show the snapshot under letters or in folders",
    usual.expose,
    oneOf<"letters" | "folders">(["letters", "folders"]),
  );
  if (expose === "folders") return { units: chosen, target, type, expose, firstLetter: usual.firstLetter };
  const free = freeLetters({ letters }, LOWEST);
  const first = free.find((letter) => letter >= usual.firstLetter.toUpperCase()) ?? free[0] ?? null;
  const firstLetter = await asker.ask(`First letter to use; free are ${free.join(" ")}`, first, oneOf(free));
  return { units: chosen, target, type, expose, firstLetter };
}

function askUnits(asker: Asker, units: readonly BackupUnit[]): Promise<readonly BackupUnit[]> {
  return asker.ask("Which? Numbers or names with commas between them, or all", null, (answer) =>
    readUnits(answer, units),
  );
}

/** A drive with a folder, a share, or a path of another system where the lab runs. */
const ABSOLUTE = /^(?:[a-z]:[\\/]|\\\\[^\\]+\\[^\\]+|\/)/i;
/** A: and B: are for floppy disks, C: is the system's. */
const LOWEST = "D";

function readUnits(
  answer: string,
  units: readonly BackupUnit[],
): { readonly value: readonly BackupUnit[] } | { readonly wrong: string } {
  const words = answer
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");
  if (words.length === 0) return { wrong: "Please name at least one." };
  const names = words.map((word) => (/^\d+$/.test(word) ? (units[Number(word) - 1]?.name ?? word) : word));
  const all = words.length === 1 && words[0]?.toLowerCase() === "all";
  const found = chooseUnits(units, all ? "all" : { names });
  return found.kind === "units" ? { value: found.units } : { wrong: found.messages.join("; ") };
}

function oneOf<T extends string>(values: readonly T[]) {
  return (answer: string): { readonly value: T } | { readonly wrong: string } => {
    const found = values.find((value) => value.toLowerCase() === answer.toLowerCase());
    return found === undefined ? { wrong: `Please answer ${values.join(", ")}.` } : { value: found };
  };
}
