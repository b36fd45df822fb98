import { accumulated, database, log, newPage, put32, sumHeader } from "../parsers/ese/build.ts";

/** Backups for pictures: what is in them stands beside each. Files by name. */
type Files = Readonly<Record<string, Uint8Array>>;

const PAGE = 4096;
const logName = (generation: number): string =>
  `E00${generation.toString(16).toUpperCase().padStart(8, "0")}.log`;

function pagesOf(count: number, changed: Readonly<Record<number, Uint8Array>> = {}): readonly Uint8Array[] {
  return Array.from({ length: count }, (_, index) => changed[index + 1] ?? newPage(PAGE, index + 1));
}

/** A page with two wrong bits, which no checksum corrects; or with one. */
function withWrongBits(pgno: number, ...places: readonly number[]): Uint8Array {
  const page = newPage(PAGE, pgno);
  for (const at of places) page[at] = (page[at] ?? 0) ^ 1;
  return page;
}

/** Logs of one stream, each with the sum of the one before; those of `left` are left out. */
function logsOf(first: number, last: number, left: readonly number[] = []): Files {
  const files: Record<string, Uint8Array> = {};
  let sum: readonly [number, number] | undefined;
  for (let generation = first; generation <= last; generation++) {
    const bytes = log({ generation, signLog: 5, ...(sum === undefined ? {} : { previousSum: sum }) });
    sum = accumulated(bytes);
    if (!left.includes(generation)) files[generation === last ? "E00.log" : logName(generation)] = bytes;
  }
  return files;
}

function checkpoint(generation: number): Uint8Array {
  const bytes = new Uint8Array(2 * PAGE);
  for (const copy of [bytes.subarray(0, PAGE), bytes.subarray(PAGE)]) {
    put32(copy, 16, generation);
    put32(copy, 20, 5);
    put32(copy, 667, 4);
    sumHeader(copy);
  }
  return bytes;
}

const empty = new Uint8Array(PAGE);

/**
 * DB01.edb: 40 pages, of which 3 and 4 are damaged, 6 holds page 12, 9 has a wrong bit, 31 to 40 are empty; needs logs
 * 0x1E to 0x21, and 0x20 is missing. DB02.edb: good, needs 0x21 alone.
 */
export function damagedBackup(): Files {
  const changed: Record<number, Uint8Array> = {
    3: withWrongBits(3, 1000, 1001),
    4: withWrongBits(4, 1000, 1001),
    6: newPage(PAGE, 12),
    9: withWrongBits(9, 2000),
  };
  for (let pgno = 31; pgno <= 40; pgno++) changed[pgno] = empty;
  return {
    "DB01.edb": database(PAGE, pagesOf(40, changed), {
      state: 2,
      required: [0x1e, 0x21],
      committed: 0x22,
      signLog: 5,
    }),
    "DB02.edb": database(PAGE, pagesOf(6), { state: 2, required: [0x21, 0x21], committed: 0x22, signLog: 5 }),
    "E00.chk": checkpoint(0x1e),
    ...logsOf(0x10, 0x22, [0x20]),
  };
}

/** One database, shut down cleanly. */
export function cleanBackup(): Files {
  return { "DB01.edb": database(PAGE, pagesOf(4)) };
}

/** Names that try to be markup and to turn the writing. */
export function hostileBackup(): Files {
  return {
    "<img src=x onerror=alert(1)>\u202e.edb": database(PAGE, pagesOf(2, { 2: withWrongBits(2, 1000, 1001) })),
    "\u001b[31m&quot;.edb": database(PAGE, pagesOf(2), {
      state: 2,
      required: [7, 7],
      committed: 7,
      signLog: 9,
    }),
    "E01'\"><b>.txt": new Uint8Array(10),
  };
}

/** An incremental backup: logs without a database, one of which is missing. */
export function logsAlone(): Files {
  return logsOf(1, 9, [4]);
}
