import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { expandPaths } from "../../src/source/expand-paths.ts";
import { testFolder } from "../app/logs.ts";

const folder = testFolder();
const logs = join(folder, "logs");
mkdirSync(join(logs, "b"), { recursive: true });
mkdirSync(join(logs, ".git"));
for (const name of ["2.evtx", "10.evtx", join("b", "3.evtx"), ".profile"])
  writeFileSync(join(logs, name), name);
symlinkSync(logs, join(logs, "b", "loop"));
symlinkSync(join(logs, "2.evtx"), join(logs, "link.evtx"));
symlinkSync(join(folder, "nowhere"), join(logs, "dead"));

async function found(...paths: readonly string[]) {
  const { inputs, diagnostics } = await expandPaths(paths);
  return {
    paths: inputs.map(({ path }) => path.replace(folder, "")),
    said: diagnostics.map(({ code, where }) => `${code} ${where.replace(folder, "")}`),
  };
}

describe("the files behind paths", () => {
  it("are all that a folder holds, sorted, each once, but for hidden ones, which is said", async () => {
    expect(await found(logs)).toEqual({
      paths: ["/logs/10.evtx", "/logs/2.evtx", "/logs/b/3.evtx"],
      said: ["input-missing /logs/dead", "input-hidden /logs/.git"],
    });
  });

  it("are the same in whatever order and however often they are named", async () => {
    const names = [join(logs, "link.evtx"), join(logs, "b"), logs, join(logs, "2.evtx")];
    const { paths } = await found(...names);
    expect(paths).toEqual((await found(...[...names].reverse())).paths);
    expect(paths).toHaveLength(3);
  });

  it("may be hidden when they are named", async () => {
    expect(await found(join(logs, ".profile"))).toEqual({ paths: ["/logs/.profile"], said: [] });
  });

  it("are told when they are not there", async () => {
    expect(await found(join(folder, "none"), join(logs, "2.evtx", "x"), join(logs, "2.evtx"))).toEqual({
      paths: ["/logs/2.evtx"],
      said: ["input-missing /logs/2.evtx/x", "input-missing /none"],
    });
  });

  it("may be standard input", async () => {
    expect(await expandPaths(["-", "-"])).toEqual({
      inputs: [{ path: "-", named: true, bytes: null }],
      diagnostics: [],
    });
  });

  it("are not devices", async () => {
    expect(await found("/dev/zero")).toEqual({ paths: [], said: ["input-passed-over /dev/zero"] });
  });
});
