import { describe, expect, it } from "vitest";
import { eventJson } from "../../../parsers/event-json/index.ts";
import { eventRecord } from "../../../parsers/record.ts";
import { collect } from "../collect.ts";

/** The one record of an object, and the codes of what was said. */
function one(object: unknown, options: Parameters<typeof collect>[2] = {}) {
  const text = typeof object === "string" ? object : JSON.stringify(object);
  const { records, codes } = collect(eventJson, text, options);
  expect(records).toHaveLength(1);
  return { record: records[0], codes };
}

describe("our own NDJSON", () => {
  it("comes back exactly", () => {
    const records = [
      eventRecord({ origin: "a.evtx@0x1200" }),
      eventRecord({
        origin: "b.evtx@0x2400",
        server: "MBX1",
        channel: "Application",
        recordId: "9007199254740993",
        provider: "ESE",
        eventId: 2001,
        qualifiers: 0,
        level: 4,
        task: 16,
        keywords: "0x80000000000000",
        time: "2026-11-22T01:10:07.1234567Z",
        processId: 4,
        threadId: 8,
        strings: ["Größe", "", "a\r\n\u0001\ud800\u2028", "{}"],
        data: { Name: "x" },
        user: [
          ["A/B", "t"],
          ["A/B@id", "1"],
        ],
        binary: "00FF",
        message: "text\n",
      }),
    ];
    const text = records.map((record) => `${JSON.stringify(record)}\n`).join("");
    expect(collect(eventJson, text)).toMatchObject({ records, diagnostics: [] });
  });

  it("does not fail on values of another type", () => {
    const { record } = one({
      origin: "x",
      strings: ["a", 1],
      data: { a: 1, b: "c" },
      user: [["p"]],
      eventId: "7",
      time: 5,
    });
    expect(record).toEqual(eventRecord({ origin: "x", strings: ["a"], data: { b: "c" } }));
  });
});

describe("Winlogbeat", () => {
  const event = {
    "@timestamp": "2026-11-22T01:10:07.123Z",
    event: { kind: "event", code: "2001", provider: "ESE", action: "ShadowCopy" },
    winlog: {
      api: "wineventlog",
      channel: "Application",
      provider_name: "ESE",
      event_id: "2001",
      computer_name: "MBX1.corp.local",
      record_id: 6500721,
      task: "ShadowCopy",
      keywords: ["Classic"],
      process: { pid: 4, thread: { id: 8 } },
      event_data: { param2: "1444", param1: "Information Store - DB1", param4: "7", Binary: "0a0b" },
    },
    host: { name: "MBX1.corp.local" },
    log: { level: "warnung" },
    message: "rendered",
  };
  const expected = eventRecord({
    origin: "in:1",
    server: "MBX1.corp.local",
    channel: "Application",
    recordId: 6500721,
    provider: "ESE",
    eventId: 2001,
    level: 3,
    taskName: "ShadowCopy",
    time: "2026-11-22T01:10:07.1230000Z",
    processId: 4,
    threadId: 8,
    strings: ["Information Store - DB1", "1444", "", "7"],
    binary: "0A0B",
    message: "rendered",
  });

  it("puts the empty strings back between the others", () => {
    expect(one(event).record).toEqual(expected);
  });

  it("reads dotted names, all or some", () => {
    const flatten = (value: object, path = ""): [string, unknown][] =>
      Object.entries(value).flatMap(([name, inner]) =>
        typeof inner === "object" && !Array.isArray(inner)
          ? flatten(inner, `${path}${name}.`)
          : [[`${path}${name}`, inner] as [string, unknown]],
      );
    expect(one(Object.fromEntries(flatten(event))).record).toEqual(expected);
    const { winlog, ...rest } = event;
    expect(one({ ...rest, winlog: Object.fromEntries(flatten(winlog)) }).record).toEqual(expected);
  });

  it("does without message, level and event data", () => {
    const { message: _, log: __, ...rest } = event;
    const { event_data: ___, ...winlog } = rest.winlog;
    expect(one({ ...rest, winlog }).record).toMatchObject({
      message: null,
      level: null,
      strings: [],
      binary: null,
    });
  });

  it("gives named data no order that it does not have", () => {
    const winlog = { ...event.winlog, event_data: { DeviceName: "\\Device\\1", VolumeName: "C:" } };
    expect(one({ ...event, winlog }).record).toMatchObject({
      strings: [],
      data: { DeviceName: "\\Device\\1", VolumeName: "C:" },
    });
  });

  it("prefers the event's own XML", () => {
    const xml =
      "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='ESE'/><EventID Qualifiers='0'>2001</EventID><Level>4</Level><TimeCreated SystemTime='2026-11-22T01:10:07.1234567Z'/><EventRecordID>6500721</EventRecordID><Channel>Application</Channel><Computer>MBX1</Computer></System><EventData><Data>a</Data><Data></Data></EventData></Event>";
    const { record } = one({ ...event, event: { ...event.event, original: xml } });
    expect(record).toMatchObject({
      level: 4,
      qualifiers: 0,
      strings: ["a", ""],
      message: "rendered",
      time: "2026-11-22T01:10:07.1234567Z",
    });
    const cut = { ...event, event: { ...event.event, original: xml.slice(0, 120) } };
    expect(one(cut).record).toEqual(expected);
  });
});

