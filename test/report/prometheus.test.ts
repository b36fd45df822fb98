import { expect, it } from "vitest";
import type { Status } from "../../src/model/status.ts";
import { renderMetrics } from "../../src/report/prometheus.ts";
import { alert } from "../alert/message.ts";

const STATUS: Status = {
  now: 2_000_000,
  databases: [
    {
      ...{ name: "DB01", goodFull: 1_000_500, goodIncremental: null, freezeSeconds: 4.25 },
      newest: { job: "a", outcome: "failed", start: 900_000 },
    },
    {
      ...{ name: 'a"b\\c\nd', goodFull: null, goodIncremental: 1_500_000, freezeSeconds: null },
      newest: { job: "b", outcome: "running", start: 1_900_000 },
    },
  ],
  alerts: [alert(), alert({ severity: "warning" }), alert({ severity: "info" })],
  watcher: { aliveAt: 1_999_000, pid: 1, storeBytes: 8192 },
  late: { count: 3, newest: 1_500_000, at: 1_600_000 },
  logs: [{ server: "MBX1", channel: "Application", readTo: 1_998_000 }],
  outbox: [{ sink: "mail", pending: 2, sent: 9, dead: 1 }],
  failing: [],
};

/** Each sample by its name and labels. */
function samplesOf(text: string): Readonly<Record<string, string>> {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.lastIndexOf(" ")), line.slice(line.lastIndexOf(" ") + 1)]),
  );
}

it("tells times in seconds since 1970, and nothing of what is not known", () => {
  expect(samplesOf(renderMetrics(STATUS, "1.2.3"))).toEqual({
    'thawline_build_info{version="1.2.3"}': "1",
    'thawline_last_good_full_timestamp_seconds{database="DB01"}': "1000.5",
    'thawline_last_good_incremental_timestamp_seconds{database="a\\"b\\\\c\\nd"}': "1500",
    'thawline_freeze_seconds{database="DB01"}': "4.25",
    'thawline_last_backup_good{database="DB01"}': "0",
    'thawline_open_alerts{severity="failure"}': "1",
    'thawline_open_alerts{severity="warning"}': "1",
    thawline_watcher_alive_timestamp_seconds: "1999",
    'thawline_log_read_to_timestamp_seconds{server="MBX1",channel="Application"}': "1998",
    thawline_late_events_total: "3",
    thawline_late_event_timestamp_seconds: "1500",
    thawline_store_bytes: "8192",
    'thawline_outbox_messages{sink="mail",state="pending"}': "2",
    'thawline_outbox_messages{sink="mail",state="dead"}': "1",
  });
});

it("says of each metric once what it is, before its samples, and of none without samples", () => {
  const text = renderMetrics({ ...STATUS, databases: [], logs: [], outbox: [] }, "1");
  expect(text).not.toContain("freeze_seconds");
  expect(text.endsWith("\n")).toBe(true);
  const names = [...text.matchAll(/^# TYPE (\S+) (?:gauge|counter)$/gm)].map((match) => match[1]);
  expect(names).toEqual([...text.matchAll(/^# HELP (\S+) .+\.$/gm)].map((match) => match[1]));
  expect(new Set(names).size).toBe(names.length);
  const sampled = Object.keys(samplesOf(text)).map((key) => key.split("{")[0]);
  expect([...new Set(sampled)]).toEqual(names);
});
