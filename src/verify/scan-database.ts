import {
  createDatabaseScan,
  type DatabaseIdentity,
  HEAD_SIZE,
  type PageKernel,
  type ReadableHead,
  readDatabaseHeaders,
} from "../../parsers/ese/index.ts";
import type { VerifiedDatabase } from "../model/verify.ts";
import type { Kernel } from "./kernel/index.ts";
import { createPageMap, type PageMap } from "./page-map.ts";
import { type ReadEnvironment, type Reading, readFile } from "./read-file.ts";

/** A database as it was found, with the bytes by which it is matched with its logs. */
export interface ScannedDatabase {
  readonly database: VerifiedDatabase;
  readonly identity: DatabaseIdentity | null;
  readonly diagnostics: Reading["diagnostics"];
}

/** `headers`: reads no further than them; another engine checks the pages. */
export type Extent = "whole" | "headers";

/** Checks headers and all pages of a database file. */
export async function scanDatabase(
  path: string,
  kernel: Kernel,
  environment: ReadEnvironment,
  extent: Extent = "whole",
): Promise<ScannedDatabase> {
  let size = 0;
  let head: ReadableHead | null = null;
  let map: PageMap | null = null;
  let scan: ReturnType<typeof createDatabaseScan> | null = null;
  let first = true;
  const piece = extent === "headers" ? kernel.piece.subarray(0, HEAD_SIZE) : kernel.piece;
  const reading = await readFile(path, piece, environment, {
    begin(bytes) {
      size = bytes;
    },
    take(bytes) {
      if (first) {
        first = false;
        const found = readDatabaseHeaders(bytes.subarray(0, HEAD_SIZE), size);
        if (found.status === "bothBad") return false;
        head = found;
        map = createPageMap(Math.floor(size / found.pageSize));
        scan = createDatabaseScan(found, size, mapped(kernel.check, map));
      }
      if (extent === "whole") scan?.write(bytes);
      return extent === "whole";
    },
  });
  const file = { path, bytes: reading.bytes, seconds: reading.seconds, read: reading.read };
  const { diagnostics } = reading;
  // Assigned in a callback, which the compiler does not follow.
  const [report, known, cells] = [ended(scan), head as ReadableHead | null, map as PageMap | null];
  if (report === null || known === null || cells === null) {
    // A file that ended within its headers was read whole, too.
    const nothing = reading.read === "whole" ? UNREADABLE : { ...UNREADABLE, ...UNREAD };
    return { database: { ...file, ...nothing }, identity: null, diagnostics };
  }
  const database = { ...file, ...report, map: extent === "whole" ? cells.end(report) : "" };
  return { database, identity: known.identity, diagnostics };
}

function ended(scan: ReturnType<typeof createDatabaseScan> | null) {
  return scan === null ? null : scan.end();
}

/** The kernel, with a note in the map of what it found where. */
function mapped(check: PageKernel, map: PageMap): PageKernel {
  return (bytes, firstPgno, pageSize, tally) => {
    for (const { from, to } of map.parts(firstPgno, bytes.length / pageSize)) {
      const part = bytes.subarray((from - firstPgno) * pageSize, (to - firstPgno) * pageSize);
      const { bad, correctable, uninitialized } = tally;
      check(part, from, pageSize, tally);
      map.note(from, to - from, {
        bad: tally.bad - bad,
        correctable: tally.correctable - correctable,
        uninitialized: tally.uninitialized - uninitialized,
      });
    }
  };
}

const DATABASE_CORRUPTED = -1206;

const UNREAD = { headerStatus: "unread", eseutilExit: null } as const;

/** Of a file without a good header nothing is known: not even the size of its pages. */
const UNREADABLE = {
  kind: "db",
  pageSize: null,
  headerStatus: "bothBad",
  pagesSeen: 0,
  trailingBytes: 0,
  badChecksums: 0,
  correctableChecksums: 0,
  uninitializedPages: 0,
  wrongPageNumbers: 0,
  schemes: {},
  badPages: [],
  correctable: [],
  misplaced: [],
  highestDbtime: "0x0",
  highestDbtimePgno: 0,
  trailerPage: false,
  eseutilExit: DATABASE_CORRUPTED,
  header: null,
  map: "",
} as const satisfies Partial<VerifiedDatabase>;
