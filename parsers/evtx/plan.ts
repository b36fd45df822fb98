import type { ElementNode, Node } from "./binxml/nodes.ts";
import { ABSENT, type BodyPlan, contentField, type Field, planBody } from "./plan-body.ts";
import type { Provider } from "./providers.ts";
import { VALUE } from "./values.ts";

/** A field with the type and size that its value nearly always has. Where it has others, the general reader does it. */
export interface FixedField {
  /** -1: absent. */
  readonly slot: number;
  readonly type: number;
  readonly size: number;
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

/** The plan for the template of an event; null when it is not of the usual form and needs the general reader. */
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
  const texts = {
    provider: attributeField(system, "Provider", "Name"),
    server: elementField(system, "Computer"),
    channel: elementField(system, "Channel"),
  };
  const numbers = {
    eventId: fixed(elementField(system, "EventID"), VALUE.u16, 2),
    recordId: fixed(elementField(system, "EventRecordID"), VALUE.u64, 8),
    time: fixed(attributeField(system, "TimeCreated", "SystemTime"), VALUE.fileTime, 8),
    qualifiers: fixed(attributeField(system, "EventID", "Qualifiers"), VALUE.u16, 2),
    level: fixed(elementField(system, "Level"), VALUE.u8, 1),
    task: fixed(elementField(system, "Task"), VALUE.u16, 2),
    keywords: fixed(elementField(system, "Keywords"), VALUE.hex64, 8),
    processId: fixed(attributeField(system, "Execution", "ProcessID"), VALUE.u32, 4),
    threadId: fixed(attributeField(system, "Execution", "ThreadID"), VALUE.u32, 4),
  };
  if (!areAll(texts) || !areAll(numbers) || numbers.eventId.slot < 0) return null;
  const inUserData = userSlot !== undefined;
  return { ...texts, ...numbers, bodySlot, inUserData, body, general, known: undefined };
}

/** A number as literal text does not occur; one more form to keep equal in two readers is not worth it. */
function fixed(field: Field | null, type: number, size: number): FixedField | null {
  if (field === null || field.literal !== null) return null;
  return { slot: field.slot, type, size, optional: field.optional };
}

function areAll<K extends string, F>(
  fields: Readonly<Record<K, F | null>>,
): fields is Readonly<Record<K, F>> {
  return Object.values(fields).every((field) => field !== null);
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
