import { datedLines } from "../dated-lines.ts";
import { createTextDecoder } from "../decode.ts";
import type { Format } from "../format.ts";
import { sureness } from "./dialect.ts";
import { createTableReader } from "./table.ts";

/** Tables of events: Event Viewer, Export-Csv of Get-WinEvent and Get-EventLog, Log Parser, PsLogList. */
export const eventCsv: Format = { name: "event-csv", sniff, ...datedLines(createTableReader) };

function sniff(head: Uint8Array): number {
  const decoder = createTextDecoder();
  const text = decoder.write(head) + decoder.end();
  return sureness(text.split(/\r\n?|\n/, 60));
}
