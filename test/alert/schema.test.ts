import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { ALERT_SCHEMA } from "../../src/alert/schema.ts";
import { testMessage } from "../../src/alert/test-alert.ts";
import { job, play, Station, trouble } from "./lifecycle/timeline.ts";
import { alert, message } from "./message.ts";

const PUBLISHED = JSON.parse(readFileSync(new URL("../../docs/alert.schema.json", import.meta.url), "utf8"));
const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(PUBLISHED);

describe("the schema of alert messages", () => {
  it("is the one that is published", () => {
    expect(PUBLISHED).toEqual(ALERT_SCHEMA);
  });

  it("holds for each kind of message, and names each field of them", () => {
    const station = new Station({ repeatSeconds: 86_400 });
    play(
      station,
      [
        ["1h", job("a", "0s", ["DB01"], [{ code: "FREEZE_SLOW", severity: "warning" }])],
        ["2h", trouble("BACKUP_OVERDUE", { server: "MBX1", database: "DB09" })],
        ["3h", job("b", "2h", ["DB01"], ["FREEZE_SLOW"], { outcome: "succeeded" })],
        ["3d", job("c", "71h", ["DB01"])],
      ],
      "4d",
    );
    const messages = station.sent.map((sent) => sent.message);
    const test = testMessage({ host: "watch1", now: 0, version: "0.1.0", nonce: "1" });
    expect(new Set([...messages, test].map((one) => one.reason))).toEqual(
      new Set(["open", "worse", "still", "resolved", "test"]),
    );
    for (const one of [...messages, test, message()]) {
      const sent: unknown = JSON.parse(JSON.stringify(one));
      expect(validate(sent), JSON.stringify(validate.errors)).toBe(true);
      expect(Object.keys(one).filter((field) => !(field in PUBLISHED.properties))).toEqual([]);
      const fields = one.alerts.flatMap((each) => Object.keys(each));
      expect(fields.filter((field) => !(field in PUBLISHED.$defs.alert.properties))).toEqual([]);
    }
  });

  it.each([
    ["reason", "new"],
    ["schema", "thawline.alert/2"],
    ["severity", "critical"],
    ["alerts", [{ ...alert(), code: "SOMETHING" }]],
    ["alerts", [{ ...alert(), openedAt: "yesterday" }]],
    ["job", "a"],
    ["at", "2026-03-01 22:00"],
  ])("refuses a message whose %s is %j", (field, value) => {
    expect(validate({ ...message(), [field]: value })).toBe(false);
  });
});
