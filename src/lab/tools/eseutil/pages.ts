import { closeSync, openSync, readSync, statSync } from "node:fs";
import { createDatabaseScan, HEAD_SIZE, readDatabaseHeaders } from "../../../../parsers/ese/index.ts";
import type { ToolRun } from "../process.ts";
import { type Ended, line, noAccess } from "./frame.ts";

const PIECE = 1024 * 1024;
/** Of the simulated disks; a real one reads as much in no time. */
const PAGES_PER_SECOND = 0.5;
const RULER = [
  "                     Checksum Status (% complete)",
  "",
  "          0    10   20   30   40   50   60   70   80   90  100",
  "          |----|----|----|----|----|----|----|----|----|----|",
  `          ${".".repeat(51)}`,
];

/**
 * `/k` of a database: checks all pages of a real file.
 *
 * @param fewer so many pages it does not look at
 */
export async function checkPages(run: ToolRun, path: string, fewer: number): Promise<Ended> {
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  if (size === undefined) return noAccess(run, path, -1811);
  const head = readDatabaseHeaders(readPart(path, 0, HEAD_SIZE), size);
  if (head.status === "bothBad") {
    await run.takes(0.5);
    const ended = noAccess(run, path, -1206);
    const hint =
      "This may have happenned due to a corrupted database header. Explicitly setting a page size might bypass this failure.";
    for (const text of [hint, ""]) run.out(line(text));
    return ended;
  }
  const scan = createDatabaseScan(head, size);
  for (let at = 0; at < size; at += PIECE) scan.write(readPart(path, at, Math.min(PIECE, size - at)));
  const report = scan.end();
  const seen = report.pagesSeen - fewer;
  const seconds = Math.max(1, seen / PAGES_PER_SECOND);
  for (const text of [
    "Initiating CHECKSUM mode...",
    `        Database: ${path}`,
    "  Temp. Database: TEMPCHKSUM10724.EDB",
    "",
    "",
  ]) {
    run.out(line(text));
  }
  for (const text of [`File: ${path.slice(0, 64)}`, "", ...RULER.slice(0, 4)]) run.out(doubled(text));
  await run.takes(seconds);
  for (const pgno of report.badPages)
    run.err(doubled(`ERROR: page ${pgno} ${pgno < 1 ? "(header) " : ""}checksum failed`));
  for (const { pgno, bit } of report.correctable) {
    run.err(
      doubled(
        `WARNING: page ${pgno} checksum verification failed but the corruption ( bit ${bit} ) can be corrected`,
      ),
    );
  }
  const read = Math.floor(size / PIECE);
  const lines = [
    ...RULER.slice(4),
    "",
    "",
    `${seen} pages seen`,
    `${report.badChecksums} bad checksums`,
    `${report.correctableChecksums} correctable checksums`,
    `${report.uninitializedPages} uninitialized pages`,
    `${report.wrongPageNumbers} wrong page numbers`,
    `${report.highestDbtime} highest dbtime (pgno 0x${report.highestDbtimePgno.toString(16)})`,
    "",
    `${Math.ceil(size / 65_536)} reads performed`,
    `${read} MB read`,
    `${Math.round(seconds)} seconds taken`,
    `${Math.round(read / seconds)} MB/second`,
    `${Math.round(seconds * 1000)} milliseconds used`,
    "3 milliseconds per read",
    "16 milliseconds for the slowest read",
    "0 milliseconds for the fastest read",
    "",
  ];
  for (const text of lines) run.out(doubled(text));
  for (const text of ["", ""]) run.out(line(text));
  return { error: report.eseutilExit, seconds };
}

/** Lines that the program itself ends with a carriage return have two when they are redirected. */
function doubled(text: string): string {
  return `${text}\r\r\n`;
}

export function readPart(path: string, at: number, length: number): Uint8Array {
  const handle = openSync(path, "r");
  try {
    const bytes = new Uint8Array(length);
    return bytes.subarray(0, readSync(handle, bytes, 0, length, at));
  } finally {
    closeSync(handle);
  }
}
