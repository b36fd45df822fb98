import { describe, expect, it } from "vitest";
import { eventJson } from "../../../parsers/event-json/index.ts";
import { collect } from "../collect.ts";
import { damage, damageBytes } from "../damage.ts";
import { headsOf, SEEDS, texts } from "../damage-texts.ts";
import { createRandom } from "../random.ts";

const vector = (id: number) => ({
  timestamp: "2026-11-22T01:10:07Z",
  event_id: 2001,
  record_id: id,
  provider_name: "ESE",
  computer: "MBX1",
  string_inserts: ["Information Store - DB1", "1444", "", '{"7": ['],
  message: 'text "with" {braces} \\ and [brackets]',
});
const beat = {
  "@timestamp": "2026-11-22T01:10:07.000Z",
  event: { code: "2001", provider: "ESE" },
  winlog: { event_id: "2001", record_id: 99, provider_name: "ESE", event_data: { param1: "a", param4: "7" } },
  log: { level: "information" },
};
const dump = {
  Event: {
    System: { Provider: { "#attributes": { Name: "ESENT" } }, EventID: 225, EventRecordID: 99 },
    EventData: { Data: { "#text": ["a", "b"] } },
  },
};
const powershell = {
  EventID: 36,
  InstanceId: 3221618724,
  TimeGenerated: "/Date(1708076635000)/",
  Index: 99,
  Data: [1, 2],
};
const victims = [vector(99), beat, dump, powershell];

describe(`JSON, damaged ${SEEDS} times`, () => {
  it("reads every object beside the damaged one", () => {
    for (let seed = 0; seed < SEEDS; seed++) {
      const random = createRandom(seed);
      const indent = random.pick([0, 0, 2, 4]);
      const print = (value: object) => JSON.stringify(value, null, indent);
      const victim = damage(print(random.pick([beat as object, ...victims])), random);
      const join = random.pick(["\n", ",", ",\r\n    "]);
      const text = [print(vector(1)), print(vector(2)), victim, print(vector(3)), print(vector(4))].join(
        join,
      );
      const { records, diagnostics } = collect(eventJson, join === "\n" ? text : `[${text}]`, {
        piece: random.pick([50, 3000, 100_000]),
      });
      for (const id of [1, 2, 3, 4]) {
        const found = records.filter(({ recordId }) => recordId === id);
        const { string_inserts: strings, message } = vector(id);
        const expected = { provider: "ESE", eventId: 2001, server: "MBX1", strings, message };
        expect(found, `seed ${seed}: ${victim}`).toMatchObject([expected]);
      }
      expect(diagnostics.length).toBeLessThan(300);
    }
  });

  it("survives damage anywhere, with output no larger than the input", () => {
    const made = victims.flatMap((victim) => [
      JSON.stringify([victim, victim], null, 2),
      `${JSON.stringify(victim)}\n`.repeat(3),
    ]);
    const whole = [
      ...texts("get-eventlog.txt", 30_000),
      ...texts("json-custom.txt", 30_000),
      ...texts("full-ok.golden.jsonl", 30_000),
      ...made,
    ];
    for (let seed = 0; seed < SEEDS; seed++) {
      const random = createRandom(1_000_000 + seed);
      const text = damage(random.pick([made[0] ?? "", ...whole]), random);
      const bytes = damageBytes(new TextEncoder().encode(text), random);
      const found = collect(eventJson, bytes, { piece: random.pick([100, 5000, 100_000]) });
      expect(headsOf(found), `seed ${seed}`).toBeLessThanOrEqual(bytes.length + 1);
      expect(found.diagnostics.length).toBeLessThan(300);
    }
  });
});
