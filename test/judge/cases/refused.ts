import type { RuleCases } from "../case.ts";
import { before, GOOD, PASSIVE } from "../logs.ts";

const PREPARED = before("01:00:10");

export const REFUSED: RuleCases = {
  BACKUP_FAILED: [
    {
      when: "the snapshot cannot be prepared",
      log: `${before("01:00:03")}\n01:00:04 MBX1 MSExchangeRepl/2026 guid=a1 hresult=0x800423f3`,
      finds: [
        {
          severity: "failure",
          job: "a1",
          server: "MBX1",
          evidence: [2026],
          says: /backup of DB01 failed at preparing the snapshot with 0x800423f3 \(VSS_E_WRITERERROR_RETRYABLE/,
        },
      ],
    },
    {
      when: "a database and then the whole cannot be completed",
      log: `${before("01:30:00")}
        01:30:00 MBX1 MSExchangeRepl/2048 guid=a1 database=DB01 hresult=0x8007064a
        01:30:01 MBX1 MSExchangeRepl/2034 guid=a1 hresult=0x8007064a`,
      finds: [{ severity: "failure", job: "a1", database: "DB01", evidence: [2048, 2034] }],
    },
    {
      when: "it follows the freeze timeout of an earlier job",
      log: `${before("01:00:12")}
        01:01:20 MBX1 ESE/2004 pid=11 eseInstance=1 database=DB01 milliseconds=70000
        01:01:21 MBX1 MSExchangeRepl/2031 guid=a1
        05:00:00 MBX1 MSExchangeRepl/2110 guid=c3 database=DB01
        05:00:01 MBX1 MSExchangeRepl/2023 guid=c3
        05:00:04 MBX1 MSExchangeRepl/2026 guid=c3 hresult=0x800423f3`,
      finds: [{ severity: "failure", job: "c3", says: "It follows the freeze timeout (ESE 2004) of job a1" }],
    },
    {
      when: "Windows Server Backup fails, with and without a job",
      log: `${GOOD}
        01:20:00 MBX1 Microsoft-Windows-Backup/5 hresult=0x8078015b
        09:00:00 MBX1 Microsoft-Windows-Backup/5 hresult=0x8078015b`,
      finds: [
        { severity: "failure", job: "a1", evidence: [5] },
        { severity: "failure", job: null, evidence: [5] },
      ],
    },
    {
      when: "Windows Server Backup only warns",
      log: "09:00:00 MBX1 Microsoft-Windows-Backup/547 volume=F:",
      finds: [{ severity: "warning", job: null, evidence: [547] }],
    },
    {
      when: "a job has an exception and completes well all the same",
      log: `${GOOD}\n01:15:00 MBX1 MSExchangeRepl/2140 routine=OnX`,
      finds: [{ severity: "warning", job: "a1", evidence: [2140] }],
    },
    {
      when: "the database's header could not be stamped",
      log: `${GOOD}\n01:30:00.5 MBX1 MSExchangeRepl/2036 guid=a1`,
      finds: [{ severity: "warning", job: "a1", evidence: [2036] }],
    },
    {
      when: "the code says that another backup is in progress",
      log: "01:00:00 MBX1 MSExchangeRepl/2024 guid=a1 hresult=0x80070020",
      finds: [],
    },
    {
      when: "a volume is missing",
      log: `${before("01:00:03")}
        01:00:03 MBX1 MSExchangeRepl/2045 guid=a1 hresult=0x8007064a database=DB01
        01:00:04 MBX1 MSExchangeRepl/2026 guid=a1 hresult=0x8007064a`,
      finds: [],
    },
    {
      when: "the requester reports a database as not backed up",
      log: `${before("01:30:00")}\n01:30:00 MBX1 MSExchangeRepl/2034 guid=a1 hresult=0xfffffffc`,
      finds: [],
    },
    { when: "all is well", log: GOOD, finds: [] },
  ],
  COMPONENT_NOT_BACKED_UP: [
    {
      when: "one of two databases is reported as failed",
      log: `${before("01:30:00")}
        01:00:00.5 MBX1 MSExchangeRepl/2110 guid=a1 database=DB02
        01:30:00 MBX1 MSExchangeRepl/2046 guid=a1 database=DB01
        01:30:01 MBX1 MSExchangeRepl/2038 guid=a1 databaseGuid=5f0d5a3c-0000-4000-a000-000000000001
        01:30:02 MBX1 MSExchangeRepl/2034 guid=a1 hresult=0xfffffffc`,
      finds: [
        { severity: "failure", job: "a1", evidence: [2038, 2034], says: "reported DB02 as not backed up" },
      ],
    },
    {
      when: "only the completion's code says so",
      log: `${before("01:30:00")}\n01:30:02 MBX1 MSExchangeRepl/2034 guid=a1 hresult=0xfffffffc`,
      finds: [{ severity: "failure", job: "a1", evidence: [2034] }],
    },
    {
      when: "the completion fails with another code",
      log: `${before("01:30:00")}\n01:30:02 MBX1 MSExchangeRepl/2034 guid=a1 hresult=0x8007064a`,
      finds: [],
    },
  ],
  BACKUP_IN_PROGRESS: [
    {
      when: "the writer refuses a database that another job has",
      log: `${before("01:30:00")}
        01:10:00 MBX1 MSExchangeRepl/2112 guid=c3 hresult=0x80070020 database=DB01
        01:10:02 MBX1 MSExchangeRepl/2024 guid=c3 hresult=0x80070020`,
      hoursAfter: 1,
      finds: [
        {
          severity: "failure",
          job: "c3",
          database: "DB01",
          evidence: [2112, 2024],
          says: /Open at that time: job a1 of MBX1/,
        },
      ],
    },
    {
      when: "Exchange 2003 says so in the binary data",
      log: "01:00:00 MBX1 MSExchangeIS/9607 hresult=0x1",
      adapt: (event) => ({ ...event, keys: { ...event.keys, binaryText: "Backup in progress." } }),
      finds: [{ severity: "failure", evidence: [9607] }],
    },
    {
      when: "the store refuses a database",
      log: "01:00:00 MBX1 MSExchangeIS/9840 guid=a1 database=DB01",
      finds: [{ severity: "failure", job: "a1", database: "DB01", evidence: [9840] }],
    },
    {
      when: "the freeze is refused while another job has the database",
      log: `${before("01:30:00")}
        01:10:00 MBX1 MSExchangeRepl/2110 guid=c3 database=DB01
        01:10:01 MBX1 MSExchangeRepl/2023 guid=c3
        01:10:02 MBX1 ESE/2005 pid=11 eseInstance=2 database=DB01
        01:10:05 MBX1 ESE/2002 pid=11 eseInstance=2 database=DB01 jetError=-2403`,
      hoursAfter: 1,
      finds: [{ severity: "failure", job: "c3", database: "DB01", evidence: [2002] }],
    },
    {
      when: "the freeze is refused and no other job is known",
      log: `${PREPARED}\n01:00:10 MBX1 ESE/2002 pid=11 eseInstance=1 database=DB01 jetError=-2403`,
      finds: [],
    },
    { when: "all is well", log: GOOD, finds: [] },
  ],
  COPY_UNHEALTHY: [
    {
      when: "a copy is suspended",
      log: `${before("01:00:03")}
        01:00:03 MBX1 MSExchangeRepl/4088 database=DB01 copyServer=MBX1 status=FailedAndSuspended
        01:00:04 MBX1 MSExchangeRepl/2026 guid=a1 hresult=0x80070015`,
      finds: [
        {
          severity: "failure",
          job: "a1",
          database: "DB01",
          evidence: [4088, 2026],
          says: "The copy of DB01 on MBX1 cannot be backed up: FailedAndSuspended.",
        },
      ],
    },
    {
      when: "no job is known",
      log: "02:00:00 MBX1 MSExchangeRepl/2132 database=DB07",
      finds: [{ severity: "failure", job: null, server: "MBX1", database: "DB07", evidence: [2132] }],
    },
    {
      when: "the volume check says so by its code",
      log: `${before("01:00:03")}\n01:00:03 MBX1 MSExchangeRepl/2045 guid=a1 hresult=0x80070015 database=DB01`,
      finds: [{ severity: "failure", job: "a1", database: "DB01", evidence: [2045] }],
    },
    {
      when: "a job of another database runs meanwhile: it is not the job's",
      log: `${GOOD}\n01:10:00 MBX1 MSExchangeRepl/4088 database=DB07 copyServer=MBX1 status=Failed`,
      finds: [{ severity: "failure", job: null, database: "DB07", evidence: [4088] }],
    },
    { when: "all is well", log: GOOD, finds: [] },
  ],
  VOLUME_NOT_IN_SET: [
    {
      when: "the volumes of one database are not all there",
      log: `${before("01:00:03")}
        01:00:03 MBX1 MSExchangeRepl/2045 guid=a1 hresult=0x8007064a database=DB01
        01:00:03.5 MBX1 MSExchangeRepl/2044 guid=a1 hresult=0x8007064a`,
      finds: [{ severity: "failure", job: "a1", database: "DB01", evidence: [2045, 2044] }],
    },
    {
      when: "the code says that the copy is not healthy",
      log: `${before("01:00:03")}\n01:00:03 MBX1 MSExchangeRepl/2045 guid=a1 hresult=0x80070015 database=DB01`,
      finds: [],
    },
  ],
  PASSIVE_LINK_LOST: [
    {
      when: "both sides tell of it and the job fails",
      log: `${before("01:30:00", PASSIVE)}
        01:10:00 MBX2 MSExchangeRepl/2153 peer=mbx1 database=DB01
        01:10:01 MBX1 ESE/215 pid=11 database=DB01
        01:30:00 MBX2 MSExchangeRepl/2048 guid=b2 database=DB01 hresult=0x800423f3
        01:30:01 MBX2 MSExchangeRepl/2034 guid=b2 hresult=0x800423f3`,
      finds: [
        {
          severity: "failure",
          job: "b2",
          server: "MBX2",
          database: "DB01",
          evidence: [2153, 215],
          says: "(mbx1) broke",
        },
      ],
    },
    {
      when: "the job succeeds all the same",
      log: `${PASSIVE}\n01:10:00 MBX2 MSExchangeRepl/2153 peer=mbx1 database=DB01`,
      finds: [{ severity: "warning", job: "b2", database: "DB01", says: "succeeded all the same" }],
    },
    {
      when: "only the active server's log was read",
      log: "01:10:01 MBX1 ESE/226 pid=11 database=DB01",
      finds: [{ severity: "failure", job: null, server: "MBX1", database: "DB01", evidence: [226] }],
    },
    {
      when: "the session ends as the clean-up of an aborted job",
      log: `${before("01:30:00", PASSIVE)}
        01:10:00 MBX2 MSExchangeRepl/2031 guid=b2
        01:10:01 MBX1 ESE/215 pid=11 database=DB01`,
      finds: [],
    },
    {
      when: "that clean-up stands before the abort, as the active server's clock is behind",
      log: `${before("01:30:00", PASSIVE)}
        01:09:50 MBX1 ESE/215 pid=11 database=DB01
        01:10:00 MBX2 MSExchangeRepl/2031 guid=b2`,
      finds: [],
    },
    {
      when: "the session ended with an error long before the abort",
      log: `${before("01:30:00", PASSIVE)}
        01:05:00 MBX1 ESE/215 pid=11 database=DB01
        01:10:00 MBX2 MSExchangeRepl/2031 guid=b2`,
      finds: [{ severity: "failure", job: "b2", evidence: [215] }],
    },
    {
      when: "replication is disturbed and no passive copy is backed up",
      log: `${GOOD}\n01:10:00 MBX1 MSExchangeRepl/2153 peer=mbx2 database=DB01`,
      finds: [],
    },
    {
      when: "another engine's backup ends with an error",
      log: "01:10:01 MBX1 NTDS ISAM/214 pid=548 jetError=-1022",
      finds: [],
    },
  ],
};
