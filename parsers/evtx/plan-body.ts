import type { AttributeNode, ElementNode, Node } from "./binxml/nodes.ts";
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
  /** As soon as it was printed. */
  print: BodyPrint | undefined;
}

export interface UserBodyPlan {
  readonly kind: "user";
  readonly leaves: readonly LeafPlan[];
  readonly characters: number;
  print: BodyPrint | undefined;
}

/** What a printer makes of a plan: what is the same in each line. */
export interface BodyPrint {
  /** What stands before a text: `,"Name":`, or `["Path",`. */
  readonly heads: readonly Uint8Array[];
  /** Of the data, which text each of the names has, in the order of the names in an object. */
  readonly order: readonly number[];
  /** Where two data share a name, the text of the last that is there counts. */
  readonly repeated: boolean;
}

export interface LeafPlan extends Field {
  readonly path: string;
  /** Without its value, an element is gone and the one around it may become a leaf; an attribute is just gone. */
  readonly isAttribute: boolean;
}

export interface DataPlan extends Field {
  readonly name: string | null;
}

export const ABSENT: Field = { slot: -1, literal: null, optional: true };

/** The plan for the template of an EventData or UserData; null for anything else, and for unusual forms. */
export function planBody(root: ElementNode): BodyPlan | null {
  if (root.name === "EventData") return onceEach(planEventData(root));
  return root.name === "UserData" ? planUserData(root.children) : null;
}

/** The plan for UserData with these contents; null for unusual forms. */
export function planUserData(contents: readonly Node[]): UserBodyPlan | null {
  const leaves: LeafPlan[] = [];
  for (const child of contents) if (!addLeaves(child, "", leaves)) return null;
  let characters = 0;
  for (const leaf of leaves) characters += leaf.path.length + (leaf.literal?.length ?? 0);
  return onceEach({ kind: "user", leaves, characters, print: undefined });
}

/** The only content of an element or attribute; null where it has more, or another element. */
export function contentField(content: readonly Node[]): Field | null {
  const only = content[0];
  if (content.length > 1 || only?.kind === "element") return null;
  if (only === undefined) return { slot: -1, literal: "", optional: false };
  if (only.kind === "text") return { slot: -1, literal: only.text, optional: false };
  return { slot: only.slot, literal: null, optional: only.optional };
}

/** A value that is used twice can grow without bound: only the general reader counts what it builds. */
function onceEach<P extends BodyPlan>(plan: P | null): P | null {
  if (plan === null) return null;
  const fields = plan.kind === "data" ? [...plan.data, plan.binary] : plan.leaves;
  const slots = fields.map((field) => field.slot).filter((slot) => slot >= 0);
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
  return { kind: "data", data, binary: binary ?? ABSENT, shape: shapeOf(data), characters, print: undefined };
}

function shapeOf(data: readonly DataPlan[]): Readonly<Record<string, string>> | null {
  const shape: Record<string, string> = {};
  for (const { name } of data) {
    if (name === "__proto__") return null;
    if (name !== null) shape[name] = "";
  }
  return Object.keys(shape).length === 0 ? null : shape;
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

/** The name of a `Data`; null when it has none; undefined when its attributes need the general reader. */
function literalName(attributes: readonly AttributeNode[]): string | null | undefined {
  const attribute = attributes[0];
  if (attribute === undefined) return null;
  if (attributes.length > 1 || attribute.name !== "Name") return undefined;
  const field = contentField(attribute.content);
  return field === null || field.slot >= 0 ? undefined : field.literal;
}
