import { describe, expect, it } from "vitest";
import { eventText } from "../../../parsers/event-text/index.ts";
import { eventRecord } from "../../../parsers/record.ts";
import { collect } from "../collect.ts";

const read = (lines: readonly string[], options = {}) => collect(eventText, lines.join("\n"), options);
const ESE = { provider: "ESE", eventId: 2005 };

describe("Event Viewer's copied text in other languages", () => {
  const MESSAGE = "Information Store (5340) 2";
  const expected = eventRecord({
    ...ESE,
    channel: "Application",
    server: "MBX1.firm.local",
    level: 4,
    taskName: "ShadowCopy",
    time: "2010-11-28T12:29:47.0000000Z",
    message: MESSAGE,
    origin: "in:1",
  });
  const NAMES: Readonly<Record<string, readonly string[]>> = {
    en: [
      "Log Name",
      "Source",
      "Date",
      "Event ID",
      "Task Category",
      "Level",
      "Keywords",
      "User",
      "Computer",
      "Description",
    ],
    de: [
      "Protokollname",
      "Quelle",
      "Datum",
      "Ereignis-ID",
      "Aufgabenkategorie",
      "Ebene",
      "Schlüsselwörter",
      "Benutzer",
      "Computer",
      "Beschreibung",
    ],
    fr: [
      "Nom du journal ",
      "Source ",
      "Date ",
      "ID de l’événement ",
      "Catégorie de la tâche ",
      "Niveau ",
      "Mots clés ",
      "Utilisateur ",
      "Ordinateur ",
      "Description ",
    ],
    es: [
      "Nombre de registro",
      "Origen",
      "Fecha",
      "Id. del evento",
      "Categoría de la tarea",
      "Nivel",
      "Palabras clave",
      "Usuario",
      "Equipo",
      "Descripción",
    ],
    it: [
      "Nome registro",
      "Origine",
      "Data",
      "ID evento",
      "Categoria attività",
      "Livello",
      "Parole chiave",
      "Utente",
      "Computer",
      "Descrizione",
    ],
    nl: [
      "Logboeknaam",
      "Bron",
      "Datum",
      "Gebeurtenis-id",
      "Taakcategorie",
      "Niveau",
      "Trefwoorden",
      "Gebruiker",
      "Computer",
      "Beschrijving",
    ],
    pt: [
      "Nome do Log",
      "Fonte",
      "Data",
      "Identificação do Evento",
      "Categoria da Tarefa",
      "Nível",
      "Palavras-chave",
      "Usuário",
      "Computador",
      "Descrição",
    ],
    pl: [
      "Nazwa dziennika",
      "Źródło",
      "Data",
      "Identyfikator zdarzenia",
      "Kategoria zadania",
      "Poziom",
      "Słowa kluczowe",
      "Użytkownik",
      "Komputer",
      "Opis",
    ],
    ja: [
      "ログの名前",
      "ソース",
      "日付",
      "イベント ID",
      "タスクのカテゴリ",
      "レベル",
      "キーワード",
      "ユーザー",
      "コンピューター",
      "説明",
    ],
    zh: ["日志名称", "来源", "日期", "事件 ID", "任务类别", "级别", "关键字", "用户", "计算机", "描述"],
    "a language that is not known": ["Aa aa", "Bb", "Cc", "Dd dd", "Ee", "Ff", "Gg gg", "Hh", "Ii", "Jj"],
  };
  const VALUES = [
    "Application",
    "ESE",
    "2010-11-28 12:29:47",
    "2005",
    "ShadowCopy",
    "Information",
    "x",
    "x",
    "MBX1.firm.local",
    "",
  ];

  it.each(Object.keys(NAMES))("%s", (language) => {
    const lines = (NAMES[language] ?? []).map((name, index) => `${name}:      ${VALUES[index]}`);
    expect(read([...lines, MESSAGE]).records).toEqual([expected]);
  });

  it.each([
    ["a blank line between all lines", (lines: string[]) => lines.flatMap((line) => [line, "  ", ""])],
    ["two blanks behind each line", (lines: string[]) => lines.map((line) => `${line}  `)],
    ["backslashes at the ends", (lines: string[]) => lines.map((line) => `${line}\\`)],
    ["a quotation", (lines: string[]) => lines.map((line) => `> ${line}`.replace("> Info", "Info"))],
    ["bold names", (lines: string[]) => lines.map((line) => line.replace(/^([A-Z][\w ]+):/, "**$1:**"))],
    ["equals signs", (lines: string[]) => lines.map((line) => line.replace(":", " ="))],
    [
      "U+200E in it",
      (lines: string[]) => lines.map((line) => line.replace("2010-11-28", "\u200e2010-\u200e11-\u200e28")),
    ],
    ["Windows' line ends", (lines: string[]) => lines.map((line) => `${line}\r`)],
    ["a fence", (lines: string[]) => ["```text", ...lines, "```"]],
  ])("with %s", (_what, mend) => {
    const lines = (NAMES.en ?? []).map((name, index) => `${name}: ${VALUES[index]}`.trim());
    const { records } = read(mend([...lines, MESSAGE]));
    expect(records.map(({ origin: _origin, ...record }) => record)).toEqual([
      (({ origin: _origin, ...record }) => record)(expected),
    ]);
  });

  it("prefers whole XML below the text, and keeps the text as the message", () => {
    const { records, codes } = read([
      "Protokollname: Application",
      "Quelle:        VSS",
      "Datum:         28.11.2010 12:29:47",
      "Ereignis-ID:   8194",
      "Aufgabenkategorie:Keine",
      "Beschreibung:",
      "Volumeschattenkopie-Dienstfehler",
      "Ereignis-XML:",
      '<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System><Provider Name="VSS" />',
      '<EventID Qualifiers="0">8194</EventID><TimeCreated SystemTime="2010-11-28T11:29:47.000000000Z" />',
      "<EventRecordID>12</EventRecordID></System>",
      "<EventData><Data>a</Data><Data>Source: x</Data></EventData></Event>",
      "",
      "Quelle: ESE",
      "Ereignis-ID: 2005",
    ]);
    expect(records).toEqual([
      eventRecord({
        provider: "VSS",
        eventId: 8194,
        qualifiers: 0,
        recordId: 12,
        taskName: "Keine",
        time: "2010-11-28T11:29:47.0000000Z",
        strings: ["a", "Source: x"],
        message: "Volumeschattenkopie-Dienstfehler",
        origin: "in:1",
      }),
      eventRecord({ ...ESE, origin: "in:14" }),
    ]);
    expect(codes).toEqual(["event-text-cut"]);
  });

  it("goes on with the next event where XML is cut", () => {
    const { records } = read([
      "Log Name: Application",
      "Source: VSS",
      "Event ID: 8194",
      "Description:",
      "text",
      "Event Xml:",
      '<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event">',
      "  <System>",
      "Log Name: Application",
      "Source: ESE",
      "Event ID: 2005",
      "Description:",
      "more",
    ]);
    expect(records.map(({ provider, message }) => [provider, message])).toEqual([
      ["VSS", "text"],
      ["ESE", "more"],
    ]);
  });

  it("keeps labelled lines of a message in the message", () => {
    const message = [
      "Error. hr = 0x80070001.",
      "",
      "Context:",
      "Source: \\\\server\\share",
      "Provider Name: Some Provider",
      "Level: high",
    ];
    const { records } = read(["Source: VSS", "Event ID: 12289", "Description:", ...message]);
    expect(records.map((record) => record.message)).toEqual([message.join("\n")]);
  });
});

