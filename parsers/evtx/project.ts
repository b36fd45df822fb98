import type { ParseSink } from "../format.ts";
import type { EventRecord } from "../record.ts";
import type { Chunk } from "./binxml/nodes.ts";
import type { Templates } from "./binxml/templates.ts";
import { spend } from "./binxml/work.ts";
import { viewU64 } from "./bytes.ts";
import { RECORD_HEADER_SIZE } from "./chunk.ts";
import {
  fixedAt,
  keywordsAt,
  millisecondsAt,
  recordIdAt,
  textOf,
  timeAt,
  UNUSUAL,
  u8At,
  u16At,
  u32At,
} from "./fields.ts";
import { locateAll, openBody, openEvent } from "./locate.ts";
import type { Origins } from "./origins.ts";
import type { SystemPlan } from "./plan.ts";
import type { PrintUsual } from "./print.ts";
import { NO_BODY, readBodyValues } from "./project-body.ts";
import type { Provider, Providers } from "./providers.ts";
import { locate, type Slots, sizeAt, typeAt } from "./slots.ts";
import type { TellStream } from "./streams.ts";
import { createUsual, type Usual } from "./usual.ts";
import { VALUE } from "./values.ts";

export interface ProjectContext {
  readonly sink: ParseSink;
  readonly templates: Templates;
  readonly providers: Providers;
  readonly tellStream: TellStream;
  readonly originOf: Origins;
  /** Present where lines are wanted instead of records. */
  readonly print: PrintUsual | undefined;
}

/**
 * Hands over the usual record straight from its values, without building its elements, or passes over it before
 * anything but its provider and id was looked at. False for a record that is not of the usual form: the general reader
 * gives the same result for all of them, only slower. `fileOffset` is that of the record, for its origin.
 */
export type Project = (chunk: Chunk, at: number, size: number, fileOffset: number) => boolean;

export function createProjection(context: ProjectContext): Project {
  const { sink, templates, providers, tellStream, originOf, print } = context;
  const usual = createUsual();
  const { slots } = usual;
  let told: Chunk | undefined;

  function handOver(
    chunk: Chunk,
    plan: SystemPlan,
    provider: Provider,
    size: number,
    offset: number,
  ): boolean {
    usual.provider = plan.provider.slot < 0 ? plan.provider.literal : provider.name;
    if (plan.general || !openBody(chunk, templates, plan, usual)) return false;
    // The general reader says what is too much.
    if (!spend(chunk.work, size + provider.name.length + (usual.body?.characters ?? 0))) return false;
    if (print?.(chunk, plan, usual, offset)) return true;
    const record = recordOf(chunk, plan, usual, offset, originOf);
    if (record === undefined) return false;
    sink.record(record);
    return true;
  }

  return (chunk, at, size, fileOffset) => {
    const { view } = chunk;
    const end = at + size - 4;
    const plan = openEvent(chunk, templates, at + RECORD_HEADER_SIZE, end, slots);
    if (plan === null || !locate(slots, view, plan.headSlots, end)) return false;
    const eventIdAt = fixedAt(slots, plan.eventId);
    const provider = eventIdAt < 0 ? undefined : providerOf(chunk, slots, plan, providers);
    if (provider === undefined) return false;
    const eventId = view.getUint16(eventIdAt, true);
    const wanted = providers.wants(provider, eventId);
    if (!wanted && told === chunk) return skip(view, slots, plan, sink);
    if (!locateAll(chunk, slots, end)) return false;
    const server = textOf(chunk, slots, plan.server);
    const channel = textOf(chunk, slots, plan.channel);
    if (server === undefined || channel === undefined) return false;
    told = chunk;
    tellStream(server, channel);
    if (!wanted) return skip(view, slots, plan, sink);
    usual.server = server;
    usual.channel = channel;
    usual.eventId = eventId;
    return handOver(chunk, plan, provider, size, fileOffset);
  };
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

/** Undefined when a value is for the general reader. */
function recordOf(
  chunk: Chunk,
  plan: SystemPlan,
  usual: Usual,
  fileOffset: number,
  originOf: Origins,
): EventRecord | undefined {
  const { slots, body: bodyPlan, server, channel, provider, eventId } = usual;
  const body = bodyPlan === null ? NO_BODY : readBodyValues(chunk, bodyPlan, usual.bodySlots);
  const level = fixedAt(slots, plan.level);
  const task = fixedAt(slots, plan.task);
  const qualifiers = fixedAt(slots, plan.qualifiers);
  const processId = fixedAt(slots, plan.processId);
  const threadId = fixedAt(slots, plan.threadId);
  const keywords = fixedAt(slots, plan.keywords);
  const time = fixedAt(slots, plan.time);
  const recordId = fixedAt(slots, plan.recordId);
  const least = Math.min(level, task, qualifiers, processId, threadId, keywords, time, recordId);
  if (body === undefined || least === UNUSUAL) return undefined;
  const { bytes } = chunk;
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
  sink.skipped?.(Number.isSafeInteger(id) ? id : null, millisecondsAt(view, at));
  return true;
}
