import { type Draft, hash, type Server } from "./draft.ts";
import { type Engine, ese, plain, vss } from "./drafts.ts";

/** A worker process a database since 2013, one store process before (docs/correlation.md). */
export function engineOf({ name: server, version }: Server, database: string): Engine {
  const single = ["2003", "2007", "2010"].includes(version);
  return {
    version,
    process: single ? "Information Store" : `Information Store - ${database}`,
    pid: 4000 + (hash(single ? server : `${server}/${database}`) % 40_000),
  };
}

/** The ESENT engine of Windows Search, which is in every log and never part of a job. */
const SEARCH: Engine = { version: "2013", process: "Windows", pid: 788 };

/** What else such a log holds: none of it has a bearing on a backup. */
const BACKGROUND: readonly (() => Draft)[] = [
  () => plain("Application", "MSExchange ADAccess", 2080, 4, ["MSEXCHANGEADTOPOLOGYSERVICE.EXE", "2212"]),
  () =>
    plain("Application", "Microsoft-Windows-Security-SPP", 16384, 4, ["2024-06-02T12:00:00Z", "RulesEngine"]),
  () => ese(SEARCH, 102, ["0", "10", "00", "14393", "0000"], { database: "Windows", provider: "ESENT" }),
  () => plain("Application", "MSExchangeTransport", 7011, 4, ["Default Frontend"]),
  () =>
    ese(
      SEARCH,
      326,
      ["1", "C:\\ProgramData\\Microsoft\\Search\\Data\\Applications\\Windows\\Windows.edb", "0"],
      {
        database: "Windows",
        provider: "ESENT",
      },
    ),
  () =>
    vss(8194, [
      "0x80070005, Access is denied.\n",
      "\n\nOperation:\n   Gathering Writer Data\n\nContext:\n   Writer Class Id: {e8132975-6f93-4464-a53e-1050253ae220}\n   Writer Name: System Writer",
    ]),
  () => ese(SEARCH, 103, ["0"], { database: "Windows", provider: "ESENT" }),
  () => plain("Application", "MSExchange Common", 4999, 2, ["1628", "E12IIS", "15.01.2507.006"]),
  () => vss(8224, [""]),
];

/** Other events of a server, one after another; where it begins depends on the server's name. */
export function backgroundOf(server: Server): () => Draft {
  let turn = hash(server.name) % BACKGROUND.length;
  return () => {
    const draft = BACKGROUND[turn % BACKGROUND.length];
    turn += 1;
    if (draft === undefined) throw new Error("no background");
    return draft();
  };
}
