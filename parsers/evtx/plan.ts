import type { AttributeNode, ElementNode, Node } from "./binxml/nodes.ts";
import type { Provider } from "./providers.ts";
import { isNamespace } from "./record.ts";

/** Where a part of a record comes from: a place for a value, or the same text in each record of the template. */
export interface Field {
  /** -1: no value but `literal`. */
  readonly slot: number;
  /** Null where the part is absent. */
  readonly literal: string | null;
  /** A null value makes the part absent; where it is false, that is for the general reader. */
  readonly optional: boolean;
}

/** How to read the usual record straight from its values: made once for each template of an event. */
export interface SystemPlan {
  readonly provider: Field;
  readonly server: Field;
  readonly channel: Field;
  readonly eventId: Field;
  readonly qualifiers: Field;
  readonly level: Field;
  readonly task: Field;
  readonly keywords: Field;
  readonly time: Field;
  readonly recordId: Field;
  readonly processId: Field;
  readonly threadId: Field;
  /** The place that holds the body as BinXml; -1: none. */
  readonly bodySlot: number;
  /** The body, where it stands in the template of the event itself; null where there is none. */
  readonly body: BodyPlan | null;
  /** The body is of a form for the general reader; the rest still tells whether the record is wanted. */
  readonly general: boolean;
  /** The provider, where it is part of the template: what is known of it, as soon as it was asked for. */
  known: Provider | undefined;
}

/** How to read a body from the values of its template. */
export type BodyPlan = DataBodyPlan | UserBodyPlan;

export interface DataBodyPlan {
  readonly kind: "data";
  /** One for each `Data`. */
  readonly data: readonly DataPlan[];
  readonly binary: Field;
  /** The names with nothing behind them, in the order in which the data get them; null when a name is special. */
  readonly shape: Readonly<Record<string, string>> | null;
  /** Characters that the template adds to each record. */
  readonly characters: number;
}

export interface UserBodyPlan {
  readonly kind: "user";
  readonly leaves: readonly LeafPlan[];
  readonly characters: number;
}

export interface LeafPlan extends Field {
  readonly path: string;
  /** Without its value, an element is gone and the one around it may become a leaf; an attribute is just gone. */
  readonly isAttribute: boolean;
}

export interface DataPlan extends Field {
  readonly name: string | null;
}

const ABSENT: Field = { slot: -1, literal: null, optional: true };

/** The plan for the template of an event; null when it is not of the usual form and needs the general reader. */
export function planEvent(event: ElementNode): SystemPlan | null {
  const system = onlyElement(event.children, "System");
  const rest = event.children.filter((child) => child !== system);
  if (system === undefined || hasRepeatedNames(system.children)) return null;
  const bodyNode = rest[0];
  const bodySlot = bodyNode?.kind === "slot" ? bodyNode.slot : -1;
  const body = bodyNode?.kind === "element" ? planBody(bodyNode) : null;
  const general = rest.length > 1 || (bodyNode !== undefined && bodySlot < 0 && body === null);
  const plan = {
    provider: attributeField(system, "Provider", "Name"),
    server: elementField(system, "Computer"),
    channel: elementField(system, "Channel"),
    eventId: elementField(system, "EventID"),
    qualifiers: attributeField(system, "EventID", "Qualifiers"),
    level: elementField(system, "Level"),
    task: elementField(system, "Task"),
    keywords: elementField(system, "Keywords"),
    time: attributeField(system, "TimeCreated", "SystemTime"),
    recordId: elementField(system, "EventRecordID"),
    processId: attributeField(system, "Execution", "ProcessID"),
    threadId: attributeField(system, "Execution", "ThreadID"),
  };
  if (!areAllFields(plan)) return null;
  const numbers = [plan.qualifiers, plan.level, plan.task, plan.keywords, plan.time, plan.recordId];
  // A number as literal text does not occur; one more form to keep equal in two readers is not worth it.
  if ([...numbers, plan.processId, plan.threadId].some((field) => field.literal !== null)) return null;
  if (plan.eventId.slot < 0) return null;
  return { ...plan, bodySlot, body, general, known: undefined };
}

