import type { DiskshadowOutput, LineState, ScriptLine } from "./types.ts";

/**
 * How far each line of a script came that does something: a line is done when the next one of the script was echoed. The
 * last one that was echoed failed, unless it is known to be done; that nothing followed proves nothing good.
 */
export function scriptStates(
  script: readonly string[],
  output: Pick<DiskshadowOutput, "lines" | "lastDone">,
): readonly ScriptLine[] {
  const doing = script.filter(does);
  const echoed = output.lines.filter(does);
  const differs = doing.findIndex((line, at) => plain(echoed[at] ?? "") !== plain(line));
  const reached = differs === -1 ? doing.length : differs;
  const lastDone = echoed.length === reached && output.lastDone;
  const state = (at: number): LineState => {
    if (at >= reached) return "not reached";
    return at < reached - 1 || lastDone ? "done" : "failed";
  };
  return doing.map((line, at) => ({ line: line.trim(), state: state(at) }));
}

function does(line: string): boolean {
  return plain(line) !== "" && !plain(line).startsWith("#");
}

/** As Diskshadow reads it: without regard to case and to how many blanks stand between the words. */
function plain(line: string): string {
  return line.trim().replace(/\s+/g, " ").toLowerCase();
}
