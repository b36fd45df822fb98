import type { Expectation } from "../../../src/model/expectation.ts";
import type { Coverage } from "../../../src/model/report.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../../src/model/settings.ts";
import type { RuleCase } from "../case.ts";
import { before, GOOD, later, PASSIVE } from "../logs.ts";

const HOUR = 3600;
const DAY = 24 * HOUR;

/** The logs of servers, read from 2024-03-10 00:00 to some hours later. */
function hours(count: number, ...servers: readonly string[]): Coverage[] {
  return servers.map((server) => ({
    server,
    channel: "Application",
    first: "2024-03-10T00:00:00.000Z",
    last: new Date(Date.UTC(2024, 2, 10, 0, count * 60)).toISOString(),
    records: 100,
    gaps: [],
  }));
}

function expecting(...expectations: readonly Partial<Expectation>[]): Settings {
  const expect = expectations.map(
    (one) => ({ database: "DB01", type: "full", maxAgeSeconds: 26 * HOUR, ...one }) as const,
  );
  return { ...DEFAULT_SETTINGS, overdueSeconds: null, expect };
}

const INCREMENTAL = GOOD.replace("ESE/2005", "ESE/2008");

/** Ends at 06:00 UTC, five and a half hours after GOOD is over. */
const NIGHT = { maxAgeSeconds: 30 * HOUR, window: { from: 0, to: 6 * HOUR } };

function onMbx2(name: string) {
  return { servers: [], databases: [{ name, copies: [{ server: "MBX1" }, { server: "MBX2" }] }] };
}

