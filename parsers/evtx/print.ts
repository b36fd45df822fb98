import type { LineSink } from "../format.ts";
import { type LineBuffer, putAscii, putByte, putBytes, putDigits, putNumber } from "../line-buffer.ts";
import { kindJson, logJson } from "../ndjson.ts";
import type { Chunk } from "./binxml/nodes.ts";
import { u64Text, viewU64 } from "./bytes.ts";
import { fixedAt, keywordsAt, millisecondsAt, UNUSUAL, u8At, u16At } from "./fields.ts";
import { HEX } from "./hex.ts";
import type { SystemPlan } from "./plan.ts";
import { putBody } from "./print-body.ts";
import { fileTimeSeconds, fileTimeText, fileTimeTicks, SECONDS_PER_DAY } from "./time.ts";
import type { Usual } from "./usual.ts";

/**
 * Prints a usual record as the line that `ndjson` makes of it, straight from its bytes. False, and nothing printed,
 * where the record has to be made for it.
 */
export type PrintUsual = (chunk: Chunk, plan: SystemPlan, usual: Usual, fileOffset: number) => boolean;

/** What records of one kind share, as it stands in the log and as it is printed; -1 for what is absent. */
interface Kind {
  readonly provider: string | null;
  readonly eventId: number;
  readonly qualifiers: number;
  readonly level: number;
  readonly task: number;
  readonly keywordsLow: number;
  readonly keywordsHigh: number;
  readonly json: Uint8Array;
}

const KINDS = 1024;
/** Of an offset, what the last four digits hold. */
const LOW_BITS = 0x1_0000;

/** Of a time as text, `20:00:01.0547144Z`. */
const CLOCK = 17;
const COLON = 0x3a;
const DOT = 0x2e;

const encoder = new TextEncoder();
const PROCESS_ID = encoder.encode(',"processId":');
const THREAD_ID = encoder.encode(',"threadId":');
const MESSAGE = encoder.encode(',"message":null,"origin":');
const TIME_END = encoder.encode('Z"');
const END = encoder.encode('"}\n');

export function createPrinter({ lines, printed }: LineSink, name: string): PrintUsual {
  const putLog = createLogs(lines);
  const putKind = createKinds(lines);
  const putTime = createTimes(lines);
  const putOrigin = createOrigins(lines, name);

  function putRecord(chunk: Chunk, plan: SystemPlan, usual: Usual): boolean {
    const { bytes, view } = chunk;
    const { slots, body, bodySlots } = usual;
    const recordId = fixedAt(slots, plan.recordId);
    const time = fixedAt(slots, plan.time);
    const processId = fixedAt(slots, plan.processId);
    const threadId = fixedAt(slots, plan.threadId);
    if (Math.min(recordId, time, processId, threadId) === UNUSUAL) return false;
    putLog(usual);
    const id = recordId < 0 ? null : viewU64(view, recordId);
    if (id === null || Number.isSafeInteger(id)) putNumber(lines, id);
    else putAscii(lines, `"${u64Text(bytes, recordId)}"`);
    if (!putKind(chunk, plan, usual)) return false;
    if (time < 0) putNumber(lines, null);
    else putTime(view.getUint32(time, true), view.getUint32(time + 4, true));
    putBytes(lines, PROCESS_ID);
    putNumber(lines, processId < 0 ? null : view.getUint32(processId, true));
    putBytes(lines, THREAD_ID);
    putNumber(lines, threadId < 0 ? null : view.getUint32(threadId, true));
    return putBody(lines, chunk, body, bodySlots);
  }

  return (chunk, plan, usual, fileOffset) => {
    const start = lines.length;
    if (!putRecord(chunk, plan, usual)) {
      lines.length = start;
      return false;
    }
    putBytes(lines, MESSAGE);
    putOrigin(fileOffset);
    putBytes(lines, END);
    printed(millisecondsAt(chunk.view, fixedAt(usual.slots, plan.time)));
    return true;
  };
}

/** Prints the beginning of a line. Neighbouring records nearly always stand in one log. */
function createLogs(lines: LineBuffer): (usual: Usual) => void {
  let lastServer: string | null = null;
  let lastChannel: string | null = null;
  let json = encoder.encode(logJson(null, null));
  return ({ server, channel }) => {
    if (server !== lastServer || channel !== lastChannel) {
      lastServer = server;
      lastChannel = channel;
      json = encoder.encode(logJson(server, channel));
    }
    putBytes(lines, json);
  };
}