describe("what the tools of Windows print", () => {
  it("wevtutil /f:text", () => {
    const event = (index: number, id: number, text: readonly string[]) => [
      `Event[${index}]:`,
      "  Log Name: Application",
      "  Source: ESE",
      "  Date: 2015-08-22T04:08:14.000",
      `  Event ID: ${id}`,
      "  Task: ShadowCopy",
      "  Level: Information",
      "  Opcode: Info",
      "  Keyword: Classic",
      "  User: N/A",
      "  User Name: N/A",
      "  Computer: MBX-1.domain.com",
      "  Description: ",
      ...text,
      "",
    ];
    const { records } = read([...event(0, 225, ["one", "", "  Source: two"]), ...event(1, 224, ["three"])]);
    const common = {
      provider: "ESE",
      channel: "Application",
      server: "MBX-1.domain.com",
      level: 4,
      taskName: "ShadowCopy",
      time: "2015-08-22T04:08:14.0000000Z",
    };
    expect(records).toEqual([
      eventRecord({ ...common, eventId: 225, message: "one\n\n  Source: two", origin: "in:1" }),
      eventRecord({ ...common, eventId: 224, message: "three", origin: "in:18" }),
    ]);
  });

  it("Get-WinEvent | Format-List", () => {
    const { records } = read([
      "",
      "TimeCreated  : 11/28/2010 12:29:47 PM",
      "ProviderName : ESE",
      "Id           : 2005",
      "Message      : Information Store (5340) one",
      "               two.",
      "",
      "               Source: three",
      "",
      "TimeCreated  : 11/28/2010 12:29:49 PM",
      "ProviderName : ESE",
      "Id           : 2001",
      "Message      : four",
    ]);
    expect(records).toEqual([
      eventRecord({
        ...ESE,
        time: "2010-11-28T12:29:47.0000000Z",
        message: "Information Store (5340) one\ntwo.\n\nSource: three",
        origin: "in:2",
      }),
      eventRecord({
        provider: "ESE",
        eventId: 2001,
        time: "2010-11-28T12:29:49.0000000Z",
        message: "four",
        origin: "in:10",
      }),
    ]);
  });

  it("Get-WinEvent | Format-List *, where the message stands first", () => {
    const { records } = read([
      "Message              : one",
      "                       two",
      "Id                   : 2001",
      "Version              :",
      "Qualifiers           : 0",
      "Level                : 4",
      "Task                 : 16",
      "Keywords             : 36028797018963968",
      "RecordId             : 123",
      "ProviderName         : ESE",
      "ProviderId           :",
      "LogName              : Application",
      "MachineName          : MBX1",
      "TimeCreated          : 28.11.2010 12:29:47",
      "LevelDisplayName     : Informationen",
      "TaskDisplayName      : ShadowCopy",
      "Properties           : {System.Diagnostics.Eventing.Reader.EventProperty}",
      "",
      "Message              : three",
      "Id                   : 2003",
      "ProviderName         : ESE",
    ]);
    expect(records).toEqual([
      eventRecord({
        provider: "ESE",
        eventId: 2001,
        qualifiers: 0,
        level: 4,
        task: 16,
        taskName: "ShadowCopy",
        keywords: "0x80000000000000",
        recordId: 123,
        channel: "Application",
        server: "MBX1",
        time: "2010-11-28T12:29:47.0000000Z",
        message: "one\ntwo",
        origin: "in:1",
      }),
      eventRecord({ provider: "ESE", eventId: 2003, message: "three", origin: "in:19" }),
    ]);
  });

  it("Get-EventLog | Format-List, where the id has severity and facility", () => {
    const event = (index: number) => [
      `Index              : ${index}`,
      "EntryType          : Error",
      "InstanceId         : 3221618724",
      "Message            : The shadow copies of volume C: were aborted because",
      "                     of x.",
      "Category           : (16)",
      "CategoryNumber     : 16",
      "ReplacementStrings : {\\Device\\X, C:}",
      "Source             : volsnap",
      "TimeGenerated      : 2/16/2024 9:43:55 AM",
      "TimeWritten        : 2/16/2024 9:43:56 AM",
      "UserName           :",
      "",
    ];
    const { records } = read([...event(2584), ...event(2583)]);
    const expected = (index: number, line: number) =>
      eventRecord({
        provider: "volsnap",
        eventId: 36,
        qualifiers: 0xc006,
        recordId: index,
        level: 2,
        task: 16,
        time: "2024-02-16T09:43:55.0000000Z",
        message: "The shadow copies of volume C: were aborted because\nof x.",
        origin: `in:${line}`,
      });
    expect(records).toEqual([expected(2584, 1), expected(2583, 14)]);
  });

  it("Get-WinEvent and Get-EventLog as tables", () => {
    const { records, codes } = read([
      "   ProviderName: ESE",
      "",
      "TimeCreated                     Id LevelDisplayName Message",
      "-----------                     -- ---------------- -------",
      "11/28/2010 12:29:49 PM        2005 Information      Information Store (5340) Shadow...",
      "11/28/2010 12:29:50 PM        2001 Information      Information Store (5340) Shadow...",
      "",
      "   Index Time          EntryType   Source                 InstanceID Message",
      "   ----- ----          ---------   ------                 ---------- -------",
      "    2584 Feb 16 09:43  Error       volsnap                3221618724 The shadow copies of volume C:",
      "",
    ]);
    expect(records.map(({ provider, eventId, level, time }) => [provider, eventId, level, time])).toEqual([
      ["ESE", 2005, 4, "2010-11-28T12:29:49.0000000Z"],
      ["ESE", 2001, 4, "2010-11-28T12:29:50.0000000Z"],
      ["volsnap", 36, 2, null],
    ]);
    expect(codes).toContain("time-unreadable");
  });

  it("the dump of binary data, as bytes and as words", () => {
    const head = [
      "Event Type: Error",
      "Event Source: volsnap",
      "Event ID: 28",
      "Description:",
      "text",
      "Data:",
    ];
    const bytes = ["0000: 00 00 00 00 1c 00 06 c0   ........", "0008: 61 62 ab"];
    const words = ["0000: 00000000 c006001c"];
    const { records } = read([...head, ...bytes, "", "Thank you.", ...head, ...words]);
    expect(records.map(({ binary, message }) => [binary, message])).toEqual([
      ["000000001C0006C06162", "text"],
      ["000000001C0006C0", "text"],
    ]);
  });
});

