import type { CatalogueRow } from "../model/catalogue.ts";
import { rowsOf } from "./rows.ts";

const MEMORY = "memory";

/** What the information store says of single databases. */
export const IS_DATABASES: readonly CatalogueRow[] = rowsOf(
  {
    provider: "MSExchangeIS",
    channel: "Application",
    category: "Exchange VSS Writer",
    versions: ["2007", "2010"],
    citation: MEMORY,
    confidence: "memory",
  },
  [
    {
      id: 9780,
      level: "Information",
      phase: "backup-complete",
      outcome: "normal",
      signal: "writer-database-truncating",
      meaning:
        'Full or incremental backup of one database or storage group completed; truncation follows (replicated: after replay). Of the family with "(instance GUID:N)".',
      strings: ["guidAndNumber", ["database", "database or storage group"]],
      citation: "memory; id named on https://gbeifuss.github.io/p/truncate-exchange-transaction-logs/",
    },
    {
      id: 9781,
      level: "Information",
      phase: "backup-complete",
      outcome: "normal",
      signal: "writer-database-not-truncating",
      meaning:
        "Per database/storage group: copy or differential backup completed (no truncation) - exact split between 9780 and 9781 not confirmed.",
      strings: ["guidAndNumber", ["database", "database or storage group"]],
      note: "unconfirmed",
    },
    {
      id: 9782,
      level: "Error",
      phase: "backup-complete",
      outcome: "failure",
      signal: "writer-database-failed",
      meaning: "Per database/storage group: backup completed WITH ERRORS, no logs truncated.",
      strings: ["guidAndNumber", ["database", "database or storage group"]],
    },
    {
      id: 9811,
      level: "Information",
      phase: "prepare-snapshot",
      outcome: "normal",
      signal: "engine-prepared",
      type: "full-or-copy",
      meaning:
        'ESE prepared for a full or copy backup of one database. Here "(instance N)" is the ESE shadow copy instance number, not the GUID: the bridge between both numberings, by order in time only.',
      template:
        "Exchange VSS Writer (instance %1) has successfully prepared the database engine for a full or copy backup of database '%2'.",
      strings: ["eseInstance", ["database", "database (2010) or storage group (2007)"]],
      citation:
        "https://blogs.technet.microsoft.com/timmcmic/2011/07/12/exchange-and-windows-server-backup/; Exchange team blog part 2",
      confidence: "quoted",
    },
    {
      id: 9812,
      level: "Information",
      phase: "prepare-snapshot",
      outcome: "normal",
      signal: "engine-prepared",
      type: "incremental-or-differential",
      meaning: "As 9811 for an incremental or differential backup - id not confirmed.",
      strings: ["eseInstance", "database"],
      note: "the id is unconfirmed",
    },
    {
      id: 9840,
      level: "Error",
      phase: "prepare-backup",
      outcome: "failure",
      signal: "writer-database-prepare-failed",
      meaning:
        "Prepare refused: the storage group/database is already being backed up (-2403), or an aborted backup is not cleaned up yet.",
      carries: ["guid", "hresult", "database"],
      citation:
        'title "Event ID 9840 is logged when a VSS backup operation fails in Exchange 2007" = KB 930800, quoted in KB 910250',
      confidence: "quoted",
      note: "quoted is title only",
    },
    {
      id: 40013,
      level: "Warning",
      category: "Logical Data Model",
      versions: ["2016", "2019", "SE"],
      phase: "noise",
      outcome: "info",
      signal: "noise",
      meaning: "Tombstone table urgent clean-up starts. Unrelated to the backup although a blog lists it.",
      citation:
        "https://gbeifuss.github.io/p/truncate-exchange-transaction-logs/ (Exchange 2016 CU23, a field sample)",
      confidence: "quoted",
      note: "quoted is the meaning",
    },
    {
      id: 40017,
      level: "Warning",
      category: "Logical Data Model",
      versions: ["2016", "2019", "SE"],
      phase: "noise",
      outcome: "info",
      signal: "noise",
      meaning: "Tombstone table urgent clean-up finished. Unrelated to the backup although a blog lists it.",
      citation:
        "https://gbeifuss.github.io/p/truncate-exchange-transaction-logs/ (Exchange 2016 CU23, a field sample)",
      confidence: "quoted",
      note: "quoted is the meaning",
    },
  ],
);
