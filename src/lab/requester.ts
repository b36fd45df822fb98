import { createDatabaseScan, HEAD_SIZE, readDatabaseHeaders } from "../../parsers/ese/index.ts";
import { createBackup } from "./backup.ts";
import type { JobType } from "./events/steps.ts";
import { copyOn } from "./find.ts";
import type { Script } from "./queue.ts";
import { makeSnapshot } from "./vss.ts";
import type { Backup, Copy, Lab, LabServer } from "./world.ts";

/** What a requester is told to do. All but the server has a usual value. */
export interface Order {
  readonly server: LabServer;
  readonly type?: JobType;
  /** Default: all that have a copy on the server. */
  readonly databases?: readonly string[];
  readonly frozenSeconds?: number;
  readonly holdSeconds?: number;
  readonly transferSeconds?: number;
  /** Databases of which it forgets a volume. */
  readonly forgets?: readonly string[];
  /** Whether it checks the pages that it copied, and reports what is bad. Default: true. */
  readonly verifies?: boolean;
  /** What becomes of it in the midst of the transfer. Default: nothing. */
  readonly ends?: "aborts" | "dies" | "leaves";
  /** Databases that it reports as not backed up, whatever it copied. */
  readonly reportsFailed?: readonly string[];
  /** What its copy of a database is in the end, when storage or transfer are not to be trusted. */
  readonly spoils?: (files: Map<string, Uint8Array>, copy: Copy) => void;
}

/** A backup program: asks for a snapshot, copies from it, checks the copy, and says how it went. */
export function* backUp(lab: Lab, order: Order): Script {
  const { writer } = order.server;
  const random = lab.random.fork(`backup at ${lab.queue.now()} on ${order.server.short}`);
  const backup = createBackup(lab, order.server, order.type ?? "full", copiesOf(lab, order));
  const taken = yield* makeSnapshot(lab, backup, () => ({
    frozenSeconds: order.frozenSeconds ?? random.between(1.5, 4),
    holdSeconds: order.holdSeconds ?? random.between(0.3, 1.2),
    forgotten: order.forgets ?? [],
  }));
  if (!taken) return;
  const seconds = order.transferSeconds ?? random.between(900, 2400);
  yield seconds / 2;
  if (order.ends === "dies") {
    backup.abandoned = true;
    return;
  }
  if (order.ends === "aborts") {
    writer.abort(backup);
    lab.shadows.delete(backup);
    return;
  }
  if (order.ends === "leaves") {
    writer.shutdown(backup);
    lab.shadows.delete(backup);
    return;
  }
  yield seconds / 2;
  const failed = transfer(lab, backup, order);
  lab.shadows.delete(backup);
  writer.complete(backup, new Set([...failed, ...(order.reportsFailed ?? [])]));
}

function copiesOf(lab: Lab, { server, databases }: Order): readonly Copy[] {
  return lab.databases.flatMap((database) => {
    if (databases !== undefined && !databases.includes(database.name)) return [];
    return copyOn(database, server) ?? [];
  });
}

/** Copies the files out of the snapshot. Returns the databases that it could not copy, or found to be bad. */
function transfer(lab: Lab, backup: Backup, { verifies = true, spoils }: Order): readonly string[] {
  if (backup.shadowsLost) return backup.copies.map(({ database }) => database.name);
  const failed: string[] = [];
  for (const [copy, files] of backup.snapshot) {
    const { name } = copy.database;
    const copied = new Map(files);
    spoils?.(copied, copy);
    const number = lab.backups.length + 1;
    const folder = `backup/${number}-${backup.server.short}-${name}`;
    for (const [file, bytes] of copied) lab.disk.write(`${folder}/${file}`, bytes);
    lab.backups.push({
      folder,
      database: name,
      guid: backup.guid,
      spoiled: spoils !== undefined,
      files: lab.disk.keeps ? new Map() : copied,
    });
    if (verifies && hasBadPages(copied.get(`${name}.edb`))) failed.push(name);
  }
  return failed;
}

function hasBadPages(bytes: Uint8Array | undefined): boolean {
  if (bytes === undefined) return true;
  const head = readDatabaseHeaders(bytes.subarray(0, HEAD_SIZE), bytes.length);
  if (head.status === "bothBad") return true;
  const scan = createDatabaseScan(head, bytes.length);
  scan.write(bytes);
  return scan.end().badChecksums > 0;
}
