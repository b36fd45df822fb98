import { flagOf } from "../../../exchange/rows.ts";
import { askShell } from "../ask-shell.ts";
import { type Check, ok, unknown, warning } from "../check.ts";
import { MACHINE_SCRIPT } from "../scripts.ts";

/** What the account may do here; whether it can read each server's logs, the check of the logs tells. */
export const rights: Check = {
  name: "rights",
  title: "Rights",
  seconds: 100,
  windowsOnly: true,
  async run({ shell }, signal) {
    const asked = await askShell(shell, MACHINE_SCRIPT, [], signal);
    if ("silent" in asked) return [asked.silent];
    const [account] = asked.rows("account");
    const [elevated, reader] = [flagOf(account?.get("elevated")), flagOf(account?.get("reader"))];
    if (account === undefined || elevated === undefined || reader === undefined) {
      return [unknown("PowerShell did not tell whose rights these are")];
    }
    const name = account.get("name") ?? "the account";
    if (elevated) return [ok(`${name}, with the rights of an administrator`)];
    const says = `${name}, without the rights of an administrator`;
    const some = "vssadmin, the checks of writers and shadow storage, and backups need an elevated prompt";
    if (reader) return [ok(`${says}, in the group Event Log Readers: enough to watch; ${some}`)];
    return [
      warning(
        `${says}, and not in the group Event Log Readers of this machine`,
        `add it to that group to watch; ${some}`,
      ),
    ];
  },
};
