import { describe, expect, it } from "vitest";
import { eventCsv } from "../../../parsers/event-csv/index.ts";
import { eventRecord } from "../../../parsers/record.ts";
import { collect } from "../collect.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const sniff = (text: string) => eventCsv.sniff(bytesOf(text));
const read = (text: string, options = {}) => collect(eventCsv, text, options);
const VIEWER = "Level,Date and Time,Source,Event ID,Task Category\r\n";
const FIRST =
  'Information,11/28/2010 12:29:49 PM,ESE,2005,ShadowCopy,"Information Store (5340) one.\r\n\r\nTwo, ""three""."\r\n';

describe("Event Viewer's export", () => {
  const expected = eventRecord({
    provider: "ESE",
    eventId: 2005,
    level: 4,
    taskName: "ShadowCopy",
    time: "2010-11-28T12:29:49.0000000Z",
    message: 'Information Store (5340) one.\n\nTwo, "three".',
    origin: "in:2",
  });

  it("reads the message from the column without a name", () => {
    expect(sniff(VIEWER + FIRST)).toBeGreaterThan(0.9);
    expect(read(VIEWER + FIRST).records).toEqual([expected]);
  });

  it("tells the line where each row begins", () => {
    const { records } = read(VIEWER + FIRST + FIRST + FIRST);
    expect(records.map(({ origin }) => origin)).toEqual(["in:2", "in:5", "in:8"]);
  });

  it.each([1, 2, 3, 7, 100])("reads the same in pieces of %i bytes", (piece) => {
    expect(read(VIEWER + FIRST + FIRST, { piece })).toEqual(read(VIEWER + FIRST + FIRST));
  });

  it.each([
    ["semicolons", ";"],
    ["tabs", "\t"],
  ])("with %s", (_what, delimiter) => {
    const table = `${VIEWER}${FIRST.replace("Two, ", "Two; ")}`
      .replaceAll(",", delimiter)
      .replace("Two; ", "Two, ");
    expect(sniff(table)).toBeGreaterThan(0.9);
    expect(read(table).records).toEqual([expected]);
  });

  it("in UTF-16 and in windows-1252", () => {
    const table = VIEWER + FIRST.replace("one", "größer");
    const utf16 = new Uint8Array(Uint16Array.from(`\ufeff${table}`, (unit) => unit.charCodeAt(0)).buffer);
    const ansi = Uint8Array.from(table, (unit) => unit.charCodeAt(0));
    for (const bytes of [utf16, ansi]) {
      expect(eventCsv.sniff(bytes)).toBeGreaterThan(0.9);
      expect(collect(eventCsv, bytes).records[0]?.message).toContain("größer");
    }
  });

  it.each([
    ["de", "Ebene,Datum und Uhrzeit,Quelle,Ereignis-ID,Aufgabenkategorie", "Fehler"],
    ["fr", "Niveau,Date et heure,Source,ID de l’événement,Catégorie de la tâche", "Erreur"],
    ["es", "Nivel,Fecha y hora,Origen,Id. del evento,Categoría de la tarea", "Error"],
    ["it", "Livello,Data e ora,Origine,ID evento,Categoria attività", "Errore"],
    ["pt", "Nível,Data e Hora,Fonte,Identificação do Evento,Categoria da Tarefa", "Erro"],
    ["nl", "Niveau,Datum en tijd,Bron,Gebeurtenis-id,Taakcategorie", "Fout"],
    ["pl", "Poziom,Data i godzina,Źródło,Identyfikator zdarzenia,Kategoria zadania", "Błąd"],
    ["ja", "レベル,日付と時刻,ソース,イベント ID,タスクのカテゴリ", "エラー"],
    ["zh", "级别,日期和时间,来源,事件 ID,任务类别", "错误"],
    ["a language that is not known", "Aa,Bb bb,Cc,Dd,Ee", "Error"],
  ])("in %s", (_language, names, level) => {
    const table = `${names}\n${level},2010-11-28 12:29:49,ESE,2002,ShadowCopy,"Information Store (5340)\nmore"\n`;
    expect(sniff(table)).toBeGreaterThan(0.5);
    expect(read(table).records).toEqual([
      eventRecord({
        provider: "ESE",
        eventId: 2002,
        level: 2,
        taskName: "ShadowCopy",
        time: "2010-11-28T12:29:49.0000000Z",
        message: "Information Store (5340)\nmore",
        origin: "in:2",
      }),
    ]);
  });
});

