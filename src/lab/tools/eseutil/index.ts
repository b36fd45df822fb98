import { basename, dirname, isAbsolute, join } from "node:path";
import { type EseutilFault, takeFault } from "../faults.ts";
import { comeToGrief, type ToolRun } from "../process.ts";
import { dumpCheckpoint, dumpHeader } from "./dumps.ts";
import { banner, type Ended, lastLine, line, unsigned } from "./frame.ts";
import { checkLog, checkStream } from "./logs.ts";
import { checkPages } from "./pages.ts";

const USAGE = -1;

/** `eseutil /k|/mh|/ml|/mk PATH`: looks at real files of this machine. */
export async function eseutil(run: ToolRun): Promise<number> {
  const [mode = "", word = ""] = run.args;
  const path = isAbsolute(word) || /^[a-z]:/i.test(word) ? word : join(run.folder, word);
  const fault = takeFault(run.state.faults.eseutil, (one) => one.mode === mode.toLowerCase());
  run.out(banner());
  await run.takes(0.2);
  if (fault?.kind === "killed" || fault?.kind === "hangs") await comeToGrief(run, fault.kind);
  const ended = await modeOf(run, mode.toLowerCase(), path, fault);
  if (ended === null) {
    run.out(line("Usage Error: Mode selection must be the first argument."));
    return unsigned(USAGE);
  }
  if (fault?.kind === "lies") return 0;
  const error = fault?.kind === "error" ? fault.error : ended.error;
  run.out(lastLine({ ...ended, error }));
  return unsigned(error);
}

async function modeOf(
  run: ToolRun,
  mode: string,
  path: string,
  fault: EseutilFault | undefined,
): Promise<Ended | null> {
  const name = basename(path);
  const isBase = /^[a-z][0-9a-f]{2}$/i.test(name);
  switch (mode) {
    case "/k":
      if (isBase) run.out(line("Initiating CHECKSUM mode..."));
      if (isBase) return await checkStream(run, dirname(path), name);
      if (/\.log$/i.test(name)) return await checkLog(run, path);
      return await checkPages(run, path, fault?.kind === "fewer" ? fault.pages : 0);
    case "/ml":
      run.out(line("Initiating FILE DUMP mode..."));
      return isBase ? await checkStream(run, dirname(path), name) : await checkLog(run, path);
    case "/mh":
      return await dumpHeader(run, path);
    case "/mk":
      return await dumpCheckpoint(run, path);
    default:
      return null;
  }
}
