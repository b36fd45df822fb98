import { u8, u16, u32 } from "../bytes.ts";
import { type Cursor, readName } from "./names.ts";
import type { AttributeNode, ElementNode, Node, SlotNode, TextNode } from "./nodes.ts";
import { fail, MOST_ELEMENTS, spend } from "./work.ts";

export const TOKEN = {
  end: 0x00,
  element: 0x01,
  closeStart: 0x02,
  closeEmpty: 0x03,
  closeElement: 0x04,
  value: 0x05,
  attribute: 0x06,
  cdata: 0x07,
  character: 0x08,
  entity: 0x09,
  instructionTarget: 0x0a,
  instructionData: 0x0b,
  instance: 0x0c,
  slot: 0x0d,
  optionalSlot: 0x0e,
  fragment: 0x0f,
} as const;

/** Set on a token when attributes or more content follow; nothing depends on it but the attribute list. */
const MORE = 0x40;
export const FRAGMENT_HEADER_SIZE = 4;

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/**
 * Reads the element at the cursor with all that is in it; null (and a reason in the chunk's work) when it is
 * damaged. The sizes that elements carry are not used: the tokens tell the same, and are bounded by the cursor.
 */
export function readElement(cursor: Cursor, depth = 0): ElementNode | null {
  const { work, bytes } = cursor.chunk;
  if (depth >= MOST_ELEMENTS) return fail(work, "its elements are nested too deep");
  const token = u8(bytes, cursor.at);
  // Token, dependency id in templates, size.
  cursor.at += cursor.inTemplate ? 7 : 5;
  const name = readName(cursor);
  if (name === null || !spend(work, name.length)) return null;
  if ((token & MORE) !== 0) cursor.at += 4;
  const attributes = readAttributes(cursor);
  if (attributes === null) return null;
  if (cursor.at >= cursor.end) return fail(work, "it ends inside of an element");
  const close = u8(bytes, cursor.at++);
  if (close === TOKEN.closeEmpty) return { kind: "element", name, attributes, children: [] };
  if (close !== TOKEN.closeStart)
    return fail(work, `token 0x${close.toString(16)} stands inside of a start tag`);
  const children = readChildren(cursor, depth);
  return children === null ? null : { kind: "element", name, attributes, children };
}

function readAttributes(cursor: Cursor): AttributeNode[] | null {
  const { work, bytes } = cursor.chunk;
  const attributes: AttributeNode[] = [];
  while (cursor.at < cursor.end && (u8(bytes, cursor.at) & ~MORE) === TOKEN.attribute) {
    cursor.at++;
    const name = readName(cursor);
    if (name === null || !spend(work, name.length)) return null;
    const content: (TextNode | SlotNode)[] = [];
    for (;;) {
      const part = readText(cursor);
      if (part === null) return null;
      if (part === undefined) break;
      content.push(part);
    }
    attributes.push({ name, content });
  }
  return attributes;
}

function readChildren(cursor: Cursor, depth: number): Node[] | null {
  const { work, bytes } = cursor.chunk;
  const children: Node[] = [];
  while (cursor.at < cursor.end) {
    const token = u8(bytes, cursor.at) & ~MORE;
    if (token === TOKEN.closeElement) {
      cursor.at++;
      return children;
    }
    if (token === TOKEN.element) {
      const child = readElement(cursor, depth + 1);
      if (child === null) return null;
      children.push(child);
      continue;
    }
    if (token === TOKEN.instructionTarget || token === TOKEN.instructionData) {
      if (!passInstruction(cursor, token)) return null;
      continue;
    }
    const part = readText(cursor);
    if (part === null) return null;
    if (part === undefined) return fail(work, `token 0x${token.toString(16)} stands inside of an element`);
    children.push(part);
  }
  return fail(work, "it ends inside of an element");
}

/** Text or a place for a value; undefined when the next token is something else. */
function readText(cursor: Cursor): TextNode | SlotNode | null | undefined {
  const { work, bytes } = cursor.chunk;
  const token = u8(bytes, cursor.at) & ~MORE;
  const at = cursor.at + 1;
  switch (token) {
    case TOKEN.value:
      if (u8(bytes, at) !== 0x01) return fail(work, `a literal has type 0x${u8(bytes, at).toString(16)}`);
      return readCharacters(cursor, at + 1);
    case TOKEN.cdata:
      return readCharacters(cursor, at);
    case TOKEN.character:
      cursor.at = at + 2;
      return text(cursor, String.fromCharCode(u16(bytes, at)));
    case TOKEN.entity: {
      cursor.at = at;
      const name = readName(cursor);
      return name === null ? null : text(cursor, ENTITIES[name] ?? `&${name};`);
    }
    case TOKEN.slot:
    case TOKEN.optionalSlot:
      cursor.at = at + 3;
      if (cursor.at > cursor.end) return fail(work, "it ends inside of a place for a value");
      if (!spend(work, 0)) return null;
      return { kind: "slot", slot: u16(bytes, at), optional: token === TOKEN.optionalSlot };
    default:
      return undefined;
  }
}

/** A 16-bit count and so many UTF-16 units. */
function readCharacters(cursor: Cursor, at: number): TextNode | null {
  const { bytes, utf16, work } = cursor.chunk;
  const end = at + 2 + u16(bytes, at) * 2;
  if (end > cursor.end) return fail(work, "a text is longer than what holds it");
  cursor.at = end;
  return text(cursor, end === at + 2 ? "" : utf16(bytes, at + 2, end));
}

function text(cursor: Cursor, value: string): TextNode | null {
  if (cursor.at > cursor.end) return fail(cursor.chunk.work, "it ends inside of a text");
  return spend(cursor.chunk.work, value.length) ? { kind: "text", text: value } : null;
}

/** Processing instructions carry nothing of the event. */
function passInstruction(cursor: Cursor, token: number): boolean {
  cursor.at++;
  if (token === TOKEN.instructionTarget) return readName(cursor) !== null;
  return readCharacters(cursor, cursor.at) !== null;
}

/** Passes over the fragment headers at `at`. */
export function skipFragmentHeaders(bytes: Uint8Array, at: number, end: number): number {
  let next = at;
  while (next + FRAGMENT_HEADER_SIZE <= end && bytes[next] === TOKEN.fragment) next += FRAGMENT_HEADER_SIZE;
  return next;
}

/** The definition's element, and whether the definition holds what it should. */
export function readDefinition(cursor: Cursor): ElementNode | null {
  const { bytes, work } = cursor.chunk;
  cursor.at = skipFragmentHeaders(bytes, cursor.at, cursor.end);
  if ((u8(bytes, cursor.at) & ~MORE) !== TOKEN.element) return fail(work, "its template holds no element");
  return readElement(cursor);
}

export function definitionSize(bytes: Uint8Array, at: number): number {
  return u32(bytes, at + 20);
}