describe("PowerShell's Export-Csv", () => {
  it("of Get-WinEvent", () => {
    const names =
      '"Message","Id","Version","Qualifiers","Level","Task","Opcode","Keywords","RecordId","ProviderName","ProviderId","LogName","ProcessId","ThreadId","MachineName","UserId","TimeCreated","LevelDisplayName","TaskDisplayName","Properties"';
    const row = (id: number) =>
      `"Information Store\n(5340), ""two""\n","${id}",,"49158","4","16",,"-9187343239835811840","123","ESE",,"Application","0","0","MBX1.corp","","28.11.2010 12:29:49","Informationen","ShadowCopy","System.Collections.Generic.List\`1[System.Diagnostics.Eventing.Reader.EventProperty]"\n`;
    const table = `#TYPE System.Diagnostics.Eventing.Reader.EventLogRecord\n${names}\n${row(2001)}${row(2003)}`;
    expect(sniff(table)).toBeGreaterThan(0.9);
    const { records, codes } = read(table);
    expect(codes).toEqual(["time-zone-assumed"]);
    const expected = {
      provider: "ESE",
      qualifiers: 49158,
      level: 4,
      task: 16,
      taskName: "ShadowCopy",
      keywords: "0x8080000000000000",
      recordId: 123,
      channel: "Application",
      server: "MBX1.corp",
      processId: 0,
      threadId: 0,
      time: "2010-11-28T12:29:49.0000000Z",
      message: 'Information Store\n(5340), "two"',
    };
    expect(records).toEqual([
      eventRecord({ ...expected, eventId: 2001, origin: "in:3" }),
      eventRecord({ ...expected, eventId: 2003, origin: "in:6" }),
    ]);
  });

  it("of Get-EventLog", () => {
    const table = `"EventID","MachineName","Data","Index","Category","CategoryNumber","EntryType","Message","Source","ReplacementStrings","InstanceId","TimeGenerated"
"36","S1","System.Byte[]","2584","(0)","0","Error","The shadow copies of volume C: were aborted","volsnap","System.String[]","3221618724","2/16/2024 9:43:55 AM"
`;
    expect(read(table).records).toEqual([
      eventRecord({
        provider: "volsnap",
        eventId: 36,
        qualifiers: 0xc006,
        level: 2,
        task: 0,
        recordId: 2584,
        server: "S1",
        time: "2024-02-16T09:43:55.0000000Z",
        message: "The shadow copies of volume C: were aborted",
        origin: "in:2",
      }),
    ]);
  });
});

describe("other tools", () => {
  it("Log Parser, whose strings are parted by bars", () => {
    const table =
      "EventLog,RecordNumber,TimeGenerated,EventID,EventType,EventCategory,SourceName,Strings,ComputerName,Data\n" +
      "Application,17,2010-11-28 12:29:49,2005,4,16,ESE,Information Store|5340||2,MBX1,0A0B\n";
    expect(read(table).records).toEqual([
      eventRecord({
        provider: "ESE",
        eventId: 2005,
        level: 4,
        task: 16,
        recordId: 17,
        channel: "Application",
        server: "MBX1",
        time: "2010-11-28T12:29:49.0000000Z",
        strings: ["Information Store", "5340", "", "2"],
        binary: "0A0B",
        origin: "in:2",
      }),
    ]);
  });

  it("PsLogList, without names", () => {
    const table =
      '4,Application,ESE,INFORMATION,MYPC,9/13/2018 1:00:00 PM,225,None,"No log files can be truncated"\n' +
      '5,Application,ESE,ERROR,MYPC,9/13/2018 1:00:01 PM,2004,None,"Shadow copy 6 time-out (20000 ms)."\n';
    expect(sniff(table)).toBeGreaterThan(0.5);
    const { records } = read(table);
    expect(
      records.map(({ provider, eventId, level, channel, time, message }) => [
        provider,
        eventId,
        level,
        channel,
        time,
        message,
      ]),
    ).toEqual([
      ["ESE", 225, 4, "Application", "2018-09-13T13:00:00.0000000Z", "No log files can be truncated"],
      ["ESE", 2004, 2, "Application", "2018-09-13T13:00:01.0000000Z", "Shadow copy 6 time-out (20000 ms)."],
    ]);
  });

  it("date and clock in two columns, after Excel's mark", () => {
    const table = "sep=;\nDate;Time;Source;EventID;Message\n28.11.2010;12:29:49;ESE;2005;text\n";
    expect(read(table).records).toEqual([
      eventRecord({
        provider: "ESE",
        eventId: 2005,
        time: "2010-11-28T12:29:49.0000000Z",
        message: "text",
        origin: "in:3",
      }),
    ]);
  });

  it("two exports, one behind the other", () => {
    const table = `${VIEWER}${FIRST}"EventID","Source","Index","Message"\n"8","volsnap","3","text"\n`;
    expect(read(table).records.map(({ provider, eventId }) => [provider, eventId])).toEqual([
      ["ESE", 2005],
      ["volsnap", 8],
    ]);
  });
});

