import fc from "fast-check";
import type { Report } from "../../src/model/report.ts";
import { NASTY } from "./fixtures/hostile.ts";
import { FIXTURES } from "./fixtures/index.ts";

/** Fields that hold text from logs, or from whoever wrote the report. */
const FOREIGN = new Set(
  "path format where message server channel provider level text origin name title detail cause id guid job database state firstLog lastLog code".split(
    " ",
  ),
);
/** Words of the model are not foreign, though their fields share a name with some that are. */
const WORDS = /^(?:[A-Z][A-Z_]+|thawline|requested|deleted|failed|unproven|missing|not-expected)$/u;

/** Reports in the shape of a fixture, with any text at all wherever a log's text may stand. */
export const hostileReports: fc.Arbitrary<Report> = fc
  .tuple(
    fc.constantFrom(
      ...Object.entries(FIXTURES).flatMap(([name, report]) => (name === "many" ? [] : [report])),
    ),
    fc.array(
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.constantFrom(...Object.values(NASTY)),
        fc.string({ unit: "grapheme" }),
      ),
      { minLength: 1, maxLength: 12 },
    ),
  )
  .map(([report, texts]) => {
    let next = 0;
    const replaced = JSON.stringify(report, (key, value) =>
      typeof value === "string" && FOREIGN.has(key) && !WORDS.test(value)
        ? texts[next++ % texts.length]
        : value,
    );
    return JSON.parse(replaced) as Report;
  });

/** How often a property is tried: enough to catch a slip, many in the long proof. */
export const RUNS = process.env.THAWLINE_PROOF === "full" ? 2000 : 60;
