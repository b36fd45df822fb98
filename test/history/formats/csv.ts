import type { EventRecord } from "../../../parsers/record.ts";
import { render } from "../templates.ts";
import { cutTime, type Form, germanTime, kept, levelWord, taskWord, usTime, utf8 } from "./form.ts";
import { newestFirst } from "./xml.ts";

interface Culture {
  readonly header: string;
  readonly language: "en" | "de";
  readonly none: string;
  readonly time: (time: string | null) => string;
}

const US: Culture = {
  header: "Level,Date and Time,Source,Event ID,Task Category",
  language: "en",
  none: "None",
  time: usTime,
};
const GERMAN: Culture = {
  header: "Ebene,Datum und Uhrzeit,Quelle,Ereignis-ID,Aufgabenkategorie",
  language: "de",
  none: "Keine",
  time: germanTime,
};

/** Event Viewer, "Save as CSV": five named columns, the text in a sixth without name, newest first. */
function viewerCsv(name: string, culture: Culture): Form {
  return {
    name,
    format: "event-csv",
    extension: "csv",
    loses:
      "the computer, the log, record numbers, insertion strings, binary data, times below a second and their zone",
    numbered: false,
    named: false,
    strings: false,
    write: (records) => {
      const rows = newestFirst(records).map((record) =>
        [
          levelWord(record.level, culture.language),
          culture.time(record.time),
          record.provider ?? "",
          String(record.eventId),
          record.taskName ?? culture.none,
          render(record),
        ]
          .map(cell)
          .join(","),
      );
      return utf8(`\uFEFF${[culture.header, ...rows].join("\r\n")}\r\n`);
    },
    kept: (records) =>
      newestFirst(records).map((record) =>
        kept({
          level: record.level,
          time: cutTime(record.time, 0),
          provider: record.provider,
          eventId: record.eventId,
          taskName: record.taskName ?? culture.none,
          message: render(record),
        }),
      ),
  };
}

export const viewerCsvUs = viewerCsv("event-csv/event-viewer-us", US);
export const viewerCsvGerman = viewerCsv("event-csv/event-viewer-de", GERMAN);

/** `Get-WinEvent | Export-Csv` of Windows PowerShell: every property, quoted; the strings only as a type name. */
export const exportCsv: Form = {
  name: "event-csv/export-csv",
  format: "event-csv",
  extension: "csv",
  loses: "insertion strings, binary data, times below a second and their zone",
  numbered: true,
  named: true,
  strings: false,
  write: (records) => {
    const rows = records.map((record) =>
      properties(record)
        .map(([, value]) => quoted(value))
        .join(","),
    );
    const header =
      records[0] === undefined
        ? []
        : [
            properties(records[0])
              .map(([name]) => quoted(name))
              .join(","),
          ];
    const type = "#TYPE System.Diagnostics.Eventing.Reader.EventLogRecord";
    return utf8(`${[type, ...header, ...rows].join("\r\n")}\r\n`);
  },
  kept: (records) =>
    records.map((record) => {
      const { server, channel, recordId, provider, eventId, qualifiers, level, task, keywords } = record;
      return kept({
        ...{ server, channel, recordId, provider, eventId, qualifiers, level, task, keywords },
        taskName: taskWord(record),
        time: cutTime(record.time, 0),
        message: render(record),
      });
    }),
};

function properties(record: EventRecord): readonly (readonly [name: string, value: string])[] {
  return [
    ["Message", render(record)],
    ["Id", String(record.eventId)],
    ["Version", ""],
    ["Qualifiers", String(record.qualifiers)],
    ["Level", String(record.level)],
    ["Task", String(record.task)],
    ["Opcode", ""],
    ["Keywords", String(BigInt(record.keywords ?? "0x0"))],
    ["RecordId", String(record.recordId)],
    ["ProviderName", record.provider ?? ""],
    ["ProviderId", ""],
    ["LogName", record.channel ?? ""],
    ["ProcessId", ""],
    ["ThreadId", ""],
    ["MachineName", record.server ?? ""],
    ["UserId", ""],
    ["TimeCreated", usTime(record.time)],
    ["LevelDisplayName", levelWord(record.level)],
    ["TaskDisplayName", taskWord(record)],
    ["Properties", "System.Collections.Generic.List`1[System.Diagnostics.Eventing.Reader.EventProperty]"],
  ];
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? quoted(text) : text;
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
