import { resolve, sep } from "node:path";
import { diagnostic } from "../../parsers/diagnostics.ts";
import { logName } from "../../parsers/ese/index.ts";
import type { Diagnostic } from "../model/raw-event.ts";
import type { Scanned } from "./scan.ts";

type Log = Extract<Scanned, { readonly kind: "log" }>;
type Checkpoint = Extract<Scanned, { readonly kind: "checkpoint" }>;
type Database = Extract<Scanned, { readonly kind: "database" }>;

/** The files of one log stream, or of a folder whose databases have no logs (`base` is empty then). */
export interface Stream {
  readonly folder: string;
  readonly base: string;
  readonly logs: readonly Log[];
  readonly checkpoint: Checkpoint | null;
  readonly databases: readonly Database[];
}

interface Draft {
  readonly folder: string;
  readonly base: string;
  readonly logs: Log[];
  checkpoint: Checkpoint | null;
  readonly databases: Database[];
}

/**
 * Puts together what belongs together: logs by folder and base name, checkpoints and databases with the logs whose
 * signature they bear, wherever they lie; of several such streams with the nearest.
 */
export function groupFiles(scanned: readonly Scanned[]): {
  readonly streams: readonly Stream[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  const drafts = new Map<string, Draft>();
  const draftOf = (folder: string, base: string): Draft => {
    const key = `${folder}\0${base.toLowerCase()}`;
    const known = drafts.get(key) ?? { folder, base, logs: [], checkpoint: null, databases: [] };
    drafts.set(key, known);
    return known;
  };
  for (const log of scanned.filter((one) => one.kind === "log")) {
    const name = logName(log.of.name);
    if (name === null) diagnostics.push(diagnostic("verify-log-apart", log.of.path, APART));
    else draftOf(log.of.folder, name.base).logs.push(log);
  }
  const streams = [...drafts.values()];
  const signatures = new Map(streams.map((stream) => [stream, signatureOf(stream.logs)]));
  const bearing = (signature: string): readonly Draft[] =>
    signature === "" ? [] : streams.filter((stream) => signatures.get(stream) === signature);

  for (const checkpoint of scanned.filter((one) => one.kind === "checkpoint")) {
    const own = drafts.get(`${checkpoint.of.folder}\0${checkpoint.of.name.slice(0, 3).toLowerCase()}`);
    const stream = own ?? nearest(bearing(checkpoint.reading.signLog), checkpoint.of.folder)[0];
    if (stream !== undefined) stream.checkpoint ??= checkpoint;
  }
  for (const database of scanned.filter((one) => one.kind === "database")) {
    const { folder, path } = database.of;
    const found = nearest(bearing(database.identity?.signLog ?? ""), folder);
    if (found.length > 1) {
      const places = found.map((stream) => stream.folder).join(", ");
      diagnostics.push(
        diagnostic("verify-stream-unclear", path, `its logs lie in ${places}; the first was taken`),
      );
    }
    const beside = streams.filter((stream) => stream.folder === folder);
    const stream = found[0] ?? (isJudgedWithLogs(database) && beside.length === 1 ? beside[0] : undefined);
    (stream ?? draftOf(folder, "")).databases.push(database);
  }
  return { streams: [...drafts.values()].sort(byPlace), diagnostics };
}

const APART = "a log by its content; without a log's name it stands in no sequence";

/** Of a clean database's own set nothing depends on logs that bear another signature. */
function isJudgedWithLogs({ identity, database }: Database): boolean {
  return identity === null || identity.signLog === "" || database.header?.stateText !== "Clean Shutdown";
}

/** The signature that most of the logs bear; a log of another stream may have come between them. */
function signatureOf(logs: readonly Log[]): string {
  const counts = new Map<string, number>();
  for (const { reading } of logs) {
    if (!reading.report.headerChecksumOk) continue;
    const { signLog } = reading.identity;
    counts.set(signLog, (counts.get(signLog) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "";
}

/** Those of the streams that lie nearest to a folder: in it, else with the most folders above in common. */
function nearest(streams: readonly Draft[], folder: string): readonly Draft[] {
  const near = streams.map((stream) => nearness(stream.folder, folder));
  const most = Math.max(...near);
  return streams.filter((_, index) => near[index] === most);
}

function nearness(one: string, other: string): number {
  const [a, b] = [resolve(one).split(sep), resolve(other).split(sep)];
  if (a.length === b.length && a.every((part, index) => part === b[index])) return Number.POSITIVE_INFINITY;
  const parted = a.findIndex((part, index) => part !== b[index]);
  return parted === -1 ? a.length : parted;
}

function byPlace(a: Draft, b: Draft): number {
  return a.folder === b.folder ? compare(a.base, b.base) : compare(a.folder, b.folder);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
