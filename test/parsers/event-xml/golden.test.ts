import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { eventXml } from "../../../parsers/event-xml/index.ts";
import type { EventRecord } from "../../../parsers/record.ts";
import { collect } from "../collect.ts";

/** `data/evtx/MANIFEST.md` explains the fields. */
interface Golden {
  readonly event_record_id: string;
  readonly provider: string;
  readonly event_id: number;
  readonly qualifiers: string | null;
  readonly level: number;
  readonly time: string;
  readonly computer: string;
  readonly channel: string;
  readonly data: readonly (readonly [name: string | null, text: string])[];
  readonly binary?: string;
  readonly user?: readonly (readonly [path: string, text: string])[];
}

const folder = new URL("../../../../shared/data/evtx/", import.meta.url);
const present = existsSync(folder);
const exports = present ? readdirSync(folder).filter((name) => name.endsWith(".windows-export.xml")) : [];

/** XML has LF where the log has CR LF. */
const fold = (text: string): string => text.replaceAll("\r\n", "\n");

function expectedOf(golden: Golden) {
  return {
    recordId: Number(golden.event_record_id),
    provider: golden.provider,
    eventId: golden.event_id,
    qualifiers: golden.qualifiers === null ? null : Number(golden.qualifiers),
    level: golden.level,
    time: golden.time,
    server: golden.computer,
    channel: golden.channel,
    strings: golden.data.map(([, text]) => fold(text)),
    data: Object.fromEntries(
      golden.data.flatMap(([name, text]) => (name === null ? [] : [[name, fold(text)]])),
    ),
    binary: golden.binary ?? null,
    user: (golden.user ?? []).map(([path, text]) => [path, fold(text)]),
  };
}

function comparable(record: EventRecord) {
  const {
    recordId,
    provider,
    eventId,
    qualifiers,
    level,
    time,
    server,
    channel,
    strings,
    data,
    binary,
    user,
  } = record;
  return {
    recordId,
    provider,
    eventId,
    qualifiers,
    level,
    time,
    server,
    channel,
    strings,
    data,
    binary,
    user,
  };
}

describe.skipIf(!present)("Windows' own XML exports (skipped where ../shared/data is not there)", () => {
  it.each(exports)("%s gives the records of its log", (name) => {
    const golden = readFileSync(
      new URL(name.replace(".windows-export.xml", ".golden.jsonl"), folder),
      "utf8",
    );
    const expected = golden
      .trim()
      .split("\n")
      .map((line) => expectedOf(JSON.parse(line) as Golden));
    const { records, diagnostics } = collect(eventXml, readFileSync(new URL(name, folder)));
    expect(diagnostics).toEqual([]);
    const found = new Map(records.map((record) => [record.recordId, comparable(record)]));
    expect(records).toHaveLength(expected.length);
    for (const record of expected) expect(found.get(record.recordId)).toEqual(record);
  });

  it("finds the rendered message that Event Viewer saved", () => {
    const { records } = collect(
      eventXml,
      readFileSync(new URL("nicksmet-Application.windows-export.xml", folder)),
    );
    const record = records.find(({ recordId }) => recordId === 366);
    expect(record?.message).toBe(
      "Updated Windows Defender status successfully to SECURITY_PRODUCT_STATE_ON.",
    );
    expect(record).toMatchObject({ processId: 11640, threadId: 0, task: 0, keywords: "0x80000000000000" });
  });

  it("reads each single record, and all of them in one file with comments between", () => {
    const files = readdirSync(new URL("records/", folder)).filter((name) => name.endsWith(".xml"));
    expect(files).not.toHaveLength(0);
    const texts = files.map((name) => readFileSync(new URL(`records/${name}`, folder), "utf8"));
    const named = files.map((name) => /^(.+)-(\d+)-(\d+)strings-/.exec(name)?.slice(1) ?? []);
    const single = texts.flatMap((text) => {
      const { records, diagnostics } = collect(eventXml, text);
      expect(diagnostics).toEqual([]);
      return records;
    });
    const shapes = single.map(({ provider, eventId, strings }) => [
      provider?.replaceAll(" ", "_"),
      String(eventId),
      String(strings.length),
    ]);
    expect(shapes).toEqual(named);
    const all = collect(eventXml, texts.join("\n"));
    expect(all.records.map(({ origin: _, ...rest }) => rest)).toEqual(
      single.map(({ origin: _, ...rest }) => rest),
    );
  });
});