describe("damage to one row never loses the next", () => {
  const row = (id: number, text = '"text"') => `Error,11/28/2010 12:29:49 PM,ESE,${id},None,${text}\n`;

  it.each<[string, string, readonly number[], readonly string[]]>([
    ["a quote is not closed", row(1) + row(2, '"text') + row(3), [1, 2, 3], ["event-csv-row-unclosed"]],
    ["a quote is not doubled", row(1) + row(2, '"the "disk" failed"') + row(3), [1, 2, 3], []],
    ["quotes are missing", row(1) + row(2, "one, two\nthree\n\nfour") + row(3), [1, 2, 3], []],
    ["no id", row(1) + row(2).replace(",2,", ",x,") + row(3), [1, 3], ["event-csv-row-unreadable"]],
    ["the row is cut", `${row(1)}Error,11/28/20\n${row(3)}`, [1, 3], []],
    ["the end is cut", row(1) + row(2).slice(0, -4), [1, 2], ["event-csv-row-unclosed"]],
    ["an empty line", `${row(1)}\n\n${row(3)}`, [1, 3], []],
    ["a time that is none", row(1) + row(2).replace("11/28", "31/31"), [1, 2], ["time-unreadable"]],
  ])("%s", (_what, rows, ids, codes) => {
    const { records, codes: said } = read(VIEWER + rows);
    expect(records.map(({ eventId }) => eventId)).toEqual(ids);
    expect(said.filter((code) => code !== "time-zone-assumed")).toEqual(codes);
  });

  it("keeps the text of rows without quotes together", () => {
    const { records } = read(VIEWER + row(1, "one, two\nthree\nfour"));
    expect(records[0]?.message).toBe("one, two\nthree\nfour");
  });

  it("tells the line", () => {
    const { diagnostics } = read(VIEWER + row(1) + row(2).replace(",2,", ",x,"));
    expect(diagnostics[0]).toMatchObject({ where: "in:3", severity: "warning" });
  });

  it("bounds a field that is never closed", () => {
    const filler = "some text without any end\n".repeat(40_000);
    const { records, codes } = read(`${VIEWER}${row(1)}${row(2, `"${filler}`)}${row(3)}`);
    expect(records.map(({ eventId }) => eventId)).toEqual([1, 2, 3]);
    expect(codes).toContain("event-csv-row-unclosed");
    expect(Math.max(...records.map(({ message }) => message?.length ?? 0))).toBeLessThan(1_000_000);
  });
});

describe("dates of the file as a whole", () => {
  const surveyed = (dates: readonly string[]) => {
    const table = `Date and Time,Source,Event ID,Message\n${dates.map((date) => `${date},ESE,1,x`).join("\n")}\n`;
    const survey = eventCsv.survey?.({ name: "in" });
    survey?.write(bytesOf(table));
    return read(table, survey?.end());
  };

  it("reads all days first when one proves it", () => {
    const { records, codes } = surveyed([
      "03/10/2024 08:00:00",
      "04/10/2024 08:00:00",
      "13/10/2024 08:00:00",
    ]);
    expect(records.map(({ time }) => time?.slice(0, 10))).toEqual(["2024-10-03", "2024-10-04", "2024-10-13"]);
    expect(codes).toEqual(["time-zone-assumed", "time-order"]);
  });

  it("warns where it had to guess", () => {
    expect(surveyed(["03/10/2024 08:00:00"]).codes).toEqual(["time-zone-assumed", "time-order-guessed"]);
  });
});

describe("what is no table of events", () => {
  it.each([
    ["nothing", ""],
    ["prose with commas", "Hello, world, this is prose,\nwith commas, in it, and more.\n"],
    ["another table", "Name,Size,Date\na,5,2010-11-28\nb,6,2010-11-29\n"],
    ["JSON", '{"EventID": 1, "Source": "ESE", "TimeGenerated": "2010-11-28"}'],
    ["XML", "<Event><System></System></Event>"],
    ["Event Viewer's copied text", "Log Name: Application\nSource: ESE\nEvent ID: 5\n"],
  ])("%s", (_what, text) => {
    expect(sniff(text)).toBe(0);
    expect(read(text).records).toEqual([]);
  });

  it("says that it has no column of ids", () => {
    expect(read("Level,Source,Message\nError,ESE,text\n").codes).toEqual(["event-csv-columns-unknown"]);
  });
});
