import { describe, expect, it } from "vitest";
import { eventXml } from "../../../parsers/event-xml/index.ts";
import { collect } from "../collect.ts";
import { eseEvent, eseRecord } from "./event-text.ts";

const three = [1, 2, 3].map((id) => eseEvent(id));
const expected = [1, 2, 3].map((id) => expect.objectContaining(eseRecord(id)));
const utf16 = (text: string): Uint8Array => Uint8Array.from([0xff, 0xfe, ...Buffer.from(text, "utf16le")]);
const one = (text: string) => {
  const { records, diagnostics } = collect(eventXml, text);
  expect(records).toHaveLength(1);
  return { record: records[0], diagnostics };
};

describe("what tools write", () => {
  it.each<[string, string | Uint8Array]>([
    ["wevtutil: one after the other", three.join("")],
    ["ToXml(): one a line", three.join("\r\n")],
    [
      "Event Viewer: declaration and root",
      `\ufeff<?xml version="1.0" encoding="utf-8" standalone="yes"?>\r\n<Events>${three.join("")}</Events>`,
    ],
    [
      "UTF-16 with mark",
      utf16(`<?xml version="1.0" encoding="UTF-16"?>\n<Events>\n${three.join("\n")}\n</Events>`),
    ],
    ["another root", `<root>${three.join("\n")}</root>`],
    ["double quotes", three.join("\n").replaceAll("'", '"')],
    [
      "blanks in the namespace",
      [1, 2, 3]
        .map((id) => eseEvent(id, { xmlns: " http://schemas.microsoft.com/win/2004/08/events/event " }))
        .join(""),
    ],
    ["no namespace", three.join("").replaceAll(/ xmlns='[^']*'/g, "")],
    [
      "prefixes",
      three
        .join("")
        .replaceAll(/<(\/?)(?=[A-Z])/g, "<$1ev:")
        .replaceAll("xmlns=", "xmlns:ev="),
    ],
    [
      "indented, a line per element",
      three.join("\n").replaceAll(/></g, ">\n  <").replaceAll("<Data>\n  </Data>", "<Data></Data>"),
    ],
    [
      "the tree view of a browser",
      three.join("\n").replaceAll(/<(Event|System|EventData)(?=[ >])/g, "\n- <$1"),
    ],
    ["inside CDATA of a wrapper", three.map((event) => `<item><![CDATA[${event}]]></item>`).join("")],
    [
      "prose and Markdown between",
      three.map((event) => `See <Event Viewer> & "x" < y:\n\`\`\`XML\n${event}\n\`\`\`\n`).join(""),
    ],
  ])("%s", (_what, text) => {
    for (const piece of [1, 7, 100, 64 * 1024]) {
      const { records, diagnostics } = collect(eventXml, text, { piece });
      expect(records).toEqual(expected);
      expect(diagnostics).toEqual([]);
    }
  });

  it("tells the line where an event begins", () => {
    const { records } = collect(eventXml, `<Events>\n${three.join("\n\n")}</Events>`);
    expect(records.map(({ origin }) => origin)).toEqual(["in:2", "in:4", "in:6"]);
  });

  it("passes over commented events", () => {
    const { records } = collect(eventXml, `<!-- ${three[0]} -->${three[1]}`);
    expect(records.map(({ recordId }) => recordId)).toEqual([2]);
  });
});

describe("values", () => {
  const data = (inner: string) => one(eseEvent(1, { data: inner }));

  it("decodes references, CDATA and line ends as XML does", () => {
    const { record, diagnostics } = data(
      "<Data>a &lt;b&gt; &amp;amp; &quot;c&quot; &apos;d&apos; &#228;&#xE4;&#x1F600;</Data><Data><![CDATA[x < y &amp; z]]></Data><Data>a\r\nb\rc&#13;&#10;d</Data>",
    );
    expect(record?.strings).toEqual([`a <b> &amp; "c" 'd' ää😀`, "x < y &amp; z", "a\nb\nc\r\nd"]);
    expect(diagnostics).toEqual([]);
  });

  it("keeps characters that XML 1.0 forbids, raw or as references", () => {
    const { record, diagnostics } = data("<Data>a\u0001b&#x1;c&#2;d</Data><Data>&#xD800;</Data>");
    expect(record?.strings).toEqual(["a\u0001b\u0001c\u0002d", "\ud800"]);
    expect(diagnostics).toEqual([]);
  });

  it("takes an ampersand or a bracket that nobody escaped as text", () => {
    expect(data("<Data>R&D &nbsp; AT&T</Data><Data>a < b <= c</Data><Data>7</Data>").record?.strings).toEqual(
      ["R&D &nbsp; AT&T", "a < b <= c", "7"],
    );
  });

  it("keeps the order of named, unnamed and empty data, and the first of a name", () => {
    const { record } = data(
      `<Data Name="DeviceName">\\Device\\1</Data><Data/><Data Name='__proto__'>p</Data><Data Name="DeviceName">2</Data><Data> x </Data><Binary>0a FF</Binary>`,
    );
    expect(record?.strings).toEqual(["\\Device\\1", "", "p", "2", " x "]);
    expect(Object.entries(record?.data ?? {})).toEqual([
      ["DeviceName", "\\Device\\1"],
      ["__proto__", "p"],
    ]);
    expect(record?.binary).toBe("0AFF");
  });

  it("reads the arrays and the binary of python-evtx", () => {
    const { record } = data(
      "<Data><string>svchost</string>\n<string>14840,D,50</string>\n<string></string>\n</Data><Binary>AQL/</Binary>",
    );
    expect(record).toMatchObject({ strings: ["svchost", "14840,D,50", ""], binary: "0102FF" });
  });

  it("keeps markup that a tool left unescaped in a value", () => {
    const { record } = data("<Data>a <b c='1'>&amp; x</b> y</Data><Data>7</Data>");
    expect(record?.strings).toEqual(["a <b c='1'>& x</b> y", "7"]);
  });

  it("reads the leaves of UserData with their attributes", () => {
    const event = eseEvent(1).replace(
      /<EventData>.*<\/EventData>/,
      `<UserData><A xmlns='urn:x' xmlns:y='urn:y'><B id='1' n='2'/><C>t</C><D z='9'><E> e </E></D></A></UserData>`,
    );
    expect(one(event).record).toMatchObject({
      strings: [],
      user: [
        ["A/B@id", "1"],
        ["A/B@n", "2"],
        ["A/B", ""],
        ["A/C", "t"],
        ["A/D@z", "9"],
        ["A/D/E", " e "],
      ],
    });
  });

  it.each([
    ["2026-11-22T01:10:07.1234567Z", "2026-11-22T01:10:07.1234567Z"],
    ["2026-11-22T01:10:07.123456700Z", "2026-11-22T01:10:07.1234567Z"],
    ["2026-11-22T01:10:07Z", "2026-11-22T01:10:07.0000000Z"],
    ["2026-11-22T01:10:07.5+02:00", "2026-11-21T23:10:07.5000000Z"],
    ["2026-11-22 01:10:07.681640", "2026-11-22T01:10:07.6816400Z"],
    ["30828-09-14T02:48:05.4775807Z", "30828-09-14T02:48:05.4775807Z"],
    ["2026-13-22T01:10:07Z", null],
    ["", null],
  ])("prints the time %s as Windows does", (written, time) => {
    expect(one(eseEvent(1).replace(/SystemTime='[^']*'/, `SystemTime='${written}'`)).record?.time).toBe(time);
  });

  it("keeps record ids that a number cannot hold as digits", () => {
    const big = eseEvent(1).replace(/<EventRecordID>1</, "<EventRecordID>9007199254740993<");
    expect(one(big).record?.recordId).toBe("9007199254740993");
  });

  it("takes the level and task from the rendering only where the number is absent", () => {
    const rendering =
      "<RenderingInfo Culture='de-DE'><Message>Der Text&#13;&#10;</Message><Level>Fehler</Level><Task>Allgemein</Task></RenderingInfo></Event>";
    const both = eseEvent(1).replace("</Event>", rendering);
    expect(one(both).record).toMatchObject({ level: 4, task: 16, taskName: null, message: "Der Text\r\n" });
    const rendered = both.replace("<Level>4</Level><Task>16</Task>", "");
    expect(one(rendered).record).toMatchObject({ level: 2, task: null, taskName: "Allgemein" });
  });
});

describe("what is wanted", () => {
  it("passes over other events without decoding them, and says which logs were seen", () => {
    const text = `${three.join("")}${eseEvent(4).replace("Name='ESE'", "EventSourceName='ESE' Name='R&amp;D'")}`;
    const asked: (readonly [string, number])[] = [];
    const { records, skipped, streams } = collect(eventXml, text, {
      wants: (provider, id) => {
        asked.push([provider, id]);
        return provider === "R&D";
      },
    });
    expect(records.map(({ recordId }) => recordId)).toEqual([4]);
    expect(asked[0]).toEqual(["ESE", 2001]);
    expect(skipped).toEqual([1, 2, 3].map((id) => [id, Date.UTC(2026, 10, 22, 1, 10, 7)]));
    expect(streams).toEqual([["MBX1.corp.local", "Application"]]);
  });
});
