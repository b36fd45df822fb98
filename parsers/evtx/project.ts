import type { ParseSink } from "../format.ts";
import type { EventRecord } from "../record.ts";
import type { Chunk } from "./binxml/nodes.ts";
import type { Template, Templates } from "./binxml/templates.ts";
import { spend } from "./binxml/work.ts";
import { u16, u32, u64 } from "./bytes.ts";
import { RECORD_HEADER_SIZE } from "./chunk.ts";
import { fixedAt, keywordsAt, recordIdAt, textOf, timeAt, UNUSUAL, u8At, u16At, u32At } from "./fields.ts";
import type { Origins } from "./origins.ts";
import { planEvent, type SystemPlan } from "./plan.ts";
import { type BodyPlan, planBody, planUserData } from "./plan-body.ts";
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
    const plan = template === undefined ? null : systemPlan(template);
    if (plan === null) return false;
    const eventIdAt = fixedAt(bytes, outer, plan.eventId);
    if (eventIdAt < 0) return false;

    const provider = providerOf(chunk, outer, plan, providers);
    if (provider === undefined) return false;
    const eventId = u16(bytes, eventIdAt);
    const wanted = providers.wants(provider, eventId);
    if (!wanted && told === chunk) return skip(bytes, outer, plan, sink);

    const server = textOf(chunk, outer, plan.server);
    const channel = textOf(chunk, outer, plan.channel);
    if (server === undefined || channel === undefined || (wanted && plan.general)) return false;
    told = chunk;
    tellStream(server, channel);
    if (!wanted) return skip(bytes, outer, plan, sink);

    const body = readBody(chunk, templates, plan, outer, inner, size + provider.name.length);
    if (body === undefined) return false;
    const name = plan.provider.slot < 0 ? plan.provider.literal : provider.name;
    const record = recordOf(bytes, outer, plan, server, channel, name, eventId, body, fileOffset, originOf);
    if (record === undefined) return false;
    sink.record(record);
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
  const next = locate(slots, chunk, values, end);
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
  const level = fixedAt(bytes, slots, plan.level);
  const task = fixedAt(bytes, slots, plan.task);
  const qualifiers = fixedAt(bytes, slots, plan.qualifiers);
  const processId = fixedAt(bytes, slots, plan.processId);
  const threadId = fixedAt(bytes, slots, plan.threadId);
  const keywords = fixedAt(bytes, slots, plan.keywords);
  const time = fixedAt(bytes, slots, plan.time);
  const recordId = fixedAt(bytes, slots, plan.recordId);
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
function skip(bytes: Uint8Array, slots: Slots, plan: SystemPlan, sink: ParseSink): boolean {
  const idAt = fixedAt(bytes, slots, plan.recordId);
  const at = fixedAt(bytes, slots, plan.time);
  if (idAt === UNUSUAL || at === UNUSUAL) return false;
  const id = idAt < 0 ? Number.NaN : u64(bytes, idAt);
  const time = at < 0 ? Number.NaN : fileTimeMilliseconds(u32(bytes, at), u32(bytes, at + 4));
  sink.skipped?.(Number.isSafeInteger(id) ? id : null, time);
  return true;
}