describe("tables among text", () => {
  it("with names", () => {
    const { records } = read([
      "| Time | Source | Event ID | Message |",
      "|:---|---|---:|---|",
      "| 2024-02-16 09:43:55 | ESE | 2005 | Shadow copy instance 2 starting |",
      "| 2024-02-16 09:43:56 | ESE | 2001 | Shadow copy instance 2 freeze started |",
    ]);
    expect(records.map(({ provider, eventId, time }) => [provider, eventId, time])).toEqual([
      ["ESE", 2005, "2024-02-16T09:43:55.0000000Z"],
      ["ESE", 2001, "2024-02-16T09:43:56.0000000Z"],
    ]);
  });

  it("with a field in each row", () => {
    const { records } = read(["|Source|ESE|", "|Event ID|2004|", "|Level|Error|", "|Description|time-out|"]);
    expect(records).toEqual([
      eventRecord({ provider: "ESE", eventId: 2004, level: 2, message: "time-out", origin: "in:1" }),
    ]);
  });
});

describe("what is no event", () => {
  it.each([
    [
      "prose that speaks of events",
      "I have a problem with Event 9607 and id 2034. Event ID: 2034 is in the log.",
    ],
    ["a label in prose", "Source: https://example.com\nTime: 10 minutes\nLevel: high\n\nThank you."],
    ["an id in prose", "Event ID: 9607 is logged when a backup fails."],
    ["headings", "# note: Event ID: 2034\n# Event ID: 2034\n# what happened: failed at freeze: 9606, 2005"],
    ["an id without number", "Source: ESE\nEvent ID: <ID>\nDescription: x"],
    ["a result code without more", "The call returned hr = 0x80070005 and I went home."],
    ["a table of something else", "| Disk | Size |\n|---|---|\n| 1 | 2005 |"],
    [
      "a list of files",
      "| file | records | what |\n|---|---|---|\n| some.evtx | 2005 | a log of a server with many good backups in it |",
    ],
    ["a program", "const x = 5;\nif (a == b) { id = 7 }\n// Source: me"],
  ])("%s", (_what, text) => {
    expect(eventText.sniff(new TextEncoder().encode(text))).toBe(0);
    expect(collect(eventText, text).records).toEqual([]);
  });
});

