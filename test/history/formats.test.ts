import { describe, expect, it } from "vitest";
import type { EventRecord } from "../../parsers/record.ts";
import { evtxForm } from "./formats/evtx.ts";
import { FORMS, logFiles } from "./formats/index.ts";
import { readBack } from "./read-back.ts";
import { samplesIn } from "./samples.ts";
import { scenarioNamed } from "./scenarios.ts";

const ALL = [evtxForm, ...FORMS];
/** A good one, one with binary data, one with named strings, one without texts. */
const SCENARIOS = [
  "good-2016",
  "flush-hold-timeout",
  "checksum-failed",
  "backup-in-progress-2003",
  "good-2007",
];

/** The name of a category matters only where its number is not told. */
function numbered<T extends Pick<EventRecord, "task">>(record: T): T {
  return record.task === null ? record : { ...record, taskName: null };
}

describe.each(ALL)("$name", (form) => {
  it.each(SCENARIOS)("gives back what it can hold of %s", async (name) => {
    const { records } = scenarioNamed(name).build();
    for (const file of logFiles(form, records)) {
      const { format, records: got } = await readBack(form.write(file.records), file.name);
      expect(format).toBe(form.format);
      expect(got.map(({ origin: _origin, ...record }) => numbered(record))).toEqual(
        form.kept(file.records).map(numbered),
      );
    }
  });
});

describe("the samples", () => {
  it("show every form at least twice, and the main good case in each", () => {
    const samples = samplesIn(ALL);
    for (const form of ALL) {
      const shown = samples.filter((sample) => sample.form === form).map(({ scenario }) => scenario.name);
      expect(shown.length, form.name).toBeGreaterThan(1);
      expect(shown, form.name).toContain("good-2016");
    }
  });

  it("have folders of their own", () => {
    const folders = samplesIn(ALL).map(({ folder }) => folder);
    expect(new Set(folders).size).toBe(folders.length);
  });
});
