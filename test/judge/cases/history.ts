import type { Coverage } from "../../../src/model/report.ts";
import { DEFAULT_SETTINGS } from "../../../src/model/settings.ts";
import type { RuleCase, RuleCases } from "../case.ts";
import { GOOD, later, PASSIVE, without } from "../logs.ts";
import { EXPECTED } from "./expected.ts";

/** MBX1's log, read over some days, with gaps of hours. */
function days(count: number, ...gaps: readonly (readonly [from: string, to: string])[]): Coverage[] {
  return [
    {
      server: "MBX1",
      channel: "Application",
      first: "2024-03-10T00:00:00.000Z",
      last: new Date(Date.UTC(2024, 2, 10 + count)).toISOString(),
      records: 100,
      gaps: gaps.map(([from, to], i) => ({
        afterRecord: 20 * i + 4,
        beforeRecord: 20 * i + 8,
        missing: 3,
        from,
        to,
      })),
    },
  ];
}

/** PASSIVE, with MBX1's clock ahead by some minutes. */
function skewed(minutes: number): NonNullable<RuleCase["adapt"]> {
  return (event) => {
    if (event.server !== "mbx1" || event.time === null) return event;
    const time = event.time + minutes * 60_000;
    return { ...event, time, ref: { ...event.ref, time: new Date(time).toISOString() } };
  };
}

const COPY = without(GOOD, 224).replace("ESE/2005", "ESE/2009").replace("/2046", "/2047");

