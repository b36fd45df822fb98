import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sinks } from "../../../src/app/doctor/checks/sinks.ts";
import { store } from "../../../src/app/doctor/checks/store.ts";
import { watcher } from "../../../src/app/doctor/checks/watcher.ts";
import { defaultConfig } from "../../../src/config/default-config.ts";
import type { SinkSettings } from "../../../src/model/watch-settings.ts";
import { reach } from "../../../src/platform/reach.ts";
import { filesIn } from "../../../src/store/files.ts";
import { inspect } from "../../../src/store/inspect.ts";
import { openStore } from "../../../src/store/open-store.ts";
import { ok as accepted, serve } from "../../alert/sinks/http-server.ts";
import { inStore, stateFolder } from "../../store/stores.ts";
import { checked, NOW, told } from "./windows.ts";

function stateOf(folder: string) {
  return {
    ports: {
      platform: "linux" as const,
      store: {
        folder,
        open: () => openStore({ folder, mode: "read" }),
        inspect: () => inspect(filesIn(folder).store),
      },
    },
  };
}

describe("the store", () => {
  it("that is not there yet is no fault", async () => {
    const machine = stateOf(stateFolder());
    expect(await told(store, machine)).toEqual([
      expect.stringMatching(/^not-here: there is no store/),
      `ok: 500.0 GiB are free on the disk of ${machine.ports.store.folder}`,
    ]);
    expect(await checked(watcher, machine)).toMatchObject({ state: "not-here" });
  });

  it("that is damaged is a failure that says what to do", async () => {
    const folder = stateFolder();
    inStore(folder, (opened) => opened.notes.put("a", 1));
    const file = join(folder, "thawline.db");
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0x55, 100, bytes.length));
    expect(await told(store, stateOf(folder))).toContainEqual(
      expect.stringMatching(/^failure: The store .*thawline\.db.* is damaged.*Put a backup in its place/),
    );
  });

  it("on a disk that is nearly full is told", async () => {
    const machine = stateOf(stateFolder());
    const room = async () => ({ free: 100 * 1024 ** 2, total: 1024 ** 4 });
    expect(await checked(store, { ports: { ...machine.ports, room } })).toMatchObject({ state: "warning" });
  });
});

describe("the watcher", () => {
  const alive = async (note: object | null) => {
    const folder = stateFolder();
    inStore(folder, (opened) => void (note === null || opened.notes.put("alive", note)));
    const { results } = await checked(watcher, stateOf(folder));
    return results[0];
  };

  it("is judged by its sign of life", async () => {
    expect(await alive({ at: NOW - 20_000, pid: 17 })).toMatchObject({
      state: "ok",
      says: "runs as process 17, last sign of life at 2026-03-08T11:59:40.000Z",
    });
    expect(await alive({ at: NOW - 600_000, pid: 17 })).toMatchObject({
      state: "failure",
      says: "the watcher has died: its last sign of life is of 2026-03-08T11:50:00.000Z",
    });
    expect(await alive({ at: NOW - 600_000, pid: null })).toMatchObject({ state: "warning" });
    expect(await alive(null)).toMatchObject({ state: "warning" });
  });

  it("tells how many events came too late, and of when the newest is; lately so is a warning", async () => {
    const newest = Date.parse("2026-02-20T21:00:00.000Z");
    const late = async (daysAgo: number) => {
      const folder = stateFolder();
      const note = { count: 12, newest, at: NOW - daysAgo * 86_400_000 };
      inStore(folder, (opened) => opened.notes.put("late-events", note));
      return await told(watcher, stateOf(folder));
    };
    const says =
      "12 events of backups came when their time was settled, and were left out; the newest is of 2026-02-20T21:00:00.000Z";
    expect(await late(1)).toContain(`warning: ${says}`);
    expect(await late(30)).toContain(`ok: ${says}`);
  });

  it("tells why it has no topology", async () => {
    const folder = stateFolder();
    inStore(folder, (opened) => opened.notes.put("topology-trouble", "access denied"));
    expect(await told(watcher, stateOf(folder))).toContain(
      "warning: the watcher got no topology: access denied",
    );
  });
});

describe("ways of alerts", () => {
  const config = (...all: SinkSettings[]) => {
    const { watch, ...rest } = defaultConfig();
    return { value: { ...rest, watch: { ...watch, alerts: { ...watch.alerts, sinks: all } } } };
  };
  const rest = { minSeverity: "warning", timeoutSeconds: 10 } as const;

  it("are connected to, and nothing is sent", async () => {
    const receiver = await serve([accepted]);
    const { port } = new URL(receiver.origin);
    const slack = { ...rest, kind: "slack", name: "ops", url: `${receiver.origin}/services/s3cr3t` } as const;
    const machine = { config: config(slack), ports: { platform: "linux", reach } } as const;
    expect(await told(sinks, machine)).toEqual([`ok: ops: 127.0.0.1:${port} answers`]);
    expect(receiver.asked).toEqual([]);
    await receiver.close();
    expect(await told(sinks, machine)).toEqual([`failure: ops: 127.0.0.1:${port} refused the connection`]);
  });

  it("with a certificate that is not trusted are told", async () => {
    const receiver = await serve([accepted], "expired");
    const { port } = new URL(receiver.origin);
    const hook = {
      ...rest,
      kind: "webhook",
      name: "hook",
      url: `${receiver.origin}/x`,
      headers: {},
    } as const;
    const [said] = await told(sinks, { config: config(hook), ports: { reach } });
    await receiver.close();
    expect(said).toMatch(new RegExp(`^failure: hook: TLS: the certificate of [^:]+:${port} `));
  });

  it("of which a secret is missing, or a program, are told", async () => {
    const all = config(
      { ...rest, kind: "teams", name: "teams", url: { env: "THAWLINE_TEST_NOT_THERE" } },
      { ...rest, kind: "command", name: "page", file: "/no/such/program", args: [] },
      { ...rest, kind: "eventlog", name: "log", source: "Thawline" },
    );
    expect(await told(sinks, { config: all, ports: { platform: "linux" } })).toEqual([
      "failure: teams: the environment has no variable THAWLINE_TEST_NOT_THERE",
      "failure: page: there is no /no/such/program",
      "not-here: log: there is an event log on Windows only",
    ]);
  });
});
