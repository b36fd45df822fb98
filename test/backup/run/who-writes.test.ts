import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { whoWrites } from "../../../src/backup/run/who-writes.ts";
import type { Shell, ShellRow } from "../../../src/model/shell.ts";
import { testFolder } from "../../app/logs.ts";

const top = testFolder();

function telling(...rules: readonly (readonly [sid: string, allow: boolean, mask: number])[]): Shell {
  const rows: ShellRow[] = rules.map(([sid, allow, mask]) => ["rule", sid, allow ? "0" : "1", String(mask)]);
  return {
    ask: async () => ({ ok: true, rows: [...rows, ["own", "S-1-5-21-1-2-3-1105"]] }),
    close: async () => undefined,
  };
}
const silent: Shell = {
  ask: async () => ({ ok: false, reason: "script", message: "Zugriff verweigert" }),
  close: async () => undefined,
};
// As Windows writes them: full control, modify, read and execute.
const [FULL, MODIFY, READ] = [0x1f01ff, 0x1301bf, 0x1200a9];

describe("who else may write to a folder of Windows", () => {
  it("is nobody where only administrators, the system and this account may", async () => {
    const shell = telling(
      ["S-1-5-32-544", true, FULL],
      ["S-1-5-18", true, FULL],
      ["S-1-5-21-1-2-3-1105", true, MODIFY],
      ["S-1-5-21-1-2-3-512", true, FULL],
      ["S-1-3-0", true, 0x10000000],
      ["S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464", true, FULL],
      ["S-1-5-32-545", true, READ],
    );
    expect(await whoWrites(top, shell, "win32")).toEqual([]);
  });

  it.each([
    ["users that may make files, as in ProgramData", 0x100116],
    ["who may modify", MODIFY],
    ["who may delete what is in it", 0x40],
    ["who may change its rights", 0x40000],
    ["all rights in general", 0x10000000],
    ["all writing in general", 0x40000000],
  ])("is told by its id: %s", async (_, mask) => {
    const twice = telling(
      ["S-1-5-32-545", true, mask],
      ["S-1-5-32-545", true, READ],
      ["S-1-1-0", false, FULL],
    );
    expect(await whoWrites(top, twice, "win32")).toEqual(["S-1-5-32-545"]);
  });

  it("is not known where Windows does not say it", async () => {
    expect(await whoWrites(top, silent, "win32")).toBeNull();
  });
});

it.skipIf(process.platform === "win32")(
  "is told by the mode on other systems, and by that of the folder above",
  async () => {
    const folder = join(top, "open");
    mkdirSync(folder);
    for (const [mode, who] of [
      [0o755, []],
      [0o775, ["its group"]],
      [0o777, ["its group", "everybody"]],
      [0o1777, []],
    ] as const) {
      chmodSync(folder, mode);
      expect(await whoWrites(folder, silent, "linux")).toEqual(who);
      expect(await whoWrites(join(folder, "not", "there"), silent, "linux")).toEqual(who);
    }
  },
);
