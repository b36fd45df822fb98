import {
  createDatabaseScan,
  createLogScan,
  type DatabaseReport,
  HEAD_SIZE,
  identify,
  judgeSet,
  type LogReading,
  readCheckpoint,
  readDatabaseHeaders,
  type SetDatabase,
  type SetLog,
  type SetVerdict,
} from "../../../parsers/ese/index.ts";

/** Gives the bytes in pieces of `step`, as a reader of files does. */
export function feed(target: { write(bytes: Uint8Array): void }, bytes: Uint8Array, step: number): void {
  for (let at = 0; at < bytes.length; at += step) target.write(bytes.subarray(at, at + step));
}

export function checkDatabase(
  bytes: Uint8Array,
  step = bytes.length,
): DatabaseReport | { readonly kind: "unknown"; readonly headerStatus: "bothBad" } {
  const head = readDatabaseHeaders(bytes.subarray(0, HEAD_SIZE), bytes.length);
  if (head.status === "bothBad") return { kind: "unknown", headerStatus: head.status };
  const scan = createDatabaseScan(head, bytes.length);
  feed(scan, bytes, step);
  return scan.end();
}

/** The report of a database that has a good header. */
export function checkReadable(bytes: Uint8Array, step = bytes.length): DatabaseReport {
  const report = checkDatabase(bytes, step);
  if (report.kind !== "db") throw new Error("no header is good");
  return report;
}

export function checkLog(bytes: Uint8Array, step = bytes.length): LogReading {
  const scan = createLogScan();
  feed(scan, bytes, step);
  return scan.end();
}

/** Judges files by their content and names, as one log stream. */
export function judgeFiles(
  base: string,
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
): SetVerdict {
  const logs: SetLog[] = [];
  const databases: SetDatabase[] = [];
  let checkpoint: ReturnType<typeof readCheckpoint> | null = null;
  for (const { name, bytes } of files) {
    const head = bytes.subarray(0, HEAD_SIZE);
    const type = identify(head, bytes.length)?.type;
    if (type === "log") logs.push({ name, reading: checkLog(bytes) });
    if (type === "checkpoint") checkpoint = readCheckpoint(bytes);
    if (type !== "database") continue;
    const { identity } = readDatabaseHeaders(head, bytes.length);
    databases.push(
      identity === null ? { name, report: null, identity } : { name, report: checkReadable(bytes), identity },
    );
  }
  return judgeSet({ base, logs, checkpoint, databases });
}
