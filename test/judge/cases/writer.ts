import type { BackupEvent } from "../../../src/model/event.ts";
import type { RuleCases } from "../case.ts";
import { before, GOOD, without } from "../logs.ts";

const EXCHANGE_CONTEXT =
  "Operation:\n   Freeze Event\n\nContext:\n   Execution Context: Writer\n   Writer Class Id: {76fe1ac4-15f7-4bcd-987e-8e1acb462fb7}";
/** In German, as localised servers write it. */
const OTHER_CONTEXT =
  "Vorgang:\n   Generatordaten werden gesammelt\n\nKontext:\n   Generatorklassen-ID: {e8132975-6f93-4464-a53e-1050253ae220}\n   Generatorname: System Writer\n   Generatorinstanz-ID: {a57f8196-9141-430d-aa03-0f794f3f4961}";
/** As in KB 2462424. */
const withFloppy = (event: BackupEvent): BackupEvent =>
  event.ref.eventId === 12289
    ? {
        ...event,
        keys: { ...event.keys, routine: "DeviceIoControl(\\\\?\\fdc#generic_floppy_drive#5&e581bb8&0&0)" },
      }
    : event;

/** Of Windows Server Backup, a day after GOOD. */
const RUN = `+1d 03:00:00 MBX1 Microsoft-Windows-Backup/1
  +1d 03:30:00 MBX1 Microsoft-Windows-Backup/4`;

