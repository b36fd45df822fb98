import { open } from "node:fs/promises";
import { MOST_RECORDS, type SourceBatch } from "../../model/source.ts";
import type { Content, LinesPosition } from "./content.ts";
import { crc32, readAt } from "./evtx-chunks.ts";
import { readLines, wholeLines } from "./json-lines.ts";
import type { FollowOptions } from "./options.ts";
import { createReading } from "./reading.ts";

const PIECE = 256 * 1024;
/** A longer line is no event; what objects there are in it are looked for. */
const LONGEST_LINE = 8 * 1024 * 1024;
/** So much of the beginning tells whether it is still the file that was read. */
const HEAD = 256;
/** The place is told at least this often, in bytes, though nothing in them is wanted. */
const BYTES_PER_BATCH = 64 * 1024 * 1024;

/**
 * Follows a file of JSON lines that another process writes to. Goes on at the start of a line; a last line without end
 * waits for it.
 */
export function createLinesContent(
  path: string,
  input: string,
  start: LinesPosition,
  options: FollowOptions,
): Content {
  const reading = createReading(input, options, start.offset > 0);
  let position = start;
  reading.format("event-json");
  const batch = (caughtUp: boolean): SourceBatch => reading.batch({ position, restart: "resumes", caughtUp });

  /** What a batch cannot hold waits for the next one; the place of both is that of the lines they are from. */
  function* handOn(bytes: Uint8Array, lines: number): Generator<SourceBatch, void> {
    readLines(bytes, position.line, reading);
    reading.drop(position.skip);
    while (reading.held > MOST_RECORDS) {
      position = { ...position, skip: position.skip + MOST_RECORDS };
      yield reading.part({ position, restart: "resumes", caughtUp: false });
    }
    const [offset, line] = [position.offset + bytes.length, position.line + lines];
    const head = position.offset === 0 ? bytes.subarray(0, HEAD) : null;
    const known = head === null ? position.head : ([head.length, crc32(head)] as const);
    position = { ...position, offset, line, skip: 0, head: known };
    if (reading.held > 0) yield batch(false);
  }

  return {
    input,
    position: () => position,
    idle: () => batch(true),
    async *read(_, signal) {
      const file = await open(path, "r");
      try {
        const [length, checksum] = position.head;
        const head = await readAt(file, 0, length);
        if (Number((await file.stat()).size) < position.offset || crc32(head) !== checksum) return "replaced";
        const before = position.offset;
        let told = before;
        for (let room = PIECE; !signal.aborted; ) {
          const bytes = await readAt(file, position.offset, room);
          const whole = wholeLines(bytes);
          const endless = whole.length === 0 && bytes.length >= LONGEST_LINE;
          if (whole.length === 0 && bytes.length < room) break;
          if (whole.length === 0 && !endless) {
            room *= 2;
            continue;
          }
          yield* handOn(endless ? bytes : bytes.subarray(0, whole.length), whole.lines);
          room = PIECE;
          if (position.offset - told < BYTES_PER_BATCH) continue;
          yield batch(false);
          told = position.offset;
        }
        if (position.offset !== before) yield batch(true);
        return "done";
      } finally {
        await file.close();
      }
    },
  };
}
