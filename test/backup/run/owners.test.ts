import { chownSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ownerDoubt } from "../../../src/backup/run/owners.ts";
import type { Shell, ShellAnswer } from "../../../src/model/shell.ts";
import { testFolder } from "../../app/logs.ts";

const top = testFolder();
const OWN = "S-1-5-21-1-2-3-1104";

function shell(answer: ShellAnswer): Shell {
  return { ask: async () => answer, close: async () => undefined };
}
const rows = (...row: readonly (string | null)[]): Shell => shell({ ok: true, rows: [row] });
const mute = shell({ ok: false, reason: "late", message: "no answer" });

afterEach(() => {
  vi.restoreAllMocks();
});

describe("who made a file", () => {
  it.each([
    ["administrators", "S-1-5-32-544"],
    ["the system", "S-1-5-18"],
    ["this account", OWN],
  ])("is trusted on Windows: %s", async (_, owner) => {
    expect(await ownerDoubt("C:\\x", rows(owner, OWN), "win32")).toBeNull();
  });

  it("is not trusted on Windows: any other account, and what cannot be told", async () => {
    expect(await ownerDoubt("C:\\x", rows("S-1-5-21-1-2-3-1105", OWN), "win32")).toBe(
      "C:\\x was made by somebody who is no administrator (S-1-5-21-1-2-3-1105)",
    );
    expect(await ownerDoubt("C:\\x", rows(null, null), "win32")).toBe("who made C:\\x cannot be told");
    expect(await ownerDoubt("C:\\x", mute, "win32")).toBe("who made C:\\x cannot be told: no answer");
  });

  it.skipIf(process.platform === "win32")("is told by its number elsewhere", async () => {
    const path = join(top, "file");
    writeFileSync(path, "");
    expect(await ownerDoubt(path, mute)).toBeNull();
    expect(await ownerDoubt("/", mute)).toBeNull();
    // Root can give it away; everybody else can only be somebody else.
    if (process.getuid?.() === 0) chownSync(path, 4242, 4242);
    else vi.spyOn(process, "getuid").mockReturnValue(4242);
    expect(await ownerDoubt(path, mute)).toContain("was made by somebody who is no administrator");
    expect(await ownerDoubt(join(top, "none"), mute)).toContain("cannot be told: ENOENT");
  });
});
