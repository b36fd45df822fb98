import { jetError } from "../../../../parsers/ese/index.ts";
import type { ToolRun } from "../process.ts";

/** How a run ended: a Jet error, 0 for good. */
export interface Ended {
  readonly error: number;
  /** Simulated. */
  readonly seconds: number;
}

export const line = (text: string): string => `${text}\r\n`;

export function banner(): string {
  return [
    "",
    "Extensible Storage Engine Utilities for Microsoft(R) Exchange Server",
    "Version 15.02",
    "Simulated by the lab of Thawline; no program of Microsoft.",
    "",
  ]
    .map(line)
    .join("");
}

/** Texts of errors as the published source of ESE has them. */
const TEXTS: Readonly<Record<number, string>> = {
  [-501]: "Log file is corrupt",
  [-513]: "Name of logfile does not match internal generation number",
  [-514]: "Version of log file is not compatible with Jet version",
  [-515]: "Timestamp in next log does not match expected",
  [-528]: "Current log file missing",
  [-530]: "Bad signature for a log file",
  [-541]: "Actual log file size does not match JET_paramLogFileSize",
  [-590]: "The previous log's accumulated segment checksum doesn't match the next log",
  [-1003]: "Invalid API parameter",
  [-1206]: "Non database file or corrupted db",
  [-1811]: "File not found",
};

/** The last line. Milliseconds have no leading zeros: 12.7 is 12 seconds and 7 milliseconds. */
export function lastLine({ error, seconds }: Ended): string {
  const took = `${Math.floor(seconds)}.${Math.round((seconds % 1) * 1000)}`;
  if (error === 0) return [`Operation completed successfully in ${took} seconds.`, ""].map(line).join("");
  const name = jetError(error)?.name ?? "JET_errInternalError";
  const text = `Operation terminated with error ${error} (${name}, ${TEXTS[error] ?? "error"}) after ${took} seconds.`;
  return ["", "", text, "", "", ""].map(line).join("");
}

/** As Windows gives a negative exit code. */
export function unsigned(error: number): number {
  return error >>> 0;
}

export function noAccess(run: ToolRun, path: string, error: number): Ended {
  run.out(line(`Error: Access to source database '${path}' failed with Jet error ${error}.`));
  run.out(line(""));
  return { error, seconds: 0.3 };
}

/** `03/05/2024 22:06:18.350 UTC` of a time as the parser prints it. */
export function printedTime(time: string | null): string {
  const [, year, month, day, clock] = /^(\d{4})-(\d\d)-(\d\d)T([\d:.]+)Z/.exec(time ?? "") ?? [];
  return year === undefined ? "00/00/1900 00:00:00.000 LOC" : `${month}/${day}/${year} ${clock} UTC`;
}

export function printedPlace([generation, sector, offset]: readonly [number, number, number]): string {
  const hex = (value: number): string => value.toString(16).toUpperCase();
  return `(0x${hex(generation)},${hex(sector)},${hex(offset)})`;
}

export function printedSignature({
  random,
  created,
  computer,
}: {
  readonly random: number;
  readonly created: string | null;
  readonly computer: string;
}): string {
  return `Create time:${printedTime(created)} Rand:${random} Computer:${computer}`.replace(" UTC ", " ");
}
