import type { EventRecord } from "../record.ts";
import type { Chunk } from "./binxml/nodes.ts";
import type { Template, Templates } from "./binxml/templates.ts";
import { spend } from "./binxml/work.ts";
import { u16, u32, u64, u64Text } from "./bytes.ts";
import { RECORD_HEADER_SIZE } from "./chunk.ts";
import type { Decide } from "./decisions.ts";
import { type BodyPlan, type Field, planBody, planEvent, type SystemPlan } from "./plan.ts";
import { type EventData, readData } from "./project-data.ts";
import { NO_DATA, NO_STRINGS, NO_USER } from "./record.ts";
import { createSlots, locate, type Slots, typeAt } from "./slots.ts";
import type { TellStream } from "./streams.ts";
import { fileTimeMilliseconds, fileTimeText } from "./time.ts";
import { hexText, stringText, VALUE } from "./values.ts";

/** A fragment header as a number: 0f 01 01 00. */
const FRAGMENT_HEADER = 0x0001010f;
const FRAGMENT_HEADER_SIZE = 4;
const INSTANCE_TOKEN = 0x0c;
const INSTANCE_HEADER_SIZE = 10;

const NO_BODY: EventData = { strings: NO_STRINGS, data: NO_DATA, binary: null };

/** A record that was passed over. */
export interface Skipped {
  readonly skipped: true;
  /** Null above 2^53 - 1, or where there is none. */
  readonly recordId: number | null;
  /** Milliseconds since 1970; NaN where there is none. */
  readonly time: number;
}

export interface ProjectContext {
  readonly templates: Templates;
  readonly decide: (provider: string) => Decide;
  readonly tellStream: TellStream;
  /** What stands before the offset in an origin: `name@0x`. */
  readonly originPrefix: string;
}

/**
 * Reads the usual record straight from its values, without building its elements, and decides whether it is wanted
 * before it decodes the rest. Undefined for a record that is not of the usual form: the general reader gives the same
 * result for all of them, only slower. `fileOffset` is that of the record, for its origin.
 */
export type Project = (
  chunk: Chunk,
  at: number,
  size: number,
  fileOffset: number,
) => EventRecord | Skipped | undefined;

export function createProjection(context: ProjectContext): Project {
  const { templates, decide, tellStream, originPrefix } = context;
  const outer = createSlots();
  const inner = createSlots();
  let told: Chunk | undefined;

  return (chunk, at, size, fileOffset) => {
    const template = locateInstance(chunk, templates, at + RECORD_HEADER_SIZE, at + size - 4, outer);
    if (template === undefined) return undefined;
    if (template.system === undefined) template.system = planEvent(template.root);
    const plan = template.system;
    if (plan === null) return undefined;

    const provider = text(chunk, outer, plan.provider);
    if (provider === undefined || !isFixed(outer, plan.eventId, VALUE.u16, 2)) return undefined;
    const eventId = u16(chunk.bytes, outer.offsets[plan.eventId.slot] as number);
    const wanted = decide(provider ?? "")(eventId);
    if (!wanted && told === chunk) return skippedOf(chunk, outer, plan);

    const server = text(chunk, outer, plan.server);
    const channel = text(chunk, outer, plan.channel);
    if (server === undefined || channel === undefined) return undefined;
    told = chunk;
    tellStream(server, channel);
    if (!wanted) return skippedOf(chunk, outer, plan);

    if (!isUsual(outer, plan)) return undefined;
    const body = readBody(chunk, templates, plan, outer, inner, size + (provider?.length ?? 0));
    if (body === undefined) return undefined;
    const { bytes } = chunk;
    return {
      server,
      channel,
      recordId: recordIdOf(bytes, outer, plan.recordId),
      provider,
      eventId,
      qualifiers: u16Of(bytes, outer, plan.qualifiers),
      level: u8Of(bytes, outer, plan.level),
      task: u16Of(bytes, outer, plan.task),
      taskName: null,
      keywords: keywordsOf(bytes, outer, plan.keywords),
      time: timeOf(bytes, outer, plan.time),
      processId: u32Of(bytes, outer, plan.processId),
      threadId: u32Of(bytes, outer, plan.threadId),
      strings: body.strings,
      data: body.data,
      user: NO_USER,
      binary: body.binary,
      message: null,
      origin: originPrefix + fileOffset.toString(16),
    };
  };
}

/** The template of the instance that a fragment at `at` consists of, with its values located; or undefined. */
function locateInstance(
  chunk: Chunk,
  templates: Templates,
  at: number,
  end: number,
  slots: Slots,
): Template | undefined {
  const { bytes } = chunk;
  if (u32(bytes, at) !== FRAGMENT_HEADER || bytes[at + FRAGMENT_HEADER_SIZE] !== INSTANCE_TOKEN)
    return undefined;
  const definition = u32(bytes, at + FRAGMENT_HEADER_SIZE + 6);
  const template = templates.at(definition);
  if (template === null) return undefined;
  let values = at + FRAGMENT_HEADER_SIZE + INSTANCE_HEADER_SIZE;
  if (values === definition) values += template.size;
  const next = locate(slots, bytes, values, end);
  // Only the end of the fragment may follow.
  return next < 0 || (next < end && bytes[next] !== 0) ? undefined : template;
}

