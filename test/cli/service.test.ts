import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { testFolder } from "../app/logs.ts";
import { inStore } from "../store/stores.ts";
import { MAIN, thawline } from "./run.ts";

const folder = testFolder();
const state = join(folder, "state of it");
const elsewhere = process.platform !== "win32";
const ANALYZE = "systemd-analyze";
const systemd = spawnSync(ANALYZE, ["--version"]).status === 0;
const skipped = !systemd && (process.env.CI ?? "") === "";
const without = systemd ? "" : " (skipped: apt-get install systemd)";

describe("service", () => {
  it("prints the task on any system", async () => {
    const args = ["service", "install", "--print", "task", "--state", state, "--account", "CORP\\svc"];
    const { code, stdout, stderr } = await thawline(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("<UserId>CORP\\svc</UserId>");
    expect(stdout).toContain(`<Command>${process.execPath}</Command>`);
    expect(stdout).toContain(
      `<Arguments>${MAIN} watch --state &quot;${state}&quot; --log-file &quot;${join(state, "logs", "thawline.log")}&quot;</Arguments>`,
    );
  });

  it.skipIf(!elsewhere)("prints a unit for systemd (skipped on Windows)", async () => {
    const config = join(folder, "thawline.yaml");
    writeFileSync(config, "overdue: 26h\n");
    const { code, stdout } = await thawline([
      "service",
      "install",
      "--print",
      "--state",
      state,
      "--config",
      config,
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain(
      `ExecStart=${process.execPath} ${MAIN} watch --state "${state}" --config ${config} --log-file "${join(state, "logs", "thawline.log")}"\n`,
    );
    expect(stdout).toContain(`ReadWritePaths="${state}"\n`);
  });

  it.skipIf(skipped)(`prints a unit that systemd takes${without}`, async () => {
    const { stdout } = await thawline([
      "service",
      "install",
      "--print",
      "systemd",
      "--state",
      "/var/lib/thawline",
    ]);
    const unit = join(folder, "thawline.service");
    writeFileSync(unit, stdout.replace("User=thawline", "User=root"));
    const { stderr } = spawnSync(ANALYZE, ["verify", unit], { encoding: "utf8" });
    expect(stderr.split("\n").filter((line) => line.includes("thawline.service"))).toEqual([]);
  });

  it.skipIf(!elsewhere)(
    "says where there are no scheduled tasks what to do (skipped on Windows)",
    async () => {
      for (const command of ["install", "uninstall"]) {
        const { code, stdout, stderr } = await thawline(["service", command, "--state", state]);
        expect({ code, stdout }).toEqual({ code: 64, stdout: "" });
        expect(stderr).toContain("thawline service install --print");
      }
    },
  );

  it("installs nothing with a configuration that is wrong, nor with a path that cannot be handed over", async () => {
    const config = join(folder, "wrong.yaml");
    writeFileSync(config, "servers: 7\n");
    const wrong = await thawline(["service", "install", "--print", "--config", config]);
    expect(wrong).toMatchObject({ code: 64, stdout: "", stderr: expect.stringContaining("servers") });
    const path = await thawline(["service", "install", "--print", "--state", "/tmp/%TEMP%"]);
    expect(path).toMatchObject({ code: 64, stdout: "", stderr: expect.stringContaining('"%"') });
  });

  it.skipIf(!elsewhere)("tells by the store whether a watcher lives (skipped on Windows)", async () => {
    const none = await thawline(["service", "status", "--state", join(folder, "none")]);
    expect(none).toMatchObject({ code: 3, stdout: expect.stringContaining("There is no store") });
    inStore(state, (store) => store.notes.put("alive", { at: Date.now(), pid: 4711 }));
    const alive = await thawline(["service", "status", "--state", state]);
    expect(alive).toMatchObject({ code: 0, stdout: expect.stringContaining("runs as process 4711") });
  });
});
