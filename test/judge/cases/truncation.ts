import type { Topology } from "../../../src/model/topology.ts";
import type { RuleCases } from "../case.ts";
import { before, GOOD, later, PASSIVE, without } from "../logs.ts";

const REPLICATED: Topology = {
  servers: [{ name: "MBX1" }, { name: "MBX2" }],
  databases: [
    {
      name: "DB01",
      copies: [
        { server: "MBX1", active: true },
        { server: "MBX2", active: false },
      ],
    },
  ],
};
const ALONE: Topology = {
  servers: [{ name: "MBX1" }],
  databases: [{ name: "DB01", copies: [{ server: "MBX1", active: true }] }],
};
const LAGGED: Topology = {
  servers: [],
  databases: [
    {
      name: "DB01",
      copies: [
        { server: "MBX1", active: true },
        { server: "MBX3", active: false, replayLagSeconds: 604_800 },
      ],
    },
  ],
};
/** Good, replicated, and the engine deleted nothing, as it should. */
const BY_DESIGN = GOOD.replace("ESE/224", "ESE/225");
const MORE = (line: string, log = GOOD) => `${log}\n${line}`;

export const TRUNCATION: RuleCases = {
  TRUNCATION_MISSING: [
    {
      when: "a day goes by without a deletion",
      log: BY_DESIGN,
      hoursAfter: 25,
      given: { topology: REPLICATED },
      finds: [
        {
          severity: "failure",
          job: "a1",
          server: "MBX1",
          database: "DB01",
          evidence: [2006, 2046, 2033],
          says: "since its backup was completed",
        },
      ],
    },
    {
      when: "the log of the server with the active copy is read too, and holds none",
      log: MORE("+1d 03:00:00 MBX1 MSExchangeRepl/2021", PASSIVE),
      hoursAfter: 25,
      finds: [{ severity: "failure", job: "b2", database: "DB01", says: "deleted on mbx1" }],
    },
    {
      when: "the logs are deleted later",
      log: MORE("01:40:00 MBX1 ESE/224 pid=11 database=DB01 task=3", BY_DESIGN),
      hoursAfter: 25,
      given: { topology: REPLICATED },
      finds: [],
    },
    {
      when: "the log ends too soon",
      log: BY_DESIGN,
      hoursAfter: 3,
      given: { topology: REPLICATED },
      finds: [],
    },
    {
      when: "the log begins between the deletion and the completion",
      log: without(GOOD, 2110, 2023, 2005, 2025, 2001, 2027, 2003, 2029, 2035, 224, 2006),
      hoursAfter: 25,
      finds: [],
    },
    { when: "the backup failed", log: before("01:30:00"), hoursAfter: 30, finds: [] },
  ],
  TRUNCATION_BLOCKED: [
    {
      when: "a copy on another server cannot tell how far it is",
      log: MORE(
        "01:45:00 MBX2 MSExchangeRepl/2137 database=DB01 copyServer=mbx2 hresult=0xc8000713",
        BY_DESIGN,
      ),
      finds: [
        {
          severity: "failure",
          job: "a1",
          server: "MBX1",
          database: "DB01",
          evidence: [2137],
          says: /copy of DB01 on mbx2 blocks the truncation on all copies with 0xc8000713 \(JET_errFileNotFound\)/,
        },
      ],
    },
    {
      when: "a log file cannot be deleted",
      log: MORE("01:30:00.5 MBX1 ESE/485 pid=11 database=DB01 file=D:\\Logs\\E0005.log jetError=-1032"),
      finds: [
        { severity: "failure", job: "a1", database: "DB01", evidence: [485], says: "D:\\Logs\\E0005.log" },
      ],
    },
    {
      when: "no job is known",
      log: "02:00:00 MBX1 MSExchangeRepl/2136 database=DB07",
      finds: [{ severity: "failure", job: null, database: "DB07", evidence: [2136] }],
    },
    {
      when: "logs are deleted later all the same",
      log: `${BY_DESIGN}
        01:45:00 MBX2 MSExchangeRepl/2137 database=DB01
        03:00:00 MBX1 ESE/224 pid=11 database=DB01 task=3`,
      finds: [{ severity: "failure", job: "a1", database: "DB01", says: "It has passed" }],
    },
    {
      when: "two jobs wait for it: the last one tells of it",
      log: `${BY_DESIGN}\n${later(1, "c3", BY_DESIGN.replaceAll("eseInstance=1", "eseInstance=2"))}
        +1d 01:35:00 MBX2 MSExchangeRepl/2137 database=DB01`,
      finds: [{ severity: "failure", job: "c3", evidence: [2137] }],
    },
    {
      when: "a file that is no log cannot be deleted",
      log: MORE("01:30:00.5 MBX1 ESE/485 pid=11 database=DB01 file=D:\\Temp\\tmp.edb"),
      finds: [],
    },
    {
      when: "another engine cannot delete",
      log: "02:00:00 MBX1 ESENT/485 pid=5 file=C:\\x\\edb01.log",
      finds: [],
    },
  ],
  TRUNCATION_FILES_MISSING: [
    {
      when: "files of the range were gone",
      log: MORE("01:30:00.5 MBX1 ESE/227 pid=11 database=DB01 task=16 count=3"),
      finds: [
        { severity: "warning", job: "a1", database: "DB01", evidence: [227], says: "3 log files of DB01" },
      ],
    },
    { when: "another engine says so", log: "02:00:00 MBX1 ESENT/227 pid=5 count=1", finds: [] },
    { when: "all is well", log: GOOD, finds: [] },
  ],
  TRUNCATION_UNPROVEN: [
    {
      when: "the log ends before the deadline",
      log: BY_DESIGN,
      hoursAfter: 3,
      given: { topology: REPLICATED },
      finds: [
        {
          severity: "info",
          job: "a1",
          database: "DB01",
          evidence: [225, 2046, 2033],
          says: "after the completion, and 24 h are allowed",
        },
      ],
    },
    {
      when: "the log ends a moment before the deadline",
      log: `${BY_DESIGN}\n+1d 01:30:02.9 MBX1 MSExchangeRepl/2021`,
      given: { topology: REPLICATED },
      finds: [
        {
          severity: "info",
          job: "a1",
          says: /ends at 2024-03-11 01:30:02 UTC, just before the 24 h that are allowed after the completion are over\.$/,
        },
      ],
    },
    {
      when: "the log ends before the deadline and does not name its server",
      log: without(BY_DESIGN, 225),
      hoursAfter: 3,
      adapt: (event) => ({ ...event, server: "", ref: { ...event.ref, server: "" } }),
      finds: [{ severity: "info", job: "a1", says: "the log of an unnamed server ends at" }],
    },
    {
      when: "the server with the active copy was not read",
      log: without(PASSIVE, 210, 213),
      hoursAfter: 30,
      finds: [
        { severity: "info", job: "b2", says: "the log of mbx1, which has the active copy, was not read" },
      ],
    },
    {
      when: "nothing tells whether the database is replicated",
      log: BY_DESIGN,
      hoursAfter: 30,
      finds: [{ severity: "info", says: "--topology" }],
    },
    { when: "the logs were deleted", log: GOOD, finds: [] },
    { when: "the job failed", log: before("01:30:00"), hoursAfter: 30, finds: [] },
  ],
  NOT_TRUNCATED_BY_DESIGN: [
    {
      when: "a copy backup succeeds",
      log: without(GOOD, 224).replace("ESE/2005", "ESE/2009").replace("/2046", "/2047"),
      finds: [
        {
          severity: "info",
          job: "a1",
          evidence: [2047, 2033],
          says: "A copy backup of DB01 leaves the logs",
        },
      ],
    },
    {
      when: "the engine deletes nothing of a replicated database",
      log: BY_DESIGN,
      given: { topology: REPLICATED },
      finds: [{ severity: "info", job: "a1", says: "normal for a replicated database" }],
    },
    {
      when: "there is nothing to delete",
      log: BY_DESIGN,
      given: { topology: ALONE },
      finds: [{ severity: "info", job: "a1", says: "nothing to delete for DB01: about 100 logs" }],
    },
    {
      when: "a copy is lagged",
      log: GOOD,
      given: { topology: LAGGED },
      finds: [{ severity: "info", job: "a1", says: "copy of DB01 on MBX3 is lagged" }],
    },
    {
      when: "225 stands alone",
      log: "02:00:00 MBX1 ESE/225 pid=11 database=DB07 task=16",
      finds: [{ severity: "info", job: null, database: "DB07", evidence: [225], says: "alone is no fault" }],
    },
    {
      when: "the deletion is missing, which is told instead",
      log: BY_DESIGN,
      hoursAfter: 25,
      given: { topology: REPLICATED },
      finds: [],
    },
    {
      when: "the deletion is blocked, which is told instead",
      log: MORE("01:45:00 MBX2 MSExchangeRepl/2137 database=DB01 copyServer=mbx2", BY_DESIGN),
      given: { topology: REPLICATED },
      finds: [],
    },
    { when: "logs were deleted", log: GOOD, finds: [] },
    {
      when: "a copy backup fails",
      log: before("01:30:00").replace("ESE/2005", "ESE/2009"),
      hoursAfter: 30,
      finds: [],
    },
  ],
};