export const WRITER: RuleCases = {
  WRITER_FAILED: [
    {
      when: "the Exchange writer does not answer during a job",
      log: `${before("01:00:10")}\n01:00:11 MBX1 VSS/12301 text="Microsoft Exchange Writer"`,
      finds: [
        { severity: "failure", job: "a1", server: "MBX1", evidence: [12301], says: "did not answer VSS" },
      ],
    },
    {
      when: "VSS warns of it by its class id, and no job runs",
      log: "02:00:00 MBX1 VSS/12290 hresult=0x800423f4",
      adapt: (event) => ({ ...event, keys: { ...event.keys, vssContext: EXCHANGE_CONTEXT } }),
      finds: [{ severity: "failure", job: null, evidence: [12290], says: "VSS_E_WRITERERROR_NONRETRYABLE" }],
    },
    {
      when: "it cannot be initialised during a job",
      log: `${before("01:30:00")}\n01:10:00 MBX1 MSExchangeRepl/2017 hresult=0x80070005`,
      finds: [{ severity: "failure", job: "a1", evidence: [2017] }],
    },
    {
      when: "VSS repeats what the job itself tells",
      log: `${before("01:00:10")}
        01:00:11 MBX1 MSExchangeRepl/2028 guid=a1
        01:00:11 MBX1 VSS/12290 hresult=0x800423f2 text="Microsoft Exchange Writer"`,
      finds: [],
    },
    {
      when: "another writer does not answer",
      log: `${GOOD}\n01:10:00 MBX1 VSS/12301 text="SqlServerWriter"`,
      finds: [],
    },
  ],
  WRITER_MISSING: [
    {
      when: "the writer cannot be initialised",
      log: "02:00:00 MBX1 MSExchangeRepl/2017 hresult=0x80070005",
      finds: [
        { severity: "failure", job: null, server: "MBX1", evidence: [2017], says: "ERROR_ACCESS_DENIED" },
      ],
    },
    {
      when: "Windows Server Backup runs while it is stopped",
      log: `02:00:00 MBX1 MSExchangeRepl/2019
        03:00:00 MBX1 Microsoft-Windows-Backup/1
        03:30:00 MBX1 Microsoft-Windows-Backup/4`,
      finds: [
        { severity: "failure", job: null, evidence: [2019, 4], says: "stopped at 2024-03-10 02:00:00 UTC" },
      ],
    },
    {
      when: "the start may be among records that are missing",
      log: "02:00:00 MBX1 MSExchangeRepl/2019\n03:30:00 MBX1 Microsoft-Windows-Backup/4",
      given: {
        coverage: [
          {
            server: "MBX1",
            channel: "Application",
            first: "2024-03-10T01:00:00.000Z",
            last: "2024-03-10T04:00:00.000Z",
            records: 2,
            gaps: [
              {
                afterRecord: 1,
                beforeRecord: 9,
                missing: 7,
                from: "2024-03-10T02:00:00.000Z",
                to: "2024-03-10T03:00:00.000Z",
              },
            ],
          },
        ],
      },
      finds: [{ severity: "warning" }],
    },
    {
      when: "it started again before the run",
      log: `02:00:00 MBX1 MSExchangeRepl/2019
        02:01:00 MBX1 MSExchangeRepl/2018
        03:00:00 MBX1 Microsoft-Windows-Backup/1
        03:30:00 MBX1 Microsoft-Windows-Backup/4`,
      finds: [],
    },
    {
      when: "it stops during the run, after it was asked",
      log: `03:00:00 MBX1 Microsoft-Windows-Backup/1
        03:01:00 MBX1 MSExchangeRepl/2021
        03:10:00 MBX1 MSExchangeRepl/2019
        03:30:00 MBX1 Microsoft-Windows-Backup/4`,
      finds: [],
    },
    {
      when: "the server has no Exchange",
      log: "03:00:00 FILES1 Microsoft-Windows-Backup/1\n03:30:00 FILES1 Microsoft-Windows-Backup/4",
      finds: [],
    },
    {
      when: "Windows Server Backup succeeds the day after, and the writer is not heard in the run",
      log: `${GOOD}\n${RUN}`,
      hoursAfter: 1,
      finds: [
        { severity: "warning", job: null, server: "MBX1", evidence: [1, 4], says: "a hint and no proof" },
      ],
    },
    {
      when: "the writer is heard only after the run",
      log: `${RUN}\n+2d 03:00:00 MBX1 MSExchangeRepl/2021`,
      finds: [{ severity: "warning", evidence: [1, 4] }],
    },
    {
      when: "the writer is asked in the run",
      log: `${GOOD}\n${RUN}\n+1d 03:05:00 MBX1 MSExchangeRepl/2021`,
      finds: [],
    },
    {
      when: "the writer was last heard days before the run",
      log: `${GOOD}\n${RUN.replaceAll("+1d", "+4d")}`,
      finds: [],
    },
    { when: "the run failed", log: `${GOOD}\n${RUN.replace("Backup/4", "Backup/5")}`, finds: [] },
    {
      when: "records are missing from the time of the run",
      log: `${GOOD}\n${RUN}`,
      given: {
        coverage: [
          {
            server: "MBX1",
            channel: "Application",
            first: "2024-03-10T00:00:00.000Z",
            last: "2024-03-12T00:00:00.000Z",
            records: 16,
            gaps: [
              {
                afterRecord: 15,
                beforeRecord: 19,
                missing: 3,
                from: "2024-03-11T03:00:00.000Z",
                to: "2024-03-11T03:30:00.000Z",
              },
            ],
          },
        ],
      },
      finds: [],
    },
    { when: "it is only stopped", log: "02:00:00 MBX1 MSExchangeRepl/2019", finds: [] },
  ],
  NO_COMPONENTS: [
    {
      when: "a job has no databases in a log that begins early",
      log: without(GOOD, 2110, 2005, 2001, 2003, 224, 2006, 2046),
      finds: [{ severity: "warning", job: "a1", server: "MBX1", evidence: [2023] }],
    },
    {
      when: "the log begins with the job",
      log: without(GOOD, 2110, 2005, 2001, 2003, 224, 2006, 2046),
      given: {
        coverage: [
          {
            server: "MBX1",
            channel: "Application",
            first: "2024-03-10T01:00:01.000Z",
            last: "2024-03-10T02:00:00.000Z",
            records: 9,
            gaps: [],
          },
        ],
      },
      finds: [],
    },
    { when: "databases are named", log: GOOD, finds: [] },
  ],
  VSS_ERROR: [
    {
      when: "a routine fails during a job",
      log: `${before("01:30:00")}\n01:00:05 MBX1 VSS/8193 routine=QueryFullProcessImageNameW hresult=0x8007001f`,
      adapt: (event) =>
        event.ref.provider === "VSS"
          ? {
              ...event,
              keys: {
                ...event.keys,
                vssContext:
                  "Operation:\n   PostSnapshot Event\n\nContext:\n   Execution Context: Provider\n   Current State: DoSnapshotSet",
              },
            }
          : event,
      finds: [
        {
          severity: "warning",
          job: "a1",
          evidence: [8193],
          says: "Operation: PostSnapshot Event; Context: Execution Context: Provider; Current State: DoSnapshotSet.",
        },
      ],
    },
    {
      when: "no job runs",
      log: "02:00:00 MBX1 VSS/12293 routine=EndPrepareSnapshots hresult=0x8004230f",
      finds: [{ severity: "info", job: null, server: "MBX1", evidence: [12293] }],
    },
    {
      when: "a floppy drive has no answer and no job runs: told as harmless",
      log: `02:00:00 MBX1 VSS/12289 hresult=0x80070001`,
      adapt: withFloppy,
      finds: [{ severity: "info", says: "harmless" }],
    },
    {
      when: "a floppy drive has no answer during a job",
      log: `${GOOD}\n01:00:05 MBX1 VSS/12289 hresult=0x80070001`,
      adapt: withFloppy,
      finds: [],
    },
    {
      when: "it is about a writer of another product and no job runs",
      log: "02:00:00 MBX1 VSS/8193 routine=RegOpenKeyExW hresult=0x80070005",
      adapt: (event) => ({ ...event, keys: { ...event.keys, vssContext: OTHER_CONTEXT } }),
      finds: [],
    },
    {
      when: "it is noise by its id",
      log: `${GOOD}\n01:00:05 MBX1 VSS/8194 hresult=0x80070005\n01:40:00 MBX1 VSS/8224`,
      finds: [],
    },
    {
      when: "it is about the Exchange writer, which has a finding of its own",
      log: `${before("01:00:10")}\n01:00:11 MBX1 VSS/12301 text="Microsoft Exchange Writer"`,
      finds: [],
    },
  ],
};
