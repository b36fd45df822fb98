import type { CatalogueRow } from "../model/catalogue.ts";
import { rowsOf } from "./rows.ts";

const MONITOR_DAGS =
  "MicrosoftDocs/OfficeDocs-Exchange@52e8b70 Exchange/ExchangeServer/high-availability/manage-ha/monitor-dags.md";

/** The crimson channels of high availability. The source names events and channels, but no numbers. */
export const HIGH_AVAILABILITY: readonly CatalogueRow[] = rowsOf(
  {
    provider: "Microsoft-Exchange-HighAvailability",
    channel: "Microsoft-Exchange-HighAvailability/Operational",
    category: null,
    versions: ["2010", "2013", "2016", "2019", "SE"],
    citation: "observed behaviour of Exchange 2013 CU23, not publicly documented",
    confidence: "derived",
  },
  [
    {
      id: null,
      symbol: "LogTruncationStateChange",
      channel: "Microsoft-Exchange-HighAvailability/TruncationDebug",
      phase: "truncation",
      outcome: "info",
      signal: "truncation-progress",
      meaning:
        "The global truncation point that a passive copy learned from the active one moved from one generation to another: the only event that shows truncation on a passive copy of 2013 and later, which deletes files without ESE 224. LooseTruncationOnPassiveBeingUsed in the same channel: the copy truncates on its own because space is low.",
      strings: [
        "database",
        ["databaseGuid", "identity of the copy"],
        ["peer", "server"],
        ["text", 'which point ("GlobalTruncationPoint")'],
        ["firstLog", "old generation"],
        ["lastLog", "new generation"],
      ],
      note: "the event id is not known; which channel carries it is from memory",
    },
    {
      id: null,
      phase: "truncation",
      outcome: "info",
      signal: "noise",
      meaning: "Replication service, Active Manager, VSS writer, mount and log truncation operations.",
      citation: `${MONITOR_DAGS} line 130`,
      confidence: "quoted",
      note: "the event ids are not known; quoted is the meaning",
    },
    {
      id: null,
      channel: "Microsoft-Exchange-HighAvailability/BlockReplication",
      phase: "truncation",
      outcome: "info",
      signal: "noise",
      meaning: "Block mode replication; only context.",
      citation: "memory",
      confidence: "memory",
      note: "the event ids are not known",
    },
  ],
);

/** Failures of replicated databases. */
export const FAILURE_ITEMS: readonly CatalogueRow[] = rowsOf(
  {
    provider: "Microsoft-Exchange-MailboxDatabaseFailureItems",
    channel: "Microsoft-Exchange-MailboxDatabaseFailureItems",
    category: null,
    versions: ["2010", "2013", "2016", "2019", "SE"],
    citation: MONITOR_DAGS,
    confidence: "quoted",
  },
  [
    {
      id: null,
      phase: "truncation",
      outcome: "info",
      signal: "copy-context",
      meaning:
        "Failure of a replicated database: explains why a copy cannot be backed up or blocks truncation.",
      carries: ["database", "databaseGuid"],
      note: "the event ids are not known; quoted is the meaning",
    },
  ],
);
