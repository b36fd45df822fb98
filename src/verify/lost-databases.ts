import { basename } from "node:path";
import { diagnostic } from "../../parsers/diagnostics.ts";
import type { Diagnostic } from "../model/raw-event.ts";
import type { Scanned } from "./scan.ts";

/**
 * Files that the logs name as their databases, but that are none by their content: nothing of their headers is left.
 * Only `.edb` tells a database by its name alone.
 */
export function lostDatabases(scanned: readonly Scanned[], others: readonly string[]): readonly Diagnostic[] {
  const named = new Set<string>();
  for (const one of scanned) {
    if (one.kind !== "log" || !one.reading.report.headerChecksumOk) continue;
    for (const { path } of one.reading.report.attachments) named.add(nameOf(path));
  }
  return others
    .filter((path) => named.has(basename(path).toLowerCase()))
    .map((path) => diagnostic("verify-unrecognised", path, LOST));
}

const LOST = "the logs name it as their database, but nothing of a database's header is left (-1206)";

/** Of a path of Windows. */
function nameOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf("\\"), path.lastIndexOf("/")) + 1).toLowerCase();
}
