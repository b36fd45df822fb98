import type { ElementNode, Node } from "./binxml/nodes.ts";
import { ABSENT, type BodyPlan, contentField, type Field, planBody } from "./plan-body.ts";
import type { Provider } from "./providers.ts";
import { kindOf } from "./slots.ts";
import { VALUE } from "./values.ts";

/** A field with the type and size that its value nearly always has. Where it has others, the general reader does it. */
export interface FixedField {
  /** -1: absent. */
  readonly slot: number;
  /** Type and size, as a descriptor has them. */
  readonly kind: number;
  readonly optional: boolean;
}

/** How to read the usual record straight from its values: made once for each template of an event. */
export interface SystemPlan {
  readonly provider: Field;
  readonly server: Field;
  readonly channel: Field;
  readonly eventId: FixedField;
  readonly recordId: FixedField;
  readonly time: FixedField;
  readonly qualifiers: FixedField;
  readonly level: FixedField;
  readonly task: FixedField;
  readonly keywords: FixedField;
  readonly processId: FixedField;
  readonly threadId: FixedField;
  /** So many places hold what tells whether a record is wanted, and its number and time. */
  readonly headSlots: number;
  /** The place that holds the body as BinXml; -1: none. */
  readonly bodySlot: number;
  /** The place stands inside of a UserData element; else in the event itself. */
  readonly inUserData: boolean;
  /** The body, where it stands in the template of the event itself; null where there is none. */
  readonly body: BodyPlan | null;
  /** The body is of a form for the general reader; the rest still tells whether the record is wanted. */
  readonly general: boolean;
  /** The provider, where it is part of the template: what is known of it, as soon as it was asked for. */
  known: Provider | undefined;
}

/**
 * The plan for the template of an event, in one literal: put together from parts, plans would be of as many shapes as
 * there are templates, and each look into one several times as slow. Null when the template is not of the usual form and needs the
 * general reader.
 */
export function planEvent(event: ElementNode): SystemPlan | null {
  const system = onlyElement(event.children, "System");
  const rest = event.children.filter((child) => child !== system);
  if (system === undefined || hasRepeatedNames(system.children)) return null;
  const bodyNode = rest[0];
  const userSlot =
    bodyNode?.kind === "element" && bodyNode.name === "UserData" ? onlySlot(bodyNode) : undefined;
  const bodySlot = bodyNode?.kind === "slot" ? bodyNode.slot : (userSlot ?? -1);
  const body = bodySlot < 0 && bodyNode?.kind === "element" ? planBody(bodyNode) : null;
  const general = rest.length > 1 || (bodyNode !== undefined && bodySlot < 0 && body === null);
  const provider = attributeField(system, "Provider", "Name");
  const server = elementField(system, "Computer");
  const channel = elementField(system, "Channel");
  const eventId = fixed(elementField(system, "EventID"), VALUE.u16, 2);
  const recordId = fixed(elementField(system, "EventRecordID"), VALUE.u64, 8);
  const time = fixed(attributeField(system, "TimeCreated", "SystemTime"), VALUE.fileTime, 8);
  const qualifiers = fixed(attributeField(system, "EventID", "Qualifiers"), VALUE.u16, 2);
  const level = fixed(elementField(system, "Level"), VALUE.u8, 1);
  const task = fixed(elementField(system, "Task"), VALUE.u16, 2);
  const keywords = fixed(elementField(system, "Keywords"), VALUE.hex64, 8);
  const processId = fixed(attributeField(system, "Execution", "ProcessID"), VALUE.u32, 4);
  const threadId = fixed(attributeField(system, "Execution", "ThreadID"), VALUE.u32, 4);
  if (provider === null || server === null || channel === null) return null;
  if (eventId === null || recordId === null || time === null || qualifiers === null) return null;
  if (level === null || task === null || keywords === null || processId === null || threadId === null)
    return null;
  if (eventId.slot < 0) return null;
  return {
    provider,
    server,
    channel,
    eventId,
    recordId,
    time,
    qualifiers,
    level,
    task,
    keywords,
    processId,
    threadId,
    headSlots: Math.max(provider.slot, eventId.slot, recordId.slot, time.slot) + 1,
    bodySlot,
    inUserData: userSlot !== undefined,
    body,
    general,
    known: undefined,
  };
}

/** A number as literal text does not occur; one more form to keep equal in two readers is not worth it. */
function fixed(field: Field | null, type: number, size: number): FixedField | null {
  if (field === null || field.literal !== null) return null;
  return { slot: field.slot, kind: kindOf(type, size), optional: field.optional };
}

function elementField(parent: ElementNode, name: string): Field | null {
  const element = onlyElement(parent.children, name);
  return element === undefined ? ABSENT : contentField(element.children);
}

function attributeField(parent: ElementNode, elementName: string, name: string): Field | null {
  const element = onlyElement(parent.children, elementName);
  const attributes = element?.attributes.filter((attribute) => attribute.name === name) ?? [];
  if (attributes.length > 1) return null;
  // An element whose only child is a null value goes, and its attributes with it: EventID, whose value the fast
  // reader insists on.
  if (element !== undefined && element.children.length > 0 && elementName !== "EventID") return null;
  const attribute = attributes[0];
  return attribute === undefined ? ABSENT : contentField(attribute.content);
}

function onlySlot(element: ElementNode): number | undefined {
  const only = element.children[0];
  return element.children.length === 1 && only?.kind === "slot" ? only.slot : undefined;
}

function onlyElement(nodes: readonly Node[], name: string): ElementNode | undefined {
  for (const node of nodes) if (node.kind === "element" && node.name === name) return node;
  return undefined;
}

function hasRepeatedNames(nodes: readonly Node[]): boolean {
  const names = nodes.map((node) => (node.kind === "element" ? node.name : ""));
  return nodes.some((node) => node.kind !== "element") || new Set(names).size !== names.length;
}
