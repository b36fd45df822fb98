import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { eventText } from "../../../parsers/event-text/index.ts";
import type { EventRecord } from "../../../parsers/record.ts";
import { collect } from "../collect.ts";

/**
 * Posts with events as people pasted them (`../shared/data/pasted-events`); what each holds was read from it by
 * eye. The head of each message stands for the whole.
 */
const FOLDER = new URL("../../../../shared/data/pasted-events/", import.meta.url);

type Expected = Partial<EventRecord> & { readonly eventId: number | null; readonly message: string | null };

const CASES: Readonly<Record<string, readonly Expected[]>> = {
  "01": [
    {
      server: "Server1-A.domain.com",
      provider: "MSExchangeIS",
      eventId: 9606,
      level: 4,
      time: "2010-11-28T12:29:47.0000000Z",
      message:
        "Exchange VSS Writer (instance 3d2f77ec-302d-42d4-9eac-e38082398947) has prepared for backup successfully.",
      origin: "in:5",
    },
    {
      provider: "ESE",
      eventId: 2005,
      message: "Information Store (5340) Shadow copy instance 2 starting. This will",
    },
    {
      provider: "MSExchangeIS",
      eventId: 9811,
      message: "Exchange VSS Writer (instance 2) has successfully prepared",
    },
    {
      provider: "ESE",
      eventId: 2001,
      message: "Information Store (5340) Shadow copy instance 2 freeze started.",
    },
    {
      server: null,
      provider: null,
      eventId: 2001,
      level: null,
      time: "2010-11-28T12:29:50.0000000Z",
      message: null,
    },
  ],
  "02": [
    {
      server: "MBX-1.domain.com",
      channel: "Application",
      recordId: 6500729,
      provider: "ESE",
      eventId: 225,
      qualifiers: 0,
      level: 4,
      task: 16,
      taskName: "ShadowCopy",
      time: "2015-08-22T04:08:14.0000000Z",
      strings: [],
      message: "Information Store - DAG-DB0 (1444) DAG-DB0: No log files can be truncated.",
    },
  ],
  "03": [
    {
      provider: "MSExchangeIS",
      eventId: 9607,
      level: 2,
      taskName: "Exchange VSS Writer",
      time: null,
      server: null,
      binary: "4261636B757020696E2070726F67726573732E00",
      message: "Error code 0x50d when preparing for backup.",
    },
  ],
  "04": [
    { eventId: 9608, provider: null, message: "Exchange VSS Snapshot prepared for Snapshot successfully" },
    { eventId: 9614, provider: null, message: "Exchange VSS Snapshot has aborted snapshot successfully" },
    { eventId: 9607, provider: null, message: "Backup in progress" },
  ],
  "05": [
    {
      provider: "MSExchangeIS",
      eventId: 9611,
      level: 2,
      time: null,
      server: "SERVER",
      message: "Error code 0xfffff69d when freezing the Storage groups.",
    },
    {
      provider: "ESE",
      eventId: 2002,
      level: 2,
      taskName: "ShadowCopy",
      time: null,
      message: "Information Store (5992) Shadow copy instance number encountered error -2403 on\nfreeze.",
    },
  ],
  "06": [
    {
      provider: "VSS",
      eventId: 12290,
      message: "Volume Shadow Copy Service warning: ESENT ERROR {b2014c9e-",
    },
    { provider: null, eventId: 2004, message: "Shadow copy 6 time-out (20000 ms)." },
    {
      provider: "VolSnap",
      eventId: 25,
      level: 2,
      message:
        "The shadow copies of volume VolumeName were aborted because the diff area file could not grow",
    },
  ],
  "08": [
    {
      provider: null,
      eventId: 16389,
      message: "Writer Microsoft Exchange Writer experienced retryable error",
    },
    {
      provider: null,
      eventId: 2034,
      message:
        "The Microsoft Exchange Replication service VSS Writer (Instance f622dbda-d7d4-40eb-bcf0-50b9d962e20a) failed with error FFFFFFFC when processing the backup completion event.",
    },
  ],
  "10": [
    {
      provider: "ESE Backup",
      eventId: 960,
      message:
        "msexchangerepl (3528) This computer is performing a surrogate backup.  The master server is E2013N1.",
    },
  ],
  "13": [
    {
      provider: "VSS",
      eventId: 8194,
      time: null,
      message: "Volumeschattenkopie-Dienstfehler: Beim Abfragen",
      origin: "in:5",
    },
    {
      provider: "VSS",
      eventId: 8194,
      time: null,
      message: "Volume Shadow Copy Service error: Unexpected error querying",
    },
  ],
  "14": [
    {
      channel: "Application",
      provider: "VSS",
      eventId: 8194,
      level: 2,
      server: null,
      recordId: null,
      time: "2010-10-19T06:17:16.0000000Z",
      message: "Volume Shadow Copy Service error: Unexpected error querying",
    },
  ],
  "15": [
    { provider: "VSS", eventId: 8194, level: 2, message: "Volume Shadow Copy Service error: Unexpected" },
  ],
  "19": [
    {
      channel: "System",
      provider: "disk",
      eventId: 32,
      level: 3,
      server: "DC-1.mydomain.com",
      time: "2023-12-24T20:01:25.0000000Z",
      message: "The driver detected that the device \\Device\\Harddisk0\\DR0 has its write cache enabled.",
    },
    {
      channel: "System",
      provider: "volsnap",
      eventId: 8,
      level: 2,
      server: "DC-01.mydomain.com",
      time: "2023-10-10T19:06:19.0000000Z",
      message:
        "The flush and hold writes operation on volume C: timed out while waiting for a release writes command.",
    },
  ],
  "20": [
    {
      channel: "Application",
      provider: "VSS",
      eventId: 12289,
      level: 2,
      time: null,
      server: "Hyper-V-Node.contoso.com",
      message:
        "Volume Shadow Copy Service error: Unexpected error DeviceIoControl(\\\\?\\fdc#generic_floppy_drive#5&e581bb8&0&0#{53f5630d",
    },
  ],
  "21": [
    {
      provider: "VSS",
      eventId: 8193,
      level: 2,
      time: null,
      message:
        "Volume Shadow Copy Service error: Unexpected error calling routine\nXML document is too long. hr = 0x80070018",
    },
  ],
  "23": [
    {
      provider: "NTDS ISAM",
      eventId: 474,
      message:
        "The database page read from the file 'E:\\NTDS\\Data\\ntds.dit' at offset 3846455296 (0x00000000e5444000)",
    },
  ],
  "24": [
    {
      channel: "Microsoft-Windows-Backup",
      provider: "Microsoft-Windows-Backup",
      eventId: 5,
      level: 2,
      time: null,
      server: null,
      message:
        "The backup operation that started at '<Time>' has failed with following error code '0x8078015B'",
    },
  ],
  "25": [
    {
      provider: null,
      eventId: 547,
      time: null,
      message:
        "The backup operation that started at '?2012?-?03?-?31T07:00:05.748719600Z' has encountered errors",
    },
  ],
  "26": [
    {
      eventId: 36,
      qualifiers: 0xc006,
      recordId: 2584,
      time: "2024-02-16T09:43:55.0000000Z",
      message: "The shadow copies of volume C: were aborted because the shadow copy storage could not grow",
    },
    {
      eventId: 6008,
      recordId: 2470,
      time: "2024-02-16T08:45:13.0000000Z",
      message: "The previous system shutdown",
    },
  ],
  "27": [
    {
      provider: "volsnap",
      eventId: 36,
      level: 2,
      time: "2018-10-04T21:58:45.0000000Z",
      message: "The shadow copies of volume C: were aborted because the shadow copy storage could not grow",
    },
  ],
  "29": [
    {
      provider: "VolSnap",
      eventId: 5,
      level: 2,
      binary: null,
      message: "The shadow copy of volume X: could not be",
    },
    {
      provider: "VolSnap",
      eventId: 20,
      level: 2,
      binary: null,
      message: "The shadow copies of volume X: were aborted",
    },
    {
      provider: "VolSnap",
      eventId: 28,
      level: 2,
      binary: "0000000002005800000000001C0006C0000000009A0000C03D000000000000000000000000000000",
      message:
        "The shadow copy of volume X: could not be created due to a failure in creating the necessary on disk structures.",
    },
  ],
  "30": [
    {
      server: "beast.corp.technologytoolbox.com",
      channel: "System",
      recordId: 183444,
      provider: "volsnap",
      eventId: 25,
      qualifiers: 0xc006,
      level: 2,
      task: 0,
      time: "2013-12-21T10:00:13.1514348Z",
      strings: [
        "\\Device\\HarddiskVolumeShadowCopy52",
        "\\\\?\\Volume{4152f97e-b029-41c9-96ce-efa1b6232e54}",
      ],
      binary: "000000000200300000000000190006C003000000000000000A000000000000000000000000000000",
      message:
        "The shadow copies of volume \\\\?\\Volume{4152f97e-b029-41c9-96ce-efa1b6232e54} were deleted because the shadow copy storage",
    },
  ],
  "35": [
    {
      channel: "Application",
      provider: "ESENT",
      eventId: 2004,
      level: 4,
      taskName: "Logging/Recovery",
      server: "DC01.corp.internal",
      time: "2026-10-10T08:14:22.3100000Z",
      message:
        "ntdsutil (4812,D,50) Shadow copy instance 1 freeze started.\nDatabase: C:\\Windows\\NTDS\\ntds.dit",
    },
  ],
  "36": [
    {
      provider: "VSS",
      eventId: 8193,
      task: 0,
      taskName: null,
      time: null,
      server: "EXT-WEB01B.extranet.technologytoolbox.com",
      message:
        "Volume Shadow Copy Service error: Unexpected error calling routine RegOpenKeyExW(-2147483646,SYSTEM\\CurrentControlSet\\Services\\VSS\\Diag,...). hr = 0x80070005, Access is denied.\n.",
    },
  ],
  "37": [
    {
      provider: null,
      eventId: 8224,
      level: 4,
      time: "2021-12-19T05:04:48.3020000Z",
      message: "The VSS service is shutting down due to idle timeout.",
    },
    {
      provider: "VSS",
      eventId: 8193,
      level: 2,
      time: "2021-12-19T20:54:45.3650000Z",
      message:
        "Volume Shadow Copy Service error: Unexpected error calling routine QueryFullProcessImageNameW.",
    },
  ],
};

