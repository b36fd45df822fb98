import { describe, expect, it } from "vitest";
import { fileOfRaw, rawElement, rawEntity, rawText } from "./assemble.ts";
import { read } from "./shared.ts";

const text = (value: string) => (): number[] => rawText(value);

/** A forwarded event: written as elements, without template, with the text that its own server rendered. */
function forwarded(at: number): number[] {
  const system = (from: number) =>
    rawElement(
      from,
      "System",
      [],
      [
        (p) => rawElement(p, "Provider", [["Name", rawText("MSExchangeIS")]], null),
        (p) => rawElement(p, "EventID", [["Qualifiers", rawText("16384")]], [text("9606")]),
        (p) => rawElement(p, "Level", [], [text("4")]),
        (p) => rawElement(p, "Task", [], [text("6")]),
        (p) => rawElement(p, "Keywords", [], [text("0x80000000000000")]),
        (p) =>
          rawElement(p, "TimeCreated", [["SystemTime", rawText("2024-03-10T20:00:01.054714400Z")]], null),
        (p) => rawElement(p, "EventRecordID", [], [text("9007199254740993")]),
        (p) =>
          rawElement(
            p,
            "Execution",
            [
              ["ProcessID", rawText("0")],
              ["ThreadID", rawText("4")],
            ],
            null,
          ),
        (p) => rawElement(p, "Channel", [], [text("Application")]),
        (p) => rawElement(p, "Computer", [], [text("EX1.contoso.com")]),
      ],
    );
  const data = (from: number) =>
    rawElement(
      from,
      "EventData",
      [],
      [
        (p) => rawElement(p, "Data", [], [text("a"), (q) => rawEntity(q, "amp"), text("b")]),
        (p) => rawElement(p, "Data", [["Name", (q) => [...rawText("x"), ...rawEntity(q + 6, "quot")]]], []),
        (p) => rawElement(p, "Data", [], null),
        (p) => rawElement(p, "Binary", [], [text("0AFF")]),
      ],
    );
  const rendering = (from: number) =>
    rawElement(
      from,
      "RenderingInfo",
      [["Culture", rawText("fr-FR")]],
      [
        (p) => rawElement(p, "Message", [], [text("Le rédacteur VSS a réussi.\r\n")]),
        (p) => rawElement(p, "Task", [], [text("Exchange VSS Writer")]),
      ],
    );
  return [0x0f, 1, 1, 0, ...rawElement(at + 4, "Event", [], [system, data, rendering]), 0];
}

/** UserData with character references, CDATA, attributes, a namespace and an instruction. */
function userData(at: number): number[] {
  const body = (from: number) =>
    rawElement(
      from,
      "UserData",
      [],
      [
        (p) =>
          rawElement(
            p,
            "Auto",
            [
              ["xmlns", rawText("urn:x")],
              ["kind", rawText("k")],
            ],
            [
              (q) =>
                rawElement(q, "One", [], [() => [0x08, 0x41, 0x00], () => [0x07, 2, 0, 0x3c, 0, 0x62, 0]]),
              (q) => rawElement(q, "Two", [["n", rawText("1")]], null),
            ],
          ),
      ],
    );
  return [0x0f, 1, 1, 0, ...rawElement(at + 4, "Event", [], [body]), 0];
}

describe("events without template", () => {
  it("reads a forwarded event with its rendered text", () => {
    const { records, diagnostics, streams } = read(fileOfRaw([forwarded]));
    expect(diagnostics).toEqual([]);
    expect(streams).toEqual([["EX1.contoso.com", "Application"]]);
    expect(records).toEqual([
      {
        server: "EX1.contoso.com",
        channel: "Application",
        recordId: "9007199254740993",
        provider: "MSExchangeIS",
        eventId: 9606,
        qualifiers: 16384,
        level: 4,
        task: 6,
        taskName: "Exchange VSS Writer",
        keywords: "0x80000000000000",
        time: "2024-03-10T20:00:01.054714400Z",
        processId: 0,
        threadId: 4,
        strings: ["a&b", "", ""],
        data: { 'x"': "" },
        user: [],
        binary: "0AFF",
        message: "Le rédacteur VSS a réussi.\r\n",
        origin: "log@0x1200",
      },
    ]);
  });

  it("reads the leaves of UserData: attributes first, no namespaces, text of any notation", () => {
    const { records } = read(fileOfRaw([userData]));
    expect(records[0]?.user).toEqual([
      ["Auto@kind", "k"],
      ["Auto/One", "A<b"],
      ["Auto/Two@n", "1"],
      ["Auto/Two", ""],
    ]);
    expect(records[0]?.provider).toBeNull();
    expect(records[0]?.time).toBeNull();
  });

  it("asks about such events too, and passes over them", () => {
    const asked: (readonly [string, number])[] = [];
    const wants = (provider: string, eventId: number) => {
      asked.push([provider, eventId]);
      return false;
    };
    const { records, skipped, streams } = read(fileOfRaw([forwarded]), { wants });
    expect(asked).toEqual([["MSExchangeIS", 9606]]);
    expect(records).toEqual([]);
    // The record's number is more than a number can hold.
    expect(skipped).toEqual([[null, Date.UTC(2024, 2, 10, 20, 0, 1, 54)]]);
    expect(streams).toEqual([["EX1.contoso.com", "Application"]]);
  });
});