describe("Vector", () => {
  const event = {
    timestamp: "2026-11-22T01:10:07.1234567Z",
    event_id: 2001,
    qualifiers: 0,
    record_id: 6500721,
    provider_name: "ESE",
    computer: "MBX1",
    channel: "Application",
    level: "Information",
    task: 16,
    process_id: 4,
    thread_id: 8,
    event_data: { param1: "wrong" },
    string_inserts: ["Information Store - DB1", "1444", "", "7", ""],
    message: "rendered",
  };

  it("prefers the ordered strings", () => {
    expect(one(event).record).toEqual(
      eventRecord({
        origin: "in:1",
        server: "MBX1",
        channel: "Application",
        recordId: 6500721,
        provider: "ESE",
        eventId: 2001,
        qualifiers: 0,
        level: 4,
        task: 16,
        time: "2026-11-22T01:10:07.1234567Z",
        processId: 4,
        threadId: 8,
        strings: ["Information Store - DB1", "1444", "", "7", ""],
        message: "rendered",
      }),
    );
  });

  it("falls back to the event data", () => {
    const { string_inserts: _, ...rest } = event;
    expect(one(rest).record?.strings).toEqual(["wrong"]);
  });
});

describe("Get-WinEvent | ConvertTo-Json", () => {
  const event = {
    Message: "rendered",
    Id: 2001,
    Version: null,
    Qualifiers: 0,
    Level: 4,
    Task: 16,
    Opcode: null,
    RecordId: 6500721,
    ProviderName: "ESE",
    LogName: "Application",
    ProcessId: 4,
    ThreadId: 8,
    MachineName: "MBX1",
    TimeCreated: "/Date(1708076635123)/",
    ContainerLog: "application",
    LevelDisplayName: "Informationen",
    TaskDisplayName: "ShadowCopy",
    Properties: [{ Value: "Information Store - DB1" }, { Value: 1444 }, { Value: "" }, { Value: [1, 255] }],
  };

  it("reads version 5.1", () => {
    const text = JSON.stringify(event)
      .replaceAll("/", "\\/")
      .replace('"Version"', '"Keywords":-9187343239835811840,"Version"');
    expect(one(text).record).toEqual(
      eventRecord({
        origin: "in:1",
        server: "MBX1",
        channel: "Application",
        recordId: 6500721,
        provider: "ESE",
        eventId: 2001,
        qualifiers: 0,
        level: 4,
        task: 16,
        keywords: "0x8080000000000000",
        time: "2024-02-16T09:43:55.1230000Z",
        processId: 4,
        threadId: 8,
        strings: ["Information Store - DB1", "1444", ""],
        binary: "01FF",
        message: "rendered",
      }),
    );
  });

  it.each<[unknown, string]>([
    ["2024-02-16T10:43:55.1234567+01:00", "2024-02-16T09:43:55.1234567Z"],
    ["2024-02-16T09:43:55.1234567Z", "2024-02-16T09:43:55.1234567Z"],
    [{ value: "/Date(1708076635123)/", DisplayHint: 2, DateTime: "Freitag" }, "2024-02-16T09:43:55.1230000Z"],
    [{ DisplayHint: 2, DateTime: "2024-02-16T09:43:55Z" }, "2024-02-16T09:43:55.0000000Z"],
  ])("reads the time %j", (TimeCreated, time) => {
    expect(one({ ...event, TimeCreated }).record?.time).toBe(time);
  });

  it("takes a local time in the zone that is told, and says when it assumes UTC", () => {
    const local = { ...event, TimeCreated: "2024-02-16T10:43:55.1234567" };
    expect(one(local, { timeZone: "Europe/Berlin" })).toMatchObject({
      record: { time: "2024-02-16T09:43:55.1234567Z" },
      codes: [],
    });
    expect(one(local)).toMatchObject({
      record: { time: "2024-02-16T10:43:55.1234567Z" },
      codes: ["time-zone-assumed"],
    });
  });

  it("does not take type names for strings", () => {
    const name = "System.Diagnostics.Eventing.Reader.EventProperty";
    expect(one({ ...event, Properties: [name, name] }).record).toMatchObject({ strings: [], binary: null });
    expect(one({ ...event, Properties: "System.Collections.Generic.List`1" }).record?.strings).toEqual([]);
  });
});