function readBody(
  chunk: Chunk,
  templates: Templates,
  plan: SystemPlan,
  outer: Slots,
  inner: Slots,
  cost: number,
): EventData | undefined {
  let body: BodyPlan | null | undefined = plan.body;
  let slots = outer;
  if (plan.bodySlot >= 0) {
    const type = typeAt(outer, plan.bodySlot);
    if (type === VALUE.null) return NO_BODY;
    if (type !== VALUE.binXml) return undefined;
    const from = outer.offsets[plan.bodySlot] as number;
    const end = from + (outer.sizes[plan.bodySlot] as number);
    const template = locateInstance(chunk, templates, from, end, inner);
    if (template === undefined) return undefined;
    if (template.body === undefined) template.body = planBody(template.root);
    body = template.body;
    slots = inner;
    if (body === null) return undefined;
  }
  // The general reader says what is too much.
  if (!spend(chunk.work, cost + (body?.characters ?? 0))) return undefined;
  return body === null ? NO_BODY : readData(chunk, body, slots);
}

function skippedOf(chunk: Chunk, slots: Slots, plan: SystemPlan): Skipped | undefined {
  const { bytes } = chunk;
  const { recordId, time } = plan;
  if (!isFixedOrNull(slots, recordId, VALUE.u64, 8) || !isFixedOrNull(slots, time, VALUE.fileTime, 8)) {
    return undefined;
  }
  const idAt = offsetOf(slots, recordId);
  const timeAt = offsetOf(slots, time);
  const id = idAt < 0 ? Number.NaN : u64(bytes, idAt);
  return {
    skipped: true,
    recordId: Number.isSafeInteger(id) ? id : null,
    time: timeAt < 0 ? Number.NaN : fileTimeMilliseconds(u32(bytes, timeAt), u32(bytes, timeAt + 4)),
  };
}

/** Whether the values of the event's own fields have the types they nearly always have. */
function isUsual(slots: Slots, plan: SystemPlan): boolean {
  return (
    isFixedOrNull(slots, plan.recordId, VALUE.u64, 8) &&
    isFixedOrNull(slots, plan.time, VALUE.fileTime, 8) &&
    isFixedOrNull(slots, plan.level, VALUE.u8, 1) &&
    isFixedOrNull(slots, plan.task, VALUE.u16, 2) &&
    isFixedOrNull(slots, plan.qualifiers, VALUE.u16, 2) &&
    isFixedOrNull(slots, plan.keywords, VALUE.hex64, 8) &&
    isFixedOrNull(slots, plan.processId, VALUE.u32, 4) &&
    isFixedOrNull(slots, plan.threadId, VALUE.u32, 4)
  );
}

/** Undefined when it is for the general reader. */
function text(chunk: Chunk, slots: Slots, field: Field): string | null | undefined {
  const { slot } = field;
  if (slot < 0) return field.literal;
  const type = typeAt(slots, slot);
  if (type === VALUE.null) return field.optional ? null : undefined;
  if (type !== VALUE.string) return undefined;
  return stringText(chunk.bytes, slots.offsets[slot] as number, slots.sizes[slot] as number, chunk.utf16);
}

function isFixed(slots: Slots, field: Field, type: number, size: number): boolean {
  return typeAt(slots, field.slot) === type && slots.sizes[field.slot] === size;
}

function isFixedOrNull(slots: Slots, field: Field, type: number, size: number): boolean {
  if (field.slot < 0 || isFixed(slots, field, type, size)) return true;
  return field.optional && typeAt(slots, field.slot) === VALUE.null;
}

/** Of a field that passed `isFixedOrNull`; -1 where it is absent. */
function offsetOf(slots: Slots, field: Field): number {
  const { slot } = field;
  return slot < 0 || typeAt(slots, slot) === VALUE.null ? -1 : (slots.offsets[slot] as number);
}

function u8Of(bytes: Uint8Array, slots: Slots, field: Field): number | null {
  const at = offsetOf(slots, field);
  return at < 0 ? null : (bytes[at] as number);
}

function u16Of(bytes: Uint8Array, slots: Slots, field: Field): number | null {
  const at = offsetOf(slots, field);
  return at < 0 ? null : u16(bytes, at);
}

function u32Of(bytes: Uint8Array, slots: Slots, field: Field): number | null {
  const at = offsetOf(slots, field);
  return at < 0 ? null : u32(bytes, at);
}

function recordIdOf(bytes: Uint8Array, slots: Slots, field: Field): number | string | null {
  const at = offsetOf(slots, field);
  if (at < 0) return null;
  const value = u64(bytes, at);
  return Number.isSafeInteger(value) ? value : u64Text(bytes, at);
}

function keywordsOf(bytes: Uint8Array, slots: Slots, field: Field): string | null {
  const at = offsetOf(slots, field);
  return at < 0 ? null : hexText(bytes, at, 8);
}

function timeOf(bytes: Uint8Array, slots: Slots, field: Field): string | null {
  const at = offsetOf(slots, field);
  return at < 0 ? null : fileTimeText(u32(bytes, at), u32(bytes, at + 4));
}
