import { guidsIn } from "./patterns.ts";
import type { DiskshadowError, DiskshadowOutput } from "./types.ts";

/** The line of the script that runs; what it makes counts once it is done. */
export interface Command {
  readonly line: string;
  /** In lower case. */
  readonly name: string;
  readonly words: readonly string[];
  /** Ids that aliases in it stand for. */
  readonly resolved: string[];
  /** GUIDs that it printed; the first few. */
  readonly printed: Set<string>;
  /** A sentence says that it is done. */
  saidDone: boolean;
  error: DiskshadowError | null;
}

export type Results = Pick<DiskshadowOutput, "exposed" | "unexposed" | "deleted">;

/** The one of Windows itself, which is named beside the shadow copies that are deleted. */
const SYSTEM_PROVIDER = "b5946137-7b9f-4925-af80-51abd60b20d5";

export function commandOf(line: string): Command {
  const words = line.trim().split(/\s+/);
  return {
    line,
    words,
    name: (words[0] ?? "").toLowerCase(),
    resolved: [],
    printed: new Set(),
    saidDone: false,
    error: null,
  };
}

/** Whether nothing has to follow it to know that it is done. */
export function endsDone({ name, saidDone, error }: Command): boolean {
  return name === "exit" || name === "" || name.startsWith("#") || (saidDone && error === null);
}

/** What a line made that is done. */
export function resultsOf(command: Command): Results {
  const none: Results = { exposed: [], unexposed: [], deleted: [] };
  switch (command.name) {
    case "expose": {
      const at = command.words[2];
      return at === undefined ? none : { ...none, exposed: [{ id: idsIn(command)[0] ?? null, at }] };
    }
    case "unexpose":
      return { ...none, unexposed: idsOf(command) };
    case "delete":
      return { ...none, deleted: idsOf(command) };
    default:
      return none;
  }
}

function idsIn({ line, resolved }: Command): readonly string[] {
  return [...guidsIn(line), ...resolved];
}

/** Where the script names a letter, a volume or a set, by what is printed, if it is one beside the provider's. */
function idsOf(command: Command): readonly string[] {
  const given = idsIn(command);
  const bySet = command.words[2]?.toLowerCase() === "set";
  const printed = [...command.printed].filter((id) => id !== SYSTEM_PROVIDER);
  if (bySet) return printed.filter((id) => !given.includes(id));
  return given.length > 0 ? given.slice(0, 1) : printed;
}
