import type { Discovery } from "../../../model/backup/discovery.ts";
import type { Found } from "../obstacles.ts";

/**
 * Whether cmd can start the copy step: the file of it is plain ASCII, since cmd reads any other in the code page of its console,
 * which nobody knows before.
 */
export function commandObstacles(command: readonly string[]): readonly Found[] {
  const strange = command.flatMap((path) => {
    const signs = [...new Set(path)].filter((sign) => !/^[ -~]$/.test(sign) || sign === '"');
    return signs.length === 0 ? [] : [`${path}: ${signs.join(" ")}`];
  });
  if (strange.length === 0) return [];
  return [{ code: "PROGRAM_PATH", message: `copy.cmd does not carry ${strange.join("; ")}` }];
}

/** What concerns every backup of this machine. */
export function machineObstacles({ elevated, bits, node, tools, shadows }: Discovery): readonly Found[] {
  const found: Found[] = [];
  if (elevated === false) {
    found.push({ code: "NOT_ELEVATED", message: "this process is not elevated" });
  }
  if (bits !== null && bits.process < bits.system) {
    found.push({
      code: "PROCESS_32_BIT",
      message: `this is a ${bits.process}-bit process on a ${bits.system}-bit Windows`,
    });
  }
  const unknown = [
    ...(elevated === null ? ["whether this process is elevated"] : []),
    ...(bits === null ? ["whether it is as wide as the system"] : []),
  ];
  if (unknown.length > 0) {
    found.push({ code: "RIGHTS_UNKNOWN", message: `not known: ${unknown.join(", ")}` });
  }
  if (node === "") found.push({ code: "MACHINE_UNNAMED", message: "the name of this machine is not known" });
  if (tools.diskshadow === null) {
    found.push({ code: "DISKSHADOW_MISSING", message: "there is no diskshadow.exe" });
  }
  if (tools.robocopy === null) found.push({ code: "ROBOCOPY_MISSING", message: "there is no robocopy.exe" });
  if (tools.eseutil === null) {
    found.push({ code: "ESEUTIL_MISSING", message: "there is no eseutil.exe of Exchange" });
  }
  if (shadows === null) {
    found.push({ code: "SHADOWS_UNKNOWN", message: "which shadow copies there are is not known" });
  }
  return found;
}
