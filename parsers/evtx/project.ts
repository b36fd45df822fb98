import type { ParseSink } from "../format.ts";
import type { EventRecord } from "../record.ts";
import type { Chunk } from "./binxml/nodes.ts";
import type { Template, Templates } from "./binxml/templates.ts";
import { spend } from "./binxml/work.ts";
import { u16, viewU64 } from "./bytes.ts";
import { RECORD_HEADER_SIZE } from "./chunk.ts";
import { fixedAt, keywordsAt, recordIdAt, textOf, timeAt, UNUSUAL, u8At, u16At, u32At } from "./fields.ts";
import type { Origins } from "./origins.ts";
import { planEvent, type SystemPlan } from "./plan.ts";
import { type BodyPlan, planBody, planUserData } from "./plan-body.ts";
import { type Body, NO_BODY, readBodyValues } from "./project-body.ts";
import type { Provider, Providers } from "./providers.ts";
import { createSlots, locate, openSlots, type Slots, sizeAt, typeAt } from "./slots.ts";
import type { TellStream } from "./streams.ts";
import { fileTimeMilliseconds } from "./time.ts";
import { VALUE } from "./values.ts";

/** A fragment header as a number: 0f 01 01 00. Documents inside of records have it or not. */
const FRAGMENT_HEADER = 0x0001010f;
const FRAGMENT_HEADER_SIZE = 4;
const INSTANCE_TOKEN = 0x0c;
const INSTANCE_HEADER_SIZE = 10;
/** A shorter one does not hold an instance, and is for the general reader. */
const LEAST_DOCUMENT = FRAGMENT_HEADER_SIZE + INSTANCE_HEADER_SIZE;

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
    const { bytes, view } = chunk;
    const end = at + size - 4;
    const template = openInstance(chunk, templates, at + RECORD_HEADER_SIZE, end, outer);
    const plan = template === undefined ? null : systemPlan(template);
    if (plan === null || !locate(outer, view, plan.headSlots, end)) return false;
    const eventIdAt = fixedAt(outer, plan.eventId);
    if (eventIdAt < 0) return false;

    const provider = providerOf(chunk, outer, plan, providers);
    if (provider === undefined) return false;
    const eventId = u16(bytes, eventIdAt);
    const wanted = providers.wants(provider, eventId);
    if (!wanted && told === chunk) return skip(view, outer, plan, sink);
    if (!locateAll(chunk, outer, end)) return false;

    const server = textOf(chunk, outer, plan.server);
    const channel = textOf(chunk, outer, plan.channel);
    if (server === undefined || channel === undefined || (wanted && plan.general)) return false;
    told = chunk;
    tellStream(server, channel);
    if (!wanted) return skip(view, outer, plan, sink);

    const body = readBody(chunk, templates, plan, outer, inner, size + provider.name.length);
    if (body === undefined) return false;
    const name = plan.provider.slot < 0 ? plan.provider.literal : provider.name;
    const record = recordOf(bytes, outer, plan, server, channel, name, eventId, body, fileOffset, originOf);
    if (record === undefined) return false;
    sink.record(record);
    return true;
  };
}

/** The template of the instance that the document between two offsets begins with, its values opened; or undefined. */
function openInstance(
  chunk: Chunk,
  templates: Templates,
  from: number,
  end: number,
  slots: Slots,
): Template | undefined {
  if (end - from < LEAST_DOCUMENT) return undefined;
  const { bytes, view } = chunk;
  const at = view.getUint32(from, true) === FRAGMENT_HEADER ? from + FRAGMENT_HEADER_SIZE : from;
  if (bytes[at] !== INSTANCE_TOKEN) return undefined;
  const definition = view.getUint32(at + 6, true);
  const template = templates.at(definition);
  if (template === null) return undefined;
  let values = at + INSTANCE_HEADER_SIZE;
  if (values === definition) values += template.size;
  return openSlots(slots, view, values, end) ? template : undefined;
}

/** Locates all values of an instance. False when more follows than the end of its document. */
function locateAll({ bytes, view }: Chunk, slots: Slots, end: number): boolean {
  return locate(slots, view, slots.count, end) && (slots.value === end || bytes[slots.value] === 0);
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
  if (typeAt(slots, slot) !== VALUE.string) return undefined;
  return providers.at(chunk, slots.offsets[slot] as number, sizeAt(slots, slot));
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
    const type = typeAt(outer, plan.bodySlot);
    if (type === VALUE.null) return NO_BODY;
    if (type !== VALUE.binXml) return undefined;
    const from = outer.offsets[plan.bodySlot] as number;
    const end = from + sizeAt(outer, plan.bodySlot);
    const template = openInstance(chunk, templates, from, end, inner);
    if (template === undefined || !locateAll(chunk, inner, end)) return undefined;
    body = plan.inUserData ? userPlan(template) : bodyPlan(template);
    slots = inner;
    if (body === null) return undefined;
  }
  // The general reader says what is too much.
  if (!spend(chunk.work, cost + (body?.characters ?? 0))) return undefined;
  return body === null ? NO_BODY : readBodyValues(chunk, body, slots);
}

function systemPlan(template: Template): SystemPlan | null {
  if (template.system === undefined) template.system = planEvent(template.root);
  return template.system;
}

function bodyPlan(template: Template): BodyPlan | null {
  if (template.body === undefined) template.body = planBody(template.root);
  return template.body;
}

function userPlan(template: Template): BodyPlan | null {
  if (template.user === undefined) template.user = planUserData([template.root]);
  return template.user;
}

/** Undefined when a value is for the general reader. Many arguments: an object for them would be made for each record. */
function recordOf(
  bytes: Uint8Array,
  slots: Slots,
  plan: SystemPlan,
  server: string | null,
  channel: string | null,
  provider: string | null,
  eventId: number,
  body: Body,
  fileOffset: number,
  originOf: Origins,
): EventRecord | undefined {
  const level = fixedAt(slots, plan.level);
  const task = fixedAt(slots, plan.task);
  const qualifiers = fixedAt(slots, plan.qualifiers);
  const processId = fixedAt(slots, plan.processId);
  const threadId = fixedAt(slots, plan.threadId);
  const keywords = fixedAt(slots, plan.keywords);
  const time = fixedAt(slots, plan.time);
  const recordId = fixedAt(slots, plan.recordId);
  const least = Math.min(level, task, qualifiers, processId, threadId, keywords, time, recordId);
  if (least === UNUSUAL) return undefined;
  return {
    server,
    channel,
    recordId: recordIdAt(bytes, recordId),
    provider,
    eventId,
    qualifiers: u16At(bytes, qualifiers),
    level: u8At(bytes, level),
    task: u16At(bytes, task),
    taskName: null,
    keywords: keywordsAt(bytes, keywords),
    time: timeAt(bytes, time),
    processId: u32At(bytes, processId),
    threadId: u32At(bytes, threadId),
    strings: body.strings,
    data: body.data,
    user: body.user,
    binary: body.binary,
    message: null,
    origin: originOf(fileOffset),
  };
}

/** Passes over a record. */
function skip(view: DataView, slots: Slots, plan: SystemPlan, sink: ParseSink): boolean {
  const idAt = fixedAt(slots, plan.recordId);
  const at = fixedAt(slots, plan.time);
  if (idAt === UNUSUAL || at === UNUSUAL) return false;
  const id = idAt < 0 ? Number.NaN : viewU64(view, idAt);
  const time =
    at < 0 ? Number.NaN : fileTimeMilliseconds(view.getUint32(at, true), view.getUint32(at + 4, true));
  sink.skipped?.(Number.isSafeInteger(id) ? id : null, time);
  return true;
}
