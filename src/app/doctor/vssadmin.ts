import { readVssadmin, type VssadminList } from "../../../parsers/vssadmin/index.ts";
import type { CheckResult } from "../../model/doctor.ts";
import { runProgram } from "../../model/run-program.ts";
import { systemPrograms } from "../../model/windows-programs.ts";
import { type DoctorPorts, failure, unknown } from "./check.ts";

type Answer<List extends VssadminList> = ReturnType<typeof readVssadmin<List>>;
type Given<List extends VssadminList> = Extract<Answer<List>, { readonly kind: "listed" | "none" }>;

/** What `vssadmin list ...` tells of this machine; or the result to give where it tells nothing. */
export async function askVssadmin<List extends VssadminList>(
  list: List,
  { processes, env, folder, keep }: DoctorPorts,
  signal: AbortSignal,
): Promise<Given<List> | { readonly kind: "silent"; readonly result: CheckResult }> {
  const file = processes.find(systemPrograms(env, "vssadmin.exe"));
  if (file === null) {
    return silent(
      failure("there is no vssadmin.exe", "it belongs to Windows; is SystemRoot set as it should be?"),
    );
  }
  const run = await runProgram(processes, file, ["list", list], { folder: folder(), signal });
  keep(`vssadmin-list-${list}.txt`, `exit code ${run.exitCode ?? run.trouble}\r\n\r\n${run.output}`);
  if (run.exitCode === null) return silent(unknown(`vssadmin did not run to its end: ${run.trouble}`));
  const answer: Answer<List> = readVssadmin(list, run.output, run.exitCode);
  if (answer.kind === "failed") {
    const said = answer.message.slice(0, 300);
    const remedy =
      "run doctor from an elevated prompt; if it is, look for events of VSS in the Application log, and whether the service Volume Shadow Copy can be started";
    return silent(failure(`vssadmin failed (${answer.exitCode}): ${said}`, remedy));
  }
  if (answer.kind === "unrecognised") {
    return silent(unknown(`what vssadmin printed is not understood: ${answer.text.slice(0, 300)}`));
  }
  return answer as Given<List>;
}

function silent(result: CheckResult) {
  return { kind: "silent", result } as const;
}
