import type { Chunk } from "./binxml/nodes.ts";
import type { Template, Templates } from "./binxml/templates.ts";
import { planEvent, type SystemPlan } from "./plan.ts";
import { type BodyPlan, planBody, planUserData } from "./plan-body.ts";
import { locate, openSlots, type Slots, sizeAt, typeAt } from "./slots.ts";
import type { Usual } from "./usual.ts";
import { VALUE } from "./values.ts";

/** A fragment header as a number: 0f 01 01 00. Documents inside of records have it or not. */
const FRAGMENT_HEADER = 0x0001010f;
const FRAGMENT_HEADER_SIZE = 4;
const INSTANCE_TOKEN = 0x0c;
const INSTANCE_HEADER_SIZE = 10;
/** A shorter one does not hold an instance, and is for the general reader. */
const LEAST_DOCUMENT = FRAGMENT_HEADER_SIZE + INSTANCE_HEADER_SIZE;

/** The plan of the record that the document between two offsets is, its values opened; null when it is not a usual one. */
export function openEvent(
  chunk: Chunk,
  templates: Templates,
  from: number,
  end: number,
  slots: Slots,
): SystemPlan | null {
  const template = openInstance(chunk, templates, from, end, slots);
  if (template === undefined) return null;
  if (template.system === undefined) template.system = planEvent(template.root);
  return template.system;
}

/** Finds the plan of a record's body, and locates its values. False where it is for the general reader. */
export function openBody(chunk: Chunk, templates: Templates, plan: SystemPlan, usual: Usual): boolean {
  const { slots, inner } = usual;
  usual.body = plan.body;
  usual.bodySlots = slots;
  if (plan.bodySlot < 0) return true;
  const type = typeAt(slots, plan.bodySlot);
  if (type !== VALUE.binXml) return type === VALUE.null;
  const from = slots.offsets[plan.bodySlot] as number;
  const end = from + sizeAt(slots, plan.bodySlot);
  const template = openInstance(chunk, templates, from, end, inner);
  if (template === undefined || !locateAll(chunk, inner, end)) return false;
  usual.body = plan.inUserData ? userPlan(template) : bodyPlan(template);
  usual.bodySlots = inner;
  return usual.body !== null;
}

/** Locates all values of an instance. False when more follows than the end of its document. */
export function locateAll({ bytes, view }: Chunk, slots: Slots, end: number): boolean {
  return locate(slots, view, slots.count, end) && (slots.value === end || bytes[slots.value] === 0);
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

function bodyPlan(template: Template): BodyPlan | null {
  if (template.body === undefined) template.body = planBody(template.root);
  return template.body;
}

function userPlan(template: Template): BodyPlan | null {
  if (template.user === undefined) template.user = planUserData([template.root]);
  return template.user;
}
