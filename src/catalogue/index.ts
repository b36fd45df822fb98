import type { CatalogueRow } from "../model/catalogue.ts";
import { ESE_BACKUP_SESSIONS } from "./ese-backup.ts";
import { ESE_BACKUP_CLIENT } from "./ese-backup-client.ts";
import { ESE_ENGINE } from "./ese-engine.ts";
import { ESE_INTEGRITY } from "./ese-integrity.ts";
import { ESE_SHADOW_COPY } from "./ese-shadow-copy.ts";
import { ESE_STORAGE } from "./ese-storage.ts";
import { ESE_TRUNCATION } from "./ese-truncation.ts";
import { IS_DATABASES } from "./exchange-is-databases.ts";
import { IS_WRITER } from "./exchange-is-writer.ts";
import { REPL_COMPLETE } from "./exchange-repl-complete.ts";
import { REPL_COPIES } from "./exchange-repl-copies.ts";
import { REPL_PREPARE } from "./exchange-repl-prepare.ts";
import { REPL_SNAPSHOT } from "./exchange-repl-snapshot.ts";
import { FAILURE_ITEMS, HIGH_AVAILABILITY } from "./high-availability.ts";
import { findProvider, PROVIDERS } from "./providers.ts";
import { VOLSNAP_CREATE } from "./volsnap-create.ts";
import { VOLSNAP_LOSS } from "./volsnap-loss.ts";
import { VSS_PROVIDER } from "./vss-provider.ts";
import { VSS_SERVICE } from "./vss-service.ts";
import { WINDOWS_BACKUP } from "./windows-backup.ts";

export { findProvider, isKnownProvider } from "./providers.ts";

/** Every event that is known. A new id is one row in one of these lists. */
export const CATALOGUE: readonly CatalogueRow[] = [
  ...ESE_SHADOW_COPY,
  ...ESE_TRUNCATION,
  ...ESE_BACKUP_SESSIONS,
  ...ESE_INTEGRITY,
  ...ESE_STORAGE,
  ...ESE_ENGINE,
  ...ESE_BACKUP_CLIENT,
  ...REPL_PREPARE,
  ...REPL_SNAPSHOT,
  ...REPL_COMPLETE,
  ...REPL_COPIES,
  ...IS_WRITER,
  ...IS_DATABASES,
  ...VSS_SERVICE,
  ...VSS_PROVIDER,
  ...VOLSNAP_CREATE,
  ...VOLSNAP_LOSS,
  ...WINDOWS_BACKUP,
  ...HIGH_AVAILABILITY,
  ...FAILURE_ITEMS,
];

const BY_ID = new Map<string, Map<number, CatalogueRow>>();
const BY_PROVIDER = new Map<string, CatalogueRow[]>();
for (const row of CATALOGUE) {
  const rows = BY_PROVIDER.get(row.provider) ?? [];
  BY_PROVIDER.set(row.provider, rows);
  rows.push(row);
  const ids = BY_ID.get(row.provider) ?? new Map<number, CatalogueRow>();
  BY_ID.set(row.provider, ids);
  for (let id = row.id ?? 1; id <= (row.lastId ?? row.id ?? 0); id += 1) ids.set(id, row);
}

/** The row of an event, or null. ESENT and NTDS ISAM share the rows of ESE. */
export function findRow(provider: string, id: number): CatalogueRow | null {
  const rows = findProvider(provider)?.rows;
  return (rows === undefined ? undefined : BY_ID.get(rows)?.get(id)) ?? null;
}

/** The row of a channel whose event numbers are not known, or null. */
export function findChannelRow(provider: string, channel: string): CatalogueRow | null {
  const name = channel.toLowerCase();
  return (
    rowsOfProvider(provider).find((row) => row.id === null && row.channel.toLowerCase() === name) ?? null
  );
}

/** All rows of the provider: the family within which a text may have been mistaken for another. */
export function rowsOfProvider(provider: string): readonly CatalogueRow[] {
  return BY_PROVIDER.get(findProvider(provider)?.rows ?? "") ?? [];
}

/** The rows with this id, of all providers. */
export function rowsWithId(id: number): readonly CatalogueRow[] {
  return [...BY_ID.values()].flatMap((ids) => ids.get(id) ?? []);
}

/** Whether a reader should decode this record: see `Provider.wanted`. */
export function wants(provider: string, id: number): boolean {
  const known = findProvider(provider);
  if (known === null) return false;
  return known.wanted === "all" || BY_ID.get(known.rows)?.has(id) === true;
}

/** What to ask a log for: each provider with its ids, null for all of them. */
export function wantedEvents(): readonly {
  readonly provider: string;
  readonly ids: readonly number[] | null;
}[] {
  return PROVIDERS.map(({ name, rows, wanted }) => ({
    provider: name,
    ids: wanted === "all" ? null : [...(BY_ID.get(rows)?.keys() ?? [])],
  }));
}
