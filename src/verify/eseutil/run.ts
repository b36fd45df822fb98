import { resolve } from "node:path";
import {
  createEseutilReader,
  type EseutilOutput,
  type EseutilRun,
  verifyRun,
} from "../../../parsers/eseutil/index.ts";
import type { ProcessPort } from "../../model/process.ts";
import type { ToolOpinion } from "../../model/verify.ts";

/** The tool, and where it may write: `/k` puts a temporary database into its folder. */
export interface Tool {
  readonly file: string;
  readonly processes: ProcessPort;
  readonly folder: string;
  readonly signal?: AbortSignal | undefined;
}

export interface ToolRun {
  readonly opinion: ToolOpinion;
  readonly output: EseutilOutput;
}

/** Errors that say that the files are bad, and not that the tool could not look at them. */
const DAMAGE: ReadonlySet<number> = new Set([
  -501, -513, -515, -528, -530, -541, -582, -586, -590, -612, -1018, -1206,
]);

/** `eseutil /k`: the checksums of all pages of a database. `pages`: how many the file has. */
export function checkDatabase(tool: Tool, path: string, pages: number): Promise<ToolRun> {
  return run(tool, ["/k", resolve(path)], { mode: "pages", pages });
}

/** `eseutil /ml`: the logs of a base name. */
export function checkLogs(tool: Tool, folder: string, base: string): Promise<ToolRun> {
  return run(tool, ["/ml", resolve(folder, base)], { mode: "logs" });
}

/**
 * `eseutil /k`: the checksums of all logs of a base name. It takes three letters for a base name only where they stand alone, so
 * it is started in the folder of the logs; there it writes nothing.
 */
export function checkLogSums(tool: Tool, folder: string, base: string): Promise<ToolRun> {
  return run({ ...tool, folder: resolve(folder) }, ["/k", base], { mode: "logs" });
}

/** `eseutil /mk`: the checkpoint. */
export function readCheckpoint(tool: Tool, path: string): Promise<ToolRun> {
  return run(tool, ["/mk", resolve(path)], { mode: "checkpoint" });
}

/** `eseutil /mh`: the header of a database. */
export function readHeader(tool: Tool, path: string): Promise<ToolRun> {
  return run(tool, ["/mh", resolve(path)], { mode: "header" });
}

type Mode =
  | { readonly mode: "pages"; readonly pages: number }
  | { readonly mode: "logs" | "header" | "checkpoint" };

async function run(
  { file, processes, folder, signal }: Tool,
  args: readonly string[],
  mode: Mode,
): Promise<ToolRun> {
  const reader = createEseutilReader();
  const started = performance.now();
  const { exitCode, trouble } = await processes.run(file, args, {
    folder,
    signal,
    stdout: reader.stdout,
    stderr: reader.stderr,
  });
  const seconds = (performance.now() - started) / 1000;
  const output = reader.end();
  // Windows gives -1206 as 4294966090.
  const exit = exitCode === null ? null : exitCode | 0;
  const asked: EseutilRun = { exitCode, ...mode };
  const { verified, why } = verifyRun(output, asked);
  const told = [...(trouble === null ? [] : [trouble]), ...why];
  const said = `${args[0]}: ${verified ? "good" : told.slice(0, MOST_REASONS).join("; ")}`;
  return { output, opinion: { result: resultOf(verified, exit, output), exit, seconds, message: said } };
}

const MOST_REASONS = 5;

const WORST: Readonly<Record<ToolOpinion["result"], number>> = { bad: 2, unproven: 1, good: 0 };

/** Several runs over one thing as one opinion: the worst of them, and all that is not good. */
export function together(first: ToolOpinion, ...others: readonly ToolOpinion[]): ToolOpinion {
  const all = [first, ...others];
  const worst = all.reduce((one, other) => (WORST[other.result] > WORST[one.result] ? other : one));
  const faults = all.filter(({ result }) => result !== "good").map(({ message }) => message);
  const seconds = all.reduce((sum, one) => sum + one.seconds, 0);
  const message = faults.length > 0 ? faults.join("; ") : all.map((one) => one.message).join("; ");
  return { result: worst.result, exit: worst.exit, seconds, message };
}

function resultOf(verified: boolean, exit: number | null, output: EseutilOutput): ToolOpinion["result"] {
  if (verified) return "good";
  const counted = (output.checksum?.bad ?? 0) > 0 || output.pageErrorCount > 0;
  const error = output.completed === "error" ? output.error : null;
  const named = DAMAGE.has(exit ?? 0) || DAMAGE.has(error ?? 0);
  return counted || named ? "bad" : "unproven";
}
