import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { eventJson } from "../../../parsers/event-json/index.ts";
import { collect } from "../collect.ts";

/** An event in Vector's shape; `text` goes into its message. */
const event = (id: number, text = 'a {"b": [1, "}"]} \\ "c" C:\\x') => ({
  timestamp: "2026-11-22T01:10:07Z",
  event_id: 2001,
  record_id: id,
  provider_name: "ESE",
  computer: "MBX1",
  channel: "Application",
  string_inserts: ["Information Store - DB1", "{", "", "]"],
  nested: { list: [{ deep: {} }, []], no: null, yes: true, number: -1.5e3 },
  message: text,
});
const [a, b, c] = [1, 2, 3].map((id) => JSON.stringify(event(id))) as [string, string, string];
const list = [1, 2, 3].map((id) => event(id));
const utf16 = (text: string, big = false): Uint8Array => {
  const bytes = Buffer.from(`\ufeff${text}`, "utf16le");
  return Uint8Array.from(big ? bytes.swap16() : bytes);
};
const idsOf = (text: string | Uint8Array, piece?: number) => {
  const { records, codes } = collect(eventJson, text, piece === undefined ? {} : { piece });
  return { ids: records.map(({ recordId }) => recordId), codes };
};

describe("how objects stand in a file", () => {
  it.each<[string, string | Uint8Array]>([
    ["a line each", `${a}\n${b}\r\n${c}\n`],
    ["one after the other", a + b + c],
    ["a list", JSON.stringify(list)],
    ["a list, indented", JSON.stringify(list, null, 4)],
    ["one list in another", JSON.stringify([[list[0]], [[list[1]], list[2]]])],
    ["a wrapper", JSON.stringify({ Records: list })],
    ["a wrapper, indented", JSON.stringify({ meta: { count: 3 }, Records: list, next: null }, null, 2)],
    [
      "search results",
      JSON.stringify({ took: 1, hits: { total: 3, hits: list.map((_source) => ({ _id: "x", _source })) } }),
    ],
    ["a fragment that begins and ends in a list", `    ${a},\n    ${b},\n    ${c},\n`],
    ["with a byte order mark", `\ufeff${a}\n${b}\n${c}`],
    ["UTF-16LE, as Out-File writes it", utf16(`${a}\r\n${b}\r\n${c}\r\n`)],
    ["UTF-16BE", utf16(JSON.stringify(list, null, 2), true)],
    ["prose and Markdown around", `See { this }:\n\`\`\`json\n${a}\n\`\`\`\nand ${b}, "or" ${c}.`],
  ])("%s", (_what, text) => {
    for (const piece of [1, 7, 100, 64 * 1024]) {
      const { ids, codes } = idsOf(text, piece);
      expect(ids).toEqual([1, 2, 3]);
      expect(codes.filter((code) => code !== "event-json-unrecognised")).toEqual([]);
    }
  });

  it("tells the line of each event, also in a wrapper", () => {
    const { records } = collect(eventJson, `{ "Records": [\n${a},\n\n${b},\n${c}] }`);
    expect(records.map(({ origin }) => origin)).toEqual(["in:2", "in:4", "in:5"]);
  });

  it("reads a wrapper that is far larger than what is held", () => {
    const many = Array.from({ length: 4_000 }, (_, i) => JSON.stringify(event(i, "x".repeat(1200))));
    const text = `{"took": 5, "hits": {"hits": [${many.join(",")}]}}`;
    expect(text.length).toBeGreaterThan(5_000_000);
    expect(idsOf(text).ids).toEqual(many.map((_, i) => i));
  });

  it("keeps what JSON can say: lone surrogates, controls, numbers above 2^53", () => {
    const text = a
      .replace('"record_id":1', '"record_id":9007199254740993')
      .replace("a {", "\\ud800\\u0001 {");
    const [record] = collect(eventJson, text).records;
    expect(record?.recordId).toBe("9007199254740993");
    expect(record?.message?.startsWith("\ud800\u0001 {")).toBe(true);
  });

  it("mends what people leave when they paste", () => {
    const text = a
      .replace("Information Store", "C:\\dir\\x\tStore\r\nnext")
      .replace('"]"]', '"]",]')
      .replace('"nested"', '"more":NaN,"nested"');
    const { records, diagnostics } = collect(eventJson, text);
    expect(diagnostics).toEqual([]);
    expect(records[0]?.strings).toEqual(["C:\\dir\\x\tStore\r\nnext - DB1", "{", "", "]"]);
  });
});