/** The plan for the template of an EventData or UserData; null for anything else, and for unusual forms. */
export function planBody(root: ElementNode): BodyPlan | null {
  const plan =
    root.name === "EventData" ? planEventData(root) : root.name === "UserData" ? planUserData(root) : null;
  if (plan === null) return null;
  const fields = plan.kind === "data" ? [...plan.data, plan.binary] : plan.leaves;
  const slots = fields.map((field) => field.slot).filter((slot) => slot >= 0);
  // A value that is used twice can grow without bound: only the general reader counts what it builds.
  return new Set(slots).size === slots.length ? plan : null;
}

function planEventData(root: ElementNode): DataBodyPlan | null {
  const data: DataPlan[] = [];
  let binary: Field | undefined;
  let characters = 0;
  for (const child of root.children) {
    if (child.kind === "slot") return null;
    if (child.kind === "text" || (child.name !== "Data" && child.name !== "Binary")) continue;
    const field = contentField(child.children);
    const name = literalName(child.attributes);
    if (field === null || name === undefined) return null;
    characters += (field.literal?.length ?? 0) + (name?.length ?? 0) + 1;
    if (child.name === "Data") {
      data.push({ ...field, name });
    } else if (binary === undefined) {
      binary = field;
    } else {
      return null;
    }
  }
  return { kind: "data", data, binary: binary ?? ABSENT, shape: shapeOf(data), characters };
}

function shapeOf(data: readonly DataPlan[]): Readonly<Record<string, string>> | null {
  const shape: Record<string, string> = {};
  for (const { name } of data) {
    if (name === "__proto__") return null;
    if (name !== null) shape[name] = "";
  }
  return Object.keys(shape).length === 0 ? null : shape;
}

function planUserData(root: ElementNode): UserBodyPlan | null {
  const leaves: LeafPlan[] = [];
  for (const child of root.children) if (!addLeaves(child, "", leaves)) return null;
  let characters = 0;
  for (const leaf of leaves) characters += leaf.path.length + (leaf.literal?.length ?? 0);
  return { kind: "user", leaves, characters };
}

function addLeaves(node: Node, parent: string, leaves: LeafPlan[]): boolean {
  if (node.kind !== "element") return false;
  const path = parent === "" ? node.name : `${parent}/${node.name}`;
  for (const { name, content } of node.attributes) {
    const field = contentField(content);
    if (field === null) return false;
    if (!isNamespace(name)) leaves.push({ ...field, path: `${path}@${name}`, isAttribute: true });
  }
  const field = contentField(node.children);
  if (field !== null) leaves.push({ ...field, path, isAttribute: false });
  else for (const child of node.children) if (!addLeaves(child, path, leaves)) return false;
  return true;
}

function areAllFields<K extends string>(
  plan: Readonly<Record<K, Field | null>>,
): plan is Readonly<Record<K, Field>> {
  return Object.values(plan).every((field) => field !== null);
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

function contentField(content: readonly Node[]): Field | null {
  const only = content[0];
  if (content.length > 1 || only?.kind === "element") return null;
  if (only === undefined) return { slot: -1, literal: "", optional: false };
  if (only.kind === "text") return { slot: -1, literal: only.text, optional: false };
  return { slot: only.slot, literal: null, optional: only.optional };
}

/** The name of a `Data`; null when it has none; undefined when its attributes need the general reader. */
function literalName(attributes: readonly AttributeNode[]): string | null | undefined {
  const attribute = attributes[0];
  if (attribute === undefined) return null;
  if (attributes.length > 1 || attribute.name !== "Name") return undefined;
  const field = contentField(attribute.content);
  return field === null || field.slot >= 0 ? undefined : field.literal;
}

function onlyElement(nodes: readonly Node[], name: string): ElementNode | undefined {
  for (const node of nodes) if (node.kind === "element" && node.name === name) return node;
  return undefined;
}

function hasRepeatedNames(nodes: readonly Node[]): boolean {
  const names = nodes.map((node) => (node.kind === "element" ? node.name : ""));
  return nodes.some((node) => node.kind !== "element") || new Set(names).size !== names.length;
}
