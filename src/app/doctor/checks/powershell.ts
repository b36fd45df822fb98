import type { CheckResult } from "../../../model/doctor.ts";
import { askShell } from "../ask-shell.ts";
import { type Check, failure, ok, unknown, warning } from "../check.ts";
import { MACHINE_SCRIPT } from "../scripts.ts";

export const powershell: Check = {
  name: "powershell",
  title: "PowerShell",
  seconds: 100,
  windowsOnly: true,
  async run({ shell }, signal) {
    const asked = await askShell(shell, MACHINE_SCRIPT, [], signal);
    if ("silent" in asked) {
      return [
        failure(
          asked.silent.says,
          "does AppLocker or Device Guard hold it in constrained language mode, or is powershell.exe missing? Live logs, the topology and the event log need it",
        ),
      ];
    }
    const [found] = asked.rows("powershell");
    const mode = found?.get("mode");
    const says = `${found?.get("version") ?? "of an unknown version"}, ${found?.get("bits") ?? "?"}-bit, language mode ${mode ?? "unknown"}`;
    if (mode === undefined) return [unknown(says)];
    return [
      mode === "FullLanguage"
        ? ok(says)
        : failure(says, "allow the full language for this account (AppLocker, Device Guard)"),
      ...policies([found?.get("machine"), found?.get("user")]),
    ];
  },
};

/** Of a group policy: nothing on the command line comes over it. It holds for files, such as the Exchange shell's. */
function policies(set: readonly (string | undefined)[]): readonly CheckResult[] {
  const strict = set.find((policy) => policy === "Restricted" || policy === "AllSigned");
  if (strict === undefined) return [ok("no group policy hinders scripts")];
  return [
    warning(
      `a group policy sets the execution policy ${strict}: the script that loads the Exchange shell may not run`,
      "allow signed scripts for this account (RemoteSigned), or name a topology file",
    ),
  ];
}
