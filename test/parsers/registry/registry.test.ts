import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as parsers from "../../../parsers/index.ts";
import { detect, FORMATS } from "../../../parsers/registry.ts";
import { eseEvent } from "../event-xml/event-text.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(`\ufeff${text}`, "utf16le"));
const nameOf = async (head: Uint8Array) => (await detect(head))?.name ?? null;

const ndjson = '{"server":"MBX1","recordId":1,"provider":"ESE","eventId":2001,"strings":[],"origin":"a@0x1"}';
const powershell = '[\r\n    {\r\n        "Id":  2001,\r\n        "LogName":  "Application"\r\n    }\r\n]';

describe("formats are told by content", () => {
  it.each<[string, Uint8Array, string | null]>([
    ["the magic of a log", bytes("ElfFile\0\0\0\0\0\0"), "evtx"],
    ["an event", bytes(eseEvent(1)), "event-xml"],
    [
      "a declaration and a root",
      bytes(`\ufeff<?xml version="1.0"?>\n<Events>${eseEvent(1)}</Events>`),
      "event-xml",
    ],
    ["XML in UTF-16", utf16(`<Events>${eseEvent(1)}`), "event-xml"],
    ["XML after prose", bytes(`What can this be?\n${eseEvent(1)}`), "event-xml"],
    ["a comment before", bytes(`<!-- 3 events -->\n${eseEvent(1)}`), "event-xml"],
    ["our own NDJSON", bytes(`${ndjson}\n`), "event-json"],
    [
      "XML inside of JSON",
      bytes(JSON.stringify({ winlog: { event_id: "1" }, event: { original: eseEvent(1) } })),
      "event-json",
    ],
    ["PowerShell's JSON in UTF-16", utf16(powershell), "event-json"],
    ["a fragment of JSON", bytes(`# cut\n    {\n  "EventID": 36,\n  "InstanceId": 1 },\n`), "event-json"],
    ["JSON of something else", bytes('{"name":"x"}'), null],
    ["a table", bytes('"Level","Date and Time","Source","Event ID","Task Category"\n'), "event-csv"],
    [
      "labelled lines",
      bytes("Log Name:      Application\nSource:        ESE\nEvent ID:      225\nDescription:\nx\n"),
      "event-text",
    ],
    [
      "labelled lines with XML",
      bytes(`Source: ESE\nEvent ID: 225\nDescription:\nx\nEvent Xml:\n${eseEvent(1)}`),
      "event-text",
    ],
    ["other XML", bytes('<?xml version="1.0"?><configuration><System/></configuration>'), null],
    ["prose", bytes("Nothing that is an event."), null],
    ["zeros", new Uint8Array(4096), null],
    ["nothing", new Uint8Array(0), null],
  ])("%s", async (_what, head, name) => {
    expect(await nameOf(head)).toBe(name);
  });
});

describe("the list of formats", () => {
  it("loads formats of the names that it promises, once each", async () => {
    const names = await Promise.all(FORMATS.map(async ({ load }) => (await load()).name));
    expect(names).toEqual(FORMATS.map(({ name }) => name));
    expect(new Set(names).size).toBe(names.length);
  });

  it("is public as a whole", async () => {
    for (const { load } of FORMATS) expect(Object.values(parsers)).toContain(await load());
  });

  it("sniffs any bytes without failing", async () => {
    for (const { load } of FORMATS) {
      const { sniff } = await load();
      for (let byte = 0; byte < 256; byte++) {
        const score = sniff(new Uint8Array(300).fill(byte));
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThan(0.9);
      }
    }
  });
});

const data = new URL("../../../../shared/data/", import.meta.url);

describe.skipIf(!existsSync(data))("real files (skipped where ../shared/data is not there)", () => {
  it("knows each log and each XML export", async () => {
    const names = readdirSync(new URL("evtx/", data)).filter((name) => /\.(evtx|xml)$/.test(name));
    expect(names).not.toHaveLength(0);
    for (const name of names) {
      const head = readFileSync(new URL(`evtx/${name}`, data)).subarray(0, 64 * 1024);
      expect([name, await nameOf(head)]).toEqual([name, name.endsWith(".xml") ? "event-xml" : "evtx"]);
    }
  });

  it("knows every pasted event", async () => {
    for (const name of readdirSync(new URL("pasted-events/", data))) {
      const format = /-json-/.test(name) ? "event-json" : "event-text";
      expect([name, await nameOf(readFileSync(new URL(`pasted-events/${name}`, data)))]).toEqual([
        name,
        format,
      ]);
    }
  });
});
