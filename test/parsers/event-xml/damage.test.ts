import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { eventXml, parseEventXml } from "../../../parsers/event-xml/index.ts";
import { collect } from "../collect.ts";
import { eseEvent, eseRecord } from "./event-text.ts";

const ids = (text: string) => {
  const { records, codes } = collect(eventXml, text);
  return [records.map(({ recordId }) => recordId), codes];
};

describe("damage to one event never loses the next", () => {
  const [a, b, c] = [eseEvent(1), eseEvent(2), eseEvent(3)];

  it.each<[string, string, readonly unknown[], readonly string[]]>([
    ["the end tag is gone", a + b.replace("</Event>", "") + c, [1, 2, 3], ["event-xml-cut"]],
    ["cut in its data", a + b.slice(0, b.indexOf("1444")) + c, [1, 2, 3], ["event-xml-cut"]],
    ["cut in its System part", a + b.slice(0, b.indexOf("<Channel>")) + c, [1, 3], ["event-xml-lost"]],
    ["the start tag is gone", a + b.slice(b.indexOf("<System>")) + c, [1, 2, 3], ["event-xml-cut"]],
    ["begins in the middle", b.slice(b.indexOf("<Channel>")) + c, [3], ["event-xml-headless"]],
    ["no end of System", a + b.replace("</System>", "") + c, [1, 2, 3], ["event-xml-damaged"]],
    ["a data tag without end", a + b.replace("1444</Data>", "1444") + c, [1, 2, 3], ["event-xml-damaged"]],
    ["a quote is gone", a + b.replace("'ESE'", "'ESE") + c, [1, 2, 3], ["event-xml-damaged"]],
    ["an open CDATA section", a + b.replace("1444", "<![CDATA[1444") + c, [1, 2, 3], ["event-xml-damaged"]],
    ["an open comment", a + b.replace("1444", "<!-- 1444") + c, [1, 2, 3], ["event-xml-damaged"]],
    ["no provider and no id", a + b.replace(/<Provider.*<\/EventID>/, "") + c, [1, 3], ["event-xml-lost"]],
  ])("%s", (_what, text, expected, codes) => {
    expect(ids(text)).toEqual([expected, codes]);
  });

  it("keeps the complete elements of a cut event only", () => {
    const { records } = collect(eventXml, eseEvent(5).slice(0, eseEvent(5).indexOf("44</Data>")));
    expect(records).toEqual([{ ...eseRecord(5), strings: ["Information Store - DB1"], origin: "in:1" }]);
  });

  it("cuts an event that is too long and reads the next", () => {
    const long = eseEvent(1, { data: `<Data>first</Data><Data>${"x".repeat(5_000_000)}</Data>` });
    const { records, codes } = collect(eventXml, long + eseEvent(2));
    expect(records.map(({ recordId, strings }) => [recordId, strings.length])).toEqual([
      [1, 1],
      [2, 4],
    ]);
    expect(codes).toEqual(["event-xml-too-long", "event-xml-cut"]);
  });

  it("tells of many damages in few words", () => {
    const { records, diagnostics } = collect(eventXml, eseEvent(1).replace("</Event>", "").repeat(500));
    expect(records).toHaveLength(500);
    expect(diagnostics).toHaveLength(51);
    expect(diagnostics.at(-1)).toMatchObject({ where: "in", message: "450 more of the same, not listed." });
  });

  it("says how many bytes were no characters", () => {
    const bytes = new TextEncoder().encode(eseEvent(1, { data: `<Data>${"ä".repeat(40_000)}??</Data>` }));
    const at = bytes.indexOf(0x3f);
    const { records, diagnostics } = collect(eventXml, bytes.fill(0xff, at, at + 2));
    expect(records[0]?.strings[0]?.slice(-3)).toBe("ä\ufffd\ufffd");
    expect(diagnostics).toEqual([
      {
        code: "text-invalid-bytes",
        severity: "warning",
        where: "in",
        message: "2 byte sequences are not utf-8; shown as U+FFFD.",
      },
    ]);
  });
});

describe("hostile text stays cheap", () => {
  const bomb = (inner: string) => eseEvent(1, { data: inner }) + eseEvent(2);

  it.each([
    ["nested elements", bomb("<a>".repeat(200_000))],
    ["open comments", bomb("<!--".repeat(200_000))],
    ["open CDATA sections", bomb("<![CDATA[".repeat(200_000))],
    ["open quotes", bomb("<Data Name='".repeat(200_000))],
    ["blanks in a tag", bomb(`<Data${" ".repeat(1_000_000)}`)],
    ["attributes", bomb(`<Data ${"a='' ".repeat(200_000)}`)],
    ["unfinished starts", `${"<Event xmlns='".repeat(200_000)}${eseEvent(1)}${eseEvent(2)}`],
    ["many events that are none", `${"<Event><System>".repeat(50_000)}${eseEvent(1)}${eseEvent(2)}`],
    ["ampersands", bomb("&".repeat(1_000_000))],
  ])("%s", (_what, text) => {
    const { records, diagnostics } = collect(eventXml, text);
    expect(records.at(-1)).toMatchObject(eseRecord(2));
    expect(records.length).toBeLessThanOrEqual(2);
    expect(diagnostics.length).toBeLessThanOrEqual(4 * 51);
  });
});

const pasted = new URL("../../../../shared/data/pasted-events/", import.meta.url);

describe.skipIf(!existsSync(pasted))("pasted events (skipped where ../shared/data is not there)", () => {
  const block = (name: string): string => {
    const text = readFileSync(new URL(name, pasted), "utf8");
    return text.slice(text.indexOf("<Event "));
  };

  it("keeps what is safe of an event cut in its data", () => {
    const { record, diagnostics } = parseEventXml(block("02-timmcmic-225-dag-active-2013-xml.txt"), "x:19");
    expect(record).toMatchObject({ provider: "ESE", eventId: 225, recordId: 6500729, task: 16, strings: [] });
    expect(diagnostics.map(({ code, where }) => [code, where])).toEqual([["event-xml-cut", "x:19"]]);
  });

  it("drops an event cut in its System part, and says so", () => {
    const { record, diagnostics } = parseEventXml(block("14-duplicati-287-vss8194-logname-xml.txt"), "x:26");
    expect(record).toBeNull();
    expect(diagnostics.map(({ code }) => code)).toEqual(["event-xml-lost"]);
  });

  it("reads an event in a Markdown fence", () => {
    const text = readFileSync(new URL("30-technologytoolbox-volsnap25-xml.txt", pasted));
    expect(collect(eventXml, text)).toMatchObject({
      records: [
        {
          provider: "volsnap",
          eventId: 25,
          qualifiers: 49158,
          time: "2013-12-21T10:00:13.1514348Z",
          strings: [
            "\\Device\\HarddiskVolumeShadowCopy52",
            "\\\\?\\Volume{4152f97e-b029-41c9-96ce-efa1b6232e54}",
          ],
          binary: "000000000200300000000000190006C003000000000000000A000000000000000000000000000000",
        },
      ],
      diagnostics: [],
    });
  });
});
