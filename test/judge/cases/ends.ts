import type { RuleCases } from "../case.ts";
import { before, from, GOOD, later, without } from "../logs.ts";

const TRANSFER = before("01:30:00");

export const ENDS: RuleCases = {
  JOB_ABORTED: [
    {
      when: "the writer aborts",
      log: `${TRANSFER}\n01:10:00 MBX1 MSExchangeRepl/2031 guid=a1`,
      finds: [{ severity: "failure", job: "a1", evidence: [2031], says: "backup of DB01 was aborted" }],
    },
    {
      when: "only the engine says so",
      log: `01:00:02 MBX1 ESE/2005 pid=11 eseInstance=1
        01:00:10 MBX1 ESE/2001 pid=11 eseInstance=1 database=SG1
        01:00:12 MBX1 ESE/2003 pid=11 eseInstance=1
        01:00:40 MBX1 ESE/2007 pid=11 eseInstance=1`,
      finds: [{ severity: "failure", evidence: [2007] }],
    },
    {
      when: "an abort names no job while one runs that ends well",
      log: `${GOOD}\n01:10:00 MBX1 MSExchangeRepl/2031`,
      finds: [],
    },
    { when: "another engine aborts", log: "02:00:00 MBX1 ESENT/2007 pid=548 eseInstance=6", finds: [] },
    { when: "all is well", log: GOOD, finds: [] },
  ],
  JOB_ABANDONED: [
    {
      when: "a later job finds it an orphan",
      log: `${TRANSFER}\n06:00:00 MBX1 MSExchangeRepl/2118 guid=a1`,
      finds: [
        { severity: "failure", job: "a1", server: "MBX1", evidence: [2118], says: "a later job found it" },
      ],
    },
    {
      when: "the writer's service restarts",
      log: `${TRANSFER}\n01:10:00 MBX1 MSExchangeRepl/2018`,
      finds: [
        { severity: "failure", job: "a1", evidence: [2018], says: "restarted at 2024-03-10 01:10:00 UTC" },
      ],
    },
    {
      when: "the database's store worker restarts, which is not the writer's service",
      log: `${TRANSFER}\n01:10:00 MBX1 ESE/100 pid=12 process="Information Store - DB01"`,
      finds: [
        {
          severity: "failure",
          job: "a1",
          evidence: [100],
          says: "never completed: the store worker of DB01",
        },
      ],
    },
    {
      when: "the requester shuts down without completion, though the session ends well",
      log: `${TRANSFER}
        01:20:00 MBX1 ESE/2006 pid=11 eseInstance=1 database=DB01
        01:20:01 MBX1 MSExchangeRepl/2037 guid=a1`,
      finds: [{ severity: "failure", job: "a1", evidence: [2037], says: "without reporting completion" }],
    },
    {
      when: "nothing ends it for longer than a day",
      log: TRANSFER,
      hoursAfter: 30,
      finds: [{ severity: "failure", job: "a1", evidence: [2035], says: "older than 24 h" }],
    },
    { when: "it still runs where the log ends", log: TRANSFER, hoursAfter: 2, finds: [] },
    {
      when: "its end may have been before the log begins",
      log: "01:30:05 MBX1 MSExchangeRepl/2037 guid=a1",
      finds: [],
    },
    { when: "all is well", log: GOOD, hoursAfter: 30, finds: [] },
  ],
  SERVICE_RESTARTED: [
    {
      when: "the replication service stops and starts during the transfer",
      log: `${TRANSFER}\n01:10:00 MBX1 MSExchangeRepl/2019\n01:10:30 MBX1 MSExchangeRepl/2018`,
      finds: [{ severity: "failure", job: "a1", server: "MBX1", evidence: [2019, 2018] }],
    },
    {
      when: "the store worker of the database starts anew",
      log: `${TRANSFER}\n01:10:00 MBX1 ESE/100 pid=12 process="Information Store - DB01"`,
      finds: [
        {
          severity: "failure",
          job: "a1",
          database: "DB01",
          evidence: [100],
          says: /^While the backup of DB01 ran, the store worker of DB01 restarted at 2024-03-10 01:10:00 UTC/,
        },
      ],
    },
    {
      when: "the store worker of one of two databases starts anew, and the writer completes the job",
      log: `${without(GOOD, 224, 2006)}
        01:00:00 MBX1 MSExchangeRepl/2110 guid=a1 database=DB02
        01:00:02 MBX1 ESE/2005 pid=21 eseInstance=1 database=DB02 process="Information Store - DB02"
        01:00:10 MBX1 ESE/2001 pid=21 eseInstance=1 database=DB02
        01:00:12 MBX1 ESE/2003 pid=21 eseInstance=1 database=DB02
        01:10:00 MBX1 ESE/100 pid=12 process="Information Store - DB01"
        01:30:01 MBX1 ESE/2006 pid=21 eseInstance=1 database=DB02
        01:30:02 MBX1 MSExchangeRepl/2046 guid=a1 database=DB02`,
      finds: [
        {
          severity: "failure",
          job: "a1",
          database: "DB01",
          evidence: [100],
          says: /equals no backup\. The writer completed the job all the same/,
        },
      ],
    },
    {
      when: "the store worker starts anew after the session's end",
      log: `${GOOD}\n01:30:01.5 MBX1 ESE/100 pid=12 process="Information Store - DB01"`,
      finds: [],
    },
    {
      when: "the store worker of another database starts anew",
      log: `${GOOD}\n01:10:00 MBX1 ESE/100 pid=12 process="Information Store - DB07"`,
      finds: [],
    },
    {
      when: "records are missing from the time of the job",
      log: `${from("01:00:10", TRANSFER)}\n01:10:00 MBX1 MSExchangeRepl/2018`,
      given: {
        coverage: [
          {
            server: "MBX1",
            channel: "Application",
            first: "2024-03-10T01:00:10.000Z",
            last: "2024-03-10T02:00:00.000Z",
            records: 7,
            gaps: [
              {
                afterRecord: 6,
                beforeRecord: 9,
                missing: 2,
                from: "2024-03-10T01:00:13.000Z",
                to: "2024-03-10T01:10:00.000Z",
              },
            ],
          },
        ],
      },
      finds: [{ severity: "warning", job: "a1", says: "Records are missing" }],
    },
    { when: "it restarts after the job", log: `${GOOD}\n02:00:00 MBX1 MSExchangeRepl/2018`, finds: [] },
    {
      when: "it restarts on another server",
      log: `${TRANSFER}\n01:10:00 MBX2 MSExchangeRepl/2018`,
      finds: [],
    },
  ],
  DATABASE_DISMOUNTED: [
    {
      when: "the database is detached during the transfer",
      log: `${TRANSFER}
        01:10:00 MBX1 ESE/327 pid=11 database=DB01
        01:10:01 MBX1 ESE/103 pid=11 database=DB01`,
      finds: [
        {
          severity: "failure",
          job: "a1",
          database: "DB01",
          evidence: [327, 103],
          says: "at 2024-03-10 01:10:00 UTC",
        },
      ],
    },
    {
      when: "its process ends, which names no database",
      log: `${TRANSFER}\n01:10:01 MBX1 ESE/103 pid=11`,
      finds: [{ severity: "failure", job: "a1", database: "DB01", evidence: [103] }],
    },
    {
      when: "another database is detached",
      log: `${TRANSFER}\n01:10:00 MBX1 ESE/327 pid=12 database=DB02`,
      finds: [],
    },
    {
      when: "it is detached before the freeze",
      log: `${TRANSFER}\n01:00:05 MBX1 ESE/327 pid=11 database=DB01`,
      finds: [],
    },
    {
      when: "it is detached after the completion",
      log: `${GOOD}\n01:40:00 MBX1 ESE/327 pid=11 database=DB01`,
      finds: [],
    },
  ],
  TRUNCATED_WITHOUT_COPY: [
    {
      when: "the completion follows the snapshot at once",
      log: `${TRANSFER}
        01:00:15 MBX1 ESE/224 pid=11 database=DB01 task=16
        01:00:16 MBX1 MSExchangeRepl/2046 guid=a1 database=DB01
        01:00:16 MBX1 MSExchangeRepl/2033 guid=a1`,
      finds: [
        { severity: "warning", job: "a1", evidence: [2035, 2033], says: "completed 3 s after its snapshot" },
      ],
    },
    {
      when: "an incremental backup, which copies logs only, does so",
      log: `${TRANSFER.replace("ESE/2005", "ESE/2008").replace("/2110", "/2111")}
        01:00:15 MBX1 ESE/224 pid=11 database=DB01 task=16
        01:00:16 MBX1 MSExchangeRepl/2046 guid=a1 database=DB01
        01:00:16 MBX1 MSExchangeRepl/2033 guid=a1`,
      finds: [],
    },
    {
      when: "a copy backup does so",
      log: `${TRANSFER.replace("ESE/2005", "ESE/2009")}
        01:00:16 MBX1 MSExchangeRepl/2047 guid=a1 database=DB01
        01:00:16 MBX1 MSExchangeRepl/2033 guid=a1`,
      finds: [],
    },
    { when: "there is time to copy", log: GOOD, finds: [] },
  ],
  JOBS_OVERLAP: [
    {
      when: "a second job of the database begins before the first ends",
      log: `${GOOD}\n01:10:00 MBX1 MSExchangeRepl/2110 guid=c3 database=DB01
        01:10:01 MBX1 MSExchangeRepl/2023 guid=c3
        01:40:00 MBX1 MSExchangeRepl/2033 guid=c3`,
      finds: [
        {
          severity: "warning",
          job: "c3",
          database: "DB01",
          evidence: [2110, 2110],
          says: /Jobs c3 .* and a1 .* on DB01/,
        },
      ],
    },
    {
      when: "two servers back up their copies of it",
      log: `${GOOD}\n01:10:00 MBX2 MSExchangeRepl/2110 guid=c3 database=DB01
        01:10:01 MBX2 MSExchangeRepl/2023 guid=c3
        01:40:00 MBX2 MSExchangeRepl/2033 guid=c3`,
      finds: [{ severity: "warning", job: "c3", server: "MBX2" }],
    },
    {
      when: "two servers' clocks may explain it",
      log: `${GOOD}\n01:29:30 MBX2 MSExchangeRepl/2110 guid=c3 database=DB01
        01:40:00 MBX2 MSExchangeRepl/2033 guid=c3`,
      finds: [],
    },
    {
      when: "the jobs are of different databases",
      log: `${GOOD}\n01:10:00 MBX1 MSExchangeRepl/2110 guid=c3 database=DB02
        01:40:00 MBX1 MSExchangeRepl/2033 guid=c3`,
      finds: [],
    },
    {
      when: "the first was never ended and is thrown away by the second",
      log: `${TRANSFER}\n06:00:00 MBX1 MSExchangeRepl/2118 guid=a1
        06:00:01 MBX1 MSExchangeRepl/2110 guid=c3 database=DB01
        06:30:00 MBX1 MSExchangeRepl/2033 guid=c3`,
      finds: [],
    },
    {
      when: "storage groups of two servers share a name",
      log: `01:00:00 MBX1 MSExchangeIS/9606 guid=a1
        01:00:02 MBX1 ESE/2005 pid=11 eseInstance=1
        01:00:10 MBX1 ESE/2001 pid=11 eseInstance=1 database=SG1
        01:30:00 MBX1 MSExchangeIS/9616 guid=a1
        01:10:00 MBX2 MSExchangeIS/9606 guid=b2
        01:10:02 MBX2 ESE/2005 pid=11 eseInstance=1
        01:10:10 MBX2 ESE/2001 pid=11 eseInstance=1 database=SG1
        01:40:00 MBX2 MSExchangeIS/9616 guid=b2`,
      finds: [],
    },
    { when: "one follows the other", log: `${GOOD}\n${later(1, "c3")}`, finds: [] },
    { when: "nothing overlaps", log: without(GOOD, 224), finds: [] },
  ],
};
