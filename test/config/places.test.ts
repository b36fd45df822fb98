import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { configFile, type Machine, stateFolder } from "../../src/config/places.ts";
import { readSecret } from "../../src/config/secret.ts";
import { configFiles } from "./files.ts";

const { folder, write } = configFiles();
const linux: Machine = { platform: "linux", env: {}, home: "/home/ann", isRoot: false };

describe("the state folder", () => {
  it.each<[string, Partial<Machine>, string]>([
    ["at home", {}, "/home/ann/.local/state/thawline"],
    ["by XDG_STATE_HOME", { env: { XDG_STATE_HOME: "/srv/state" } }, "/srv/state/thawline"],
    ["not by a relative one", { env: { XDG_STATE_HOME: "state" } }, "/home/ann/.local/state/thawline"],
    ["of root", { isRoot: true, env: { XDG_STATE_HOME: "/srv/state" } }, "/var/lib/thawline"],
    ["on Windows", { platform: "win32", env: { ProgramData: "D:\\Data" } }, "D:\\Data\\Thawline"],
    ["on Windows without the variable", { platform: "win32" }, "C:\\ProgramData\\Thawline"],
  ])("is %s", (_, machine, path) => {
    expect(stateFolder({ ...linux, ...machine })).toBe(path);
  });
});

describe("the configuration file", () => {
  it("is the one that is named, there or not", () => {
    expect(configFile({ config: "/none.yaml", state: folder })).toBe("/none.yaml");
  });

  it("is else that of the state folder that is named", () => {
    mkdirSync(join(folder, "state"));
    expect(configFile({ state: join(folder, "state") })).toBe(null);
    const path = write("keep: 1d\n", "state/thawline.yaml");
    expect(configFile({ state: join(folder, "state") })).toBe(path);
  });
});

describe("a secret", () => {
  it("is the value of a variable", async () => {
    expect(await readSecret({ env: "KEY" }, { KEY: " s3cret " })).toEqual({ value: " s3cret " });
    expect(await readSecret({ env: "KEY" }, { KEY: "" })).toEqual({
      trouble: "the environment has no variable KEY",
    });
  });

  it("is the first line of a file, as editors of all systems write it", async () => {
    const path = write("\uFEFFs3cret\r\nanother line\n", "secret");
    expect(await readSecret({ file: path })).toEqual({ value: "s3cret" });
  });

  it.each([
    ["\nsecond", /^the first line of .*bad is empty$/],
    ["x".repeat(20_000), /^.*bad is larger than 16 KiB$/],
  ])("is missed with the reason, and nothing of the file: case %#", async (text, trouble) => {
    const path = write(text, "bad");
    expect(await readSecret({ file: path })).toEqual({ trouble: expect.stringMatching(trouble) });
  });

  it("is missed where there is no file", async () => {
    expect(await readSecret({ file: join(folder, "none") })).toEqual({
      trouble: expect.stringContaining("ENOENT"),
    });
  });
});
