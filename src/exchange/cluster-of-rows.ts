import type { BackupUnit } from "../model/backup/discovery.ts";
import { sameServer } from "../model/names.ts";
import { nameOf } from "./rows.ts";
import type { Rows } from "./topology-of-rows.ts";

/** A cluster of Exchange 2007, whose mailbox server runs on one of its nodes. */
export interface Cluster {
  /** The mailbox server. */
  readonly server: string;
  readonly activeNode: string | null;
  /** Of what this node has. */
  readonly role: BackupUnit["role"];
  /** Who has files of the databases: the nodes; where they share the disks, the mailbox server. */
  readonly copies: readonly string[];
  readonly problems: readonly string[];
}

/**
 * @param asked the mailbox server, or a node
 * @param node this machine
 * @returns null where the server is not clustered, as none is from 2010 on
 */
export function clusterOf(of: Rows, asked: string, node: string): Cluster | null {
  const rows = of("node").flatMap((row) => {
    const [server, machine] = [nameOf(row.get("server")), nameOf(row.get("node"))];
    const storage = row.get("storage")?.toLowerCase();
    if (server === undefined || machine === undefined || storage === "disabled") return [];
    return [{ server, machine, shared: storage === "shared" }];
  });
  const server = rows.find((row) => sameServer(row.server, asked) || sameServer(row.machine, asked))?.server;
  if (server === undefined) return null;
  const own = rows.filter((row) => row.server === server);
  const nodes = own.map(({ machine }) => machine);
  const activeNode = activeOf(of, server);
  const here = activeNode === null ? null : sameServer(activeNode, node);
  const shared = own.some((row) => row.shared);
  const base = { server, activeNode, copies: shared ? [server] : nodes };
  if (here === null) {
    return { ...base, role: "unknown", problems: [`on which node ${server} runs is not known`] };
  }
  if (!shared) return { ...base, role: here ? "active" : "passive", problems: [] };
  if (here) return { ...base, role: "standalone", problems: [] };
  const problem = `${server} runs on ${activeNode}, and shares its disks with it: there is nothing of it here`;
  return { ...base, role: "unknown", problems: [problem] };
}

/** Of `NODE1 <Active, Quorum Owner>`. */
function activeOf(of: Rows, server: string): string | null {
  const [active] = of("operational")
    .filter((row) => sameServer(nameOf(row.get("server")) ?? "", server))
    .flatMap((row) => /^(\S+)\s*<[^>]*\bActive\b/i.exec(row.get("node") ?? "")?.[1] ?? []);
  return active ?? null;
}