describe("Get-EventLog | ConvertTo-Json", () => {
  const event = {
    MachineName: "MBX1",
    Data: [0, 10, 255],
    Index: 2584,
    Category: "(16)",
    CategoryNumber: 16,
    EventID: 36,
    EntryType: 1,
    Message: "rendered",
    Source: "volsnap",
    ReplacementStrings: ["\\Device\\1", "C:", ""],
    InstanceId: 3221618724,
    TimeGenerated: "/Date(1708076635000)/",
    TimeWritten: "/Date(1708076636000)/",
    UserName: null,
  };

  it("splits the instance id and keeps the order of the strings", () => {
    expect(one(event).record).toEqual(
      eventRecord({
        origin: "in:1",
        server: "MBX1",
        recordId: 2584,
        provider: "volsnap",
        eventId: 36,
        qualifiers: 49158,
        level: 2,
        task: 16,
        time: "2024-02-16T09:43:55.0000000Z",
        strings: ["\\Device\\1", "C:", ""],
        binary: "000AFF",
        message: "rendered",
      }),
    );
  });

  it("does with the instance id alone, with words for the type, and with wrapped lists", () => {
    const { EventID: _, ...rest } = event;
    const wrapped = { value: ["C:"], Count: 1 };
    expect(
      one({ ...rest, EntryType: "Warning", ReplacementStrings: wrapped, Data: { value: [], Count: 0 } })
        .record,
    ).toMatchObject({
      eventId: 36,
      level: 3,
      strings: ["C:"],
      binary: null,
    });
  });
});

