import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ndjson } from "../../parsers/ndjson.ts";
import { type EventRecord, eventRecord } from "../../parsers/record.ts";

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.constantFrom(
    "",
    "C:\\Program Files",
    'say "x"',
    "\u0000\u001f\t\r\n",
    "\ud940",
    "\udc00a",
    "\ud83d\ude00",
    "\u2028",
  ),
);
const maybe = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(of, { nil: null });

const records: fc.Arbitrary<EventRecord> = fc.record({
  server: maybe(text),
  channel: maybe(text),
  recordId: fc.oneof(maybe(fc.maxSafeNat()), fc.constant("18446744073709551615")),
  provider: maybe(text),
  eventId: maybe(fc.nat(65_535)),
  qualifiers: maybe(fc.nat(65_535)),
  level: maybe(fc.nat(255)),
  task: maybe(fc.nat(65_535)),
  taskName: maybe(text),
  keywords: maybe(fc.constantFrom("0x80000000000000", "0x0")),
  time: maybe(fc.constantFrom("2024-03-10T20:00:01.0547144Z")),
  processId: maybe(fc.nat()),
  threadId: maybe(fc.nat()),
  strings: fc.array(text, { maxLength: 5 }),
  data: fc.dictionary(text, text, { maxKeys: 5 }),
  user: fc.array(fc.tuple(text, text), { maxLength: 3 }),
  binary: maybe(fc.constantFrom("00FF")),
  message: maybe(text),
  origin: text,
});

/** The fields in the order of the contract; the name of the task last, and only if there is one. */
function inOrder(record: EventRecord): unknown {
  const { server, channel, recordId, provider, eventId, qualifiers, level, task, keywords, time } = record;
  const { processId, threadId, strings, data, user, binary, message, origin, taskName } = record;
  return {
    ...{ server, channel, recordId, provider, eventId, qualifiers, level, task, keywords, time },
    ...{ processId, threadId, strings, data, user, binary, message, origin },
    ...(taskName === null ? {} : { taskName }),
  };
}

describe("a record as a line of JSON", () => {
  it("is what JSON.stringify makes of its fields", () => {
    fc.assert(
      fc.property(records, (record) => {
        expect(ndjson(record)).toBe(JSON.stringify(inOrder(record)));
      }),
      { numRuns: 500 },
    );
  });

  it("has strings and data that differ in order, number and text", () => {
    const record = eventRecord({
      strings: ["b", "a", "b"],
      data: { y: "a", x: "b", z: "c" },
      origin: "log@0x1200",
    });
    expect(ndjson(record)).toBe(JSON.stringify(inOrder(record)));
  });

  it("keeps lone surrogates as escapes, so that the line is valid UTF-8", () => {
    const line = ndjson(eventRecord({ strings: ["a\ud940b"], origin: "x:1" }));
    expect(line).toContain('"strings":["a\\ud940b"]');
  });

  it("is one line", () => {
    expect(ndjson(eventRecord({ message: "a\r\nb", origin: "x:1" }))).not.toContain("\n");
  });
});
