import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Status } from "../../src/model/status.ts";
import { renderMetrics } from "../../src/report/prometheus.ts";

const text = readFileSync(new URL("../../docs/watch.md", import.meta.url), "utf8");

/** All that can be known is known. */
const STATUS: Status = {
  now: 2_000,
  databases: [
    {
      name: "DB01",
      goodFull: 1_000,
      goodIncremental: 1_000,
      freezeSeconds: 4,
      newest: { job: "a", outcome: "succeeded", start: 500 },
    },
  ],
  alerts: [],
  watcher: { aliveAt: 1_500, pid: 1, storeBytes: 4_096 },
  late: { count: 3, newest: 1_500_000, at: 1_600_000 },
  logs: [{ server: "MBX1", channel: "Application", readTo: 1_500 }],
  outbox: [{ sink: "mail", pending: 0, sent: 1, dead: 0 }],
  failing: [],
};

describe("docs/watch.md", () => {
  it("names each metric with its labels, and no other", () => {
    const served = new Map<string, string>();
    for (const line of renderMetrics(STATUS, "1.0.0").split("\n")) {
      const [, name = "", labels = ""] = /^(thawline_\w+)(?:\{(.*)\})? /.exec(line) ?? [];
      const names = [...labels.matchAll(/(\w+)="/g)].map((match) => match[1]);
      if (name !== "") served.set(name, names.join(", "));
    }
    const rows = [...text.matchAll(/^\| `(thawline_\w+)` \| ?(.*?) ?\|/gm)];
    const told = new Map(rows.map(([, name = "", labels = ""]) => [name, labels.replaceAll("`", "").trim()]));
    expect(told.size).toBe(12);
    expect(told).toEqual(served);
  });

  it("asks for no metric in its rules that is not served", () => {
    const served = renderMetrics(STATUS, "1.0.0");
    const asked = [...text.matchAll(/^ +expr: (.*)$/gm)].flatMap(
      ([, rule = ""]) => rule.match(/thawline_\w+/g) ?? [],
    );
    expect(asked.length).toBeGreaterThan(3);
    expect(asked.filter((name) => !served.includes(`# TYPE ${name} `))).toEqual([]);
  });
});
