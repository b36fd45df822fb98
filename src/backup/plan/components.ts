import type { BackupUnit, Discovery, ShadowWriter } from "../../model/backup/discovery.ts";
import { EXCHANGE_WRITER, firstLabel, sameName } from "../../model/names.ts";

// Names as Microsoft's VSSTester.ps1 (CSS-Exchange) writes them into its Diskshadow script. The writers of Exchange bear
// the same name in every language.
const STORE_WRITER = "Microsoft Exchange Writer";
const REPLICA_WRITER = "Microsoft Exchange Replica Writer";
const STORE = "Microsoft Exchange Server\\Microsoft Information Store";

/**
 * How Diskshadow names what VSS has of a unit: `writer:\path\guid`, with the short name of this machine in the path.
 *
 * A copy that is mounted elsewhere lies under `Replica`, and belongs to a writer of its own up to 2010; from 2013 on one
 * writer has both, so the live list decides. A unit of unknown role is named both ways: one excluded too many stops
 * Diskshadow at most, one too few would truncate what nobody copied.
 *
 * @returns nothing where the unit has no GUID
 */
export function componentsOf(
  { node, writers }: Pick<Discovery, "node" | "writers">,
  { guid, role }: Pick<BackupUnit, "guid" | "role">,
): readonly string[] {
  if (guid === null) return [];
  const server = firstLabel(node);
  const active = `${exchangeWriter(writers, "active")?.name ?? STORE_WRITER}:\\${STORE}\\${server}\\${guid}`;
  const passive = `${exchangeWriter(writers, "passive")?.name ?? STORE_WRITER}:\\${STORE}\\Replica\\${server}\\${guid}`;
  switch (role) {
    case "active":
    case "standalone":
      return [active];
    case "passive":
      return [passive];
    case "unknown":
      return [active, passive];
  }
}

/** Every writer but Exchange's, each class once. */
export function otherWriters(writers: Discovery["writers"]): readonly Pick<ShadowWriter, "id" | "name">[] {
  const others = new Map<string, string>();
  for (const { id, name } of writers ?? []) {
    if (!sameName(id, EXCHANGE_WRITER) && !others.has(id)) others.set(id, name);
  }
  return [...others].map(([id, name]) => ({ id, name })).sort((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * The writer that has what is mounted here, or passive copies. Whose role is not known is asked as if it were mounted here.
 */
export function exchangeWriter(
  writers: Discovery["writers"],
  role: BackupUnit["role"],
): ShadowWriter | undefined {
  const own = (writers ?? []).filter(({ id }) => sameName(id, EXCHANGE_WRITER));
  const replica = own.find(({ name }) => sameName(name, REPLICA_WRITER));
  const store = own.find((writer) => writer !== replica);
  return role === "passive" ? (replica ?? store) : store;
}