describe("several events in one page", () => {
  it("each in its own style, prose between them", () => {
    const { records } = read([
      "Hello,",
      "",
      "Log Name:      Application",
      "Source:        ESE",
      "Event ID:      2001",
      "Description:",
      "one",
      "",
      "TimeCreated  : 2010-11-28 12:29:47",
      "ProviderName : ESE",
      "Id           : 2003",
      "Message      : two",
      "",
      "Event Type: Error Event Source: VolSnap Event Category: None Event ID: 25 Description: three",
      'Event ID: 2034 "four"',
      "and then nothing.",
      "| Event ID | Text |",
      "| 9614 | five |",
    ]);
    expect(records.map(({ eventId, message }) => [eventId, message])).toEqual([
      [2001, "one"],
      [2003, "two"],
      [25, "three"],
      [2034, "four"],
      [9614, "five"],
    ]);
  });

  it("says that a header is cut by the end of the text", () => {
    const { records, diagnostics } = read([
      "Log Name: Application",
      "Source: ESE",
      "Event ID: 225",
      "Description:",
      "x",
      "",
      "Log Name: Application",
      "Source: ESE",
      "Date: 8/2",
    ]);
    expect(records).toHaveLength(1);
    expect(diagnostics).toEqual([
      expect.objectContaining({ code: "event-text-cut", severity: "info", where: "in:7" }),
    ]);
  });

  it("passes over what is not wanted", () => {
    const lines = ["Source: ESE", "Event ID: 1", "", "Source: VSS", "Event ID: 2", ""];
    const { records, skipped } = read(lines, { wants: (provider: string) => provider === "VSS" });
    expect([records.map(({ eventId }) => eventId), skipped]).toEqual([[2], [[null, Number.NaN]]]);
  });
});

