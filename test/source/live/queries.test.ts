import { describe, expect, test } from "vitest";
import { CATALOGUE } from "../../../src/catalogue/index.ts";
import { PROVIDERS } from "../../../src/catalogue/providers.ts";
import { buildQuery, type EventQuery, recordQuery } from "../../../src/source/live/queries.ts";

const ALL = { kind: "all" } as const;
const selects = (xml: string) =>
  [...xml.matchAll(/<Select Path="([^"]*)">(.*?)<\/Select>/g)].map(([, , text]) => text);

test("whole providers share a Select, ids are ranges, and the start stands in each", () => {
  const queries: EventQuery[] = [
    { provider: "ESE", ids: null },
    { provider: "ESE BACKUP", ids: null },
    { provider: "VSS", ids: [8193, 8194, 8195, 12289] },
  ];
  expect(buildQuery("Application", queries, { kind: "after", record: 6500721 })).toBe(
    '<QueryList><Query Id="0" Path="Application">' +
      "<Select Path=\"Application\">*[System[Provider[@Name='ESE' or @Name='ESE BACKUP'] and EventRecordID&gt;6500721]]</Select>" +
      "<Select Path=\"Application\">*[System[Provider[@Name='VSS'] and ((EventID&gt;=8193 and EventID&lt;=8195) or EventID=12289) and EventRecordID&gt;6500721]]</Select>" +
      "</Query></QueryList>",
  );
});

test("from a time on, in UTC", () => {
  expect(buildQuery("System", null, { kind: "since", time: Date.UTC(2026, 2, 1, 20) })).toBe(
    '<QueryList><Query Id="0" Path="System"><Select Path="System">*[System[TimeCreated[@SystemTime&gt;=\'2026-03-01T20:00:00.000Z\']]]</Select></Query></QueryList>',
  );
});

test("any event, and one by its number", () => {
  expect(buildQuery("System", null, ALL)).toBe(
    '<QueryList><Query Id="0" Path="System"><Select Path="System">*</Select></Query></QueryList>',
  );
  expect(recordQuery("System", 17)).toContain(">*[System[EventRecordID=17]]</Select>");
});

test("a name cannot break out of its quotes or of the XML", () => {
  const xml = buildQuery('a"b<c>&', [{ provider: `x' or "y<&`, ids: null }], ALL);
  expect(xml).toContain('Path="a&quot;b&lt;c&gt;&amp;"');
  expect(selects(xml)).toEqual(["*[System[Provider[@Name=&quot;x' or y&lt;&amp;&quot;]]]"]);
});

describe("no Select has more than 20 terms", () => {
  const catalogued = PROVIDERS.map(({ name, rows, wanted }) => ({
    provider: name,
    ids:
      wanted === "all"
        ? null
        : CATALOGUE.filter((row) => row.provider === rows).flatMap(({ id }) => id ?? []),
  }));
  const many: EventQuery[] = [
    ...Array.from({ length: 61 }, (_, index) => ({ provider: `P${index}`, ids: null })),
    { provider: "Q", ids: Array.from({ length: 200 }, (_, index) => index * 3) },
    { provider: "R", ids: Array.from({ length: 200 }, (_, index) => index * 3 + (index % 2)) },
  ];
  const starts = [ALL, { kind: "after", record: 7 }, { kind: "since", time: 0 }] as const;

  test.each(starts)("of the catalogue, and of far more, from %j", (start) => {
    for (const queries of [catalogued, many]) {
      for (const select of selects(buildQuery("Application", queries, start))) {
        expect(select?.match(/@Name|EventID|EventRecordID|@SystemTime/g)?.length).toBeLessThanOrEqual(20);
      }
    }
  });

  test("and every provider and id is asked for", () => {
    const xml = buildQuery("Application", many, ALL);
    for (const { provider } of many) expect(xml).toContain(`@Name='${provider}'`);
    for (const id of many[61]?.ids ?? []) expect(xml).toMatch(new RegExp(`EventID=${id}\\b`));
  });
});
