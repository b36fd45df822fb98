import type { EventRecord } from "../../record.ts";
import { type Document, type Part, type Tag, tag, type Value } from "./template.ts";
import { textPart } from "./values.ts";

interface Branch {
  readonly name: string;
  readonly attributes: { readonly name: string; readonly text: string }[];
  readonly children: Branch[];
  text: string | undefined;
}

/**
 * The UserData tree behind a list of leaves; undefined for an empty list. Leaves that follow one another share the
 * elements that their paths share; a leaf that is there already starts a new one of the same name.
 */
export function userDataDocument(user: EventRecord["user"]): Document | undefined {
  if (user.length === 0) return undefined;
  const root = branch("UserData");
  for (const [path, text] of user) addLeaf(root, path, text);
  const values: Value[] = [];
  return { root: toTag(root, values), values };
}

function addLeaf(root: Branch, path: string, text: string): void {
  const at = path.indexOf("@");
  const names = (at < 0 ? path : path.slice(0, at)).split("/");
  const isAttribute = at >= 0;
  let element = root;
  names.forEach((name, depth) => {
    const last = element.children[element.children.length - 1];
    const isEnd = depth === names.length - 1;
    const isOpen = last !== undefined && last.name === name && canTake(last, isEnd);
    const next = isOpen ? last : branch(name);
    if (!isOpen) element.children.push(next);
    element = next;
  });
  if (isAttribute) element.attributes.push({ name: path.slice(at + 1), text });
  else element.text = text;
}

/** Whether the next leaf belongs to this element: a text closes it, and its own text or attributes come first. */
function canTake(element: Branch, isEnd: boolean): boolean {
  return element.text === undefined && !(isEnd && element.children.length > 0);
}

function branch(name: string): Branch {
  return { name, attributes: [], children: [], text: undefined };
}

function toTag(element: Branch, values: Value[]): Tag {
  const attributes = element.attributes.map(({ name, text }) => ({ name, content: textPart(text, values) }));
  const children: Part[] =
    element.text === undefined
      ? element.children.map((child) => toTag(child, values))
      : [textPart(element.text, values)];
  return tag(element.name, children, attributes);
}