describe("dates of the file as a whole", () => {
  const page = (dates: readonly string[]) =>
    dates
      .flatMap((date) => ["Source: ESE", `Date: ${date}`, "Event ID: 2001", "Description: x", ""])
      .join("\n");
  const surveyed = (text: string) => {
    const survey = eventText.survey?.({ name: "in" });
    survey?.write(new TextEncoder().encode(text));
    return collect(eventText, text, survey?.end());
  };

  it("one date with a 13 decides for all", () => {
    const { records, codes } = surveyed(page(["03/10/2024 08:00:00", "13/10/2024 08:00:00"]));
    expect(records.map(({ time }) => time?.slice(0, 10))).toEqual(["2024-10-03", "2024-10-13"]);
    expect(codes).toEqual(["time-zone-assumed", "time-order"]);
  });

  it("says which order was taken for want of any, and which zone", () => {
    const { diagnostics } = surveyed(page(["03/10/2024 08:00:00"]));
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ["time-zone-assumed", "1 time without offset, read as UTC for want of a time zone."],
      [
        "time-order-guessed",
        "1 date can be read in two ways and was read month first: nothing in the file tells.",
      ],
    ]);
  });

  it("says that both orders are proven, and that an hour happened twice", () => {
    const text = page(["13/10/2024 08:00:00", "10/14/2024 08:00:00", "27/10/2024 02:30:00"]);
    const { codes } = collect(eventText, text, { timeZone: "Europe/Berlin", dateOrder: "dmy" });
    expect(codes).toEqual(["time-ambiguous", "time-order-mixed"]);
  });
});
