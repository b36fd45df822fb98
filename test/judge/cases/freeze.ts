import type { RuleCases } from "../case.ts";
import { before, from, GOOD, without } from "../logs.ts";

/** GOOD, thawed at another time. */
const thawedAt = (clock: string) => `${before("01:00:12")}
  ${clock} MBX1 ESE/2003 pid=11 eseInstance=1 database=DB01
  ${from("01:30:00")}`;

const TIMED_OUT = `${before("01:00:12")}
  01:01:20 MBX1 ESE/2004 pid=11 eseInstance=1 database=DB01 milliseconds=70000
  01:01:20.5 MBX1 MSExchangeRepl/2030 guid=a1
  01:01:21 MBX1 MSExchangeRepl/2031 guid=a1`;

export const FREEZE: RuleCases = {
  FREEZE_TIMEOUT: [
    {
      when: "ESE thaws by itself",
      log: TIMED_OUT,
      finds: [
        {
          severity: "failure",
          job: "a1",
          server: "MBX1",
          database: "DB01",
          evidence: [2001, 2027, 2004],
          says: /its limit of 1 min 10 s; no thaw came from the writer\.$/,
        },
      ],
    },
    {
      when: "the writer's thaw comes after ESE's own, and the writer completes the job",
      log: `${before("01:00:12")}
        01:00:30 MBX1 ESE/2004 pid=11 eseInstance=1 database=DB01 milliseconds=20000
        01:00:40 MBX1 MSExchangeRepl/2029 guid=a1
        01:00:41 MBX1 MSExchangeRepl/2035 guid=a1
        ${from("01:30:00")}`,
      finds: [
        {
          severity: "failure",
          job: "a1",
          database: "DB01",
          evidence: [2001, 2027, 2004, 2029],
          says: /limit of 20 s; the writer's thaw came too late, 10 s after it\. The writer completed the job all the same, so the backup product will show success\.$/,
        },
      ],
    },
    {
      when: "it was pasted alone, with neither time nor keys",
      log: "- MBX1 ESE/2004",
      finds: [{ severity: "failure", server: "MBX1", evidence: [2004], says: "by itself" }],
    },
    {
      when: "the freeze lasts for the limit and is thawed",
      log: thawedAt("01:01:10"),
      finds: [
        { severity: "failure", job: "a1", database: "DB01", says: "frozen for 1 min; VSS allows 1 min" },
      ],
    },
    {
      when: "no thaw is in a log that goes on",
      log: before("01:00:12"),
      hoursAfter: 1,
      finds: [{ severity: "failure", job: "a1", database: "DB01", says: "no thaw was logged within 1 min" }],
    },
    {
      when: "another engine times out",
      log: "02:00:22 MBX1 ESENT/2004 pid=548 process=lsass eseInstance=6 milliseconds=20000",
      finds: [
        { severity: "failure", job: null, server: "MBX1", evidence: [2004], says: "The engine of lsass" },
      ],
    },
    {
      when: "the thaw is only written by the writer of a job without a session",
      log: `01:00:00 MBX1 MSExchangeRepl/2023 guid=a1
        01:00:10 MBX1 MSExchangeRepl/2027 guid=a1
        01:01:15 MBX1 MSExchangeRepl/2029 guid=a1`,
      finds: [{ severity: "failure", job: "a1", database: null, says: "The job was frozen for 1 min 5 s" }],
    },
    { when: "the log ends in the freeze", log: before("01:00:12"), finds: [] },
    { when: "the thaw comes in time", log: GOOD, finds: [] },
    {
      when: "the text of a 2004 belongs to another id",
      log: "02:00:22 MBX1 ESE/2004 pid=548 eseInstance=6",
      adapt: (event) => ({ ...event, textBelongsTo: 2001 }),
      finds: [],
    },
  ],
  FREEZE_SLOW: [
    {
      when: "the freeze lasts longer than the warning threshold",
      log: thawedAt("01:00:24.2"),
      finds: [
        {
          severity: "warning",
          job: "a1",
          server: "MBX1",
          database: "DB01",
          evidence: [2001, 2027, 2003],
          says: "DB01 was frozen for 14.2 s: above 10 s.",
        },
      ],
    },
    {
      when: "it is beyond the vendors' limit",
      log: thawedAt("01:00:35"),
      finds: [{ severity: "warning", says: "frozen for 25 s: risky, above 20 s" }],
    },
    {
      when: "the log tells whole seconds only",
      log: thawedAt("01:00:24"),
      adapt: (event) => ({ ...event, precision: 1000 }),
      finds: [{ severity: "warning", says: "14 s (±1 s" }],
    },
    {
      when: "storage is slow meanwhile",
      log: `${thawedAt("01:00:24")}\n01:00:20 MBX1 ESE/508 pid=11 database=DB01 seconds=12`,
      finds: [{ severity: "warning", says: "Slow or failing storage was logged during the job: ESE 508" }],
    },
    { when: "the freeze is short", log: GOOD, finds: [] },
    { when: "it lasts just as long as the threshold", log: thawedAt("01:00:20"), finds: [] },
    { when: "it is beyond the limit, which is a timeout", log: thawedAt("01:02:00"), finds: [] },
  ],
  FREEZE_FAILED: [
    {
      when: "the engine refuses",
      log: `${before("01:00:10.1")}
        01:00:10.5 MBX1 ESE/2002 pid=11 eseInstance=1 database=DB01 jetError=-529
        01:00:11 MBX1 MSExchangeRepl/2028 guid=a1`,
      finds: [
        {
          severity: "failure",
          job: "a1",
          database: "DB01",
          evidence: [2002, 2028],
          says: "The freeze of DB01 failed with -529 (JET_errLogDiskFull)",
        },
      ],
    },
    {
      when: "only the writer says so",
      log: `${before("01:00:10")}\n01:00:11 MBX1 MSExchangeRepl/2028 guid=a1`,
      finds: [{ severity: "failure", job: "a1", database: null, evidence: [2028] }],
    },
    {
      when: "the thaw fails and no timeout says why",
      log: `${before("01:00:12")}\n01:00:14 MBX1 MSExchangeRepl/2030 guid=a1`,
      finds: [{ severity: "failure", job: "a1", says: "The thaw of" }],
    },
    {
      when: "the engine of another product refuses",
      log: "02:00:00 MBX1 ESENT/2002 pid=548 process=lsass eseInstance=6 jetError=-2403",
      finds: [{ severity: "failure", job: null, says: /engine of lsass could not be frozen with -2403/ }],
    },
    { when: "the thaw fails because the engine timed out", log: TIMED_OUT, finds: [] },
    { when: "all is well", log: GOOD, finds: [] },
  ],
  FLUSH_HOLD_TIMEOUT: [
    {
      when: "volsnap and VSS give up while a job freezes",
      log: `${before("01:00:12")}
        01:00:21 MBX1 volsnap/8 volume=C:
        01:00:22 MBX1 VSS/12298 volume=C: hresult=0x80042314`,
      finds: [{ severity: "failure", job: "a1", evidence: [8, 12298], says: "volume C:" }],
    },
    {
      when: "no job runs, on two volumes",
      log: "02:00:00 MBX1 volsnap/8 volume=C:\n02:00:00 MBX1 volsnap/9 volume=D:",
      finds: [
        { severity: "failure", job: null, server: "MBX1", evidence: [8] },
        { severity: "failure", job: null, server: "MBX1", evidence: [9] },
      ],
    },
    {
      when: "a job is long past its snapshot: it is not the job's",
      log: `${GOOD}\n01:20:00 MBX1 volsnap/8 volume=C:`,
      finds: [{ severity: "failure", job: null, server: "MBX1", evidence: [8] }],
    },
    { when: "all is well", log: GOOD, finds: [] },
  ],
  INCREMENTAL_REFUSED: [
    {
      when: "no full backup is there to start from",
      log: `${before("01:00:10.1")}
        01:00:10.1 MBX1 ESE/206 pid=11 database=DB01
        01:00:10.2 MBX1 ESE/2002 pid=11 eseInstance=1 database=DB01 jetError=-560`,
      finds: [
        {
          severity: "failure",
          job: "a1",
          database: "DB01",
          evidence: [206, 2002],
          says: "no full backup to start from",
        },
      ],
    },
    {
      when: "circular logging is on",
      log: `01:00:00 MBX1 MSExchangeRepl/2112 guid=a1 database=DB01 jetError=-526`,
      finds: [{ severity: "failure", job: "a1", database: "DB01", says: "circular logging is on" }],
    },
    {
      when: "another engine has no full backup",
      log: "02:00:00 MBX1 ESENT/206 pid=548 process=lsass",
      finds: [],
    },
    { when: "all is well", log: without(GOOD, 224), finds: [] },
  ],
};
