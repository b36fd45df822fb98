import type { CatalogueRow } from "../model/catalogue.ts";
import { rowsOf } from "./rows.ts";

/** The backup client library: both ends of the backup of a passive copy. */
export const ESE_BACKUP_CLIENT: readonly CatalogueRow[] = rowsOf(
  {
    provider: "ESE BACKUP",
    channel: "Application",
    category: "General",
    versions: ["2007", "2010", "2013", "2016", "2019", "SE"],
    citation: "Exchange team blog part 3",
    confidence: "quoted",
  },
  [
    {
      id: 960,
      level: "Information",
      phase: "prepare-snapshot",
      outcome: "normal",
      signal: "surrogate-running",
      meaning:
        'On the server that runs the passive-copy backup: it now does a surrogate backup for the named master (active) server. Prefix is the lower-case process name "msexchangerepl (pid)".',
      template: "%1 (%2) This computer is performing a surrogate backup. The master server is %3.",
      strings: ["process", "pid", ["peer", "master (active) server"]],
      citation:
        "bottk (EMC, 2014, Exchange 2013) and gbeifuss (Exchange 2016 CU23); role: Exchange team blog part 3",
    },
    {
      id: 910,
      level: "Information",
      phase: "prepare-snapshot",
      outcome: "normal",
      signal: "surrogate-registered",
      meaning: "On the active server: a surrogate backup run by another server has started for a database.",
      carries: ["process", "pid", "peer"],
      citation: "Exchange team blog part 3 (id and role); no text found",
      confidence: "derived",
      note: "no text known: nothing is matched on it",
    },
  ],
);
