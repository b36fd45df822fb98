import { type DiagnosticCode, diagnostic } from "../diagnostics.ts";
import type { ParseSink } from "../format.ts";
import { CHUNK_HEADER_SIZE, CHUNK_SIZE, type ChunkHeader } from "./chunk.ts";

/** Damaged records of a chunk that are named one by one; the others are only counted. */
const NAMED_RECORDS = 8;

/** Collects what is wrong with a chunk and tells it in few diagnostics, however many records are damaged. */
export interface Complaints {
  startChunk(fileOffset: number, header: ChunkHeader, size: number): void;
  checksums(wrong: readonly string[]): void;
  framed(at: number, id: number): void;
  gap(at: number, next: number): void;
  unreadable(fileOffset: number, id: number, reason: string): void;
  torn(fileOffset: number, id: number): void;
  endChunk(): void;
}

interface State {
  fileOffset: number;
  header: ChunkHeader;
  size: number;
  unreadable: number;
  firstGap: number;
  gapBytes: number;
  recovered: number;
  firstRecovered: number;
  foreign: number;
  firstForeign: number;
}

export function createComplaints(sink: ParseSink, name: string): Complaints {
  const state: State = start(0, { magic: true, free: 0, firstId: 0, lastId: 0, checksummed: true }, 0);
  /** An old or broken range says nothing about the records. */
  let rangeKnown = true;

  const tell = (code: DiagnosticCode, fileOffset: number, message: string): void =>
    sink.diagnostic(diagnostic(code, place(name, fileOffset), message));

  return {
    startChunk(fileOffset, header, size) {
      Object.assign(state, start(fileOffset, header, size));
      rangeKnown = header.magic && header.firstId <= header.lastId;
      if (!header.magic) {
        const message = "The block does not start as a chunk; it was searched for records.";
        tell("evtx-chunk-magic", fileOffset, message);
      }
    },
    checksums(wrong) {
      if (wrong.length === 0) return;
      if (wrong.includes("header")) rangeKnown = false;
      tell(
        "evtx-chunk-checksum",
        state.fileOffset,
        `The checksum of the chunk's ${wrong.join(" and ")} does not match.`,
      );
    },
    framed(at, id) {
      if (state.firstGap >= 0) {
        if (state.recovered++ === 0) state.firstRecovered = at;
      }
      if (!rangeKnown) return;
      if ((id < state.header.firstId || id > state.header.lastId) && state.foreign++ === 0) {
        state.firstForeign = at;
      }
    },
    gap(at, next) {
      if (state.firstGap < 0) state.firstGap = at;
      state.gapBytes += next - at;
    },
    unreadable(fileOffset, id, reason) {
      if (state.unreadable++ >= NAMED_RECORDS) return;
      tell("evtx-record-unreadable", fileOffset, `Record ${id} cannot be read: ${reason}.`);
    },
    torn(fileOffset, id) {
      const message = `Record ${id} has a beginning but not its end: it was overwritten or cut. What can be read of it is used.`;
      tell("evtx-record-torn", fileOffset, message);
    },
    endChunk() {
      const { fileOffset, size } = state;
      if (state.unreadable > NAMED_RECORDS) {
        const message = `${state.unreadable - NAMED_RECORDS} more records of this chunk cannot be read.`;
        tell("evtx-record-unreadable", fileOffset, message);
      }
      const cut = size < CHUNK_SIZE && (state.header.free === null || state.header.free > size);
      // Where the file just ends, nothing was to be found behind the gap.
      if (state.firstGap >= 0 && (!cut || state.recovered > 0)) tellGaps(state, tell);
      if (state.foreign > 0) {
        const range = `${state.header.firstId} to ${state.header.lastId}`;
        const message = `${state.foreign} records have ids outside of the chunk's ${range}: left from an older state of the log, or newer than the header.`;
        tell("evtx-records-foreign", fileOffset + state.firstForeign, message);
      }
      if (cut) tellCut(state, tell);
    },
  };
}

export function place(name: string, fileOffset: number): string {
  return `${name}@0x${fileOffset.toString(16)}`;
}

type Tell = (code: DiagnosticCode, fileOffset: number, message: string) => void;

function tellGaps(state: State, tell: Tell): void {
  const { fileOffset, firstGap, recovered, firstRecovered, gapBytes } = state;
  const found =
    recovered === 0
      ? "no record was found behind it"
      : `${recovered} records behind it were found again, from 0x${(fileOffset + firstRecovered).toString(16)} on`;
  const message = `No record starts here although one should (${gapBytes} bytes without record in this chunk); ${found}.`;
  tell("evtx-chunk-torn", fileOffset + firstGap, message);
}

function tellCut(state: State, tell: Tell): void {
  const { size, fileOffset } = state;
  const missing = size < CHUNK_HEADER_SIZE ? "its records are missing" : "the records behind it are missing";
  tell("evtx-truncated", fileOffset + size, `The file ends inside of a chunk: ${missing}.`);
}

function start(fileOffset: number, header: ChunkHeader, size: number): State {
  return {
    fileOffset,
    header,
    size,
    unreadable: 0,
    firstGap: -1,
    gapBytes: 0,
    recovered: 0,
    firstRecovered: -1,
    foreign: 0,
    firstForeign: -1,
  };
}
