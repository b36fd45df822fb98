import {
  type DatabaseIdentity,
  type DatabaseReport,
  databaseReport,
  HEAD_SIZE,
  mergeTallies,
  type ReadableHead,
  readDatabaseHeaders,
} from "../../parsers/ese/index.ts";
import type { VerifiedDatabase } from "../model/verify.ts";
import type { Kernel } from "./kernel/index.ts";
import { lettersOf, stripOf } from "./page-map.ts";
import { createPageScan, type PageScan, type PagesFound } from "./page-scan.ts";
import { type OpenFile, type ReadEnvironment, type Reading, readFile } from "./read-file.ts";
import { type SecondAnswer, type SecondReader, WORTH_A_SECOND } from "./second-reader.ts";

/** A database as it was found, with the bytes by which it is matched with its logs. */
export interface ScannedDatabase {
  readonly database: VerifiedDatabase;
  readonly identity: DatabaseIdentity | null;
  readonly diagnostics: Reading["diagnostics"];
}

/** `headers`: reads no further than them; another engine checks the pages. */
export type Extent = "whole" | "headers";

/** What is known once the headers were read. */
interface Begun {
  readonly head: ReadableHead;
  readonly size: number;
  readonly pages: PageScan;
  readonly second: Promise<SecondAnswer> | null;
}

/** Checks headers and all pages of a database file. `second`: a thread that helps with large files. */
export async function scanDatabase(
  path: string,
  kernel: Kernel,
  environment: ReadEnvironment,
  extent: Extent = "whole",
  second: SecondReader | null = null,
): Promise<ScannedDatabase> {
  let file: OpenFile | null = null;
  let begun: Begun | null = null;
  let helped: PagesFound | null = null;
  const piece = extent === "headers" ? kernel.piece.subarray(0, HEAD_SIZE) : kernel.piece;
  const reading = await readFile(path, piece, environment, {
    begin(open) {
      file = open;
    },
    take(bytes, offset) {
      if (offset === 0) begun = beginWith(bytes, file, kernel, extent === "whole" ? second : null);
      if (begun === null || extent === "headers") return false;
      begun.pages.take(bytes, offset);
      return true;
    },
    async join() {
      const answer = (await begun?.second) ?? null;
      helped = answer?.found ?? null;
      return answer?.left ?? [];
    },
  });
  const of = { path, bytes: reading.bytes, seconds: reading.seconds, read: reading.read };
  const { diagnostics } = reading;
  // Assigned in callbacks, which the compiler does not follow.
  const [known, other] = [begun as Begun | null, helped as PagesFound | null];
  if (known === null) {
    // A file that ended within its headers was read whole, too.
    const nothing = reading.read === "whole" ? UNREADABLE : { ...UNREADABLE, ...UNREAD };
    return { database: { ...of, ...nothing }, identity: null, diagnostics };
  }
  const found = [known.pages.end(), ...(other === null ? [] : [other])];
  return {
    database: { ...of, ...reportOf(known, found, extent) },
    identity: known.head.identity,
    diagnostics,
  };
}

/** Null when neither of the headers is good: not even the size of pages is known then. */
function beginWith(
  bytes: Uint8Array,
  file: OpenFile | null,
  kernel: Kernel,
  second: SecondReader | null,
): Begun | null {
  if (file === null) return null;
  const { handle, size, deal } = file;
  const head = readDatabaseHeaders(bytes.subarray(0, HEAD_SIZE), size);
  if (head.status === "bothBad") return null;
  const { pageSize } = head;
  const other = size < WORTH_A_SECOND ? null : second;
  const answer = other?.read({ handle, size, pageSize, shared: deal.shared }) ?? null;
  // Thrown where it is waited for; until then nobody looks at it.
  answer?.catch(() => undefined);
  return {
    head,
    size,
    pages: createPageScan(kernel, size, pageSize),
    second: answer,
  };
}

function reportOf(
  { head, size }: Begun,
  found: readonly PagesFound[],
  extent: Extent,
): DatabaseReport & Pick<VerifiedDatabase, "map" | "strip"> {
  const trailer = found.some((one) => one.trailer);
  const report = databaseReport(head, size, mergeTallies(found.map(({ tally }) => tally)), trailer);
  if (extent === "headers") return { ...report, map: "", strip: null };
  const pages = Math.floor(size / head.pageSize);
  const strip = stripOf(
    report,
    pages,
    found.map(({ cells }) => cells),
  );
  return { ...report, map: lettersOf(strip, pages), strip };
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
  misplacedPages: 0,
  highestDbtime: "0x0",
  highestDbtimePgno: 0,
  trailerPage: false,
  eseutilExit: DATABASE_CORRUPTED,
  header: null,
  map: "",
  strip: null,
} as const satisfies Partial<VerifiedDatabase>;
