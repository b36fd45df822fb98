import type { RuleCases } from "../case.ts";
import { before, GOOD } from "../logs.ts";

const MORE = (line: string, log = GOOD) => `${log}\n${line}`;

export const DATA: RuleCases = {
  CHECKSUM_FAILED: [
    {
      when: "nothing else supports it",
      log: MORE("01:20:00 MBX1 Microsoft-Windows-Backup/565"),
      finds: [{ severity: "warning", job: "a1", evidence: [565], says: "a warning only" }],
    },
    {
      when: "a corrupt page supports it",
      log: `${GOOD}
        01:15:00 MBX1 ESE/474 pid=11 database=DB01 file=D:\\DB01.edb jetError=-1018
        01:20:00 MBX1 Microsoft-Windows-Backup/565`,
      finds: [{ severity: "failure", job: "a1", evidence: [565, 474], says: "during the job: ESE 474" }],
    },
    {
      when: "no job is known",
      log: "02:00:00 MBX1 Microsoft-Windows-Backup/564",
      finds: [{ severity: "warning", job: null, server: "MBX1", evidence: [564] }],
    },
    { when: "all is well", log: GOOD, finds: [] },
  ],
  LOG_CHAIN_BROKEN: [
    {
      when: "a log file that the backup needs is missing",
      log: `${before("01:00:10.1")}
        01:00:10.1 MBX1 ESE/459 pid=11 database=DB01 file=D:\\Logs\\E0A20.log
        01:00:10.2 MBX1 ESE/2002 pid=11 eseInstance=1 database=DB01 jetError=-569`,
      finds: [
        {
          severity: "failure",
          job: "a1",
          database: "DB01",
          evidence: [459, 2002],
          says: "D:\\Logs\\E0A20.log",
        },
      ],
    },
    {
      when: "a log is damaged and no job runs",
      log: "02:00:00 MBX1 ESE/440 pid=11 database=DB01 file=D:\\Logs\\E0A21.log jetError=-501",
      finds: [
        {
          severity: "failure",
          job: null,
          database: "DB01",
          evidence: [440],
          says: "is damaged: D:\\Logs\\E0A21.log",
        },
      ],
    },
    {
      when: "the writer's code says so",
      log: "01:00:00 MBX1 MSExchangeRepl/2112 guid=a1 database=DB01 jetError=-528",
      finds: [{ severity: "failure", job: "a1", database: "DB01", evidence: [2112] }],
    },
    {
      when: "a log of another engine is damaged",
      log: "02:00:00 MBX1 ESENT/440 pid=5 jetError=-501",
      finds: [],
    },
    { when: "all is well", log: GOOD, finds: [] },
  ],
  PAGE_CORRUPT: [
    {
      when: "pages of the database are wrong during its backup",
      log: `${GOOD}
        01:15:00 MBX1 ESE/474 pid=11 database=DB01 file=D:\\DB01.edb jetError=-1018 page=17
        01:15:01 MBX1 ESE/474 pid=11 database=DB01 file=D:\\DB01.edb jetError=-1018 page=18`,
      finds: [
        {
          severity: "failure",
          job: "a1",
          database: "DB01",
          evidence: [474, 474],
          says: "D:\\DB01.edb, 2 times (database DB01; page 17, 18; -1018 (JET_errReadVerifyFailure",
        },
      ],
    },
    {
      when: "it is another product's database",
      log: "02:00:00 DC1 NTDS ISAM/474 pid=548 file=E:\\ntds.dit jetError=-1018",
      finds: [
        { severity: "failure", job: null, server: "DC1", evidence: [474], says: "not an Exchange database" },
      ],
    },
    {
      when: "a page was corrected",
      log: MORE("01:15:00 MBX1 ESE/399 pid=11 database=DB01 page=17"),
      finds: [],
    },
  ],
  PAGE_CORRECTED: [
    {
      when: "a bit was put right",
      log: MORE("01:15:00 MBX1 ESE/399 pid=11 database=DB01 file=D:\\DB01.edb page=17"),
      finds: [{ severity: "warning", job: "a1", database: "DB01", evidence: [399] }],
    },
    { when: "all is well", log: GOOD, finds: [] },
  ],
  SHADOW_STORAGE: [
    {
      when: "the shadow copies are lost during a job",
      log: MORE("01:15:00 MBX1 volsnap/25 volume=D:"),
      finds: [{ severity: "failure", job: "a1", evidence: [25], says: "volume D: were lost" }],
    },
    {
      when: "they are lost while no job runs, on two volumes",
      log: "02:00:00 MBX1 volsnap/36 volume=C:\n02:00:01 MBX1 volsnap/36 volume=D:",
      finds: [
        { severity: "warning", job: null, evidence: [36] },
        { severity: "warning", job: null, evidence: [36] },
      ],
    },
    {
      when: "they are only at risk during a job",
      log: MORE("01:15:00 MBX1 volsnap/24 volume=D:"),
      finds: [{ severity: "warning", job: "a1", evidence: [24] }],
    },
    { when: "the oldest is rotated out", log: MORE("01:15:00 MBX1 volsnap/33 volume=D:"), finds: [] },
  ],
  SHADOW_ORPHANED: [
    {
      when: "an unfinished shadow copy is found",
      log: "02:00:00 MBX1 volsnap/30 volume=D:",
      finds: [{ severity: "warning", job: null, server: "MBX1", evidence: [30], says: "volume D:" }],
    },
    { when: "all is well", log: GOOD, finds: [] },
  ],
  ID_TEXT_MISMATCH: [
    {
      when: "2004 has the text of 2001",
      log: "02:00:00 MBX1 ESE/2004 pid=11 eseInstance=1",
      adapt: (event) => ({ ...event, textBelongsTo: 2001 }),
      finds: [
        {
          severity: "warning",
          job: null,
          server: "MBX1",
          evidence: [2004],
          says: "ESE 2004 has the text of ESE 2001",
        },
      ],
    },
    { when: "id and text agree", log: GOOD, finds: [] },
  ],
};
