import type { ParseSink } from "../format.ts";
import type { Chunk } from "./binxml/nodes.ts";
import type { Template, Templates } from "./binxml/templates.ts";
import { spend } from "./binxml/work.ts";
import { u16, u32, u64 } from "./bytes.ts";
import { RECORD_HEADER_SIZE } from "./chunk.ts";
import {
  isFixed,
  isFixedOrNull,
  keywordsOf,
  offsetOf,
  recordIdOf,
  textOf,
  timeOf,
  u8Of,
  u16Of,
  u32Of,
} from "./fields.ts";
import type { Origins } from "./origins.ts";
import { planBody, planEvent, type SystemPlan } from "./plan.ts";
import { type Body, NO_BODY, readBodyValues } from "./project-body.ts";
import type { Provider, Providers } from "./providers.ts";
import { createSlots, locate, type Slots, sizeAt, typeAt } from "./slots.ts";
import type { TellStream } from "./streams.ts";
import { fileTimeMilliseconds } from "./time.ts";
import { VALUE } from "./values.ts";

/** A fragment header as a number: 0f 01 01 00. Documents inside of records have it or not. */
const FRAGMENT_HEADER = 0x0001010f;
const FRAGMENT_HEADER_SIZE = 4;
const INSTANCE_TOKEN = 0x0c;
const INSTANCE_HEADER_SIZE = 10;

export interface ProjectContext {
  readonly sink: ParseSink;
  readonly templates: Templates;
  readonly providers: Providers;
  readonly tellStream: TellStream;
  readonly originOf: Origins;
}

/**
 * Hands over the usual record straight from its values, without building its elements, or passes over it before
 * anything but its provider and id was looked at. False for a record that is not of the usual form: the general reader
 * gives the same result for all of them, only slower. `fileOffset` is that of the record, for its origin.
 */
export type Project = (chunk: Chunk, at: number, size: number, fileOffset: number) => boolean;

export function createProjection(context: ProjectContext): Project {
  const { sink, templates, providers, tellStream, originOf } = context;
  const outer = createSlots();
  const inner = createSlots();
  let told: Chunk | undefined;

  return (chunk, at, size, fileOffset) => {
    const { bytes } = chunk;
    const template = locateInstance(chunk, templates, at + RECORD_HEADER_SIZE, at + size - 4, outer);
    if (template === undefined) return false;
    if (template.system === undefined) template.system = planEvent(template.root);
    const plan = template.system;
    if (plan === null || !isFixed(bytes, outer, plan.eventId, VALUE.u16, 2)) return false;

    const provider = providerOf(chunk, outer, plan, providers);
    if (provider === undefined) return false;
    const eventId = u16(bytes, outer.offsets[plan.eventId.slot] as number);
    const wanted = providers.wants(provider, eventId);
    if (!wanted && told === chunk) return skip(bytes, outer, plan, sink);

    const server = textOf(chunk, outer, plan.server);
    const channel = textOf(chunk, outer, plan.channel);
    if (server === undefined || channel === undefined || (wanted && plan.general)) return false;
    told = chunk;
    tellStream(server, channel);
    if (!wanted) return skip(bytes, outer, plan, sink);

    if (!isUsual(bytes, outer, plan)) return false;
    const body = readBody(chunk, templates, plan, outer, inner, size + provider.name.length);
    if (body === undefined) return false;
    sink.record({
      server,
      channel,
      recordId: recordIdOf(bytes, outer, plan.recordId),
      provider: plan.provider.slot < 0 ? plan.provider.literal : provider.name,
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
      user: body.user,
      binary: body.binary,
      message: null,
      origin: originOf(fileOffset),
    });
    return true;
  };
}