describe("XML turned into JSON", () => {
  const System = {
    Provider: { "#attributes": { Name: "ESENT" } },
    EventID: { "#attributes": { Qualifiers: 0 }, "#text": 225 },
    Level: 4,
    Task: 3,
    Keywords: "0x80000000000000",
    TimeCreated: { "#attributes": { SystemTime: "2013-10-23T16:22:39.973085Z" } },
    EventRecordID: 98,
    Channel: "Application",
    Computer: "IE8Win7",
    Security: null,
    Execution: { "#attributes": { ProcessID: 1, ThreadID: 2 } },
  };
  const expected = {
    provider: "ESENT",
    eventId: 225,
    qualifiers: 0,
    level: 4,
    task: 3,
    keywords: "0x80000000000000",
    time: "2013-10-23T16:22:39.9730850Z",
    recordId: 98,
    channel: "Application",
    server: "IE8Win7",
    processId: 1,
    threadId: 2,
  };

  it("reads evtx_dump", () => {
    const EventData = { Data: { "#text": ["svchost", "14840,D,50", "", "x"] }, Binary: "00ff" };
    expect(one({ Event: { "#attributes": { xmlns: "u" }, System, EventData } }).record).toMatchObject({
      ...expected,
      strings: ["svchost", "14840,D,50", "", "x"],
      data: {},
      binary: "00FF",
    });
  });

  it("reads evtx_dump with its records' headings, named data and user data", () => {
    const named = {
      Event: {
        System,
        EventData: { "#attributes": { Name: "n" }, DeviceName: "d", Count: 3, Empty: null, On: true },
      },
    };
    const user = {
      Event: {
        System,
        UserData: { A: { "#attributes": { xmlns: "u" }, B: { "#attributes": { id: 1 } }, C: ["x", "y"] } },
      },
    };
    const text = `Record 1\n${JSON.stringify(named, null, 2)}\nRecord 2\n${JSON.stringify(user, null, 2)}\n`;
    const { records, diagnostics } = collect(eventJson, text);
    expect(diagnostics).toEqual([]);
    expect(records[0]).toMatchObject({
      ...expected,
      strings: ["d", "3", "", "true"],
      data: { DeviceName: "d", Count: "3", Empty: "", On: "true" },
    });
    expect(records[1]).toMatchObject({
      user: [
        ["A/B@id", "1"],
        ["A/B", ""],
        ["A/C", "x"],
        ["A/C", "y"],
      ],
    });
  });

  it("reads attributes that stand beside their elements", () => {
    const apart = {
      ...System,
      Provider: null,
      Provider_attributes: { Name: "ESENT" },
      EventID: 225,
      EventID_attributes: { Qualifiers: 0 },
      TimeCreated: null,
      TimeCreated_attributes: System.TimeCreated["#attributes"],
      Execution: null,
      Execution_attributes: System.Execution["#attributes"],
    };
    const Event = { Event_attributes: {}, System: apart, EventData: { Data: "one" } };
    expect(one({ Event }).record).toMatchObject({ ...expected, strings: ["one"] });
  });

  it("reads xmltodict, a single event or all under one root", () => {
    const marked = {
      ...System,
      Provider: { "@Name": "ESENT" },
      EventID: { "@Qualifiers": "0", "#text": "225" },
      Level: "4",
      Task: "3",
      TimeCreated: { "@SystemTime": "2013-10-23T16:22:39.973085Z" },
      EventRecordID: "98",
      Execution: { "@ProcessID": "1", "@ThreadID": "2" },
    };
    const EventData = { Data: ["a", null, { "@Name": "n", "#text": "b" }, { "@Name": "m" }], Binary: null };
    const strings = { ...expected, strings: ["a", "", "b", ""], data: { n: "b", m: "" }, binary: null };
    const event = { "@xmlns": "u", System: marked, EventData };
    expect(one({ Event: event }).record).toMatchObject(strings);
    const { records } = collect(eventJson, JSON.stringify({ Events: { Event: [event, event] } }));
    expect(records).toMatchObject([strings, strings]);
  });
});

describe("what is no event", () => {
  it("is counted, and the first places are named", () => {
    const lines = [
      '{"a":1}',
      '{"timestamp":"2024-01-01T00:00:00Z","level":"info","id":7,"message":"x"}',
      "{}",
      '{"b":{"c":2}}',
      '{"d":1}',
    ];
    const { records, diagnostics } = collect(eventJson, lines.join("\n"));
    expect(records).toEqual([]);
    expect(diagnostics).toEqual([
      {
        code: "event-json-unrecognised",
        severity: "warning",
        where: "in:1",
        message: "4 objects are no events in a known shape; first at in:1, in:2, in:4.",
      },
    ]);
  });
});
