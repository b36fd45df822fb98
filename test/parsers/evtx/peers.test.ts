import { describe, expect, it } from "vitest";
import { createEvtxWriter } from "../../../parsers/evtx/write.ts";
import { type EventRecord, eventRecord } from "../../../parsers/record.ts";
import { byEvtxexport, byPythonEvtx, EVTXEXPORT, expectedOf, fieldsOf, PYTHON_EVTX, skips } from "./peers.ts";

const common = {
  server: "EX1.contoso.com",
  channel: "Application",
  qualifiers: 0,
  level: 4,
  task: 16,
  keywords: "0x80000000000000",
  processId: 0,
  threadId: 0,
  origin: "",
} as const;

/** Classic, named, binary, multi-line, non-Latin, UserData, nothing: over more than one chunk. */
function sampleRecords(): EventRecord[] {
  const records: EventRecord[] = [];
  for (let i = 0; i < 400; i++) {
    const time = `2024-03-10T20:${String(Math.floor(i / 60)).padStart(2, "0")}:${String(i % 60).padStart(2, "0")}.0547144Z`;
    const fields = { ...common, recordId: 1000 + i, time, eventId: 2000 + (i % 8) };
    const info = "Information Store - DB1: ";
    records.push(
      [
        eventRecord({
          ...fields,
          provider: "ESE",
          strings: ["Information Store - DB1", "4760,D,50", info, `${i}`],
        }),
        eventRecord({
          ...fields,
          provider: "VSS",
          strings: ["", "\n\nOperation:\n   Thaw & <go>\n"],
          binary: "2D20436F64653A20",
        }),
        eventRecord({
          ...fields,
          provider: "volsnap",
          strings: ["C:", "1"],
          data: { DeviceName: "C:", Error: "1" },
        }),
        eventRecord({
          ...fields,
          provider: "MSExchangeIS",
          strings: ["b7e1b1d4-6b0e-4c1f-9a53-000000000000", "Bäckup 日本"],
        }),
        eventRecord({
          ...fields,
          provider: "Microsoft-Windows-Backup",
          user: [
            ["EventXML/VolumesCount", "2"],
            ["EventXML/State", "ok"],
          ],
        }),
        eventRecord({ ...fields, provider: "MSExchangeRepl" }),
      ][i % 6] ?? eventRecord(fields),
    );
  }
  return records;
}

function write(records: readonly EventRecord[], arrays: boolean): Uint8Array {
  const writer = createEvtxWriter({ arrays });
  for (const record of records) writer.add(record);
  return writer.finish();
}

describe("a written log, read by others", () => {
  const records = sampleRecords();

  it("fills more than one chunk", () => {
    expect(write(records, true).length).toBeGreaterThan(4096 + 65_536);
  });

  it.skipIf(skips(EVTXEXPORT)).each([true, false])(
    `evtxexport reads what was written, with arrays: %s${EVTXEXPORT.missing}`,
    (arrays) => {
      const read = byEvtxexport(write(records, arrays)).map(fieldsOf);
      expect(read).toEqual(records.map(expectedOf));
    },
  );

  it.skipIf(skips(PYTHON_EVTX))(`python-evtx reads what was written${PYTHON_EVTX.missing}`, () => {
    const read = byPythonEvtx(write(records, false)).map(fieldsOf);
    expect(read).toEqual(records.map(expectedOf));
  });

  it.skipIf(skips(PYTHON_EVTX))(
    `python-evtx reads arrays without empty strings${PYTHON_EVTX.missing}`,
    () => {
      // It moves the empty strings of an array to its end, in Windows' own logs too.
      const full = records.filter((record) => record.strings.every((text) => text !== ""));
      const read = byPythonEvtx(write(full, true)).map(fieldsOf);
      expect(full.length).toBeGreaterThan(200);
      expect(read).toEqual(full.map(expectedOf));
    },
  );
});
