import { type EventRecord, eventRecord } from "../../parsers/record.ts";
import { guidOf } from "../../src/lab/events/draft.ts";
import type { CatalogueRow } from "../../src/model/catalogue.ts";
import type { StringRole } from "../../src/model/signal.ts";

/** A value of the shape that each kind of insertion string has. */
const VALUES: Readonly<Record<StringRole, string>> = {
  process: "Information Store - DB01",
  pid: "4312,D,50,15.01.2507.006",
  instanceName: "DB01: ",
  guid: guidOf("catalogue rows"),
  guidAndNumber: `${guidOf("catalogue rows")}:1`,
  database: "DB01",
  databaseGuid: guidOf("catalogue rows, database"),
  eseInstance: "1",
  jetError: "-1018",
  hresult: "800423F3",
  milliseconds: "20000",
  firstLog: "D:\\Logs\\DB01\\E0000000A1F.log",
  lastLog: "D:\\Logs\\DB01\\E0000000B03.log",
  file: "D:\\Databases\\DB01\\DB01.edb",
  count: "3",
  page: "3846 (0xF06)",
  peer: "MBX099B",
  status: "FailedAndSuspended",
  volume: "\\\\?\\Volume{4152f97e-b029-41c9-96ce-efa1b6232e54}",
  device: "\\Device\\HarddiskVolumeShadowCopy7",
  storageVolume: "E:",
  routine: "QueryFullProcessImageNameW",
  vssContext:
    "\n\nOperation:\n   Executing Asynchronous Operation\n\nContext:\n   Current State: DoSnapshotSet",
  seconds: "23",
  text: "text",
};

const LEVELS: readonly (readonly [word: string, level: number])[] = [
  ["Error", 2],
  ["Warning", 3],
];

/** One record of every row that has a number, a minute apart, made from the row's own strings. */
export function catalogueRecords(rows: readonly CatalogueRow[]): readonly EventRecord[] {
  const numbered = rows.filter(({ id }) => id !== null);
  return numbered.map((row, i) =>
    eventRecord({
      server: "MBX099A.contoso.example",
      channel: row.channel.split(" / ")[0] ?? row.channel,
      recordId: 5000 + i,
      provider: row.provider,
      eventId: row.id,
      qualifiers: 0,
      level: LEVELS.find(([word]) => row.level?.startsWith(word))?.[1] ?? 4,
      task: Number(/\((\d+)\)/.exec(row.category ?? "")?.[1] ?? 0),
      keywords: "0x80000000000000",
      time: new Date(Date.UTC(2024, 11, 20, 0, i)).toISOString().replace("Z", "0000Z"),
      strings: row.strings.map(({ role }) => VALUES[role]),
      origin: `rows:${i + 1}`,
    }),
  );
}
