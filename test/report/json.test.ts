import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderJson } from "../../src/report/json.ts";
import { REPORT_SCHEMA } from "../../src/report/schema.ts";
import type { SchemaNode } from "../../src/report/schema-parts.ts";
import { frozenTooLong } from "./fixtures/frozen.ts";
import { good } from "./fixtures/good.ts";
import { FIXTURES } from "./fixtures/index.ts";
import { hostileReports, RUNS } from "./hostile-texts.ts";

const PUBLISHED = JSON.parse(
  readFileSync(new URL("../../docs/report.schema.json", import.meta.url), "utf8"),
) as SchemaNode;
const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(PUBLISHED);

/** A deep copy of a good report with one thing changed. */
function changed(path: readonly (string | number)[], value: unknown): unknown {
  const copy: unknown = JSON.parse(renderJson(frozenTooLong));
  let node = copy as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) node = node[key] as Record<string | number, unknown>;
  const last = path.at(-1) ?? "";
  if (value === undefined) delete node[last];
  else node[last] = value;
  return copy;
}

/** Every field name that stands in a value, by path; items of lists share one. */
function fieldsOf(value: unknown, path = ""): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => fieldsOf(item, `${path}[]`));
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, child]) => [
    `${path}.${key}`,
    ...fieldsOf(child, `${path}.${key}`),
  ]);
}

function fieldsOfSchema(node: SchemaNode, path = ""): readonly string[] {
  const named = (node.anyOf?.[0] ?? node).$ref?.replace("#/$defs/", "");
  const known = named === undefined ? node : (PUBLISHED.$defs?.[named] ?? node);
  if (known.items) return fieldsOfSchema(known.items, `${path}[]`);
  return Object.entries(known.properties ?? {}).flatMap(([key, child]) => [
    `${path}.${key}`,
    ...fieldsOfSchema(child, `${path}.${key}`),
  ]);
}

describe("a report as JSON", () => {
  it("publishes the schema that it is written by", () => {
    expect(PUBLISHED).toEqual(REPORT_SCHEMA);
  });

  for (const [name, report] of Object.entries(FIXTURES))
    it(`is what went in, validates, and has no field that the schema does not name: ${name}`, () => {
      const parsed: unknown = JSON.parse(renderJson(report));
      expect(parsed).toEqual(report);
      if (name !== "hostile") expect(validate(parsed), JSON.stringify(validate.errors)).toBe(true);
      const described = new Set(fieldsOfSchema(PUBLISHED));
      expect(fieldsOf(parsed).filter((field) => !described.has(field))).toEqual([]);
    });

  it("has its fields in the contract's order, whatever order they came in", () => {
    const shuffled = Object.fromEntries(Object.entries(good).reverse()) as unknown as typeof good;
    expect(renderJson(shuffled)).toBe(renderJson(good));
    expect(Object.keys(JSON.parse(renderJson(shuffled)))).toEqual(
      "schema generatedAt tool inputs coverage jobs findings summary".split(" "),
    );
    expect(Object.keys(JSON.parse(renderJson(shuffled)).jobs[0])).toEqual(
      "id guid servers writer type outcome start end phases freeze databases events findings".split(" "),
    );
  });

  it("keeps fields that it does not know", () => {
    const newer = { ...good, later: { z: 1, a: [null] } };
    expect(JSON.parse(renderJson(newer))).toEqual(newer);
  });

  it("escapes what a terminal would act upon, and loses nothing by it", () => {
    fc.assert(
      fc.property(hostileReports, (report) => {
        const output = renderJson(report);
        expect(output.replaceAll("\n", "")).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
        expect(JSON.parse(output)).toEqual(report);
      }),
      { numRuns: RUNS },
    );
  });

  it.each<readonly [readonly (string | number)[], unknown]>([
    [["schema"], "thawline.report/2"],
    [["summary"], undefined],
    [["summary", "verdict"], "fine"],
    [["jobs", 0, "outcome"], "ok"],
    [["jobs", 0, "start"], "2026-03-01 22:00"],
    [["jobs", 0, "freeze", "seconds"], "70"],
    [["jobs", 0, "databases", 0, "truncation", "state"], "done"],
    [["jobs", 0, "phases", 0, "phase"], "thaw"],
    [["findings", 0, "code"], "SOMETHING_ELSE"],
    [["findings", 0, "evidence", 0, "recordId"], "12a"],
    [["findings", 0, "remedy"], "one text"],
    [["coverage", 0, "gaps", 0, "missing"], -1],
    [["inputs", 0, "diagnostics", 0, "severity"], "fatal"],
  ])("is refused by the schema with %j set to %j", (path, value) => {
    expect(validate(changed(path, value))).toBe(false);
  });
});
