import { describe, expect, it } from "vitest";
import type { EventView, TimelineItem, Tone } from "../../../src/report/view/report-view.ts";
import { groupAlike, runsOf } from "../../../src/report/view/runs.ts";

const GUID = "e5e3372a-5a51-427b-a37f-0c245732b3a5";

/** Event 2110 of a database, as the replication service writes it. */
function prepared(database: string, more: Partial<EventView> = {}): EventView {
  return {
    number: null,
    server: "MBX1",
    channel: "Application",
    recordId: "1",
    provider: "MSExchangeRepl",
    eventId: 2110,
    time: "2026-03-01T22:00:00.000Z",
    level: "information",
    text: `Instance ${GUID} prepared for a full backup of database '${database}\\MBX1'. To be backed up: ${database}.`,
    strings: [GUID, `${database}\\MBX1`, database],
    origin: "",
    ...more,
  };
}

/** Event 2001 of an engine, whose third string is empty for the whole instance and names a database else. */
const frozen = (
  database: string,
  process: number,
  named: boolean,
  more: Partial<EventView> = {},
): EventView =>
  prepared(database, {
    provider: "ESE",
    eventId: 2001,
    text: `Information Store - ${database} (${process},D,50,15.02) ${named ? `${database}: ` : ""}Shadow copy instance 1 freeze started.`,
    strings: [`Information Store - ${database}`, `${process},D,50,15.02`, named ? `${database}: ` : "", "1"],
    ...more,
  });

const item = (event: EventView, offset: number | null = 0, tone: Tone = "good"): TimelineItem => ({
  kind: "event",
  offset,
  tone,
  event,
});
const pause: TimelineItem = { kind: "pause", offset: 0, time: "2026-03-01T22:00:00.000Z", seconds: 700 };
const partsOf = (items: readonly TimelineItem[]): readonly (readonly number[])[] =>
  runsOf(items).map(({ events }) => events);

describe("runs of like events", () => {
  it("are of one text but for its strings, and say in which parts of these the events differ", () => {
    const items = ["DB1", "DB2", "DB10"].map((name) => item(prepared(name)));
    expect(runsOf(items)).toEqual([
      {
        events: [0, 1, 2],
        columns: [
          {
            strings: [
              { number: 2, before: "", after: "\\MBX1" },
              { number: 3, before: "", after: "" },
            ],
            parts: ["DB1", "DB2", "DB10"],
          },
        ],
      },
    ]);
  });

  it("part strings at words only, so that DB1 and DB10 stay whole", () => {
    const [run] = runsOf([item(frozen("DB1", 4312, true)), item(frozen("DB10", 43, true))]);
    expect(run?.columns).toEqual([
      {
        strings: [
          { number: 1, before: "Information Store - ", after: "" },
          { number: 3, before: "", after: ":" },
        ],
        parts: ["DB1", "DB10"],
      },
      { strings: [{ number: 2, before: "", after: ",D,50,15.02" }], parts: ["4312", "43"] },
    ]);
  });

  it("hold all that is needed to write each event's strings again", () => {
    const events = ["DB1", "DB2", "DB2"].map((name, index) => frozen(name, 40 + index, true));
    const [run] = runsOf(events.map((event) => item(event)));
    const [first] = events;
    for (const [at, event] of events.entries()) {
      const strings = (first?.strings ?? []).map((one) => one.trim());
      for (const { strings: varying, parts } of run?.columns ?? [])
        for (const { number, before, after } of varying)
          strings[number - 1] = `${before}${parts[at]}${after}`;
      expect(strings).toEqual(event.strings?.map((one) => one.trim()));
    }
  });

  it("end at a phase, a silence, another server, source, id, text, or where a string is empty that was not", () => {
    const other = { server: "MBX2" };
    expect(partsOf([item(prepared("DB1")), pause, item(prepared("DB2"))])).toEqual([[0], [1]]);
    expect(partsOf([item(prepared("DB1")), item(prepared("DB2", other))])).toEqual([[0], [1]]);
    expect(partsOf([item(prepared("DB1")), item(prepared("DB2", { eventId: 2023 }))])).toEqual([[0], [1]]);
    expect(partsOf([item(prepared("DB1")), item(prepared("DB2", { provider: "ESE" }))])).toEqual([[0], [1]]);
    expect(partsOf([item(prepared("DB1")), item(prepared("DB2", { text: "Another: DB2" }))])).toEqual([
      [0],
      [1],
    ]);
    expect(partsOf([item(frozen("DB1", 1, false)), item(frozen("DB2", 2, true))])).toEqual([[0], [1]]);
  });

  it("may be woven into one another for seconds, but not for longer", () => {
    const weave = (seconds: number): readonly TimelineItem[] => [
      item(prepared("DB1"), 0),
      item(frozen("DB1", 1, true), seconds / 2),
      item(prepared("DB2"), seconds),
      item(frozen("DB2", 2, true), seconds * 1.5),
    ];
    expect(partsOf(weave(4))).toEqual([
      [0, 2],
      [1, 3],
    ]);
    expect(partsOf(weave(30))).toEqual([[0], [1], [2], [3]]);
    // Nothing in between: however long after, as where logs are deleted one database after another.
    expect(partsOf([item(prepared("DB1"), 0), item(prepared("DB2"), 300)])).toEqual([[0, 1]]);
  });

  it("end at an event of another tone, so that what led to a fault stays before it", () => {
    const items = [
      item(prepared("DB1")),
      item(frozen("DB1", 1, true), 0, "failure"),
      item(frozen("DB2", 2, true), 0, "failure"),
      item(prepared("DB2")),
    ];
    expect(partsOf(items)).toEqual([[0], [1, 2], [3]]);
  });

  it("are of equal texts where the source has no strings, with nothing to tell apart but number and time", () => {
    const plain = prepared("DB1", { text: "Completed.", strings: [] });
    expect(runsOf([item(plain), item({ ...plain, recordId: "2" })])).toEqual([
      { events: [0, 1], columns: [] },
    ]);
    const bare = (database: string): TimelineItem => item({ ...prepared(database), strings: [] });
    expect(partsOf([bare("DB1"), bare("DB2")])).toEqual([[0], [1]]);
  });

  it("name strings that the text does not hold", () => {
    const coded = (code: string): TimelineItem => item(prepared("", { text: "Failed.", strings: [code] }));
    expect(runsOf([coded("0x1"), coded("0x2")])[0]?.columns).toEqual([
      { strings: [{ number: 1, before: "", after: "" }], parts: ["0x1", "0x2"] },
    ]);
  });
});

describe("evidence", () => {
  it("is put together by likeness, wherever the like events stand", () => {
    const events = [prepared("DB1"), frozen("DB1", 1, true), prepared("DB2"), frozen("DB2", 2, true)];
    expect(groupAlike(events).map((group) => group.events)).toEqual([
      [events[0], events[2]],
      [events[1], events[3]],
    ]);
  });
});
