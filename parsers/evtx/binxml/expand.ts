import { u8 } from "../bytes.ts";
import { arrayTexts, VALUE, valueText } from "../values.ts";
import { NO_VALUES, readInstance, type Values } from "./instance.ts";
import type { Cursor } from "./names.ts";
import type { AttributeNode, Chunk, Element, ElementNode, Node, SlotNode } from "./nodes.ts";
import { readElement, skipFragmentHeaders, TOKEN } from "./parse.ts";
import type { Templates } from "./templates.ts";
import { fail, MOST_DOCUMENTS, MOST_ELEMENTS, spend } from "./work.ts";

/** What expansion needs to know wherever it stands. */
interface Place {
  readonly chunk: Chunk;
  readonly templates: Templates;
  readonly values: Values;
  /** Documents around this one. */
  readonly documents: number;
}

/**
 * Reads the BinXml between two offsets of the chunk into elements with the values filled in, as Windows would print
 * them; null when it is damaged, with the reason in the chunk's work.
 */
export function expandFragment(
  chunk: Chunk,
  templates: Templates,
  from: number,
  end: number,
  documents = 0,
): Element[] | null {
  if (documents >= MOST_DOCUMENTS) return fail(chunk.work, "its documents are nested too deep");
  const { bytes, work } = chunk;
  const out: Element[] = [];
  let at = from;
  do {
    at = skipFragmentHeaders(bytes, at, end);
    const token = u8(bytes, at) & 0x3f;
    if (at >= end || token === TOKEN.end) break;
    if (token === TOKEN.instance) {
      const instance = readInstance(chunk, templates, at, end);
      if (instance === null) return null;
      const place: Place = { chunk, templates, values: instance.values, documents };
      if (!expandElement(instance.template.root, place, out, 0)) return null;
      at = instance.next;
    } else if (token === TOKEN.element) {
      const cursor: Cursor = { chunk, at, end, inTemplate: false, references: null };
      const element = readElement(cursor);
      if (element === null) return null;
      if (!expandElement(element, { chunk, templates, values: NO_VALUES, documents }, out, 0)) return null;
      at = cursor.at;
    } else {
      return fail(work, `token 0x${token.toString(16)} stands where an element should`);
    }
    // Another document starts with a header of its own; anything else behind the first is not ours to guess at.
  } while (at < end && u8(bytes, at) === TOKEN.fragment);
  return out;
}

/** Adds the element: not at all if its optional value is null, once for each item if its value is an array. */
function expandElement(node: ElementNode, place: Place, out: (Element | string)[], depth: number): boolean {
  const only = node.children.length === 1 ? node.children[0] : undefined;
  if (only?.kind === "slot" && only.optional && typeOf(only, place.values) === VALUE.null) return true;
  const array = node.children.find((child) => isArray(child, place.values));
  if (array?.kind !== "slot") return expandOnce(node, place, out, depth, undefined, "");
  const texts = slotTexts(array, place);
  if (texts === null) return false;
  for (const text of texts) if (!expandOnce(node, place, out, depth, array, text)) return false;
  return true;
}

function expandOnce(
  node: ElementNode,
  place: Place,
  out: (Element | string)[],
  depth: number,
  array: Node | undefined,
  item: string,
): boolean {
  const { work } = place.chunk;
  if (depth >= MOST_ELEMENTS) return fail(work, "its elements are nested too deep") !== null;
  if (!spend(work, node.name.length)) return false;
  const attributes: (readonly [string, string])[] = [];
  for (const attribute of node.attributes) if (!expandAttribute(attribute, place, attributes)) return false;
  const children: (Element | string)[] = [];
  out.push({ name: node.name, attributes, children });
  for (const child of node.children) {
    if (child === array) {
      if (!spend(work, item.length)) return false;
      children.push(item);
    } else if (!expandChild(child, place, children, depth)) {
      return false;
    }
  }
  return true;
}

function expandChild(child: Node, place: Place, out: (Element | string)[], depth: number): boolean {
  if (child.kind === "element") return expandElement(child, place, out, depth + 1);
  if (child.kind === "text") {
    if (!spend(place.chunk.work, child.text.length)) return false;
    out.push(child.text);
    return true;
  }
  if (typeOf(child, place.values) === VALUE.binXml) {
    const from = place.values.offsets[child.slot] ?? 0;
    const end = from + (place.values.sizes[child.slot] ?? 0);
    const inner = expandFragment(place.chunk, place.templates, from, end, place.documents + 1);
    if (inner === null) return false;
    for (const element of inner) out.push(element);
    return true;
  }
  const texts = slotTexts(child, place);
  if (texts === null) return false;
  out.push(...texts);
  return true;
}

function expandAttribute(node: AttributeNode, place: Place, out: (readonly [string, string])[]): boolean {
  const { work } = place.chunk;
  const only = node.content.length === 1 ? node.content[0] : undefined;
  if (only?.kind === "slot" && only.optional && typeOf(only, place.values) === VALUE.null) return true;
  let text = "";
  for (const part of node.content) {
    if (part.kind === "text") {
      text += part.text;
    } else {
      const texts = slotTexts(part, place);
      if (texts === null) return false;
      text += texts.join("");
    }
  }
  if (!spend(work, node.name.length + text.length)) return false;
  out.push([node.name, text]);
  return true;
}

/** The value of a place as text: one for a single value, one for each item of an array. */
function slotTexts(node: SlotNode, place: Place): string[] | null {
  const { bytes, utf16, work } = place.chunk;
  const type = typeOf(node, place.values);
  const at = place.values.offsets[node.slot] ?? 0;
  const size = place.values.sizes[node.slot] ?? 0;
  if (!spend(work, size)) return null;
  if ((type & VALUE.array) !== 0) {
    return arrayTexts(bytes, type, at, size, utf16) ?? fail(work, misfit(type, size));
  }
  const text = valueText(bytes, type, at, size, utf16);
  return text === undefined ? fail(work, misfit(type, size)) : [text];
}

function isArray(node: Node, values: Values): boolean {
  return node.kind === "slot" && (typeOf(node, values) & VALUE.array) !== 0;
}

/** The type in the value's descriptor counts, not that in the template; a place without a value is null. */
function typeOf(node: SlotNode, values: Values): number {
  return values.types[node.slot] ?? VALUE.null;
}

function misfit(type: number, size: number): string {
  return `a value of type 0x${type.toString(16)} has ${size} bytes`;
}