export const HISTORY: RuleCases = {
  EVENTS_LOST: [
    {
      when: "records are missing in the job's time",
      log: GOOD,
      given: { coverage: days(1, ["2024-03-10T01:05:00.000Z", "2024-03-10T01:10:00.000Z"]) },
      finds: [
        {
          severity: "warning",
          job: "a1",
          server: "MBX1",
          evidence: [],
          says: "records 5 to 7 (3) between 2024-03-10 01:05:00 UTC",
        },
      ],
    },
    {
      when: "they are missing at another time",
      log: GOOD,
      given: { coverage: days(1, ["2024-03-10T05:00:00.000Z", "2024-03-10T06:00:00.000Z"]) },
      finds: [{ severity: "warning", job: null, says: "No job is touched." }],
    },
    {
      when: "the log was cleared",
      log: GOOD,
      given: {
        coverage: days(1).map((log) => ({
          ...log,
          gaps: [
            {
              afterRecord: 900,
              beforeRecord: 1,
              missing: 0,
              from: "2024-03-10T01:05:00.000Z",
              to: "2024-03-10T01:10:00.000Z",
            },
          ],
        })),
      },
      finds: [
        {
          severity: "warning",
          job: "a1",
          says: "an unknown number of records between 2024-03-10 01:05:00 UTC and 2024-03-10 01:10:00 UTC, where the log was cleared. T",
        },
      ],
    },
    {
      when: "they are missing behind the last event of a job without an end",
      log: "01:00:00 MBX1 MSExchangeRepl/2021\n01:00:01 MBX1 MSExchangeRepl/2023 guid=a1",
      given: { coverage: days(3, ["2024-03-10T05:00:00.000Z", "2024-03-10T06:00:00.000Z"]) },
      finds: [{ severity: "warning", job: "a1", says: "Touched: job" }],
    },
    { when: "none is missing", log: GOOD, given: { coverage: days(1) }, finds: [] },
  ],
  CLOCK_SKEW: [
    {
      when: "both ends of the job differ alike",
      log: PASSIVE,
      adapt: skewed(5),
      finds: [
        {
          severity: "warning",
          job: "b2",
          server: "MBX1",
          says: /MBX1 is about \d min( \d+ s)? ahead of that of MBX2/,
        },
      ],
    },
    {
      when: "the other clock is behind",
      log: PASSIVE,
      adapt: skewed(-5),
      finds: [{ severity: "warning", job: "b2", says: "behind that of MBX2" }],
    },
    { when: "they agree", log: PASSIVE, finds: [] },
    { when: "they differ by less than a minute", log: PASSIVE, adapt: skewed(0.5), finds: [] },
    {
      when: "only one end is late",
      log: PASSIVE.replace("01:30:01 MBX1 ESE/213", "01:38:00 MBX1 ESE/213"),
      finds: [],
    },
  ],
  BACKUP_OVERDUE: [
    {
      when: "after one full backup only copies come for nine days",
      log: `${GOOD}\n${later(4, "c3", COPY)}`,
      given: { coverage: days(10) },
      finds: [
        {
          severity: "failure",
          job: null,
          server: "MBX1",
          database: "DB01",
          says: /for 9 d 22 h from 2024-03-10 01:30:03 UTC .* 8 d are allowed\. Jobs of it in that time: 1 copy succeeded/,
        },
      ],
    },
    {
      when: "a full backup comes late, though it comes",
      log: later(9, "c3"),
      given: { coverage: days(12) },
      finds: [{ severity: "failure", database: "DB01", says: "for 9 d 1 h from 2024-03-10 00:00:00 UTC" }],
    },
    {
      when: "the topology names a database that no job does",
      log: GOOD,
      given: {
        coverage: days(10),
        settings: { ...DEFAULT_SETTINGS, overdueSeconds: 9.95 * 86_400 },
        topology: {
          servers: [],
          databases: [{ name: "DB09", copies: [{ server: "MBX1.contoso.example" }] }],
        },
      },
      finds: [{ severity: "failure", database: "DB09", says: "No job of it was seen" }],
    },
    {
      when: "a server with a copy was not read",
      log: GOOD,
      given: {
        coverage: days(10),
        topology: {
          servers: [],
          databases: [{ name: "DB01", copies: [{ server: "MBX1" }, { server: "MBX2" }] }],
        },
      },
      finds: [
        { severity: "warning", database: "DB01", says: "The log of mbx2, which has a copy, was not read" },
      ],
    },
    {
      when: "the database is replicated and no other server was read",
      log: `${COPY}\n01:50:00 MBX1 ESE/224 pid=11 database=DB01 task=3`,
      given: { coverage: days(10) },
      finds: [
        { severity: "warning", database: "DB01", says: "replicated, and no other server's log was read" },
      ],
    },
    {
      when: "the database is replicated and another server was read as well",
      log: `${COPY}\n01:50:00 MBX1 ESE/224 pid=11 database=DB01 task=3`,
      given: { coverage: [...days(10), ...days(10).map((c) => ({ ...c, server: "MBX2" }))] },
      finds: [{ severity: "failure", database: "DB01" }],
    },
    {
      when: "the store worker restarted under the only full backup of nine days",
      log: `${GOOD}\n${later(5, "c3", without(GOOD, 224, 2006))}
        +5d 01:10:00 MBX1 ESE/100 pid=12 process="Information Store - DB01"`,
      given: { coverage: days(10) },
      finds: [{ severity: "failure", database: "DB01", says: "1 full abandoned" }],
    },
    {
      when: "the database was dismounted under it",
      log: `${GOOD}\n${later(5, "c3", without(GOOD, 224, 2006))}
        +5d 01:10:00 MBX1 ESE/327 pid=11 database=DB01`,
      given: { coverage: days(10) },
      finds: [{ severity: "failure", database: "DB01", says: "1 full lost to a dismount or restart" }],
    },
    {
      when: "the log has a hole in which a backup may have been",
      log: GOOD,
      given: { coverage: days(10, ["2024-03-15T00:00:00.000Z", "2024-03-15T06:00:00.000Z"]) },
      finds: [],
    },
    {
      when: "full backups come often enough",
      log: `${GOOD}\n${later(5, "c3")}`,
      given: { coverage: days(10) },
      finds: [],
    },
    { when: "the log is short", log: COPY, given: { coverage: days(7) }, finds: [] },
    {
      when: "it is not to be judged",
      log: COPY,
      given: { coverage: days(30), settings: { ...DEFAULT_SETTINGS, overdueSeconds: null } },
      finds: [],
    },
    {
      when: "a full backup whose beginning the log lacks may have been one",
      log: "+8d 00:30:00 MBX1 MSExchangeRepl/2046 guid=a1 database=DB01\n+8d 00:30:01 MBX1 MSExchangeRepl/2033 guid=a1",
      given: { coverage: days(8) },
      finds: [],
    },
    ...EXPECTED,
  ],
};