/** Prints provider to keywords. False where a value is for the general reader. */
function createKinds(lines: LineBuffer): (chunk: Chunk, plan: SystemPlan, usual: Usual) => boolean {
  const kinds = new Array<Kind | undefined>(KINDS).fill(undefined);
  return ({ bytes, view }, plan, { slots, provider, eventId }) => {
    const qualifiersAt = fixedAt(slots, plan.qualifiers);
    const levelAt = fixedAt(slots, plan.level);
    const taskAt = fixedAt(slots, plan.task);
    const keywords = fixedAt(slots, plan.keywords);
    if (Math.min(qualifiersAt, levelAt, taskAt, keywords) === UNUSUAL) return false;
    const qualifiers = qualifiersAt < 0 ? -1 : view.getUint16(qualifiersAt, true);
    const level = levelAt < 0 ? -1 : view.getUint8(levelAt);
    const task = taskAt < 0 ? -1 : view.getUint16(taskAt, true);
    const keywordsLow = keywords < 0 ? -1 : view.getUint32(keywords, true);
    const keywordsHigh = keywords < 0 ? -1 : view.getUint32(keywords + 4, true);
    const spread =
      Math.imul(eventId, 31) ^ Math.imul(task, 7) ^ (keywordsHigh >>> 20) ^ keywordsHigh ^ qualifiers;
    const place = (spread ^ (level << 6) ^ ((provider?.length ?? 0) << 3)) & (KINDS - 1);
    const known = kinds[place];
    if (
      known !== undefined &&
      known.eventId === eventId &&
      known.qualifiers === qualifiers &&
      known.level === level &&
      known.task === task &&
      known.keywordsLow === keywordsLow &&
      known.keywordsHigh === keywordsHigh &&
      known.provider === provider
    ) {
      putBytes(lines, known.json);
      return true;
    }
    const json = encoder.encode(
      kindJson({
        provider,
        eventId,
        qualifiers: u16At(bytes, qualifiersAt),
        level: u8At(bytes, levelAt),
        task: u16At(bytes, taskAt),
        keywords: keywordsAt(bytes, keywords),
      }),
    );
    kinds[place] = { provider, eventId, qualifiers, level, task, keywordsLow, keywordsHigh, json };
    putBytes(lines, json);
    return true;
  };
}

/** Prints a FILETIME as `fileTimeText` does. Neighbouring records nearly always share the day. */
function createTimes(lines: LineBuffer): (low: number, high: number) => void {
  let lastDay = Number.NaN;
  let date = new Uint8Array(0);
  return (low, high) => {
    const seconds = fileTimeSeconds(low, high);
    const day = Math.floor(seconds / SECONDS_PER_DAY);
    if (day !== lastDay) {
      lastDay = day;
      date = encoder.encode(`"${fileTimeText(low, high).slice(0, -CLOCK)}`);
    }
    const inDay = (seconds - day * SECONDS_PER_DAY) | 0;
    const minutes = (inDay / 60) | 0;
    const hours = (minutes / 60) | 0;
    putBytes(lines, date);
    putDigits(lines, hours, 2);
    putByte(lines, COLON);
    putDigits(lines, minutes - hours * 60, 2);
    putByte(lines, COLON);
    putDigits(lines, inDay - minutes * 60, 2);
    putByte(lines, DOT);
    putDigits(lines, fileTimeTicks(low, high), 7);
    putBytes(lines, TIME_END);
  };
}

/** Prints `"name@0x1200` for an offset in the file; no record stands before 0x1000. */
function createOrigins(lines: LineBuffer, name: string): (fileOffset: number) => void {
  const start = JSON.stringify(`${name}@0x`).slice(0, -1);
  let high = -1;
  let prefix = new Uint8Array(0);
  return (fileOffset) => {
    const upper = Math.floor(fileOffset / LOW_BITS);
    if (upper !== high) {
      high = upper;
      prefix = encoder.encode(upper === 0 ? start : start + upper.toString(16));
    }
    putBytes(lines, prefix);
    putAscii(lines, HEX[(fileOffset >>> 8) & 0xff] as string);
    putAscii(lines, HEX[fileOffset & 0xff] as string);
  };
}