if (existsSync(FOLDER)) {
  const files = readdirSync(FOLDER).sort();
  const read = (name: string) => {
    const bytes = readFileSync(new URL(name, FOLDER));
    const survey = eventText.survey?.({ name: "in" });
    survey?.write(bytes);
    return { bytes, order: survey?.end() ?? {} };
  };

  describe("events as people paste them", () => {
    it.each(files)("%s", (name) => {
      const { bytes, order } = read(name);
      const { records } = collect(eventText, bytes, order);
      const expected = CASES[name.slice(0, 2)] ?? [];
      expect(records.map(({ provider, eventId }) => [provider, eventId])).toEqual(
        expected.map(({ provider, eventId }, index) => [
          provider === undefined ? records[index]?.provider : provider,
          eventId,
        ]),
      );
      expected.forEach(({ message, ...fields }, index) => {
        expect(records[index]).toMatchObject(fields);
        expect(records[index]?.message?.slice(0, message?.length) ?? null).toBe(message);
      });
    });

    it.each(files)("%s reads the same in pieces of one byte", (name) => {
      const { bytes, order } = read(name);
      expect(collect(eventText, bytes, { ...order, piece: 1 })).toEqual(collect(eventText, bytes, order));
    });

    it("claims all of them, the ones of other formats less", () => {
      const sure = files.map((name) => [name.slice(0, 2), eventText.sniff(read(name).bytes)] as const);
      expect(sure.filter(([, claim]) => claim < 0.4).map(([name]) => name)).toEqual(["26", "27"]);
      expect(sure.filter(([, claim]) => claim <= 0 || claim >= 0.5)).toEqual([]);
    });

    it("reads local times in the zone that is named, and leaves UTC of XML alone", () => {
      const timesOf = (name: string) =>
        collect(eventText, read(files.find((file) => file.startsWith(name)) ?? "").bytes, {
          timeZone: "America/New_York",
        });
      expect(timesOf("14").records[0]?.time).toBe("2010-10-19T10:17:16.0000000Z");
      expect(timesOf("14").codes).toEqual(["event-text-xml-unused"]);
      expect(timesOf("02").records[0]?.time).toBe("2015-08-22T04:08:14.0000000Z");
    });

    it("ends a quoted event with its quotes and takes off what a page did to a text", () => {
      const messageOf = (name: string, at: number) =>
        collect(eventText, read(files.find((file) => file.startsWith(name)) ?? "").bytes).records[at]
          ?.message;
      expect(messageOf("08", 0)).toBe(
        "Writer Microsoft Exchange Writer experienced retryable error during shadow copy creation. Retrying...",
      );
      expect(messageOf("37", 1)).not.toMatch(/[*`]/);
      expect(messageOf("36", 0)).toMatch(/\nWriter Instance ID: \{ebc9810a-18ae-4f9e-ad6f-f3802faf1dd8\}$/);
      expect(messageOf("20", 0)).toMatch(/\nProvider Name: Microsoft iSCSI Target VSS Hardware Provider\n/);
      expect(messageOf("13", 0)).toMatch(/Generatorinstanz-ID: \{a57f8196-9141-430d-aa03-0f794f3f4961\}$/);
    });
  });
} else {
  describe("events as people paste them", () => {
    it("is skipped: ../shared/data/pasted-events is not here", () => {
      expect(existsSync(FOLDER)).toBe(false);
    });
  });
}
