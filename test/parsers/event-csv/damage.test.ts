import { describe, expect, it } from "vitest";
import { eventCsv } from "../../../parsers/event-csv/index.ts";
import { collect } from "../collect.ts";
import { damageLabels } from "../damage-labels.ts";
import { createRandom } from "../random.ts";

const RUNS = process.env.THAWLINE_PROOF === "full" ? 1250 : 100;
const NAMES = "Level,Date and Time,Source,Event ID,Task Category\n";
const rows = (from: number, to: number) =>
  Array.from(
    { length: to - from },
    (_, index) =>
      `Error,11/28/2010 12:29:49 PM,ESE,${from + index},None,"row ${from + index}\n\nwith ""more"", too"\n`,
  ).join("");

describe(`${RUNS} damaged tables`, () => {
  it("never throw, keep the rows before the damage and those well behind it, and hold what they say in bounds", () => {
    for (let seed = 1; seed <= RUNS; seed++) {
      const random = createRandom(seed);
      // Junk can leave a quote open, which swallows rows up to the next that surely begins one.
      const text = NAMES + rows(100, 105) + damageLabels(rows(105, 110), random) + rows(110, 120);
      const { records, diagnostics } = collect(eventCsv, text, { piece: 1 + random.below(200) });
      const found = records.map(({ eventId, message }) => `${eventId} ${message}`);
      for (const id of [100, 101, 102, 103, 111, 112, 115, 119]) {
        expect(found, `seed ${seed}`).toContain(`${id} row ${id}\n\nwith "more", too`);
      }
      expect(records.length, `seed ${seed}`).toBeLessThanOrEqual(40);
      expect(diagnostics.length, `seed ${seed}`).toBeLessThanOrEqual(60);
    }
  });
});
