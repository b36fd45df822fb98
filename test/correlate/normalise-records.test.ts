import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { eventRecord } from "../../parsers/record.ts";
import { normalise } from "../../src/correlate/normalise.ts";

const folder = new URL("../../../shared/data/evtx/", import.meta.url);

interface Golden {
  readonly event_record_id: string;
  readonly provider: string;
  readonly event_id: number;
  readonly computer: string;
  readonly channel: string;
  readonly level: number;
  readonly time: string;
  readonly data: readonly (readonly [string | null, string])[];
  readonly binary?: string;
}

function records(log: string): readonly Golden[] {
  const text = readFileSync(new URL(`${log}.golden.jsonl`, folder), "utf8");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Golden);
}

function normalised(golden: Golden) {
  return normalise(
    eventRecord({
      origin: golden.event_record_id,
      server: golden.computer,
      channel: golden.channel,
      provider: golden.provider,
      eventId: golden.event_id,
      level: golden.level,
      time: golden.time,
      strings: golden.data.map(([, value]) => value),
      binary: golden.binary ?? null,
    }),
  );
}

function event(log: string, provider: string, id: number) {
  const golden = records(log).find((record) => record.provider === provider && record.event_id === id);
  return golden === undefined ? undefined : normalised(golden);
}

// Expected values: data/evtx/records/INSERTION-STRINGS.md, which shows the strings of these records.
describe.skipIf(!existsSync(folder))("real records (skipped where ../shared/data is not there)", () => {
  it("reads the streaming backup of Windows Mail, which is no Exchange", () => {
    const log = "deepblue-many-events-application";
    const common = { process: "WinMail", pid: 280, database: "WindowsMail0" };
    expect(event(log, "ESENT", 210)).toMatchObject({
      signal: "surrogate-started",
      exchange: false,
      keys: common,
    });
    expect(event(log, "ESENT", 223)?.keys).toMatchObject({
      ...common,
      firstLog: "C:\\Users\\IEUser\\AppData\\Local\\Microsoft\\Windows Mail\\edb00001.log",
      lastLog: "C:\\Users\\IEUser\\AppData\\Local\\Microsoft\\Windows Mail\\edb00001.log",
    });
    expect(event(log, "ESENT", 225)).toMatchObject({
      signal: "logs-not-deleted",
      keys: common,
      precision: 1000,
    });
    expect(event(log, "ESENT", 213)?.signal).toBe("surrogate-ended");
    expect(event(log, "VSS", 8224)).toMatchObject({ signal: "vss-idle" });
  });

  it("reads a database that was mounted from a snapshot", () => {
    expect(event("attack-dc_applog_ntdsutil_325_326_327", "ESENT", 326)).toMatchObject({
      signal: "database-attached",
      keys: {
        process: "NTDS",
        pid: 3392,
        file: "C:\\$SNAP_201911270054_VOLUMEC$\\Windows\\NTDS\\ntds.dit",
        seconds: 0,
      },
    });
  });

  it("reads the loss of shadow copies", () => {
    expect(event("pyevtx-system-volsnap36", "volsnap", 36)).toMatchObject({
      signal: "shadow-storage",
      keys: { device: "\\Device\\HarddiskVolumeShadowCopy2", volume: "C:" },
      ref: {
        time: "2012-03-21T04:21:17.758Z",
        text: "The shadow copies of volume C: were aborted because the shadow copy storage could not grow due to a user imposed limit.",
      },
    });
  });

  it("reads the sessions of both databases of an Exchange 2016 job, in their processes", () => {
    const sessions = records("synth-ex2016-full-ok")
      .filter((record) => record.provider === "ESE")
      .map(normalised)
      .filter((read) => read?.signal === "session-started" && read.keys.eseInstance === 1);
    expect(sessions.map((read) => [read?.keys.database, read?.keys.pid, read?.keys.build])).toEqual([
      ["DB01", 4312, "15.01.2507.006"],
      ["DB02", 5120, "15.01.2507.006"],
    ]);
  });

  it("makes an event of no record of a provider that it does not know", () => {
    const strangers = records("nicksmet-Security");
    expect(strangers.length).toBe(1715);
    expect(strangers.map(normalised).filter((read) => read !== null)).toEqual([]);
  });
});
