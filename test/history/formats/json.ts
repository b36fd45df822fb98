import type { EventRecord } from "../../../parsers/record.ts";
import { render } from "../templates.ts";
import { cutTime, type Form, kept, levelWord, taskWord, utf8 } from "./form.ts";

const lines = (records: readonly EventRecord[], shape: (record: EventRecord) => unknown): Uint8Array =>
  utf8(records.map((record) => `${JSON.stringify(shape(record))}\n`).join(""));

const sure = { format: "event-json", numbered: true, named: true, strings: true } as const;

/** What this project prints itself. */
export const ownJson: Form = {
  ...sure,
  name: "event-json/events",
  extension: "ndjson",
  loses: "the name of the category",
  write: (records) =>
    lines(records, ({ taskName: _taskName, recordId, provider, ...rest }) => ({
      recordId,
      provider,
      ...rest,
    })),
  kept: (records) => records.map(({ taskName: _taskName, ...record }) => kept(record)),
};

/** Winlogbeat: strings as `param1` ... by position, the empty ones left out (fleet.md 6.1). */
export const winlogbeatJson: Form = {
  ...sure,
  name: "event-json/winlogbeat",
  extension: "ndjson",
  loses: "qualifiers, numbers of level and category, times below a millisecond, empty strings at the end",
  write: (records) => lines(records, winlogbeat),
  kept: (records) =>
    records.map((record) => {
      const { server, channel, recordId, provider, eventId, level } = record;
      const last = record.strings.findLastIndex((text) => text !== "");
      return kept({
        ...{ server, channel, recordId, provider, eventId, level, data: record.data, binary: record.binary },
        taskName: record.taskName,
        time: cutTime(record.time, 3),
        // named ones are an object, whose order says nothing
        strings: Object.keys(record.data).length > 0 ? [] : record.strings.slice(0, last + 1),
        message: render(record),
      });
    }),
};

function winlogbeat(record: EventRecord): unknown {
  const names = Object.keys(record.data);
  const pairs = record.strings
    .map((text, i): [string, string] => [names[i] ?? `param${i + 1}`, text])
    .filter(([, text]) => text !== "");
  if (record.binary !== null) pairs.push(["Binary", record.binary]);
  return {
    "@timestamp": cutTime(record.time, 3)?.replace("0000Z", "Z"),
    event: { kind: "event", code: String(record.eventId), provider: record.provider },
    winlog: {
      api: "wineventlog",
      channel: record.channel,
      provider_name: record.provider,
      event_id: String(record.eventId),
      computer_name: record.server,
      record_id: record.recordId,
      ...(record.taskName === null ? {} : { task: record.taskName }),
      keywords: ["Classic"],
      ...(pairs.length === 0 ? {} : { event_data: Object.fromEntries(pairs) }),
    },
    host: { name: record.server },
    log: { level: levelWord(record.level).toLowerCase() },
    message: render(record),
  };
}

/** Vector's source of Windows events: strings in order, gaps kept (fleet.md 6.1). */
export const vectorJson: Form = {
  ...sure,
  name: "event-json/vector",
  extension: "ndjson",
  loses: "the binary data, numbers of level and category",
  write: (records) => lines(records, vector),
  kept: (records) =>
    records.map((record) => {
      const { server, channel, recordId, provider, eventId, qualifiers, level, time, strings, data } = record;
      return kept({
        ...{ server, channel, recordId, provider, eventId, qualifiers, level, time, strings, data },
        message: render(record),
      });
    }),
};

function vector(record: EventRecord): unknown {
  return {
    timestamp: record.time,
    channel: record.channel,
    computer: record.server,
    event_id: record.eventId,
    qualifiers: record.qualifiers,
    level: levelWord(record.level),
    provider_name: record.provider,
    record_id: record.recordId,
    string_inserts: record.strings,
    event_data: record.data,
    message: render(record),
  };
}

/** `Get-WinEvent | ConvertTo-Json` of Windows PowerShell: times as `/Date(ms)/`. */
export const getWinEventJson: Form = {
  ...sure,
  name: "event-json/get-winevent",
  extension: "json",
  loses: "the binary data, names of strings, times below a millisecond",
  write: (records) => {
    // the keywords are beyond what a JavaScript number prints exactly
    const text = JSON.stringify(records.map(getWinEvent), null, 4).replace(/"#(\d+)"/g, "$1");
    return utf8(`\uFEFF${text}`.replaceAll("\n", "\r\n"));
  },
  kept: (records) =>
    records.map((record) => {
      const { server, channel, recordId, provider, eventId, qualifiers, level, task, keywords, strings } =
        record;
      return kept({
        ...{ server, channel, recordId, provider, eventId, qualifiers, level, task, keywords, strings },
        taskName: taskWord(record),
        time: cutTime(record.time, 3),
        message: render(record),
      });
    }),
};

function getWinEvent(record: EventRecord): unknown {
  return {
    Id: record.eventId,
    Version: null,
    Qualifiers: record.qualifiers,
    Level: record.level,
    Task: record.task,
    Opcode: null,
    Keywords: `#${BigInt(record.keywords ?? "0x0")}`,
    RecordId: record.recordId,
    ProviderName: record.provider,
    ProviderId: null,
    LogName: record.channel,
    ProcessId: null,
    ThreadId: null,
    MachineName: record.server,
    UserId: null,
    TimeCreated: `/Date(${Date.parse(record.time ?? "")})/`,
    LevelDisplayName: levelWord(record.level),
    TaskDisplayName: taskWord(record),
    Properties: record.strings.map((text) => ({ Value: text })),
    Message: render(record),
  };
}

/** `evtx_dump -o jsonl`: the XML as an object, times to the microsecond. */
export const evtxDumpJson: Form = {
  ...sure,
  name: "event-json/evtx-dump",
  extension: "jsonl",
  loses: "the rendered text, times below a microsecond",
  write: (records) => lines(records, evtxDump),
  kept: (records) =>
    records.map(({ taskName: _taskName, ...record }) =>
      kept({ ...record, time: cutTime(record.time, 6), message: null }),
    ),
};

function evtxDump(record: EventRecord): unknown {
  const named = Object.keys(record.data).length > 0;
  const data = named ? record.data : { Data: { "#text": record.strings } };
  return {
    Event: {
      "#attributes": { xmlns: "http://schemas.microsoft.com/win/2004/08/events/event" },
      System: {
        Provider: { "#attributes": { Name: record.provider } },
        EventID: { "#attributes": { Qualifiers: record.qualifiers }, "#text": record.eventId },
        Level: record.level,
        Task: record.task,
        Keywords: record.keywords,
        TimeCreated: { "#attributes": { SystemTime: record.time?.replace(/\dZ$/, "Z") } },
        EventRecordID: record.recordId,
        Channel: record.channel,
        Computer: record.server,
        Security: null,
      },
      EventData: { ...data, ...(record.binary === null ? {} : { Binary: record.binary }) },
    },
  };
}