/** The template of the instance that a document at `at` consists of, with its values located; or undefined. */
function locateInstance(
  chunk: Chunk,
  templates: Templates,
  from: number,
  end: number,
  slots: Slots,
): Template | undefined {
  const { bytes } = chunk;
  const at = u32(bytes, from) === FRAGMENT_HEADER ? from + FRAGMENT_HEADER_SIZE : from;
  if (bytes[at] !== INSTANCE_TOKEN) return undefined;
  const definition = u32(bytes, at + 6);
  const template = templates.at(definition);
  if (template === null) return undefined;
  let values = at + INSTANCE_HEADER_SIZE;
  if (values === definition) values += template.size;
  const next = locate(slots, bytes, values, end);
  // Only the end of the document may follow.
  return next < 0 || (next < end && bytes[next] !== 0) ? undefined : template;
}

function providerOf(
  chunk: Chunk,
  slots: Slots,
  plan: SystemPlan,
  providers: Providers,
): Provider | undefined {
  const { slot, literal } = plan.provider;
  if (slot < 0) {
    plan.known ??= providers.named(literal ?? "");
    return plan.known;
  }
  const { bytes } = chunk;
  if (typeAt(slots, bytes, slot) !== VALUE.string) return undefined;
  return providers.at(bytes, slots.offsets[slot] as number, sizeAt(slots, bytes, slot));
}

function readBody(
  chunk: Chunk,
  templates: Templates,
  plan: SystemPlan,
  outer: Slots,
  inner: Slots,
  cost: number,
): Body | undefined {
  let { body } = plan;
  let slots = outer;
  if (plan.bodySlot >= 0) {
    const type = typeAt(outer, chunk.bytes, plan.bodySlot);
    if (type === VALUE.null) return NO_BODY;
    if (type !== VALUE.binXml) return undefined;
    const from = outer.offsets[plan.bodySlot] as number;
    const end = from + sizeAt(outer, chunk.bytes, plan.bodySlot);
    const template = locateInstance(chunk, templates, from, end, inner);
    if (template === undefined) return undefined;
    if (template.body === undefined) template.body = planBody(template.root);
    body = template.body;
    slots = inner;
    if (body === null) return undefined;
  }
  // The general reader says what is too much.
  if (!spend(chunk.work, cost + (body?.characters ?? 0))) return undefined;
  return body === null ? NO_BODY : readBodyValues(chunk, body, slots);
}

/** Passes over a record. */
function skip(bytes: Uint8Array, slots: Slots, plan: SystemPlan, sink: ParseSink): boolean {
  const { recordId, time } = plan;
  if (
    !isFixedOrNull(bytes, slots, recordId, VALUE.u64, 8) ||
    !isFixedOrNull(bytes, slots, time, VALUE.fileTime, 8)
  ) {
    return false;
  }
  const idAt = offsetOf(bytes, slots, recordId);
  const timeAt = offsetOf(bytes, slots, time);
  const id = idAt < 0 ? Number.NaN : u64(bytes, idAt);
  sink.skipped?.(
    Number.isSafeInteger(id) ? id : null,
    timeAt < 0 ? Number.NaN : fileTimeMilliseconds(u32(bytes, timeAt), u32(bytes, timeAt + 4)),
  );
  return true;
}

/** Whether the values of the event's own fields have the types they nearly always have. */
function isUsual(bytes: Uint8Array, slots: Slots, plan: SystemPlan): boolean {
  return (
    isFixedOrNull(bytes, slots, plan.recordId, VALUE.u64, 8) &&
    isFixedOrNull(bytes, slots, plan.time, VALUE.fileTime, 8) &&
    isFixedOrNull(bytes, slots, plan.level, VALUE.u8, 1) &&
    isFixedOrNull(bytes, slots, plan.task, VALUE.u16, 2) &&
    isFixedOrNull(bytes, slots, plan.qualifiers, VALUE.u16, 2) &&
    isFixedOrNull(bytes, slots, plan.keywords, VALUE.hex64, 8) &&
    isFixedOrNull(bytes, slots, plan.processId, VALUE.u32, 4) &&
    isFixedOrNull(bytes, slots, plan.threadId, VALUE.u32, 4)
  );
}
