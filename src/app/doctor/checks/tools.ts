import type { CheckResult } from "../../../model/doctor.ts";
import { eseutilPrograms, systemPrograms } from "../../../model/windows-programs.ts";
import { type Check, type DoctorPorts, ok, warning } from "../check.ts";

/** The programs of others that some commands use. */
export const tools: Check = {
  name: "tools",
  title: "Tools",
  seconds: 10,
  windowsOnly: true,
  async run(ports) {
    const system = (name: string): readonly string[] => systemPrograms(ports.env, name);
    return [
      look(
        "diskshadow",
        system("diskshadow.exe"),
        "thawline backup needs it; it belongs to Windows Server",
        ports,
      ),
      look(
        "robocopy",
        system("robocopy.exe"),
        "thawline backup needs it to copy from a snapshot; it belongs to Windows",
        ports,
      ),
      look(
        "eseutil or esentutl",
        [...eseutilPrograms(ports.env), ...system("esentutl.exe")],
        "thawline backup needs eseutil; thawline verify checks without it, but for --engine eseutil",
        ports,
      ),
    ];
  },
};

function look(
  name: string,
  files: readonly string[],
  remedy: string,
  { processes }: DoctorPorts,
): CheckResult {
  const found = processes.find(files);
  return found === null ? warning(`there is no ${name}`, remedy) : ok(found);
}