/** Of BACKUP_OVERDUE, with expectations. GOOD is over on 2024-03-10 (a Sunday) at 01:30:03. */
export const EXPECTED: readonly RuleCase[] = [
  {
    when: "the last good backup is older than is expected of the database",
    log: `${GOOD}\n${later(1, "c3")}`,
    given: { coverage: hours(60, "MBX1"), settings: expecting({}) },
    finds: [
      {
        severity: "failure",
        job: null,
        server: "MBX1",
        database: "DB01",
        says: "DB01 had no good full backup for 34 h 29 min from 2024-03-11 01:30:03 UTC to 2024-03-12 12:00:00 UTC; 26 h are allowed.",
      },
    ],
  },
  {
    when: "it is as old as is expected",
    log: `${GOOD}\n${later(1, "c3")}`,
    given: { coverage: hours(48, "MBX1"), settings: expecting({ database: "d?01" }) },
    finds: [],
  },
  {
    when: "nothing was logged of a database that is expected by its name",
    log: "",
    given: { coverage: hours(27, "MBX1"), settings: expecting({ database: "DB07" }) },
    finds: [
      { severity: "failure", job: null, database: "DB07", says: "No job of it was seen in that time." },
    ],
  },
  {
    when: "nothing was logged, and the log is as long as the limit",
    log: "",
    given: { coverage: hours(26, "MBX1"), settings: expecting({ database: "DB07" }) },
    finds: [],
  },
  {
    when: "nothing was logged, and another server that may hold it was read for a shorter time",
    log: "",
    given: {
      coverage: [...hours(72, "MBX1"), ...hours(20, "MBX2")],
      settings: expecting({ database: "DB07" }),
    },
    finds: [],
  },
  {
    when: "nothing was logged, and a pattern names no database",
    log: "",
    given: { coverage: hours(72, "MBX1"), settings: expecting({ database: "*" }) },
    finds: [],
  },
  {
    when: "nothing was logged of a database that the topology names and a pattern fits",
    log: "",
    given: {
      coverage: hours(27, "MBX1", "MBX2"),
      settings: expecting({ database: "DB*" }),
      topology: onMbx2("DB09"),
    },
    finds: [{ severity: "failure", server: "MBX1", database: "DB09" }],
  },
  {
    when: "the topology names it without a server",
    log: "",
    given: {
      coverage: hours(27, "MBX1"),
      settings: expecting({ database: "DB*" }),
      topology: { servers: [], databases: [{ name: "DB09", copies: [] }] },
    },
    finds: [{ severity: "failure", database: "DB09" }],
  },
  {
    when: "the backup of another copy is good",
    log: `${GOOD}\n${later(1, "c3", PASSIVE)}`,
    given: { coverage: hours(50, "MBX1", "MBX2"), settings: expecting({}), topology: onMbx2("DB01") },
    finds: [],
  },
  {
    when: "the first expectation that fits allows it",
    log: GOOD,
    given: {
      coverage: hours(72, "MBX1"),
      settings: expecting({ maxAgeSeconds: 30 * DAY }, { database: "*", maxAgeSeconds: HOUR }),
    },
    finds: [],
  },
  {
    when: "the first expectation that fits forbids it, whatever a later one allows",
    log: GOOD,
    given: {
      coverage: hours(72, "MBX1"),
      settings: expecting({ database: "*" }, { maxAgeSeconds: 30 * DAY }),
    },
    finds: [{ severity: "failure", database: "DB01" }],
  },
  {
    when: "one expectation asks for full backups, another for incremental ones: each counts, here the later full one",
    log: `${GOOD}\n${later(1, "c3", INCREMENTAL)}\n${later(2, "c4", INCREMENTAL)}`,
    given: {
      coverage: hours(72, "MBX1"),
      settings: expecting({ type: "incremental" }, { database: "*", maxAgeSeconds: 2 * DAY }),
    },
    finds: [{ severity: "failure", database: "DB01", says: "had no good full backup for 70 h 29 min" }],
  },
  {
    when: "of two kinds of expectations the later incremental one is not kept",
    log: GOOD,
    given: {
      coverage: hours(48, "MBX1"),
      settings: expecting({ maxAgeSeconds: 8 * DAY }, { database: "*", type: "incremental" }),
    },
    finds: [
      { severity: "failure", database: "DB01", says: "had no good full or incremental backup for 46 h" },
    ],
  },
  {
    when: "only incremental backups are asked for: the limit for all does not count beside them",
    log: `${GOOD}\n${later(1, "c3", INCREMENTAL)}`,
    given: {
      coverage: hours(50, "MBX1"),
      settings: { ...expecting({ type: "incremental" }), overdueSeconds: DAY },
    },
    finds: [],
  },
  {
    when: "no expectation fits: the limit for all counts",
    log: GOOD,
    given: {
      coverage: hours(9 * 24, "MBX1"),
      settings: { ...expecting({ database: "Archive*", maxAgeSeconds: HOUR }), overdueSeconds: 8 * DAY },
    },
    finds: [{ severity: "failure", database: "DB01", says: "8 d are allowed" }],
  },
  {
    when: "an incremental backup is asked for, and there was one",
    log: `${GOOD}\n${later(1, "c3", INCREMENTAL)}`,
    given: { coverage: hours(50, "MBX1"), settings: expecting({ type: "incremental" }) },
    finds: [],
  },
  {
    when: "a full backup is asked for, and there was an incremental one",
    log: `${GOOD}\n${later(1, "c3", INCREMENTAL)}`,
    given: { coverage: hours(50, "MBX1"), settings: expecting({}) },
    finds: [
      { severity: "failure", database: "DB01", says: "Jobs of it in that time: 1 incremental succeeded." },
    ],
  },
  {
    when: "an incremental backup is asked for, and there was none",
    log: `${GOOD}\n${later(1, "c3")}`,
    given: { coverage: hours(60, "MBX1"), settings: expecting({ type: "incremental" }) },
    finds: [
      {
        severity: "failure",
        database: "DB01",
        says: "had no good full or incremental backup for 34 h 29 min",
      },
    ],
  },
  {
    when: "the window is still open",
    log: GOOD,
    given: { coverage: hours(29.9, "MBX1"), settings: expecting(NIGHT) },
    finds: [],
  },
  {
    when: "the window ended without a backup, though the limit is not reached",
    log: GOOD,
    given: { coverage: hours(30.1, "MBX1"), settings: expecting(NIGHT) },
    finds: [
      {
        severity: "failure",
        database: "DB01",
        says: "for 28 h 35 min from 2024-03-10 01:30:03 UTC to 2024-03-11 06:06:00 UTC; 30 h are allowed, and the window for it (00:00-06:00, UTC) that ended at 2024-03-11 06:00:00 UTC passed without one.",
      },
    ],
  },
  {
    when: "the window is of another zone",
    log: GOOD,
    given: {
      // 06:00 in New York, where summer time began that day, is 10:00 UTC.
      coverage: hours(33.9, "MBX1"),
      settings: { ...expecting(NIGHT), timeZone: "America/New_York" },
    },
    finds: [],
  },
  {
    when: "the backup begins in its window and ends after it",
    log: `${GOOD}\n${later(1, "c3")}`,
    given: {
      coverage: hours(26, "MBX1"),
      settings: expecting({ ...NIGHT, window: { from: 0, to: 1.25 * HOUR } }),
    },
    finds: [],
  },
  {
    when: "it began in the window and is not over yet",
    log: `${GOOD}\n${later(1, "c3", before("01:30:00"))}`,
    given: {
      coverage: hours(25.4, "MBX1"),
      settings: expecting({ ...NIGHT, window: { from: 0, to: 1.25 * HOUR } }),
    },
    finds: [],
  },
];
