import type { CatalogueRow } from "../../model/catalogue.ts";
import type { RawEvent } from "../../model/raw-event.ts";

/** ESE's category of VSS sessions, and that of the replication service for its writer. */
const SHADOW_COPY_TASK = 16;
const WRITER_TASK = 2;
/** All early events of the store's writer lie in this block (9600 to 9648 are known). */
const WRITER_IDS = { first: 9600, last: 9659 };

const ROWS = new Map<string, CatalogueRow>();

/**
 * A row for an id that the catalogue does not hold, or null when nothing ties the event to a backup.
 *
 * ESE, MSExchangeIS and MSExchangeRepl write thousands of other events a day on a busy server; only what the
 * category (or, for the store, the block of ids) gives as the VSS writer's is kept for the timeline.
 */
export function unknownRow(record: RawEvent, provider: string, id: number): CatalogueRow | null {
  if (!concernsBackup(record, provider, id)) return null;
  const outcome = record.level !== null && record.level >= 1 && record.level <= 3 ? "warning" : "info";
  const key = `${provider} ${outcome}`;
  const known = ROWS.get(key);
  if (known !== undefined) return known;
  const row = makeRow(provider, outcome);
  ROWS.set(key, row);
  return row;
}

function concernsBackup(record: RawEvent, provider: string, id: number): boolean {
  const named = record.taskName !== null && /VSS|Shadow ?Copy/i.test(record.taskName);
  switch (provider) {
    case "ESE":
      return record.task === SHADOW_COPY_TASK || named;
    case "MSExchangeRepl":
      return record.task === WRITER_TASK || named;
    case "MSExchangeIS":
      return (id >= WRITER_IDS.first && id <= WRITER_IDS.last) || named;
    default:
      return provider === "ESE BACKUP";
  }
}

function makeRow(provider: string, outcome: CatalogueRow["outcome"]): CatalogueRow {
  const engine = provider === "ESE";
  return {
    provider,
    channel: "Application",
    id: null,
    symbol: null,
    level: null,
    category: null,
    versions: [],
    phase: "unknown",
    outcome,
    signal: "unknown",
    meaning: "An id that the catalogue does not hold.",
    template: null,
    strings: engine
      ? [
          { role: "process", is: "process" },
          { role: "pid", is: "pid" },
          { role: "instanceName", is: "instance" },
        ]
      : [],
    ...(engine ? {} : { carries: ["guid", "hresult", "database"] }),
    citation: "none",
    confidence: "memory",
    note: null,
  };
}