describe("damage to one object never loses the next", () => {
  const join = {
    lines: (parts: readonly string[]) => parts.join("\n"),
    list: (parts: readonly string[]) => `[${parts.join(",")}]`,
  };

  it.each<[string, string]>([
    ["no closing brace", b.slice(0, -1)],
    ["no brace of an inner object", b.replace("-1500}", "-1500")],
    ["no bracket of a list", b.replace('"]"]', '"]"')],
    ["no opening quote", b.replace('"MBX1"', 'MBX1"')],
    ["no closing quote", b.replace('"MBX1"', '"MBX1')],
    ["no closing quote at the end", `${b.slice(0, -2)}}`],
    ["no comma", b.replace(',"channel"', ' "channel"')],
    ["no colon", b.replace('"channel":', '"channel" ')],
    ["an additional brace", b.replace('"MBX1"', '{"MBX1"')],
    ["an additional bracket", b.replace('"MBX1"', '"MBX1"]')],
    ["cut in a string", b.slice(0, b.indexOf("Store"))],
    ["cut after a colon", b.slice(0, b.indexOf('"ESE"'))],
    ["another character", b.replace('"MBX1"', '"MBX1"%')],
    ["no opening brace", b.slice(1)],
  ])("%s", (_what, damaged) => {
    for (const put of Object.values(join)) {
      const { ids } = idsOf(put([a, damaged, c]));
      expect([ids[0], ids.at(-1)]).toEqual([1, 3]);
      expect(ids.length).toBeLessThanOrEqual(3);
    }
  });

  it("says what is damaged and what is cut", () => {
    const damaged = idsOf(`${a}\n${b.replace('"MBX1"', "MBX1")}\n${c}`);
    expect(damaged.ids).toEqual([1, 3]);
    expect(damaged.codes).toContain("event-json-damaged");
    expect(idsOf(`[${a},${b},${c.slice(0, 150)}`)).toMatchObject({ ids: [1, 2], codes: ["event-json-cut"] });
    expect(idsOf(`{"Records":[${a},${b}`)).toMatchObject({ ids: [1, 2], codes: ["event-json-cut"] });
    expect(idsOf(`"level": 4, "channel": "System"}, ${b}]`)).toMatchObject({
      ids: [2],
      codes: ["event-json-cut"],
    });
  });
});

describe("hostile text stays cheap", () => {
  it.each([
    ["nested objects", '{"a":'.repeat(100_000)],
    ["nested lists", `{"a":${"[".repeat(1_000_000)}`],
    ["30 nested objects that never end", `${'{"a":'.repeat(30)}[${"1,".repeat(1_000_000)}`],
    ["open strings", '{"'.repeat(500_000)],
    ["a long string", `{"a":"${"x".repeat(6_000_000)}`],
    ["backslashes", `{"a":"${"\\".repeat(2_000_000)}`],
    ["blanks", `{${" ".repeat(2_000_000)}`],
    ["closing braces", '"a":}'.repeat(300_000)],
  ])("%s", (_what, text) => {
    const { ids, codes } = idsOf(`${text}\n${a}\n${b}\n`);
    expect(ids.at(-1)).toBe(2);
    expect(codes.length).toBeLessThanOrEqual(4 * 51);
  });
});

describe("what is wanted", () => {
  it("passes over the others and names their log", () => {
    const { records, skipped, streams } = collect(eventJson, [a, b.replace('"ESE"', '"VSS"'), c].join("\n"), {
      wants: (provider) => provider === "VSS",
    });
    expect(records.map(({ recordId }) => recordId)).toEqual([2]);
    expect(skipped.map(([id]) => id)).toEqual([1, 3]);
    expect(streams).toEqual([["MBX1", "Application"]]);
  });
});

const pasted = new URL("../../../../shared/data/pasted-events/", import.meta.url);

describe.skipIf(!existsSync(pasted))("pasted events (skipped where ../shared/data is not there)", () => {
  it("reads a fragment of Get-EventLog", () => {
    const { records, codes } = collect(
      eventJson,
      readFileSync(new URL("26-volsnap36-json-get-eventlog.txt", pasted)),
    );
    expect(codes).toEqual([]);
    expect(records).toMatchObject([
      {
        eventId: 36,
        qualifiers: 0xc006,
        recordId: 2584,
        provider: null,
        time: "2024-02-16T09:43:55.0000000Z",
      },
      { eventId: 6008, qualifiers: 0x8000, recordId: 2470, time: "2024-02-16T08:45:13.0000000Z" },
    ]);
  });

  it("reads a custom report with local dates", () => {
    const text = readFileSync(new URL("27-volsnap36-json-custom.txt", pasted));
    const { records } = collect(eventJson, text, { timeZone: "America/New_York", dateOrder: "mdy" });
    expect(records).toMatchObject([
      { eventId: 36, provider: "volsnap", level: 2, time: "2018-10-05T01:58:45.0000000Z" },
    ]);
    expect(collect(eventJson, text).codes).toContain("time-zone-assumed");
  });
});
