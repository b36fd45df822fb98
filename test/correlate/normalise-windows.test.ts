import { describe, expect, it } from "vitest";
import { eventRecord } from "../../parsers/record.ts";
import { normalise } from "../../src/correlate/normalise.ts";

const GUID = "3d2f77ec-302d-42d4-9eac-e38082398947";

function event(provider: string, eventId: number, strings: readonly string[], more: object = {}) {
  return normalise(eventRecord({ origin: "log:1", provider, eventId, strings, ...more }));
}

function keys(provider: string, eventId: number, strings: readonly string[], more: object = {}) {
  return event(provider, eventId, strings, more)?.keys;
}

describe("the strings of Windows", () => {
  it("reads device and volume of volsnap, old and new, with and without names", () => {
    const old = keys("volsnap", 36, ["\\Device\\HarddiskVolumeShadowCopy2", "C:"]);
    expect(old).toEqual({ device: "\\Device\\HarddiskVolumeShadowCopy2", volume: "C:" });
    const names = {
      DeviceName: "\\Device\\HarddiskVolumeShadowCopy2",
      VolumeName: "C:",
      NTSTATUS: "00000000",
    };
    expect(keys("Volsnap", 36, [...Object.values(names), "164", "0x0005", "2601"], { data: names })).toEqual(
      old,
    );
    expect(keys("volsnap", 14, ["", "C:", "D:"])).toEqual({ volume: "C:", storageVolume: "D:" });
  });

  it("keeps the code and the context of a VSS event", () => {
    const context =
      "\r\n\r\nOperation:\r\n   Freeze Event\r\n\r\nContext:\r\n   Writer Name: Microsoft Exchange Writer";
    expect(keys("VSS", 8193, ["RegOpenKeyExW(1,2)", "0x80070005, Zugriff verweigert\r\n", context])).toEqual({
      routine: "RegOpenKeyExW(1,2)",
      hresult: "0x80070005",
      vssContext: "Operation:\n   Freeze Event\n\nContext:\n   Writer Name: Microsoft Exchange Writer",
    });
    // The context comes last, also where the row names fewer strings.
    expect(keys("VSS", 12290, ["text", "0x800423f2", context])?.vssContext).toContain("Freeze Event");
    expect(keys("VSS", 8224, [""])).toEqual({});
  });

  it("gives the code that says something where there are three", () => {
    const held = [
      "\\\\?\\Volume{4152f97e-b029-41c9-96ce-efa1b6232e54}\\",
      "0",
      "0x00000000",
      "0x80042314",
      "0x00000000",
    ];
    expect(event("VSS", 12298, held)).toMatchObject({
      signal: "flush-hold-timeout",
      keys: {
        hresult: "0x80042314",
        count: 0,
        volume: "\\\\?\\Volume{4152f97e-b029-41c9-96ce-efa1b6232e54}",
      },
    });
  });

  it("reads the named strings of Windows Server Backup", () => {
    const data = { BackupTime: "2024-03-10T20:00:00Z", HRESULT: "0x8078015b" };
    expect(event("Microsoft-Windows-Backup", 14, Object.values(data), { data })).toMatchObject({
      signal: "requester-ended",
      keys: { hresult: "0x8078015b" },
    });
  });
});

describe("the crimson channels", () => {
  const provider = "Microsoft-Exchange-HighAvailability";
  const strings = ["DB01", GUID, "MBX2", "GlobalTruncationPoint", "100", "140"];

  it("sees truncation move on a passive copy, whatever the number of the event", () => {
    const channel = `${provider}/TruncationDebug`;
    const read = event(provider, 424, strings, { channel });
    expect(read?.signal).toBe("truncation-progress");
    expect(read?.keys).toMatchObject({
      database: "DB01",
      databaseGuid: GUID,
      peer: "mbx2",
      firstLog: "100",
      lastLog: "140",
    });
    const user = strings.map((text, n) => [`EventXML/p${n}`, text] as const);
    expect(event(provider, 424, [], { channel, user })?.keys).toEqual(read?.keys);
    expect(event(provider, 424, ["DB01", "something else"], { channel })).toBeNull();
  });

  it("passes over the channels that say nothing of a backup", () => {
    expect(event(provider, 424, strings, { channel: `${provider}/BlockReplication` })).toBeNull();
    expect(event(provider, 424, strings, { channel: `${provider}/Operational` })).toBeNull();
  });
});

describe("what is of no interest", () => {
  it("passes over other providers, and ids that have nothing to do with a backup", () => {
    expect(event("Service Control Manager", 2004, [])).toBeNull();
    expect(event("ESE", 641, ["a", "1", "DB: "], { task: 1 })).toBeNull();
    expect(event("MSExchangeIS", 1022, ["x"], { task: 6 })).toBeNull();
    expect(event("MSExchangeRepl", 3000, ["x"], { task: 1 })).toBeNull();
    expect(event("VSS", 8219, ["x"])).toBeNull();
    expect(normalise(eventRecord({ origin: "log:1", provider: "ESE" }))).toBeNull();
  });

  it("keeps new ids of the VSS writers and sessions for the timeline", () => {
    expect(
      event("ESE", 2011, ["Information Store - DB01", "1444", ""], { task: 16, level: 4 }),
    ).toMatchObject({
      signal: "unknown",
      outcome: "info",
      keys: { database: "DB01", pid: 1444 },
    });
    expect(event("MSExchangeRepl", 3000, [`{${GUID}}`, "80070015"], { task: 2, level: 2 })).toMatchObject({
      signal: "unknown",
      outcome: "warning",
      keys: { guid: GUID, hresult: "0x80070015" },
    });
    expect(event("MSExchangeIS", 9605, [GUID])).toMatchObject({ signal: "unknown", keys: { guid: GUID } });
  });
});
