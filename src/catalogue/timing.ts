import type { Confidence } from "../model/catalogue.ts";

export interface TimingFact {
  readonly what: string;
  readonly value: string;
  readonly citation: string;
  readonly confidence: Confidence;
}

/** How long things may take, and how much is kept. The sources disagree on the freeze: none is hard-coded as the limit. */
export const TIMING: readonly TimingFact[] = [
  {
    what: "VSS Freeze..Thaw window per writer",
    value:
      "60 s default; without Thaw in time VSS sends Abort; a writer may set another value in CVssWriter::Initialize",
    citation:
      "https://learn.microsoft.com/en-us/windows/win32/api/vswriter/nf-vswriter-cvsswriter-onfreeze; KB 915331",
    confidence: "quoted",
  },
  {
    what: "Volsnap flush-and-hold",
    value: "10 s, not configurable",
    citation:
      'QEMU guest agent source comment "VSS can only hold writes for 10 seconds"; HP 3PAR manual p.56; volsnap 8/9, VSS 12297/12298',
    confidence: "quoted",
  },
  {
    what: "ESE freeze limit, ESENT of Windows 2003",
    value: "20000 ms",
    citation: "KB 826936",
    confidence: "quoted",
  },
  {
    what: "Exchange writer freeze",
    value: "20 s (vendor statement)",
    citation: 'Veeam help centre "60 seconds (20 seconds for Microsoft Exchange)", Veeam KB 1680',
    confidence: "quoted",
  },
  {
    what: "Exchange writer freeze, Exchange team",
    value: "60 s for VSS to get the snapshot, then abort",
    citation: "Exchange team blog part 2, comment of the author",
    confidence: "quoted",
  },
  {
    what: "JET_paramOSSnapshotTimeout default in published ESE",
    value: "70000 ms (parameter 82, range up to 2147483647)",
    citation: "microsoft/Extensible-Storage-Engine@7030fe7 dev/ese/src/ese/sysparamtable.g.cxx line 98",
    confidence: "quoted",
  },
  {
    what: "Replication-service truncation timer",
    value: "180000 ms per copy (passive tells active, learns the global point)",
    citation: "observed behaviour of Exchange 2013 CU23, not publicly documented",
    confidence: "derived",
  },
  {
    what: "Logs always kept by the truncater",
    value: "10 (LogTruncationExtendedPreservation, at least 2)",
    citation: "observed behaviour of Exchange 2013 CU23, not publicly documented",
    confidence: "derived",
  },
  {
    what: "Checkpoint depth effect",
    value: "about 100 logs behind the current one in a DAG; an idle database may keep up to 1000 logs",
    citation: "timmcmic 2012/03/12; EMC bottk 2014; microsoft/CSS-Exchange issue 2046",
    confidence: "quoted",
  },
  {
    what: "Loose truncation defaults",
    value:
      "free space 204800 MB; keep 100000 logs (passive), 10000 (active); off unless MinCopiesToProtect > 0",
    citation: "MicrosoftDocs/OfficeDocs-Exchange manage-database-copies.md",
    confidence: "quoted",
  },
  {
    what: "Log range query to the active server",
    value: "30 s (QueryLogRangeTimeoutInMsec)",
    citation: "KB 4037535",
    confidence: "quoted",
  },
];
